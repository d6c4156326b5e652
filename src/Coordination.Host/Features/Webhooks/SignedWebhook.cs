using Coordination.Host.Platform.Execution.Webhooks;

namespace Coordination.Host.Features.Webhooks;

/// <summary>
/// A message as it leaves: the headers and the signature of Standard Webhooks (<c>v1</c>, HMAC-SHA256 over name, time and body), one
/// signature for each secret that is in force.
/// </summary>
public sealed record SignedWebhook(string Id, DateTimeOffset At, string Body, IReadOnlyList<string> Secrets)
{
    /// <summary>How a secret begins that people are shown.</summary>
    public const string SecretPrefix = "whsec_";

    private const int SecretBytes = 32;

    /// <summary>The message of the outbox, sent now.</summary>
    public static SignedWebhook Of(OutboxMessage message, IReadOnlyList<string> secrets, DateTimeOffset now) =>
        new(message.Message, now, message.Body, secrets);

    public static string NewSecret() => SecretPrefix + Convert.ToBase64String(RandomNumberGenerator.GetBytes(SecretBytes));

    /// <summary>What is sent beside the body.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers =>
        [new("webhook-id", Id), new("webhook-timestamp", Timestamp), new("webhook-signature", string.Join(' ', Secrets.Select(Sign)))];

    private string Timestamp => At.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    private string Sign(string secret)
    {
        var key = Convert.FromBase64String(secret[SecretPrefix.Length..]);
        var signature = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{Id}.{Timestamp}.{Body}"));
        CryptographicOperations.ZeroMemory(key);
        return $"v1,{Convert.ToBase64String(signature)}";
    }
}
