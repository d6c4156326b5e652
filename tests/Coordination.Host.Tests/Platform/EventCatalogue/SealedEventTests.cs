using System.Collections;
using System.Reflection;
using System.Text;
using System.Text.Json.Nodes;
using Coordination.Domain;
using Coordination.Host.Platform.Encryption;
using Coordination.Host.Platform.EventCatalogue;
using Coordination.Host.Platform.Execution;
using Coordination.Testing;
using Xunit;

namespace Coordination.Host.Tests.Platform.EventCatalogue;

/// <summary>No sensitive text of any event, of today or of tomorrow, reaches the store in clear, and none opens in another place.</summary>
public sealed class SealedEventTests : IDisposable
{
    private const string Stream = "case-3f2b6c1e-0d5a-4c7e-9b0a-2f1d8e6a4b35";
    private static readonly KeyScope Scope = TestKeys.ScopeOf("harbor", new Guid("11111111-2222-4333-8444-555555555555"));
    private readonly TestKeys _keys = new();

    public static TheoryData<string> Names => new(EventSamples.Types.Select(type => type.Name));

    public static TheoryData<string> Holders => new(EventSamples.All().Where(e => TextsIn(e).Count > 0).Select(e => e.GetType().Name));

    public void Dispose() => _keys.Dispose();

    [Theory, MemberData(nameof(Names))]
    public async Task No_sensitive_text_of_an_event_can_be_stored_in_clear(string type)
    {
        var sample = Sample(type);
        var stored = Encoding.UTF8.GetString((await Encoded(sample)).Data.Data.Span);

        Assert.DoesNotContain(EventSamples.Canary, stored, StringComparison.Ordinal);
        Assert.Equal(TextsIn(sample).Count, stored.Split("{\"sealed\":").Length - 1);
        if (TextsIn(sample).Count > 0)
            Assert.Throws<NotSupportedException>(() => _keys.Codec.Encode(sample, Guid.NewGuid()));
    }

    [Theory, MemberData(nameof(Holders))]
    public async Task What_was_sealed_is_read_sealed_and_opens_to_what_was_said(string type)
    {
        var sample = Sample(type);
        var (_, stored) = await Encoded(sample);

        var back = _keys.Codec.Decode(stored with { Data = Shuffled(stored.Data) }).Event;

        Assert.Equal(TextsIn(sample).Select(text => text.Reveal()), TextsIn(back).Select(text => text.Reveal()));
        Assert.All(TextsIn(back), text => Assert.IsType<SealedText>(text.Sealed()));
        Assert.DoesNotContain(EventSamples.Canary, EventCodec.Masked(back).ToString(), StringComparison.Ordinal);
        Assert.All(TextsIn(EventCodec.Current.Decode(stored).Event), text => Assert.Throws<UnreadableException>(text.Reveal));
    }

    [Theory, MemberData(nameof(Holders))]
    public async Task What_was_sealed_opens_in_no_other_event_stream_or_type(string type)
    {
        var (_, stored) = await Encoded(Sample(type));

        foreach (var moved in new[] { stored with { Id = Guid.NewGuid() }, stored with { Stream = Stream.Replace('3', '4') } })
            Assert.All(TextsIn(_keys.Codec.Decode(moved).Event), IsDamaged);
    }

    [Theory, MemberData(nameof(Holders))]
    public async Task What_was_sealed_opens_in_no_other_field_of_its_event(string type)
    {
        var (_, stored) = await Encoded(Sample(type));
        var json = JsonNode.Parse(stored.Data.Span)!;
        var seals = SealsIn(json).ToList();
        if (seals.Count < 2)
            return; // there is no other field
        var (first, last) = (seals[0]["sealed"]!.GetValue<string>(), seals[^1]["sealed"]!.GetValue<string>());
        (seals[0]["sealed"], seals[^1]["sealed"]) = (last, first);

        var texts = TextsIn(_keys.Codec.Decode(stored with { Data = Encoding.UTF8.GetBytes(json.ToJsonString()) }).Event);

        Assert.Equal(2, texts.Count(text => ((SealedText)text.Sealed()!).TryOpen() is { Text: null, Why: WhyUnreadable.Damaged }));
    }

