using Coordination.Domain;
using Coordination.Domain.Consent;
using Coordination.Domain.Gate;
using Coordination.Domain.Partners;
using Coordination.Domain.TaskForce;
using static Coordination.Testing.GateWorld;

namespace Coordination.Testing;

/// <summary>
/// Worlds of what the law says by itself, for rules that bind by profile: each is about one line of the table, with one or two things about it that are not as they
/// should be. Half of them start from a world in which everything else is in order.
/// </summary>
public sealed class GateLaw(Random dice)
{
    private static readonly AgencyKind[] Officials = [AgencyKind.LawEnforcement, AgencyKind.Prosecution];
    private static readonly Purpose[] Proceedings = [Purpose.Investigation, Purpose.Prosecution];
    private readonly GateDice _dice = new(dice);

    public GateWorld In(GateWorld world)
    {
        var from = _dice.Chance(3) ? world : GateDice.Plain(world);
        return _dice.Next(24) switch
        {
            < 8 => new GateReports(dice).In(world),
            < 13 => new GateSigners(dice).In(from),
            13 or 14 => OfOwnWork(from),
            15 => OfATeam(from),
            16 => ToMedia(from),
            17 or 18 => Outside(from),
            19 => _dice.Chance(3) ? AfterHerDeath(from) : Except(from),
            20 => NarrowedAnew(from),
            21 => OfCounselingNotes(from),
            22 => WithoutOneWarning(from),
            _ => Waived(from),
        };
    }

    // What police, prosecutors and others found out themselves, told to one another; often against her word.
    private GateWorld OfOwnWork(GateWorld world)
    {
        var kind = _dice.Chance(6) ? _dice.PickAny<AgencyKind>() : _dice.Pick(Officials);
        world = GateDice.BoundBy(world, kind, _dice.Pick<IReadOnlyList<PolicyProfile>>([], [PolicyProfile.OwnRecords], [PolicyProfile.OwnRecords], [PolicyProfile.Vawa, PolicyProfile.OwnRecords], [PolicyProfile.Fvpsa], [PolicyProfile.Federal1367]));
        world = GateDice.To(_dice.Chance(8) ? GateDice.Unknown(world) : world, _dice.Chance(6) ? _dice.PickAny<AgencyKind>() : _dice.Pick(Officials));
        world = AgainstHerWord(GateDice.For(world, _dice.Chance(6) ? Purpose.SafetyPlanning : _dice.Pick(Proceedings)));
        return InAnyWay(world.Asking(r => r with
        {
            Items = [.. r.Items.Select(item => item with
            {
                Origin = _dice.Chance(3) ? _dice.Pick<ItemOrigin?>(null, ItemOrigin.FromHer, ItemOrigin.FromOthers) : ItemOrigin.OwnWork,
                Category = _dice.Chance(6) ? _dice.Pick(InformationCategory.SubstanceUse, InformationCategory.PrivilegedCommunication) : item.Category,
                ThirdPersons = _dice.Chance(4) ? [new NamedPerson(null, null)] : item.ThirdPersons,
            })],
        }));
    }

