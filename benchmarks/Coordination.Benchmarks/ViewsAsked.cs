using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Net.Http.Headers;
using Coordination.Demo.Seeding;
using Coordination.Domain;
using Coordination.Domain.CaseReviews;
using Coordination.Host.Platform.Identity;
using Coordination.Projections.Outcomes;

namespace Coordination.Benchmarks;

/// <summary>How long each route took on the server, as it says itself.</summary>
internal sealed class ServerClock : IDisposable
{
    private readonly MeterListener _listener = new();
    private ConcurrentDictionary<string, ConcurrentBag<TimeSpan>> _seen = [];

    public ServerClock()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument is { Name: "http.server.request.duration", Meter.Name: "Microsoft.AspNetCore.Hosting" })
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<double>(Took);
        _listener.Start();
    }

    public IEnumerable<(string Key, List<TimeSpan> Times)> Seen => _seen.Select(seen => (seen.Key, seen.Value.ToList()));

    public void Forget() => _seen = [];

    public void Dispose() => _listener.Dispose();

    private void Took(Instrument instrument, double seconds, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? state)
    {
        foreach (var (name, value) in tags)
            if (name == "http.route" && value is string route)
                _seen.GetOrAdd(route, _ => []).Add(TimeSpan.FromSeconds(seconds));
    }
}

/// <summary>Asks for views, each time another of them for somebody else.</summary>
internal sealed class Asks
{
    private readonly HttpClient _http;
    private readonly SeedPlan _plan;
    private readonly IdentifierMint _mint;
    private readonly DevelopmentIssuer _issuer;
    private readonly Func<int, Task>[] _views;
    private readonly ConcurrentDictionary<string, string> _tokens = [];
    private readonly int _leftOut;
    private int _asked;

    /// <param name="beside">
    /// Asks beside somebody who asks too much: leaves out the last agency of each kind, whose people do that, and the coordinating agency, whose
    /// views are all asked by one person, whom the limits slow down.
    /// </param>
    public Asks(HttpClient http, SeedPlan plan, string folder, IdentifierMint mint, bool beside = false)
    {
        (_http, _plan, _mint) = (http, plan, mint);
        _issuer = DevelopmentIssuer.Open(new IdentitySettings { DevelopmentFolder = folder }, TimeProvider.System);
        _leftOut = beside ? 1 : 0;
        _views = beside ? [.. OfStaff(), .. OfSurvivors()] : [.. OfStaff(), .. OfSurvivors(), .. OfOffice()];
    }

    /// <summary>A token for somebody of the invented task force.</summary>
    public string TokenOf(Member member, string role) => _issuer.Mint(new Person(member.Person, member.Agency, [role]));

    /// <summary>So many a second, each when its time has come, however long the others take; how long each took the client.</summary>
    public async Task<List<TimeSpan>> Steadily(int perSecond, TimeSpan duration)
    {
        var begun = Stopwatch.GetTimestamp();
        List<Task<TimeSpan>> asking = [];
        for (var number = 0; number < perSecond * duration.TotalSeconds; number++)
        {
            var at = TimeSpan.FromSeconds(number / (double)perSecond) - Stopwatch.GetElapsedTime(begun);
            if (at > TimeSpan.Zero)
                await Task.Delay(at);
            asking.Add(Ask(_asked++));
        }
        return [.. await Task.WhenAll(asking)];
    }

    /// <summary>Each view once, again until it answers: what is counted once for each host is counted then.</summary>
    public async Task FirstOfEach(TimeSpan patience)
    {
        var begun = Stopwatch.GetTimestamp();
        for (var view = 0; view < _views.Length;)
        {
            try
            {
                await _views[view](view);
                view++;
            }
            catch (InvalidOperationException) when (Stopwatch.GetElapsedTime(begun) < patience)
            {
                await Task.Delay(200);
            }
        }
    }

    private async Task<TimeSpan> Ask(int number)
    {
        var sent = Stopwatch.GetTimestamp();
        await _views[number % _views.Length](number / _views.Length);
        return Stopwatch.GetElapsedTime(sent);
    }

    private Func<int, Task>[] OfStaff() =>
    [
        Advocate("/v1/caseload"), Advocate("/v1/caseload/survivors"), Advocate("/v1/caseload/cases?status=open"), Advocate("/v1/caseload/disclosures"), Advocate("/v1/caseload/mandates"),
        Advocate("/v1/reminders?days=30"), Partner("/v1/inbox"), Partner("/v1/inbox/disclosures"), Partner("/v1/inbox/actions"), Partner("/v1/inbox/reviews"),
        Partner("/v1/inbox/referrals"), Partner("/v1/requests"),
    ];

    private Func<int, Task>[] OfOffice() =>
    [
        Coordinator("/v1/board"), Coordinator("/v1/board/reviews"), Coordinator("/v1/board/actions"),
        Coordinator("/v1/accountability/agencies"), Coordinator("/v1/accountability/recalls"), Coordinator("/v1/outcomes"),
        Coordinator($"/v1/outcomes/{Quarter.LastPublishedAt(DateTimeOffset.UtcNow)}"),
    ];

    private Func<int, Task>[] OfSurvivors() =>
    [
        Survivor("/v1/ledger"), Survivor("/v1/ledger/releases"), Survivor("/v1/ledger/disclosures"), Survivor("/v1/ledger/mandates"),
    ];

    private Func<int, Task> Advocate(string path) => number => Get(SeedPlan.Staff(SeedPlan.Custodian(number % (_plan.Custodians - _leftOut))), Roles.Advocate, path);

    private Func<int, Task> Partner(string path) => number => Get(SeedPlan.Staff(SeedPlan.Partner(number % (_plan.Partners - _leftOut))), Roles.Partner, path);

    private Func<int, Task> Coordinator(string path) => _ => Get(SeedPlan.Staff(SeedPlan.Office), Roles.Coordinator, path);

    private Func<int, Task> Survivor(string path) => number => Herself(number % _plan.Size.Cases, path);

    private Task Herself(int number, string path)
    {
        var custodian = SeedPlan.Custodian(_plan.CustodianOf(number));
        var name = _mint.NameOf(custodian.Value, _plan.Id("survivor", number));
        return Get(new Member(custodian, new PersonId($"herself-{number}")), Roles.Survivor, path, name);
    }

    private async Task Get(Member member, string role, string path, Guid? survivor = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _tokens.GetOrAdd($"{member.Person}/{role}", _ => _issuer.Mint(new Person(member.Person, member.Agency, [role], survivor))));
        using var response = await _http.SendAsync(request);
        if (!response.IsSuccessStatusCode)
            throw new InvalidOperationException($"{path} answered {(int)response.StatusCode}: {await response.Content.ReadAsStringAsync()}");
    }
}
