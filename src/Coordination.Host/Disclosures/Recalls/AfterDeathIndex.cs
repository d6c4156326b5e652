using Coordination.Domain;
using Coordination.Domain.Consent;
using Coordination.Domain.Disclosures;

namespace Coordination.Host.Disclosures.Recalls;

/// <summary>A disclosure that was made while it was recorded that she had died.</summary>
/// <param name="Disclosure">The disclosure.</param>
/// <param name="Untold">The releases on which it rests of which she had asked to be told first, without that she was.</param>
public sealed record DisclosureAfterDeath(DisclosureId Disclosure, IReadOnlyList<ReleaseId> Untold);

/// <summary>What was disclosed about whom while their death was on record: what has to be looked at when the death is taken back.</summary>
internal sealed class AfterDeathIndex
{
    private readonly HashSet<SurvivorId> _died = [];
    private readonly Dictionary<SurvivorId, HashSet<SurvivorId>> _mergedWith = [];
    private readonly HashSet<ReleaseId> _tellFirst = [];
    private readonly HashSet<DisclosureId> _told = [];
    private readonly Dictionary<DisclosureId, SurvivorId> _about = [];
    private readonly Dictionary<SurvivorId, List<DisclosureAfterDeath>> _made = [];

    /// <summary>What was made about her, under any of the records that are hers: each of them has to say that she died.</summary>
    public IReadOnlyList<DisclosureAfterDeath> Of(SurvivorId survivor) =>
        [.. _mergedWith.GetValueOrDefault(survivor, []).Prepend(survivor).SelectMany(record => _made.GetValueOrDefault(record, []))];

    public void Take(Recorded<DomainEvent> recorded)
    {
        if (recorded.Event is ConsentEvent said && SurvivorId.TryParse(ConsentStream.Definition.SubjectOf(recorded.Meta.Stream), out var her))
            Take(her, said);
        else if (recorded.Event is DisclosureEvent happened && DisclosureId.TryParse(DisclosureStream.Definition.SubjectOf(recorded.Meta.Stream), out var disclosure))
            Take(disclosure, happened);
    }

    private void Take(SurvivorId her, ConsentEvent said)
    {
        switch (said)
        {
            case SurvivorDied:
                _died.Add(her);
                break;
            case DeathWithdrawn:
                _died.Remove(her);
                break;
            case SurvivorRecordsMerged merged:
                Merged(her).UnionWith(merged.With);
                break;
            case SurvivorRecordsSeparated separated:
                Merged(her).ExceptWith(separated.From);
                break;
            case SurvivorToldBeforehand told:
                _told.Add(told.Disclosure);
                break;
            case ReleaseSigned signed:
                Keep(signed.Release, signed.Terms);
                break;
            case ReleaseRenewed renewed:
                Keep(renewed.Renewal, renewed.Terms);
                break;
            case ReleaseNarrowed narrowed:
                Keep(narrowed.Release, narrowed.Terms);
                break;
        }
    }

    private void Take(DisclosureId disclosure, DisclosureEvent happened)
    {
        switch (happened)
        {
            case DisclosureOffered offered:
                _about[disclosure] = offered.Survivor;
                break;
            case RequestMatched matched:
                _about[disclosure] = matched.Survivor;
                break;
            case DisclosureMade made when _about.TryGetValue(disclosure, out var her) && _died.Contains(her):
                if (!_made.TryGetValue(her, out var known))
                    _made[her] = known = [];
                known.Add(new DisclosureAfterDeath(disclosure, _told.Contains(disclosure) ? [] : [.. made.Verdict.ReleasesReliedOn.Where(_tellFirst.Contains)]));
                break;
        }
    }

    private HashSet<SurvivorId> Merged(SurvivorId her) => _mergedWith.TryGetValue(her, out var with) ? with : _mergedWith[her] = [];

    private void Keep(ReleaseId release, ReleaseTerms terms)
    {
        if (terms.Conditions.Contains(ReleaseCondition.TellMeFirst))
            _tellFirst.Add(release);
        else
            _tellFirst.Remove(release);
    }
}
