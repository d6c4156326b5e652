using System.CommandLine;

namespace Coordination.Host.Cli;

/// <summary><c>token</c>: prints a token for one of the people of the demonstration. Development only.</summary>
public static class TokenVerb
{
    public static Command Make()
    {
        var person = new Argument<string>("person") { Description = "The person whom the token is for: an id in the people file." };
        var verb = new Command("token", "Prints a token for one of the people of the demonstration (Development only).") { person };
        verb.TreatUnmatchedTokensAsErrors = false;
        verb.SetAction(parsed => Print(parsed.GetRequiredValue(person), [.. parsed.UnmatchedTokens]));
        return verb;
    }

    private static int Print(string id, string[] settings)
    {
        var host = HostSettings.Read(settings);
        if (!host.Environment.IsDevelopment())
            throw new SettingsException(
                $"Tokens are minted in Development only; the environment is {host.Environment.EnvironmentName}. Set " +
                    $"ASPNETCORE_ENVIRONMENT=Development.");
        var identity = IdentitySettings.Read(host.Configuration, host.Environment);
        if (identity.Authority is not null)
            throw new SettingsException("Identity:Authority is set: ask that provider for a token.");
        var people = People.Read(identity.PeopleFile);
        var person = people.Find(id)
            ?? throw new SettingsException(
                $"Nobody in '{identity.PeopleFile}' is called that. There are: {string.Join(", ", people.All.Select(known => known.Id))}.");
        Console.Out.WriteLine(DevelopmentIssuer.Open(identity, TimeProvider.System).Mint(person));
        return 0;
    }
}
