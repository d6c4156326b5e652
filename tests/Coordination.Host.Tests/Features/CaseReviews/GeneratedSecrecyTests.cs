using Coordination.Testing;
using FsCheck;
using FsCheck.Fluent;
using Xunit;
using static Coordination.Host.Tests.Features.CaseReviews.ReviewScene;

namespace Coordination.Host.Tests.Features.CaseReviews;

/// <summary>
/// Two meetings with the same public history, one of which also holds a case that the prosecutor is not covered for.
/// Whatever happens with it, everything that the prosecutor can get is the same, byte for byte.
/// </summary>
[Trait("Sweep", "true")]
public sealed class GeneratedSecrecyTests(CoordinationHost host) : IClassFixture<CoordinationHost>
{
    private static readonly string[] Secrets = ["propose", "sent", "time", "open", "prior", "view", "option", "decide", "assign", "conflict", "recusal", "minutes", "agreement", "close", "withdrawal"];

    [Fact]
    public void Nothing_that_happens_with_an_item_reaches_who_is_not_covered_for_it()
    {
        var histories = Gen.Choose(0, int.MaxValue - 1).ToArbitrary();
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(Sweep.Of(4, 40)), Prop.ForAll(histories, seed => Play(new Random(seed)).GetAwaiter().GetResult()));
    }

    private async Task Play(Random dice)
    {
        var (with, without) = (await Called(host), await Called(host));
        for (var step = 0; step < 40; step++)
        {
            if (step == 8)
                await Both(with, without, Begin);
            else if (dice.Next(2) == 0)
                await Secretly(with, step < 8 ? "propose" : Secrets[dice.Next(1, dice.Next(6) == 0 ? Secrets.Length : Secrets.Length - 2)]);
            else
                await Publicly(with, without, dice);
            await AssertSame(with, without, scene => scene.Marcus.Get(scene.Review));
            var paper = new[] { "packet", "packet/page", "minutes", "minutes/page?zone=America/Chicago" }[dice.Next(4)];
            await AssertSame(with, without, scene => scene.Marcus.Get($"{scene.Review}/{paper}"));
            await AssertSame(with, without, Asks(dice.Next(9)));
        }
    }

    private static async Task<ApiReply> Begin(ReviewScene scene)
    {
        foreach (var next in new[] { "agenda", "open" })
            (await scene.Rosa.Post($"{scene.Review}/{next}")).Ok();
        foreach (var client in new[] { scene.Rosa, scene.Amina, scene.Priya, scene.Dana })
            (await client.Post($"{scene.Review}/statement")).Ok();
        foreach (var member in new[] { Coordinator, Advocate, Nurse, Detective })
            (await scene.Rosa.Post($"{scene.Review}/attendance", new { member })).Ok();
        return await scene.Rosa.Get(scene.Review);
    }

    private static async Task Secretly(ReviewScene scene, string what)
    {
        if (what == "propose" && scene.Item.Length == 0)
            await scene.Propose();
        if (scene.Item.Length == 0)
            return;
        _ = what switch
        {
            "open" => await scene.Rosa.Post($"{scene.Item}/open"),
            "prior" => await scene.Rosa.Post($"{scene.Item}/prior-actions", new { actions = Array.Empty<Guid>() }),
            "view" => await scene.Amina.Post($"{scene.Item}/survivor-view", new { way = "inWriting", view = "A room." }),
            "option" => await scene.Priya.Post($"{scene.Item}/options", new { option = "The motel." }),
            "decide" => await scene.Rosa.Post($"{scene.Item}/decisions", Decision((Advocate, "for"), (Nurse, "for"))),
            "sent" => await scene.Sam.Post($"{scene.Item}/information", new { information = "A room is free." }),
            "time" => await scene.Rosa.Post($"{scene.Item}/time", new { minutes = 30 }),
            "assign" => await scene.Rosa.Post($"{scene.Item}/actions", new { owner = Nurse, task = "Call.", due = DateOnly.FromDateTime(DateTime.UtcNow.AddDays(7)) }),
            "minutes" => await scene.Rosa.Post($"{scene.Item}/minutes", new { minutes = "So it was." }),
            "agreement" => await scene.Priya.Post($"{scene.Item}/minutes/agreement", new { edition = 1 }),
            "withdrawal" => await scene.Amina.Post($"{scene.Item}/withdrawal"),
            "conflict" => await scene.Sam.Post($"{scene.Item}/conflict", new { nature = "My brother." }),
            "recusal" => await scene.Dana.Post($"{scene.Item}/recusal"),
            "close" => await scene.Rosa.Post($"{scene.Item}/close"),
            _ => await scene.Rosa.Get(scene.Review),
        };
    }

    private static Task Publicly(ReviewScene with, ReviewScene without, Random dice)
    {
        var member = new[] { Coordinator, Advocate, Nurse, Detective, Housing }[dice.Next(5)];
        var client = dice.Next(5);
        return dice.Next(3) switch
        {
            0 => Both(with, without, scene => scene.Rosa.Post($"{scene.Review}/attendance", new { member })),
            1 => Both(with, without, scene => new[] { scene.Rosa, scene.Amina, scene.Priya, scene.Dana, scene.Sam }[client].Post($"{scene.Review}/statement")),
            _ => Both(with, without, scene => scene.Sam.Post($"{scene.Review}/apologies", new { information = "Traffic." })),
        };
    }

    // What the prosecutor can do: each of it with the same words in both meetings, on what exists and on what does not.
    private static Func<ReviewScene, Task<ApiReply>> Asks(int which) => which switch
    {
        0 => scene => scene.Marcus.Post($"{scene.Review}/statement"),
        1 => scene => scene.Marcus.Post($"{ItemOrNone(scene)}/recusal"),
        2 => scene => scene.Marcus.Post($"{ItemOrNone(scene)}/options", new { option = "Ask her again." }),
        3 => scene => scene.Marcus.Post($"{ItemOrNone(scene)}/open"),
        4 => scene => scene.Marcus.Post($"{ItemOrNone(scene)}/information", new { information = "I know her." }),
        5 => scene => scene.Marcus.Post($"{ItemOrNone(scene)}/minutes", new { minutes = "I was there." }),
        6 => scene => scene.Marcus.Post($"{ItemOrNone(scene)}/minutes/agreement", new { edition = 1 }),
        7 => scene => scene.Marcus.Get($"{ItemOrNone(scene)}/prior-actions"),
        _ => scene => scene.Marcus.Post($"{scene.Review}/apologies", new { information = "In court." }),
    };

    private static string ItemOrNone(ReviewScene scene) => scene.Item.Length > 0 ? scene.Item : $"{scene.Review}/items/{Guid.NewGuid()}";

    private static async Task Both(ReviewScene with, ReviewScene without, Func<ReviewScene, Task<ApiReply>> ask)
    {
        await ask(with);
        await ask(without);
    }

    private static async Task AssertSame(ReviewScene with, ReviewScene without, Func<ReviewScene, Task<ApiReply>> ask)
    {
        var (one, other) = (await ask(with), await ask(without));
        Assert.Equal((other.Status, without.OfAnyReview(other)), (one.Status, with.OfAnyReview(one)));
        Assert.Equal(HeadersOf(other), HeadersOf(one));
    }

    // A mark is sealed, each time again: that there is one, and how long it is, is compared. The length of a body follows from the
    // fractions of its instants, which no two meetings share; the bodies themselves are compared without those.
    private static IEnumerable<string> HeadersOf(ApiReply reply) =>
        reply.Headers.Concat(reply.ContentHeaders).Where(header => header.Key is not ("Date" or "Content-Length"))
            .Select(header => $"{header.Key}: {(header.Key is "Read-Mark" ? $"{header.Value.Single().Length}" : string.Join(',', header.Value))}").Order();
}
