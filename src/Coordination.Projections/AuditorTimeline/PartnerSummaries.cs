using System.Diagnostics;
using Coordination.Domain;
using Coordination.Domain.Partners;
using Coordination.Domain.TaskForce;
using static Coordination.Projections.AuditorTimeline.Summaries;

namespace Coordination.Projections.AuditorTimeline;

internal static class PartnerSummaries
{
    public static string Of(PartnerEvent @event) => @event switch
    {
        AgencyJoined e => $"{e.Agency} joined as {e.Kind.Named()}, profiles {Names(e.Profiles)}",
        DivisionFormed e => $"{e.Division} formed as a division of {e.PartOf}, {e.Kind.Named()}, profiles {Names(e.Profiles)}",
        DivisionAdded e => $"{e.Division} is a division from now on",
        OutsideRecipientRecorded e => $"{e.Person} of {e.Agency}, {e.Kind.Named()} outside the task force, recorded by {e.By} for {e.For}",
        AgencyProfilesSet e => $"profiles effective {Day(e.EffectiveFrom)}: {Names(e.Profiles)}{(e.FoundBy is { } finding ? $", as {finding.By} found, to be looked at again {Day(finding.LookAgainAt)}" : "")}{(e.SetBy is { } setter ? setter == ProfileSetter.Agency ? "; by the agency itself" : "; by the office" : "")}",
        AgreementSigned e => $"agreement {e.Reference} signed, {Day(e.Starts)} to {Day(e.Ends)}",
        AgreementEnded e => $"agreement {e.Reference} ended, for a reason that is on record",
        ConfidentialityTrainingRecorded e => $"{e.Person} trained, valid until {Day(e.ValidUntil)}",
        StandingSuspended => "standing suspended, for a reason that is on record",
        StandingRestored => "standing restored, for a reason that is on record",
        AgencyLeft => "agency left, for a reason that is on record",
        ConcernRaised e => $"concern {e.Concern}{AboutWhom(e)} raised by {(e.Person is { } person ? $"{person} of " : "")}{e.RaisedBy}: {e.Kind.Named()}{(e.Survivor is { } her ? $", for survivor {her}" : "")}{(e.Operation is { } operation ? $", operation {operation}, {(e.OperationWas ?? PresenceAnswer.Declined).Named()}" : "")}{(e.Disclosure is { } disclosure ? $", disclosure {disclosure}" : "")}{(e.Mark is { } mark ? $", refused condition {mark}" : "")}",
        ConcernPutToAgency e => $"concern {e.Concern} put to {Agency(e)}{(e.AnswerDue is { } due ? $", to be answered until {Moment(due)}" : "")}",
        ConcernAnswered e => $"concern {e.Concern} answered by {(e.Person is { } person ? $"{person} of " : "")}{Agency(e)}",
        ConcernUpheld e => $"concern {e.Concern}{AboutWhom(e)} upheld",
        ConcernDismissed e => $"concern {e.Concern}{AboutWhom(e)} dismissed",
        _ => throw new UnreachableException(),
    };

    public static string Of(TaskForceEvent @event) => @event switch
    {
        TaskForceFormed e => $"task force formed in {e.Jurisdiction}, coordinated by {e.CoordinatingAgency}",
        PolicySet e => $"policy effective {Moment(e.EffectiveFrom)}: {Settings(e.Settings)}{(e.Change is { } change ? $"; by change {change}" : "")}",
        RuleSetAdopted e => $"rule-set {e.RuleSet} adopted, effective {Day(e.EffectiveFrom)}",
        JurisdictionTableLoaded e => $"table of {e.Table.Jurisdiction} loaded, version {e.Table.Version}, effective {Moment(e.EffectiveFrom)}: {Quantity.Of(e.Table.Duties.Count, "duty", "duties")} to report, {Quantity.Of(e.Table.TeamStatutes.Count, "team statute")}; by {e.By}",
        MemberAgencyAdded e => $"{e.Agency} is a member",
        MemberAgencyRemoved e => $"{e.Agency} is no longer a member",
        AgendaTemplateSet e => $"template of agendas set: {e.Template.Name}, for {e.Template.Kind.Named()} reviews, {Quantity.Of(e.Template.Sections.Count, "section")}, disciplines {Names(e.Template.Disciplines)}",
        AgendaTemplateRetired e => $"template of agendas retired: {e.Name}",
        _ => throw new UnreachableException(),
    };

    public static string Settings(PolicySettings s) =>
        $"longest release {Quantity.Of(s.LongestReleaseDays, "day")}, quorum {Text(s.QuorumMembers)}, recall {Quantity.Of(s.RecallDays, "day")}"
        + Set("minutes a case", s.MinutesPerItem) + Set("small cells to", s.SmallCellThreshold) + Set("days for what goes on paper", s.PaperDays) + Set("days to answer a concern", s.ConcernAnswerDays) + Set("concerns a person and day", s.ConcernsPerDay)
        + Set("council seats", s.CouncilSeats) + Set("council pay in dollars", s.CouncilCompensationInDollars)
        + (s.TimeZone is { } zone ? $", days end in {zone}" : "")
        + (s.MinorAloneServices is { } alone ? $", services that a minor receives alone {Names(alone)}" : "")
        + (s.MandatedReports is { } duties ? $", mandated reports: {Listed(duties, Duty)}" : "");

    private static string Set(string what, int? value) => value is { } number ? $", {what} {Text(number)}" : "";

    private static string Duty(ReportingDuty duty) =>
        $"{duty.Role.Named()} of {duty.Reporter.Named()} to {duty.Authority} in {duty.Jurisdiction} ({duty.Citation}): {Names(duty.Categories)}";

    // In the stream of the agency it need not be said about whom it is.
    private static string AboutWhom(ConcernEvent e) => e.About is { } about ? $" about {about}" : "";

    private static string Agency(ConcernEvent e) => e.About is { } about ? about.ToString() : "the agency";
}
