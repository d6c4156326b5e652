using Coordination.Domain.Consent;
using Coordination.Domain.Gate;
using Coordination.Domain.Partners;
using Coordination.Domain.TaskForce;
using Coordination.Testing;

namespace Coordination.Domain.Tests.Gate;

/// <summary>The table of rules, line by line, over what happened.</summary>
internal static class NaiveRules
{
    internal static bool IsOwn(GateWorld world, RequestedItem item) =>
        world.Request.Discloser == world.Request.Recipient.Agency && item.Custodian == world.Request.Discloser;

    internal static bool Grants(CategoryGrant grant, RequestedItem item) =>
        grant.Category == item.Category && (grant.OnlyItems is null || grant.OnlyItems.Any(only => only == item.Item));

    internal static HashSet<string> OfItem(GateWorld world, RequestedItem item, List<NaiveRelease> releases)
    {
        var (request, own) = (world.Request, IsOwn(world, item));
        var compelled = NaiveProcess.Outranks(world);
        HashSet<string> denials = [];
        void When(bool condition, string reason) { if (condition) { denials.Add(reason); } }
        var custodian = world.Consent.OfType<ConsentRecordOpened>().LastOrDefault()?.Custodian;
        var died = world.Consent.OfType<SurvivorDied>().Any();
        var instruction = world.Consent.OfType<EventOfDeathInstructionGiven>().LastOrDefault();
        denials.UnionWith(NaiveProfiles.OfItem(world, item, releases));
        When(item.Custodian != request.Discloser || item.Custodian != custodian, "CG-08 direction");
        When(NaiveProcess.Denial(world, item) is { } denial, NaiveProcess.Denial(world, item) ?? "");
        When(request.Basis == ClaimedBasis.MandatedReport && !own && !compelled && !releases.Any(release => IsOpen(world, item, release)), "CG-18 not-mandated");
        When(request.Recipient.Agency != request.Discloser && !compelled && !(HasRight(world) && HasNeed(request)), "CG-32 need-to-know");
        When(!own && !compelled && IsRefused(world, item, releases), "CG-33 refused");
        When(!own && !compelled && died && instruction is not { ReleasesContinue: true }, "CG-35 deceased");
        When(!Enum.IsDefined(item.Mode), "CG-38 mode");
        When(NaiveOthers.MustStay(world, item), "CG-39 third-party");
        When(!InStanding(world), "CG-40 standing");
        return denials;
    }

    internal static HashSet<string> OfRelease(GateWorld world, RequestedItem item, NaiveRelease release)
    {
        var (request, terms, now) = (world.Request, release.Terms, world.Now);
        HashSet<string> denials = [];
        void When(bool condition, string reason) { if (condition) { denials.Add(reason); } }
        var grants = terms.Grants.Where(grant => Grants(grant, item)).ToList();
        When(release.State == "void", "CG-01 void");
        When(release.State == "superseded" && now >= release.EndsWith, "CG-01 superseded");
        When(terms.Expires is null, "CG-04 no-expiry");
        When(terms.Expires is { } expires && (now >= expires || release.State == "expired"), "CG-04 expired");
        When(terms.Expires is { } end && now < end && release.State != "expired" && now < terms.Starts, "CG-04 not-yet");
        var isNamed = terms.Recipients.Any(r => IsNamed(r, request.Recipient));
        When(!isNamed, "CG-06 recipient");
        When(isNamed && NaiveLaw.IsAsked(world) && terms.Recipients.Select(r => r.Agency).Distinct().Count() > 1, "CG-06 several-agencies");
        When(!terms.Purposes.Contains(request.Purpose), "CG-07 purpose");
        When(grants.Count == 0, "CG-07 scope");
        When(terms.Discloser != request.Discloser, "CG-08 direction");
        When(release.State == "revoked", "CG-14 revoked");
        When(KindOf(world) is AgencyKind.LawEnforcement or AgencyKind.Prosecution && !release.Warnings.Contains(ReleaseWarning.MayReachDefense), "CG-28 defense-warning");
        When(request.Occasion is GateOccasion.Agenda or GateOccasion.Room && !terms.Purposes.Contains(Purpose.CaseReview), "CG-31 review");
        When(Declined(world, item).Any(d => IsNewer(d, release)), "CG-33 refused");
        When(grants.Count > 0 && !Enum.IsDefined(grants.Max(grant => grant.WidestMode)), "CG-38 mode");
        denials.UnionWith(NaiveSignatures.Denials(world, release));
        denials.UnionWith(NaiveProfiles.OfRelease(world, item, release));
        return denials;
    }

    private static bool IsNamed(ReleaseRecipient named, GateRecipient recipient) =>
        named.Agency == recipient.Agency && (!named.Persons.Any() || named.Persons.Any(person => person == recipient.Person));