    // What a statute lets the members of a team tell one another; whom a law binds that asks for a release still needs one.
    private GateWorld OfATeam(GateWorld world)
    {
        AgencyKind[] members = [AgencyKind.LawEnforcement, AgencyKind.Prosecution, AgencyKind.ChildWelfare, AgencyKind.HousingAndServices];
        var kind = _dice.Chance(5) ? _dice.PickAny<AgencyKind>() : _dice.Pick(members);
        world = GateDice.BoundBy(world, kind, _dice.Pick<IReadOnlyList<PolicyProfile>>([], [PolicyProfile.OwnRecords], [PolicyProfile.OwnRecords], [PolicyProfile.Vawa], [PolicyProfile.Fvpsa, PolicyProfile.OwnRecords]));
        world = AgainstHerWord(GateDice.For(GateDice.To(world, _dice.Chance(5) ? _dice.PickAny<AgencyKind>() : _dice.Pick(members)), _dice.Pick(Purpose.Investigation, Purpose.SafetyPlanning, Purpose.CaseReview)));
        var statute = new TeamStatute(_dice.Most(6, members), _dice.Most(4, Purpose.Investigation, Purpose.SafetyPlanning, Purpose.CaseReview), _dice.Chance(2) ? null : _dice.Most(3, InformationCategory.Narrative, InformationCategory.Contact), "a statute", Certainty.Text)
        {
            About = _dice.Chance(2) ? AboutWhom.Minors : null,
            UnderAge = _dice.Chance(6) ? 21 : null,
        };
        world = _dice.Chance(2) ? GateReports.OfSomeAge(_dice, world) : world;
        return InAnyWay(world.Asking(r => r with
        {
            Basis = _dice.Chance(8) ? r.Basis : ClaimedBasis.TeamStatute,
            Items = [.. r.Items.Select(item => item with
            {
                Origin = _dice.Chance(3) ? _dice.Pick<ItemOrigin?>(null, ItemOrigin.FromHer, ItemOrigin.FromOthers) : ItemOrigin.OwnWork,
                Category = _dice.Chance(8) ? InformationCategory.SubstanceUse : item.Category,
            })],
        })) with
        { TaskForce = [.. world.TaskForce, GateReports.Loaded(_dice, new JurisdictionTable { Jurisdiction = "us-nc", Name = "North Carolina", Version = "1", TeamStatutes = [statute] })] };
    }

    private GateWorld ToMedia(GateWorld world)
    {
        world = GateDice.To(world, AgencyKind.Media);
        return _dice.Chance(2) ? world : GateDice.BoundBy(world, AgencyKind.HousingAndServices, []).AskingFor(item => item with { Sensitivity = Sensitivity.NonIdentifying });
    }

    // To an office that is no partner, and to a person there whom she named, or whom nobody recorded, or to nobody.
    private GateWorld Outside(GateWorld world)
    {
        var (kind, asked) = (_dice.Chance(2) ? _dice.Pick(Officials) : _dice.PickAny<AgencyKind>(), _dice.Chance(8) ? _dice.Pick<PersonId?>(null, Nina) : Dale);
        world = _dice.Chance(2) ? GateDice.BoundBy(world, _dice.Pick(AgencyKind.Legal, AgencyKind.LawEnforcement), _dice.Pick<IReadOnlyList<PolicyProfile>>([], [PolicyProfile.OwnRecords])) : world;
        world = world
            .Signing(signed => _dice.Chance(3) ? signed with { WarningsAcknowledged = [.. signed.WarningsAcknowledged.Where(warning => warning != ReleaseWarning.MayReachDefense)] } : signed)
            .WithTerms(terms => terms with { Recipients = _dice.Chance(3) ? terms.Recipients : [new ReleaseRecipient(Police, _dice.Chance(6) ? _dice.Some(Ana, Nina) : [Dale])] })
            .Asking(r => r with
            {
                Recipient = new GateRecipient(Police, asked),
                Occasion = _dice.Chance(4) ? _dice.PickAny<GateOccasion>() : GateOccasion.Disclosure,
                Involvements = _dice.Chance(6) ? [] : [new Involvement(Police, asked ?? Dale, r.Purpose)],
                Items = [.. r.Items.Select(item => _dice.Chance(4) ? item with { Sensitivity = Sensitivity.NonIdentifying } : item)],
            }) with
        {
            Recipient =
            [
                new OutsideRecipientRecorded(Police, "A police of another county", kind, _dice.Chance(6) ? Ana : Dale, Sensitive.Of("a street"), Ana),
                .. _dice.Chance(4) ? new PartnerEvent[] { new OutsideRecipientRecorded(Police, "A police of another county", kind, Nina, Sensitive.Of("a street"), Ana) } : [],
                .. _dice.Chance(8) ? new PartnerEvent[] { new AgencyJoined(Police, "County police", kind, []) } : [],
            ],
            TaskForce = _dice.Chance(2) ? world.TaskForce : [.. world.TaskForce, new MemberAgencyRemoved(Police)],
        };
        return _dice.Chance(4) ? new GateReports(dice).To(world) : _dice.Chance(4) ? world.And(Refusal(kind)) : _dice.Chance(10) ? OfItsOwn(world) : world;
    }

