using Coordination.Domain;
using Coordination.Domain.Consent;
using Coordination.Domain.Gate;
using Coordination.Domain.Partners;
using Coordination.Domain.Services;
using Coordination.Domain.TaskForce;
using static Coordination.Testing.GateWorld;

namespace Coordination.Testing;

/// <summary>Worlds of who signs: minors around a birthday, people who have a guardian, people who cannot sign, those who act for them, and whose interests they have besides.</summary>
public sealed class GateSigners(Random dice)
{
    private static readonly GuardianId Guardian = new(Numbered(60));
    private static readonly DateTimeOffset Signed = HerSignature.SignedAt!.Value;
    private static readonly AgencyId Whole = new("county");
    private static readonly AgencyId Sibling = new("county-shelter");
    private readonly GateDice _dice = new(dice);

    /// <summary>How somebody consented who cannot sign.</summary>
    public static Accommodation Interpreted { get; } = new(Sensitive.Of("spoken, by an interpreter"), Nina);

    public GateWorld In(GateWorld world) => _dice.Next(8) switch
    {
        0 or 1 or 2 => ByAMinor(world),
        3 or 4 => WithoutCapacity(world),
        5 => Accommodated(world),
        6 => InConflict(world),
        _ => _dice.Chance(2) ? Together(world) : WithHerChild(world),
    };

    // Around the day on which she is eighteen, or as old as the law of the jurisdiction says; with whoever signs for her, or without.
    private GateWorld ByAMinor(GateWorld world)
    {
        DateTimeOffset? from = _dice.Chance(4) ? null : _dice.Around(_dice.Pick(Signed, Signed.AddYears(-1), Signed.AddYears(1), Signed.AddYears(-3), Noon.AddYears(-1)));
        GoalKind[] services = [GoalKind.Health, GoalKind.Housing];
        world = WithGuardian(world, _dice.Chance(6) ? _dice.PickAny<SignerCapacity>() : _dice.Pick(SignerCapacity.Parent, SignerCapacity.Guardian, SignerCapacity.GuardianAdLitem, SignerCapacity.ChildsAttorney))
            .And(_dice.Chance(6) ? new MinorityRecorded(false, false, false) { Reached = _dice.Pick<int?>(null, null, 19, 21) } : new MinorityRecorded(!_dice.Chance(10), _dice.Chance(10), _dice.Chance(3)) { EighteenFrom = from, Services = _dice.Chance(4) ? null : _dice.Some(services) });
        world = _dice.Chance(3) ? world.And(new MinorCapacityFound(_dice.Chance(4), Sensitive.Of("talked with her"), Ana, _dice.Chance(3) ? _dice.Around(Noon) : Noon.AddDays(-1))) : world;
        return _dice.Chance(3) ? world : world with
        {
            TaskForce = [.. world.TaskForce, .. Enumerable.Range(0, _dice.Chance(4) ? 2 : 1).Select(_ => GateReports.Loaded(_dice, new JurisdictionTable
            {
                Jurisdiction = _dice.Chance(2) ? "us" : "us-al", Name = "Alabama", Version = "1",
                AgeOfMajority = _dice.Chance(4) ? null : new TableLimit(_dice.Pick(18, 19, 19, 21), "a statute", Certainty.Text),
                MinorAloneServices = _dice.Chance(2) ? null : [.. _dice.Some(services).Select(service => new MinorService(service, "a statute", Certainty.Text))],
            }))],
        };
    }

    // Who has no legal capacity, and is served without her guardian, or signed by whom a court appointed, or, about her health, by whom she appointed.
    private GateWorld WithoutCapacity(GateWorld world)
    {
        world = WithGuardian(world, _dice.Chance(6) ? _dice.PickAny<SignerCapacity>() : _dice.Pick(SignerCapacity.CourtAppointedGuardian, SignerCapacity.HealthCareAgent, SignerCapacity.HealthCareAgent))
            .And(new CapacityRecorded(!_dice.Chance(10)) { ServedWithoutGuardian = _dice.Chance(3) ? true : _dice.Pick<bool?>(null, false) });
        world = _dice.Chance(4) ? world : GateDice.BoundBy(world, _dice.Pick(AgencyKind.Medical, AgencyKind.HousingAndServices), _dice.Pick<IReadOnlyList<PolicyProfile>>([PolicyProfile.Hipaa], [PolicyProfile.Fvpsa], [PolicyProfile.Hipaa, PolicyProfile.Fvpsa]));
        return _dice.Chance(3) ? world : world.Asking(r => r with
        {
            Items = [.. r.Items.Select(item => _dice.Chance(3) ? item : item with { Category = _dice.Pick(InformationCategory.Medical, InformationCategory.MentalHealth) })],
        });
    }

