namespace Coordination.Domain;

/// <summary>Something that describes a person: a name, a contact, a place, a narrative. It never prints itself and refuses to be serialised
/// by accident. Only a serialiser with an explicit converter can write it: the event codec, and the API's answers to a custodian or an
/// addressee. What was read from the log is sealed: it holds ciphertext, and is opened where somebody asks for the value.</summary>
/// <typeparam name="T">The kind of value that is protected.</typeparam>
[DebuggerDisplay(Mask)]
[JsonConverter(typeof(SensitiveRefusesSerialisation))]
public sealed class Sensitive<T> : IEquatable<Sensitive<T>> where T : notnull
{
    /// <summary>What stands in any text where the value would have stood.</summary>
    public const string Mask = "[sensitive]";

    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly T _value;

    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly Seal<T>? _seal;

    /// <summary>Protects a value that was just said.</summary>
    public Sensitive(T value) => _value = value;

    /// <summary>Stands for a value that is kept under a key.</summary>
    public Sensitive(Seal<T> seal)
    {
        ArgumentNullException.ThrowIfNull(seal);
        _value = default!;
        _seal = seal;
    }

    /// <summary>Hands out the value. Every call is a place to ask: may this reader have it?</summary>
    /// <exception cref="UnreadableException">It is sealed, and cannot be opened.</exception>
    public T Reveal() => _seal is null ? _value : _seal.Open();

    /// <summary>What it is sealed with; null for a value that was just said.</summary>
    public Seal<T>? Sealed() => _seal;

    public override string ToString() => Mask;

    /// <summary>Whether both say the same. What nobody can read any more is equal to nothing but itself.</summary>
    /// <exception cref="UnreadableException">The keys cannot be reached at this moment.</exception>
    public bool Equals(Sensitive<T>? other)
    {
        if (other is null || ReferenceEquals(this, other) || (_seal is not null && ReferenceEquals(_seal, other._seal)))
            return other is not null;
        if (!MayBe(other) || !other.MayBe(this))
            return false;
        try
        {
            return EqualityComparer<T>.Default.Equals(Reveal(), other.Reveal());
        }
        catch (UnreadableException unreadable) when (unreadable.Why is not WhyUnreadable.KeyServiceUnavailable)
        {
            return false;
        }
    }

    // What was just said is compared with what is sealed, most often: opening is for when they could be the same.
    private bool MayBe(Sensitive<T> other) => _seal is null || other._seal is not null || _seal.MayBe(other._value);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Sensitive<T>);

    /// <summary>The same for all: a hash of the value would tell of it, and what is sealed would have to be opened for it.</summary>
    public override int GetHashCode() => 0;
}

public static class Sensitive
{
    public static Sensitive<T> Of<T>(T value) where T : notnull => new(value);
}

/// <summary>The default for sensitive values: reading and writing are refused, so that a forgotten path fails and leaks nothing.</summary>
public sealed class SensitiveRefusesSerialisation : JsonConverterFactory
{
    /// <inheritdoc/>
    public override bool CanConvert(Type typeToConvert) =>
        typeToConvert is { IsGenericType: true } && typeToConvert.GetGenericTypeDefinition() == typeof(Sensitive<>);

    /// <inheritdoc/>
    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(Refusing<>).MakeGenericType(typeToConvert.GetGenericArguments()))!;

    private sealed class Refusing<T> : JsonConverter<Sensitive<T>> where T : notnull
    {
        public override Sensitive<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException("A sensitive value was about to be read by a serialiser that was not given one on purpose.");

        public override void Write(Utf8JsonWriter writer, Sensitive<T> value, JsonSerializerOptions options) =>
            throw new NotSupportedException("A sensitive value was about to be written by a serialiser that was not given one on purpose.");
    }
}
