using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Coordination.Testing;
using Xunit;

namespace Coordination.Host.Tests.Platform.Http;

/// <summary>Bodies are JSON in UTF-8. Everything else is refused before anybody reads it, and no refusal fails.</summary>
public sealed class BodyTypeTests(CoordinationHost host) : IClassFixture<CoordinationHost>
{
    private const string Body = """{"calledBy":"Zoë"}""";
    private readonly ApiClient _advocate = host.As("amina", "open-door", "advocate");

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/json; charset=utf-8")]
    [InlineData("application/json; charset=\"utf-8\"")]
    [InlineData("application/json;charset=UTF-8")]
    [InlineData("Application/JSON ; Charset=\"Utf-8\"")]
    [InlineData("application/json; profile=\"x\"")]
    public async Task Json_in_UTF8_is_taken_however_its_type_is_written(string type) =>
        Assert.Equal(HttpStatusCode.Created, (await Send(Encoding.UTF8.GetBytes(Body), type)).Status);

    [Theory]
    [InlineData("""{"reason":"because"}""", true)]
    [InlineData("""{"when":"never" """, true)]
    [InlineData("[]", true)]
    [InlineData("{}", false)]
    [InlineData("", false)]
    public async Task An_operation_that_takes_no_body_refuses_one_that_says_something(string body, bool refused)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/v1/operations/{Guid.NewGuid()}/decline") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        Assert.Equal(refused ? "malformed" : "not-found", (await _advocate.Send(request)).Problem);
    }

    [Fact]
    public async Task A_mark_of_the_byte_order_is_passed_over() =>
        Assert.Equal(HttpStatusCode.Created, (await Send([.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(Body)], "application/json")).Status);

    [Theory]
    [InlineData("application/json; charset=bogus")]
    [InlineData("application/json; charset=\"\"")]
    [InlineData("application/json; charset=utf-7")]
    [InlineData("application/json; charset=utf-16")]
    [InlineData("application/json; charset=iso-8859-1")]
    [InlineData("application/json; charset=utf-8; charset=utf-16")]
    [InlineData("application/vnd.api+json")]
    [InlineData("application/problem+json")]
    [InlineData("application/*+json")]
    [InlineData("application/*")]
    [InlineData("text/json")]
    [InlineData("application/json, application/json")]
    [InlineData("application/json", "application/json")]
    [InlineData("nonsense")]
    [InlineData("")]
    [InlineData]
    public async Task Any_other_type_is_refused(params string[] types)
    {
        var answer = await Send(Encoding.UTF8.GetBytes(Body), types);

        Assert.Equal((HttpStatusCode.UnsupportedMediaType, "wrong-media-type"), (answer.Status, answer.Problem));
    }

    [Theory]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("iso-8859-1")]
    public async Task Bytes_that_are_no_UTF8_are_refused_whatever_their_type_says(string encoding)
    {
        var bytes = Encoding.GetEncoding(encoding).GetBytes(Body);

        Assert.Equal("wrong-media-type", (await Send(bytes, $"application/json; charset={encoding}")).Problem);
        Assert.Contains((await Send(bytes, "application/json")).Problem, new[] { "wrong-media-type", "malformed" });
    }

    [Theory]
    [InlineData("application/json; charset=bogus")]
    [InlineData("application/json; charset=\"utf-8\"")]
    [InlineData("application/json", "text/plain")]
    public async Task Where_there_is_no_body_its_type_is_not_looked_at(params string[] types) =>
        Assert.Equal((HttpStatusCode.BadRequest, "malformed"), ((await Send([], types)).Status, (await Send([], types)).Problem));

    [Theory]
    [InlineData("gzip")]
    [InlineData("identity")]
    public async Task A_body_that_says_that_it_is_encoded_is_refused(string encoding) =>
        Assert.Equal("wrong-media-type", (await Send(Encoding.UTF8.GetBytes(Body), ["application/json"], encoding)).Problem);

    [Theory]
    [InlineData("""{"calledBy":"A","\ud800":"x"}""", null)]
    [InlineData("""{"\ud800":"x"}""", null)]
    [InlineData("""{"\udc00\ud800":{}}""", null)]
    [InlineData("""{"calledBy":"\ud800"}""", "calledBy")]
    [InlineData("""{"calledBy":"A\udfff"}""", "calledBy")]
    [InlineData("""{"calledBy":"A","calledBy":"\ud800"}""", "calledBy")]
    [InlineData("""{"calledBy":1e999999}""", "calledBy")]
    [InlineData("""{"calledBy":-123456789012345678901234567890}""", "calledBy")]
    [InlineData("""{"calledBy":{"\ud800":"x"}}""", "calledBy")]
    [InlineData("\"\\ud800\"", null)]
    public async Task What_is_no_text_is_explained_and_the_explanation_does_not_fail(string body, string? field)
    {
        var answer = await Send(Encoding.UTF8.GetBytes(body), "application/json");

        Assert.Equal((HttpStatusCode.BadRequest, "malformed", field), (answer.Status, answer.Problem, answer.Field));
        Assert.DoesNotContain("Exception", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_character_that_no_database_takes_is_refused_in_every_text_with_its_field()
    {
        var sensitive = await Send("""{"calledBy":"A","language":"a\u0000b"}"""u8.ToArray(), "application/json");
        var administrator = host.As("rosa", "task-force-office", "administrator");
        var answer = await administrator.Send(Request("/v1/task-force", """{"name":"a\u0000b","jurisdiction":"a county","coordinatingAgency":"task-force-office"}"""u8.ToArray(), ["application/json"], null));

        Assert.Equal((HttpStatusCode.UnprocessableEntity, "language"), (sensitive.Status, sensitive.Field));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "name"), (answer.Status, answer.Field));
    }

    [Fact]
    public async Task No_command_answers_half_a_character_in_a_name_with_a_failure()
    {
        var description = (await host.WithToken(null).Get("/openapi/v1.json")).Ok().Json;
        var everybody = host.As("amina", "open-door", "advocate", "coordinator", "administrator", "partner", "counsel", "agencyAdministrator");
        foreach (var (path, body) in new SampleBodies(description, "x").Commands().Where(command => command.Body is not null))
        {
            var answer = await everybody.Send(Request(path, Encoding.UTF8.GetBytes($"{body!.ToJsonString()[..^1]},\"\\ud800\":1}}"), ["application/json"], null));

            Assert.True(answer.Status is HttpStatusCode.BadRequest or HttpStatusCode.Forbidden or HttpStatusCode.NotFound, $"{path}: {answer.Text}");
        }
    }

    private Task<ApiReply> Send(byte[] body, params string[] types) => Send(body, types, null);

    private Task<ApiReply> Send(byte[] body, string[] types, string? encoding) => _advocate.Send(Request("/v1/survivors", body, types, encoding));

    private static HttpRequestMessage Request(string path, byte[] body, string[] types, string? encoding)
    {
        var content = new ByteArrayContent(body);
        foreach (var type in types)
            content.Headers.TryAddWithoutValidation("Content-Type", type);
        if (encoding is not null)
            content.Headers.ContentEncoding.Add(encoding);
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        request.Headers.TryAddWithoutValidation("Idempotency-Key", Guid.NewGuid().ToString());
        return request;
    }
}
