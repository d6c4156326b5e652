using System.Text.Json.Nodes;
using Coordination.Domain;
using Coordination.Domain.CaseReviews;
using Coordination.Domain.Consent;
using Coordination.Domain.Disclosures;
using Coordination.Domain.Partners;
using Coordination.Host.Platform.EventCatalogue;
using Coordination.Host.Platform.Execution;
using Coordination.Projections.AuditorTimeline;
using Coordination.Testing;
using Xunit;

namespace Coordination.Projections.Tests.AuditorTimeline;

public class SummaryTests
{
    private const int OtherSeeds = 40;
    private static readonly AgencyId s_police = new("city-police");
    private static readonly PersonId s_ana = new("ana"), s_reyes = new("reyes");
    private static readonly string s_leftOut = Path.Combine(Snapshot.RepositoryRoot, "tests/Coordination.Projections.Tests/AuditorTimeline/left-out.txt");

    // A line of the list: the field, two spaces, why the auditor's line does not say it. A sealed text is never in a line.
    [Fact]
    public void The_line_of_a_consent_event_changes_with_every_field_that_is_not_on_the_list_of_what_is_left_out()
    {
        var listed = File.ReadAllLines(s_leftOut).Where(line => line.Length > 0).Select(line => line.Split("  ", 2)).ToList();

        Assert.All(listed, line => Assert.True(line is [_, { Length: > 10 }], $"No reason: {line[0]}"));
        Assert.Equal(listed.Select(line => line[0]), EventSamples.Types.Where(type => type.IsSubclassOf(typeof(ConsentEvent))).SelectMany(NotSaid));
    }

    // Who is invited is said when they are, and is in these events for who reads them alone.
    private static readonly string[] s_repeated = ["ReviewCalledOff.invited", "ReviewClosed.invited", "ReviewMoved.invited", "ReviewOpened.invited"];

    // Who, what came of it and why, as far as that is a code and no text: the rest of an event is in the log, and in the state after it.
    [Fact]
    public void The_line_of_any_event_says_who_decided_what_and_for_which_coded_reason()
    {
        var unsaid = EventSamples.Types.Where(type => !type.IsSubclassOf(typeof(ConsentEvent)))
            .SelectMany(type => NotSaid(type).Where(path => path.Count(letter => letter == '.') == 1 && Decides(type, path.Split('.')[1])));
        Assert.Equal(s_repeated, unsaid);
    }

    private static bool Decides(Type type, string member)
    {
        var property = type.GetProperties().Single(one => string.Equals(one.Name, member, StringComparison.OrdinalIgnoreCase)).PropertyType;
        var bare = property.IsGenericType && property.GetGenericArguments() is [var one] ? one : property;
        return bare.IsEnum || bare == typeof(bool) || bare == typeof(Member) || bare == typeof(PersonId) || bare == typeof(AgencyId);
    }

    [Fact]
    public void A_refusal_of_everything_to_everybody_says_so()
    {
        Assert.StartsWith("everything to everybody;", Refused([], [], []), StringComparison.Ordinal);
        Assert.StartsWith("medical to city-police;", Refused([s_police], [], [InformationCategory.Medical]), StringComparison.Ordinal);
        Assert.StartsWith("everything to city-police, every agency of kind lawEnforcement;", Refused([s_police], [AgencyKind.LawEnforcement], []), StringComparison.Ordinal);
    }

