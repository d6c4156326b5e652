using Coordination.Domain;
using Coordination.Domain.Consent;
using Coordination.Domain.Gate;
using Coordination.Domain.Partners;
using static Coordination.Testing.GateWorld;

namespace Coordination.Testing;

/// <summary>
/// Several facts that belong together, so that what is rare by chance (a disqualified parent who signed, a waiver for the very item)
/// comes up often enough for a fault in it to be noticed.
/// </summary>
public sealed class GateSituations(Random dice)
{
    private static readonly InformationCategory[] Special =
        [InformationCategory.ShelterLocation, InformationCategory.SubstanceUse, InformationCategory.Immigration, InformationCategory.PrivilegedCommunication];
    private static readonly Purpose[] Proceedings = [Purpose.Investigation, Purpose.Prosecution, Purpose.ImmigrationRelief, Purpose.LegalRepresentation];
    private static readonly GuardianId Parent = new(Numbered(60));

    public GateWorld In(GateWorld world) => dice.Next(11) switch
    {
        9 or 10 => Merged(world),
        0 => AtHome(world),
        1 or 2 => OfAnotherKind(world),
        3 => WithAParent(world),
        4 => LessExplained(world),
        5 or 6 => OfASpecialCategory(world),
        7 => InReview(world),
        _ => Conditionally(world),
    };

    // With a record in which much is the same, or with one in which nobody signed anything, or with one that nobody read.
    private GateWorld Merged(GateWorld world)
    {
        IReadOnlyList<ConsentEvent> other = dice.Next(4) switch
        {
            0 => Permitting.Consent,
            1 => [Permitting.Consent[0]],
            _ => GateWorlds.Of(dice.Next()).Consent,
        };
        var merged = world.MergedWith(other);
        return Chance(8) ? merged with { Others = [] } : Chance(8) ? merged.And(new SurvivorRecordsSeparated([SameSurvivor], Nina)) : merged;
    }

    private GateWorld AtHome(GateWorld world) => world.Asking(r => r with { Recipient = new GateRecipient(Harbor, Chance(4) ? null : Ana) }) with
    {
        Recipient = [.. world.Discloser, new ConfidentialityTrainingRecorded(Ana, Noon.AddDays(-3), Noon.AddDays(dice.Next(30)))],
    };

    private GateWorld OfAnotherKind(GateWorld world)
    {
        IReadOnlyList<PartnerEvent> Joined(IReadOnlyList<PartnerEvent> events) =>
            [.. events.Select(e => e is AgencyJoined joined ? joined with { Kind = Chance(4) ? AgencyKind.Prosecution : Pick(Enum.GetValues<AgencyKind>()), Profiles = Some(Enum.GetValues<PolicyProfile>()) } : e)];
        return Chance(2) ? world with { Discloser = Joined(world.Discloser) }
            : world.Signing(signed => Chance(3) ? signed with { WarningsAcknowledged = [] } : signed) with { Recipient = Joined(world.Recipient) };
    }

    /// <summary>Whose discloser is of some kind and has a few profiles, or none that anybody knows, or was found to have none; often with nothing signed.</summary>
    public GateWorld Bound(GateWorld world)
    {
        List<PartnerEvent> discloser = [.. world.Discloser.Select(e => e is AgencyJoined joined
            ? joined with { Kind = Chance(2) ? joined.Kind : Pick(Enum.GetValues<AgencyKind>()), Profiles = Chance(3) ? joined.Profiles : Few() }
            : e)];
        if (Chance(2))
        {
            var profiles = Chance(2) ? [] : Few();
            discloser.Add(new AgencyProfilesSet(Noon.AddTicks(dice.Next(-1, 2)), profiles)
            {
                FoundBy = profiles.Count == 0 && !Chance(4) ? new ProfileFinding(Ana, Sensitive.Of("no grants"), Noon.AddDays(dice.Next(2)).AddTicks(dice.Next(-1, 2))) : null,
            });
        }

        var bound = world with { Discloser = discloser };
        bound = !Chance(3) ? new GateLaw(dice).In(bound) : OfTheLaw(Chance(3) ? bound.Without<ReleaseSigned>() : bound);
        return !Chance(12) ? bound : (Chance(3) ? bound.And(RefusingTheWhole()) : bound) with { Discloser = Divided(bound.Discloser), Recipient = Chance(2) ? bound.Recipient : Divided(bound.Recipient) };
    }

