using System.Runtime.CompilerServices;

namespace Coordination.Host.Platform.Execution;

/// <summary>
/// An address of this API, written <c>$"/v1/cases/{id}"</c>: it knows which parts are identifiers, so that they are translated for whoever
/// gets it. It is kept as <c>/v1/cases/{3f2b…}</c>.
/// </summary>
[InterpolatedStringHandler]
public sealed class Address
{
    private const char Opens = '{', Closes = '}';
    private readonly StringBuilder _kept;

    public Address(int literalLength, int formattedCount) => _kept = new(literalLength + (38 * formattedCount));

    private Address(string kept) => _kept = new(kept);

    /// <summary>As it is kept, with identifiers as the log has them.</summary>
    public string Kept => _kept.ToString();

    public static Address OfKept(string kept) => new(kept);

    /// <summary>Addresses that were kept before identifiers were marked in them: a part that is one is one.</summary>
    public static Address OfUnmarked(string location) =>
        new(string.Join('/', location.Split('/').Select(part => Guid.TryParseExact(part, "D", out _) ? $"{Opens}{part}{Closes}" : part)));

    public void AppendLiteral(string text) => _kept.Append(text);

    public void AppendFormatted<TId>(TId id) where TId : struct
    {
        if (RandomId.Is(typeof(TId)))
            _kept.Append(Opens).Append(id).Append(Closes);
        else
            _kept.Append(CultureInfo.InvariantCulture, $"{id}");
    }

    /// <summary>For somebody who has names of their own.</summary>
    public string For(Func<Guid, Guid> nameOf)
    {
        var parts = Kept.Split(Opens, Closes); // every other one is an identifier
        return string.Concat(parts.Select((part, at) => at % 2 == 0 ? part : nameOf(Guid.ParseExact(part, "D")).ToString()));
    }
}
