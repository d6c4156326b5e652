namespace Coordination.Domain.TransparencyLog;

/// <summary>The addresses of C2SP tlog-tiles: <c>tile/1/x001/x234/067</c>, <c>tile/entries/000.p/7</c>.</summary>
public static class TilePath
{
    private const string Prefix = "tile/";
    private const string Entries = "entries";

    /// <summary>The address of a tile of hashes.</summary>
    public static string Of(TileId tile) =>
        string.Create(CultureInfo.InvariantCulture, $"{Prefix}{tile.Level}/{Rest(tile.Index, tile.Width)}");

    /// <summary>The address of a bundle of entries.</summary>
    public static string Of(BundleId bundle) => $"{Prefix}{Entries}/{Rest(bundle.Index, bundle.Width)}";

    /// <summary>What an address under <c>tile/</c> names: a tile, a bundle, or neither.</summary>
    public static bool TryParse(string path, out TileId? tile, out BundleId? bundle)
    {
        (tile, bundle) = (null, null);
        if (!path.StartsWith(Prefix, StringComparison.Ordinal) || path.IndexOf('/', Prefix.Length) is var slash && slash < 0)
            return false;
        if (!TryRest(path[(slash + 1)..], out var index, out var width))
            return false;
        var kind = path[Prefix.Length..slash];
        if (kind == Entries)
            bundle = new(index, width);
        else if (DecimalText.TryParse(kind, out var level) && level <= 63)
            tile = new((int)level, index, width);
        return tile is not null || bundle is not null;
    }

    private static string Rest(long index, int width)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        var text = new StringBuilder((index % 1000).ToString("000", CultureInfo.InvariantCulture));
        for (index /= 1000; index > 0; index /= 1000)
            text.Insert(0, string.Create(CultureInfo.InvariantCulture, $"x{index % 1000:000}/"));
        if (width != Tile.FullWidth)
            text.Append(CultureInfo.InvariantCulture, $".p/{width}");
        return text.ToString();
    }

    private static bool TryRest(string text, out long index, out int width)
    {
        (index, width) = (0, Tile.FullWidth);
        if (text.IndexOf(".p/", StringComparison.Ordinal) is var dot and >= 0)
        {
            if (!DecimalText.TryParse(text.AsSpan(dot + 3), out var partial) || partial is < 1 or >= Tile.FullWidth)
                return false;
            width = (int)partial;
            text = text[..dot];
        }

        var groups = text.Split('/');
        for (var i = 0; i < groups.Length; i++)
        {
            if (!TryGroup(groups[i], last: i == groups.Length - 1, out var group) || index > (long.MaxValue >> 20) / 1000)
                return false;
            index = index * 1000 + group;
        }

        return groups.Length == 1 || index >= Math.Pow(1000, groups.Length - 1);
    }

    private static bool TryGroup(string text, bool last, out int group)
    {
        group = 0;
        var digits = last ? text : text.StartsWith('x') ? text[1..] : "";
        return digits.Length == 3 && digits.All(char.IsAsciiDigit)
            && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out group);
    }
}
