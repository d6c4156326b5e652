using Coordination.Domain;
using Coordination.Domain.Consent;
using Coordination.Domain.Gate;
using Coordination.Domain.LegalProcesses;
using Coordination.Domain.Partners;
using Coordination.Domain.TaskForce;
using static Coordination.Testing.GateWorld;

namespace Coordination.Testing;

/// <summary>Worlds of what goes by law and not by her word: reports, orders, risks, duties to warn, reviews of deaths; and of the tables that they rest on.</summary>
public sealed class GateReports(Random dice)
{
    private static readonly InformationCategory[] Told = [InformationCategory.Narrative, InformationCategory.Contact, InformationCategory.SubstanceUse, InformationCategory.Evidence, InformationCategory.ShelterLocation, InformationCategory.PrivilegedCommunication];
    private static readonly AgencyKind[] Authorities = [AgencyKind.LawEnforcement, AgencyKind.ChildWelfare];
    private static readonly GuardianId Representative = new(Numbered(62));
    private readonly GateDice _dice = new(dice);

    /// <summary>On one of these bases, from a discloser of one kind or another, mostly without a word of hers.</summary>
    public GateWorld In(GateWorld world) => To(Bound(_dice.Chance(4) ? world : _dice.Chance(4) ? GateDice.Plain(world) : GateDice.Plain(world).Without<ReleaseSigned>()));

    /// <summary>The same from whoever has it.</summary>
    public GateWorld To(GateWorld world) => _dice.Next(9) switch
    {
        0 or 1 => Reported(world, ProcessKind.MandatedReport),
        2 or 3 => ToWhomever(Reported(_dice.Chance(4) ? world : WhoMayReport(world), ProcessKind.PermittedReport)),
        4 => ToWhomever(AtRisk(world)),
        5 => ToWhomever(Warned(world)),
        6 => ToWhomever(AfterADeath(world)),
        _ => Ordered(world),
    };

    // Sometimes of somebody for whom no record of her word was ever opened, and so none was merged with another; sometimes to an agency that nobody recorded, and sometimes to an office outside.
    private GateWorld ToWhomever(GateWorld world) => _dice.Chance(12) && !world.Consent.Any(e => e is SurvivorRecordsMerged) ? world.Without<ConsentRecordOpened>() : _dice.Chance(6) ? world with { Recipient = [] }
        : _dice.Chance(10) && world.Request.Recipient.Agency == Police && world.Request.Discloser != Police ? world with { Recipient = [new OutsideRecipientRecorded(Police, "A police of another county", _dice.Pick(Authorities), Dale, Sensitive.Of("a street"), Ana)] }
        : world;

    private GateWorld WhoMayReport(GateWorld world) => GateDice.BoundBy(
        world,
        _dice.Pick(AgencyKind.VictimServices, AgencyKind.Medical, AgencyKind.LawEnforcement, AgencyKind.HousingAndServices),
        _dice.Pick<IReadOnlyList<PolicyProfile>>([], [PolicyProfile.Hipaa], [PolicyProfile.Fvpsa], [PolicyProfile.Part2], [PolicyProfile.Fvpsa, PolicyProfile.Hipaa], [PolicyProfile.Hipaa, PolicyProfile.Part2]));

    /// <summary>A table in force, or not yet, or one that another one replaced.</summary>
    public static JurisdictionTableLoaded Loaded(GateDice dice, JurisdictionTable table) => new(
        dice.Chance(3) ? dice.Around(Noon) : Noon.AddDays(-10),
        table,
        dice.Most(10, new AuthorityNamed(AuthorityKind.LawEnforcement, dice.Chance(8) ? Clinic : Police), new AuthorityNamed(AuthorityKind.ChildWelfare, dice.Chance(3) ? Clinic : Police)),
        Nina);