    [Fact]
    public void A_release_to_one_person_of_two_items_names_the_person_and_the_items()
    {
        RecordItemId one = new(new(1, 0, 0, new byte[8])), two = new(new(2, 0, 0, new byte[8]));
        var terms = new ReleaseTerms
        {
            Discloser = new("harbor"),
            Recipients = [new(s_police, [s_reyes])],
            Purposes = [Purpose.Investigation],
            Starts = Log.Start,
            Expires = Log.Start.AddDays(90),
            Grants = [new(InformationCategory.Employment, SharingMode.IdentifiedSummary, [one, two])],
            Conditions = [ReleaseCondition.TellMeFirst],
        };

        var line = Line(new ReleaseSigned(new(new(4, 0, 0, new byte[8])), terms, [new(SignerCapacity.Survivor, SignatureMethod.Ink, Log.Start)], [], s_ana));

        Assert.Contains("harbor to city-police (only reyes);", line, StringComparison.Ordinal);
        Assert.Contains($"employment identifiedSummary (only items {one}, {two});", line, StringComparison.Ordinal);
        Assert.Contains("on condition tellMeFirst", line, StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_about_one_thing_has_no_plural()
    {
        foreach (var type in EventSamples.Types)
            Assert.DoesNotMatch(@"(?<![\d.:-])1 (?!besides)[a-z]+s\b", Line(Event(EventSamples.Of(type), OneOfEach(Json(EventSamples.Of(type)))!)));
        Assert.StartsWith("1 copy recalled, release", Line(new RecallNoticeSent(new(Guid.Empty), RecallCause.Revoked, [new(Guid.Empty)], Log.Start)), StringComparison.Ordinal);
        Assert.StartsWith("2 copies recalled, release", Line(new RecallNoticeSent(new(Guid.Empty), RecallCause.Revoked, [new(Guid.Empty), new(Guid.Empty)], Log.Start)), StringComparison.Ordinal);
    }

    private static JsonNode? OneOfEach(JsonNode? json) => json switch
    {
        JsonObject members => new JsonObject(members.Select(member => new KeyValuePair<string, JsonNode?>(member.Key, OneOfEach(member.Value)))),
        JsonArray entries => new JsonArray([.. entries.Take(1).Select(OneOfEach)]),
        JsonValue value when value.GetValueKind() == System.Text.Json.JsonValueKind.Number => JsonValue.Create(1),
        _ => json?.DeepClone(),
    };

    private static string Refused(IReadOnlyList<AgencyId> recipients, IReadOnlyList<AgencyKind> kinds, IReadOnlyList<InformationCategory> categories) =>
        Line(new ConsentDeclined(new(new(9, 0, 0, new byte[8])), recipients, kinds, categories, s_ana, Channel.InPerson, Log.Start)).Split(": ", 2)[1];

    private static IEnumerable<string> NotSaid(Type type)
    {
        var others = Enumerable.Range(2, OtherSeeds).Select(seed => Json(EventSamples.Of(type, seed))).ToList();
        var sample = EventSamples.Of(type);
        return Variants(Json(sample), others).Where(variant => Line(Event(sample, variant.Json)) == Line(sample)).Select(variant => $"{type.Name}{variant.Path}").Distinct();
    }

    /// <summary>The same event with one value that another sample has in its place, with one member absent, or with one list empty.</summary>
    private static IEnumerable<(string Path, JsonNode Json)> Variants(JsonNode json, IReadOnlyList<JsonNode> others, string path = "", Func<JsonNode?, JsonNode>? within = null)
    {
        within ??= changed => changed!;
        if (json is JsonObject members)
            foreach (var (name, value) in members.ToList())
            {
                var whole = Replaced(members, (copy, changed) => copy[name] = changed, within);
                if (IsText(value!))
                    continue;
                yield return ($"{path}.{name}", within(Copy(members, copy => ((JsonObject)copy).Remove(name))));
                foreach (var inside in Variants(value!, [.. others.Select(other => other[name]!)], $"{path}.{name}", whole))
                    yield return inside;
            }
        else if (json is JsonArray entries)
        {
            yield return (path, within(new JsonArray()));
            foreach (var (at, value) in entries.Index().ToList())
                foreach (var inside in Variants(value!, [.. others.Select(other => other[at]!)], path, Replaced(entries, (copy, changed) => copy[at] = changed, within)))
                    yield return inside;
        }
        else if (others.FirstOrDefault(other => !JsonNode.DeepEquals(other, json)) is { } other)
            yield return (path, within(other.DeepClone()));
        else if (json is JsonValue value && value.TryGetValue<string>(out var text))
            yield return (path, within(JsonValue.Create($"{text}x")));
    }

    private static Func<JsonNode?, JsonNode> Replaced(JsonNode parent, Action<JsonNode, JsonNode?> put, Func<JsonNode?, JsonNode> within) => changed => within(Copy(parent, copy => put(copy, changed)));

    private static JsonNode Copy(JsonNode node, Action<JsonNode> change)
    {
        var copy = node.DeepClone();
        change(copy);
        return copy;
    }

    private static bool IsText(JsonNode value) => value is JsonValue text && text.TryGetValue<string>(out var said) && said.StartsWith(EventSamples.Canary, StringComparison.Ordinal);

    private static JsonNode Json(DomainEvent @event) => JsonNode.Parse(EventCodec.Current.Encode(@event, Guid.Empty).Data.Span)!;

    // What cannot be absent stays what it was: then this is no variant.
    private static DomainEvent? Event(DomainEvent sample, JsonNode json)
    {
        var data = EventCodec.Current.Encode(sample, Guid.Empty);
        try
        {
            return EventCodec.Current.Decode(new(1, "x-1", 1, Guid.Empty, data.Type, System.Text.Encoding.UTF8.GetBytes(json.ToJsonString()), new("ana", "harbor", Log.Start), Log.Start)).Event;
        }
        catch (EventNotReadableException)
        {
            return null;
        }
    }

    private static string Line(DomainEvent? @event) => @event is null ? "not an event" : AuditorTimelineProjection.RowOf(new(@event, new Log().By("harbor", "x-1", @event).Events[0].Meta)).Summary;
}
