using System.Reflection;
using System.Reflection.Emit;
using Coordination.Domain.Gate;
using Coordination.Testing;
using Xunit;

namespace Coordination.Domain.Tests;

/// <summary>The walls between projects and folders. Each exists so that one folder can be read, changed and trusted alone.</summary>
public sealed class ArchitectureTests
{
    private const string DomainFolder = "src/Coordination.Domain";
    private const string HostFolder = "src/Coordination.Host";

    /// <summary>What every feature of the host may stand on. All other folders of the host are features.</summary>
    private static readonly string[] Foundations = ["Execution", "Encryption", "EventCatalogue", "Http", "Security", "Signing", "Observability", "Projections", "Storage", "Messaging", "CommandLine"];

    private static readonly string[] ReadersOfTheGate = ["Cases", "CaseReviews", "Disclosures", "Survivors"];

    /// <summary>Whatever the survivor releases, declines or reports, what she is offered is decided without it (CG-13, CG-30).</summary>
    private static readonly string[] HelpIsDecidedIn = ["Services", "ImmigrationRelief"];

    private static readonly IReadOnlyList<SourceFile> Host = SourceTree.Under(HostFolder);
    private static readonly IReadOnlyList<SourceFile> Domain = SourceTree.Under(DomainFolder);

    [Fact]
    public void The_domain_stands_on_the_base_class_library_alone() =>
        Assert.All(References(typeof(DomainEvent).Assembly), name => Assert.StartsWith("System.", name, StringComparison.Ordinal));

    [Fact]
    public void Projections_know_the_domain_and_nothing_else() =>
        Assert.All(References(Assembly.Load("Coordination.Projections")), name =>
            Assert.True(name == "Coordination.Domain" || name.StartsWith("System.", StringComparison.Ordinal), name));

    [Fact]
    public void Only_the_storage_folder_knows_the_database_driver() =>
        AssertNone(Host.Where(file => file.Folder != "Storage" && file.Mentions("Npgsql")));

    /// <summary>What reads and writes the log is in one folder; beside it, one reader of bytes for the audit log.</summary>
    [Fact]
    public void Only_Marten_and_the_reader_of_entries_name_the_tables_of_the_log()
    {
        string[] tables = ["mt_events", "mt_streams"];
        var naming = SourceTree.Under("src").Where(file => tables.Any(table => file.Text.Contains(table, StringComparison.Ordinal))).ToList();

        Assert.Contains(naming, file => file.Path.StartsWith($"{HostFolder}/Storage/Marten/", StringComparison.Ordinal));
        AssertNone(naming.Where(file => !file.Path.StartsWith($"{HostFolder}/Storage/Marten/", StringComparison.Ordinal) && file.Path != $"{HostFolder}/Storage/EntryReader.cs"));
    }

    [Fact]
    public void Only_the_storage_folder_knows_Marten() =>
        AssertNone(SourceTree.Under("src").Where(file => (file.Folder != "Storage" || !file.Path.StartsWith($"{HostFolder}/Storage/Marten/", StringComparison.Ordinal)) && file.Lines.Contains("using Marten;")));

    [Fact]
    public void The_foundations_know_no_feature_and_only_composition_knows_the_storage()
    {
        var features = Folders(Host).Except(Foundations).ToList();

        AssertNone(Host.Where(file => Foundations.Except(["CommandLine"]).Contains(file.Folder) && features.Any(f => file.Mentions($"Coordination.Host.{f}"))));
        AssertNone(Host.Where(file => file.Folder is not ("Storage" or "CommandLine" or "") && file.Mentions("Coordination.Host.Storage")));
    }

    [Fact]
    public void Features_of_the_host_never_know_each_other()
    {
        var features = Folders(Host).Except(Foundations).ToList();

        AssertNone(Host.Where(file => features.Contains(file.Folder) && features.Append("CommandLine").Any(f => f != file.Folder && file.Mentions($"Coordination.Host.{f}"))));
    }

    [Fact]
    public void The_gate_reads_consent_partners_and_policy_only()
    {
        string[] readable = ["Consent", "Partners", "TaskForce", "Gate"];

        AssertNone(Domain.Where(file => file.Folder == "Gate" && Folders(Domain).Except(readable).Any(f => file.Mentions($"Coordination.Domain.{f}"))));
    }

    /// <summary>A fact that is assembled in several places is forgotten in one of them.</summary>
    [Fact]
    public void Nobody_but_the_loader_makes_or_changes_what_the_gate_is_told()
    {
        Type[] facts = [typeof(GateFacts), typeof(MergedRecord), typeof(ThirdPersonPosition)];
        var makers = new[] { typeof(DomainEvent).Assembly, Assembly.Load("Coordination.Projections"), Assembly.Load("Coordination.Host") }
            .SelectMany(assembly => assembly.GetTypes())
            .Where(type => type.Namespace?.StartsWith("Coordination.Domain.Gate", StringComparison.Ordinal) != true && Methods(type).Any(method => Makes(method, facts)))
            .Select(Outermost).Distinct();

        Assert.Equal(["GateFactsLoader"], makers.Select(type => type.Name));
    }

