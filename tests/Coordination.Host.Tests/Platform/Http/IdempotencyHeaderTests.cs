using System.Net;
using Coordination.Testing;
using Xunit;

namespace Coordination.Host.Tests.Platform.Http;

public sealed class IdempotencyHeaderTests(SharedHost host)
{
    private readonly ApiClient _advocate = host.As("amina", "open-door", "advocate");

    [Theory]
    [InlineData("")]
    [InlineData("two words")]
    [InlineData("0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789")]
    public async Task A_command_without_a_usable_key_is_refused(string key)
    {
        var answer = await _advocate.Post("/v1/survivors", new { calledBy = "Marisol" }, key);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal("idempotency-key-missing", answer.Problem);
    }

    [Fact]
    public async Task The_same_command_again_gets_the_same_answer_marked_as_a_repetition()
    {
        var first = await _advocate.Post("/v1/survivors", new { calledBy = "Marisol" }, "again");
        var second = await _advocate.Post("/v1/survivors", new { calledBy = "Marisol" }, "again");

        Assert.Equal(HttpStatusCode.Created, second.Status);
        Assert.Equal(first.Text, second.Text);
        Assert.Equal(first.Headers.Location, second.Headers.Location);
        Assert.Equal(first.Version, second.Version);
        Assert.False(first.Headers.Contains("Idempotent-Replayed"));
        Assert.Equal(["true"], second.Headers.GetValues("Idempotent-Replayed"));
    }

    [Fact]
    public async Task A_refusal_is_repeated_as_it_was()
    {
        var nobody = $"/v1/survivors/{Guid.NewGuid()}/own-words";
        var first = await _advocate.Post(nobody, new { words = "Hello" }, "refused");
        var second = await _advocate.Post(nobody, new { words = "Hello" }, "refused");

        Assert.Equal("not-found", second.Problem);
        Assert.Equal(first.Text, second.Text);
        Assert.True(second.Headers.Contains("Idempotent-Replayed"));
    }

    [Fact]
    public async Task The_same_key_with_another_body_or_address_is_refused()
    {
        var welcomed = await _advocate.Post("/v1/survivors", new { calledBy = "Marisol" }, "reused");

        var otherBody = await _advocate.Post("/v1/survivors", new { calledBy = "Maria" }, "reused");
        var otherAddress = await _advocate.Post($"/v1/survivors/{welcomed.Id}/own-words", new { calledBy = "Marisol" }, "reused");

        Assert.Equal("idempotency-key-reused", otherBody.Problem);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, otherBody.Status);
        Assert.Equal("malformed", otherAddress.Problem);
    }

    [Fact]
    public async Task Another_person_may_use_the_same_key()
    {
        await _advocate.Post("/v1/survivors", new { calledBy = "Marisol" }, "shared");

        var other = await host.As("lena", "harbor-house", "advocate").Post("/v1/survivors", new { calledBy = "Ana" }, "shared");

        Assert.Equal(HttpStatusCode.Created, other.Status);
        Assert.False(other.Headers.Contains("Idempotent-Replayed"));
    }

    [Fact]
    public async Task The_ETag_of_an_answer_is_what_If_Match_takes()
    {
        var welcomed = await _advocate.Post("/v1/survivors", new { calledBy = "Marisol" });
        var words = $"/v1/survivors/{welcomed.Id}/own-words";

        var first = await _advocate.Post(words, new { words = "one" }, ifMatch: welcomed.Headers.ETag!.Tag);
        var late = await _advocate.Post(words, new { words = "two" }, ifMatch: welcomed.Headers.ETag!.Tag);
        var any = await _advocate.Post(words, new { words = "three" }, ifMatch: "*");
        var weak = await _advocate.Post(words, new { words = "four" }, ifMatch: "W/\"3\"");
        var nonsense = await _advocate.Post(words, new { words = "five" }, ifMatch: "3");

        Assert.Equal(2, first.Version);
        Assert.Equal(HttpStatusCode.PreconditionFailed, late.Status);
        Assert.Equal("version-changed", late.Problem);
        Assert.Equal(3, any.Version);
        Assert.Equal(HttpStatusCode.PreconditionFailed, weak.Status);
        Assert.Equal("malformed", nonsense.Problem);
    }

    [Fact]
    public async Task What_the_reader_has_already_is_not_sent_again()
    {
        var welcomed = await _advocate.Post("/v1/survivors", new { calledBy = "Marisol" });
        var request = new HttpRequestMessage(HttpMethod.Get, $"/v1/survivors/{welcomed.Id}");
        request.Headers.TryAddWithoutValidation("If-None-Match", "\"1\"");

        Assert.Equal(HttpStatusCode.NotModified, (await _advocate.Send(request)).Status);
    }
}