    // The recipient asks itself for what it holds.
    private GateWorld OfItsOwn(GateWorld world) => world.Asking(r => r with { Discloser = r.Recipient.Agency, Items = [.. r.Items.Select(item => _dice.Chance(4) ? item : item with { Custodian = r.Recipient.Agency })] });

    // For one agency, and whoever of it has a need to know, but not for everybody.
    private GateWorld Except(GateWorld world) => world
        .Asking(r => r with { Recipient = new GateRecipient(Police, _dice.Chance(5) ? null : _dice.Pick(Dale, Dale, Nina)) })
        .WithTerms(terms => terms with
        {
            Recipients = [.. Enumerable.Range(0, _dice.Chance(4) ? 2 : 1).Select(_ => new ReleaseRecipient(_dice.Chance(8) ? Clinic : Police, _dice.Chance(3) ? [Dale, Nina] : [])
            {
                Except = _dice.Pick<IReadOnlyList<PersonId>?>(null, [], [Dale], [Nina], [Nina, Dale], [Ana, Nina], [Ana]),
            })],
        });

    // A wide release, and a newer one that gives less of it, something else, or both; of which she said which counts, or did not.
    private GateWorld NarrowedAnew(GateWorld world)
    {
        world = _dice.Chance(3) ? world.WithTerms(terms => terms with { Recipients = [new ReleaseRecipient(Police, _dice.Some(Dale, Nina))] }) : world;
        var older = world.Consent.OfType<ReleaseSigned>().FirstOrDefault() ?? Permitting.Consent.OfType<ReleaseSigned>().Single();
        var terms = older.Terms;
        for (var changes = _dice.Next(4); changes > 0; changes--)
        {
            terms = Otherwise(terms);
        }

        if (_dice.Chance(6))
        {
            // For one person and for another: neither says anything of what the other does.
            world = world.WithTerms(known => known with { Recipients = [new ReleaseRecipient(Police, [Dale])] });
            terms = terms with { Recipients = [new ReleaseRecipient(Police, [Nina])] };
        }

        var at = _dice.Chance(6) ? _dice.Around(Noon) : terms.Starts;
        var newer = new ReleaseSigned(new ReleaseId(Numbered(dice.Next(100, int.MaxValue))), terms with { Starts = at }, [HerSignature], older.WarningsAcknowledged, Ana)
        {
            KeepsBeside = _dice.Chance(3) ? [_dice.Chance(4) ? new ReleaseId(Numbered(98)) : older.Release] : null,
        };
        world = _dice.Chance(8) ? world.And(new ReleaseRenewed(older.Release, newer.Release, newer.Terms, newer.Signatures, newer.WarningsAcknowledged, Ana)) : world.And(newer);
        return _dice.Next(8) switch
        {
            0 => world.And(new GateWorlds(dice).Happens(world)),
            1 => world.And(new ReleaseRevoked(newer.Release, Ana, Channel.Letter)),
            2 => world.And(new ReleaseVoided(newer.Release, VoidCause.Pressure)),
            3 => world with { Consent = [.. world.Consent.Select(e => e is ReleaseSigned signed && signed.Release == newer.Release ? signed with { Terms = signed.Terms with { Expires = _dice.Around(Noon) } } : e)] },
            _ => world,
        };
    }