    private GateWorld Bound(GateWorld world)
    {
        world = _dice.Chance(4) ? world : GateDice.To(world, _dice.Chance(4) ? _dice.PickAny<AgencyKind>() : _dice.Pick(Authorities));
        return _dice.Chance(8) ? GateDice.Unknown(world) : _dice.Chance(6) ? world : GateDice.BoundBy(
            world,
            _dice.Pick(AgencyKind.VictimServices, AgencyKind.Medical, AgencyKind.LawEnforcement, AgencyKind.HousingAndServices),
            _dice.Pick<IReadOnlyList<PolicyProfile>>([], [], [PolicyProfile.Hipaa], [PolicyProfile.Fvpsa], [PolicyProfile.Fvpsa, PolicyProfile.Hipaa], [PolicyProfile.Part2], [PolicyProfile.Hipaa, PolicyProfile.Part2],
                [PolicyProfile.Vawa], [PolicyProfile.Voca], [PolicyProfile.Ferpa], [PolicyProfile.Federal1367], [PolicyProfile.OwnRecords], [_dice.PickAny<PolicyProfile>(), _dice.PickAny<PolicyProfile>()]));
    }

    private GateWorld Reported(GateWorld world, ProcessKind kind)
    {
        var report = _dice.Chance(2) ? ReportKind.ChildAbuse : _dice.PickAny<ReportKind>();
        world = _dice.Chance(6) ? _dice.Of(world, InformationCategory.SubstanceUse) : world;
        world = _dice.Chance(2) ? OfSomeAge(_dice, world) : world;
        return Served(world, kind, served => served with { Report = _dice.Chance(10) ? null : _dice.Chance(10) ? _dice.PickAny<ReportKind>() : report }) with
        {
            TaskForce = [.. world.TaskForce, .. Tables(kind, report), .. _dice.Chance(5) ? new TaskForceEvent[] { Policy() } : []],
        };
    }

    /// <summary>Who is recorded as an adult, or as a minor around a birthday; an item of hers may name a child of hers.</summary>
    public static GateWorld OfSomeAge(GateDice dice, GateWorld world)
    {
        var adult = dice.Chance(2);
        world = world.And(new MinorityRecorded(!adult, false, false) { Reached = adult && dice.Chance(3) ? 21 : null, EighteenFrom = adult || dice.Chance(4) ? null : dice.Around(dice.Pick(Noon, Noon.AddYears(-3))) });
        return dice.Chance(4) ? world.AskingFor(item => item with { ThirdPersons = [new NamedPerson(null, SharingMode.IdentifiedVerbatim) { IsHerChild = dice.Chance(3) ? null : true }] }) : world;
    }

    private List<TaskForceEvent> Tables(ProcessKind kind, ReportKind report)
    {
        TableDuty Line() => new(
            _dice.Chance(10) ? _dice.PickAny<ReportKind>() : report,
            _dice.Chance(2) ? null : _dice.Some(AgencyKind.VictimServices, AgencyKind.Medical, AgencyKind.LawEnforcement, AgencyKind.HousingAndServices),
            _dice.Pick<IReadOnlyList<ReporterRole>?>(null, null, [ReporterRole.Anyone], [ReporterRole.Advocate, ReporterRole.Counsellor], [ReporterRole.Educator]),
            _dice.Chance(8) ? AuthorityKind.HealthAndHumanServices : _dice.Pick(AuthorityKind.LawEnforcement, AuthorityKind.ChildWelfare),
            _dice.Most(5, Told), 24, "a statute", Certainty.Text)
        {
            About = _dice.Chance(3) ? AboutWhom.Minors : null,
            UnderAge = _dice.Chance(6) ? 21 : null,
        };
        return [.. Enumerable.Range(0, _dice.Chance(4) ? 2 : 1).Select(_ => Loaded(_dice, new JurisdictionTable
        {
            Jurisdiction = _dice.Chance(6) ? "Hills" : "Valley", Name = "Valley", Version = "1",
            Duties = kind == ProcessKind.PermittedReport && !_dice.Chance(6) ? [] : [Line()],
            PermittedReports = kind == ProcessKind.MandatedReport && !_dice.Chance(6) ? [] : [.. Enumerable.Range(0, _dice.Chance(8) ? 0 : 1 + _dice.Next(2)).Select(_ => Line())],
        }))];
    }

