namespace Coordination.Domain.Consent;

/// <summary>Decides about a survivor's consent record, apart from the releases in it (<see cref="ReleaseDecider"/>).</summary>
public static class ConsentDecider
{
    /// <summary>The answer for a parent or guardian who is not in the record.</summary>
    public static Refusal NoGuardian { get; } = new(RefusalReason.NotFound, "There is no such parent or guardian in this record.");

    internal static readonly Refusal NoRecord = new(RefusalReason.NotFound, "There is no such consent record.");

    /// <summary>A record is opened once, by the agency that serves her.</summary>
    public static Decision<ConsentEvent> Decide(OpenConsentRecord command, ConsentPosition state) =>
        !state.IsOpen ? command.UnderEighteen is { } underEighteen
            ? Decision.Record<ConsentEvent>(new ConsentRecordOpened(command.Survivor, command.Custodian),
                new MinorityRecorded(underEighteen, command.Emancipated,
                    MayReceiveServiceAlone: false)
                { EighteenFrom = command.EighteenFrom, Reached = command.Reached })
            : new ConsentRecordOpened(command.Survivor, command.Custodian)
        : state.Survivor == command.Survivor && state.Custodian == command.Custodian ? Decision.Nothing<ConsentEvent>()
        : NoRecord;

    /// <summary>A notice says what was explained, about whom, in which language, and not in the future.</summary>
    public static Decision<ConsentEvent> Decide(GiveNotice command, ConsentPosition state)
    {
        if (!state.IsOpen)
        {
            return NoRecord;
        }

        if (state.Notices.Any(notice => notice.Given.Notice == command.Notice))
        {
            return Decision.Nothing<ConsentEvent>();
        }

        var wrong = CaptureRules.Count(command.Recipients.Count, 1, CaptureRules.MostRecipients, "recipients")
            ?? CaptureRules.Count(command.Topics.Count, 1, CaptureRules.MostWords, "topics")
            ?? CaptureRules.Language(command.Language, "language")
            ?? Happened.IsWrong(command.GivenAt, command.At, "givenAt");
        return wrong is not null
            ? wrong
            : new NoticeGiven(command.Notice, [.. command.Recipients.Distinct()], [.. command.Topics.Distinct()], command.Language,
                command.Interpreter, command.By, command.GivenAt);
    }

    /// <summary>A refusal needs no reason, and is never turned down for what it says.</summary>
    public static Decision<ConsentEvent> Decide(DeclineConsent command, ConsentPosition state)
    {
        if (!state.IsOpen)
        {
            return NoRecord;
        }

        if (state.Declinations.Any(declination => declination.Said.Declination == command.Declination))
        {
            return Decision.Nothing<ConsentEvent>();
        }

        var wrong = CaptureRules.Count(command.Recipients.Count, 0, CaptureRules.MostRecipients, "recipients")
            ?? CaptureRules.Count(command.RecipientKinds.Count, 0, CaptureRules.MostWords, "recipientKinds")
            ?? CaptureRules.Count(command.Categories.Count, 0, CaptureRules.MostWords, "categories");
        var ahead = command.SaidAt > command.At;
        return wrong is not null
            ? wrong
            : new ConsentDeclined(command.Declination, command.Recipients, command.RecipientKinds, command.Categories, command.By,
                command.Through, ahead ? command.At : command.SaidAt)
            {
                SaidAtAsTold = ahead ? command.SaidAt : null,
            };
    }

