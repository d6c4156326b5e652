using Coordination.Domain.Webhooks;
using Coordination.Host.Platform.Execution.Webhooks;

namespace Coordination.Host.Features.Webhooks;

/// <summary>What is told of deliveries: endpoints by their identifiers, failures by their class. Never an address, a secret or a
/// message.</summary>
internal static partial class WebhookLog
{
    [LoggerMessage(91, LogLevel.Information, "A message to endpoint {Endpoint} did not arrive: {Failure}, attempt {Attempt}")]
    public static partial void NotArrived(this ILogger logger, EndpointId endpoint, string failure, int attempt);

    [LoggerMessage(92, LogLevel.Warning, "A message to endpoint {Endpoint} was given up: {Failure}, after {Attempts} attempts")]
    public static partial void GivenUp(this ILogger logger, EndpointId endpoint, string failure, int attempts);

    [LoggerMessage(93, LogLevel.Error, "The messages for {Who} could not be composed or sent; they are tried again")]
    public static partial void EndpointStuck(this ILogger logger, Exception failure, string who);

    [LoggerMessage(95, LogLevel.Warning, "Another host took over the delivery of webhooks to {Who}")]
    public static partial void SteppedBack(this ILogger logger, string who);
}
