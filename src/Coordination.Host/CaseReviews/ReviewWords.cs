using System.Text.Json;
using Coordination.Host.Http.Pages;

namespace Coordination.Host.CaseReviews;

/// <summary>What the pages of a review say alike.</summary>
internal static class ReviewWords
{
    public static string Member(JsonElement member) => $"{member.Text("person")}, {member.Text("agency")}";

    public static string Members(IEnumerable<JsonElement> members) => string.Join("; ", members.Select(Member));

    /// <summary>What is said of a case of which something was taken out of the record; null where nothing was.</summary>
    public static string? Retracted(JsonElement item) =>
        item.Is("retracted") ? "Something of this was found wrong since, and taken out of the record. Do not rely on it; the agency that brought it says what." : null;

    /// <summary>What, who, until when, and how it stands.</summary>
    public static IReadOnlyList<string> Action(JsonElement action)
    {
        var reason = action.Text("reason");
        var status = action.Text("status") switch
        {
            "pending" => "to be done",
            "completed" => "done",
            "notUndertaken" => "not undertaken",
            "notPossible" => "overtaken by events",
            var other => other ?? "",
        };
        return [action.Text("task") ?? "", Member(action.At("owner")!.Value), PageWriter.Day(action.At("due")!.Value), reason is null ? status : $"{status}: {reason}"];
    }
}
