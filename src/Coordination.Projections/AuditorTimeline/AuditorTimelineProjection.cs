using System.Collections.Concurrent;

namespace Coordination.Projections.AuditorTimeline;

public sealed class AuditorTimelineProjection : Projection<TimelineRow>
{
    private const string Kind = "event";
    private static readonly ConcurrentDictionary<Type, string> s_names = new();

    /// <inheritdoc/>
    public override string Name => "auditor-timeline";

    /// <inheritdoc/>
    public override bool OneRowPerEvent => true;

    /// <inheritdoc/>
    public override IReadOnlyList<RowKey> Touches(Recorded<DomainEvent> recorded) =>
        [new(Kind, TimelineRow.Sortable(recorded.Meta.Position))];

    /// <inheritdoc/>
    protected override TimelineRow Apply(RowKey key, TimelineRow? view, Recorded<DomainEvent> recorded) => RowOf(recorded);

    public static TimelineRow RowOf(Recorded<DomainEvent> recorded) => new()
    {
        Position = recorded.Meta.Position,
        Stream = recorded.Meta.Stream,
        Version = recorded.Meta.Version,
        Type = s_names.GetOrAdd(recorded.Event.GetType(), static type => NameOf(type.Name)),
        Person = recorded.Meta.Actor.Person,
        Agency = recorded.Meta.Actor.Agency,
        OccurredAt = recorded.Meta.OccurredAt,
        RecordedAt = recorded.Meta.RecordedAt,
        Summary = recorded.Event.ForAuditors(),
        Verdicts = [.. VerdictsOf(recorded.Event)],
    };

    private static IEnumerable<TimelineVerdict> VerdictsOf(DomainEvent @event) => @event switch
    {
        DisclosureAuthorized e => [Said(e.Verdict)],
        DisclosureRefused e => [Said(e.Verdict)],
        DisclosureHeld e => [Said(e.Verdict)],
        DisclosureMade e => [Said(e.Verdict)],
        AgendaItemProposed e => e.Verdicts.Select(Said),
        ItemOpened e => e.Verdicts.Select(Said),
        ItemOpeningRefused e => e.Verdicts.Select(Said),
        _ => [],
    };

    private static TimelineVerdict Said(MemberVerdict verdict) =>
        Said(verdict.Verdict) with { About = $"{verdict.Member.Agency}/{verdict.Member.Person}" };

    private static TimelineVerdict Said(Verdict verdict) => new(
        verdict.Outcome, null, verdict.ConsentVersion, verdict.PolicyVersion, verdict.RuleSet,
        [.. verdict.Lines.SelectMany(l => l.Findings).Select(f => $"{f.Rule} {f.Effect.Named()} {f.Reason}").Distinct()
            .Order(StringComparer.Ordinal)]);

    private static string NameOf(string type)
    {
        var name = new StringBuilder(type.Length + 8);
        foreach (var letter in type)
        {
            if (char.IsAsciiLetterUpper(letter) && name.Length > 0)
            {
                name.Append('-');
            }

            name.Append(char.ToLowerInvariant(letter));
        }

        return name.ToString();
    }
}
