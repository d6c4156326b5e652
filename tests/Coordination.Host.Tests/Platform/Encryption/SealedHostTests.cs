using System.Net;
using System.Text;
using Coordination.Domain;
using Coordination.Domain.Survivors;
using Coordination.Host.Platform.Encryption;
using Coordination.Host.Platform.EventCatalogue;
using Coordination.Host.Platform.Execution;
using Coordination.Testing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Coordination.Host.Tests.Platform.Encryption;

/// <summary>What the whole host keeps, and what it says where it cannot read that.</summary>
public sealed class SealedHostTests : IDisposable
{
    private const string Words = "They keep my passport in the office safe.";
    private readonly CoordinationHost _host = new() { ReadsClearText = false };

    private ApiClient Advocate => _host.As("amina", "open-door", "advocate");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _host.Dispose();

    [Fact]
    public async Task The_log_holds_ciphertext_and_the_custodian_reads_what_was_said()
    {
        var survivor = await Welcome();

        var stored = await _host.Store.ReadStream($"survivor-{survivor}", 0, 10, Cancellation);

        Assert.DoesNotContain(stored, e => Encoding.UTF8.GetString(e.Data.Span).Contains("passport", StringComparison.Ordinal));
        Assert.Equal(Words, await Said(survivor));
    }

    [Fact]
    public async Task The_states_that_are_kept_in_memory_are_sealed_too()
    {
        var survivor = await Welcome();

        Assert.True(_host.Services.GetRequiredService<StateCache>().TryFind<SurvivorState>($"survivor-{survivor}", out var kept));

        var state = Assert.IsType<SurvivorState.Welcomed>(kept.State);
        Assert.NotNull(state.CalledBy.Sealed());
        Assert.All(state.OwnWords, words => Assert.NotNull(words.Sealed()));
    }

    [Fact]
    public async Task Saying_the_same_again_records_nothing_though_it_is_sealed()
    {
        var survivor = await Welcome();

        var again = (await Advocate.Post($"/v1/survivors/{survivor}/own-words", new { words = Words })).Ok();

        Assert.Equal(2, again.Json["version"]!.GetValue<long>());
    }

    [Fact]
    public async Task When_her_key_was_destroyed_the_answer_says_so_and_since_when()
    {
        var survivor = await Welcome();
        var at = await Ring.Destroy(KeySubject.Of(new SurvivorId(Guid.Parse(survivor))), Cancellation);

        var answer = (await Advocate.Get($"/v1/survivors/{survivor}")).Ok();
        var refused = await Advocate.Post($"/v1/survivors/{survivor}/own-words", new { words = "Something else." });

        Assert.Equal(("keyDestroyed", at), (answer.Json["calledBy"]!["unreadable"]!.GetValue<string>(), answer.Json["calledBy"]!["since"]!.GetValue<DateTimeOffset>()));
        Assert.Equal((HttpStatusCode.Gone, "unreadable"), (refused.Status, refused.Problem));
        Assert.Equal(2, (await _host.Store.ReadStream($"survivor-{survivor}", 0, 10, Cancellation)).Count);
    }

    [Fact]
    public async Task When_the_keys_cannot_be_reached_reading_says_so_and_recording_waits()
    {
        var survivor = await Welcome();
        var agencies = Path.Combine(_host.KeyFolder, "agencies");
        Directory.Move(agencies, agencies + ".away");
        using var late = new CoordinationHost { Database = _host.Database, ReadsClearText = false, KeyFolder = _host.KeyFolder };
        var advocate = late.As("amina", "open-door", "advocate");

        var answer = (await advocate.Get($"/v1/survivors/{survivor}")).Ok();
        var key = Guid.NewGuid().ToString();
        var refused = await advocate.Post($"/v1/survivors/{survivor}/own-words", new { words = "Something else." }, key);
        Directory.Delete(agencies, recursive: true);
        Directory.Move(agencies + ".away", agencies);
        await Task.Delay(TimeSpan.FromSeconds(1.2), Cancellation); // an outage is remembered for a second

        Assert.Equal("keyServiceUnavailable", answer.Json["calledBy"]!["unreadable"]!.GetValue<string>());
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "unavailable"), (refused.Status, refused.Problem));
        Assert.Equal(3, (await advocate.Post($"/v1/survivors/{survivor}/own-words", new { words = "Something else." }, key)).Ok().Json["version"]!.GetValue<long>());
    }

    [Fact]
    public async Task Whoever_reads_as_an_auditor_opens_nothing_whatever_else_they_are()
    {
        var survivor = await Welcome();

        var answer = await _host.As("noor", "open-door", "advocate", "auditor").Get($"/v1/survivors/{survivor}");

        Assert.DoesNotContain("passport", answer.Text, StringComparison.Ordinal);
        Assert.Equal("notForThisRole", answer.Ok().Json["calledBy"]!["unreadable"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_text_that_was_stored_in_clear_is_not_read()
    {
        var survivor = Guid.NewGuid();
        var clear = EventCodec.Current.Encode(new SurvivorWelcomed(new SurvivorId(survivor), new AgencyId("open-door"), Sensitive.Of("Words put into her mouth"), null), Guid.NewGuid());
        await _host.Store.Append(new([new($"survivor-{survivor}", "survivor", ExpectedVersion.NoStream, [clear])], [], new("amina", "open-door", DateTimeOffset.UnixEpoch)), Cancellation);

        var answer = await Advocate.Get($"/v1/survivors/{survivor}");

        Assert.Equal(HttpStatusCode.InternalServerError, answer.Status);
        Assert.DoesNotContain("mouth", answer.Text, StringComparison.Ordinal);
    }

    private KeyRing Ring => _host.Services.GetRequiredService<KeyRing>();

    private async Task<string> Welcome()
    {
        var survivor = (await Advocate.Post("/v1/survivors", new { calledBy = "Marisol" })).Ok().Id;
        (await Advocate.Post($"/v1/survivors/{survivor}/own-words", new { words = Words })).Ok();
        return survivor;
    }

    private async Task<string> Said(string survivor) => (await Advocate.Get($"/v1/survivors/{survivor}")).Ok().Json["ownWords"]![0]!.GetValue<string>();
}
