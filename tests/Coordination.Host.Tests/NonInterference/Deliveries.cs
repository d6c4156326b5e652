using Coordination.Domain;
using Coordination.Host.Features.Webhooks;
using Coordination.Host.Platform.Execution.Projections;
using Coordination.Host.Platform.Execution.Webhooks;
using Microsoft.Extensions.DependencyInjection;

namespace Coordination.Host.Tests.NonInterference;

/// <summary>
/// What the looking agency's endpoint gets: composed by the code that composes, numbered by the outbox, taken in the order in which it is sent. All
/// that is left out is the connection, and what changes with each attempt: the time and the signature.
/// </summary>
internal static class Deliveries
{
    private static readonly TimeSpan ForEver = TimeSpan.FromDays(10_000);
    private static readonly string[] OfTheAttempt = ["webhook-timestamp", "webhook-signature"];

    /// <summary>Composes and sends what is due for these agencies; answers what the first of them gets.</summary>
    public static async Task<IReadOnlyList<string>> To(Side side, params IReadOnlyList<AgencyId> agencies)
    {
        var services = side.Host.Services;
        var (endpoints, composer, outbox) = (services.GetRequiredService<EndpointReader>(), services.GetRequiredService<MessageComposer>(), services.GetRequiredService<IOutbox>());
        var lease = (await services.GetRequiredService<ILeases>().TryTake("webhooks/test", "the test", ForEver, CancellationToken.None))!;
        List<string> got = [];
        List<Recipient> recipients = [];
        foreach (var agency in agencies)
            recipients.AddRange((await endpoints.Of(agency, CancellationToken.None)).Active);
        foreach (var recipient in recipients)
        {
            await composer.Compose(lease, recipient, CancellationToken.None);
            while (await outbox.First(recipient.Endpoint, CancellationToken.None) is { } message)
            {
                if (recipient.Agency == agencies[0])
                    got.Add(Text(SignedWebhook.Of(message, [SignedWebhook.NewSecret()], side.Now)));
                await outbox.Settle(lease, message, new Settlement.Sent(side.Now), CancellationToken.None);
            }
        }
        return got;
    }

    private static string Text(SignedWebhook message) =>
        string.Join('\n', message.Headers.Where(header => !OfTheAttempt.Contains(header.Key)).Select(header => $"{header.Key}: {header.Value}").Append(message.Body));
}