    /// <summary>Age, as far as signatures depend on it.</summary>
    public static Decision<ConsentEvent> Decide(RecordMinority command, ConsentPosition state)
    {
        var said = new Minority(command.UnderEighteen, command.Emancipated, command.MayReceiveServiceAlone)
        {
            Services = command.Services,
            EighteenFrom = AgeOfMajority.Kept(command.UnderEighteen, command.EighteenFrom, state.Minority.EighteenFrom,
                command.At, command.Majority),
            Reached = AgeOfMajority.Reached(command.UnderEighteen, command.Majority) ?? AgeOfMajority.Years,
        };
        return !state.IsOpen ? NoRecord
        : AgeOfMajority.IsWrong(command.UnderEighteen, command.Emancipated, command.EighteenFrom, command.At,
            command.Majority) is { } wrong ? wrong
        : command.Services is { } services && services.Distinct().Count() != services.Count
        ? new Refusal(RefusalReason.InvalidInput, "Name each service once.", "services")
        : command is { Services.Count: > 0, MayReceiveServiceAlone: false }
        ? new Refusal(RefusalReason.InvalidInput, "Say that she may receive these alone, or leave them out.", "services")
        : state.Minority.IsRecorded && state.Minority.SaysTheSameAs(said) ? Decision.Nothing<ConsentEvent>()
        : new MinorityRecorded(said.UnderEighteen, said.Emancipated, said.MayReceiveServiceAlone)
        {
            Services = said.Services,
            EighteenFrom = said.EighteenFrom,
            Reached = AgeOfMajority.Reached(command.UnderEighteen, command.Majority)
        };
    }

    public static Decision<ConsentEvent> Decide(RecordCapacity command, ConsentPosition state) =>
        !state.IsOpen ? NoRecord
        : command is { ServedWithoutGuardian: true, LegallyIncapacitated: false }
            ? new Refusal(RefusalReason.InvalidInput,
                "Only who has a guardian is served without one: say that she is legally incapacitated, or leave it out (CG-12).",
                "servedWithoutGuardian")
        : (state.LegallyIncapacitated, state.ServedWithoutGuardian) == (command.LegallyIncapacitated, command.ServedWithoutGuardian == true)
        ? Decision.Nothing<ConsentEvent>()
        : new CapacityRecorded(command.LegallyIncapacitated) { ServedWithoutGuardian = command.ServedWithoutGuardian };

    /// <summary>Whether a minor is capable of knowingly consenting: who found it, on what it stands, and since when.</summary>
    public static Decision<ConsentEvent> Decide(FindMinorCapacity command, ConsentPosition state)
    {
        var found = new MinorCapacityFound(command.Capable, command.Why, command.By, command.FoundAt);
        return !state.IsOpen ? NoRecord
            : state.MinorCapacity == found ? Decision.Nothing<ConsentEvent>()
            : (TextRules.Required(command.Why, TextRules.LongestNote, "why")
                ?? Happened.IsWrong(command.FoundAt, command.At, "foundAt")) is { } wrong ? wrong
            : state.Minority is not { UnderEighteen: true, Emancipated: false }
                ? new Refusal(RefusalReason.WrongState,
                    "She is not recorded as a minor. Record her age first; of an adult, legal capacity is recorded.")
            : state.MinorCapacity?.FoundAt > command.FoundAt
                ? new Refusal(RefusalReason.InvalidInput,
                    "A newer finding is on record, and it holds. Give the time of a finding that is newer than that.", "foundAt")
            : found;
    }

    /// <summary>A parent, a guardian, or somebody whom a court or she herself appointed; not the survivor.</summary>
    public static Decision<ConsentEvent> Decide(RecordGuardian command, ConsentPosition state) =>
        !state.IsOpen ? NoRecord
        : command.Capacity == SignerCapacity.Survivor
            ? new Refusal(RefusalReason.InvalidInput,
                "Expected somebody who signs for her: parent, guardian, courtAppointedGuardian, guardianAdLitem, childsAttorney, " +
                    "healthCareAgent or personalRepresentative.", "capacity")
        : CaptureRules.Count(command.Agencies.Count, 0, CaptureRules.MostRecipients, "agencies") is { } wrong ? wrong
        : command is { MayConsent: not null, Capacity: SignerCapacity.Parent or SignerCapacity.Guardian }
            ? new Refusal(RefusalReason.InvalidInput, "A parent or guardian needs no appointment to consent: leave it out.", "mayConsent")
        : Appointed(command) is { } misappointed ? misappointed
        : state.Guardians.TryGetValue(command.Guardian, out var known) && IsKnownAs(command, known) ? Decision.Nothing<ConsentEvent>()
        : new GuardianRecorded(command.Guardian, command.Capacity)
        {
            Agencies = command.Agencies.Count == 0 ? null : [.. command.Agencies.Distinct()],
            MayConsent = command.MayConsent,
            Appointment = command.Appointment,
        };

