using System.Globalization;
using System.Text.RegularExpressions;
using Coordination.Testing;
using Xunit;

namespace Coordination.Host.Tests.Features.Disclosures;

/// <summary>
/// Two histories that agree on what is addressed to a detective and on what she does, and differ at random in everything
/// else: whatever she asks, she gets the same, byte for byte but for random identifiers.
/// </summary>
[Trait("Sweep", "true")]
public sealed partial class DisclosureNonInterferenceTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, Sweep.Of(1, 8))];

    [Theory, MemberData(nameof(Seeds))]
    public async Task What_is_not_addressed_to_the_detective_changes_nothing_that_she_gets(int seed)
    {
        var quiet = await Play(new Random(seed), secrets: null);
        var busy = await Play(new Random(seed), secrets: new Random(seed * 7919));

        Assert.Contains(quiet, reply => reply.Contains("account, in short", StringComparison.Ordinal));
        Assert.Equal(quiet, busy);
    }

    private static async Task<List<string>> Play(Random steps, Random? secrets)
    {
        using var host = new CoordinationHost();
        var world = await new DisclosureWorld(host).Begin();
        var scene = new Scene(world, secrets);
        int[] certain = [0, 2, 3]; // at the least she asks, gets a copy, acknowledges
        for (var step = 0; step < 20; step++)
        {
            await scene.Secretly();
            await scene.Openly(step < certain.Length ? certain[step] : steps.Next(5), steps.Next());
        }
        return scene.Seen;
    }

    private sealed class Scene(DisclosureWorld world, Random? secrets)
    {
        private readonly List<string> _asked = [];
        private readonly HashSet<string> _made = [];
        private readonly Dictionary<string, string> _names = [];

        public List<string> Seen { get; } = [];

        /// <summary>What the detective does, and what is addressed to her: the same in both histories.</summary>
        public async Task Openly(int what, int choice)
        {
            switch (what)
            {
                case 0 or 1:
                    var asked = await world.Ask(choice % 2 == 0 ? "Marisol, from the farm" : "nobody");
                    _asked.Add(asked.Ok().Id);
                    Look(asked);
                    break;
                case 2:
                    if (_asked.Find(id => !_made.Contains(id)) is { } asking)
                        await Answer(asking);
                    break;
                default:
                    if (_asked.Count > 0)
                        Look(await world.Dana.Post($"/v1/disclosures/{_asked[choice % _asked.Count]}/acknowledge", ifMatch: $"\"{(choice % 2) + 4}\""));
                    break;
            }
            foreach (var id in _asked)
                Look(await world.Dana.Get($"/v1/disclosures/{id}"));
            if (_asked.Count > 0)
                Look(await world.Dana.Post($"/v1/disclosures/{_asked[^1]}/recall-answer", new { answer = "destroyed" }));
        }

        /// <summary>What others do, in one of the histories only.</summary>
        public async Task Secretly()
        {
            for (var i = secrets?.Next(4) ?? 0; i > 0; i--)
                await Secret(secrets!.Next(6));
        }

        // By whatever way the custodian came here, in the end the copy is made.
        private async Task Answer(string id)
        {
            await world.Advocate.Post($"/v1/disclosures/{id}/match", new { @case = world.Case });
            (await world.Advocate.Post($"/v1/disclosures/{id}/authorise", new { })).Ok();
            (await world.Advocate.Post($"/v1/disclosures/{id}/make")).Ok();
            _made.Add(id);
        }

        private async Task Secret(int what)
        {
            var open = _asked.Find(id => !_made.Contains(id)) ?? Guid.NewGuid().ToString();
            await (what switch
            {
                0 => world.Advocate.Post($"/v1/disclosures/{open}/match", new { @case = world.Case }),
                1 => world.Advocate.Post($"/v1/disclosures/{open}/unmatched"),
                2 => world.Advocate.Post($"/v1/disclosures/{open}/authorise", new { }),
                3 => world.Advocate.Post($"/v1/cases/{world.Case}/items", new { category = "medical", sensitivity = "highRisk", verbatim = "hers alone" }),
                4 => world.Advocate.Post("/v1/disclosures", new { @case = world.Case, agency = "county-sheriff", person = "dana.whitfield", purpose = "investigation" }),
                _ => world.Advocate.Post("/v1/survivors", new { calledBy = "Somebody else" }),
            });
        }

        private void Look(ApiReply reply)
        {
            var headers = reply.Headers.Concat(reply.ContentHeaders).Where(header => header.Key is not "Date")
                .Select(header => $"{header.Key}: {(header.Key is "Read-Mark" ? MarkOf(header.Value.Single()) : string.Join(',', header.Value))}").Order(StringComparer.Ordinal);
            Seen.Add(Named($"{reply.Status}\n{string.Join('\n', headers)}\n{reply.Text}"));
        }

        // A mark follows from the random key of the command: that there is one, and how long it is, is compared.
        private static string MarkOf(string mark) => $"{mark.Length} characters";

        // Identifiers are random; which ones are the same is not.
        private string Named(string text) => Identifier().Replace(text, match =>
        {
            if (!_names.TryGetValue(match.Value, out var name))
                _names[match.Value] = name = string.Create(CultureInfo.InvariantCulture, $"#{_names.Count}");
            return name;
        });
    }

    [GeneratedRegex("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{32}")]
    private static partial Regex Identifier();
}
