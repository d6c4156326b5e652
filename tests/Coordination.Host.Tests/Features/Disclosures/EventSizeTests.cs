using Coordination.Domain;
using Coordination.Domain.Cases;
using Coordination.Domain.Disclosures;
using Coordination.Domain.Gate;
using Coordination.Host.Platform.EventCatalogue;
using Coordination.Host.Platform.Execution;
using Xunit;

namespace Coordination.Host.Tests.Features.Disclosures;

/// <summary>What the domain accepts fits into the log, in whatever language and with whatever characters it was written.</summary>
public sealed class EventSizeTests
{
    private static readonly Actor Advocate = new(new PersonId(new string('a', 64)), new AgencyId(new string('b', 64)));
    private static readonly CaseOpened Opened = new(new CaseId(Guid.NewGuid()), new SurvivorId(Guid.NewGuid()), Advocate.Agency, Advocate.Person);
    private static readonly ReleaseId Release = new(Guid.NewGuid());

    [Theory]
    [InlineData("x")]
    [InlineData("\"")]
    [InlineData("\u0001")]
    [InlineData("é")]
    [InlineData("語")]
    [InlineData("😀")]
    public void The_largest_copy_that_is_accepted_fits(string character)
    {
        var largest = 0;
        for (var length = 8_000; length > 0; length -= 100)
        {
            if (Make(string.Concat(Enumerable.Repeat(character, length / character.Length))) is { } made)
            {
                largest = EventCodec.Current.Encode(made, Guid.NewGuid()).Data.Length;
                break;
            }
        }
        Assert.InRange(largest, 30_000, EventLimits.LargestEventBytes);
    }

    [Theory]
    [InlineData("\"")]
    [InlineData("語")]
    [InlineData("😀")]
    public void The_largest_item_that_is_accepted_fits(string character)
    {
        var text = Sensitive.Of(string.Concat(Enumerable.Repeat(character, 8_000 / character.Length)));
        foreach (var texts in new[] { new ItemTexts(text, null, null), new ItemTexts(text, text, null), new ItemTexts(text, text, text) })
        {
            var command = new AddRecordItem(Advocate, new RecordItemId(Guid.NewGuid()), InformationCategory.Narrative, Sensitivity.Identifying, texts);
            foreach (var added in CaseDecider.Decide(command, CaseStream.Definition.Fold(CaseState.Initial, [Opened])).Events)
                Assert.InRange(EventCodec.Current.Encode(added, Guid.NewGuid()).Data.Length, 1, EventLimits.LargestEventBytes);
        }
    }

    private static DisclosureMade? Make(string text)
    {
        var items = Enumerable.Range(0, GateRequestBuilder.MostItems).Select(_ => new RecordItemAdded(
            new RecordItemId(Guid.NewGuid()), InformationCategory.ExploiterInformation, Sensitivity.Identifying, new ItemTexts(Sensitive.Of(text), null, null))).ToList();
        var disclosure = DisclosureStream.Definition.Fold(DisclosureState.Initial,
        [
            new DisclosureOffered(new DisclosureId(Guid.NewGuid()), Advocate.Agency, new(new AgencyId("county-sheriff"), new PersonId("dana")), Purpose.Investigation, Opened.Survivor, Opened.Case),
            new DisclosureAuthorized(Opened.Survivor, Opened.Case, Verdict(items), Advocate.Person),
        ]);
        var copies = items.Select(_ => new CopyId(Guid.NewGuid())).ToList();
        return AuthorisationDecider.Decide(
            new MakeDisclosure(Advocate, copies), CaseStream.Definition.Fold(CaseState.Initial, [Opened, .. items]), _ => Verdict(items), disclosure)
            .Events.OfType<DisclosureMade>().SingleOrDefault();
    }

    private static Verdict Verdict(IEnumerable<RecordItemAdded> items) => new(
        Outcome.Permit,
        [.. items.Select(item => new VerdictLine(item.Item, Outcome.Permit, SharingMode.IdentifiedVerbatim, Release,
            [.. Enumerable.Range(1, 4).Select(rule => new RuleFinding($"CG-0{rule}", RuleEffect.Permit, "a-reason-of-usual-length", Release))])
            {
                ReleasesOfOthers = [Release],
            })],
        Enum.GetValues<Obligation>(), [Release, .. items.Select(_ => Release)], 1_000_000, 1_000_000, "2026-1", DateTimeOffset.UnixEpoch)
    {
        ThirdPersons = [.. items.Select(_ => new ConsentRead(Opened.Survivor, 1_000_000))],
    };
}
