using Coordination.Domain.Consent;
using Coordination.Domain.Gate;

namespace Coordination.Host.Platform.Reading;

/// <summary>Which releases let anything go now: asked of the streams, read together, for every list that shows releases.</summary>
public sealed class ReleaseReader(StateReader reader, TimeProvider time)
{
    /// <summary>What is so of each of these releases at an instant. One that her record does not have is left out.</summary>
    /// <param name="asked">Whose, and which.</param>
    /// <param name="now">The instant.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <param name="query">The reader of the query that shows them, so that all is of one state; null for one of its own.</param>
    public async ValueTask<IReadOnlyDictionary<ReleaseId, ReleaseNow>> Of(
        IReadOnlyCollection<(SurvivorId Survivor, ReleaseId Release)> asked, DateTimeOffset now, CancellationToken cancellation,
        StateReader? query = null)
    {
        var states = query ?? reader.ForOneQuery();
        await states.Prepare(asked.Select(one => StreamToRead.Of(ConsentStream.Definition, one.Survivor)), cancellation);
        List<(SurvivorId Survivor, Release Release)> known = [];
        foreach (var (survivor, release) in asked)
        {
            if ((await states.Read(ConsentStream.Definition, survivor, cancellation)).State.Find(release) is { } found)
                known.Add((survivor, found));
        }

        await states.PrepareGateFacts(
            [.. known.SelectMany(one =>
                ReleaseNow.AgenciesOf(one.Release, now).Select(agency => Inquiry(one.Survivor, one.Release, agency, now)))], cancellation);
        Dictionary<ReleaseId, ReleaseNow> standing = [];
        foreach (var (survivor, release) in known)
        {
            Dictionary<AgencyId, GateFacts> facts = [];
            foreach (var agency in ReleaseNow.AgenciesOf(release, now))
                facts[agency] = await states.LoadGateFacts(Inquiry(survivor, release, agency, now), cancellation);
            standing[release.Id] = ReleaseNow.Of(release, now, facts);
        }

        return standing;
    }

    // What the gate knows of a recipient does not depend on what is asked.
    private static GateInquiry Inquiry(SurvivorId survivor, Release release, AgencyId agency, DateTimeOffset now) =>
        new(survivor, ReleaseQuestion.Of(release.Terms, agency, null,
            release.Terms.Purposes is [var first, ..] ? first : default, []), now);

    /// <summary>The releases of these survivors that are open and lack the signature that a minor's release has besides (CG-09).</summary>
    public async ValueTask<IReadOnlyList<(SurvivorId Survivor, Release Release)>> LackingSecondSignature(
        IReadOnlyCollection<SurvivorId> survivors, CancellationToken cancellation)
    {
        var (states, now) = (reader.ForOneQuery(), time.GetUtcNow());
        var (taskForce, _, _) = await states.Read(TaskForceStream.Definition, cancellation);
        if (survivors.Count == 0 || !RuleSets.InForce(taskForce, now).ByProfile)
            return [];
        await states.Prepare(survivors.Select(survivor => StreamToRead.Of(ConsentStream.Definition, survivor)), cancellation);
        List<(SurvivorId, Release)> lacking = [];
        foreach (var survivor in survivors)
        {
            var consent = (await states.Read(ConsentStream.Definition, survivor, cancellation)).State;
            lacking.AddRange(consent.HasDied(now)
                ? []
                : consent.Releases.Where(release => release.IsOpenAt(now) && release.LacksSecondSignatureAt(now, consent, taskForce))
                    .Select(release => (survivor, release)));
        }

        return lacking;
    }
}
