using Coordination.Domain.Webhooks;

namespace Coordination.Host.Features.Webhooks;

/// <summary>The answer of a command that made a secret. The stored answer does not contain it. Only the creator gets it, once, added to the
/// response.</summary>
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
