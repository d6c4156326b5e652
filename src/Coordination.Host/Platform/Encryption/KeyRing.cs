using System.Collections.Concurrent;

namespace Coordination.Host.Platform.Encryption;

/// <summary>
/// Unwrapped keys in memory, for a bounded time. What is at hand is found without waiting; what is not is fetched by those who
/// can wait. A key that was destroyed on another host is gone from here after <see cref="KeySettings.RememberFor"/>.
/// </summary>
public sealed class KeyRing : IDisposable
{
    private static readonly TimeSpan ShortlyRememberedFor = TimeSpan.FromSeconds(1);
    private const int MostHeld = 100_000;

    private readonly ConcurrentDictionary<KeyScope, Held> _held = new();
    private readonly IAgencyKeys _agencies;
    private readonly FileSubjectKeys _subjects;
    private readonly KeySettings _settings;
    private readonly TimeProvider _time;
    private readonly ITimer _sweeper;

    public KeyRing(IAgencyKeys agencies, FileSubjectKeys subjects, KeySettings settings, TimeProvider time)
    {
        (_agencies, _subjects, _settings, _time) = (agencies, subjects, settings, time);
        _sweeper = time.CreateTimer(_ => Sweep(), null, settings.RememberFor, settings.RememberFor / 4);
    }

    /// <summary>How many scopes are in memory.</summary>
    public int Count => _held.Count;

    /// <summary>The keys of a scope as far as they are at hand; null when somebody has to fetch them first.</summary>
    public KeyState? Find(KeyScope scope) =>
        _held.TryGetValue(scope, out var held) && _time.GetElapsedTime(held.Since) < held.For ? held.State : null;

    /// <summary>The keys of a scope, from memory or from where they lie.</summary>
    public async ValueTask<KeyState> Fetch(KeyScope scope, CancellationToken cancellation)
    {
        if (Find(scope) is { } known)
            return known;
        try
        {
            return Hold(scope, await Open(scope, await _subjects.Read(scope, cancellation), cancellation));
        }
        catch (Exception fault) when (StateOf(fault) is not null)
        {
            return Hold(scope, StateOf(fault)!);
        }
    }

    /// <summary>The keys of a scope, which are made where there are none. Durable when it returns.</summary>
    public async ValueTask<KeyState> FetchOrMake(KeyScope scope, CancellationToken cancellation)
    {
        var state = await Fetch(scope, cancellation);
        if (state is not KeyState.Missing)
            return state;
        try
        {
            var key = RandomNumberGenerator.GetBytes(ScopeKeys.KeyBytes);
            if (await _subjects.TryAdd(scope,
                new KeptKeys.Wrapped([await _agencies.Wrap(scope.Agency, scope.ToString(), key, cancellation)]), cancellation))
                return Hold(scope, new KeyState.Ready(new ScopeKeys(scope, [key])));
            return Hold(scope, await Open(scope, await _subjects.Read(scope, cancellation), cancellation));
        }
        catch (Exception fault) when (StateOf(fault) is not null)
        {
            return Hold(scope, StateOf(fault)!);
        }
    }

    /// <summary>Destroys the keys of a subject at every agency, for ever.</summary>
    /// <returns>When they were destroyed: the first time counts.</returns>
    public async ValueTask<DateTimeOffset> Destroy(KeySubject subject, CancellationToken cancellation)
    {
        var at = await _subjects.Destroy(subject, _time.GetUtcNow(), cancellation);
        foreach (var scope in _held.Keys.Where(scope => scope.Subject == subject))
            Forget(scope);
        return at;
    }

    /// <summary>Forgets the keys of a scope, so that they are fetched again.</summary>
    public void Forget(KeyScope scope)
    {
        if (_held.TryRemove(scope, out var held))
            Clear(held);
    }

    public void Dispose()
    {
        _sweeper.Dispose();
        foreach (var scope in _held.Keys)
            Forget(scope);
    }

    private async ValueTask<KeyState> Open(KeyScope scope, KeptKeys? kept, CancellationToken cancellation)
    {
        switch (kept)
        {
            case null:
                return new KeyState.Missing();
            case KeptKeys.Destroyed destroyed:
                return new KeyState.Destroyed(destroyed.At);
            case KeptKeys.Wrapped wrapped:
                var versions = new List<byte[]>(wrapped.Versions.Count);
                foreach (var version in wrapped.Versions)
                    versions.Add(await Unwrap(scope, version, cancellation));
                return new KeyState.Ready(new ScopeKeys(scope, versions));
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private async ValueTask<byte[]> Unwrap(KeyScope scope, string wrapped, CancellationToken cancellation)
    {
        try
        {
            var key = await _agencies.Unwrap(scope.Agency, scope.ToString(), wrapped, cancellation);
            return key.Length == ScopeKeys.KeyBytes
                ? key
                : throw new DamagedKeyException("A key that was unwrapped is not as long as keys are.");
        }
        catch (CryptographicException broken)
        {
            throw new KeyServiceUnavailableException(
                "A key does not unwrap: the key service holds another key for this agency, or the file was changed.", broken);
        }
    }

    private static KeyState? StateOf(Exception fault) => fault switch
    {
        KeyServiceUnavailableException => new KeyState.Unavailable(),
        DamagedKeyException => new KeyState.Damaged(),
        _ => null,
    };

    private KeyState Hold(KeyScope scope, KeyState state)
    {
        if (_held.Count >= MostHeld)
            Sweep(leave: MostHeld / 2);
        var held = new Held(state, _time.GetTimestamp(), state switch
        {
            KeyState.Unavailable or KeyState.Damaged or KeyState.Missing => ShortlyRememberedFor,
            _ => _settings.RememberFor,
        });
        _held.AddOrUpdate(scope, held, (_, before) => { Clear(before); return held; });
        return state;
    }

    /// <summary>Overwrites what has run out; a timer does so, four times in the time for which keys are remembered.</summary>
    public void Sweep() => Sweep(int.MaxValue);

    private void Sweep(int leave)
    {
        foreach (var (scope, held) in _held)
        {
            if (_time.GetElapsedTime(held.Since) >= held.For || _held.Count > leave)
                Forget(scope);
        }
    }

    private static void Clear(Held held) => (held.State as KeyState.Ready)?.Keys.Clear();

    private sealed record Held(KeyState State, long Since, TimeSpan For);
}
