using Coordination.Testing;

namespace Coordination.Host.Tests.NonInterference;

/// <summary>
/// What both histories have in common: what the looking agency's people do, and what is addressed to them. Each step is a command with
/// a key of its own, so that it makes the same things on both sides.
/// </summary>
internal sealed class CommonHistory(Scene scene, Observer observer)
{
    private static readonly string[] Meeting =
        ["call", "propose", "publish", "open", "statements", "arrive", "open-item", "view", "option", "decide", "assign", "close-item", "complete", "minutes", "close"];

    private readonly List<string> _asked = [];
    private readonly List<string> _made = [];
    private string _review = "", _item = "", _action = "";
    private int _stage;

    public string Review => _review;
    public bool IsPublished => _stage > 2;
    public IReadOnlyList<string> Asked => _asked;
    public IReadOnlyList<string> Made => _made;

    /// <summary>A step of the meeting, and something else.</summary>
    public async Task Step(Random dice)
    {
        if (_stage < Meeting.Length && dice.Next(5) > 0)
            await Meet(Meeting[_stage++]);
        await (dice.Next(8) switch
        {
            0 or 1 => Ask(dice),
            2 or 3 => Answer(),
            4 => Offer(),
            5 => Acknowledge(dice),
            6 => Mistake(dice),
            _ => dice.Next(4) == 0 ? TakeBack() : Ask(dice),
        });
    }

    private async Task Ask(Random dice)
    {
        var body = new { discloser = scene.Custodian.Value, purpose = Json(scene.As.Purpose), categories = new[] { "narrative" }, about = dice.Next(2) == 0 ? "Marisol, from the farm" : "nobody that I know" };
        var key = scene.Key();
        var asked = await scene.Looks.Post("/v1/disclosure-requests", body, key);
        observer.Saw("ask", asked);
        observer.Saw("ask again", await scene.Looks.Post("/v1/disclosure-requests", body, key));
        _asked.Add(scene.Side.Mint.IdentifierOf(scene.Looker.Value, Guid.Parse(asked.Ok().Id)).ToString());
    }

    // By whatever way the custodian came here: in the end the copy is made, as long as she allows it.
    private async Task Answer()
    {
        if (_asked.Find(id => !_made.Contains(id)) is not { } asked)
            return;
        await scene.Advocate.Post($"/v1/disclosures/{asked}/match", new { @case = scene.Case }, scene.Key());
        await Make(asked);
    }

    private async Task Offer()
    {
        var offered = (await scene.Advocate.Post("/v1/disclosures", new { @case = scene.Case, agency = scene.Looker.Value, person = Scene.Person(scene.Looker), purpose = Json(scene.As.Purpose) }, scene.Key())).Ok().Id;
        await Make(offered, new { items = new[] { new { item = scene.Wages, mode = "identifiedSummary" } } });
    }

    private async Task Make(string disclosure, object? what = null)
    {
        await scene.Advocate.Post($"/v1/disclosures/{disclosure}/authorise", what ?? new { }, scene.Key());
        var made = await scene.Advocate.Post($"/v1/disclosures/{disclosure}/make", key: scene.Key());
        if ((int)made.Status == 200)
            _made.Add(disclosure);
    }

    private async Task Acknowledge(Random dice)
    {
        if (_made.Count == 0)
            return;
        var made = scene.Name(_made[dice.Next(_made.Count)]);
        var key = scene.Key();
        observer.Saw("acknowledge", await scene.Looks.Post($"/v1/disclosures/{made}/acknowledge", key: key, ifMatch: $"\"{dice.Next(3, 6)}\""));
        observer.Saw("acknowledge again", await scene.Looks.Post($"/v1/disclosures/{made}/acknowledge", key: key));
        observer.Saw("same key, other payload", await scene.Looks.Post($"/v1/disclosures/{made}/recall-answer", new { answer = "destroyed" }, key));
        observer.Saw("answer a recall", await scene.Looks.Post($"/v1/disclosures/{made}/recall-answer", new { answer = dice.Next(2) == 0 ? "destroyed" : "returned" }, scene.Key()));
    }

