using Coordination.Domain.CaseReviews;
using Coordination.Domain.Gate;

namespace Coordination.Domain;

/// <summary>Words for the summaries of events: of values that describe nobody.</summary>
internal static class SummaryText
{
    /// <summary>What a field says that may be absent: absent is not no.</summary>
    public static string Said(bool? field, string yes, string no) => field is { } said ? said ? yes : no : "";

    public static string Listed<T>(IEnumerable<T> values, Func<T, string> text) =>
        values.Select(text).ToList() is { Count: > 0 } texts ? string.Join(", ", texts) : "none";

    public static string Names<TEnum>(IEnumerable<TEnum> values) where TEnum : struct, Enum => Listed(values, v => v.Named());

    public static string Ids<TId>(IEnumerable<TId> ids) where TId : struct => Listed(ids, id => $"{id}");

    public static string Moment(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    public static string Day(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm'Z'", CultureInfo.InvariantCulture);

    public static string On(this Verdict verdict) =>
        $"{verdict.Outcome.Named()} at consent version {Text(verdict.ConsentVersion)}, {Quantity.Of(verdict.Lines.Count, "item")}";

    public static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    public static string Text(GateRecipient recipient) =>
        recipient.Person is { } person ? $"{person} of {recipient.Agency}" : $"{recipient.Agency}";

    public static string Text(Member member) => $"{member.Person} of {member.Agency}";
}
