using System.Security.Cryptography;
using Coordination.Domain;
using Coordination.Host.Platform.Encryption;
using Coordination.Host.Platform.Identity;
using Coordination.Testing;
using Microsoft.Extensions.Configuration;
using Xunit;

namespace Coordination.Host.Tests.Platform.Encryption;

/// <summary>The key service over HTTP: against a small server of its own, over a real connection.</summary>
public sealed class TransitTests : IAsyncLifetime
{
    private static readonly AgencyId Agency = new("open-door");
    private readonly string _folder = Directory.CreateTempSubdirectory("coordination-transit-").FullName;
    private SmallTransitServer _server = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _server = await SmallTransitServer.Start();

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task What_it_wrapped_it_unwraps_for_the_same_words_and_agency_only()
    {
        var keys = Service();
        var key = RandomNumberGenerator.GetBytes(32);
        var wrapped = await keys.Wrap(Agency, "survivor-1", key, Cancellation);
        await keys.Wrap(new AgencyId("metro-police"), "survivor-1", key, Cancellation);

        Assert.StartsWith("vault:v1:", wrapped, StringComparison.Ordinal);
        Assert.Equal(key, await keys.Unwrap(Agency, "survivor-1", wrapped, Cancellation));
        await Assert.ThrowsAsync<CryptographicException>(async () => await keys.Unwrap(Agency, "survivor-2", wrapped, Cancellation));
        await Assert.ThrowsAsync<CryptographicException>(async () => await keys.Unwrap(new AgencyId("metro-police"), "survivor-1", wrapped, Cancellation));
    }

    [Fact]
    public async Task Renewing_an_agencys_key_leaves_everything_readable_and_the_old_key_useless()
    {
        var (keys, subjects) = (Service(), new FileSubjectKeys(Path.Combine(_folder, "keys")));
        var scope = TestKeys.ScopeOf(Agency.Value, Guid.NewGuid());
        var key = RandomNumberGenerator.GetBytes(32);
        var old = await keys.Wrap(Agency, scope.ToString(), key, Cancellation);
        await subjects.TryAdd(scope, new KeptKeys.Wrapped([old]), Cancellation);

        Assert.Equal(1, await new KeyMaintenance(keys, subjects).RotateAgency(Agency, Cancellation));

        var kept = Assert.IsType<KeptKeys.Wrapped>(await subjects.Read(scope, Cancellation)).Versions.Single();
        Assert.StartsWith("vault:v2:", kept, StringComparison.Ordinal);
        Assert.Equal(key, await keys.Unwrap(Agency, scope.ToString(), kept, Cancellation));
        await Assert.ThrowsAsync<CryptographicException>(async () => await keys.Unwrap(Agency, scope.ToString(), old, Cancellation));
    }

    [Fact]
    public async Task A_service_that_is_down_or_refuses_us_is_an_outage_and_no_crash()
    {
        var settings = Settings();
        using var ring = new KeyRing(Service(), new FileSubjectKeys(settings.Folder), settings, TimeProvider.System);
        var scope = TestKeys.ScopeOf(Agency.Value, Guid.NewGuid());
        _server.IsDown = true;

        Assert.IsType<KeyState.Unavailable>(await ring.FetchOrMake(scope, Cancellation));
        Assert.Equal("the key service does not answer", await Service().Check(Cancellation));

        _server.IsDown = false;
        Assert.Null(await Service().Check(Cancellation));
        Assert.Equal("the key service answers 403", await Service("somebody else's token").Check(Cancellation));
        await Assert.ThrowsAsync<KeyServiceUnavailableException>(async () => await Service("somebody else's token").Wrap(Agency, "", new byte[32], Cancellation));
    }

    [Theory]
    [InlineData("application/json", ""), InlineData("application/json", "null"), InlineData("application/json", "[]"), InlineData("application/json", "{}"), InlineData("application/json", """{"data":null}""")]
    [InlineData("application/json", """{"data":{"plaintext":"not base64","ciphertext":null}}"""), InlineData("application/json", """{"data":{"plaintext":7}}"""), InlineData("text/html", "<html>Please sign in</html>")]
    [InlineData("application/json; charset=bogus", "{}")]
    public async Task An_answer_that_is_none_is_an_outage_and_no_crash(string mediaType, string body)
    {
        var settings = Settings();
        var scope = TestKeys.ScopeOf(Agency.Value, Guid.NewGuid());
        using (var ring = new KeyRing(Service(), new FileSubjectKeys(settings.Folder), settings, TimeProvider.System))
            Assert.IsType<KeyState.Ready>(await ring.FetchOrMake(scope, Cancellation));
        _server.Says = (mediaType, body);

        using var later = new KeyRing(Service(), new FileSubjectKeys(settings.Folder), settings, TimeProvider.System);
        Assert.IsType<KeyState.Unavailable>(await later.Fetch(scope, Cancellation));
        Assert.IsType<KeyState.Unavailable>(await later.FetchOrMake(TestKeys.ScopeOf(Agency.Value, Guid.NewGuid()), Cancellation));
    }

    [Fact]
    public async Task A_key_that_it_answers_with_and_that_is_too_short_is_not_used()
    {
        var settings = Settings();
        var scope = TestKeys.ScopeOf(Agency.Value, Guid.NewGuid());
        using (var ring = new KeyRing(Service(), new FileSubjectKeys(settings.Folder), settings, TimeProvider.System))
            Assert.IsType<KeyState.Ready>(await ring.FetchOrMake(scope, Cancellation));
        _server.Says = ("application/json", """{"data":{"plaintext":"AAAA"}}""");

        using var later = new KeyRing(Service(), new FileSubjectKeys(settings.Folder), settings, TimeProvider.System);
        Assert.IsType<KeyState.Damaged>(await later.Fetch(scope, Cancellation));
    }

    [Theory]
    [InlineData("http://vault.example.org:8200")]
    [InlineData("vault.example.org")]
    public void An_address_over_which_keys_would_travel_in_clear_is_refused(string address) =>
        Assert.Throws<SettingsException>(() => KeySettings.Read(new ConfigurationBuilder().AddInMemoryCollection(
            [new("Keys:Transit:Address", address), new("Keys:Transit:TokenFile", "token")]).Build()));

    private TransitAgencyKeys Service(string token = SmallTransitServer.Token) => TransitAgencyKeys.Open(Settings(token));

    private KeySettings Settings(string token = SmallTransitServer.Token)
    {
        var file = Path.Combine(_folder, Guid.NewGuid().ToString("N"));
        File.WriteAllText(file, token + "\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return new KeySettings { Folder = Path.Combine(_folder, "keys"), Transit = _server.Address, TransitTokenFile = file };
    }
}
