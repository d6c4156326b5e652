using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Coordination.Domain;
using Coordination.Domain.Consent;
using Coordination.Host.Cli.GateCases;
using Coordination.Testing;
using Xunit;

namespace Coordination.Host.Tests.Contracts;

/// <summary>The published commands: each rule of capture refuses what it is for, records it where it is evidence, and refuses nothing else.</summary>
public sealed class CaptureVectorTests
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The rules of capture, and those of the gate that a release is measured by when it is captured.</summary>
    public static TheoryData<string> Rules => ["CG-05", "CG-06", "CG-13", "CG-15", "CG-30", "CG-49", "CG-50"];

    [Fact]
    public void No_rule_of_capture_is_without_cases() =>
        Assert.Empty(CaptureRule.All.Select(rule => rule.Id).Concat(GateVectors.Captures.Select(vector => GateVectors.RuleOf(vector.Path))).Except(Rules.Select(row => row.Data)));

    [Fact]
    public void Every_published_command_is_answered_as_the_case_expects()
    {
        Assert.NotEmpty(GateVectors.Captures);
        Assert.Empty(GateVectors.Captures.SelectMany(vector => CaptureCaseCheck.Differences(vector.Path, vector.Case).Select(difference => $"{vector.Path}: {difference}")));
    }

    [Fact]
    public void The_schema_says_what_the_code_reads() => Snapshot.Matches(
        $"{GateVectors.Folder}/capture-schema.json", GateCaseSchema.WriteCapture().ToJsonString(Readable), "Others rely on this format: what was a case must stay one.");

    [Fact]
    public void Every_case_fits_the_schema_and_a_changed_one_does_not()
    {
        var checker = new SchemaChecker(GateCaseSchema.WriteCapture());
        string Text(string path) => File.ReadAllText(Path.Combine(GateVectors.FullPath, path));

        Assert.Empty(GateVectors.Captures.SelectMany(vector => checker.Faults(JsonNode.Parse(Text(vector.Path))).Select(fault => $"{vector.Path}: {fault}")));
        Assert.NotEmpty(checker.Faults(JsonNode.Parse(Text("CG-13/testimony.json").Replace("\"testimony\"", "\"gratitude\"", StringComparison.Ordinal))));
    }

    [Fact]
    public void A_case_is_called_as_its_file_and_says_what_it_shows() => Assert.All(GateVectors.Captures, vector =>
    {
        Assert.Equal(vector.Path, $"{vector.Case.Id}.json");
        Assert.False(string.IsNullOrWhiteSpace(vector.Case.Title));
        Assert.False(string.IsNullOrWhiteSpace(vector.Case.Source));
        Assert.NotNull(vector.Case.Kind);
    });

    [Theory, MemberData(nameof(Rules))]
    public void Every_rule_has_every_kind_of_case(string rule)
    {
        var cases = Of(rule);

        Assert.True(cases.Count >= 4, $"{rule} has {cases.Count} cases.");
        Assert.Equal(Enum.GetValues<GateCaseKind>(), cases.Select(vector => vector.Case.Kind!.Value).Distinct().Order());
        Assert.Contains(cases, vector => vector.Case.Expected!.Rule == rule && vector.Case.Kind == GateCaseKind.Denies);
    }

    [Theory, MemberData(nameof(Rules))]
    public void What_a_rule_refuses_goes_through_without_what_the_rule_is_against(string rule)
    {
        var refused = Of(rule).Where(vector => vector.Case is { Kind: GateCaseKind.Denies, Expected.Rule: { } by } && by == rule && HasAPolicy(vector.Case)).ToList();

        Assert.NotEmpty(refused);
        Assert.All(refused, vector =>
        {
            var answer = CaptureCaseCheck.Try(vector.Path, vector.Case.Capture with { Command = Mended(rule, vector.Case.Capture.Command) });
            Assert.True(answer.Outcome == CaptureOutcome.Accepted, $"{vector.Path}: {answer}");
        });
    }

    [Fact]
    public void Every_coercive_condition_has_a_case() => Assert.Empty(
        Enum.GetValues<ConditionKind>().Where(kind => kind.IsCoercive()).Except(Of("CG-13").SelectMany(vector => Conditions(vector.Case.Capture.Command)).Select(condition => condition.Kind)));

    [Fact]
    public void Two_commands_in_one_case_or_none_are_told()
    {
        var one = GateVectors.Captures[0].Case.Capture;

        Assert.Equal("capture.command: Expected exactly one command.", Assert.Throws<GateCaseProblem>(() => CaptureCaseCheck.Try("x.json", one with { Command = new() })).Problem);
        Assert.Throws<GateCaseProblem>(() => CaptureCaseCheck.Try("x.json", one with { Command = one.Command with { RevokeRelease = new(default, Channel.Letter), MakeReferral = new(default, new("a"), []) } }));
    }

    private static List<(string Path, CaptureCase Case)> Of(string rule) => [.. GateVectors.Captures.Where(vector => GateVectors.RuleOf(vector.Path) == rule)];

    private static bool HasAPolicy(CaptureCase vector) => vector.Capture.TaskForce?.Any(happened => happened.Type == "policy-set.v1") ?? true;

    private static IEnumerable<Condition> Conditions(CaptureCommand command) => (command.OfferService ?? command.MakeReferral)?.Conditions ?? [];

    private static CaptureCommand Mended(string rule, CaptureCommand command) => (rule, command) switch
    {
        ("CG-05", { SignRelease: { } c }) => command with { SignRelease = c with { Terms = Shortened(c.Terms, c.Signatures[0].SignedAt!.Value) } },
        ("CG-15", { SignRelease: { } c }) => command with { SignRelease = c with { Signatures = [.. c.Signatures.Select(signature => signature with { Method = SignatureMethod.Ink, Accommodation = null })] } },
        ("CG-06", { SignRelease: { } c }) => command with { SignRelease = c with { Terms = c.Terms with { Recipients = [c.Terms.Recipients[0] with { Except = null }] } } },
        ("CG-49", { SignRelease: { } c }) => command with { SignRelease = c with { Terms = c.Terms with { Recipients = [c.Terms.Recipients[0] with { Persons = [new PersonId("dale")] }] } } },
        ("CG-50", { SignRelease: { } c }) => command with { SignRelease = c with { Besides = OlderReleases.Keep } },
        (_, { OfferService: { } c }) => command with { OfferService = c with { Conditions = [] } },
        (_, { MakeReferral: { } c }) => command with { MakeReferral = c with { Conditions = [] } },
        (_, { SeekRelief: { } c }) => command with { SeekRelief = c with { Conditions = [] } },
        (_, { AskCertifier: { } c }) => command with { AskCertifier = c with { Conditions = [] } },
        (_, { AnswerCertification: { } c }) => command with { AnswerCertification = c with { Conditions = [] } },
        _ => throw new InvalidOperationException($"Nothing of {rule} to take away."),
    };

    private static ReleaseTerms Shortened(ReleaseTerms terms, DateTimeOffset starts) => terms with { Starts = starts, Expires = starts.AddDays(30) };
}