    private async Task Mistake(Random dice)
    {
        var nothing = scene.Name(Scene.Id(scene.Number, 900 + dice.Next(3)).ToString());
        observer.Saw("mistake", await (dice.Next(7) switch
        {
            0 => scene.Looks.Post("/v1/disclosure-requests", new { discloser = "nobody-at-all", purpose = "investigation", categories = new[] { "narrative" }, about = "x" }, scene.Key()),
            1 => scene.Looks.Post($"/v1/disclosures/{nothing}/acknowledge", key: scene.Key()),
            2 => scene.Looks.Get($"/v1/disclosures/{nothing}"),
            3 => scene.Looks.Post($"/v1/reviews/{nothing}/statement", key: scene.Key()),
            4 => scene.Looks.Post("/v1/disclosure-requests", new { purpose = "gossip" }, scene.Key()),
            5 => scene.Looks.Get("/v1/inbox/disclosures?after=not-a-token"),
            _ => scene.Looks.Post($"/v1/reviews", new { startsAt = Side.Start.AddDays(3), place = "x", invited = Array.Empty<object>(), chair = Scene.Member(scene.Looker) }, scene.Key()),
        }));
    }

    /// <summary>The looking agency wants to be told. What it answers holds a secret, which is another one each time.</summary>
    public async Task Listen() => (await Scene.Endpoint(scene.LookersAdministrator, scene.Looker, scene.Key())).Ok();

    private Task<ApiReply> TakeBack() => scene.Advocate.Post($"/v1/consent/{scene.Survivor}/releases/{scene.Release}/revoke", new { through = "telephone" }, scene.Key());

    private async Task Meet(string step)
    {
        switch (step)
        {
            case "call":
                var invited = new[] { Side.Office, scene.Custodian, scene.Looker, scene.Other, scene.Clinic }.Select(Scene.Member).ToArray();
                _review = (await scene.Coordinator.Post("/v1/reviews", new { startsAt = Side.Start.AddDays(2), place = "the library", invited, chair = Scene.Member(scene.Custodian) }, scene.Key())).Ok().Id;
                break;
            case "propose":
                var proposed = await scene.Advocate.Post($"/v1/reviews/{_review}/items", new { @case = scene.Case, title = "Wages and a room", items = new[] { scene.Wages } }, scene.Key());
                _item = (int)proposed.Status == 201 ? proposed.Id : Scene.Id(scene.Number, 901).ToString();
                break;
            case "publish": await Lead("agenda"); break;
            case "open": await Lead("open"); break;
            case "statements":
                foreach (var member in new[] { scene.Coordinator, scene.Advocate, scene.Prosecutor, scene.Nurse })
                    await member.Post($"/v1/reviews/{_review}/statement", key: scene.Key());
                observer.Saw("statement", await scene.Looks.Post($"/v1/reviews/{scene.Name(_review)}/statement", key: scene.Key()));
                break;
            case "arrive":
                foreach (var agency in new[] { Side.Office, scene.Custodian, scene.Looker })
                    await Lead("attendance", new { member = Scene.Member(agency) });
                break;
            case "open-item": await Lead($"items/{_item}/open"); await Lead($"items/{_item}/prior-actions", new { actions = Array.Empty<Guid>() }); break;
            case "view": await scene.Advocate.Post($"/v1/reviews/{_review}/items/{_item}/survivor-view", new { way = "throughAdvocate", view = "A room first." }, scene.Key()); break;
            case "option": observer.Saw("option", await scene.Looks.Post($"/v1/reviews/{scene.Name(_review)}/items/{scene.Name(_item)}/options", new { option = "The motel." }, scene.Key())); break;
            default: await Conclude(step); break;
        }
    }

    private async Task Conclude(string step)
    {
        switch (step)
        {
            case "decide":
                var votes = new[] { scene.Custodian, scene.Looker, Side.Office }.Select(agency => new { member = Scene.Member(agency), vote = "for" });
                await Lead($"items/{_item}/decisions", new { optionChosen = 1, rationale = "She asked for it.", survivorsView = "follows", votes });
                break;
            case "assign":
                var assigned = await Lead($"items/{_item}/actions", new { owner = Scene.Member(scene.Looker), task = "Call the motel.", due = "2026-03-09" });
                _action = (int)assigned.Status == 201 ? assigned.Id : Scene.Id(scene.Number, 902).ToString();
                break;
            case "close-item": await Lead($"items/{_item}/close"); break;
            case "complete": observer.Saw("complete", await scene.Looks.Post($"/v1/reviews/{scene.Name(_review)}/actions/{scene.Name(_action)}/completed", key: scene.Key())); break;
            case "minutes": observer.Saw("lead", await scene.Looks.Post($"/v1/reviews/{scene.Name(_review)}/close", key: scene.Key())); break;
            default: await Lead("close"); break;
        }
    }

    private Task<ApiReply> Lead(string what, object? body = null) => scene.Coordinator.Post($"/v1/reviews/{_review}/{what}", body, scene.Key());

    private static string Json<TEnum>(TEnum value) where TEnum : struct, Enum => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