    // Who cannot sign, and said so before a witness; or did not, or nobody dated it, or it is something for which the law wants a signature.
    private GateWorld Accommodated(GateWorld world)
    {
        world = _dice.Chance(3) ? world : GateDice.BoundBy(world, AgencyKind.HousingAndServices, _dice.Pick<IReadOnlyList<PolicyProfile>>([PolicyProfile.Fvpsa], [PolicyProfile.Vawa], [PolicyProfile.Hipaa], [PolicyProfile.Ferpa], []));
        world = world.Signing(signed => signed with
        {
            Signatures = [HerSignature with { Method = SignatureMethod.Oral, SignedAt = _dice.Chance(8) ? null : _dice.Chance(6) ? _dice.Around(Noon) : Signed, Accommodation = _dice.Chance(5) ? null : Interpreted }],
        });
        return _dice.Chance(4) ? _dice.Of(world, InformationCategory.SubstanceUse).WithTerms(terms => terms with { Purposes = [Purpose.Investigation] }) : world;
    }

    // Signed besides by somebody who works for the recipient, or for somebody else.
    private GateWorld InConflict(GateWorld world)
    {
        var capacity = _dice.Pick(SignerCapacity.Parent, SignerCapacity.CourtAppointedGuardian);
        world = world.And(new GuardianRecorded(Guardian, capacity) { Agencies = _dice.Chance(3) ? _dice.Pick<IReadOnlyList<AgencyId>?>(null, [], [Clinic]) : _dice.Chance(3) ? [_dice.Pick(Sibling, Whole)] : [Clinic, Police] });
        world = _dice.Chance(2) ? world : ToADivision(world);
        world = _dice.Chance(2) ? world : world.And(_dice.Chance(3) ? new CapacityRecorded(true) : new MinorityRecorded(true, false, false));
        return world.Signing(signed => signed with { Signatures = [HerSignature, .. _dice.Chance(6) ? [] : new[] { HerSignature with { Capacity = capacity, Guardian = Guardian } }] });
    }

    // Represented together with somebody else by one of the two sides, or by a third; and advised alone before she signed, or after.
    private GateWorld Together(GateWorld world)
    {
        world = _dice.Chance(2) ? world : ToADivision(world);
        foreach (var agency in _dice.Most<AgencyId>(3, _dice.Chance(2) ? [Police, Harbor, Clinic] : [Sibling, Whole, Clinic]))
        {
            world = world.And(new JointRepresentationRecorded(agency, !_dice.Chance(8), Ana));
            world = _dice.Chance(4) ? world : world.And(new IndependentAdviceRecorded(_dice.Chance(8) ? Clinic : agency, _dice.Chance(3) ? Noon.AddDays(-9) : _dice.Around(Signed), Ana));
        }

        return _dice.Chance(5) ? world.And(new JointRepresentationRecorded(Police, false, Ana)) : world;
    }

    // The recipient or the discloser is a division: of an agency that has another one, or that was never told of it, or is another agency than the record of it says.
    private GateWorld ToADivision(GateWorld world)
    {
        var whole = new AgencyJoined(_dice.Chance(8) ? Clinic : Whole, "County", AgencyKind.LawEnforcement, [PolicyProfile.OwnRecords]);
        PartnerEvent[] events = [whole, .. _dice.Chance(8) ? [] : new[] { new DivisionAdded(Sibling) }, .. _dice.Chance(10) ? new PartnerEvent[] { new AgencyLeft(Sensitive.Of("merged")) } : []];
        static List<PartnerEvent> Divided(IReadOnlyList<PartnerEvent> events) =>
            [.. events.Select(e => e is AgencyJoined joined ? new DivisionFormed(joined.Agency, Whole, joined.Name, joined.Kind, joined.Profiles) : e)];
        world = world with { Wholes = new Dictionary<AgencyId, IReadOnlyList<PartnerEvent>> { [Whole] = events } };
        return _dice.Chance(3) ? world with { Discloser = Divided(world.Discloser) }
            : _dice.Chance(6) ? world with { Recipient = [.. world.Recipient, new DivisionAdded(Sibling)] }
            : world with { Recipient = Divided(world.Recipient) };
    }

    // About her own child, whom nobody serves, for her safety.
    private GateWorld WithHerChild(GateWorld world) => GateDice.For(world, _dice.Chance(4) ? Purpose.Investigation : Purpose.SafetyPlanning).Asking(r => r with
    {
        Basis = _dice.Chance(6) ? ClaimedBasis.TeamStatute : r.Basis,
        Items = [.. r.Items.Select(item => item with
        {
            ThirdPersons = [.. Enumerable.Range(0, 1 + _dice.Next(2)).Select(_ => new NamedPerson(_dice.Chance(4) ? new SurvivorId(Numbered(40)) : null, _dice.Chance(2) ? null : SharingMode.DeIdentified)
            {
                IsHerChild = _dice.Chance(4) ? _dice.Pick<bool?>(null, false) : true,
            })],
        })],
    });

    private GateWorld WithGuardian(GateWorld world, SignerCapacity capacity)
    {
        var theirs = HerSignature with { Capacity = capacity, Guardian = Guardian };
        List<ConsentEvent> recorded = [new GuardianRecorded(Guardian, _dice.Chance(10) ? SignerCapacity.Parent : capacity) { MayConsent = _dice.Chance(4) ? _dice.Pick<bool?>(null, false) : true }];
        recorded.AddRange(_dice.Chance(12) ? [new GuardianDisqualified(Guardian)] : []);
        return world.Signing(signed => signed with { Signatures = _dice.Chance(3) ? [HerSignature] : _dice.Chance(2) ? [theirs] : [HerSignature, theirs] }).And(recorded);
    }
}
