using Coordination.Domain;
using Coordination.Domain.Partners;
using Coordination.Host.EventCatalogue;
using Coordination.Host.Execution;

namespace Coordination.Host.Partners;

/// <summary>The offices outside the task force that each agency recorded, in the order of their identifiers. Nobody is shown another agency's.</summary>
public sealed class OutsideIndex(IEventStore store, EventCodec codec) : LogIndex(store, codec), IDisposable
{
    private readonly SemaphoreSlim _one = new(1);
    private readonly Dictionary<AgencyId, SortedSet<string>> _recorded = [];

    /// <summary>The offices that this agency recorded, behind a mark, as of the end of the log; at most so many.</summary>
    public async ValueTask<IReadOnlyList<AgencyId>> Of(AgencyId agency, AgencyId? after, int limit, CancellationToken cancellation)
    {
        await _one.WaitAsync(cancellation);
        try
        {
            await CatchUp(long.MaxValue, cancellation);
            return !_recorded.TryGetValue(agency, out var offices) ? []
                : [.. offices.Where(office => after is not { } mark || string.CompareOrdinal(office, mark.Value) > 0).Take(limit).Select(office => new AgencyId(office))];
        }
        finally
        {
            _one.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _one.Dispose();

    protected override bool Concerns(string stream) => PartnerStream.Definition.Names(stream);

    protected override void Apply(Recorded<DomainEvent> recorded)
    {
        if (recorded.Event is not OutsideRecipientRecorded { For: { } agency } outside)
            return;
        if (!_recorded.TryGetValue(agency, out var offices))
            _recorded[agency] = offices = new(StringComparer.Ordinal);
        offices.Add(outside.Agency.Value);
    }
}
