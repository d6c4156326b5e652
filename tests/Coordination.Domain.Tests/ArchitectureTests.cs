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

    /// <summary>A feature may use the platform, the platform the projections, and those the domain. The verbs may use all of it.</summary>
    private static readonly string[] Layers = ["Cli", "Features", "TransparencyLog", "Platform"];

    /// <summary>Tests of the host that belong to no folder of it: what others rely on, what partners can tell apart, and the tool that plays stories.</summary>
    private static readonly string[] AcrossTheHost = ["Contracts", "Demo", "NonInterference"];

    private static readonly string[] ReadersOfTheGate = ["Cases", "CaseReviews", "Disclosures", "Survivors"];

    /// <summary>Whatever the survivor releases, declines or reports, what she is offered is decided without it (CG-13, CG-30).</summary>
    private static readonly string[] HelpIsDecidedIn = ["Services", "ImmigrationRelief"];

    private static readonly IReadOnlyList<SourceFile> Host = SourceTree.Under(HostFolder);
    private static readonly IReadOnlyList<SourceFile> HostTests = SourceTree.Under("tests/Coordination.Host.Tests");
    private static readonly IReadOnlyList<SourceFile> Domain = SourceTree.Under(DomainFolder);

    [Fact]
    public void The_domain_stands_on_the_base_class_library_alone() =>
        Assert.All(References(typeof(DomainEvent).Assembly), name => Assert.StartsWith("System.", name, StringComparison.Ordinal));

    [Fact]
    public void Projections_know_the_domain_and_nothing_else() =>
        Assert.All(References(Assembly.Load("Coordination.Projections")), name =>
            Assert.True(name == "Coordination.Domain" || name.StartsWith("System.", StringComparison.Ordinal), name));

    [Fact]
    public void Only_the_storage_of_the_platform_and_of_the_transparency_log_know_the_database_driver() =>
        AssertNone(Host.Where(file => !IsStorage(file) && file.Mentions("Npgsql")));

    /// <summary>What reads and writes the log is in one folder; beside it, the reader of bytes for the transparency log and what compares the log with what is kept beside it.</summary>
    [Fact]
    public void Only_Marten_and_the_transparency_log_name_the_tables_of_the_log()
    {
        string[] tables = ["mt_events", "mt_streams"];
        string[] others = [$"{HostFolder}/TransparencyLog/Storage/EntryReader.cs", $"{HostFolder}/TransparencyLog/Storage/SideRecords.cs"];
        var naming = SourceTree.Under("src").Where(file => tables.Any(table => file.Text.Contains(table, StringComparison.Ordinal))).ToList();

        Assert.Contains(naming, IsMarten);
        AssertNone(naming.Where(file => !IsMarten(file) && !others.Contains(file.Path)));
    }

    [Fact]
    public void Only_its_own_folder_knows_Marten() =>
        AssertNone(SourceTree.Under("src").Where(file => !IsMarten(file) && file.Lines.Contains("using Marten;")));

    [Fact]
    public void The_host_has_features_a_transparency_log_a_platform_and_verbs_and_nothing_beside_them() =>
        Assert.Equal(Layers.Order(StringComparer.Ordinal), Host.Select(file => file.Layer).Where(layer => layer.Length > 0).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void The_platform_knows_no_feature_and_nothing_knows_the_verbs()
    {
        AssertNone(In("Platform").Where(file => Knows(file, "Features") || Knows(file, "TransparencyLog")));
        AssertNone(In("TransparencyLog").Where(file => Knows(file, "Features")));
        AssertNone(In("Features").Where(file => Knows(file, "TransparencyLog")));
        AssertNone(Host.Where(file => file.Layer is not ("Cli" or "") && Knows(file, "Cli")));
    }

    [Fact]
    public void Features_never_use_each_other()
    {
        var features = Folders(In("Features")).ToList();

        AssertNone(In("Features").Where(file => features.Any(feature => feature != file.Folder && Knows(file, $"Features.{feature}"))));
    }

    [Fact]
    public void Only_composition_and_the_verbs_know_the_storage() =>
        AssertNone(Host.Where(file => file.Layer is not ("Cli" or "") && !IsStorage(file) && (Knows(file, "Platform.Storage") || Knows(file, "TransparencyLog.Storage"))));

    [Fact]
    public void A_test_is_in_the_folder_of_what_it_tests()
    {
        var folders = Host.Select(FolderOf).ToHashSet(StringComparer.Ordinal);

        AssertNone(HostTests.Where(file => !AcrossTheHost.Contains(file.Layer) && !folders.Contains(FolderOf(file))));

        static string FolderOf(SourceFile file) => string.Join('/', file.Path.Split('/')[2..^1]);
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
            "Features/Audit/History.cs", "Features/Audit/LogRederivation.cs", "Features/Audit/Replay/LogDiff.cs", "Features/Audit/Replay/PastViews.cs", "Cli/FoldedLookups.cs", "Platform/Execution/Projections/ProjectionRebuild.cs",
        ];
        string[] fromWhereItStood = ["Platform/Execution/Lookups.cs", "Platform/Execution/Projections/ServingViews.cs", "Platform/Messaging/ReactionSweep.cs", "Platform/Storage/Marten/MartenEventStore.cs"];

        AssertNone(Host.Where(file => file.Text.Contains(".ReadAll(", StringComparison.Ordinal) && !through.Concat(fromWhereItStood).Contains(file.Path[(HostFolder.Length + 1)..])));
    }

    [Fact]
    public void Each_namespace_is_its_folder()
    {
        foreach (var file in Domain.Concat(Host).Concat(HostTests).Concat(SourceTree.Under("src/Coordination.Projections")).Where(f => f.Mentions("namespace")))
        {
            var folder = Path.GetDirectoryName(file.Path)!.Replace('\\', '/');
            Assert.Contains($"namespace {folder[(folder.IndexOf('/', StringComparison.Ordinal) + 1)..].Replace('/', '.')};", file.Text, StringComparison.Ordinal);
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

    private static bool IsStorage(SourceFile file) => file.Path.StartsWith($"{HostFolder}/Platform/Storage/", StringComparison.Ordinal) || file.Path.StartsWith($"{HostFolder}/TransparencyLog/Storage/", StringComparison.Ordinal);

    private static bool IsMarten(SourceFile file) => file.Path.StartsWith($"{HostFolder}/Platform/Storage/Marten/", StringComparison.Ordinal);

    private static IEnumerable<SourceFile> In(string layer) => Host.Where(file => file.Layer == layer);

    private static bool Knows(SourceFile file, string folder) => file.Mentions($"Coordination.Host.{folder}");

    private static IEnumerable<string> References(Assembly assembly) => assembly.GetReferencedAssemblies().Select(name => name.Name!);

    private static IEnumerable<string> Folders(IEnumerable<SourceFile> files) => files.Select(file => file.Folder).Where(folder => folder.Length > 0).Distinct();

    private static void AssertNone(IEnumerable<SourceFile> files) => Assert.True(!files.Any(), string.Join('\n', files));
}