    // The duty of the policy, which was there before there were tables.
    private PolicySet Policy() => new(Noon.AddDays(-30), new PolicySettings(90, 3, 10)
    {
        MandatedReports = [new ReportingDuty(AgencyKind.VictimServices, ReporterRole.Advocate, "Valley", Police, _dice.Most(4, Told), "a statute")],
    });

    private GateWorld AtRisk(GateWorld world)
    {
        var emergency = _dice.Chance(3);
        var risk = new RiskFinding(emergency && !_dice.Chance(3) ? RiskKind.MedicalEmergency : _dice.PickAny<RiskKind>(), Sensitive.Of("threats"), _dice.Chance(3) ? _dice.Around(Noon) : Noon.AddHours(-1));
        world = Served(world, ProcessKind.ImminentRisk, served => served with { Risk = _dice.Chance(6) ? null : risk });
        return emergency ? GateDice.To(world, _dice.Chance(4) ? AgencyKind.LawEnforcement : AgencyKind.Medical).AskingFor(item => item with { Category = InformationCategory.SubstanceUse }) : world;
    }

    private GateWorld Warned(GateWorld world)
    {
        var duty = new WarningDuty(_dice.Chance(2) ? null : _dice.Some(AgencyKind.VictimServices, AgencyKind.Medical, AgencyKind.LawEnforcement, AgencyKind.HousingAndServices), _dice.Most(5, Told), "a case", Certainty.Text);
        world = _dice.Chance(5) ? _dice.Of(world, InformationCategory.SubstanceUse) : world;
        return Served(world, ProcessKind.DutyToWarn, served => served) with
        {
            TaskForce = [.. world.TaskForce, .. Enumerable.Range(0, _dice.Chance(4) ? 2 : 1).Select(_ => Loaded(_dice, new JurisdictionTable
            {
                Jurisdiction = _dice.Chance(6) ? "Hills" : "Valley", Name = "Valley", Version = "1", DutiesToWarn = _dice.Chance(8) ? [] : [duty],
            }))],
        };
    }

    // She died, or is said to; what Part 2 protects goes with a release of whoever represents her.
    private GateWorld AfterADeath(GateWorld world)
    {
        world = _dice.Chance(8) ? world : world with { TaskForce = [.. world.TaskForce, ReviewNamed()] };
        world = Served(world, ProcessKind.FatalityReview, served => served with { Conditions = _dice.Chance(6) ? null : _dice.Most(10, Enum.GetValues<FatalityCondition>()) });
        world = _dice.Chance(8) ? world : world.And(new SurvivorDied(_dice.Chance(3) ? _dice.Around(Noon) : Noon.AddDays(-1)));
        if (_dice.Chance(2))
        {
            return world;
        }

        var release = (ReleaseSigned)GateDice.Plain(world).Consent.Single(e => e is ReleaseSigned);
        var died = world.Consent.OfType<SurvivorDied>().LastOrDefault()?.DiedAt ?? Noon;
        var signed = _dice.Chance(4) ? _dice.Around(died) : Noon.AddMinutes(-1);
        var theirs = HerSignature with { Capacity = SignerCapacity.PersonalRepresentative, Guardian = Representative, SignedAt = signed, Method = _dice.Chance(15) ? SignatureMethod.Oral : SignatureMethod.Ink };
        world = _dice.Chance(3) ? world : _dice.Chance(2) ? world.AskingFor(item => item with { Category = InformationCategory.SubstanceUse, CounselingNote = _dice.Chance(8) ? true : null })
            : GateDice.BoundBy(world, AgencyKind.Medical, _dice.Pick<IReadOnlyList<PolicyProfile>>([PolicyProfile.Hipaa], [PolicyProfile.Hipaa, PolicyProfile.Part2]));
        world = _dice.Chance(3) ? world.And(new ConsentDeclined(new DeclinationId(Numbered(63)), _dice.Pick<IReadOnlyList<AgencyId>>([], [Police], [Clinic]), [], _dice.Chance(2) ? [] : [_dice.PickAny<InformationCategory>()], Ana, Channel.InPerson, Noon.AddDays(-9))) : world;
        return world.And(
            new GuardianRecorded(Representative, _dice.Chance(8) ? SignerCapacity.Guardian : SignerCapacity.PersonalRepresentative)
            {
                MayConsent = _dice.Chance(15) ? null : true,
                Appointment = _dice.Chance(15) ? null : Appointed(signed),
                Agencies = _dice.Chance(15) ? [_dice.Pick(Police, Clinic)] : null,
            },
            release with
            {
                Release = new ReleaseId(Numbered(dice.Next(100, int.MaxValue))),
                Signatures = [_dice.Chance(15) ? HerSignature : theirs, .. _dice.Chance(15) ? [HerSignature] : Array.Empty<Signature>()],
                WarningsAcknowledged = _dice.Most(20, release.WarningsAcknowledged),
                Terms = release.Terms with
                {
                    Expires = _dice.Chance(6) ? _dice.Around(Noon) : release.Terms.Expires,
                    Purposes = _dice.Most(20, release.Terms.Purposes),
                    Grants = [.. release.Terms.Grants.Select(grant => _dice.Chance(12) && grant.Category == InformationCategory.SubstanceUse ? grant with { CounselingNotes = true } : grant)],
                },
            });
    }

