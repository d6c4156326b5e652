namespace Coordination.Host.Platform.Encryption;

/// <summary>Renews keys, and leaves every event as it was written. An event's own key is derived from the version of the subject's key
/// under which it was sealed. That version stays, wrapped again, for as long as the event has to be readable.</summary>
/// <param name="agencies">The key service.</param>
/// <param name="subjects">The wrapped keys.</param>
/// <param name="grace">How long a host may take from wrapping a new key to keeping it: it may have begun with the old one. A second where
/// none is given.</param>
public sealed class KeyMaintenance(IAgencyKeys agencies, FileSubjectKeys subjects, TimeSpan? grace = null)
{
    private readonly TimeSpan _grace = grace ?? TimeSpan.FromSeconds(1);

    /// <summary>
    /// Gives an agency a new key, wraps again what the old one wrapped, and forgets the old one. A host that dies in the midst leaves
    /// nothing unreadable: doing it again finishes it.
    /// </summary>
    /// <returns>How many scopes were wrapped again.</returns>
    public async ValueTask<int> RotateAgency(AgencyId agency, CancellationToken cancellation)
    {
        await agencies.Rotate(agency, cancellation);
        await Task.Delay(_grace, cancellation); // what was begun with the old key is kept by then; whatever is begun later has the new one
        var wrapped = 0;
        foreach (var scope in subjects.All().Where(scope => scope.Agency == agency))
            wrapped += await Change(scope, keys => keys, cancellation) ? 1 : 0;
        await agencies.Retire(agency, cancellation);
        return wrapped;
    }

    /// <summary>Gives a subject a new key at every agency, for what is recorded from now on; the older ones go on opening what they
    /// sealed.</summary>
    /// <returns>How many agencies keep something of the subject.</returns>
    public async ValueTask<int> RotateSubject(KeySubject subject, CancellationToken cancellation)
    {
        var renewed = 0;
        foreach (var scope in subjects.All().Where(scope => scope.Subject == subject))
            renewed += await Change(scope, keys => [.. keys, RandomNumberGenerator.GetBytes(ScopeKeys.KeyBytes)], cancellation) ? 1 : 0;
        return renewed;
    }

    /// <summary>Tries whether every key unwraps.</summary>
    /// <returns>The scopes whose keys do not.</returns>
    public async ValueTask<IReadOnlyList<KeyScope>> Broken(CancellationToken cancellation)
    {
        List<KeyScope> broken = [];
        foreach (var scope in subjects.All())
        {
            if (!await Unwraps(scope, cancellation))
                broken.Add(scope);
        }
        return broken;
    }

    private async ValueTask<bool> Unwraps(KeyScope scope, CancellationToken cancellation)
    {
        try
        {
            if (await subjects.Read(scope, cancellation) is not KeptKeys.Wrapped kept)
                return true;
            foreach (var version in kept.Versions)
            {
                if ((await agencies.Unwrap(scope.Agency, scope.ToString(), version, cancellation)).Length != ScopeKeys.KeyBytes)
                    return false;
            }
            return true;
        }
        catch (Exception fault) when (fault is CryptographicException or DamagedKeyException)
        {
            return false;
        }
    }

    private async ValueTask<bool> Change(KeyScope scope, Func<List<byte[]>, List<byte[]>> change, CancellationToken cancellation)
    {
        if (await subjects.Read(scope, cancellation) is not KeptKeys.Wrapped kept)
            return false;
        List<byte[]> keys = [];
        foreach (var version in kept.Versions)
            keys.Add(await agencies.Unwrap(scope.Agency, scope.ToString(), version, cancellation));
        List<string> wrapped = [];
        foreach (var key in change(keys))
        {
            wrapped.Add(await agencies.Wrap(scope.Agency, scope.ToString(), key, cancellation));
            CryptographicOperations.ZeroMemory(key);
        }
        return await subjects.Replace(scope, new KeptKeys.Wrapped(wrapped), cancellation);
    }
}
