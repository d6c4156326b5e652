using Coordination.Host.Platform.Execution.Webhooks;

namespace Coordination.Host.Features.Webhooks;

/// <summary>When a message that did not arrive is tried again, and when it is given up.</summary>
public static class Backoff
{
    private const double Growth = 5, Spread = 0.2;

    /// <summary>What becomes of a message after a failure.</summary>
    /// <param name="settings">The bounds.</param>
    /// <param name="message">The message, before this attempt was counted.</param>
    /// <param name="failed">What came of it.</param>
    /// <param name="now">The time.</param>
    /// <param name="chance">From 0 to 1: so that those who failed together do not come together again.</param>
    public static Settlement After(WebhookSettings settings, OutboxMessage message, Delivery.Failed failed,
        DateTimeOffset now, double chance)
    {
        var attempts = message.Attempts + 1;
        if (failed.Why.Class is FailureClass.Gone)
            return new Settlement.Later(now, failed.Why); // the endpoint is paused: it waits for whoever resumes it
        if (attempts >= settings.MostAttempts || now - message.WaitingSince >= settings.MostAge)
            return new Settlement.Dead(now, failed.Why);
        var pause = PauseAfter(settings, attempts) * (1 - Spread + (2 * Spread * chance));
        return new Settlement.Later(now + (failed.RetryAfter > pause ? failed.RetryAfter.Value : pause), failed.Why);
    }

    /// <summary>How long to wait after so many attempts, before chance has its say.</summary>
    public static TimeSpan PauseAfter(WebhookSettings settings, int attempts)
    {
        var seconds = settings.FirstPause.TotalSeconds * Math.Pow(Growth, attempts - 1);
        return TimeSpan.FromSeconds(Math.Min(seconds, settings.LongestPause.TotalSeconds));
    }
}
