using Coordination.Domain;
using Coordination.Domain.Consent;
using Coordination.Domain.Gate;
using Coordination.Domain.Partners;
using Coordination.Domain.Services;
using Coordination.Domain.TaskForce;
using static Coordination.Testing.GateWorld;

namespace Coordination.Testing;

/// <summary>Random worlds: the one in which everything goes, with some things changed. One seed makes one world.</summary>
public sealed class GateWorlds(Random dice)
{
    private static readonly InformationCategory[] Categories = [InformationCategory.Narrative, InformationCategory.Contact, InformationCategory.Evidence, InformationCategory.ShelterLocation, InformationCategory.SubstanceUse, InformationCategory.Immigration, InformationCategory.PrivilegedCommunication];
    private static readonly Purpose[] Purposes = [Purpose.Investigation, Purpose.CaseReview, Purpose.ServiceDelivery];
    private static readonly AgencyId[] Agencies = [Harbor, Police, Clinic];
    private static readonly PersonId[] Persons = [Ana, Dale, Nina];
    private static readonly GuardianId[] Guardians = [new(Numbered(60)), new(Numbered(61))];

    public static GateWorld Of(int seed) => new GateWorlds(new Random(seed)).Make();

    /// <summary>The same world under a set of rules; where they bind by profile, of disclosers with all kinds of profiles.</summary>
    public static GateWorld Of(int seed, RuleSet rules) => (rules.ByProfile ? new GateSituations(new Random(~seed)).Bound(Of(seed)) : Of(seed)) with { Rules = rules };

    private GateWorld Make()
    {
        // Asked under one set of rules, whatever the instant: which set is in force when is tested by itself.
        var world = (Permitting with { TaskForce = [.. Permitting.TaskForce, new RuleSetAdopted(DateTimeOffset.MinValue, RuleSets.V2026R1.Version)] })
            .Asking(request => request with { Items = [.. request.Items, Item(), Item()] });
        for (var changes = dice.Next(0, 7); changes > 0; changes--)
        {
            world = Change(world);
        }

        return world;
    }

    private GateWorld Change(GateWorld world) => dice.Next(21) switch
    {
        15 or 16 or 17 or 18 => new GateSituations(dice).In(world),
        19 or 20 => NamingOthers(world),
        13 or 14 => GateProcesses.Served(world, dice),
        0 or 1 or 2 => world.And(Happens(world)),
        3 => Signed(world),
        4 or 5 => world.WithTerms(terms => Other(terms)),
        6 => world.Asking(Other),
        7 => world.Asking(request => request with { Items = [.. request.Items.Select(item => Chance(2) ? Item() : item)] }),
        8 => Partners(world),
        9 => world with { Now = Instant() },
        11 => Minors(world).Signing(signed => signed with { Signatures = Signatures() }),
        10 => world with { Consent = Moved(world.Consent) },
        _ => TaskForces(world),
    };

    // What she receives alone, in a jurisdiction that lists such services, or does not.
    private GateWorld Minors(GateWorld world)
    {
        GoalKind[] kinds = [GoalKind.Health, GoalKind.PeerSupport, GoalKind.Housing];
        world = world.And(new MinorityRecorded(true, Chance(8), !Chance(3)) { Services = Chance(4) ? null : Some(kinds), EighteenFrom = Chance(3) ? Instant() : null });
        return Chance(3) ? world : world with { TaskForce = [.. world.TaskForce, new PolicySet(Instant(), new PolicySettings(90, 3, 10) { MinorAloneServices = Chance(6) ? null : Some(kinds) })] };
    }

    public ConsentEvent Happens(GateWorld world) => dice.Next(19) switch
    {
        0 => new ReleaseRevoked(Known(world), Ana, Pick(Enum.GetValues<Channel>())),
        1 => new ReleaseVoided(Known(world), Pick(Enum.GetValues<VoidCause>())),
        2 => new ReleaseExpired(Known(world), Instant()),
        3 => new ReleaseNarrowed(Known(world), Terms(), Ana, Channel.Letter),
        4 => new ReleaseRenewed(Known(world), new ReleaseId(Numbered(dice.Next(100, int.MaxValue))), Terms(), Signatures(), Warnings(), Ana),
        5 or 6 => new ConsentDeclined(new DeclinationId(Numbered(dice.Next(100, int.MaxValue))), Some(Agencies), Some([AgencyKind.LawEnforcement, AgencyKind.Medical]), Some(Categories), Ana, Channel.InPerson, Instant()),
        7 => new MinorityRecorded(!Chance(3), Chance(4), Chance(2)),
        8 => new CapacityRecorded(Chance(2)),
        9 => new GuardianRecorded(Pick(Guardians), Pick(Enum.GetValues<SignerCapacity>())),
        10 => new GuardianDisqualified(Pick(Guardians)),
        11 => new EventOfDeathInstructionGiven(Chance(2)),
        12 => new SurvivorDied(Instant()),
        13 => new PrivilegeWaived(Some([Police, Clinic]), Some([Story, Phone]), Pick([HerSignature, HerSignature, .. Signatures()]), Ana),
        14 => new PrivilegeWaiverWithdrawn(Some([Story, Phone]), Ana, Channel.Telephone),
        15 => new ShelterLocationAuthorised(Harbor, Some([Police, Clinic]), Noon.AddDays(-3), Instant(), Ana),
        16 => new SurvivorToldBeforehand(Pick([ThisDisclosure, new DisclosureId(Numbered(51))]), Ana, Channel.InPerson, Instant()),
        17 => new TrialStatusRecorded(Chance(3), Ana, Noon),
        _ => Notice(),
    };

