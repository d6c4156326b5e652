using System.Globalization;
using System.Text.RegularExpressions;
using Coordination.Host.Tests.Features.Disclosures;
using Coordination.Testing;
using Xunit;

namespace Coordination.Host.Tests.Features.Services;

/// <summary>
/// Two survivors get the same offers. Of one nothing else is known; the other has signed a release, declines, takes it back, is asked for
/// by a detective and named in a subpoena. Every service command must be answered alike.
/// </summary>
public sealed partial class HelpStandsOnNothingTests(DisclosureHost host)
{
    private readonly ApiClient _advocate = host.As("amina.yusuf", "open-door", "advocate");
    private readonly DisclosureWorld _world = new(host);

    [Theory]
    [InlineData(1), InlineData(2), InlineData(3), InlineData(4), InlineData(5), InlineData(6), InlineData(7), InlineData(8)]
    public async Task Whatever_she_declines_releases_or_takes_back_every_service_command_is_answered_alike(int seed)
    {
        var random = new Random(seed);
        var (quiet, refusing) = (await Welcome(), (await _world.Begin()).Survivor.ToString());
        var (atQuiet, atRefusing) = (new Dictionary<string, string>(StringComparer.Ordinal), new Dictionary<string, string>(StringComparer.Ordinal));
        for (var step = 0; step < 25; step++)
        {
            if (random.Next(2) == 0)
                await SaysNo(random.Next(5));
            var (path, body) = Command(random);
            var (one, other) = (await Send(quiet, path, body, atQuiet), await Send(refusing, path, body, atRefusing));
            Assert.True(one == other, $"seed {seed}, step {step}, {path}:\n{one}\n{other}");
        }
        Assert.Equal(await Plan(quiet), await Plan(refusing));
    }

    private static (string Path, object? Body) Command(Random random)
    {
        var conditions = new[] { "place", "capacity", "release", "reportToPolice", "testimony", "cooperation", "mandateEngagement" }
            .Where(_ => random.Next(5) == 0).Select(kind => new { kind }).ToArray();
        return random.Next(9) switch
        {
            0 => ("goals", new { kind = "housing", words = "A door that locks." }),
            1 => ("offers", new { kind = "housing", conditions }),
            2 => ("referrals", new { kind = "legal", to = "valley-legal-aid", conditions }),
            3 => ("offers/{offers}/accept", null),
            4 => ("offers/{offers}/decline", null),
            5 => ("referrals/{referrals}/outcome", new { result = "served" }),
            6 => ("goals/{goals}/survivor-rating", new { progress = "someWay" }),
            7 => ("goals/{goals}/staff-rating", new { progress = "unchanged" }),
            _ => ("goals/{goals}/reached", null),
        };
    }

    private async Task<string> Send(string survivor, string path, object? body, Dictionary<string, string> last)
    {
        var of = path.Split('/')[0];
        var reply = await _advocate.Post($"/v1/services/{survivor}/{path.Replace($"{{{of}}}", last.GetValueOrDefault(of, $"{Guid.Empty}"), StringComparison.Ordinal)}", body);
        if ((int)reply.Status == 201)
            last[of] = reply.Id;
        return string.Create(CultureInfo.InvariantCulture, $"{(int)reply.Status} {reply.Version} {WithoutIds(reply.Text)}");
    }

    private async Task SaysNo(int how)
    {
        var consent = $"/v1/consent/{_world.Survivor}";
        switch (how)
        {
            case 0: (await _advocate.Post($"{consent}/declinations", new { through = "inPerson", recipientKinds = new[] { "lawEnforcement", "prosecution" } })).Ok(); break;
            case 1: (await _advocate.Post($"{consent}/declinations", new { through = "telephone" })).Ok(); break;
            case 2: (await _advocate.Post($"{consent}/revocations", new { through = "inPerson" })).Ok(); break;
            case 3: await RefusedDisclosure(); break;
            default: (await _advocate.Post("/v1/processes", Subpoena())).Ok(); break;
        }
    }

    private async Task RefusedDisclosure()
    {
        var asked = (await _world.Ask()).Ok().Id;
        (await _advocate.Post($"/v1/disclosures/{asked}/match", new { @case = _world.Case })).Ok();
        await _advocate.Post($"/v1/disclosures/{asked}/authorise", new { });
    }

    private object Subpoena() => new
    {
        kind = "subpoena",
        @case = _world.Case,
        authority = new { agency = "county-sheriff" },
        issuedBy = "Superior Court",
        reference = "26-CR-1",
        names = new { items = new[] { _world.Plate }, categories = Array.Empty<string>() },
    };

    private async Task<string> Welcome() => (await _advocate.Post("/v1/survivors", new { calledBy = "Rosa" })).Ok().Id;

    private async Task<string> Plan(string survivor) => WithoutIds((await _advocate.Get($"/v1/services/{survivor}")).Ok().Text);

    private static string WithoutIds(string text) => Id().Replace(text, "id");

    [GeneratedRegex("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")]
    private static partial Regex Id();
}
