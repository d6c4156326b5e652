using System.Net;
using Coordination.Host.Platform.Http;
using Coordination.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Xunit;

namespace Coordination.Host.Tests.Platform.Http;

public sealed class HealthTests
{
    [Theory]
    [InlineData(null, HttpStatusCode.OK)]
    [InlineData("the disk of 10.0.0.7 is full", HttpStatusCode.ServiceUnavailable)]
    public async Task The_host_is_ready_when_every_part_of_it_is(string? fault, HttpStatusCode expected)
    {
        await using var host = new CoordinationHost { Replace = services => services.RemoveAll<IReadiness>().AddSingleton<IReadiness>(new Part(fault)) };

        var ready = await host.WithToken(null).Get("/health/ready");
        var live = await host.WithToken(null).Get("/health/live");

        Assert.Equal(expected, ready.Status);
        Assert.Equal(HttpStatusCode.OK, live.Status);
        Assert.DoesNotContain("10.0.0.7", ready.Text, StringComparison.Ordinal);
        if (fault is not null)
            Assert.Equal("Not ready: the part: it cannot be written to.", ready.Json["detail"]!.GetValue<string>());
    }

    private sealed class Part(string? fault) : IReadiness
    {
        public string Name => "the part";
        public ValueTask<Unready?> Check(CancellationToken cancellation) => new(fault is null ? null : new Unready("it cannot be written to", fault));
    }
}
