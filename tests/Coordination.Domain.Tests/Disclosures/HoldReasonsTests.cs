using System.Text.RegularExpressions;
using Coordination.Domain.Disclosures;
using Coordination.Domain.Gate;
using Coordination.Testing;
using Xunit;

namespace Coordination.Domain.Tests.Disclosures;

/// <summary>Somebody reads at night that the gate holds something, or denies it: what happened, and what to do next, in words.</summary>
public sealed partial class HoldReasonsTests
{
    [Fact]
    public void Every_reason_for_which_a_rule_holds_has_a_next_step()
    {
        var written = Written(RuleEffect.Hold);

        Assert.Superset(
            new HashSet<(string, string)> { ("CG-16", "counsel"), ("CG-17", "order"), ("CG-17", "citation"), ("CG-18", "duty-stands"), ("CG-19", "profiles-unknown"), ("CG-33", "merged-record"), ("CG-37", "condition"), ("CG-43", "finding"), ("CG-44", "citation"), ("CG-45", "conditions"), ("CG-46", "conflict"), ("CG-50", "which-release") },
            written.ToHashSet());
        Assert.DoesNotContain(written, hold => HoldReasons.Known(hold.Rule, hold.Reason) is null);
        Assert.All(written, hold => Assert.Matches("POST /v1/", HoldReasons.Known(hold.Rule, hold.Reason)!.Text));
    }

    [Fact]
    public void Every_reason_for_which_a_rule_denies_is_said_in_words()
    {
        var written = Written(RuleEffect.Deny);

        Assert.Superset(
            new HashSet<(string, string)> { ("CG-01", "absent"), ("CG-33", "merged-unread"), ("CG-35", "deceased"), ("CG-40", "standing"), ("CG-43", "unknown-recipient"), ("CG-48", "media"), ("CG-49", "outside-recipient") },
            written.ToHashSet());
        Assert.DoesNotContain(written, denial => DenialReasons.Known(denial.Rule, denial.Reason) is null);
    }

    [Fact]
    public void Every_reason_for_which_a_release_lets_nothing_go_is_said_in_words_that_she_can_read()
    {
        // What goes by law asks no release, and whom an item names is not for the release to say.
        string[] byLaw = ["CG-16", "CG-17", "CG-18", "CG-19", "CG-39", "CG-41", "CG-42", "CG-43", "CG-44", "CG-45"];
        var written = Written(RuleEffect.Hold).Concat(Written(RuleEffect.Deny)).Where(said => !byLaw.Contains(said.Rule) && said.Reason is not ("ruling" or "duty-stands")).ToList();

        Assert.DoesNotContain(written, said => ReleaseObstacle.Known(said.Rule, said.Reason) is null);
        Assert.All(written.Select(said => ReleaseObstacle.Known(said.Rule, said.Reason)!.Value).SelectMany(words => new[] { words.Said, words.Next }), text =>
        {
            Assert.DoesNotMatch("CG-[0-9]|POST |/v1/|release of hers", text);
            Assert.DoesNotMatch("[a-z0-9]+(-[a-z0-9]+)+", text.Replace("substance-use", "", StringComparison.Ordinal));
        });
    }

    [Fact]
    public void No_text_holds_a_code()
    {
        foreach (var text in Written(RuleEffect.Hold).Select(hold => HoldReasons.Known(hold.Rule, hold.Reason)!.Text).Concat(Written(RuleEffect.Deny).Select(denial => DenialReasons.Known(denial.Rule, denial.Reason)!)))
        {
            Assert.DoesNotMatch("CG-[0-9]|20[0-9][0-9]-[0-9]", text);
            Assert.DoesNotMatch("[a-z0-9]+(-[a-z0-9]+)+", Route().Replace(text, "").Replace("substance-use", "", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Several_holds_say_each_step_once_and_what_is_denied_says_none()
    {
        var (quash, condition, denied) = (new RuleFinding("CG-17", RuleEffect.Hold, "quash"), new RuleFinding("CG-37", RuleEffect.Hold, "condition"), new RuleFinding("CG-01", RuleEffect.Deny, "absent"));

        Assert.Equal([HoldReasons.Known("CG-17", "quash")!, HoldReasons.Known("CG-37", "condition")!], HoldReasons.Of(Verdict(quash, condition, denied, quash)));
        Assert.Equal(WaitsFor.Counsel, Assert.Single(HoldReasons.Of(Verdict(new RuleFinding("CG-99", RuleEffect.Hold, "unheard-of")))).Whom);
        Assert.Equal([DenialReasons.Known("CG-01", "absent")!], DenialReasons.Of(Verdict(quash, denied, denied)));
        Assert.Single(DenialReasons.Of(Verdict()));
    }

    private static Verdict Verdict(params RuleFinding[] findings) =>
        new(Outcome.Hold, [.. findings.Select(finding => new VerdictLine(new(Guid.NewGuid()), Outcome.Hold, null, null, [finding]))], [], [], 1, 1, "2026-2", DateTimeOffset.UnixEpoch);

    // A rule that is added brings its reasons with it: they are read from its file.
    private static List<(string Rule, string Reason)> Written(RuleEffect effect) =>
    [
        .. (from set in RuleSets.All
            from file in SourceTree.Under("src/Coordination.Domain/Gate/Rules")
            let rule = set.Rules.FirstOrDefault(known => file.Path.EndsWith($"/{known.GetType().Name}.cs", StringComparison.Ordinal))
            where rule is not null
            from argument in Arguments(file.Text, effect)
            from reason in Reasons(argument, file.Text)
            select (rule.Id, reason)).Distinct(),
    ];

    private static IEnumerable<string> Arguments(string text, RuleEffect effect)
    {
        foreach (Match call in Regex.Matches(text, $@"Ruling\.{effect}(When)?\("))
        {
            var (depth, end) = (1, call.Index + call.Length);
            for (; depth > 0; end++)
                depth += text[end] switch { '(' => 1, ')' => -1, _ => 0 };
            yield return text[(call.Index + call.Length)..end];
        }
        foreach (Match made in Regex.Matches(text, $@"RuleEffect\.{effect}, (.*)$", RegexOptions.Multiline))
            yield return made.Groups[1].Value;
    }

    // A reason may be another rule's constant.
    private static string? TextOf(string type) => type.Length == 0 ? null : SourceTree.Under("src/Coordination.Domain/Gate/Rules").FirstOrDefault(file => file.Path.EndsWith($"/{type}.cs", StringComparison.Ordinal))?.Text;

    private static IEnumerable<string> Reasons(string argument, string text)
    {
        foreach (Match literal in Literal().Matches(argument))
            yield return literal.Groups[1].Value;
        foreach (Match name in Named().Matches(Literal().Replace(argument, "")))
            if (Regex.Match(TextOf(name.Groups[1].Value) ?? text, $"const string {name.Groups[2].Value} = \"([a-z0-9-]+)\"") is { Success: true } constant)
                yield return constant.Groups[1].Value;
    }

    [GeneratedRegex("\"([a-z0-9]+(?:-[a-z0-9]+)*)\"")]
    private static partial Regex Literal();

    [GeneratedRegex(@"(?:\b(Cg[A-Za-z0-9]+)\.)?\b([A-Z][A-Za-z]+)\b")]
    private static partial Regex Named();

    [GeneratedRegex(@"(POST|GET) /v1/[^\s,)]*")]
    private static partial Regex Route();
}
