namespace Coordination.Host.Platform.Encryption;

public readonly record struct KeyScope(AgencyId Agency, KeySubject Subject)
{
    /// <summary>For example <c>survivor-3f2b…/open-door</c>.</summary>
    public override string ToString() => $"{Subject}/{Agency}";
}

/// <summary>What is known of the keys of a scope.</summary>
public abstract record KeyState
{
    private KeyState() { }

    public sealed record Ready(ScopeKeys Keys) : KeyState;

    /// <summary>They were destroyed, on purpose.</summary>
    public sealed record Destroyed(DateTimeOffset At) : KeyState;

    /// <summary>There are none, and nobody destroyed any.</summary>
    public sealed record Missing : KeyState;

    /// <summary>They are there, in a form that is no key: asking again does not help, an operator has to look.</summary>
    public sealed record Damaged : KeyState;

    /// <summary>The key service is not available at this moment.</summary>
    public sealed record Unavailable : KeyState;
}

/// <summary>A key is wanted that is not in memory. It is thrown in code that cannot wait, such as a decision or a JSON converter. A caller
/// that can wait fetches the key and tries again.</summary>
public sealed class KeyNotLoadedException(KeyScope scope) : Exception("A key has to be fetched first.")
{
    public KeyScope Scope { get; } = scope;
}

/// <summary>What is kept of a key is no key: cut off, of a wrong length, or not in the form in which it is written. The message names no
/// key.</summary>
public sealed class DamagedKeyException(string message, Exception? cause = null) : Exception(message, cause);

/// <summary>The key service cannot be reached, or gives an invalid answer. The message names no key.</summary>
public sealed class KeyServiceUnavailableException(string message, Exception? cause = null) : Exception(message, cause);