    public ReleaseTerms Terms() => new()
    {
        Discloser = Chance(8) ? Police : Harbor,
        Recipients = [.. Enumerable.Range(0, dice.Next(1, 3)).Select(_ => new ReleaseRecipient(Chance(4) ? Clinic : Police, Chance(3) ? Some(Persons) : []))],
        Grants = [.. Enumerable.Range(0, dice.Next(1, 4)).Select(_ => new CategoryGrant(Pick(Categories), Mode(), Chance(3) ? Some([Story, Phone]) : null))],
        Purposes = Some(Purposes),
        Starts = Noon.AddDays(-2),
        Expires = Chance(10) ? null : Noon.AddDays(dice.Next(1, 60)),
        Conditions = Chance(5) ? Some(Enum.GetValues<ReleaseCondition>()) : [],
    };

    private GateWorld Signed(GateWorld world) =>
        world.And(new ReleaseSigned(new ReleaseId(Numbered(dice.Next(100, int.MaxValue))), Terms(), Signatures(), Warnings(), Ana));

    private ReleaseTerms Other(ReleaseTerms terms) => dice.Next(7) switch
    {
        0 => terms with { Recipients = Terms().Recipients },
        1 => terms with { Grants = Terms().Grants },
        2 => terms with { Purposes = Some(Purposes) },
        3 => terms with { Starts = Instant() },
        4 => terms with { Expires = Chance(6) ? null : Instant() },
        5 => terms with { Conditions = Some(Enum.GetValues<ReleaseCondition>()) },
        _ => terms with { Discloser = Pick(Agencies) },
    };

    private GateRequest Other(GateRequest request) => dice.Next(7) switch
    {
        0 => request with { Purpose = Pick(Purposes) },
        1 => request with { Occasion = Pick(Enum.GetValues<GateOccasion>()) },
        2 => request with { Basis = Pick(Enum.GetValues<ClaimedBasis>()) },
        3 => request with { Recipient = new GateRecipient(Pick(Agencies), Chance(5) ? null : Pick(Persons)) },
        4 => request with { Involvements = [.. Purposes.Select(purpose => new Involvement(Pick([Police, Clinic]), Pick(Persons), purpose)), .. request.Involvements.Take(dice.Next(2))] },
        5 => request with { Disclosure = Chance(2) ? null : new DisclosureId(Numbered(51)) },
        _ => request with { Discloser = Pick(Agencies) },
    };

    private RequestedItem Item() => new(
        Pick([Story, Phone, new RecordItemId(Numbered(50))]), Pick(Categories), Pick(Enum.GetValues<Sensitivity>()), Chance(8) ? Clinic : Harbor, Mode());

    /// <summary>Her child and somebody else, of whom all is known that the first world knows of her, and a few things more; and people of whom nothing is known.</summary>
    private GateWorld NamingOthers(GateWorld world)
    {
        var persons = new SurvivorId[] { new(Numbered(40)), new(Numbered(41)) };
        List<NamedPerson> named = [.. Enumerable.Range(0, dice.Next(1, 4)).Select(_ => new NamedPerson(Chance(4) ? null : Pick(persons), Chance(3) ? null : Mode()))];
        var items = world.Request.Items.ToArray();
        var at = dice.Next(items.Length);
        items[at] = items[at] with { ThirdPersons = named };
        return world.Asking(request => request with { Items = items }) with { Named = [.. persons.Where(_ => !Chance(5)).Select(Other)] };
    }

