using System.Text.Json.Nodes;
using Coordination.Host.Cli.GateCases;
using Coordination.Host.Tests.Contracts;
using Xunit;

namespace Coordination.Host.Tests.Cli.GateCases;

public sealed class GateCommandsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("gate-cases").FullName;
    private readonly StringWriter _said = new();
    private readonly StringWriter _complained = new();

    private GateCommands Desk => new(_said, _complained);

    public void Dispose()
    {
        Directory.Delete(_folder, recursive: true);
        _said.Dispose();
        _complained.Dispose();
    }

    [Fact]
    public void Checking_the_published_cases_succeeds()
    {
        Assert.Equal(GateCommands.Holds, Desk.Check(GateVectors.FullPath));
        Assert.Contains($"{GateVectors.All.Count + GateVectors.Captures.Count + GateVectors.Tables.Count} hold, 0 do not hold, 0 cannot be read", _said.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Other_rules_are_asked_where_a_case_names_none_to_see_what_would_differ()
    {
        var cases = Path.Combine(GateVectors.FullPath, "CG-01");

        Assert.Equal(GateCommands.Holds, Desk.Check(cases, "2026-1"));
        Assert.Equal(GateCommands.Fails, Desk.Check(cases, "2026-2"));
        Assert.Contains("CG-01/non-identifying: ", _said.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("individual-information", _said.ToString(), StringComparison.Ordinal);
        Assert.Equal(GateCommands.Unreadable, Desk.Check(cases, "2031-1"));
        Assert.Contains("--rules: expected one of 2025-1, 2026-1, 2026-2.", _complained.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_case_that_does_not_hold_is_told_with_what_was_expected_and_what_was_answered()
    {
        Write("own.json", json => json["expected"]!["lines"]![0]!["findings"]![1]!["reason"] = "not-yet");

        Assert.Equal(GateCommands.Fails, Desk.Check(_folder));
        Assert.Contains("own.json", _said.ToString(), StringComparison.Ordinal);
        Assert.Contains("lines[0].findings: expected CG-01 deny absent, CG-04 deny not-yet; the gate answered CG-01 deny absent, CG-04 deny expired", _said.ToString(), StringComparison.Ordinal);
        Assert.Contains("1 case: 0 hold, 1 does not hold", _said.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_part_of_the_answer_is_compared()
    {
        Write("a.json", json => json["expected"]!["outcome"] = "hold");
        Write("b.json", json => json["expected"]!["lines"]![0]!["mode"] = "deIdentified");
        Write("c.json", json => json["expected"]!["obligations"] = new JsonArray("account"));
        Write("d.json", json => json["expected"]!["lines"] = new JsonArray());
        Write("e.json", json => json["expected"]!["lines"]![0]!["release"] = "00000002-0000-4000-8000-000000000001");

        Assert.Equal(GateCommands.Fails, Desk.Check(_folder));
        Assert.Contains("5 cases: 0 hold, 5 do not hold", _said.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_read_is_named_with_file_path_and_what_was_expected_and_the_others_are_checked_nonetheless()
    {
        Write("good.json", _ => { });
        Write("purpose.json", json => json["input"]!["request"]!["purpose"] = "curiosity");
        Write("event.json", json => json["input"]!["consent"]![2]!["data"]!["terms"]!["grants"]![0]!["widestMode"] = 4);
        Write("list.json", json => json["input"]!["consent"]![0]!["type"] = "agency-joined.v1");
        Write("order.json", json => json["input"]!["consent"]![0]!["recordedAt"] = "2027-01-01T00:00:00Z");
        Write("missing.json", json => json["input"]!.AsObject().Remove("now"));
        Write("involvements.json", json => json["input"]!["request"]!.AsObject().Remove("involvements"));
        Write("rules.json", json => json["input"]!["ruleSet"] = "1999-1");
        Write("twice.json", json => json["input"]!["merged"] = new JsonArray(new JsonObject { ["consent"] = json["input"]!["consent"]!.DeepClone() }));
        Write("sides.json", json => json["input"]!["request"]!["recipient"]!["agency"] = json["input"]!["request"]!["discloser"]!.DeepClone());
        Write("nothing-expected.json", json => json.AsObject().Remove("expected"));
        File.WriteAllText(Path.Combine(_folder, "broken.json"), "{ \"input\": ");

        Assert.Equal(GateCommands.Unreadable, Desk.Check(_folder));
        var complaints = _complained.ToString();
        Assert.Contains("purpose.json: input.request.purpose: Expected one of: caseReview, safetyPlanning", complaints, StringComparison.Ordinal);
        Assert.Contains("event.json: input.consent[2].data.terms.grants[0].widestMode: Expected one of: throughAdvocate", complaints, StringComparison.Ordinal);
        Assert.Contains("list.json: input.consent[0].type: Expected one of: capacity-recorded.v1", complaints, StringComparison.Ordinal);
        Assert.Contains("order.json: input.consent[1].recordedAt: Events are listed in the order of recording", complaints, StringComparison.Ordinal);
        Assert.Contains("missing.json: input.now: This field is required.", complaints, StringComparison.Ordinal);
        Assert.Contains("involvements.json: input.request.involvements: This field is required.", complaints, StringComparison.Ordinal);
        Assert.Contains("rules.json: input.ruleSet: There is no rule-set of that version.", complaints, StringComparison.Ordinal);
        Assert.Contains("twice.json: input.merged[0].consent: Another list tells of the same record already", complaints, StringComparison.Ordinal);
        Assert.Contains("sides.json: input.recipient: The recipient is the discloser", complaints, StringComparison.Ordinal);
        Assert.Contains("nothing-expected.json: expected: This field is required.", complaints, StringComparison.Ordinal);
        Assert.Contains("broken.json: The file is not well-formed JSON", complaints, StringComparison.Ordinal);
        Assert.Contains("12 cases: 1 holds, 0 do not hold, 11 cannot be read", _said.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"calledBy":"A","\ud800":"x"}""")]
    [InlineData("""{"input":{"\ud800":{}},"expected":{}}""")]
    [InlineData("""{"id":"\ud800"}""")]
    [InlineData("""["\udfff"]""")]
    [InlineData("\"\\u0000\"")]
    public void A_file_with_half_a_character_is_told_and_the_rest_of_the_folder_is_checked(string text)
    {
        File.WriteAllText(Path.Combine(_folder, "a-half.json"), text);
        Write("b-whole.json", _ => { });

        Assert.Equal(GateCommands.Unreadable, Desk.Check(_folder));
        Assert.Contains("a-half.json: ", _complained.ToString(), StringComparison.Ordinal);
        Assert.Contains("2 cases: 1 holds, 0 do not hold, 1 cannot be read", _said.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_folder_and_one_that_is_not_there_are_no_success()
    {
        Assert.Equal(GateCommands.Unreadable, Desk.Check(_folder));
        Assert.Equal(GateCommands.Unreadable, Desk.Check(Path.Combine(_folder, "nowhere")));
    }

    [Fact]
    public void A_question_is_answered_and_explained_rule_by_rule_whether_or_not_an_answer_is_expected()
    {
        var file = Write("question.json", json => json.AsObject().Remove("expected"));

        Assert.Equal(GateCommands.Holds, Desk.Evaluate(file, asJson: false));
        Assert.StartsWith("deny under rule-set", _said.ToString(), StringComparison.Ordinal);
        Assert.Contains("* CG-04 deny: expired (release 00000002-0000-4000-8000-000000000001) [\"reasonably time-limited\"", _said.ToString(), StringComparison.Ordinal);
        Assert.Contains("  CG-01 permit: release", _said.ToString(), StringComparison.Ordinal);
        Assert.Contains("nothing to say: ", _said.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void As_json_the_explanation_holds_the_verdict_and_every_rule()
    {
        Assert.Equal(GateCommands.Holds, Desk.Evaluate(Write("question.json", _ => { }), asJson: true));
        var answer = JsonNode.Parse(_said.ToString())!;

        Assert.Equal("deny", answer["verdict"]!["outcome"]!.GetValue<string>());
        Assert.Contains(answer["items"]![0]!["rules"]!.AsArray(), rule => rule!["rule"]!.GetValue<string>() == "CG-04" && rule["decided"]!.GetValue<bool>());
    }

    [Fact]
    public void A_question_that_cannot_be_read_is_not_answered()
    {
        Assert.Equal(GateCommands.Unreadable, Desk.Evaluate(Path.Combine(_folder, "nowhere.json"), asJson: false));
        Assert.Contains("nowhere.json: The file cannot be read", _complained.ToString(), StringComparison.Ordinal);
        Assert.Empty(_said.ToString());
    }

    private string Write(string name, Action<JsonNode> change)
    {
        var json = JsonNode.Parse(File.ReadAllText(Path.Combine(GateVectors.FullPath, "CG-04", "at-its-end.json")))!;
        change(json);
        var file = Path.Combine(_folder, name);
        File.WriteAllText(file, json.ToJsonString());
        return file;
    }
}
