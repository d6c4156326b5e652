using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Coordination.Testing;
using Xunit;

namespace Coordination.Host.Tests.Platform.Http;

public sealed class BadInputTests(SharedHost host)
{
    private const string Survivors = "/v1/survivors";
    private readonly ApiClient _advocate = host.As("amina", "open-door", "advocate");

    [Theory]
    [InlineData("""{"calledBy": 7}""", "calledBy", "Expected a text.")]
    [InlineData("""{"calledBy": null}""", "calledBy", "Expected a text.")]
    [InlineData("""{"calledBy": {"first": "Marisol"}}""", "calledBy", "Expected a text.")]
    [InlineData("""{"language": "Mixtec"}""", "calledBy", "This field is required.")]
    [InlineData("""{"calledBy": "Marisol", "calledBy": "Maria"}""", "calledBy", "This field is there twice.")]
    [InlineData("""{"calledby": "Marisol"}""", null, "There is a field that is not known here. Known are: calledBy, language.")]
    [InlineData("""[]""", null, "Expected an object.")]
    [InlineData("""null""", null, null)]
    [InlineData("""{"calledBy": "Marisol" """, null, "The body is not well-formed JSON, or nests deeper than 24, at line 1.")]
    [InlineData("", null, null)]
    public async Task A_body_that_is_not_as_expected_is_answered_with_the_field_and_what_was_expected(string body, string? field, string? detail)
    {
        var answer = await Send(Survivors, body);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal("malformed", answer.Problem);
        Assert.Equal(field, answer.Field);
        if (detail is not null)
            Assert.Equal(detail, answer.Json["detail"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_body_that_nests_too_deep_is_refused()
    {
        Assert.Contains("nests deeper than 24", await Nested(24), StringComparison.Ordinal);
        Assert.Equal("Expected a text.", await Nested(23));

        async Task<string> Nested(int deep)
        {
            var answer = await Send(Survivors, $$"""{"calledBy": {{new string('[', deep)}}{{new string(']', deep)}}}""");
            Assert.Equal("malformed", answer.Problem);
            return answer.Json["detail"]!.GetValue<string>();
        }
    }

    [Fact]
    public async Task Brackets_within_a_text_are_not_nesting() =>
        Assert.Equal(HttpStatusCode.Created, (await Send(Survivors, $$"""{"calledBy": "\\\"{{new string('[', 20)}}"}""")).Status);

    [Fact]
    public async Task A_body_that_is_too_large_is_refused_with_and_without_a_length()
    {
        var large = new string('a', 70_000);

        Assert.Equal("too-large", (await Send(Survivors, $$"""{"calledBy": "{{large}}"}""")).Problem);
        Assert.Equal("too-large", (await Send(Survivors, $$"""{"calledBy": "{{large}}"}""", chunked: true)).Problem);
        Assert.Equal(HttpStatusCode.Created, (await Send(Survivors, """{"calledBy": "Marisol"}""", chunked: true)).Status);
    }

    [Fact]
    public async Task A_body_of_another_media_type_is_refused()
    {
        var answer = await Send(Survivors, """{"calledBy": "Marisol"}""", mediaType: "text/plain");

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.Status);
        Assert.Equal("wrong-media-type", answer.Problem);
    }

    [Fact]
    public async Task What_the_domain_finds_wrong_is_unprocessable_and_names_the_field()
    {
        var answer = await Send(Survivors, """{"calledBy": "  "}""");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Equal("invalid-input", answer.Problem);
        Assert.Equal("calledBy", answer.Field);
    }

    [Fact]
    public async Task An_ill_formed_identifier_in_the_address_is_as_unknown_as_any() =>
        Assert.Equal("not-found", (await _advocate.Get($"{Survivors}/not-an-id")).Problem);

    [Fact]
    public async Task A_method_that_does_not_exist_is_a_problem_too() =>
        Assert.Equal("method-not-allowed", (await _advocate.Send(new HttpRequestMessage(HttpMethod.Delete, Survivors))).Problem);

    [Fact]
    public async Task No_answer_is_ever_stored_on_the_way()
    {
        Assert.True((await _advocate.Get("/v1/me")).Headers.CacheControl!.NoStore);
        Assert.True((await _advocate.Get($"{Survivors}/{Guid.NewGuid()}")).Headers.CacheControl!.NoStore);
        Assert.True((await host.WithToken(null).Get("/v1/me")).Headers.CacheControl!.NoStore);
    }

    private Task<ApiReply> Send(string path, string body, bool chunked = false, string mediaType = "application/json")
    {
        HttpContent content = chunked ? new StreamContent(new Unsized(Encoding.UTF8.GetBytes(body))) : new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.ContentType = new MediaTypeHeaderValue(mediaType);
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        request.Headers.TryAddWithoutValidation("Idempotency-Key", Guid.NewGuid().ToString());
        return _advocate.Send(request);
    }

    /// <summary>A stream whose length nobody knows beforehand.</summary>
    private sealed class Unsized(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }
}