    private static AgencyKind? KindOf(GateWorld world) =>
        IsPartner(world.Recipient) ? world.Recipient.OfType<AgencyJoined>().Last().Kind : null;

    private static IEnumerable<(ConsentDeclined Said, int Place)> Declined(GateWorld world, RequestedItem item)
    {
        var kind = KindOf(world);
        return world.Consent.Select((e, place) => (Said: e as ConsentDeclined, place)).Where(d => d.Said is not null).Select(d => (d.Said!, d.place)).Where(d =>
            (!d.Item1.Categories.Any() || d.Item1.Categories.Contains(item.Category))
            && ((!d.Item1.Recipients.Any() && !d.Item1.RecipientKinds.Any())
                || d.Item1.Recipients.Contains(world.Request.Recipient.Agency)
                || (d.Item1.RecipientKinds.Any() && (kind is null || d.Item1.RecipientKinds.Contains(kind.Value)))));
    }

    private static bool IsNewer((ConsentDeclined Said, int Place) declined, NaiveRelease release)
    {
        var dates = release.Signatures.Where(s => s.SignedAt is not null).Select(s => s.SignedAt!.Value).ToList();
        return declined.Place > release.Place || dates.Count == 0 || dates.Min() < declined.Said.SaidAt;
    }

    // A refusal stands until a release that she signed after it is in force for this very item and recipient.
    private static bool IsRefused(GateWorld world, RequestedItem item, List<NaiveRelease> releases) => Declined(world, item).Any(declined => !releases.Any(release =>
        !IsNewer(declined, release) && IsOpen(world, item, release)));

    internal static bool IsOpen(GateWorld world, RequestedItem item, NaiveRelease release) =>
        (release.State == "active" || (release.State == "superseded" && world.Now < release.EndsWith))
        && release.Terms.Starts <= world.Now && world.Now < release.Terms.Expires
        && release.Terms.Discloser == world.Request.Discloser
        && release.Terms.Recipients.Any(r => IsNamed(r, world.Request.Recipient))
        && release.Terms.Grants.Any(grant => Grants(grant, item));

    private static bool HasRight(GateWorld world) =>
        world.Request.Recipient.Person is { } person && Stands(world.Recipient, world.Request.Recipient.Agency, world.Now) && IsTrained(world.Recipient, person, world.Now);

    private static bool HasNeed(GateRequest request) =>
        request.Involvements.Any(i => i.Agency == request.Recipient.Agency && i.Person == request.Recipient.Person && i.Purpose == request.Purpose);

    private static bool InStanding(GateWorld world) =>
        world.TaskForce.OfType<PolicySet>().Any(policy => policy.EffectiveFrom <= world.Now)
        && IsMember(world, world.Request.Discloser)
        && Stands(world.Discloser, world.Request.Discloser, world.Now)
        && ((NaiveProcess.Outranks(world) && NaiveProcess.Recorded(world) is not null)
            || (IsMember(world, world.Request.Recipient.Agency)
                && Stands(world.Recipient, world.Request.Recipient.Agency, world.Now)
                && (world.Request.Recipient.Person is not { } person || IsTrained(world.Recipient, person, world.Now))));

    private static bool IsMember(GateWorld world, AgencyId agency) => world.TaskForce.Aggregate(false, (member, e) => e switch
    {
        MemberAgencyAdded added when added.Agency == agency => true,
        MemberAgencyRemoved removed when removed.Agency == agency => false,
        _ => member,
    });

    internal static bool IsPartner(IReadOnlyList<PartnerEvent> events) => events.LastOrDefault(e => e is AgencyJoined or AgencyLeft) is AgencyJoined;

    // These generated agencies leave at most once and do not come back, so whatever was signed or suspended before holds.
    private static bool Stands(IReadOnlyList<PartnerEvent> events, AgencyId agency, DateTimeOffset now) =>
        IsPartner(events)
        && events.OfType<AgencyJoined>().First().Agency == agency
        && events.LastOrDefault(e => e is StandingSuspended or StandingRestored) is not StandingSuspended
        && events.OfType<AgreementSigned>().Any(signed => signed.Starts <= now && now < signed.Ends
            && !events.SkipWhile(e => !ReferenceEquals(e, signed)).OfType<AgreementEnded>().Any(ended => ended.Reference == signed.Reference));

    private static bool IsTrained(IReadOnlyList<PartnerEvent> events, PersonId person, DateTimeOffset now) =>
        IsPartner(events) && events.OfType<ConfidentialityTrainingRecorded>().Where(t => t.Person == person)
            .MaxBy(t => t.ValidUntil) is { } longest && longest.CompletedAt <= now && now < longest.ValidUntil;
}
