using System.Diagnostics;
using Coordination.Domain.Consent;
using static Coordination.Projections.AuditorTimeline.Summaries;

namespace Coordination.Projections.AuditorTimeline;

internal static class ConsentSummaries
{
    public static string Of(ConsentEvent @event) => @event switch
    {
        ConsentRecordOpened e => $"consent record opened by {e.Custodian}",
        NoticeGiven e => $"notice {e.Notice} given about {Listed(e.Recipients, r => r.Value)}: {Names(e.Topics)}",
        ReleaseSigned e => $"release {e.Release} signed: {Terms(e.Terms)}",
        ReleaseNarrowed e => $"release {e.Release} narrowed to: {Terms(e.Terms)}",
        ReleaseRenewed e => $"release {e.Release} renewed as {e.Renewal}: {Terms(e.Terms)}",
        ReleaseRevoked e => $"release {e.Release} revoked, {e.Through.Named()}",
        ReleaseExpired e => $"release {e.Release} expired {Day(e.ExpiredAt)}",
        ReleaseVoided e => $"release {e.Release} void: {e.Cause.Named()}",
        ConsentDeclined e => Declined(e),
        MinorityRecorded e => $"minority recorded: {(e.UnderEighteen ? "under eighteen" : "adult")}{(e.Emancipated ? ", emancipated" : "")}{(e.MayReceiveServiceAlone ? ", may receive the service alone" : "")}",
        CapacityRecorded e => e.LegallyIncapacitated ? "legally incapacitated" : "legal capacity",
        GuardianRecorded e => $"guardian {e.Guardian} recorded as {e.Capacity.Named()}",
        GuardianDisqualified e => $"guardian {e.Guardian} disqualified",
        EventOfDeathInstructionGiven e => $"in the event of death releases {(e.ReleasesContinue ? "continue" : "end")}",
        SurvivorDied => "the survivor died",
        PrivilegeWaived e => $"privilege waived for {Text(e.Items.Count)} items towards {Listed(e.Recipients, r => r.Value)}",
        PrivilegeWaiverWithdrawn e => $"waiver of privilege withdrawn for {Text(e.Items.Count)} items, {e.Through.Named()}",
        ShelterLocationAuthorised e => $"shelter location authorised by {e.Operator} for {Listed(e.Recipients, r => r.Value)} until {Day(e.Expires)}",
        SurvivorToldBeforehand e => $"told beforehand of disclosure {e.Disclosure}, {e.Through.Named()}",
        TrialStatusRecorded e => e.Pending ? "a trial is pending" : "no trial is pending",
        SurvivorRecordsMerged e => $"merged with {Listed(e.With, s => s.ToString())}: the narrowest holds",
        SurvivorRecordsSeparated e => $"separated from {Listed(e.From, s => s.ToString())}",
        _ => throw new UnreachableException(),
    };

    private static string Declined(ConsentDeclined e) =>
        $"declined {e.Declination}: to agencies {Listed(e.Recipients, r => r.Value)}, to kinds {Names(e.RecipientKinds)}, categories {Names(e.Categories)}";

    private static string Terms(ReleaseTerms terms) =>
        $"{terms.Discloser} to {Listed(terms.Recipients, r => r.Agency.Value)}; {Listed(terms.Grants, g => $"{g.Category.Named()} {g.WidestMode.Named()}")}; "
        + $"for {Names(terms.Purposes)}; {Day(terms.Starts)} to {(terms.Expires is { } end ? Day(end) : "no expiry")}";
}
