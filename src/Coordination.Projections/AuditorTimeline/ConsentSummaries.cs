using System.Diagnostics;
using Coordination.Domain.Consent;
using static Coordination.Projections.AuditorTimeline.Summaries;

namespace Coordination.Projections.AuditorTimeline;

internal static class ConsentSummaries
{
    public static string Of(ConsentEvent @event) => @event switch
    {
        ConsentRecordOpened e => $"consent record of survivor {e.Survivor} opened by {e.Custodian}",
        NoticeGiven e => $"notice {e.Notice} given by {e.By} {Moment(e.GivenAt)} about {Ids(e.Recipients)}: {Names(e.Topics)}{(e.Interpreter ? ", with an interpreter" : "")}",
        ReleaseSigned e => $"release {e.Release} signed: {Terms(e.Terms)}; {Signed(e.Signatures, e.WarningsAcknowledged)}{(e.KeepsBeside is { Count: > 0 } kept ? $"; beside {Ids(kept)}" : "")}; captured by {e.CapturedBy}",
        ReleaseNarrowed e => $"release {e.Release} narrowed to: {Terms(e.Terms)}; {e.Through.Named()}, recorded by {e.By}",
        ReleaseRenewed e => $"release {e.Release} renewed as {e.Renewal}: {Terms(e.Terms)}; {Signed(e.Signatures, e.WarningsAcknowledged)}{(e.KeepsBeside is { Count: > 0 } kept ? $"; beside {Ids(kept)}" : "")}; captured by {e.CapturedBy}",
        ReleaseRevoked e => $"release {e.Release} revoked, {e.Through.Named()}{AsTold(e.SaidAt)}, recorded by {e.By}",
        ReleaseExpired e => $"release {e.Release} expired {Moment(e.ExpiredAt)}",
        ReleaseVoided e => $"release {e.Release} void: {e.Cause.Named()}",
        ConsentDeclined e => $"declined {e.Declination}: {Refused(e)}; said {Moment(e.SaidAt)}{AsTold(e.SaidAtAsTold)}, {e.Through.Named()}, recorded by {e.By}",
        MinorityRecorded e => $"minority recorded: {(e.UnderEighteen ? "under eighteen" : e.Reached is { } years ? $"{years} or older" : "adult")}{(e.Emancipated ? ", emancipated" : "")}{(e.MayReceiveServiceAlone ? ", may receive the service alone" : "")}{(e.Services is { } services ? $"; services {Names(services)}" : "")}{(e.EighteenFrom is { } from ? $"; 18 from {Moment(from)}" : "")}",
        CapacityRecorded e => $"{(e.LegallyIncapacitated ? "legally incapacitated" : "legal capacity")}{Said(e.ServedWithoutGuardian, ", may receive the service without the guardian's consent", ", may not receive the service without the guardian's consent")}",
        MinorCapacityFound e => $"{e.By} found {Moment(e.FoundAt)} that the minor is {(e.Capable ? "" : "not ")}capable of knowingly consenting, for a reason that is on record",
        GuardianRecorded e => $"guardian {e.Guardian} recorded as {e.Capacity.Named()}{(e.Agencies is { Count: > 0 } agencies ? $", with a part in {Ids(agencies)}" : "")}{Said(e.MayConsent, ", appointed to consent", ", not appointed to consent")}{(e.Appointment is { } appointment ? $", appointment from {Moment(appointment.From)}{(appointment.Until is { } until ? $" until {Moment(until)}" : "")}" : "")}",
        GuardianDisqualified e => $"guardian {e.Guardian} disqualified",
        EventOfDeathInstructionGiven e => $"in the event of death releases {(e.ReleasesContinue ? "continue" : "end")}",
        DeathWithdrawn e => $"her death was recorded by mistake, says {e.By}",
        SurvivorDied e => $"the survivor died {Moment(e.DiedAt)}",
        PrivilegeWaived e => $"privilege waived for items {Ids(e.Items)} towards {Ids(e.Recipients)}; signed {Text(e.Signature)}; captured by {e.CapturedBy}",
        PrivilegeWaiverWithdrawn e => $"waiver of privilege withdrawn for items {Ids(e.Items)}, {e.Through.Named()}, recorded by {e.By}",
        ShelterLocationAuthorised e => $"shelter location authorised by {e.Operator} for {Ids(e.Recipients)}, signed {Moment(e.SignedAt)}, until {Moment(e.Expires)}; captured by {e.CapturedBy}",
        SurvivorToldBeforehand e => $"told beforehand of disclosure {e.Disclosure} {Moment(e.ToldAt)}, {e.Through.Named()}, by {e.By}",
        TrialStatusRecorded e => $"{(e.Pending ? "a trial is pending" : "no trial is pending")} as of {Moment(e.AsOf)}, recorded by {e.By}",
        ProtectionWaived e => $"protection under 8 USC 1367 waived{(e.EverybodyConcernedWaived ? ", as by every other adult concerned" : "")}; signed {Text(e.Signature)}; captured by {e.CapturedBy}",
        ProtectionWaiverWithdrawn e => $"waiver of the protection under 8 USC 1367 withdrawn, {e.Through.Named()}, recorded by {e.By}",
        JointRepresentationRecorded e => $"{e.Agency} {(e.Together ? "represents her together with somebody else" : "represents her alone")}, recorded by {e.By}",
        IndependentAdviceRecorded e => $"advised alone about {e.Agency} {Moment(e.AdvisedAt)}, recorded by {e.By}",
        SurvivorRecordsMerged e => $"merged with {Ids(e.With)} by {e.By}: the narrowest holds",
        SurvivorRecordsSeparated e => $"separated from {Ids(e.From)} by {e.By}",
        _ => throw new UnreachableException(),
    };

