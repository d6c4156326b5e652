using System.Diagnostics;
using System.Net;
using System.Security.Claims;
using Coordination.Host.Platform.Http;
using Coordination.Host.Platform.Identity;
using Coordination.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Coordination.Host.Tests.Platform.Http;

/// <summary>One person cannot starve the others, whatever their requests cost and however many they send at once.</summary>
public sealed class RequestLimitTests
{
    // One unit a second comes back, so that a slow machine gives nobody much.
    private static readonly Limits s_limits = new() { RequestsAtOnce = 30, RequestsPerSecond = 1, RequestsInProgress = 2, RequestsWaiting = 3 };

    [Fact]
    public async Task A_page_costs_by_its_rows_so_that_fewer_large_ones_are_given()
    {
        var (small, large) = (await Given("/list?limit=1", s_limits), await Given("/list?limit=200", s_limits));

        Assert.InRange(large, 1, 2);
        Assert.InRange(small, 25, 40);
    }

    [Fact]
    public async Task A_page_costs_the_same_where_its_size_is_a_member_of_its_query() =>
        Assert.Equal(await Given("/list?limit=200", s_limits), await Given("/rows?limit=200", s_limits));

    [Fact]
    public async Task One_person_has_one_limit_whichever_agency_they_act_for()
    {
        await using var edge = new Edge(s_limits with { RequestsInProgress = 1_000 });
        edge.Finish();
        await Task.WhenAll(Enumerable.Range(0, 60).Select(_ => edge.Ask("/one", "dana")));

        var statuses = await Task.WhenAll(Enumerable.Range(0, 60).Select(_ => edge.Ask("/one", "dana", agency: "district-attorney")));

        Assert.InRange(statuses.Count(status => status == 200), 0, 10);
    }

    [Fact]
    public async Task Whoever_asks_all_the_time_is_given_no_more_than_so_many_a_second()
    {
        await using var edge = new Edge(s_limits with { RequestsAtOnce = 5, RequestsPerSecond = 20 });
        edge.Finish();
        var (given, began) = (0, Stopwatch.GetTimestamp());
        while (Stopwatch.GetElapsedTime(began) < TimeSpan.FromSeconds(1))
        {
            given += await edge.Ask("/one", "dana") == 200 ? 1 : 0;
            await Task.Delay(1, TestContext.Current.CancellationToken);
        }

        Assert.InRange(given, 6, 5 + (20 * (Stopwatch.GetElapsedTime(began).TotalSeconds + 0.2)));
    }

    [Fact]
    public async Task A_page_whose_size_is_not_given_costs_what_the_usual_size_does() =>
        Assert.Equal(await Given("/list?limit=50", s_limits), await Given("/list", s_limits));

    [Fact]
    public async Task A_route_that_says_what_it_costs_costs_that() => Assert.InRange(await Given("/history", s_limits), 1, 2);

    [Fact]
    public async Task A_command_costs_more_than_a_question() => Assert.True(await Given("/one", s_limits, "POST") < await Given("/one", s_limits));

    [Fact]
    public async Task What_costs_more_than_anybody_may_spend_at_once_is_still_given_to_whoever_spent_nothing() =>
        Assert.Equal(1, await Given("/verification", s_limits));

    [Fact]
    public async Task Only_so_many_requests_of_one_person_are_worked_on_and_others_go_on()
    {
        await using var edge = new Edge(s_limits);
        var mine = Enumerable.Range(0, 8).Select(_ => edge.Ask("/slow", "dana")).ToList();
        await edge.Working(2);

        var hers = edge.Ask("/slow", "amina");
        await edge.Working(3);
        var refused = mine.Count(task => task.IsCompleted);
        edge.Finish();
        var statuses = await Task.WhenAll(mine);

        Assert.Equal(200, await hers);
        Assert.Equal(3, refused); // 2 worked on, 3 waiting
        Assert.Equal((5, 3), (statuses.Count(status => status == 200), statuses.Count(status => status == 429)));
        Assert.Equal(3, edge.MostAtOnce);
    }

    [Fact]
    public async Task Of_what_reads_the_whole_log_one_person_has_one_at_a_time()
    {
        await using var edge = new Edge(s_limits with { RequestsAtOnce = 1_000 });
        var asked = Enumerable.Range(0, 3).Select(_ => edge.Ask("/verification", "noor")).ToList();
        await edge.Working(1);

        edge.Finish();
        await Task.WhenAll(asked);

        Assert.Equal(1, edge.MostAtOnce);
    }

    [Fact]
    public async Task Whoever_went_away_gives_their_turn_back()
    {
        await using var edge = new Edge(s_limits with { RequestsInProgress = 1 });
        using var gone = new CancellationTokenSource();
        var first = edge.Ask("/slow", "dana");
        await edge.Working(1);
        var waiting = edge.Ask("/slow", "dana", gone: gone.Token);

        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        edge.Finish();

        Assert.Equal(200, await first);
        Assert.Equal(200, await edge.Ask("/slow", "dana"));
    }

