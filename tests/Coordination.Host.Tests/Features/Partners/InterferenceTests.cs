using Coordination.Host.Platform.Execution;
using Coordination.Host.Tests.Features.Disclosures;
using Coordination.Testing;
using Xunit;

namespace Coordination.Host.Tests.Features.Partners;

/// <summary>What one agency may write at will, between the reading and the storing of what another decides.</summary>
public sealed class InterferenceTests : IDisposable
{
    private readonly InterferingStore _store = new();
    private readonly CoordinationHost _host;
    private readonly List<AppendResult> _appended = [];
    private bool _interfering;

    public InterferenceTests()
    {
        _host = new() { Around = _store.Over };
        _store.AfterAppend = (_, result) =>
        {
            if (!_interfering)
                _appended.Add(result);
            return Task.CompletedTask;
        };
    }

    public void Dispose() => _host.Dispose();

    [Fact]
    public async Task Nothing_that_a_partner_may_write_at_will_makes_a_custodian_decide_again()
    {
        var world = await new DisclosureWorld(_host).Begin();
        var office = _host.As("rosa.delgado", "task-force-office", "coordinator");
        var concern = (await world.Advocate.Post("/v1/agencies/county-sheriff/concerns", new { kind = "pressure", what = "They wait outside." })).Ok().Id;
        (await office.Post($"/v1/concerns/{concern}/put", new { words = "Deputies are said to wait." })).Ok();
        Func<int, Task<ApiReply>>[] atWill =
        [
            n => world.Dana.Post("/v1/agencies/open-door/concerns", new { kind = "discrimination", what = $"number {n}" }),
            n => world.Dana.Post($"/v1/concerns/{concern}/answer", new { answer = $"answer {n}" }),
            n => world.Ask($"a woman from farm {n}"),
            n => world.Dana.Post("/v1/operations", new { asked = "open-door", startsAt = DateTimeOffset.UtcNow.AddDays(3), plan = $"motel {n}" }),
        ];
        var ask = (await world.Ask()).Ok().Id;
        var interferences = 0;
        _store.BeforeAppend = async (_, request) =>
        {
            if (_interfering || request.Metadata.Agency != "open-door")
                return;
            _interfering = true;
            foreach (var write in atWill)
                (await write(++interferences)).Ok();
            _interfering = false;
        };

        (await world.Advocate.Post($"/v1/disclosures/{ask}/match", new { @case = world.Case })).Ok();
        (await world.Advocate.Post($"/v1/disclosures/{ask}/authorise", new { })).Ok();
        (await world.Advocate.Post($"/v1/disclosures/{ask}/make")).Ok();
        (await world.Advocate.Post($"/v1/consent/{world.Survivor}/releases/{world.Release}/revoke", new { through = "telephone" })).Ok();

        Assert.True(interferences >= 4 * atWill.Length);
        Assert.DoesNotContain(_appended, result => result is AppendResult.Conflict);
    }
}
