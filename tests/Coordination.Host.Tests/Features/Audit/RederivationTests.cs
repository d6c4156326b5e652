using System.Text.Json.Nodes;
using Coordination.Domain;
using Coordination.Domain.CaseReviews;
using Coordination.Domain.Disclosures;
using Coordination.Domain.Gate;
using Coordination.Host.Cli;
using Coordination.Host.Features.Audit;
using Coordination.Host.Platform.Identity;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Coordination.Host.Tests.Features.Audit;

/// <summary>Every stored answer of the gate follows again from the log before it; one that does not is named.</summary>
public sealed class RederivationTests(StoryLog story) : IClassFixture<StoryLog>
{
    [Fact]
    public async Task Every_answer_of_the_story_follows_again_and_what_was_falsified_is_named()
    {
        var (clean, differences) = await Run();
        Assert.Empty(differences);
        Assert.True(clean is { ReachedTheEnd: true, Verdicts: >= 20, Admissions: >= 5 }, $"{clean}");
        Assert.Equal(Verdicts((await story.Events()).Select(e => e.Event)), clean.Verdicts);
        Assert.Equal((RederiveVerb.Follows, "no difference"), await Verb(null));

        await BoundedMemoryChangesNothing(clean);
        await AnotherSetListsWhatWouldDiffer();

        var permission = await FalsifyADisclosure();
        var room = await FalsifyARoom();
        var told = await FalsifyAnAgenda();

        var (_, found) = await Run();
        Assert.Equal([permission, room, told], found.Select(difference => difference.Position).Distinct().Order());
        Assert.Contains(found, difference => difference.Position == permission && difference is { What: "item", Item: not null } && difference.Before.StartsWith("permit", StringComparison.Ordinal) && difference.After == "deny");
        Assert.Contains(found, difference => difference.Position == room && difference.Member is not null && difference.After == "deny" && difference.RulesAfter.Count > 0);
        Assert.Contains(found, difference => difference.Position == told && difference.Before == "told or let in" && difference.After == "kept out");
        var (status, last) = await Verb(null);
        Assert.Equal(RederiveVerb.Differs, status);
        Assert.EndsWith("differences", last, StringComparison.Ordinal);
        await OverHttpInParts(found);
    }