    private ReleaseTerms Otherwise(ReleaseTerms terms) => _dice.Next(9) switch
    {
        0 => terms with { Grants = [.. terms.Grants.Where(grant => grant.Category != InformationCategory.Contact)] },
        1 => terms with { Grants = [.. terms.Grants.Select(grant => grant with { WidestMode = _dice.PickAny<SharingMode>() })] },
        2 => terms with { Grants = [.. terms.Grants.Select(grant => grant with { OnlyItems = _dice.Some(Story, Phone) })] },
        3 => terms with { Purposes = [.. terms.Purposes.Where(_ => !_dice.Chance(3))] },
        4 => terms with { Conditions = [.. terms.Conditions, _dice.PickAny<ReleaseCondition>()] },
        5 => terms with { Recipients = [new ReleaseRecipient(_dice.Chance(6) ? Clinic : Police, _dice.Some(Dale, Nina)) { Except = _dice.Chance(3) ? [_dice.Pick(Dale, Nina)] : null }] },
        6 => terms with { Grants = [.. terms.Grants, new CategoryGrant(_dice.PickAny<InformationCategory>(), SharingMode.IdentifiedVerbatim)] },
        7 => terms with { Grants = [.. terms.Grants.Select(grant => grant with { CounselingNotes = _dice.Chance(3) ? null : true })] },
        _ => terms with { Purposes = [.. terms.Purposes, _dice.PickAny<Purpose>()] },
    };

    // Notes of a counsellor of a substance-use program, and the rest of its record, under consents for the one, the other, or both.
    private GateWorld OfCounselingNotes(GateWorld world)
    {
        bool? notes = _dice.Chance(3) ? null : true;
        return GateDice.For(world, _dice.Pick(Purpose.Investigation, Purpose.MedicalCare))
            .Asking(r => r with
            {
                Items = [.. r.Items.Select(item => _dice.Chance(6) ? item : item with { Category = InformationCategory.SubstanceUse, CounselingNote = _dice.Chance(3) ? _dice.Pick<bool?>(false, null) : true })],
            })
            .WithTerms(terms => terms with
            {
                Purposes = _dice.Chance(2) ? [Purpose.Investigation] : [Purpose.MedicalCare],
                Grants =
                [
                    new CategoryGrant(InformationCategory.SubstanceUse, SharingMode.IdentifiedVerbatim) { CounselingNotes = notes },
                    .. _dice.Chance(3) ? new[] { new CategoryGrant(InformationCategory.Narrative, SharingMode.IdentifiedVerbatim) { CounselingNotes = _dice.Chance(3) ? true : null } } : [],
                ],
            });
    }

    // Under a release that lacks one warning, or one element, to a discloser whom HIPAA binds or with what Part 2 protects.
    private GateWorld WithoutOneWarning(GateWorld world)
    {
        var (purpose, missing) = (_dice.Pick(Purpose.Investigation, Purpose.MedicalCare, Purpose.ServiceDelivery, Purpose.CaseReview), _dice.PickAny<ReleaseWarning>());
        world = GateDice.For(_dice.Chance(3) ? world : GateDice.BoundBy(world, _dice.Pick(AgencyKind.Medical, AgencyKind.Legal), _dice.Pick<IReadOnlyList<PolicyProfile>>([PolicyProfile.Hipaa], [PolicyProfile.Part2], [PolicyProfile.Fvpsa])), purpose);
        world = GateDice.To(world, _dice.Chance(2) ? AgencyKind.Medical : AgencyKind.HousingAndServices);
        return (_dice.Chance(2) ? _dice.Of(world, InformationCategory.SubstanceUse) : world)
            .Signing(signed => signed with
            {
                WarningsAcknowledged = [.. Enum.GetValues<ReleaseWarning>().Where(warning => warning != missing || _dice.Chance(4))],
                Signatures = _dice.Chance(6) ? [HerSignature with { SignedAt = _dice.Around(Noon) }] : signed.Signatures,
            })
            .WithTerms(terms => terms with { Purposes = _dice.Chance(8) ? [] : [purpose], Expires = _dice.Chance(10) ? null : terms.Expires });
    }

