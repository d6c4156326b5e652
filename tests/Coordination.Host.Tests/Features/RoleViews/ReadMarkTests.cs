using System.Diagnostics;
using Coordination.Domain;
using Coordination.Host.Platform.Execution.Projections;
using Coordination.Host.Tests.Features.Disclosures;
using Coordination.Testing;
using Xunit;

namespace Coordination.Host.Tests.Features.RoleViews;

/// <summary>Waiting for what one's own commands did, and for nothing else.</summary>
public sealed class ReadMarkTests : IDisposable
{
    private readonly CoordinationHost _host = new();
    private HeldReader? _views;

    public ReadMarkTests()
    {
        _host.Replace = services => services.Wrap<IViewReader>(views => _views = new(views));
        Advocate = _host.As("amina.yusuf", "open-door", "advocate");
    }

    private ApiClient Advocate { get; }

    public void Dispose() => _host.Dispose();

    [Fact]
    public async Task What_ones_own_command_recorded_is_in_the_view_that_waited_for_its_mark()
    {
        await new DisclosureWorld(_host).FormTaskForce(); // a view shows nothing to an agency of which the log says no kind
        await _host.Settled();
        for (var i = 0; i < 5; i++)
        {
            var welcomed = (await Advocate.Post("/v1/survivors", new { calledBy = $"somebody {i}" })).Ok();
            var caseload = (await Advocate.Get($"/v1/caseload?waitFor={Mark(welcomed)}")).Ok();
            Assert.True(caseload.Json["upToDate"]!.GetValue<bool>());
            Assert.Contains(welcomed.Id, caseload.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_repeated_command_gives_its_mark_again_and_so_does_one_that_was_refused_or_had_nothing_to_do()
    {
        var first = (await Advocate.Post("/v1/survivors", new { calledBy = "Marisol" }, "once")).Ok();
        var again = (await Advocate.Post("/v1/survivors", new { calledBy = "Marisol" }, "once")).Ok();
        Assert.True(again.Headers.Contains("Idempotent-Replayed"));
        Assert.Equal(Mark(first), Mark(again));

        var refused = await Advocate.Post($"/v1/consent/{Guid.NewGuid()}");
        Assert.Equal("not-found", refused.Problem);
        var consent = (await Advocate.Post($"/v1/consent/{first.Id}")).Ok();
        var nothing = (await Advocate.Post($"/v1/consent/{first.Id}")).Ok();
        foreach (var reply in new[] { refused, consent, nothing })
            Assert.True((await Advocate.Get($"/v1/caseload?waitFor={Mark(reply)}")).Ok().Json["upToDate"]!.GetValue<bool>());
    }

    [Fact]
    public async Task Whatever_is_no_mark_of_the_callers_is_answered_like_one_that_is_not_reached()
    {
        var colleague = Mark(await _host.As("berta.okoye", "open-door", "advocate").Post("/v1/survivors", new { calledBy = "Ana" }, "key"));
        var elsewhere = Mark(await _host.As("amina.yusuf", "harbor-house", "advocate").Post("/v1/survivors", new { calledBy = "Ana" }, "another-key"));
        var mine = Mark(await Advocate.Post("/v1/survivors", new { calledBy = "Ana" }, "key"));
        var survivor = (await Advocate.Post("/v1/survivors", new { calledBy = "Ana" })).Ok().Id;
        await _host.Settled();
        Assert.Distinct([colleague, elsewhere, mine]);
        Assert.True((await Advocate.Get($"/v1/caseload?waitFor={mine}")).Ok().Json["upToDate"]!.GetValue<bool>());
        var invented = mine[..^2] + (mine[^2] == 'A' ? "B" : "A") + mine[^1];
        string[] notReached = [mine];
        string[] others = [colleague, elsewhere, invented, $"survivor-{survivor}@1", $"survivor-{survivor}@9", "taskforce@1", "case-1@5", "AAAA", "", "%00"];

        _views!.Holds = true;
        var waited = await Task.WhenAll(notReached.Concat(others).Select(async mark =>
        {
            var began = Stopwatch.GetTimestamp();
            var reply = (await Advocate.Get($"/v1/caseload?waitFor={(mark == "%00" ? mark : Uri.EscapeDataString(mark))}"));
            return (reply.Status, reply.Text, Took: Stopwatch.GetElapsedTime(began));
        }));
        Assert.All(waited.Where((_, at) => at < waited.Length - 1), answer => Assert.Equal((waited[0].Status, waited[0].Text), (answer.Status, answer.Text)));
        Assert.Contains("\"upToDate\":false", waited[0].Text, StringComparison.Ordinal);

        _views!.Holds = false;
        var reached = await Task.WhenAll(others[..^1].Select(async mark =>
        {
            var began = Stopwatch.GetTimestamp();
            var reply = await Advocate.Get($"/v1/caseload?waitFor={Uri.EscapeDataString(mark)}");
            return (reply.Text, Took: Stopwatch.GetElapsedTime(began));
        }));
        Assert.All(reached, answer => Assert.Equal(waited[0].Text, answer.Text));
        Assert.All(reached.Select(answer => answer.Took).Concat(waited[..^1].Select(answer => answer.Took)), took => Assert.True(took >= TimeSpan.FromSeconds(2.9), $"It took {took}."));
    }

    [Fact]
    public async Task A_mark_holds_nothing_of_the_log_and_is_for_one_person_of_one_agency()
    {
        var mint = _host.Mint;
        var welcomed = (await Advocate.Post("/v1/survivors", new { calledBy = "Ana" }, "my-key")).Ok();
        Assert.Equal("my-key", mint.Unseal("read-mark/open-door/amina.yusuf", Mark(welcomed)));
        Assert.Null(mint.Unseal("read-mark/open-door/berta.okoye", Mark(welcomed)));
        Assert.Null(mint.Unseal("read-mark/harbor-house/amina.yusuf", Mark(welcomed)));
    }

    private static string Mark(ApiReply reply) => reply.Headers.GetValues("Read-Mark").Single();

    /// <summary>Views that have got nowhere, while they are held.</summary>
    private sealed class HeldReader(IViewReader views) : IViewReader
    {
        public bool Holds { get; set; }

        public async ValueTask<long> Position(string projection, CancellationToken cancellation) => Holds ? 0 : await views.Position(projection, cancellation);

        public ValueTask<IReadOnlyList<IReadOnlyList<FoundRow>>> Pages(IReadOnlyList<ViewQuery> queries, CancellationToken cancellation) => views.Pages(queries, cancellation);
    }
}
