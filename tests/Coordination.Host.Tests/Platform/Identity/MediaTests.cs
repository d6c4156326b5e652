using Coordination.Host.Tests.Features.Consent;
using Coordination.Testing;
using Xunit;

namespace Coordination.Host.Tests.Platform.Identity;

/// <summary>Of an agency that publishes, what it is may be recorded. Its people are served nothing (CG-48).</summary>
public sealed class MediaTests(ConsentHost host)
{
    [Fact]
    public async Task Its_people_are_answered_like_those_of_an_agency_that_never_joined()
    {
        var world = await new ConsentWorld(host).Begin();
        await world.Join("daily-news", "media", "rita.cole");

        foreach (var role in new[] { "partner", "advocate", "counsel", "agencyAdministrator" })
        {
            foreach (var path in new[] { "/v1/me", "/v1/task-force", "/v1/inbox/disclosures", "/v1/reminders", "/v1/caseload", "/v1/webhooks", "/v1/outside-recipients" })
            {
                Assert.Equal("not-a-member", (await host.As("rita.cole", "daily-news", role).Get(path)).Problem);
            }
        }

        Assert.Equal("media", (await world.Admin.Get("/v1/agencies/daily-news")).Ok().Json["kind"]!.GetValue<string>());
    }
}
