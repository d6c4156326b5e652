using System.Net;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Coordination.Host.Platform.Identity;
using Coordination.Testing;
using Microsoft.Extensions.Hosting;
using Xunit;

namespace Coordination.Host.Tests;

/// <summary>Outside of Development the host does not start with what would let in, give away or starve; and says all of it at once.</summary>
public sealed class StartupSettingsTests : IDisposable
{
    private static readonly string Key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
    private readonly string _folder = Directory.CreateTempSubdirectory("coordination-").FullName;

    private Dictionary<string, string> Safe => new()
    {
        ["environment"] = "Production",
        ["Identity:Authority"] = "https://id.example",
        ["Identifiers:Key"] = Key,
        ["Keys:Folder"] = Path.Combine(_folder, "keys"),
        ["ConnectionStrings:Writer"] = "Host=db.example;Database=coordination;Username=coordination_writer;Password=one",
        ["ConnectionStrings:Projector"] = "Host=db.example;Database=coordination;Username=coordination_projector;Password=two",
        ["ConnectionStrings:Messenger"] = "Host=db.example;Database=coordination;Username=coordination_messenger;Password=three",
        ["TransparencyLog:Enabled"] = "false",
    };

    [Fact]
    public async Task With_safe_settings_it_starts_and_answers()
    {
        var host = new CoordinationHost { Environment = Environments.Production };
        foreach (var (setting, value) in Safe.Where(setting => setting.Key != "environment"))
            host.With(setting, value);
        await using (host.With("Limits:RequestsPerSecond", "100").With("Limits:RequestsAtOnce", "300"))
            Assert.Equal(HttpStatusCode.OK, (await host.WithToken(null).Get("/health/live")).Status);
    }

    [Theory]
    [InlineData("Identity:Authority", "http://id.example"), InlineData("Identity:Authority", "id.example"), InlineData("Identity:Authority", ""), InlineData("Identity:Authority", "https://user:word@id.example"), InlineData("Identity:Authority", "https://id.example/?a=b")]
    [InlineData("Identity:Authority", "ftp://id.example"), InlineData("Identity:Authority", "https://"), InlineData("Identity:Audience", ""), InlineData("Identity:Audience", "  "), InlineData("Identity:Issuer", ""), InlineData("Identity:Issuer", DevelopmentIssuer.Name)]
    [InlineData("Identity:TokenTypes:0", ""), InlineData("Identity:TokenTypes:1", " "), InlineData("Identity:Algorithms:0", "HS256"), InlineData("Identity:Algorithms:0", "none"), InlineData("Identity:Algorithms:0", ""), InlineData("Identity:Development", "x", "Identity:Development:Folder")]
    [InlineData("Identifiers:Key", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="), InlineData("Identifiers:Key", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="), InlineData("Identifiers:Key", "c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0c2U="), InlineData("Identifiers:Key", "////////////////////////////////////////////")]
    [InlineData("Identifiers:Key", "c2hvcnQ="), InlineData("Identifiers:Key", "%%%%%%%%%%"), InlineData("Identifiers:Key", "")]
    [InlineData("ConnectionStrings:Writer", "Host=db;Username=postgres;Password=x"), InlineData("ConnectionStrings:Writer", "Host=db;Username=coordination_owner;Password=x"), InlineData("ConnectionStrings:Writer", "Host=db;Username=coordination_projector;Password=x")]
    [InlineData("ConnectionStrings:Writer", ""), InlineData("ConnectionStrings:Writer", "Host=db;Password=x"), InlineData("ConnectionStrings:Writer", "Username=coordination_writer"), InlineData("ConnectionStrings:Writer", "nonsense")]
    [InlineData("ConnectionStrings:Writer", "Host=db;Username=coordination_writer;Include Error Detail=true"), InlineData("ConnectionStrings:Projector", "Host=db;Username=postgres"), InlineData("ConnectionStrings:Projector", ""), InlineData("ConnectionStrings:Messenger", ""), InlineData("ConnectionStrings:Messenger", "Host=db;Username=coordination_writer")]
    [InlineData("ConnectionStrings:Coordination", "Host=db;Username=postgres"), InlineData("Database", "x", "Database:WriterPassword")]
    [InlineData("Limits:BodyBytes", "0"), InlineData("Limits:BodyBytes", "-1"), InlineData("Limits:BodyBytes", "100000000"), InlineData("Limits:RequestsPerSecond", "0"), InlineData("Limits:RequestsPerSecond", "5000000"), InlineData("Limits:RequestsAtOnce", "0")]
    [InlineData("Limits:RequestsAtOnce", "2147483647"), InlineData("Limits:RequestsPerSecond", "many"), InlineData("Limits:RequestsPerSecond", "99999999999999999999")]
    [InlineData("Store:MostRequestsPerBatch", "0"), InlineData("Store:MostWaiting", "-5"), InlineData("Store:LockTimeout", "00:00:00"), InlineData("Store:StatementTimeout", "10.00:00:00"), InlineData("Store:MostReaders", "0")]
    [InlineData("Keys:RememberFor", "1.00:00:00"), InlineData("Keys:Transit:Address", "http://vault.example"), InlineData("Keys:Transit:TokenFile", "", "Keys:Transit:Address=https://vault.example")]
    [InlineData("Webhooks:AllowLoopback", "true"), InlineData("Webhooks:InternalRelays", "169.254.169.254:80", "Webhooks:InternalRelays:0"), InlineData("Webhooks:InternalRelays", "10.0.0.0/8", "Webhooks:InternalRelays:0"), InlineData("Webhooks:MostAttempts", "0"), InlineData("Webhooks:Timeout", "02:00:00"), InlineData("Webhooks", "maybe", "Webhooks:Enabled")]
    [InlineData("TransparencyLog:KeyFile", "true", "TransparencyLog:Enabled"), InlineData("TransparencyLog", "maybe", "TransparencyLog:Enabled")]
    public void An_unsafe_setting_is_refused_by_name(string named, string value, string? set = null)
    {
        var settings = Safe;
        if (set?.Split('=', 2) is [var other, var otherValue])
            settings[other] = otherValue;
        settings[set is null || set.Contains('=', StringComparison.Ordinal) ? named : set] = value;

        var faults = Refused(settings).Faults;

        Assert.Contains(faults, fault => fault.Contains(Regex.Replace(named, @":\d+$", ""), StringComparison.Ordinal));
        Assert.True(value.Length < 8 || !named.StartsWith("ConnectionStrings", StringComparison.Ordinal) && !named.StartsWith("Identifiers", StringComparison.Ordinal) || faults.All(fault => !fault.Contains(value, StringComparison.Ordinal)), "The value is not repeated: it may be a secret.");
    }

