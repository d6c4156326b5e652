using System.Text;
using System.Text.Json.Nodes;
using Coordination.Domain;
using Coordination.Domain.Consent;
using Coordination.Domain.Survivors;
using Coordination.Host.Platform.EventCatalogue;
using Coordination.Host.Platform.Execution;
using Coordination.Testing;
using Xunit;

namespace Coordination.Host.Tests.Platform.EventCatalogue;

public sealed class EventCodecTests
{
    private static readonly EventCodec Codec = EventCodec.Current;

    public static TheoryData<string> TypeNames => new(EventSamples.Types.Select(type => type.Name));

    [Theory, MemberData(nameof(TypeNames))]
    public void Every_event_comes_back_as_it_was_stored(string type)
    {
        foreach (var sample in EventSamples.All(seed: 7).Concat(EventSamples.AllSparse(seed: 8)).Where(e => e.GetType().Name == type))
        {
            var stored = Codec.Encode(sample, Guid.NewGuid());
            var back = Codec.Decode(Stored(stored)).Event;

            Assert.IsType(sample.GetType(), back);
            Assert.Equal(Encoding.UTF8.GetString(stored.Data.Span), Encoding.UTF8.GetString(Codec.Encode(back, Guid.NewGuid()).Data.Span));
            Assert.DoesNotContain(":null", Encoding.UTF8.GetString(stored.Data.Span), StringComparison.Ordinal);
        }
    }

    [Theory, MemberData(nameof(TypeNames))]
    public void Every_event_comes_back_when_the_database_has_reordered_its_members(string type)
    {
        var sample = EventSamples.All().Single(e => e.GetType().Name == type);
        var stored = Codec.Encode(sample, Guid.NewGuid());
        var reversed = Encoding.UTF8.GetBytes(Reversed(JsonNode.Parse(stored.Data.Span)!).ToJsonString());

        var back = Codec.Decode(Stored(stored with { Data = reversed })).Event;

        Assert.Equal(Encoding.UTF8.GetString(stored.Data.Span), Encoding.UTF8.GetString(Codec.Encode(back, Guid.NewGuid()).Data.Span));
    }

    [Fact]
    public void What_the_log_knows_comes_with_the_event()
    {
        var stored = Stored(Codec.Encode(EventSamples.Of(typeof(ReleaseRevoked)), Guid.NewGuid()));

        var meta = Codec.Decode(stored).Meta;

        Assert.Equal((stored.Position, stored.Stream, stored.Version, stored.Id), (meta.Position, meta.Stream, meta.Version, meta.EventId));
        Assert.Equal(new Actor(new PersonId("ana"), new AgencyId("harbor")), meta.Actor);
        Assert.Equal((stored.Metadata.OccurredAt, stored.RecordedAt, "request-1", "cause-1"), (meta.OccurredAt, meta.RecordedAt, meta.CorrelationId, meta.CausationId));
    }

    [Fact]
    public void An_unknown_type_is_an_error_that_names_it()
    {
        var stored = Stored(new EventData(Guid.NewGuid(), "release-signed.v99", "{}"u8.ToArray()));

        var wrong = Assert.Throws<EventNotReadableException>(() => Codec.Decode(stored));

        Assert.Contains("release-signed.v99", wrong.Message, StringComparison.Ordinal);
        Assert.Contains("41", wrong.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"release":"3f2b6c1e-0d5a-4c7e-9b0a-2f1d8e6a4b35","by":"ana"}""")]
    [InlineData("""{"release":"3f2b6c1e-0d5a-4c7e-9b0a-2f1d8e6a4b35","by":"ana","through":null}""")]
    [InlineData("""{"release":"3f2b6c1e-0d5a-4c7e-9b0a-2f1d8e6a4b35","by":"ana","through":1}""")]
    [InlineData("""{"release":"3f2b6c1e-0d5a-4c7e-9b0a-2f1d8e6a4b35","by":"ana","through":"pigeon"}""")]
    [InlineData("""{"release":"3f2b6c1e-0d5a-4c7e-9b0a-2f1d8e6a4b35","by":"Not A Name","through":"email"}""")]
    [InlineData("""{"release":"3f2b6c1e-0d5a-4c7e-9b0a-2f1d8e6a4b35","by":"ana","through":"email","more":1}""")]
    [InlineData("""{"release":"3f2b6c1e-0d5a-4c7e-9b0a-2f1d8e6a4b35","by":"ana","by":"ben","through":"email"}""")]
    [InlineData("""[]""")]
    [InlineData("""null""")]
    [InlineData("""{""")]
    public void A_shape_that_is_not_the_stored_one_is_an_error_that_repeats_none_of_it(string json)
    {
        var stored = Stored(new EventData(Guid.NewGuid(), "release-revoked.v1", Encoding.UTF8.GetBytes(json)));

        var wrong = Assert.Throws<EventNotReadableException>(() => Codec.Decode(stored));

        Assert.DoesNotContain("pigeon", wrong.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_event_that_is_too_large_is_refused_before_it_reaches_the_store()
    {
        var empty = Codec.Encode(new OwnWordsRecorded(Sensitive.Of("")), Guid.NewGuid()).Data.Length;
        var largest = new string('a', EventCodec.LargestDataBytes - empty);

        Assert.Equal(EventCodec.LargestDataBytes, Codec.Encode(new OwnWordsRecorded(Sensitive.Of(largest)), Guid.NewGuid()).Data.Length);
        var wrong = Assert.Throws<EventNotStorableException>(() => Codec.Encode(new OwnWordsRecorded(Sensitive.Of(largest + "a")), Guid.NewGuid()));
        Assert.True(wrong.TooLarge);
        Assert.Contains("own-words-recorded.v1", wrong.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("aaaa", wrong.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\0", false)]
    [InlineData("before \\\0 after", false)]
    [InlineData("the six letters \\u0000 as text", true)]
    [InlineData("doubled \\\\u0000", true)]
    public void A_character_that_the_database_cannot_hold_is_refused_before_it_reaches_the_store(string words, bool storable)
    {
        var e = new OwnWordsRecorded(Sensitive.Of(words));

        if (storable)
            Assert.Equal(words, ((OwnWordsRecorded)Codec.Decode(Stored(Codec.Encode(e, Guid.NewGuid()))).Event).Words.Reveal());
        else
            Assert.False(Assert.Throws<EventNotStorableException>(() => Codec.Encode(e, Guid.NewGuid())).TooLarge);
    }

    internal static StoredEvent Stored(EventData data) => new(
        41, "consent-3f2b6c1e-0d5a-4c7e-9b0a-2f1d8e6a4b35", 3, data.Id, data.Type, data.Data,
        new AppendMetadata("ana", "harbor", DateTimeOffset.UnixEpoch, "request-1", "cause-1"), DateTimeOffset.UnixEpoch.AddHours(1));

    private static JsonNode Reversed(JsonNode node) => node switch
    {
        JsonObject o => new JsonObject(o.Reverse().Select(m => KeyValuePair.Create(m.Key, m.Value is null ? null : Reversed(m.Value)))),
        JsonArray a => new JsonArray([.. a.Select(n => n is null ? null : Reversed(n))]),
        _ => node.DeepClone(),
    };
}
