using System.Text;
using Coordination.Domain.TransparencyLog;
using Xunit;

namespace Coordination.Domain.Tests.TransparencyLog;

public sealed class LeafEncoderTests
{
    private static readonly Guid Id = new("7c9e6679-7425-40de-944b-e07fc1f90ae7");
    private static readonly DateTimeOffset At = new(2026, 3, 1, 10, 30, 0, 123, 456, TimeSpan.FromHours(1));

    [Fact]
    public void An_entry_is_canonical_JSON_of_what_is_stored()
    {
        var encoder = new LeafEncoder();
        encoder.Encode(Id, "consent-3f2b", 2, "release-signed.v1", """{"reason": "café \"x\"", "b": 1, "aa": [1.5]}"""u8,
            new("""{"agency": "open-door", "actor": "amina"}"""u8.ToArray(), null, "trace-1", null), At);

        const string Expected =
            """{"data":{"aa":[1.5],"b":1,"reason":"café \"x\""},"id":"7c9e6679-7425-40de-944b-e07fc1f90ae7","metadata":{"correlationId":"trace-1","headers":{"actor":"amina","agency":"open-door"}},"recordedAt":"2026-03-01T09:30:00.123456Z","stream":"consent-3f2b","type":"release-signed.v1","version":2}""";
        Assert.Equal(Expected, Encoding.UTF8.GetString(encoder.Entry));
        Assert.Equal(Expected, Encoding.UTF8.GetString(CanonicalJson.Of(encoder.Entry)));
        Assert.Equal(MerkleHashing.Leaf(encoder.Entry), encoder.Hash());
    }

    [Fact]
    public void Nothing_that_is_stored_can_change_without_the_entry()
    {
        string[] entries =
        [
            Entry(), Entry(id: Guid.Empty), Entry(stream: "b"), Entry(version: 2), Entry(type: "u"), Entry(data: """{"a":2}"""), Entry(at: At.AddMicroseconds(1)), Entry(metadata: new("{}"u8.ToArray(), null, null, null)),
            Entry(metadata: new("null"u8.ToArray(), null, null, null)), Entry(metadata: new(null, "x", null, null)), Entry(metadata: new(null, null, "x", null)), Entry(metadata: new(null, null, null, "x")),
            Entry(metadata: new(null, "", null, null)), Entry(metadata: new LeafMetadata { Others = """{"archived":true}"""u8.ToArray() }),
        ];
        Assert.Equal(entries.Length, entries.Distinct().Count());
    }

    [Fact]
    public void Names_that_need_escapes_stay_canonical()
    {
        var entry = Entry(stream: "a\"\\\n\u0001é\ud83d\ude02", type: "\u007f</>");
        Assert.Equal(entry, Encoding.UTF8.GetString(CanonicalJson.Of(Encoding.UTF8.GetBytes(entry))));
        Assert.Throws<NotCanonicalException>(() => Entry(stream: "\ud800"));
    }

    private static string Entry(Guid? id = null, string stream = "a", long version = 1, string type = "t", string data = """{"a":1}""", LeafMetadata metadata = default, DateTimeOffset? at = null)
    {
        var encoder = new LeafEncoder();
        encoder.Encode(id ?? Id, stream, version, type, Encoding.UTF8.GetBytes(data), metadata, at ?? At);
        return Encoding.UTF8.GetString(encoder.Entry);
    }
}
