using System.Text;
using Coordination.Host.Platform.Encryption;
using Coordination.Testing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Coordination.Host.Tests.Platform.Encryption;

/// <summary>Whatever lies where a key should be: it is said that it cannot be read, and by no means that something went wrong in the host.</summary>
public sealed class DamagedKeyTests(CoordinationHost host) : IClassFixture<CoordinationHost>
{
    private const string Agency = "open-door";
    private static readonly Encoding s_utf8 = new UTF8Encoding(false);

    public static TheoryData<string> NoKeys =>
    [
        """{"versions":["file:v1:"]}""", """{"versions":["file:v1:AAAA"]}""", """{"versions":["file:v1:AAAAAAAAAAAAAAAAAAAAAA=="]}""", """{"versions":["file:v1:not base64"]}""", """{"versions":["file:v1:====="]}""",
        """{"versions":["file:v1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=="]}""", """{"versions":["file:v"]}""", """{"versions":["file:v1"]}""", """{"versions":["file:vx:AAAA"]}""", """{"versions":["file:v99999999999:AAAA"]}""",
        """{"versions":["file:v0:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"]}""", """{"versions":["vault:v1:AAAA"]}""", """{"versions":[null]}""", """{"versions":[]}""", """{"versions":null}""", "{}", "null", "[]", "7", "", "{", "\0\0\0\0",
    ];

    [Theory]
    [MemberData(nameof(NoKeys))]
    public async Task A_file_of_her_keys_that_holds_no_key_is_unreadable_and_no_fault_of_ours(string content)
    {
        var advocate = host.As("amina", Agency, "advocate");
        var her = (await advocate.Post("/v1/survivors", new { calledBy = "Marisol" })).Ok().Id;
        await Overwrite(Path.Combine(host.KeyFolder, "subjects", $"survivor-{her}", $"{Agency}.json"), content);
        host.Services.GetRequiredService<KeyRing>().Forget(TestKeys.ScopeOf(Agency, Guid.Parse(her)));

        var read = (await advocate.Get($"/v1/survivors/{her}")).Ok();
        var written = await advocate.Post($"/v1/survivors/{her}/own-words", new { words = "Hello" });

        // What has the form of a wrapped key and does not unwrap may be in order, and another agency's key in the place of ours.
        var isOfAnotherService = content.Contains(":AAAAAAAAAAAAAAAAAAAAAA==", StringComparison.Ordinal) || content.Contains("\"vault:", StringComparison.Ordinal) || content.Contains("\"file:v", StringComparison.Ordinal) && !content.Contains("file:v1:", StringComparison.Ordinal);
        Assert.Equal(isOfAnotherService ? "keyServiceUnavailable" : "damaged", read.Json["calledBy"]!["unreadable"]!.GetValue<string>());
        Assert.Equal(isOfAnotherService ? "unavailable" : "unreadable", written.Problem);
    }

    [Theory]
    [InlineData("""{"versions":[{"version":1,"key":""}]}"""), InlineData("""{"versions":[{"version":1,"key":"AAAA"}]}"""), InlineData("""{"versions":[{"version":1,"key":"not base64"}]}"""), InlineData("""{"versions":[{"version":1,"key":null}]}""")]
    [InlineData("""{"versions":[{"version":1}]}"""), InlineData("""{"versions":[null]}"""), InlineData("""{"versions":[]}"""), InlineData("{}"), InlineData("null"), InlineData(""), InlineData("""{"versions":[{"version":0,"key":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="}]}""")]
    public async Task A_file_of_an_agencys_keys_that_holds_no_key_is_damaged(string content)
    {
        using var keys = new TestKeys();
        var scope = TestKeys.ScopeOf(Agency, Guid.NewGuid());
        Assert.IsType<KeyState.Ready>(await keys.Ring.FetchOrMake(scope, TestContext.Current.CancellationToken));
        await Overwrite(Path.Combine(keys.Folder, "agencies", $"{Agency}.json"), content);

        using var another = keys.Another(); // what was read stays in memory for a while: another host has not read it yet
        Assert.IsType<KeyState.Damaged>(await another.Fetch(scope, TestContext.Current.CancellationToken));
        Assert.IsType<KeyState.Damaged>(await another.FetchOrMake(TestKeys.ScopeOf(Agency, Guid.NewGuid()), TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("file:v1:"), InlineData("file:v1:AAAA"), InlineData("file:v1:%%%"), InlineData("file:v1:AAAAAAAAAAAAAAAAAAAAAA==AAAA")]
    public async Task What_was_wrapped_and_cut_off_is_told_apart_from_a_service_that_cannot_be_reached(string wrapped)
    {
        using var keys = new TestKeys();
        var scope = TestKeys.ScopeOf(Agency, Guid.NewGuid());
        await keys.Subjects.TryAdd(scope, new KeptKeys.Wrapped([wrapped]), TestContext.Current.CancellationToken);

        Assert.IsType<KeyState.Damaged>(await keys.Ring.Fetch(scope, TestContext.Current.CancellationToken));
        Assert.Equal([scope], await new KeyMaintenance(keys.Agencies, keys.Subjects).Broken(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_key_that_unwraps_and_is_too_short_is_no_key()
    {
        using var keys = new TestKeys();
        var scope = TestKeys.ScopeOf(Agency, Guid.NewGuid());
        var wrapped = await keys.Agencies.Wrap(scope.Agency, scope.ToString(), new byte[16], TestContext.Current.CancellationToken);
        await keys.Subjects.TryAdd(scope, new KeptKeys.Wrapped([wrapped]), TestContext.Current.CancellationToken);

        Assert.IsType<KeyState.Damaged>(await keys.Ring.Fetch(scope, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(""), InlineData("short")]
    public async Task The_key_of_fingerprints_is_not_used_when_it_was_cut_off(string content)
    {
        using var keys = new TestKeys();
        _ = new FingerprintKey(keys.Settings).Of("POST"u8, "{}"u8);
        await Overwrite(Path.Combine(keys.Folder, "fingerprints.key"), content);
        var key = new FingerprintKey(keys.Settings);

        Assert.Throws<KeyServiceUnavailableException>(() => key.Of("POST"u8, "{}"u8));
        await Overwrite(Path.Combine(keys.Folder, "fingerprints.key"), new string('k', ScopeKeys.KeyBytes));
        Assert.Equal(32, key.Of("POST"u8, "{}"u8).Length); // put back, it is used without a new start
    }

    private static Task Overwrite(string path, string content) => File.WriteAllBytesAsync(path, s_utf8.GetBytes(content)); // the mode of the file stays as it is
}