    [Theory, MemberData(nameof(Holders))]
    public async Task A_text_that_somebody_wrote_into_the_database_in_clear_is_not_read(string type)
    {
        var (_, stored) = await Encoded(Sample(type));
        var json = JsonNode.Parse(stored.Data.Span)!;
        SealsIn(json).First().ReplaceWith("words put into her mouth");

        var refused = Assert.Throws<EventNotReadableException>(() => _keys.Codec.Decode(stored with { Data = Encoding.UTF8.GetBytes(json.ToJsonString()) }));

        Assert.DoesNotContain("mouth", refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_words_never_look_the_same_twice()
    {
        var sample = Sample("OwnWordsRecorded");

        Assert.NotEqual(Text(await Encoded(sample)), Text(await Encoded(sample)));

        static string Text((EventData Data, StoredEvent Stored) encoded) => Encoding.UTF8.GetString(encoded.Data.Data.Span);
    }

    [Fact]
    public void Every_stream_that_holds_something_sensitive_says_whose_key_protects_it()
    {
        var definitions = typeof(DomainEvent).Assembly.GetTypes()
            .SelectMany(type => type.GetProperties(BindingFlags.Public | BindingFlags.Static))
            .Where(property => property.PropertyType is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(StreamDefinition<,>))
            .Select(property => property.GetValue(null)!).ToList();

        foreach (var definition in definitions)
        {
            var events = definition.GetType().GetGenericArguments()[1];
            var protects = definition.GetType().GetProperty("Protect")!.GetValue(definition) is not null;
            Assert.True(protects || !EventSamples.All().Any(e => e.GetType().IsAssignableTo(events) && TextsIn(e).Count > 0),
                $"{events.Name} holds sensitive texts: give its StreamDefinition a Protect, or her erasure would not reach them.");
        }
    }

    private static DomainEvent Sample(string type) => EventSamples.All(seed: 5).Single(e => e.GetType().Name == type);

    private static void IsDamaged(Sensitive<string> text) =>
        Assert.Equal(WhyUnreadable.Damaged, Assert.Throws<UnreadableException>(text.Reveal).Why);

    private async Task<(EventData Data, StoredEvent Stored)> Encoded(DomainEvent e)
    {
        await _keys.Codec.Prepare(Scope, TestContext.Current.CancellationToken);
        var data = _keys.Codec.Encode(e, Guid.NewGuid(), Stream, Scope);
        return (data, EventCodecTests.Stored(data) with { Stream = Stream });
    }

    /// <summary>Found by reflection over the objects, and not as the codec finds them.</summary>
    private static List<Sensitive<string>> TextsIn(object? value) => value switch
    {
        null or string => [],
        Sensitive<string> text => [text],
        IEnumerable list => [.. list.Cast<object?>().SelectMany(TextsIn)],
        _ when value.GetType().Assembly != typeof(DomainEvent).Assembly || value.GetType().IsEnum => [],
        _ => [.. value.GetType().GetProperties().Where(p => p.GetIndexParameters().Length == 0 && p.DeclaringType!.Assembly == typeof(DomainEvent).Assembly).SelectMany(p => TextsIn(p.GetValue(value)))],
    };

    private static IEnumerable<JsonObject> SealsIn(JsonNode? node) => node switch
    {
        JsonObject seal when seal.ContainsKey("sealed") => [seal],
        JsonObject o => o.SelectMany(member => SealsIn(member.Value)),
        JsonArray a => a.SelectMany(SealsIn),
        _ => [],
    };

    private static byte[] Shuffled(ReadOnlyMemory<byte> data) =>
        Encoding.UTF8.GetBytes(new JsonObject(JsonNode.Parse(data.Span)!.AsObject().Reverse().Select(m => KeyValuePair.Create(m.Key, m.Value?.DeepClone()))).ToJsonString());
}
