using Coordination.Domain.CaseReviews;
using Coordination.Domain.Gate;

namespace Coordination.Host.Features.Audit;

/// <summary>Values as an auditor reads them.</summary>
internal static class Words
{
    public static string Of<TEnum>(TEnum value) where TEnum : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    public static string Of(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    public static string Of(Member member) => $"{member.Person} of {member.Agency}";

    public static string Of(GateRecipient recipient) =>
        recipient.Person is { } person ? $"{person} of {recipient.Agency}" : $"{recipient.Agency}";

    public static string List<T>(IEnumerable<T> values, Func<T, string> text) =>
        string.Join(", ", values.Select(text)) is { Length: > 0 } all ? all : "none";
}
