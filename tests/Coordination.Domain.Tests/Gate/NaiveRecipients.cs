using Coordination.Domain.Consent;
using Coordination.Domain.Gate;
using Coordination.Domain.Partners;
using Coordination.Domain.TaskForce;
using Coordination.Testing;

namespace Coordination.Domain.Tests.Gate;

/// <summary>Who receives, a second time: a partner in standing, an office outside the task force, the press, or nobody that anybody knows.</summary>
internal static class NaiveRecipients
{
    /// <summary>What the recipient is, in the task force or, from 2026-2 on, outside it.</summary>
    internal static AgencyKind? Kind(GateWorld world) =>
        NaiveRules.IsPartner(world.Recipient) ? world.Recipient.OfType<AgencyJoined>().Last().Kind
        : NaiveLaw.IsAsked(world) && IsOutside(world) ? world.Recipient.OfType<OutsideRecipientRecorded>().Last().Kind
        : null;

    /// <summary>It never joined, and somebody there was recorded.</summary>
    internal static bool IsOutside(GateWorld world) => world.Recipient.Any(e => e is OutsideRecipientRecorded) && !world.Recipient.Any(e => e is AgencyJoined);

    /// <summary>CG-32: whoever was recorded outside has no training and no agreement of ours; everybody else has.</summary>
    internal static bool HasRight(GateWorld world) => IsPersonOutside(world)
        || (world.Request.Recipient.Person is { } person && NaiveRules.Stands(world.Recipient, world.Request.Recipient.Agency, world.Now) && NaiveRules.IsTrained(world.Recipient, person, world.Now));

    /// <summary>CG-40: what is missing about either side.</summary>
    internal static string? Standing(GateWorld world, RequestedItem item)
    {
        var request = world.Request;
        var discloser = world.TaskForce.OfType<PolicySet>().Any(policy => policy.EffectiveFrom <= world.Now)
            && NaiveRules.IsMember(world, request.Discloser) && NaiveRules.Stands(world.Discloser, request.Discloser, world.Now);
        var recipient = NaiveRules.IsMember(world, request.Recipient.Agency) && NaiveRules.Stands(world.Recipient, request.Recipient.Agency, world.Now)
            && (request.Recipient.Person is not { } person || NaiveRules.IsTrained(world.Recipient, person, world.Now));
        if (!recipient && !IsNotAsked(world))
        {
            return "deny CG-40 standing";
        }

        return discloser ? null
            : !NaiveLaw.IsAsked(world) || request.Basis != ClaimedBasis.CourtOrder ? "deny CG-40 standing"
            : NaiveProcess.RuledOn(world, RulingSubject.Standing, item) ? null
            : "hold CG-40 ruling";
    }

    /// <summary>CG-06: it names the agency and the person, no other agency, and nobody whom she refuses.</summary>
    internal static string? Named(GateWorld world, ReleaseTerms terms)
    {
        var (asked, byLaw) = (world.Request.Recipient, NaiveLaw.IsAsked(world));
        return !terms.Recipients.Any(r => NaiveRules.IsNamed(r, asked)) ? "deny CG-06 recipient"
            : byLaw && terms.Recipients.Select(r => r.Agency).Distinct().Count() > 1 ? "deny CG-06 several-agencies"
            : byLaw && IsRefused(terms, asked) ? "deny CG-06 refused-person"
            : null;
    }

    internal static bool IsRefused(ReleaseTerms terms, GateRecipient asked) =>
        terms.Recipients.Where(r => r.Agency == asked.Agency).SelectMany(r => r.Except ?? []).Any(refused => asked.Person is null || refused == asked.Person);

    /// <summary>The press (CG-48), and offices outside that she did not choose herself (CG-49). What stays with the custodian is not asked about.</summary>
    internal static void Say(GateWorld world, RequestedItem item, List<NaiveRelease> releases, NaiveWords words)
    {
        words.Deny(Kind(world) == AgencyKind.Media, "CG-48 media");
        var chosen = world.Request.Occasion is GateOccasion.Disclosure or GateOccasion.View && releases.Any(release => NaiveRules.IsOpen(world, item, release) && IsNamedOutside(world, release));
        words.Deny(IsOutside(world) && !chosen && !NaiveProcess.Outranks(world), "CG-49 outside-recipient");
    }

    internal static bool IsNamedOutside(GateWorld world, NaiveRelease release) =>
        release.Terms.Recipients.Any(r => r.Agency == world.Request.Recipient.Agency && r.Persons.Any(person => person == world.Request.Recipient.Person));

    private static bool IsPersonOutside(GateWorld world) => NaiveLaw.IsAsked(world) && IsOutside(world)
        && world.Recipient.OfType<OutsideRecipientRecorded>().Any(known => known.Person == world.Request.Recipient.Person);

    private static bool IsNotAsked(GateWorld world) => IsPersonOutside(world) || (NaiveProcess.Outranks(world)
        && (NaiveProcess.Recorded(world) is not null || (NaiveLaw.IsAsked(world) && world.Request.Basis is ClaimedBasis.MandatedReport or ClaimedBasis.ImminentRisk or ClaimedBasis.DutyToWarn)));
}
