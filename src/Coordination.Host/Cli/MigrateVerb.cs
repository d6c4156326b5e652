using System.CommandLine;
using Coordination.Host.Platform.Storage;

namespace Coordination.Host.Cli;

/// <summary>
/// <c>migrate</c>: brings the database to this host's schema. The only verb that takes the administrative connection; run it
/// before <c>serve</c>, as often as you like.
/// </summary>
public static class MigrateVerb
{
    private const string Administrator = "ConnectionStrings:Coordination";

    public static Command Make()
    {
        var show = new Option<bool>("--show") { Description = "Prints the patch and changes nothing." };
        var verb = new Command("migrate",
            $"Brings the database of {Administrator} to this host's schema, and sets the passwords of its roles.") { show };
        verb.TreatUnmatchedTokensAsErrors = false;
        verb.SetAction((parsed, cancellation) => Migrate([.. parsed.UnmatchedTokens], parsed.GetValue(show), cancellation));
        return verb;
    }

    private static async Task<int> Migrate(string[] settings, bool show, CancellationToken cancellation)
    {
        var configuration = HostSettings.Read(settings).Configuration;
        if (configuration[Administrator] is not { Length: > 0 } connection)
            throw new SettingsException(
                $"{Administrator} is not set. Give the connection string of a role that may create roles and owns the database.");
        var passwords = new RolePasswords(configuration["Database:WriterPassword"], configuration["Database:ProjectorPassword"],
            configuration["Database:IntegratorPassword"], configuration["Database:MessengerPassword"]);
        try
        {
            if (show)
            {
                var patch = await new Migrator(connection).Patch(cancellation);
                await Console.Out.WriteLineAsync(patch.Length == 0 ? "The database is up to date." : patch);
                return 0;
            }
            var applied = await new Migrator(connection).Migrate(passwords, cancellation);
            await Console.Out.WriteLineAsync(applied == 0
                ? "The database is up to date."
                : $"Applied {Quantity.Of(applied, "migration")}.");
            return 0;
        }
        catch (MigrationException refused)
        {
            await Console.Error.WriteLineAsync(refused.Message);
            return 1;
        }
    }
}
