using System.Text;
using System.Text.Json.Nodes;
using Coordination.Domain;
using Coordination.Domain.Partners;
using Coordination.Domain.Survivors;
using Coordination.Host.Platform.Encryption;
using Coordination.Host.Platform.EventCatalogue;
using Coordination.Host.Platform.Execution;
using Coordination.Projections;
using Coordination.Projections.Accountability;
using Coordination.Testing;
using Xunit;

namespace Coordination.Host.Tests.Platform.EventCatalogue;

/// <summary>What was stored in a shape of before is read in the one of today: with what was sealed bound to where it stood then, and what was in clear treated as what is sealed.</summary>
public sealed class OldShapeTests : IDisposable
{
    private const string Stream = "survivor-3f2b6c1e-0d5a-4c7e-9b0a-2f1d8e6a4b35", Before = "safe-contact-recorded.v1";
    private static readonly KeyScope Scope = TestKeys.ScopeOf("harbor", new Guid("11111111-2222-4333-8444-555555555555"));
    private readonly TestKeys _keys = new();

    /// <summary>A catalogue of tomorrow, in which both fields have other names and stand elsewhere.</summary>
    private static readonly Catalogue Tomorrow = new(
        new Dictionary<Type, string>(Catalogue.Current.Names) { [typeof(SafeContactRecorded)] = "safe-contact-recorded.v2" },
        [new(Before, "safe-contact-recorded.v2", json => new JsonObject { ["contact"] = json["reach"]!["how"]!.DeepClone(), ["dangerNote"] = json["dangers"]![0]!.DeepClone() }), .. Upcasters.All]);

    public static TheoryData<string> OldNames => new(Upcasters.OfTextsInClear.Select(step => step.From));

    public void Dispose() => _keys.Dispose();

    [Fact]
    public async Task A_text_opens_after_its_field_was_renamed_and_moved()
    {
        var read = (SafeContactRecorded)Codec.Decode(await Stored("reach.how", "dangers[0]")).Event;

        Assert.Equal(("by the blue door", "he reads her mail"), (read.Contact.Reveal(), read.DangerNote!.Reveal()));
    }

    [Fact]
    public async Task A_text_that_was_moved_to_another_field_of_the_old_shape_opens_nowhere()
    {
        var read = (SafeContactRecorded)Codec.Decode(await Stored("dangers[0]", "reach.how")).Event;

        foreach (var text in new[] { read.Contact, read.DangerNote! })
            Assert.Equal(WhyUnreadable.Damaged, Assert.Throws<UnreadableException>(text.Reveal).Why);
    }

    [Fact]
    public async Task A_text_that_was_sealed_for_the_new_field_does_not_open_in_the_old_one()
    {
        var read = (SafeContactRecorded)Codec.Decode(await Stored("contact", "dangers[0]")).Event;

        Assert.Equal(WhyUnreadable.Damaged, Assert.Throws<UnreadableException>(read.Contact.Reveal).Why);
        Assert.Equal("he reads her mail", read.DangerNote!.Reveal());
    }

    [Theory, MemberData(nameof(OldNames))]
    public async Task What_an_old_shape_has_in_clear_is_read_and_is_no_less_sensitive(string name)
    {
        var read = _keys.Codec.Decode(await Sample(name)).Event;

        var texts = SensitiveFields.Of(read.GetType()).In(read).ConvertAll(field => field.Text.Reveal());
        Assert.Contains(texts, text => text.StartsWith("text of ", StringComparison.Ordinal));
        Assert.All(texts, text => Assert.DoesNotContain(text, $"{EventCodec.Masked(read)}{read}", StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(OldNames))]
    public async Task What_is_written_today_is_sealed(string name)
    {
        var today = name.Replace(".v1", ".v2", StringComparison.Ordinal);
        var stored = await Sample(name) with { Type = today };

        Assert.Throws<EventNotReadableException>(() => _keys.Codec.Decode(stored));
    }

    [Theory]
    [InlineData("standing-suspended.v2", """{ "reason": { "recordedInClear": "put into somebody's mouth" } }""")]
    [InlineData("standing-suspended.v1", """{ "reason": { "recordedInClear": "put into somebody's mouth" } }""")]
    [InlineData("own-words-recorded.v1", """{ "words": { "recordedInClear": "put into somebody's mouth" } }""")]
    [InlineData("own-words-recorded.v1", """{ "words": { "sealed": "AAAA", "moved": false } }""")]
    public void What_only_a_reader_may_add_is_not_taken_from_the_log(string name, string json)
    {
        var stored = EventCodecTests.Stored(new EventData(Guid.NewGuid(), name, Encoding.UTF8.GetBytes(json)));

        var refused = Assert.Throws<EventNotReadableException>(() => _keys.Codec.Decode(stored));

        Assert.DoesNotContain("mouth", refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_row_keeps_what_was_recorded_in_clear_and_takes_none_in_the_name_of_a_shape_of_today()
    {
        IProjection projection = AllProjections.Accountability;
        var codec = new ViewCodec(_keys.Ring);
        var suspended = (StandingSuspended)_keys.Codec.Decode(await Sample("standing-suspended.v1")).Event;
        var row = codec.Write(projection, new AgencyAccount { Agency = new("county-sheriff"), Because = suspended.Reason });

        Assert.Equal(suspended.Reason.Reveal(), ((AgencyAccount)codec.Read(projection, row)).Because!.Reveal());
        var forged = Encoding.UTF8.GetString(row).Replace("standing-suspended.v1", "standing-suspended.v2", StringComparison.Ordinal);
        Assert.Throws<System.Text.Json.JsonException>(() => codec.Read(projection, Encoding.UTF8.GetBytes(forged)));
    }

    [Fact]
    public async Task A_text_that_was_moved_does_not_open_by_way_of_a_row_either()
    {
        IProjection projection = AllProjections.Accountability;
        var codec = new ViewCodec(_keys.Ring);
        var read = (SafeContactRecorded)Codec.Decode(await Stored("dangers[0]", "reach.how")).Event;

        var row = (AgencyAccount)codec.Read(projection, codec.Write(projection, new AgencyAccount { Agency = new("county-sheriff"), Because = read.Contact }));

        Assert.Equal(WhyUnreadable.Damaged, Assert.Throws<UnreadableException>(row.Because!.Reveal).Why);
    }

    private EventCodec Codec => new(Tomorrow, _keys.Ring, readsClear: false);

    /// <summary>The old shape, with its two texts sealed for these fields of it.</summary>
    private async Task<StoredEvent> Stored(string first, string second)
    {
        await _keys.Codec.Prepare(Scope, TestContext.Current.CancellationToken);
        var id = Guid.NewGuid();
        using var sealer = new EventSealer(_keys.Ring, new SealOrigin(id, Stream, Before), Scope);
        var json = new JsonObject { ["dangers"] = new JsonArray(Seal(second, "he reads her mail")), ["reach"] = new JsonObject { ["how"] = Seal(first, "by the blue door") } };
        return EventCodecTests.Stored(new EventData(id, Before, Encoding.UTF8.GetBytes(json.ToJsonString()))) with { Stream = Stream };

        JsonObject Seal(string path, string text) => new() { ["sealed"] = Convert.ToBase64String(sealer.Seal(path, text)) };
    }

    /// <summary>What is checked in of a shape that was in use once.</summary>
    private async Task<StoredEvent> Sample(string name) =>
        EventCodecTests.Stored(await OldSamples.Stored(name, _keys, Scope, Stream, TestContext.Current.CancellationToken)) with { Stream = Stream };
}
