using System.Text;
using Coordination.Host.Platform.Execution;

namespace Coordination.Testing;

/// <summary>Append requests, shortly written, for tests of stores.</summary>
public static class AppendRequests
{
    /// <summary>Who acts in tests of stores.</summary>
    public static AppendMetadata Somebody { get; } =
        new("ana", "harbor-house", new DateTimeOffset(2026, 3, 1, 9, 30, 0, TimeSpan.Zero).AddTicks(1234567), "correlation-1", "causation-1");

    /// <summary>A stream name that no other test uses.</summary>
    public static string NewStream() => $"case-{Guid.NewGuid():n}";

    /// <summary>Events with a number each.</summary>
    public static EventData[] Events(int count, string type = "noted.v1") =>
        [.. Enumerable.Range(1, count).Select(n => new EventData(Guid.NewGuid(), type, Encoding.UTF8.GetBytes($$"""{"number": {{n}}}""")))];

    /// <summary>One write.</summary>
    public static StreamWrite Write(string stream, ExpectedVersion expected, params EventData[] events) => new(stream, "case", expected, events);

    /// <summary>A request of one write.</summary>
    public static AppendRequest To(string stream, ExpectedVersion expected, params EventData[] events) => Of(Write(stream, expected, events));

    /// <summary>A request of writes.</summary>
    public static AppendRequest Of(params StreamWrite[] writes) => new(writes, [], Somebody);

    /// <summary>The same, if these streams are still at these versions.</summary>
    public static AppendRequest If(this AppendRequest request, params StreamCheck[] checks) => request with { Checks = checks };

    /// <summary>The same, with an answer to keep.</summary>
    public static AppendRequest Answering(this AppendRequest request, string key, string body = "done", string subject = "ana") =>
        request with { Answer = new(new(subject, key), new byte[] { 1, 2, 3 }, Encoding.UTF8.GetBytes(body)) };
}
