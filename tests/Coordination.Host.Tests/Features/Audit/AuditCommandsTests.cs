using System.Text.Json.Nodes;
using Coordination.Domain;
using Coordination.Host.Cli;
using Coordination.Host.Platform.Identity;
using Coordination.Host.Tests.Features.Disclosures;
using Coordination.Testing;
using Xunit;

namespace Coordination.Host.Tests.Features.Audit;

/// <summary>The terminal gives what the API gives, as text or as the same JSON.</summary>
public sealed class AuditCommandsTests(CoordinationHost host) : IClassFixture<CoordinationHost>, IDisposable
{
    private readonly DisclosureWorld _world = new(host);
    private readonly StringWriter _output = new();

    public void Dispose() => _output.Dispose();

    [Fact]
    public async Task Timelines_states_and_explanations_are_told_as_text()
    {
        await _world.Begin();
        var made = await _world.Made();
        var desk = new AuditCommands(host.Services, _output, asJson: false);

        Assert.True(await desk.Timeline(_world.Case, 0, default));
        Assert.True(await desk.State($"consent-{_world.Survivor}", null, null, default));
        Assert.True(await desk.Explain(new DisclosureId(Guid.Parse(made)), default));

        var text = _output.ToString();
        Assert.Contains("disclosure-made.v1", text, StringComparison.Ordinal);
        Assert.Contains($"release {_world.Release}: in force until", text, StringComparison.Ordinal);
        Assert.Contains("the same answer, bit for bit", text, StringComparison.Ordinal);
        Assert.All(AuditRoutesTests.Planted, planted => Assert.DoesNotContain(planted, text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Json_is_the_shape_of_the_API()
    {
        await _world.Begin();
        var auditor = host.As("ines.oduya", "state-auditor", "auditor");

        await new AuditCommands(host.Services, _output, asJson: true).Timeline($"case-{_world.Case}", 0, default);
        var overHttp = (await auditor.Get($"/v1/audit/streams/case-{_world.Case}")).Ok().Json;

        Assert.True(JsonNode.DeepEquals(overHttp, JsonNode.Parse(_output.ToString())));
    }

    [Fact]
    public async Task What_is_not_there_is_not_told()
    {
        var desk = new AuditCommands(host.Services, _output, asJson: false);

        Assert.False(await desk.Timeline("consent-3f2b6c1e-0d5a-4c7e-9b0a-2f1d8e6a4b35", 0, default));
        Assert.False(await desk.Timeline($"{Guid.NewGuid()}", 0, default));
        Assert.False(await desk.State("nonsense", null, null, default));
        Assert.False(await desk.Explain(new DisclosureId(Guid.NewGuid()), default));
        await Assert.ThrowsAsync<SettingsException>(() => desk.State("taskforce", 1, DateTimeOffset.UnixEpoch, default));
        Assert.Empty(_output.ToString());
    }
}
