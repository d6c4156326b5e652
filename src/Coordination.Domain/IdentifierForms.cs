namespace Coordination.Domain;

/// <summary>What makes a chosen identifier well-formed.</summary>
public static class NamedId
{
    /// <summary>The longest chosen identifier, in characters.</summary>
    public const int LongestValue = 64;

    /// <summary>True for 1 to 64 lower-case letters, digits, dots and hyphens that begin with a letter or digit.</summary>
    public static bool IsValid(string? value) =>
        value is { Length: > 0 and <= LongestValue }
        && char.IsAsciiLetterOrDigit(value[0])
        && value.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '.' or '-');

    /// <summary>Reads a well-formed one.</summary>
    public static bool TryParse<TId>(string? text, out TId id) where TId : struct, INamedId<TId>
    {
        var valid = IsValid(text);
        id = valid ? TId.Of(text!) : default;
        return valid;
    }
}

public static class RandomId
{
    /// <summary>Whether a type is a random identifier's.</summary>
    public static bool Is(Type type) => type.IsValueType && type.IsAssignableTo(typeof(IRandomId));

    /// <summary>The random value; null where it is none.</summary>
    public static Guid? ValueOf<TId>(TId id) where TId : struct => id is IRandomId random ? random.Value : null;

    public static bool TryParse<TId>(string? text, out TId id) where TId : struct, IRandomId<TId>
    {
        var valid = Guid.TryParseExact(text, "D", out var value);
        id = valid ? TId.Of(value) : default;
        return valid;
    }
}