    [Fact]
    public void Every_event_that_holds_an_answer_of_the_gate_is_asked_again()
    {
        var holders = typeof(DomainEvent).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(DomainEvent)) && !type.IsAbstract)
            .Where(type => type.GetProperties().Any(property => property.PropertyType == typeof(Verdict) || property.PropertyType == typeof(IReadOnlyList<MemberVerdict>)));

        Assert.All(holders, type => Assert.True(PastQuestions.AreIn(Coordination.Host.Platform.EventCatalogue.Catalogue.Current.NameOf(type)), type.Name));
    }

    [Fact]
    public async Task A_rule_set_that_there_is_not_is_refused_by_its_field()
    {
        var auditor = story.Host.As("noor.haddad", "state-auditor", "auditor");

        var unknown = await auditor.Get("/v1/audit/rederivation?ruleSet=2019-1");
        var before = await auditor.Get("/v1/audit/rederivation?afterPosition=-1");

        Assert.Equal(("invalid-input", "ruleSet"), (unknown.Problem, unknown.Field));
        Assert.Contains("2025-1, 2026-1", unknown.Text, StringComparison.Ordinal);
        Assert.Equal(("invalid-input", "afterPosition"), (before.Problem, before.Field));
        await Assert.ThrowsAsync<SettingsException>(() => Verb("2019-1"));
    }

    private async Task BoundedMemoryChangesNothing(RederivationProgress clean)
    {
        var (narrow, differences) = await Run(new RederivationScope(null, MostStreams: 2));
        var (first, _) = await Run(new RederivationScope(null, MostEvents: 37));
        var (rest, late) = await Run(new RederivationScope(null, After: first.Through));

        Assert.Empty(differences.Concat(late));
        Assert.Equal(clean with { Through = narrow.Through, Events = narrow.Events }, narrow); // that somebody asked went on record meanwhile
        Assert.Equal(clean.Verdicts, first.Verdicts + rest.Verdicts);
    }

    private async Task AnotherSetListsWhatWouldDiffer()
    {
        var (under, would) = await Run(new RederivationScope(RuleSets.None));

        Assert.NotEmpty(would);
        Assert.Equal(would.Count, under.Differences);
        Assert.All(would.Where(difference => difference.What == "item"), difference => Assert.Equal("deny", difference.After));
        Assert.Equal(RederiveVerb.Follows, (await Verb("2025-1")).Status);
    }

    private async Task<long> FalsifyADisclosure()
    {
        var events = await story.Events();
        var refused = events.Last(e => e.Event is DisclosureRefused);
        var verdict = ((DisclosureRefused)refused.Event).Verdict;
        var permitted = verdict with { Outcome = Outcome.Permit, Lines = [.. verdict.Lines.Select(line => line with { Outcome = Outcome.Permit, Mode = line.Asked })] };
        var e = (DisclosureRefused)refused.Event;
        return await story.Forge(refused.Meta.Stream, new DisclosureAuthorized(e.Survivor, e.Case, permitted, e.By));
    }

    private async Task<long> FalsifyARoom()
    {
        var refused = (await story.Events()).Last(e => e.Event is ItemOpeningRefused);
        var e = (ItemOpeningRefused)refused.Event;
        return await story.Forge(refused.Meta.Stream, e with
        {
            Verdicts = [.. e.Verdicts.Select(answer => answer with { Verdict = answer.Verdict with { Outcome = Outcome.Permit, Lines = [.. answer.Verdict.Lines.Select(line => line with { Outcome = Outcome.Permit, Mode = line.Asked })] } })],
        });
    }

    private async Task<long> FalsifyAnAgenda()
    {
        var published = (await story.Events()).Last(e => e.Event is AgendaPublished);
        var e = (AgendaPublished)published.Event;
        return await story.Forge(published.Meta.Stream, new AgendaPublished(
            [e.Entries[0] with { ToldTo = [.. e.Entries[0].ToldTo, new Member(new AgencyId("county-press"), new PersonId("curious"))] }, .. e.Entries.Skip(1)]));
    }

    private async Task OverHttpInParts(IReadOnlyList<RederivedDifference> found)
    {
        var auditor = story.Host.As("noor.haddad", "state-auditor", "auditor");
        var answer = (await auditor.Get($"/v1/audit/rederivation?afterPosition={found[0].Position - 1}")).Ok().Json;

        Assert.Equal(found.Count, answer["differences"]!.AsArray().Count);
        Assert.Equal(found[0].Stream, Text(answer["differences"]![0]!["stream"]));
        Assert.Null(answer["next"]);
        Assert.Equal(403, (int)(await story.Host.As("dana.whitfield", "county-sheriff", "partner").Get("/v1/audit/rederivation")).Status);
    }

    private async Task<(RederivationProgress Came, IReadOnlyList<RederivedDifference> Found)> Run(RederivationScope? scope = null)
    {
        List<RederivedDifference> found = [];
        var came = await story.Host.Services.GetRequiredService<LogRederivation>().Run(
            scope ?? new RederivationScope(null), difference => { found.Add(difference); return ValueTask.CompletedTask; }, _ => { }, TestContext.Current.CancellationToken);
        return (came, found);
    }

    private async Task<(int Status, string LastWords)> Verb(string? ruleSet)
    {
        using var output = new StringWriter();
        using var reports = new StringWriter();
        var status = await RederiveVerb.Run(story.Host.Services, ruleSet, asJson: false, output, reports, TestContext.Current.CancellationToken);
        var last = output.ToString().TrimEnd();
        return (status, last[^(last.EndsWith("no difference", StringComparison.Ordinal) ? "no difference".Length : Math.Min(30, last.Length))..]);
    }

    private static long Verdicts(IEnumerable<DomainEvent> events) => events.Sum(e => e switch
    {
        DisclosureAuthorized or DisclosureRefused or DisclosureHeld or DisclosureMade => 1L,
        AgendaItemProposed proposed => proposed.Verdicts.Count,
        ItemOpened opened => opened.Verdicts.Count,
        ItemOpeningRefused refused => refused.Verdicts.Count,
        _ => 0L,
    });

    private static string Text(JsonNode? node) => node!.GetValue<string>();
}