    // In force since long, or since when it was signed, or until now, or not yet.
    private Appointment Appointed(DateTimeOffset signed) => new(
        Sensitive.Of("letters of administration"), Sensitive.Of("a court"), _dice.Chance(3) ? _dice.Around(signed) : Noon.AddDays(-20), _dice.Chance(2) ? null : _dice.Chance(3) ? _dice.Around(Noon) : Noon.AddDays(90));

    // A table that has a review of deaths, in force or not yet, for which the recipient is named, or somebody else, or for something else.
    private JurisdictionTableLoaded ReviewNamed()
    {
        var loaded = Loaded(_dice, new JurisdictionTable { Jurisdiction = "us", Name = "Federal", Version = "1", FatalityReviews = _dice.Chance(8) ? null : [new FatalityReviewTeam(AuthorityKind.FatalityReview, "a statute", Certainty.Text)] });
        return loaded with { Authorities = [.. loaded.Authorities, .. _dice.Chance(6) ? [] : new[] { new AuthorityNamed(AuthorityKind.FatalityReview, _dice.Chance(8) ? Clinic : Police) }] };
    }

    // An order, about what is kept from most orders, from whoever is in standing or is not, with rulings or without.
    private GateWorld Ordered(GateWorld world)
    {
        var category = _dice.Pick(InformationCategory.SubstanceUse, InformationCategory.PrivilegedCommunication, InformationCategory.ShelterLocation, InformationCategory.Narrative);
        var byStatute = _dice.Chance(3);
        world = Served(world, byStatute ? ProcessKind.Statute : ProcessKind.CourtOrder, served => served with
        {
            Duty = byStatute ? null : served.Duty,
            Jurisdiction = byStatute && !_dice.Chance(10) ? served.Duty?.Jurisdiction : null,
            Part2Order = !_dice.Chance(5),
            Mandate = _dice.Pick<bool?>(true, true, false, null),
            Rulings = _dice.Chance(4) ? null : [.. _dice.Most(3, Enum.GetValues<RulingSubject>()).Select(subject => new ProcessRuling(subject, _dice.Most(4, Story, Phone)))],
            TellingForbidden = _dice.Chance(2) ? new TellingForbidden(Sensitive.Of("a wiretap"), _dice.Chance(3) ? null : _dice.Chance(3) ? Noon.AddDays(9) : _dice.Around(Noon)) : null,
        });
        world = _dice.Of(byStatute ? Compelled(world) : world, category);
        return _dice.Chance(3) ? world with { Discloser = [.. world.Discloser, new StandingSuspended(Sensitive.Of("a breach"))] } : world;
    }

