namespace Coordination.Domain;

/// <summary>Holds the ciphertext of a value. What it takes to open it is not the domain's to know.</summary>
/// <typeparam name="T">The kind of value.</typeparam>
public abstract class Seal<T> where T : notnull
{
    /// <summary>The value.</summary>
    /// <exception cref="UnreadableException">It cannot be opened, for a reason that may be told.</exception>
    public abstract T Open();

    /// <summary>Whether it may hold this value, as far as that can be told without opening it: false only where it cannot.</summary>
    public virtual bool MayBe(T value) => true;
}

/// <summary>Why something that is kept cannot be read.</summary>
[JsonConverter(typeof(NameConverter<WhyUnreadable>))]
public enum WhyUnreadable
{
    /// <summary>The key was destroyed, on purpose: nobody can ever read it again.</summary>
    KeyDestroyed,
    /// <summary>The key is not there, and nobody says that it was destroyed: an operator has to look.</summary>
    KeyMissing,
    /// <summary>The key service is not available at this moment.</summary>
    KeyServiceUnavailable,
    /// <summary>It is not what was sealed in this place: it was changed, or moved here from elsewhere.</summary>
    Damaged,
    /// <summary>It can be read, but not by the caller.</summary>
    NotForThisRole,
    /// <summary>It can be read, but not by people of an agency that is suspended, has left, or has no agreement in force any
    /// more.</summary>
    NotInStanding,
}

/// <summary>Something that is kept cannot be read. The message says why, and nothing of what it is.</summary>
public sealed class UnreadableException(WhyUnreadable why, DateTimeOffset? since = null) : Exception($"Unreadable: {why}.")
{
    public WhyUnreadable Why { get; } = why;

    /// <summary>Since when; null where that is not known.</summary>
    public DateTimeOffset? Since { get; } = since;
}