    private static Refusal? Appointed(RecordGuardian command) =>
        command.Appointment is not { } appointment ? null
        : command.Capacity != SignerCapacity.PersonalRepresentative
            ? new Refusal(RefusalReason.InvalidInput,
                "An appointment is recorded of a personal representative: leave it out, and say in mayConsent whether what appointed " +
                    "them lets them consent.", "appointment")
        : TextRules.Required(appointment.Document, TextRules.LongestLabel, "appointment.document")
            ?? TextRules.Required(appointment.Court, TextRules.LongestLabel, "appointment.court")
            ?? (appointment.Until <= appointment.From
                ? new Refusal(RefusalReason.InvalidInput, "An appointment ends after it begins.", "appointment.until")
                : null);

    // Equality of records goes by reference over lists.
    private static bool IsKnownAs(RecordGuardian command, Guardian known) =>
        known.Capacity == command.Capacity && known.MayConsent == (command.MayConsent == true) && known.Appointment == command.Appointment
            && known.Agencies.ToHashSet().SetEquals(command.Agencies);

    /// <summary>A parent or guardian may not sign, and what they signed is void (CG-11).</summary>
    public static Decision<ConsentEvent> Decide(DisqualifyGuardian command, ConsentPosition state)
    {
        if (!state.Guardians.TryGetValue(command.Guardian, out var known))
        {
            return NoGuardian;
        }

        return known.IsDisqualified
            ? Decision.Nothing<ConsentEvent>()
            : Decision.Record<ConsentEvent>([
                new GuardianDisqualified(command.Guardian),
                .. state.Releases
                    .Where(release => release.State is not ReleaseState.Void && release.Signatures.Any(s => s.Guardian == command.Guardian))
                    .Select(release => new ReleaseVoided(release.Id, VoidCause.AbuserSigned)),
            ]);
    }

    /// <summary>Her instruction for the event of her death; she may change it while she lives.</summary>
    public static Decision<ConsentEvent> Decide(GiveEventOfDeathInstruction command, ConsentPosition state) =>
        !state.IsOpen ? NoRecord
        : state.ReleasesContinueAfterDeath == command.ReleasesContinue ? Decision.Nothing<ConsentEvent>()
        : state.DiedAt is not null ? new Refusal(RefusalReason.WrongState, "An instruction is the survivor's own, and she has died.")
        : new EventOfDeathInstructionGiven(command.ReleasesContinue);

    /// <summary>Her death. To say it again changes nothing; another day is no correction of it by itself.</summary>
    public static Decision<ConsentEvent> Decide(RecordDeath command, ConsentPosition state) =>
        !state.IsOpen ? NoRecord
        : state.DiedAt is { } known ? (known - command.DiedAt).Duration() < TimeSpan.FromDays(1) ? Decision.Nothing<ConsentEvent>()
            : new Refusal(RefusalReason.WrongState,
                "It is recorded already that she died, on another day. Where that is wrong, take it back first (death/withdraw).", "diedAt")
        : (command.DiedAt > command.At
            ? new Refusal(RefusalReason.InvalidInput, "It lies in the future.", "diedAt")
            : null) is { } wrong ? wrong
        : new SurvivorDied(command.DiedAt);

    /// <summary>A death that was recorded by mistake is taken back, so that she signs and is told again. What a personal representative
    /// signed never was valid.</summary>
    public static Decision<ConsentEvent> Decide(WithdrawDeath command, ConsentPosition state) =>
        !state.IsOpen ? NoRecord
        : state.DiedAt is null ? Decision.Nothing<ConsentEvent>()
        : TextRules.Required(command.Why, TextRules.LongestNote, "why") is { } wrong ? wrong
        : Decision.Record<ConsentEvent>([
            new DeathWithdrawn(command.Why, command.By),
            .. state.Releases
                .Where(release => release.State is not ReleaseState.Void
                    && release.Signatures.Any(signature => signature.Capacity == SignerCapacity.PersonalRepresentative))
                .Select(release => new ReleaseVoided(release.Id, VoidCause.DeathWithdrawn)),
        ]);
}
