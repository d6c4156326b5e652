using System.Buffers;
using System.Text.Unicode;

namespace Coordination.Domain.TransparencyLog;

/// <summary>What is done with numbers that a double cannot hold.</summary>
public enum JsonNumbers
{
    /// <summary>They are rounded, as RFC 8785 says.</summary>
    Rounded,

    /// <summary>They are refused, so that two different texts never have one canonical form.</summary>
    Exact,
}

/// <summary>JSON that has no canonical form: not well-formed, a name twice in one object, half a surrogate pair, a number out of range, or
/// too deep.</summary>
public sealed class NotCanonicalException : FormatException
{
    public NotCanonicalException(int at)
        : base(string.Create(CultureInfo.InvariantCulture, $"The JSON has no canonical form; see byte {at}.")) => At = at;

    /// <summary>Where, in bytes.</summary>
    public int At { get; }
}

/// <summary>
/// Writes canonical JSON (RFC 8785) into one buffer that is used again: members ordered by the UTF-16 units of their names, no white
/// space, the shortest numbers, the fewest escapes. For one thread at a time.
/// </summary>
public sealed partial class CanonicalJson(JsonNumbers numbers = JsonNumbers.Exact)
{
    private const int DeepestNesting = 64;

    /// <summary>What ends or interrupts a run of characters that are copied as they are.</summary>
    private static readonly SearchValues<byte> Special =
        SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(b => (byte)b), (byte)'"', (byte)'\\']);

    private byte[] _out = new byte[4096];
    private byte[] _sorting = new byte[4096];
    private Member[] _members = new Member[64];
    private int _length;
    private int _memberCount;

    /// <summary>What was written since <see cref="Clear"/>.</summary>
    public ReadOnlySpan<byte> Written => _out.AsSpan(0, _length);

    /// <summary>The canonical form of a JSON text.</summary>
    /// <exception cref="NotCanonicalException">It has none.</exception>
    public static byte[] Of(ReadOnlySpan<byte> json, JsonNumbers numbers = JsonNumbers.Exact)
    {
        var canonical = new CanonicalJson(numbers);
        canonical.Json(json);
        return canonical.Written.ToArray();
    }

    public void Clear() => _length = 0;

    /// <summary>Writes bytes as they are.</summary>
    public void Raw(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Room(bytes.Length));
        _length += bytes.Length;
    }

    /// <summary>Writes a text as a JSON string.</summary>
    /// <exception cref="NotCanonicalException">It has half a surrogate pair.</exception>
    public void Text(string text)
    {
        Raw("\""u8);
        var rest = text.AsSpan(Plain(text));
        while (!rest.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(rest, out var rune, out var used) != OperationStatus.Done)
                throw new NotCanonicalException(0);
            Write(rune);
            rest = rest[used..];
        }

        Raw("\""u8);
    }

    /// <summary>Most names are ASCII that needs no escape; it is copied at once. Returns how many characters that were.</summary>
    private int Plain(string text)
    {
        if (text.AsSpan().ContainsAnyExceptInRange(' ', '~') || text.AsSpan().ContainsAny('"', '\\'))
            return 0;
        _length += Encoding.ASCII.GetBytes(text, Room(text.Length));
        return text.Length;
    }

    public void Number(long value)
    {
        value.TryFormat(Room(20), out var written, default, CultureInfo.InvariantCulture);
        _length += written;
    }

    /// <summary>Writes the canonical form of a JSON text.</summary>
    /// <exception cref="NotCanonicalException">It has none; what was written is then of no use.</exception>
    public void Json(ReadOnlySpan<byte> json)
    {
        if (!Utf8.IsValid(json))
            throw new NotCanonicalException(0);
        _memberCount = 0;
        var reader = new Source(json);
        reader.SkipSpace();
        Value(ref reader, 0);
        reader.SkipSpace();
        if (!reader.AtEnd)
            throw reader.Broken();
    }

    private void Value(ref Source source, int depth)
    {
        switch (source.Peek)
        {
            case '{' when depth < DeepestNesting:
                Object(ref source, depth + 1);
                break;
            case '[' when depth < DeepestNesting:
                Array(ref source, depth + 1);
                break;
            case '"':
                String(ref source);
                break;
            case 't':
                Word(ref source, "true"u8);
                break;
            case 'f':
                Word(ref source, "false"u8);
                break;
            case 'n':
                Word(ref source, "null"u8);
                break;
            default:
                Number(ref source);
                break;
        }
    }

    private void Word(ref Source source, ReadOnlySpan<byte> word)
    {
        source.Take(word);
        Raw(word);
    }

    private void Array(ref Source source, int depth)
    {
        source.Take((byte)'[');
        Raw("["u8);
        for (var first = true; !source.TryTake((byte)']'); first = false)
        {
            if (!first)
            {
                source.Take((byte)',');
                Raw(","u8);
            }

            Value(ref source, depth);
            source.SkipSpace();
        }

        Raw("]"u8);
    }

    private void Object(ref Source source, int depth)
    {
        source.Take((byte)'{');
        Raw("{"u8);
        var (begin, firstMember, ordered) = (_length, _memberCount, true);
        for (var first = true; !source.TryTake((byte)'}'); first = false)
        {
            if (!first)
            {
                source.Take((byte)',');
                Raw(","u8);
            }

            var start = _length;
            String(ref source);
            var name = _length;
            source.SkipSpace();
            source.Take((byte)':');
            Raw(":"u8);
            Value(ref source, depth);
            source.SkipSpace();
            ordered &= Remember(new(start, name, _length), firstMember);
        }

        if (!ordered)
            Sort(begin, firstMember, source);
        _memberCount = firstMember;
        Raw("}"u8);
    }

    private void Number(ref Source source)
    {
        var text = source.Number();
        if (CanonicalNumber.IsShortInteger(text))
        {
            Raw(text);
            return;
        }

        if (numbers == JsonNumbers.Exact && !CanonicalNumber.IsExact(text))
            throw source.Broken();
        if (!CanonicalNumber.TryRead(text, out var value))
            throw source.Broken();
        Raw(Encoding.ASCII.GetBytes(CanonicalNumber.Of(value)));
    }

    private Span<byte> Room(int bytes)
    {
        if (_out.Length - _length < bytes)
            System.Array.Resize(ref _out, Math.Max(_out.Length * 2, _length + bytes));
        return _out.AsSpan(_length);
    }
}