    // Tables with lines that fit what is demanded, nearly fit, or are missing.
    private GateWorld Compelled(GateWorld world)
    {
        StatutoryMandate Line() => new(
            _dice.Chance(2) ? null : _dice.Some(AgencyKind.VictimServices, AgencyKind.Medical, AgencyKind.LawEnforcement, AgencyKind.HousingAndServices),
            _dice.Chance(8) ? AuthorityKind.HealthAndHumanServices : _dice.Pick(AuthorityKind.LawEnforcement, AuthorityKind.ChildWelfare),
            _dice.Chance(2) ? null : _dice.Most(5, Told), "a statute", Certainty.Text);
        return world with
        {
            TaskForce = [.. world.TaskForce, .. Enumerable.Range(0, _dice.Chance(8) ? 0 : _dice.Chance(4) ? 2 : 1).Select(_ => Loaded(_dice, new JurisdictionTable
            {
                Jurisdiction = _dice.Chance(6) ? "Hills" : "Valley", Name = "Valley", Version = "1",
                Mandates = _dice.Chance(8) ? null : [.. Enumerable.Range(0, 1 + _dice.Next(2)).Select(_ => Line())],
            }))],
        };
    }

    private GateWorld Served(GateWorld world, ProcessKind kind, Func<ProcessServed, ProcessServed> with)
    {
        ProcessScope Scope() => new(_dice.Chance(2) ? [Story] : [], _dice.Most(8, Told));
        var served = with(new ProcessServed
        {
            Process = new ProcessId(Numbered(80)),
            Kind = kind,
            Agency = _dice.Chance(15) ? Clinic : Harbor,
            Survivor = _dice.Chance(15) ? new(Numbered(9)) : Survivor,
            Case = new(Numbered(81)),
            Authority = new GateRecipient(_dice.Chance(15) ? Clinic : Police, _dice.Chance(3) ? Dale : null),
            IssuedBy = Sensitive.Of("court"),
            Reference = Sensitive.Of("docket"),
            Names = Scope(),
            Part2Order = false,
            Duty = _dice.Chance(15) ? null : new ReporterDuty(_dice.Chance(8) ? ReporterRole.Educator : ReporterRole.Advocate, _dice.Chance(8) ? "Hills" : "Valley"),
            By = Ana,
        });
        List<ProcessEvent> process = [served];
        process.AddRange(_dice.Chance(3) ? [new CounselReviewed(_dice.Pick(CounselFinding.Quash, CounselFinding.Quash, CounselFinding.Narrow, CounselFinding.Complies), _dice.Chance(4) ? Scope() : null, null, Nina)] : []);
        process.AddRange(_dice.Chance(3) ? [new SurvivorTold(Channel.InPerson, Noon, Ana)] : _dice.Chance(2) ? [new SurvivorCouldNotBeTold(Channel.Letter, Noon, Sensitive.Of("moved"), Ana)] : []);
        process.AddRange(_dice.Chance(8) ? [] : [new ProtectiveStepsTaken([ProtectiveStep.SealedFiling], null, Ana)]);
        process.AddRange(_dice.Chance(20) ? [new ProcessClosed(ProcessEnd.Withdrawn, null, Ana)] : []);
        var basis = Enum.Parse<ClaimedBasis>(kind.ToString());
        var purpose = _dice.Chance(8) || BasisPurposes.Of(basis) is not { } own ? _dice.PickAny<Purpose>() : _dice.Pick(own);
        world = _dice.Chance(8) ? world : GateDice.For(world, purpose);
        return world.Asking(r => r with
        {
            Basis = basis,
            Occasion = _dice.Chance(12) ? _dice.PickAny<GateOccasion>() : GateOccasion.Disclosure,
            Items = [.. r.Items.Select(item => _dice.Chance(8) ? item with { Category = _dice.Pick(Told) } : item)],
        }) with
        { Process = _dice.Chance(15) ? [] : process };
    }
}
