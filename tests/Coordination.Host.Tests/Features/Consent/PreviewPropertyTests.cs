using System.Text.Json;
using System.Text.Json.Nodes;
using Coordination.Testing;
using Xunit;

namespace Coordination.Host.Tests.Features.Consent;

/// <summary>Over random releases: what is shown before the signature is what the gate answers after it.</summary>
public sealed class PreviewPropertyTests(ConsentHost host)
{
    private const int Releases = 60;

    private readonly ConsentWorld _world = new(host);

    [Fact]
    public async Task What_was_shown_before_the_signature_is_what_the_gate_says_after_it()
    {
        await _world.Begin();
        var (signed, refused) = (0, 0);
        for (var seed = 0; seed < Releases; seed++)
        {
            var dice = new Random(seed);
            var consent = await _world.Welcome();
            (await _world.Advocate.Post($"{consent}/notices", new { recipients = Some(dice, "county-sheriff", "river-clinic"), topics = new[] { "risks", "alternatives", "consequences" }, language = "Mixtec", interpreter = true })).Ok();
            var release = Random(dice);
            var preview = (await _world.Advocate.Post($"{consent}/preview", release)).Ok().Json;
            var signing = await _world.Advocate.Post($"{consent}/releases", release);

            Assert.Equal(preview["refusal"]?["field"]?.GetValue<string>(), (int)signing.Status < 300 ? null : signing.Field);
            if ((int)signing.Status >= 300)
            {
                refused++;
                continue;
            }
            signed++;
            var now = (await _world.Advocate.Post($"{consent}/releases/{signing.Id}/revoke/comparison", new { through = "telephone" })).Ok().Json;
            Assert.Equal(Said(preview["opens"]!, "outcome", "mode"), Said(now["compared"]!, "before", "modeBefore"));
        }

        Assert.True(signed >= 10 && refused >= 3, $"{signed} signed, {refused} refused");
    }

    private static IReadOnlyList<string> Said(JsonNode answers, string outcome, string mode) =>
        [.. answers.AsArray().SelectMany(answer => answer!["lines"]!.AsArray().Select(line =>
            $"{answer["agency"]} {answer["person"]} {answer["purpose"]} {line!["category"]} {line["item"]} {line[outcome]} {line[mode]}")).Distinct().Order(StringComparer.Ordinal)];

    private static JsonNode Random(Random dice) => JsonSerializer.SerializeToNode(new
    {
        terms = new
        {
            recipients = Some(dice, "county-sheriff", "river-clinic").Select(agency => new { agency, persons = dice.Next(4) == 0 ? [agency == "river-clinic" ? "priya.nair" : "dana.whitfield"] : Array.Empty<string>() }),
            grants = Some(dice, "narrative", "exploiterInformation", "substanceUse", "immigration", "privilegedCommunication").Select(category => new
            {
                category,
                widestMode = Some(dice, "throughAdvocate", "verbalInReview", "deIdentified", "identifiedSummary", "identifiedVerbatim")[0],
                onlyItems = dice.Next(3) == 0 ? new[] { Guid.NewGuid() } : null,
            }),
            purposes = Some(dice, "investigation", "medicalCare", "caseReview"),
            days = dice.Next(8) == 0 ? 4000 : 30,
            conditions = dice.Next(3) == 0 ? Some(dice, "tellMeFirst", "notWhileTrialPending") : [],
        },
        signatures = new[] { new { capacity = "survivor", method = "electronic" } },
        warningsAcknowledged = dice.Next(2) == 0 ? ["mayReachDefense", "mayBeRevoked", "mayBeRedisclosed"] : Array.Empty<string>(),
    })!;

    private static string[] Some(Random dice, params string[] words)
    {
        dice.Shuffle(words);
        return words[..dice.Next(1, words.Length + 1)];
    }
}