    private OtherPerson Other(SurvivorId person)
    {
        var own = new ReleaseId(Numbered(dice.Next(100, int.MaxValue)));
        List<ConsentEvent> consent = [.. Permitting.Consent.Select(e => e switch
        {
            ConsentRecordOpened opened => opened with { Survivor = person },
            ReleaseSigned signed => signed with { Release = own, Terms = Chance(3) ? Terms() : signed.Terms },
            _ => e,
        })];
        consent.AddRange(Enumerable.Range(0, dice.Next(0, 2)).Select(_ => Happens(Permitting with { Consent = consent })));
        return new OtherPerson(person, Chance(8) ? Moved(consent) : consent, !Chance(10));
    }

    private GateWorld Partners(GateWorld world)
    {
        PartnerEvent happened = dice.Next(8) switch
        {
            0 => new StandingSuspended(Sensitive.Of("a breach")),
            1 => new StandingRestored(Sensitive.Of("answered")),
            2 => new AgreementEnded("mou", Sensitive.Of("over")),
            3 => new AgreementSigned("second", Instant(), Instant()),
            4 => new ConfidentialityTrainingRecorded(Pick(Persons), Instant(), Instant()),
            5 => new AgencyLeft(Sensitive.Of("moved on")),
            6 => new AgencyProfilesSet(Instant(), Some(Enum.GetValues<PolicyProfile>())),
            _ => new AgencyJoined(Pick([Harbor, Police]), "Another name", Pick(Enum.GetValues<AgencyKind>()), Some(Enum.GetValues<PolicyProfile>())),
        };
        var toDiscloser = Chance(2);
        if (happened is AgencyJoined joined)
        {
            happened = joined with { Agency = toDiscloser ? Harbor : Police };
        }

        var events = toDiscloser ? world.Discloser : world.Recipient;
        IReadOnlyList<PartnerEvent> next = events[^1] is AgencyLeft ? events : [.. events, happened];
        return toDiscloser ? world with { Discloser = next } : world with { Recipient = next };
    }

    private GateWorld TaskForces(GateWorld world) => world with
    {
        TaskForce = Chance(3) ? [.. world.TaskForce.Where(e => e is not PolicySet)] : [.. world.TaskForce, Chance(2) ? new MemberAgencyRemoved(Pick(Agencies)) : new MemberAgencyAdded(Pick(Agencies))],
    };

    private List<ConsentEvent> Moved(IReadOnlyList<ConsentEvent> events)
    {
        List<ConsentEvent> moved = [.. events];
        if (moved.Count == 0)
        {
            return moved;
        }

        var one = moved[dice.Next(moved.Count)];
        moved.Remove(one);
        if (!Chance(3))
        {
            moved.Insert(dice.Next(moved.Count + 1), one);
        }

        return moved;
    }

    private NoticeGiven Notice() => new(new NoticeId(Numbered(70)), Some([Police, Clinic]), Some(Enum.GetValues<NoticeTopic>()), "es", false, Ana, Instant());

    private List<Signature> Signatures() => Chance(3)
        ? [.. Enumerable.Range(0, dice.Next(0, 3)).Select(_ => new Signature(Pick(Enum.GetValues<SignerCapacity>()), Pick(Enum.GetValues<SignatureMethod>()), Chance(8) ? null : Instant(), Chance(2) ? Pick(Guardians) : null))]
        : [.. Chance(4) ? [] : new[] { HerSignature }, .. Chance(2) ? new[] { HerSignature with { Capacity = SignerCapacity.Parent, Guardian = Pick(Guardians) } } : []];

    private List<ReleaseWarning> Warnings() => Chance(4) ? Some(Enum.GetValues<ReleaseWarning>()) : [ReleaseWarning.MayReachDefense, ReleaseWarning.MayBeRevoked, ReleaseWarning.MayBeRedisclosed];

    private ReleaseId Known(GateWorld world) => Pick([HerRelease, HerRelease, .. world.Consent.OfType<ReleaseSigned>().Select(e => e.Release)]);

    private SharingMode Mode() => Chance(40) ? (SharingMode)dice.Next(-1, 8) : Pick(Enum.GetValues<SharingMode>());

    /// <summary>Instants at which something begins or ends, and one tick to either side.</summary>
    private DateTimeOffset Instant() =>
        Pick([Noon, Noon.AddDays(-3), Noon.AddDays(-2), Noon.AddDays(-1), Noon.AddDays(30), Noon.AddDays(100), Noon.AddDays(-100)]).AddTicks(dice.Next(-1, 2));

    private List<T> Some<T>(IReadOnlyList<T> from) => [.. from.Where(_ => Chance(2))];

    private T Pick<T>(IReadOnlyList<T> from) => from[dice.Next(from.Count)];

    private bool Chance(int oneIn) => dice.Next(oneIn) == 0;
}
