using System.Text;
using System.Text.Json.Nodes;
using Coordination.Domain.Consent;
using Coordination.Host.Platform.EventCatalogue;
using Coordination.Host.Platform.Execution;
using Coordination.Testing;
using Xunit;

namespace Coordination.Host.Tests.Platform.EventCatalogue;

public sealed class CatalogueTests
{
    [Fact]
    public void Every_event_has_exactly_one_stored_name_and_every_name_an_event()
    {
        var catalogue = Catalogue.Current;

        Assert.Equal(EventSamples.Types.ToHashSet(), catalogue.Names.Keys.ToHashSet());
        foreach (var (type, name) in catalogue.Names)
            Assert.Equal(type, catalogue.TypeOf(name));
    }

    [Fact]
    public void A_type_that_nobody_named_is_an_error_that_says_where_to_name_it()
    {
        var wrong = Assert.Throws<InvalidOperationException>(() => Catalogue.Current.NameOf(typeof(string)));

        Assert.Contains("on its base", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_old_shape_is_read_through_every_step_to_the_newest()
    {
        var codec = new EventCodec(WithRevocationsAt("release-revoked.v3", OldToSecond, SecondToThird));
        var old = """{"releaseId":"3f2b6c1e-0d5a-4c7e-9b0a-2f1d8e6a4b35","recordedBy":"ana"}"""u8.ToArray();

        var read = codec.Decode(EventCodecTests.Stored(new EventData(Guid.NewGuid(), "release-revoked.v1", old))).Event;

        var revoked = Assert.IsType<ReleaseRevoked>(read);
        Assert.Equal(("3f2b6c1e-0d5a-4c7e-9b0a-2f1d8e6a4b35", "ana", Domain.Channel.InPerson), (revoked.Release.ToString(), revoked.By.Value, revoked.Through));
        Assert.Equal("release-revoked.v3", codec.Encode(revoked, Guid.NewGuid()).Type);
    }

    [Fact]
    public void An_old_shape_that_no_step_can_mend_is_an_error()
    {
        var codec = new EventCodec(WithRevocationsAt("release-revoked.v3", OldToSecond, SecondToThird));
        var old = Encoding.UTF8.GetBytes("""{"somethingElse":1}""");

        Assert.Throws<EventNotReadableException>(() => codec.Decode(EventCodecTests.Stored(new EventData(Guid.NewGuid(), "release-revoked.v2", old))));
    }

    [Fact]
    public void A_chain_that_ends_nowhere_or_in_itself_is_found_at_start()
    {
        Assert.Throws<ArgumentException>(() => WithRevocationsAt("release-revoked.v3", OldToSecond));
        Assert.Throws<ArgumentException>(() => WithRevocationsAt("release-revoked.v3", OldToSecond, SecondToThird with { To = "release-revoked.v1" }));
        Assert.Throws<ArgumentException>(() => WithRevocationsAt("release-revoked.v1", OldToSecond));
    }

    [Theory]
    [InlineData("ReleaseRevoked")]
    [InlineData("release-revoked")]
    [InlineData("release-revoked.v0")]
    [InlineData("release_revoked.v1")]
    public void A_name_that_is_not_well_formed_is_found_at_start(string name) =>
        Assert.Throws<ArgumentException>(() => WithRevocationsAt(name));

    private static readonly Upcaster OldToSecond = new("release-revoked.v1", "release-revoked.v2", json =>
        new JsonObject { ["release"] = json["releaseId"]?.DeepClone(), ["by"] = json["recordedBy"]?.DeepClone() });

    private static readonly Upcaster SecondToThird = new("release-revoked.v2", "release-revoked.v3", json =>
    {
        json["through"] = "inPerson";
        return json;
    });

    private static Catalogue WithRevocationsAt(string name, params Upcaster[] upcasters)
    {
        var names = Catalogue.Current.Names.ToDictionary();
        names[typeof(ReleaseRevoked)] = name;
        return new Catalogue(names, upcasters);
    }
}