    // A refusal that names no agency and no kind is to every agency; one that names no category is of everything.
    private static string Refused(ConsentDeclined e) =>
        $"{(e.Categories.Count == 0 ? "everything" : Names(e.Categories))} to "
        + (e.Recipients.Count + e.RecipientKinds.Count == 0
            ? "everybody"
            : Listed(e.Recipients.Select(agency => $"{agency}").Concat(e.RecipientKinds.Select(kind => $"every agency of kind {kind.Named()}")), text => text));

    private static string AsTold(DateTimeOffset? said) => said is { } at ? $", said to have been at {Moment(at)}" : "";

    private static string Terms(ReleaseTerms terms) =>
        $"{terms.Discloser} to {Listed(terms.Recipients, Recipient)}; {Listed(terms.Grants, Grant)}; for {Names(terms.Purposes)}; "
        + $"{Moment(terms.Starts)} to {(terms.Expires is { } end ? Moment(end) : "no expiry")}{(terms.Conditions.Count == 0 ? "" : $"; on condition {Names(terms.Conditions)}")}";

    private static string Recipient(ReleaseRecipient recipient) => 
        $"{recipient.Agency}{(recipient.Persons.Count == 0 ? "" : $" (only {Ids(recipient.Persons)})")}{(recipient.Except is { Count: > 0 } except ? $" (never {Ids(except)})" : "")}";

    private static string Grant(CategoryGrant grant) =>
        $"{grant.Category.Named()}{Said(grant.CounselingNotes, " (counseling notes)", " (no counseling notes)")} {grant.WidestMode.Named()}{(grant.OnlyItems is { } only ? $" (only items {Ids(only)})" : "")}";

    private static string Signed(IReadOnlyList<Signature> signatures, IReadOnlyList<ReleaseWarning> warnings) =>
        $"signed {Listed(signatures, Text)}; warnings acknowledged {Names(warnings)}";

    private static string Text(Signature signature) =>
        $"by {signature.Capacity.Named()}{(signature.Guardian is { } guardian ? $" {guardian}" : "")} {signature.Method.Named()}{(signature.Accommodation is { } accommodation ? $" with an accommodation, witnessed by {accommodation.Witness}," : "")} {(signature.SignedAt is { } at ? Moment(at) : "without a date")}";
}
