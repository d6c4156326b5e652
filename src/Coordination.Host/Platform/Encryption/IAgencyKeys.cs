namespace Coordination.Host.Platform.Encryption;

/// <summary>
/// The port to the key service: it holds one key for each agency, never hands it out, and wraps with it the keys of the people
/// about whom that agency keeps something. Every call may fail with <see cref="KeyServiceUnavailableException"/>.
/// </summary>
public interface IAgencyKeys
{
    /// <summary>Wraps a key under the newest key of an agency, which is made where there is none yet.</summary>
    /// <param name="agency">The agency.</param>
    /// <param name="binding">What the wrapped key is for: it unwraps with the same words only, where the service can hold that.</param>
    /// <param name="key">The key to wrap.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <returns>Text that names the version of the agency's key.</returns>
    ValueTask<string> Wrap(AgencyId agency, string binding, ReadOnlyMemory<byte> key, CancellationToken cancellation);

    /// <summary>Unwraps what any version of the agency's key wrapped.</summary>
    /// <exception cref="System.Security.Cryptography.CryptographicException">It was not wrapped by this key.</exception>
    ValueTask<byte[]> Unwrap(AgencyId agency, string binding, string wrapped, CancellationToken cancellation);

    /// <summary>Makes a new version of an agency's key, for what is wrapped from now on. Older versions go on unwrapping.</summary>
    ValueTask Rotate(AgencyId agency, CancellationToken cancellation);

    /// <summary>Forgets every version but the newest: what was not wrapped again before that is lost.</summary>
    ValueTask Retire(AgencyId agency, CancellationToken cancellation);

    /// <summary>Null when the service answers; else what is wrong, for the operator.</summary>
    ValueTask<string?> Check(CancellationToken cancellation);
}

/// <summary>What is kept of a scope's keys.</summary>
public abstract record KeptKeys
{
    private KeptKeys() { }

    /// <summary>Every version, oldest first, each wrapped by the agency's key. The last is in use.</summary>
    public sealed record Wrapped(IReadOnlyList<string> Versions) : KeptKeys;

    public sealed record Destroyed(DateTimeOffset At) : KeptKeys;
}
