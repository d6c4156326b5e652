using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Coordination.Domain;

/// <summary>
/// Something that describes a person: a name, a contact, a place, a narrative. It never prints itself and refuses to be
/// serialised by accident; only a serialiser that was given a converter for it on purpose (the event codec, and the
/// edge that answers a custodian or an addressee) can write it. This type is the one place where encryption is put.
/// </summary>
/// <typeparam name="T">The kind of value that is protected.</typeparam>
[DebuggerDisplay(Mask)]
[JsonConverter(typeof(SensitiveRefusesSerialisation))]
public sealed class Sensitive<T>(T value) : IEquatable<Sensitive<T>> where T : notnull
{
    /// <summary>What stands in any text where the value would have stood.</summary>
    public const string Mask = "[sensitive]";

    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly T _value = value;

    /// <summary>Hands out the value. Every call is a place to ask: may this reader have it?</summary>
    public T Reveal() => _value;

    /// <summary>Always <see cref="Mask"/>.</summary>
    public override string ToString() => Mask;

    /// <inheritdoc/>
    public bool Equals(Sensitive<T>? other) => other is not null && EqualityComparer<T>.Default.Equals(_value, other._value);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Sensitive<T>);

    /// <inheritdoc/>
    public override int GetHashCode() => EqualityComparer<T>.Default.GetHashCode(_value);
}

/// <summary>Makes sensitive values.</summary>
public static class Sensitive
{
    /// <summary>Protects a value.</summary>
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