    // She refuses the agency of which somebody is a division, about something or about everything.
    private ConsentDeclined RefusingTheWhole() => new(
        new DeclinationId(Numbered(64)), [new AgencyId("county")], [], Chance(2) ? [] : [InformationCategory.Narrative], Ana, Channel.InPerson, Chance(2) ? Noon.AddDays(-1) : Noon.AddDays(-9));

    // A division of an agency in the place of an agency.
    private static List<PartnerEvent> Divided(IReadOnlyList<PartnerEvent> events) =>
        [.. events.Select(e => e is AgencyJoined joined ? new DivisionFormed(joined.Agency, new AgencyId("county"), joined.Name, joined.Kind, joined.Profiles) : e)];

    // What the law says of one kind of record or recipient, with all the rest as it was.
    private GateWorld OfTheLaw(GateWorld world) => dice.Next(10) switch
    {
        0 => InAProceeding(world),
        1 => ToAProsecutor(world),
        2 => ToSeveral(world),
        3 or 4 => OfAProtectedPerson(world),
        5 or 6 => OfAProgram(world),
        _ => world,
    };

    // From a federal agency that is bound to a victim service provider, by her release or by an order, with a consent that is in writing and for the service or is not.
    private GateWorld OfAProtectedPerson(GateWorld world) => world
        .Asking(r => r with
        {
            Purpose = Purpose.ServiceDelivery,
            Basis = Chance(3) ? ClaimedBasis.CourtOrder : r.Basis,
            Involvements = [new Involvement(r.Recipient.Agency, r.Recipient.Person ?? Dale, Purpose.ServiceDelivery)],
        })
        .Signing(signed => Chance(3) ? signed with { Signatures = [HerSignature with { Method = SignatureMethod.Oral }] } : signed)
        .WithTerms(terms => Chance(4) ? terms : terms with { Purposes = [.. terms.Purposes, Purpose.ServiceDelivery] }) with
    {
        Discloser = [.. world.Discloser, new AgencyProfilesSet(Noon.AddDays(-1), [PolicyProfile.Federal1367])],
        Recipient = [.. world.Recipient.Select(e => e is AgencyJoined joined ? joined with { Kind = AgencyKind.VictimServices } : e)],
    };

    // From a substance-use program, whatever the items are about, under a release that says what Part 2 asks for, or leaves something of it out.
    private GateWorld OfAProgram(GateWorld world)
    {
        var purpose = Pick([.. Proceedings, Purpose.MedicalCare, Purpose.CaseReview]);
        return GateDice.For(world, purpose)
            .Signing(signed => signed with { WarningsAcknowledged = [.. Enum.GetValues<ReleaseWarning>().Where(_ => !Chance(6))] })
            .WithTerms(terms => terms with { Purposes = Chance(2) ? [purpose] : [purpose, Pick(Enum.GetValues<Purpose>())] }) with
        { Discloser = [.. world.Discloser, new AgencyProfilesSet(Noon.AddDays(-1), Chance(3) ? [PolicyProfile.Part2, PolicyProfile.Vawa] : [PolicyProfile.Part2])] };
    }

    // Under a release for one agency or two, and for several persons of it or for all of them.
    private GateWorld ToSeveral(GateWorld world) => world.WithTerms(terms => terms with
    {
        Recipients = [.. Enumerable.Range(0, dice.Next(1, 4)).Select(_ => new ReleaseRecipient(Chance(4) ? Clinic : Police, Chance(2) ? [] : Some([Ana, Dale, Nina])))],
    });

    // To a prosecutor, under a release with the warning that this takes, or without one.
    private GateWorld ToAProsecutor(GateWorld world) => world
        .Signing(signed => signed with { WarningsAcknowledged = Chance(3) ? signed.WarningsAcknowledged : [ReleaseWarning.MayReachDefense] }) with
    { Recipient = [.. world.Recipient.Select(e => e is AgencyJoined joined ? joined with { Kind = AgencyKind.Prosecution } : e)] };

    // Substance-use records for a proceeding of any kind, under a release for proceedings of several kinds, and often for something else.
    private GateWorld InAProceeding(GateWorld world)
    {
        var purposes = Enum.GetValues<Purpose>();
        var (asked, besides) = (Pick(Proceedings), Pick(Chance(2) ? Proceedings : purposes));
        return world
            .Asking(r => r with
            {
                Purpose = asked,
                Involvements = [new Involvement(r.Recipient.Agency, r.Recipient.Person ?? Dale, asked)],
                Items = [.. r.Items.Select(item => item with { Category = InformationCategory.SubstanceUse })],
            })
            .Signing(signed => signed with { WarningsAcknowledged = Enum.GetValues<ReleaseWarning>() })
            .WithTerms(terms => terms with { Grants = [.. terms.Grants, new CategoryGrant(InformationCategory.SubstanceUse, SharingMode.IdentifiedVerbatim)], Purposes = [asked, besides] });
    }

