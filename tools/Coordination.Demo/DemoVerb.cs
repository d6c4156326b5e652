using System.CommandLine;
using Coordination.Demo.Story;
using Coordination.Domain;
using Coordination.Host.Cli;
using Coordination.Host.Platform.Identity;

namespace Coordination.Demo;

/// <summary><c>demo</c>: plays a story against a running host, with tokens of the people of the demonstration. Development only.</summary>
public static class DemoVerb
{
    private const string OwnStory = "demo/story.json";
    private const string Loopback = "http://127.0.0.1:5000";
    private static readonly TimeSpan LongestRequest = TimeSpan.FromSeconds(30);

    public static Command Make()
    {
        var file = new Argument<string>("file") { Description = $"The story; {OwnStory} when none is named.", DefaultValueFactory = _ => OwnStory };
        var address = new Option<string>("--address") { Description = $"Where the host listens; {Loopback} when not given.", DefaultValueFactory = _ => Loopback };
        var verb = new Command("demo", "Plays a story through the public API of a running host (Development only).") { file, address };
        verb.TreatUnmatchedTokensAsErrors = false;
        verb.SetAction((parsed, cancellation) => Play(parsed.GetRequiredValue(file), parsed.GetRequiredValue(address), [.. parsed.UnmatchedTokens], cancellation));
        return verb;
    }

    private static async Task<int> Play(string file, string address, string[] settings, CancellationToken cancellation)
    {
        var text = DemoText.ForConsole();
        try
        {
            var host = HostSettings.Read(settings);
            var identity = DevelopmentIdentity(host);
            var people = DemoPeople.Load(identity.PeopleFile);
            var story = DemoStoryFile.Load(file, [.. people.Keys]);
            var issuer = DevelopmentIssuer.Open(identity, TimeProvider.System);
            var names = new IdentifierMint(IdentifierKey.Read(host.Configuration, host.Environment));
            using var http = new HttpClient(new PseudonymTranslatingHandler(names) { InnerHandler = new SocketsHttpHandler() }) { BaseAddress = AddressOf(address), Timeout = LongestRequest };
            await new DemoPlayer(http, people, person => issuer.Mint(AsSubject(person)), text, TimeProvider.System).Play(story, cancellation);
            text.Done("The story went as told.");
            return 0;
        }
        catch (DemoProblem problem)
        {
            text.Wrong(problem.Message);
            return 1;
        }
        catch (HttpRequestException unreachable)
        {
            text.Wrong($"{address} cannot be reached: {unreachable.Message}");
            return 1;
        }
    }

    private static IdentitySettings DevelopmentIdentity(HostSettings host) => host.Environment.IsDevelopment()
        ? IdentitySettings.Read(host.Configuration, host.Environment)
        : throw new SettingsException($"A story is played in Development only; the environment is {host.Environment.EnvironmentName}. Set ASPNETCORE_ENVIRONMENT=Development.");

    private static Uri AddressOf(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var found) && found.Scheme is ("http" or "https")
            ? found
            : throw new DemoProblem($"--address: \"{address}\" is not an address such as {Loopback}.");

    private static Person AsSubject(DemoPerson person) => new(new PersonId(person.Person), new AgencyId(person.Agency), person.Roles);
}