    // Whom 8 USC 1367 protects, who waived that, or one of the others did not, or who was no adult, or took it back.
    private GateWorld Waived(GateWorld world)
    {
        var signature = _dice.Pick([HerSignature, HerSignature, HerSignature, HerSignature with { Method = _dice.PickAny<SignatureMethod>() }, HerSignature with { SignedAt = _dice.Chance(4) ? null : _dice.Around(Noon) },
            HerSignature with { Capacity = SignerCapacity.CourtAppointedGuardian }, HerSignature with { Method = SignatureMethod.Oral, Accommodation = GateSigners.Interpreted }]);
        List<ConsentEvent> said = [new ProtectionWaived(signature, !_dice.Chance(5), Ana)];
        said.AddRange(_dice.Chance(5) ? [new MinorityRecorded(true, _dice.Chance(3), true) { EighteenFrom = _dice.Chance(4) ? null : _dice.Around(Noon) }] : []);
        said.AddRange(_dice.Chance(6) ? [new ProtectionWaiverWithdrawn(Ana, Channel.Telephone)] : []);
        said.AddRange(_dice.Chance(12) ? [new ProtectionWaived(HerSignature, true, Ana)] : []);
        world = GateDice.BoundBy(world, _dice.Pick(AgencyKind.Legal, AgencyKind.LawEnforcement), [PolicyProfile.Federal1367]);
        world = _dice.Chance(3) ? GateDice.Unknown(world).AskingFor(item => item with { Sensitivity = _dice.PickAny<Sensitivity>() }) : world;
        world = GateDice.For(GateDice.To(world, _dice.Pick(AgencyKind.HousingAndServices, AgencyKind.VictimServices, AgencyKind.Medical)), _dice.Pick(Purpose.ServiceDelivery, Purpose.SafetyPlanning));
        return _dice.Chance(6) ? world : world.And(said);
    }

    // Who has died had her own terms and let her releases go on; nobody can tell her anything first.
    private GateWorld AfterHerDeath(GateWorld world)
    {
        world = world.WithTerms(terms => terms with
        {
            Conditions = _dice.Pick<IReadOnlyList<ReleaseCondition>>([ReleaseCondition.TellMeFirst], [ReleaseCondition.TellMeFirst, ReleaseCondition.NotWhileTrialPending], [ReleaseCondition.NotWhileTrialPending]),
        });
        List<ConsentEvent> said = [new EventOfDeathInstructionGiven(!_dice.Chance(6)), new SurvivorDied(_dice.Chance(3) ? _dice.Around(Noon) : Noon.AddDays(-1))];
        said.AddRange(_dice.Chance(3) ? [new TrialStatusRecorded(_dice.Chance(3), Ana, Noon.AddDays(-1))] : []);
        return InAnyWay(world.And(said));
    }

    private GateWorld AgainstHerWord(GateWorld world) => _dice.Next(4) switch
    {
        0 => world.Without<ReleaseSigned>(),
        1 => world.And(Refusal(AgencyKind.LawEnforcement)),
        2 when _dice.Chance(3) => world.And(new SurvivorDied(Noon.AddDays(-1))),
        _ => world,
    };

    private ConsentDeclined Refusal(AgencyKind kind) =>
        new(new DeclinationId(Numbered(91)), [], [_dice.Chance(2) ? kind : _dice.PickAny<AgencyKind>()], [], Ana, Channel.InPerson, Noon.AddDays(-_dice.Next(4)));

    private GateWorld InAnyWay(GateWorld world) => _dice.Next(8) switch
    {
        0 => world.Asking(r => r with { Occasion = _dice.PickAny<GateOccasion>() }),
        1 => world.Asking(r => r with { Basis = _dice.PickAny<ClaimedBasis>() }),
        2 => world.Asking(r => r with { Involvements = [] }),
        _ => world,
    };
}
