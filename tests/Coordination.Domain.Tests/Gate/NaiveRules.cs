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

    internal static NaiveWords OfItem(GateWorld world, RequestedItem item, List<NaiveRelease> releases)
    {
        var (request, own, words) = (world.Request, IsOwn(world, item), new NaiveWords());
        var compelled = NaiveProcess.Outranks(world);
        var herWordIsAsked = !own && !compelled && !NaiveOwnWork.MayGo(world, item);
        var custodian = world.Consent.OfType<ConsentRecordOpened>().LastOrDefault()?.Custodian;
        var died = world.Consent.OfType<SurvivorDied>().Any();
        var instruction = world.Consent.OfType<EventOfDeathInstructionGiven>().LastOrDefault();
        words.Permit(own, "CG-01 own-record");
        words.Permit(!own && item.Sensitivity == Sensitivity.NonIdentifying && request.Occasion is not (GateOccasion.Agenda or GateOccasion.Room) && NaiveLaw.LetsGoWhatIdentifiesNobody(world), "CG-01 non-identifying");
        words.Deny(item.Custodian != request.Discloser || (item.Custodian != custodian && !(NaiveLaw.IsAsked(world) && custodian is null)), "CG-08 direction");
        NaiveProcess.Say(world, item, releases, words);
        NaiveProfiles.Say(world, item, releases, words);
        words.Deny(request.Recipient.Agency != request.Discloser && !compelled && !(NaiveRecipients.HasRight(world) && HasNeed(request)), "CG-32 need-to-know");
        words.Deny(herWordIsAsked && IsRefused(world, item, releases), "CG-33 refused");
        words.Deny(herWordIsAsked && died && instruction is not { ReleasesContinue: true }, "CG-35 deceased");
        words.Deny(!Enum.IsDefined(item.Mode), "CG-38 mode");
        words.Deny(NaiveOthers.MustStay(world, item), "CG-39 third-party");
        words.Take(NaiveRecipients.Standing(world, item));
        if (NaiveLaw.IsAsked(world) && !own)
        {
            NaiveRecipients.Say(world, item, releases, words);
            NaiveOwnWork.Say(world, item, words);
        }

        return words;
    }

    internal static NaiveWords OfRelease(GateWorld world, RequestedItem item, NaiveRelease release, List<NaiveRelease> releases)
    {
        var (request, terms, now, words) = (world.Request, release.Terms, world.Now, new NaiveWords());
        var grants = terms.Grants.Where(grant => Grants(grant, item)).ToList();
        words.Deny(release.State == "void", "CG-01 void");
        words.Deny(release.State == "superseded" && now >= release.EndsWith, "CG-01 superseded");
        words.Deny(terms.Expires is null, "CG-04 no-expiry");
        words.Deny(terms.Expires is { } expires && (now >= expires || release.State == "expired"), "CG-04 expired");
        words.Deny(terms.Expires is { } end && now < end && release.State != "expired" && now < terms.Starts, "CG-04 not-yet");
        words.Take(NaiveRecipients.Named(world, terms));
        words.Deny(!terms.Purposes.Contains(request.Purpose), "CG-07 purpose");
        words.Deny(grants.Count == 0, "CG-07 scope");
        words.Deny(terms.Discloser != request.Discloser, "CG-08 direction");
        words.Deny(release.State == "revoked", "CG-14 revoked");
        words.Deny(NaiveRecipients.Kind(world) is AgencyKind.LawEnforcement or AgencyKind.Prosecution && !release.Warnings.Contains(ReleaseWarning.MayReachDefense), "CG-28 defense-warning");
        words.Deny(request.Occasion is GateOccasion.Agenda or GateOccasion.Room && !terms.Purposes.Contains(Purpose.CaseReview), "CG-31 review");
        words.Deny(Declined(world, item).Any(d => IsNewer(d, release)), "CG-33 refused");
        words.Hold(terms.Conditions.Any(condition => !NaiveProfiles.IsKept(world, condition)), "CG-37 condition");
        words.Deny(grants.Count > 0 && !Enum.IsDefined(grants.Max(grant => grant.WidestMode)), "CG-38 mode");
        NaiveSignatures.Say(world, item, release, words);
        NaiveProfiles.Say(world, item, release, words);
        if (NaiveLaw.IsAsked(world))
        {
            NaiveSigners.Say(world, release, words);
            words.Deny(NaiveRecipients.IsOutside(world) && !NaiveRecipients.IsNamedOutside(world, release), "CG-49 outside-recipient");
            words.Hold(NaiveNewerRelease.AsksWhich(world, item, release, releases), "CG-50 which-release");
        }

        return words;
    }

    internal static bool IsNamed(ReleaseRecipient named, GateRecipient recipient) =>
        named.Agency == recipient.Agency && (!named.Persons.Any() || named.Persons.Any(person => person == recipient.Person));

    internal static IEnumerable<(ConsentDeclined Said, int Place)> Declined(GateWorld world, RequestedItem item)
    {
        var kind = NaiveRecipients.Kind(world);
        return world.Consent.Select((e, place) => (Said: e as ConsentDeclined, place)).Where(d => d.Said is not null).Select(d => (d.Said!, d.place)).Where(d =>
            (!d.Item1.Categories.Any() || d.Item1.Categories.Contains(item.Category))
            && ((!d.Item1.Recipients.Any() && !d.Item1.RecipientKinds.Any())
                || d.Item1.Recipients.Contains(world.Request.Recipient.Agency)
                || (NaiveLaw.IsAsked(world) && d.Item1.Recipients.Any(refused => refused == PartOf(world.Recipient)))
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

    private static bool HasNeed(GateRequest request) =>
        request.Involvements.Any(i => i.Agency == request.Recipient.Agency && i.Person == request.Recipient.Person && i.Purpose == request.Purpose);

    internal static bool IsMember(GateWorld world, AgencyId agency) => world.TaskForce.Aggregate(false, (member, e) => e switch
    {
        MemberAgencyAdded added when added.Agency == agency => true,
        MemberAgencyRemoved removed when removed.Agency == agency => false,
        _ => member,
    });

    /// <summary>The agency of which this one is a division.</summary>
    internal static AgencyId? PartOf(IReadOnlyList<PartnerEvent> events) => IsPartner(events) && events.OfType<DivisionFormed>().LastOrDefault() is { } formed ? formed.PartOf : null;

    /// <summary>The agencies that are of one with it: itself, of which it is a part, its own divisions, and the other divisions of the whole.</summary>
    internal static List<AgencyId> OfOneWith(GateWorld world, AgencyId agency, IReadOnlyList<PartnerEvent> events)
    {
        var partOf = PartOf(events);
        var others = partOf is { } one && world.Wholes.GetValueOrDefault(one) is { } whole && IsPartner(whole) && whole.OfType<AgencyJoined>().Last().Agency == one ? whole : [];
        return [agency, .. partOf is { } parent ? [parent] : Array.Empty<AgencyId>(), .. (IsPartner(events) ? events : []).Concat(others).OfType<DivisionAdded>().Select(added => added.Division)];
    }

    internal static bool IsPartner(IReadOnlyList<PartnerEvent> events) => events.LastOrDefault(e => e is AgencyJoined or AgencyLeft) is AgencyJoined;

    // These generated agencies leave at most once and do not come back, so whatever was signed or suspended before holds.
    internal static bool Stands(IReadOnlyList<PartnerEvent> events, AgencyId agency, DateTimeOffset now) =>
        IsPartner(events)
        && events.OfType<AgencyJoined>().First().Agency == agency
        && events.LastOrDefault(e => e is StandingSuspended or StandingRestored) is not StandingSuspended
        && events.OfType<AgreementSigned>().Any(signed => signed.Starts <= now && now < signed.Ends
            && !events.SkipWhile(e => !ReferenceEquals(e, signed)).OfType<AgreementEnded>().Any(ended => ended.Reference == signed.Reference));

    internal static bool IsTrained(IReadOnlyList<PartnerEvent> events, PersonId person, DateTimeOffset now) =>
        IsPartner(events) && events.OfType<ConfidentialityTrainingRecorded>().Where(t => t.Person == person)
            .MaxBy(t => t.ValidUntil) is { } longest && longest.CompletedAt <= now && now < longest.ValidUntil;
}
