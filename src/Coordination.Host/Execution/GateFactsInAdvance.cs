using Coordination.Domain;
using Coordination.Domain.CaseReviews;
using Coordination.Domain.Consent;
using Coordination.Domain.Partners;
using Coordination.Domain.Survivors;
using Coordination.Domain.TaskForce;

namespace Coordination.Host.Execution;

/// <summary>Reads in advance, for one query, what the gate is going to read about many things: together, instead of one by one.</summary>
public static class GateFactsInAdvance
{
    /// <summary>What the gate reads about these matters and recipients, as of now.</summary>
    public static async ValueTask PrepareGateFacts(
        this StateReader reader, IReadOnlyCollection<Matter> matters, IReadOnlyCollection<AgencyId> recipients, CancellationToken cancellation)
    {
        if (matters.Count == 0)
            return;
        List<SurvivorId> named = [.. matters.SelectMany(matter => matter.Items).SelectMany(item => item.ThirdPersons ?? []).Select(person => person.Survivor).OfType<SurvivorId>().Distinct()];
        List<SurvivorId> asked = [.. matters.Select(matter => matter.Survivor).Concat(named).Distinct()];
        await reader.Prepare(
        [
            StreamToRead.Of(TaskForceStream.Definition),
            .. matters.Select(matter => matter.Custodian).Concat(recipients).Distinct().Select(agency => StreamToRead.Of(PartnerStream.Definition, agency)),
            .. asked.Select(survivor => StreamToRead.Of(ConsentStream.Definition, survivor)),
            .. named.Select(survivor => StreamToRead.Of(SurvivorStream.Definition, survivor)),
        ], cancellation);
        List<SurvivorId> merged = [];
        foreach (var survivor in asked)
            merged.AddRange((await reader.Read(ConsentStream.Definition, survivor, cancellation)).State.Merger?.With ?? []);
        if (merged.Count > 0)
            await reader.Prepare(merged.Select(other => StreamToRead.Of(ConsentStream.Definition, other)), cancellation);
    }
}
