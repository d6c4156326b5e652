using Coordination.Testing;
using Xunit;

namespace Coordination.Host.Tests.Features.Consent;

/// <summary>What a release alone does not give, as an advocate records it.</summary>
public sealed class PermissionRoutesTests(ConsentHost host) : IAsyncLifetime
{
    private readonly ConsentWorld _world = new(host);
    private readonly string _item = Guid.NewGuid().ToString();

    public async ValueTask InitializeAsync() => await _world.Begin();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_waiver_an_authorisation_and_what_she_was_told_are_recorded_and_shown()
    {
        var consent = await _world.Welcome();

        (await _world.Advocate.Post($"{consent}/privilege-waivers", Waiver("survivor"))).Ok();
        (await _world.Advocate.Post($"{consent}/shelter-authorisations", new { @operator = "open-door", recipients = new[] { "county-sheriff" }, signedAt = DateTimeOffset.UtcNow.AddDays(-1), expires = DateTimeOffset.UtcNow.AddDays(9) })).Ok();
        (await _world.Advocate.Post($"{consent}/told-beforehand", new { disclosure = Guid.NewGuid(), through = "telephone" })).Ok();
        (await _world.Advocate.Post($"{consent}/trial-status", new { pending = true })).Ok();
        var position = (await _world.Advocate.Get(consent)).Ok().Json;

        Assert.Single(position["privilegeWaivers"]!.AsArray());
        Assert.Single(position["shelterAuthorisations"]!.AsArray());
        Assert.True(position["trialPending"]!.GetValue<bool>());
    }

    [Fact]
    public async Task Nobody_waives_for_her_and_she_takes_it_back_by_saying_so()
    {
        var consent = await _world.Welcome();

        var byParent = await _world.Advocate.Post($"{consent}/privilege-waivers", Waiver("parent"));
        (await _world.Advocate.Post($"{consent}/privilege-waivers", Waiver("survivor"))).Ok();
        (await _world.Advocate.Post($"{consent}/privilege-waivers/withdraw", new { items = new[] { _item }, through = "telephone" })).Ok();

        Assert.Equal("signature.capacity", byParent.Field);
        Assert.Empty((await _world.Advocate.Get(consent)).Ok().Json["privilegeWaivers"]!.AsArray());
    }

    [Fact]
    public async Task For_another_agency_there_is_no_record() =>
        Assert.Equal("not-found", (await _world.Elsewhere.Post($"{await _world.Welcome()}/trial-status", new { pending = false })).Problem);

    private object Waiver(string capacity) => new { recipients = new[] { "county-sheriff" }, items = new[] { _item }, signature = new { capacity, method = "electronic" } };
}
