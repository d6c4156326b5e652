using Coordination.Testing;
using Xunit;

namespace Coordination.Host.Tests.Platform.Http;

public sealed class MeTests(SharedHost host)
{
    [Fact]
    public async Task A_caller_sees_what_their_token_says()
    {
        var me = (await host.As("amina", "open-door", "advocate").Get("/v1/me")).Ok();

        Assert.Equal("amina", me.Json["person"]!.GetValue<string>());
        Assert.Equal("open-door", me.Json["agency"]!.GetValue<string>());
    }

    [Fact]
    public async Task Who_has_no_token_is_told_so() => Assert.Equal("unauthenticated", (await host.WithToken(null).Get("/v1/me")).Problem);

    [Fact]
    public async Task An_address_that_does_not_exist_is_a_problem_too() => Assert.Equal("not-found", (await host.WithToken(null).Get("/v1/nothing")).Problem);
}
