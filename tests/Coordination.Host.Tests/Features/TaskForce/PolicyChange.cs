using Coordination.Testing;

namespace Coordination.Host.Tests.Features.TaskForce;

/// <summary>A policy is changed over HTTP: proposed, put to the council, adopted by somebody else than who wrote the consultation down.</summary>
internal static class PolicyChange
{
    public static async Task<ApiReply> Adopt(CoordinationHost host, object settings, DateTimeOffset? effectiveFrom = null)
    {
        var (imani, rosa) = (host.As("imani.cole", "task-force-office", "administrator"), host.As("rosa.delgado", "task-force-office", "coordinator"));
        var change = (await imani.Post("/v1/council/changes", new { title = "Policy", text = "The settings are changed.", policy = new { settings, effectiveFrom } })).Ok().Id;
        (await rosa.Post($"/v1/council/changes/{change}/consultations", new { stage = "consult", seatsFilled = 4, seats = 5, compensationInDollars = 150 })).Ok();
        return (await imani.Post($"/v1/council/changes/{change}/adopt")).Ok();
    }
}
