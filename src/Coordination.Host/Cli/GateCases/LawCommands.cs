using System.Text.Json.Nodes;
using Coordination.Domain.Gate;
using static Coordination.Host.Cli.GateCases.GateCaseCheck;

namespace Coordination.Host.Cli.GateCases;

/// <summary>Answers the verbs <c>law check</c>, <c>law show</c> and <c>law body</c>: with files alone, no server, no database, no
/// network.</summary>
internal sealed class LawCommands(TextWriter output, TextWriter errors)
{
    /// <summary>The table can be loaded.</summary>
    public const int Holds = 0;

    /// <summary>The table cannot be loaded.</summary>
    public const int Fails = 1;

    /// <summary>Something cannot be read.</summary>
    public const int Unreadable = 2;

    private static readonly PersonId Nobody = new("nobody");

    /// <summary>Under which name an authority stands in the published cases that has no kind of agency of its own. The others are
    /// recipients of the matching kind.</summary>
    private static readonly Dictionary<AuthorityKind, AgencyId> Named = new()
    {
        [AuthorityKind.MissingChildrenCenter] = new("missing-children-center"),
        [AuthorityKind.CrimeInformationCenter] = new("crime-information-center"),
        [AuthorityKind.HealthAndHumanServices] = new("health-and-human-services"),
        [AuthorityKind.AdultProtectiveServices] = new("adult-protective-services"),
        [AuthorityKind.FatalityReview] = new("fatality-review"),
    };

    public int Check(string file) => WithTable(file, table =>
    {
        output.WriteLine($"{table.Jurisdiction}, {table.Name}, version {table.Version}: can be loaded");
        output.WriteLine($"  {Quantity.Of(table.Duties.Count, "duty", "duties")} to report, " +
            $"{Quantity.Of(table.PermittedReports.Count, "report")} permitted, {Quantity.Of(table.DutiesToWarn.Count, "duty", "duties")} " +
            $"to warn, {Quantity.Of(table.Mandates?.Count ?? 0, "demand")} that a statute compels to answer, " +
            $"{Quantity.Of(table.FatalityReviews?.Count ?? 0, "review")} of deaths, {Quantity.Of(table.TeamStatutes.Count, "statute")} " +
            $"of teams, {Quantity.Of(table.Hotlines.Count, "hotline")}");
        var lines = Lines(table).ToList();
        var certainties = Enum.GetValues<Certainty>()
            .Select(certainty => $"{lines.Count(line => line.Certainty == certainty)} {Name(certainty)}");
        output.WriteLine($"  how sure: {string.Join(", ", certainties)}");
        foreach (var (citation, _) in lines.Where(line => line.Certainty == Certainty.Practice))
            output.WriteLine($"  counsel has to confirm: {citation}");
        if (JurisdictionTableDecider.NobodyIsNamedFor(table, []) is { Count: > 0 } authorities)
            output.WriteLine($"  name an agency for each of these when you load it: {string.Join(", ", authorities.Select(Name))}");
        output.WriteLine("No legal advice: counsel decides what the law says.");
        return Holds;
    });

    /// <summary>Tells which answers to the cases of a folder change when the table is loaded.</summary>
    public int Show(string file, string folder, IReadOnlyList<string> authorities) => WithTable(file, table =>
    {
        if (!Directory.Exists(folder) && !File.Exists(folder))
            return Say($"{folder}: there is no such folder.");
        if (!TryRead(authorities, table, out var named))
            return Unreadable;
        var (asked, changes, problems) = Changes(table, File.Exists(folder) ? [folder] : GateCaseFile.Under(folder), named);
        foreach (var problem in problems)
            errors.WriteLine($"CANNOT BE READ  {problem.Message}");
        foreach (var change in changes)
        {
            output.WriteLine($"{change.Case}: {Name(change.Before.Outcome)} → {Name(change.After.Outcome)}");
            output.WriteLine($"  without: {Findings(change.Before)}");
            output.WriteLine($"  with:    {Findings(change.After)}");
        }

        output.WriteLine($"{Quantity.Of(asked, "case")} asked under rules that look at tables: " +
            $"{Quantity.Of(changes.Count, "changes", "change")} with {table.Jurisdiction} {table.Version}");
        return problems.Count > 0 ? Unreadable : Holds;
    });

    /// <summary>Writes the body of the request that loads the table.</summary>
    public int Body(string file, IReadOnlyList<string> authorities, DateTimeOffset? from) => WithTable(file, table =>
    {
        if (!TryRead(authorities, table, out var named))
            return Unreadable;
        var body = new JsonObject
        {
            ["table"] = JsonSerializer.SerializeToNode(table, GateCaseJson.Default.JurisdictionTable),
            ["authorities"] = new JsonArray(
                [.. named.Select(one => (JsonNode)new JsonObject { ["kind"] = Name(one.Kind), ["agency"] = one.Agency.Value })]),
        };
        if (from is { } at)
            body["effectiveFrom"] = at;
        output.WriteLine(body.ToJsonString(GateCaseJson.Default.Options));
        return Holds;
    });