    [Fact]
    public void Everything_that_is_wrong_is_told_at_once()
    {
        var settings = Safe;
        (string Setting, string Value)[] wrong =
        [
            ("Identity:Authority", "http://id.example"), ("Identity:Audience", ""), ("Identity:TokenTypes:0", ""), ("Identity:Algorithms:0", "HS256"), ("Identifiers:Key", Convert.ToBase64String(new byte[32])),
            ("ConnectionStrings:Writer", "Host=db;Username=postgres;Password=x"), ("ConnectionStrings:Projector", ""), ("Limits:BodyBytes", "0"), ("Limits:RequestsAtOnce", "9000000"), ("Webhooks:AllowLoopback", "true"), ("Keys:RememberFor", "never"),
        ];
        foreach (var (setting, value) in wrong)
            settings[setting] = value;

        var faults = Refused(settings).Faults;

        Assert.All(wrong, one => Assert.Contains(faults, fault => fault.Contains(one.Setting.TrimEnd('0').TrimEnd(':'), StringComparison.Ordinal)));
        Assert.True(faults.Count >= wrong.Length, string.Join('\n', faults));
    }

    [Theory]
    [InlineData("Staging"), InlineData("production"), InlineData("Test"), InlineData("Developement")]
    public void Only_Development_is_let_off(string environment)
    {
        var settings = Safe;
        (settings["environment"], settings["Identity:Authority"]) = (environment, "http://id.example");

        Assert.Contains(Refused(settings).Faults, fault => fault.StartsWith("Identity:Authority", StringComparison.Ordinal));
    }

    [Fact]
    public void Keys_that_others_may_read_are_refused_wherever_they_lie()
    {
        if (OperatingSystem.IsWindows())
            return;
        var keys = Directory.CreateDirectory(Path.Combine(_folder, "keys"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute).FullName;
        var file = Path.Combine(keys, "fingerprints.key");
        File.WriteAllBytes(file, new byte[32]);
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.OtherRead);
        Assert.Contains(Refused(Safe).Faults, fault => fault.Contains("may be read by others", StringComparison.Ordinal));

        File.Delete(file);
        File.SetUnixFileMode(keys, UnixFileMode.UserRead | UnixFileMode.GroupRead);
        Assert.Contains(Refused(Safe).Faults, fault => fault.Contains("may be read by others", StringComparison.Ordinal));
    }

    private static SettingsException Refused(Dictionary<string, string> settings) =>
        Assert.Throws<SettingsException>(() => Composition.Build([.. settings.Select(setting => $"--{setting.Key}={setting.Value}")]));

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
