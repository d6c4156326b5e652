using Coordination.Domain.Webhooks;

namespace Coordination.Host.Features.Webhooks;

/// <summary>
/// The answer of a command that made a secret. What is kept beside the idempotency key is the answer without it; only whoever made it gets
/// it added, on the way out, this one time.
/// </summary>
internal static class SecretReply
{
    public static async Task<IResult> Of(Sensitive<string> secret, EndpointId endpoint, Task<IResult> command) =>
        await command is CommandReply { Done: { } done, IsReplayed: false } reply
        ? reply.With(
            done with
            {
                Body = JsonSerializer.SerializeToUtf8Bytes(new SecretAnswer(endpoint, done.Version?.Number ?? 0, secret.Reveal()),
                WebhooksJson.Default.SecretAnswer)
            })
        : await command;
}
