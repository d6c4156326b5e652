using System.Text.Json;
using Coordination.Projections;

namespace Coordination.Host.EventCatalogue;

/// <summary>Between rows of projections and what the database stores of them, with the same protection as events have.</summary>
public sealed class ViewCodec
{
    private readonly JsonSerializerOptions _options = ViewJson.Options(StoredJson.Protection);

    /// <summary>Turns a row into what is stored.</summary>
    public byte[] Write(IProjection projection, View view) => projection.Write(view, _options);

    /// <summary>Turns what is stored into a row.</summary>
    public View Read(IProjection projection, ReadOnlySpan<byte> json) => projection.Read(json, _options);
}
