using Coordination.Domain;
using Coordination.Domain.CaseReviews;
using Coordination.Domain.Cases;
using Coordination.Domain.Consent;
using Coordination.Domain.Disclosures;
using Coordination.Domain.Partners;
using Coordination.Domain.Survivors;
using Coordination.Host.Platform.EventCatalogue;
using Coordination.Host.Platform.Execution;
using Coordination.Testing;

namespace Coordination.Host.Tests.Platform.Execution.Projections;

/// <summary>Random histories: many subjects, each begun before it goes on, whatever comes then. Nothing in a fold may depend on more.</summary>
internal static class Histories
{
    private static readonly string[] s_agencies = ["harbor", "city-police", "county-prosecutor", "clinic"];

    private static readonly Dictionary<string, Type> s_first = new()
    {
        ["survivor"] = typeof(SurvivorWelcomed),
        ["consent"] = typeof(ConsentRecordOpened),
        ["case"] = typeof(CaseOpened),
        ["disclosure"] = typeof(DisclosureRequested),
        ["review"] = typeof(ReviewCalled),
        ["agency"] = typeof(AgencyJoined),
    };

    private static readonly ILookup<string, Type> s_byKind = EventSamples.Types
        .Select(type => (Type: type, Kind: KindOf(type))).Where(t => s_first.ContainsKey(t.Kind)).ToLookup(t => t.Kind, t => t.Type);

    /// <summary>Appends so many events in small requests, each to one stream.</summary>
    public static async Task Append(IEventStore store, int seed, int events, CancellationToken cancellation)
    {
        var random = new Random(seed);
        var versions = new Dictionary<string, long>();
        var kinds = s_first.Keys.ToArray();
        for (var made = 0; made < events;)
        {
            var kind = kinds[random.Next(kinds.Length)];
            var subject = random.Next(1 + events / 25);
            var stream = $"{kind}-{new Guid(subject, (short)seed, 0, new byte[8])}";
            var version = versions.GetValueOrDefault(stream);
            var count = Math.Min(1 + random.Next(3), events - made);
            var data = Enumerable.Range(0, count).Select(i => Sample(kind, version + i == 0, random)).Select(e => EventCodec.Current.Encode(e, Guid.NewGuid())).ToArray();
            var agency = s_agencies[random.Next(s_agencies.Length)];
            var result = await store.Append(new([new(stream, kind, ExpectedVersion.Exactly(version), data)], [], new("somebody", agency, DateTimeOffset.UnixEpoch)), cancellation);
            if (result is not AppendResult.Appended)
                throw new InvalidOperationException($"{stream}: {result}");
            versions[stream] = version + count;
            made += count;
        }
    }

    private static DomainEvent Sample(string kind, bool first, Random random)
    {
        var types = s_byKind[kind].ToArray();
        return EventSamples.Of(first ? s_first[kind] : types[random.Next(types.Length)], seed: 1 + random.Next(6));
    }

    private static string KindOf(Type type) => type.Namespace!.Split('.')[^1] switch
    {
        "Survivors" => "survivor",
        "Consent" => "consent",
        "Cases" => "case",
        "Disclosures" => "disclosure",
        "CaseReviews" => "review",
        "Partners" => "agency",
        var other => other,
    };
}