    /// <summary>
    /// The cases whose answer is another one with the table, how many were asked, and what cannot be read. Those are asked whose rules bind
    /// by profile: earlier rules look at no table.
    /// </summary>
    internal static (int Asked, IReadOnlyList<TableChange> Changes, IReadOnlyList<GateCaseProblem> Problems) Changes(
        JurisdictionTable table, IReadOnlyList<string> files, IReadOnlyList<AuthorityNamed> named)
    {
        var asked = 0;
        List<TableChange> changes = [];
        List<GateCaseProblem> problems = [];
        foreach (var file in files)
        {
            try
            {
                if (Ask(table, file, named) is not { } answers)
                    continue;
                asked++;
                if (!SaysTheSame(answers.Before, answers.After))
                    changes.Add(answers);
            }
            catch (GateCaseProblem problem)
            {
                problems.Add(problem);
            }
        }

        return (asked, changes, problems);
    }

    private static TableChange? Ask(JurisdictionTable table, string file, IReadOnlyList<AuthorityNamed> named)
    {
        if (GateCaseFile.IsCapture(file) || GateCaseFile.IsTable(file))
            return null;
        var question = GateCaseFile.Read(file);
        var world = new GateCaseWorld(file, question.Input);
        var (facts, rules, request) = (world.Facts(), world.Rules(), question.Input.Request);
        if (!rules.ByProfile)
            return null;
        var loaded = new JurisdictionTableLoaded(question.Input.Now, table,
            named.Count > 0 ? named : [.. AuthoritiesIn(facts, request)], Nobody);
        return new TableChange(
            question.Id ?? file, ConsentGate.Evaluate(request, facts, rules),
            ConsentGate.Evaluate(request, new GateCaseWorld(file, question.Input) { Besides = [loaded] }.Facts(), rules));
    }

    private static IEnumerable<AuthorityNamed> AuthoritiesIn(GateFacts facts, GateRequest request) =>
        Named.Select(named => new AuthorityNamed(named.Key, named.Value)).Concat(facts.Recipient.KindIfKnown switch
        {
            AgencyKind.ChildWelfare => [new AuthorityNamed(AuthorityKind.ChildWelfare, request.Recipient.Agency)],
            AgencyKind.LawEnforcement => [new AuthorityNamed(AuthorityKind.LawEnforcement, request.Recipient.Agency)],
            AgencyKind.Prosecution => [new AuthorityNamed(AuthorityKind.Prosecution, request.Recipient.Agency)],
            _ => (AuthorityNamed[])[],
        });

    private static bool SaysTheSame(Verdict one, Verdict other) =>
        one.Outcome == other.Outcome && Findings(one) == Findings(other) && one.Obligations.SequenceEqual(other.Obligations)
        && one.Lines.Select(line => (line.Outcome, line.Mode, line.Release))
            .SequenceEqual(other.Lines.Select(line => (line.Outcome, line.Mode, line.Release)));

    private static string Findings(Verdict verdict) =>
        string.Join("; ", verdict.Lines.Select(line =>
            string.Join(", ", line.Findings.Select(finding => $"{finding.Rule} {Name(finding.Effect)} {finding.Reason}"))));

    private static IEnumerable<(string Citation, Certainty Certainty)> Lines(JurisdictionTable table) =>
    [
        .. table.Duties.Concat(table.PermittedReports).Select(duty => (duty.Citation, duty.Certainty)),
        .. table.DutiesToWarn.Select(duty => (duty.Citation, duty.Certainty)),
        .. (table.Mandates ?? []).Select(mandate => (mandate.Citation, mandate.Certainty)),
        .. (table.FatalityReviews ?? []).Select(review => (review.Citation, review.Certainty)),
        .. table.TeamStatutes.Select(statute => (statute.Citation, statute.Certainty)),
        .. new[] { table.LongestRelease, table.AgeOfMajority }.OfType<TableLimit>().Select(limit => (limit.Citation, limit.Certainty)),
        .. (table.MinorAloneServices ?? []).Select(service => (service.Citation, service.Certainty)),
        .. table.Accounting.Select(period => (period.Citation, period.Certainty)),
    ];

    private bool TryRead(IReadOnlyList<string> authorities, JurisdictionTable table, out IReadOnlyList<AuthorityNamed> named)
    {
        List<AuthorityNamed> read = [];
        named = read;
        foreach (var authority in authorities)
        {
            var parts = authority.Split('=');
            var kind = Enum.GetValues<AuthorityKind>().Where(one => Name(one) == parts[0])
                .Select(one => (AuthorityKind?)one).FirstOrDefault();
            if (parts.Length != 2 || kind is null || string.IsNullOrWhiteSpace(parts[1]))
            {
                Say($"--authority {authority}: expected one of {string.Join(", ", Enum.GetValues<AuthorityKind>().Select(Name))}, = and " +
                    $"an agency, such as childWelfare=county-child-welfare.");
                return false;
            }

            read.Add(new AuthorityNamed(kind.Value, new AgencyId(parts[1])));
        }

        if (JurisdictionTableDecider.AuthoritiesAreWrong(read, table, "--authority") is not { } wrong)
            return true;
        Say($"{wrong.Field}: {wrong.Message}");
        return false;
    }

    private int WithTable(string file, Func<JurisdictionTable, int> look)
    {
        try
        {
            var table = GateCaseFile.ReadLaw(file);
            return JurisdictionTableDecider.IsWrong(table, null) is { } wrong
                ? Say($"{file}: {wrong.Field}: {wrong.Message}", Fails)
                : look(table);
        }
        catch (GateCaseProblem problem)
        {
            return Say(problem.Message);
        }
    }

    private int Say(string problem, int status = Unreadable)
    {
        errors.WriteLine(problem);
        return status;
    }
}

/// <summary>What the gate answers to a case as it is, and with a table in force at its instant.</summary>
internal sealed record TableChange(string Case, Verdict Before, Verdict After);