    private List<PolicyProfile> Few() => [.. Enumerable.Range(0, dice.Next(3)).Select(_ => Pick(Enum.GetValues<PolicyProfile>())).Distinct()];

    private GateWorld WithAParent(GateWorld world)
    {
        var capacity = Pick([SignerCapacity.Parent, SignerCapacity.Guardian, SignerCapacity.CourtAppointedGuardian]);
        var theirs = HerSignature with { Capacity = capacity, Guardian = Parent };
        List<ConsentEvent> family = [new MinorityRecorded(!Chance(4), Chance(6), Chance(4)), new GuardianRecorded(Parent, Chance(6) ? SignerCapacity.Parent : capacity)];
        family.AddRange(Chance(3) ? [new CapacityRecorded(true)] : []);
        family.AddRange(Chance(4) ? [new GuardianDisqualified(Parent)] : []);
        return world.Signing(signed => signed with { Signatures = Chance(3) ? [theirs] : Chance(3) ? [HerSignature] : [HerSignature, theirs] }).And(family);
    }

    private GateWorld LessExplained(GateWorld world) => world with
    {
        Consent = [.. world.Consent.Select(e => e is NoticeGiven notice
            ? notice with { Topics = [.. notice.Topics.Where(_ => !Chance(4))], Recipients = Chance(3) ? [Clinic] : notice.Recipients, GivenAt = Noon.AddDays(-2).AddTicks(dice.Next(-1, 2)) }
            : e)],
    };

    private GateWorld OfASpecialCategory(GateWorld world)
    {
        var category = Pick(Special);
        List<ConsentEvent> besides = category switch
        {
            InformationCategory.PrivilegedCommunication => [new PrivilegeWaived([Chance(3) ? Clinic : Police], [Story, Phone], HerSignature, Ana)],
            InformationCategory.ShelterLocation => [.. Enumerable.Range(0, dice.Next(1, 3)).Select(_ => new ShelterLocationAuthorised(Harbor, [Police], Noon.AddDays(-3).AddTicks(dice.Next(2)), Noon.AddDays(dice.Next(0, 2)).AddTicks(dice.Next(-1, 2)), Ana))],
            _ => [],
        };
        ReleaseWarning[] warnings = [ReleaseWarning.MayReachDefense, ReleaseWarning.MayBeRevoked, ReleaseWarning.MayBeRedisclosed];
        return world
            .Asking(r => r with { Items = [.. r.Items.Select(item => item with { Category = Chance(4) ? item.Category : category })] })
            .Signing(signed => signed with { WarningsAcknowledged = [.. warnings.Where(_ => !Chance(5))] })
            .WithTerms(terms => terms with { Grants = [.. terms.Grants, new CategoryGrant(category, SharingMode.IdentifiedVerbatim)], Purposes = Chance(2) ? [Purpose.Investigation] : terms.Purposes })
            .And(besides);
    }

    private GateWorld InReview(GateWorld world)
    {
        var purpose = Chance(3) ? Purpose.Investigation : Purpose.CaseReview;
        return world
            .Asking(r => r with { Occasion = Chance(2) ? GateOccasion.Agenda : GateOccasion.Room, Purpose = purpose, Involvements = [new Involvement(r.Recipient.Agency, r.Recipient.Person ?? Dale, purpose)] })
            .WithTerms(terms => terms with { Purposes = Chance(3) ? [Purpose.Investigation] : terms.Purposes });
    }

    private GateWorld Conditionally(GateWorld world) => world
        .WithTerms(terms => terms with { Conditions = Some(Enum.GetValues<ReleaseCondition>()) })
        .And([.. Chance(2) ? new ConsentEvent[] { new SurvivorToldBeforehand(Chance(2) ? ThisDisclosure : new DisclosureId(Numbered(51)), Ana, Channel.InPerson, Noon.AddTicks(dice.Next(-1, 2))) } : [], .. Chance(2) ? new ConsentEvent[] { new TrialStatusRecorded(Chance(3), Ana, Noon) } : []]);

    private List<T> Some<T>(IReadOnlyList<T> from) => [.. from.Where(_ => Chance(2))];

    private T Pick<T>(IReadOnlyList<T> from) => from[dice.Next(from.Count)];

    private bool Chance(int oneIn) => dice.Next(oneIn) == 0;
}
