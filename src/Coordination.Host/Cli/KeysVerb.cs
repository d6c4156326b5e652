using System.CommandLine;
using Coordination.Host.Platform.Encryption;

namespace Coordination.Host.Cli;

/// <summary><c>keys</c>: tries and renews the keys of the section <c>Keys</c>. No event is rewritten, and hosts go on serving.</summary>
public static class KeysVerb
{
    public static Command Make()
    {
        var agency = new Argument<string>("agency") { Description = "whose key" };
        var survivor = new Argument<string>("survivor") { Description = "her pseudonym" };
        var check = new Command("check", "Checks that every key can be unwrapped.");
        var rotateAgency = new Command("rotate-agency",
            "Gives an agency a new key, wraps again what the old one wrapped, and forgets the old one.") { agency };
        var rotateSurvivor = new Command("rotate-survivor", "Gives a survivor new keys for what is recorded from now on.") { survivor };
        check.SetAction((_, cancellation) => With(keys => Check(keys, cancellation)));
        rotateAgency.SetAction((parsed, cancellation) => With(keys => RotateAgency(keys, parsed.GetRequiredValue(agency), cancellation)));
        rotateSurvivor.SetAction((parsed, cancellation) =>
            With(keys => RotateSurvivor(keys, parsed.GetRequiredValue(survivor), cancellation)));
        return new Command("keys",
            "Checks and renews keys: check, rotate-agency, rotate-survivor.") { check, rotateAgency, rotateSurvivor };
    }

    private static async Task<string> Check(KeyMaintenance keys, CancellationToken cancellation) =>
        await keys.Broken(cancellation) is { Count: > 0 } broken
            ? throw new SettingsException($"These do not unwrap: {string.Join(", ", broken)}.")
            : "Every key unwraps.";

    private static async Task<string> RotateAgency(KeyMaintenance keys, string agency, CancellationToken cancellation) =>
        NamedId.IsValid(agency)
        ? $"{Quantity.Of(await keys.RotateAgency(new AgencyId(agency), cancellation), "key was", "keys were")} wrapped again."
        : throw new SettingsException($"'{agency}' is not the name of an agency.");

    private static async Task<string> RotateSurvivor(KeyMaintenance keys, string survivor, CancellationToken cancellation) =>
        SurvivorId.TryParse(survivor, out var id)
        ? $"New keys at {Quantity.Of(await keys.RotateSubject(KeySubject.Of(id), cancellation), "agency", "agencies")}."
        : throw new SettingsException($"'{survivor}' is not a pseudonym.");

    private static async Task<int> With(Func<KeyMaintenance, Task<string>> work)
    {
        await using var services = new ServiceCollection().AddSingleton(HostSettings.Read([]).Configuration)
            .AddSingleton(TimeProvider.System).AddKeys().BuildServiceProvider();
        try
        {
            await Console.Out.WriteLineAsync(await work(services.GetRequiredService<KeyMaintenance>()));
            return 0;
        }
        catch (Exception fault) when (fault is KeyServiceUnavailableException or DamagedKeyException)
        {
            await Console.Error.WriteLineAsync(fault.Message);
            return 1;
        }
    }
}
