using System.Text;
using Coordination.Domain;
using Coordination.Domain.Partners;
using Coordination.Host.Platform.EventCatalogue;
using Coordination.Host.Platform.Execution;
using Xunit;
using static Coordination.Domain.Partners.PolicyProfile;

namespace Coordination.Host.Tests.Platform.EventCatalogue;

/// <summary>A word that was stored when it meant more is read with all that it meant.</summary>
public sealed class OldWordsTests
{
    [Theory]
    [InlineData("[\"vawa\"]", new[] { Vawa, Fvpsa, Voca })]
    [InlineData("[\"hipaa\", \"vawa\", \"ownRecords\"]", new[] { Hipaa, Vawa, OwnRecords, Fvpsa, Voca })]
    [InlineData("[\"federal1367\", \"part2\"]", new[] { Federal1367, Part2 })]
    [InlineData("[]", new PolicyProfile[0])]
    public void Vawa_stood_for_three_acts(string stored, PolicyProfile[] read)
    {
        var joined = (AgencyJoined)Read("agency-joined.v1", $$"""{"agency":"harbor","name":"Harbor","kind":"victimServices","profiles":{{stored}}}""");
        var set = (AgencyProfilesSet)Read("agency-profiles-set.v1", $$"""{"effectiveFrom":"2026-03-01T10:00:00+00:00","profiles":{{stored}}}""");

        Assert.Equal(read, joined.Profiles);
        Assert.Equal(read, set.Profiles);
        Assert.Null(set.FoundBy);
    }

    [Fact]
    public void Vawa_stands_for_itself_since() =>
        Assert.Equal([Vawa], ((AgencyJoined)Read("agency-joined.v2", """{"agency":"harbor","name":"Harbor","kind":"victimServices","profiles":["vawa"]}""")).Profiles);

    private static DomainEvent Read(string type, string json) =>
        EventCodec.Current.Decode(EventCodecTests.Stored(new EventData(Guid.NewGuid(), type, Encoding.UTF8.GetBytes(json)))).Event;
}
