using System.Diagnostics;
using System.Globalization;
using Coordination.Domain;
using Coordination.Domain.CaseReviews;
using Coordination.Domain.Cases;
using Coordination.Domain.Consent;
using Coordination.Domain.Council;
using Coordination.Domain.Disclosures;
using Coordination.Domain.Gate;
using Coordination.Domain.ImmigrationRelief;
using Coordination.Domain.LegalProcesses;
using Coordination.Domain.Mandates;
using Coordination.Domain.Operations;
using Coordination.Domain.Partners;
using Coordination.Domain.Readings;
using Coordination.Domain.Services;
using Coordination.Domain.Survivors;
using Coordination.Domain.TaskForce;
using Coordination.Domain.Webhooks;

namespace Coordination.Projections.AuditorTimeline;

/// <summary>One line for each kind of event, from fields that describe nobody.</summary>
internal static class Summaries
{
    /// <summary>What a field says that may be absent: absent is not no.</summary>
    public static string Said(bool? field, string yes, string no) => field is { } said ? said ? yes : no : "";

    public static string Of(DomainEvent @event) => @event switch
    {
        SurvivorEvent e => SurvivorSummaries.Of(e),
        ConsentEvent e => ConsentSummaries.Of(e),
        CaseEvent e => CaseSummaries.Of(e),
        DisclosureEvent e => DisclosureSummaries.Of(e),
        ProcessEvent e => ProcessSummaries.Of(e),
        ReviewEvent e => ReviewSummaries.Of(e),
        ServiceEvent e => ServiceSummaries.Of(e),
        ReliefEvent e => ReliefSummaries.Of(e),
        PartnerEvent e => PartnerSummaries.Of(e),
        TaskForceEvent e => PartnerSummaries.Of(e),
        ReadingEvent e => ReadingSummaries.Of(e),
        WebhookEvent e => WebhookSummaries.Of(e),
        OperationEvent e => PracticeSummaries.Of(e),
        MandateEvent e => PracticeSummaries.Of(e),
        CouncilEvent e => PracticeSummaries.Of(e),
        _ => throw new UnreachableException(),
    };

    public static string Listed<T>(IEnumerable<T> values, Func<T, string> text) =>
        values.Select(text).ToList() is { Count: > 0 } texts ? string.Join(", ", texts) : "none";

    public static string Names<TEnum>(IEnumerable<TEnum> values) where TEnum : struct, Enum => Listed(values, v => v.Named());

    public static string Ids<TId>(IEnumerable<TId> ids) where TId : struct => Listed(ids, id => $"{id}");

    public static string Moment(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    public static string Day(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm'Z'", CultureInfo.InvariantCulture);

    public static string On(this Verdict verdict) => $"{verdict.Outcome.Named()} at consent version {Text(verdict.ConsentVersion)}, {Quantity.Of(verdict.Lines.Count, "item")}";

    public static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    public static string Text(GateRecipient recipient) => recipient.Person is { } person ? $"{person} of {recipient.Agency}" : $"{recipient.Agency}";

    public static string Text(Member member) => $"{member.Person} of {member.Agency}";
}
