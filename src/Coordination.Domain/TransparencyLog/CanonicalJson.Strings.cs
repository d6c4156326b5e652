namespace Coordination.Domain.TransparencyLog;

public sealed partial class CanonicalJson
{
    private void String(ref Source source)
    {
        source.Take((byte)'"');
        Raw("\""u8);
        while (true)
        {
            Raw(source.Until(Special));
            if (source.TryTakeNow((byte)'"'))
                break;
            if (!source.TryTakeNow((byte)'\\'))
                throw source.Broken();
            Write(Escaped(ref source));
        }

        Raw("\""u8);
    }

    private static Rune Escaped(ref Source source)
    {
        var unit = Unit(ref source);
        if (Rune.TryCreate(unit, out var rune))
            return rune;
        if (char.IsHighSurrogate(unit) && source.TryTakeNow((byte)'\\') && source.Peek == 'u'
            && Rune.TryCreate(unit, Unit(ref source), out rune))
            return rune;
        throw source.Broken();
    }

    private static char Unit(ref Source source)
    {
        switch (source.Next())
        {
            case (byte)'"': return '"';
            case (byte)'\\': return '\\';
            case (byte)'/': return '/';
            case (byte)'b': return '\b';
            case (byte)'f': return '\f';
            case (byte)'n': return '\n';
            case (byte)'r': return '\r';
            case (byte)'t': return '\t';
            case (byte)'u' when ushort.TryParse(source.Next(4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture,
                out var unit):
                return (char)unit;
            default: throw source.Broken();
        }
    }

    private void Write(Rune rune)
    {
        switch (rune.Value)
        {
            case '"': Raw("\\\""u8); break;
            case '\\': Raw("\\\\"u8); break;
            case '\b': Raw("\\b"u8); break;
            case '\f': Raw("\\f"u8); break;
            case '\n': Raw("\\n"u8); break;
            case '\r': Raw("\\r"u8); break;
            case '\t': Raw("\\t"u8); break;
            case < 0x20: Raw(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}"))); break;
            default: _length += rune.EncodeToUtf8(Room(4)); break;
        }
    }
}
