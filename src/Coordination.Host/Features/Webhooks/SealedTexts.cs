using Coordination.Domain.Webhooks;
using Coordination.Host.Platform.Encryption;

namespace Coordination.Host.Features.Webhooks;

/// <summary>Opens the address and the secrets of an endpoint, for sending and for nothing else.</summary>
public sealed class SealedTexts(KeyRing ring)
{
    private const int MostPasses = 4;

    /// <summary>Where to, and with which secrets it is signed now; null while the agency's key cannot be had.</summary>
    public async ValueTask<(Uri Address, IReadOnlyList<string> Secrets)?> Open(EndpointDetails details, DateTimeOffset now,
        CancellationToken cancellation)
    {
        for (var pass = 0; pass < MostPasses; pass++)
        {
            try
            {
                return (new Uri(details.Address.Reveal()), [.. details.SecretsAt(now).Select(secret => secret.Reveal())]);
            }
            catch (KeyNotLoadedException missing)
            {
                await ring.Fetch(missing.Scope, cancellation);
            }
            catch (UnreadableException)
            {
                return null;
            }
        }
        return null;
    }
}