    [Fact]
    public async Task Probes_are_answered_whatever_comes_from_their_address()
    {
        await using var host = new CoordinationHost().With("Limits:RequestsPerSecond", "1").With("Limits:RequestsAtOnce", "3");
        var stranger = host.WithToken(null);
        Assert.Equal("live", (await stranger.Get("/health/live")).Text); // with which the API's description is read: in the flood it would be refused
        while ((await stranger.Get("/health/ready")).Status != HttpStatusCode.OK)
            await Task.Delay(50, TestContext.Current.CancellationToken);
        var flood = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => stranger.Get("/v1/me")));

        Assert.Contains(flood, answer => answer.Problem == "too-many-requests");
        Assert.Equal("live", (await stranger.Get("/health/live")).Text);
        Assert.Equal(HttpStatusCode.OK, (await stranger.Get("/health/ready")).Status);
    }

    [Theory]
    [InlineData("10.1.2.3", true)]
    [InlineData("192.0.2.9", false)]
    public async Task Only_a_configured_proxy_says_whose_request_it_is(string sender, bool isTrusted)
    {
        await using var host = new CoordinationHost().With("Limits:RequestsPerSecond", "1").With("Limits:RequestsAtOnce", "3").With("Limits:TrustedProxies:0", "10.0.0.0/8");
        host.Replace = services => services.AddSingleton<IStartupFilter>(new From(IPAddress.Parse(sender)));
        var http = host.CreateClient();
        var statuses = await Task.WhenAll(Enumerable.Range(0, 40).Select(async number =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/me");
            request.Headers.Add("X-Forwarded-For", $"198.51.100.{number}");
            using var answer = await http.SendAsync(request);
            return answer.StatusCode;
        }));

        Assert.Equal(!isTrusted, statuses.Contains(HttpStatusCode.TooManyRequests));
    }

    [Fact]
    public void A_proxy_that_is_no_address_is_refused_by_name()
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection([new("Limits:TrustedProxies:0", "the-balancer")]).Build();

        Assert.Contains("Limits:TrustedProxies names 'the-balancer'", Assert.Throws<SettingsException>(() => Limits.Read(settings)).Message, StringComparison.Ordinal);
    }

    /// <summary>How often somebody is answered who asks without a pause.</summary>
    private static async Task<int> Given(string path, Limits limits, string method = "GET")
    {
        await using var edge = new Edge(limits with { RequestsInProgress = 1_000 });
        edge.Finish();
        var statuses = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => edge.Ask(path, "dana", method)));
        return statuses.Count(status => status == 200);
    }

    private sealed class From(IPAddress address) : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use(async (context, rest) =>
            {
                context.Connection.RemoteIpAddress = address;
                await rest(context);
            });
            next(app);
        };
    }

    /// <summary>The limits before routes that a test can hold.</summary>
    private sealed class Edge : IAsyncDisposable
    {
        private readonly TaskCompletionSource _finish = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly RequestLimiting _limiting;
        private readonly Dictionary<string, Endpoint> _routes = new()
        {
            ["/one"] = Route((string? name) => name),
            ["/slow"] = Route((string? name) => name),
            ["/list"] = Route((int? limit) => limit),
            ["/rows"] = Route(([AsParameters] Rows rows) => rows.Limit),
            ["/history"] = Route(() => "", new RequestCost(20)),
            ["/verification"] = Route(() => "", new RequestCost(150, OneAtATime: true)),
            ["/health"] = Route(() => "", new DisableRateLimitingAttribute()),
        };
        private int _working, _most;

        private sealed record Rows(int? Limit);

        public Edge(Limits limits) => _limiting = new(limits);

        public int MostAtOnce => _most;

        public void Finish() => _finish.TrySetResult();

        public async Task Working(int requests)
        {
            while (Volatile.Read(ref _working) < requests)
                await Task.Delay(1);
        }

        public async Task<int> Ask(string path, string person, string method = "GET", string agency = "county-sheriff", CancellationToken gone = default)
        {
            var parts = path.Split('?');
            using var nobody = new MemoryStream();
            var context = new DefaultHttpContext { RequestAborted = gone };
            context.Request.Method = method;
            context.Request.QueryString = new(parts.Length > 1 ? $"?{parts[1]}" : "");
            context.Response.Body = nobody;
            context.User = new(new ClaimsIdentity([new(ClaimNames.Subject, person), new(ClaimNames.Agency, agency)], "test"));
            context.SetEndpoint(_routes[parts[0]]);
            await _limiting.InvokeAsync(context, Work);
            return context.Response.StatusCode;
        }

        public ValueTask DisposeAsync()
        {
            Finish();
            _limiting.Dispose();
            return ValueTask.CompletedTask;
        }

        private async Task Work(HttpContext context)
        {
            var working = Interlocked.Increment(ref _working);
            for (var most = _most; working > most; most = _most)
                Interlocked.CompareExchange(ref _most, working, most);
            await _finish.Task;
            Interlocked.Decrement(ref _working);
        }

        private static Endpoint Route(Delegate handler, params object[] metadata) => new(null, new EndpointMetadataCollection([handler.Method, .. metadata]), "a route of the test");
    }
}
