using System.Buffers.Text;

namespace Coordination.Domain.TransparencyLog;

/// <summary>What is stored beside an event, as text and bytes. Everything that has its usual value is left out of the entry; everything
/// else is in it.</summary>
/// <param name="Headers">JSON of who acted, for whom and when; null when there is none.</param>
/// <param name="UserName">The column of that name.</param>
/// <param name="CorrelationId">The request that it belongs to.</param>
/// <param name="CausationId">What led to it.</param>
public readonly record struct LeafMetadata(ReadOnlyMemory<byte>? Headers, string? UserName, string? CorrelationId, string? CausationId)
{
    /// <summary>JSON of columns that another program may have filled, name by name in order; null when all have their usual
    /// values.</summary>
    public ReadOnlyMemory<byte>? Others { get; init; }
}

/// <summary>
/// Makes the entries of the log: the canonical JSON (RFC 8785) of <c>{data, id, metadata, recordedAt, stream, type, version}</c>, from
/// what is stored. What is sensitive in it is what the store holds of it. For one thread at a time; the buffer is used again.
/// </summary>
public sealed class LeafEncoder
{
    private const long TicksPerMicrosecond = TimeSpan.TicksPerMicrosecond;
    private readonly CanonicalJson _json = new();

    /// <summary>The entry that was encoded last.</summary>
    public ReadOnlySpan<byte> Entry => _json.Written[1..];

    public LeafHash Hash() => MerkleHashing.PrefixedLeaf(_json.Written);

    /// <summary>Takes an entry that was encoded before.</summary>
    public void Take(ReadOnlySpan<byte> entry)
    {
        _json.Clear();
        _json.Raw([MerkleHashing.LeafPrefix]);
        _json.Raw(entry);
    }

    /// <summary>Encodes an event.</summary>
    /// <param name="id">Its identifier.</param>
    /// <param name="stream">Its stream.</param>
    /// <param name="version">Its place in the stream.</param>
    /// <param name="type">Its stored name.</param>
    /// <param name="data">Its JSON.</param>
    /// <param name="metadata">What is stored beside it.</param>
    /// <param name="recordedAt">When the log took it, to the microsecond.</param>
    /// <exception cref="NotCanonicalException">The JSON has no canonical form, or a name has half a surrogate pair.</exception>
    public void Encode(Guid id, string stream, long version, string type, ReadOnlySpan<byte> data, in LeafMetadata metadata,
        DateTimeOffset recordedAt)
    {
        _json.Clear();
        _json.Raw([MerkleHashing.LeafPrefix]);
        _json.Raw("{\"data\":"u8);
        _json.Json(data);
        _json.Raw(",\"id\":\""u8);
        Id(id);
        _json.Raw("\",\"metadata\":{"u8);
        Metadata(metadata);
        _json.Raw("},\"recordedAt\":\""u8);
        Time(recordedAt.UtcDateTime);
        _json.Raw("\",\"stream\":"u8);
        _json.Text(stream);
        _json.Raw(",\"type\":"u8);
        _json.Text(type);
        _json.Raw(",\"version\":"u8);
        _json.Number(version);
        _json.Raw("}"u8);
    }

    private void Metadata(in LeafMetadata metadata)
    {
        var first = true;
        Member("causationId"u8, metadata.CausationId, ref first);
        Member("correlationId"u8, metadata.CorrelationId, ref first);
        if (metadata.Headers is { } headers)
        {
            Name("headers"u8, ref first);
            _json.Json(headers.Span);
        }

        if (metadata.Others is { } others)
        {
            Name("others"u8, ref first);
            _json.Json(others.Span);
        }

        Member("userName"u8, metadata.UserName, ref first);
    }

    private void Member(ReadOnlySpan<byte> name, string? value, ref bool first)
    {
        if (value is null)
            return;
        Name(name, ref first);
        _json.Text(value);
    }

    private void Name(ReadOnlySpan<byte> name, ref bool first)
    {
        if (!first)
            _json.Raw(","u8);
        first = false;
        _json.Raw("\""u8);
        _json.Raw(name);
        _json.Raw("\":"u8);
    }

    private void Id(Guid id)
    {
        Span<byte> text = stackalloc byte[36];
        Utf8Formatter.TryFormat(id, text, out _);
        _json.Raw(text);
    }

    /// <summary>Always with six digits of the second: what PostgreSQL keeps.</summary>
    private void Time(DateTime time)
    {
        Span<byte> text = stackalloc byte[28];
        Utf8Formatter.TryFormat(time.AddTicks(-(time.Ticks % TicksPerMicrosecond)), text, out _, 'O');
        text[26] = (byte)'Z';
        _json.Raw(text[..27]);
    }
}