    [Fact]
    public void Nobody_but_the_gate_reads_its_rules()
    {
        var everywhere = Domain.Concat(Host).Concat(SourceTree.Under("src/Coordination.Projections"));

        AssertNone(everywhere.Where(file => file.Folder != "Gate" && (file.Mentions("Coordination.Domain.Gate.Rules") || file.Mentions("Gate.Rules"))));
    }

    [Fact]
    public void No_help_is_decided_by_anything_that_reads_consent_the_gate_or_the_law()
    {
        string[] notLookedAt = ["Consent", "Gate", "Disclosures", "LegalProcesses", "Cases", "CaseReviews", "Operations", "Mandates", "Council"];

        Assert.Contains(Domain, file => HelpIsDecidedIn.Contains(file.Folder));
        AssertNone(Domain.Where(file => HelpIsDecidedIn.Contains(file.Folder) && notLookedAt.Any(f => file.Mentions($"Coordination.Domain.{f}"))));
        AssertNone(Host.Where(file => HelpIsDecidedIn.Contains(file.Folder) && notLookedAt.Any(f => file.Mentions($"Coordination.Domain.{f}"))));
    }

    [Fact]
    public void The_consent_position_partners_and_policy_do_not_know_who_reads_them() =>
        AssertNone(Domain.Where(file => file.Folder is "Consent" or "Partners" or "TaskForce"
            && ReadersOfTheGate.Any(f => file.Mentions($"Coordination.Domain.{f}"))));

    [Fact]
    public void The_transparency_log_knows_bytes_only() =>
        AssertNone(Domain.Where(file => file.Folder == "TransparencyLog" && Folders(Domain).Except(["TransparencyLog"]).Any(f => file.Mentions($"Coordination.Domain.{f}"))));

    /// <summary>The log is read through by verbs that prove, repeat or rebuild something. What a host needs in service is looked up, or followed from where it stood.</summary>
    [Fact]
    public void Nobody_reads_the_log_through_but_those_who_are_named_here()
    {
        string[] through =
        [
            "Audit/History.cs", "Audit/LogRederivation.cs", "Audit/Replay/LogDiff.cs", "Audit/Replay/PastViews.cs", "CommandLine/FoldedLookups.cs", "Execution/Projections/ProjectionRebuild.cs",
        ];
        string[] fromWhereItStood = ["Execution/Lookups.cs", "Execution/Projections/LogPages.cs", "Execution/Projections/ServingViews.cs", "Messaging/ReactionSweep.cs", "Storage/Marten/MartenEventStore.cs"];

        AssertNone(Host.Where(file => file.Text.Contains(".ReadAll(", StringComparison.Ordinal) && !through.Concat(fromWhereItStood).Contains(file.Path[(HostFolder.Length + 1)..])));
    }

    [Fact]
    public void Each_namespace_is_its_folder()
    {
        foreach (var file in Domain.Concat(Host).Concat(SourceTree.Under("src/Coordination.Projections")).Where(f => f.Mentions("namespace")))
        {
            var folder = Path.GetDirectoryName(file.Path)!.Replace('\\', '/');
            Assert.Contains($"namespace {folder["src/".Length..].Replace('/', '.')};", file.Text, StringComparison.Ordinal);
        }
    }

    private static IEnumerable<MethodBase> Methods(Type type) =>
        type.GetMembers(BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly).OfType<MethodBase>();

    // Calls a constructor, the copying of `with` or a setter of one of these types: an opcode, and the token of what is called.
    private static bool Makes(MethodBase method, Type[] made)
    {
        var body = method.GetMethodBody()?.GetILAsByteArray() ?? [];
        return Enumerable.Range(0, Math.Max(0, body.Length - 4)).Any(at =>
            (body[at] == OpCodes.Newobj.Value || body[at] == OpCodes.Call.Value || body[at] == OpCodes.Callvirt.Value)
            && Called(method, BitConverter.ToInt32(body, at + 1)) is { DeclaringType: { } type } called && made.Contains(type)
            && (called.IsConstructor || called.Name == "<Clone>$" || called.Name.StartsWith("set_", StringComparison.Ordinal)));
    }

    private static MethodBase? Called(MethodBase caller, int token)
    {
        try
        {
            return (token >> 24) is 0x06 or 0x0A
                ? caller.Module.ResolveMethod(token, caller.DeclaringType?.GetGenericArguments(), caller.IsGenericMethod ? caller.GetGenericArguments() : null)
                : null;
        }
        catch (Exception noMethod) when (noMethod is ArgumentException or BadImageFormatException or MissingMethodException)
        {
            return null; // these bytes are not the token of a method
        }
    }

    private static Type Outermost(Type type) => type.DeclaringType is { } outer ? Outermost(outer) : type;

    private static IEnumerable<string> References(Assembly assembly) => assembly.GetReferencedAssemblies().Select(name => name.Name!);

    private static IEnumerable<string> Folders(IEnumerable<SourceFile> files) => files.Select(file => file.Folder).Where(folder => folder.Length > 0).Distinct();

    private static void AssertNone(IEnumerable<SourceFile> files) => Assert.True(!files.Any(), string.Join('\n', files));
}
