using System.Collections.Frozen;

namespace Coordination.Projections.Lookups;

/// <summary>
/// What commands and pages look up: which disclosures rest on a release, what an agency was served with, who is known where. All kinds have
/// one position, so that what is read together is of one moment. For the host alone: no login of a reader has these rows.
/// </summary>
public sealed class LookupsProjection : Projection<LookupRow>
{
    private static readonly ILookup[] s_all =
    [
        new PersonLookup(), new AgencyLookup(), new SurvivorLookup(), new DisclosureLookup(), new ProcessLookup(), new ReleaseLookup(),
        new ItemLookup(), new CaseLookup(),
        new ReviewLookup(), new ConcernLookup(), new ConcernsLookup(), new OperationsLookup(), new CertificationsLookup(),
        new EndpointsLookup(), new ErasedLookup(), new DueLookup(),
    ];

    private static readonly FrozenDictionary<string, ILookup> s_ofKind = s_all.ToFrozenDictionary(lookup => lookup.Kind);
    private static readonly FrozenDictionary<Type, ILookup[]> s_handling = s_all.SelectMany(lookup => lookup.Handles).Distinct()
        .ToFrozenDictionary(type => type, type => s_all.Where(lookup => lookup.Handles.Contains(type)).ToArray());

    public static IReadOnlyList<string> Kinds { get; } = [.. s_all.Select(lookup => lookup.Kind)];

    /// <inheritdoc/>
    public override string Name => "lookups";

    /// <summary>
    /// Whether events of a type matter here for more than who did it. Of the others nothing needs to be read but that: <see cref="Seen"/>.
    /// </summary>
    public static bool Concerns(Type type) => s_handling.ContainsKey(type);

    /// <summary>The row that every event touches: of the person who did it.</summary>
    public static RowKey Seen(EventMeta meta) => PersonRow.Key(meta.Actor.Person);

    /// <summary>That row after an event of which nothing else matters.</summary>
    public static PersonRow See(PersonRow? row, EventMeta meta) => PersonLookup.Known(row, meta.Actor.Agency);

    /// <inheritdoc/>
    public override IReadOnlyList<RowKey> Touches(Recorded<DomainEvent> recorded)
    {
        var seen = Seen(recorded.Meta);
        if (!s_handling.TryGetValue(recorded.Event.GetType(), out var handling))
            return [seen];
        List<RowKey> keys = [seen];
        foreach (var lookup in handling)
            foreach (var id in lookup.Touches(recorded))
                if (new RowKey(lookup.Kind, id) is var key && !keys.Contains(key))
                    keys.Add(key);
        return keys;
    }

    /// <inheritdoc/>
    protected override LookupRow? Apply(RowKey key, LookupRow? view, Recorded<DomainEvent> recorded) =>
        s_ofKind[key.Kind].Apply(key.Id, view, recorded);
}
