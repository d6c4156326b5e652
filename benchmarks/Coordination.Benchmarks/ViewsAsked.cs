using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Net.Http.Headers;
using Coordination.Domain;
using Coordination.Domain.CaseReviews;
using Coordination.Host.CommandLine.Seeding;
using Coordination.Host.Security;

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
internal sealed class Asks(HttpClient http, SeedPlan plan, string folder, IdentifierMint mint)
{
    private readonly DevelopmentIssuer _issuer = DevelopmentIssuer.Open(new IdentitySettings { DevelopmentFolder = folder }, TimeProvider.System);
    private readonly ConcurrentDictionary<string, string> _tokens = [];
    private int _asked;

    /// <summary>So many a second, each when its time has come, however long the others take.</summary>
    public async Task Steadily(int perSecond, TimeSpan duration)
    {
        var begun = Stopwatch.GetTimestamp();
        List<Task> asking = [];
        for (var number = 0; number < perSecond * duration.TotalSeconds; number++)
        {
            var at = TimeSpan.FromSeconds(number / (double)perSecond) - Stopwatch.GetElapsedTime(begun);
            if (at > TimeSpan.Zero)
                await Task.Delay(at);
            asking.Add(Ask(_asked++));
        }
        await Task.WhenAll(asking);
    }

    private Task Ask(int number)
    {
        var (custodian, partner) = (SeedPlan.Staff(SeedPlan.Custodian(number % plan.Custodians)), SeedPlan.Staff(SeedPlan.Partner(number % plan.Partners)));
        var office = SeedPlan.Staff(SeedPlan.Office);
        return (number % 15) switch
        {
            0 => Get(custodian, Roles.Advocate, "/v1/caseload"),
            1 => Get(custodian, Roles.Advocate, "/v1/caseload/survivors"),
            2 => Get(custodian, Roles.Advocate, "/v1/caseload/cases?status=open"),
            3 => Get(custodian, Roles.Advocate, "/v1/caseload/disclosures"),
            4 => Get(custodian, Roles.Advocate, "/v1/reminders?days=30"),
            5 => Get(partner, Roles.Partner, "/v1/inbox"),
            6 => Get(partner, Roles.Partner, "/v1/inbox/disclosures"),
            7 => Get(partner, Roles.Partner, "/v1/inbox/actions"),
            8 => Get(partner, Roles.Partner, "/v1/inbox/reviews"),
            9 => Get(partner, Roles.Partner, "/v1/requests"),
            10 => Get(office, Roles.Coordinator, "/v1/board"),
            11 => Get(office, Roles.Coordinator, "/v1/board/reviews"),
            12 => Get(office, Roles.Coordinator, "/v1/board/actions"),
            13 => Get(office, Roles.Coordinator, "/v1/accountability/agencies"),
            _ => Ledger(number % plan.Size.Cases),
        };
    }

    private Task Ledger(int number)
    {
        var custodian = SeedPlan.Custodian(plan.CustodianOf(number));
        var name = mint.NameOf(custodian.Value, plan.Id("survivor", number));
        return Get(new Member(custodian, new PersonId($"herself-{number}")), Roles.Survivor, "/v1/ledger", name);
    }

    private async Task Get(Member member, string role, string path, Guid? survivor = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _tokens.GetOrAdd($"{member.Person}/{role}", _ => _issuer.Mint(new Person(member.Person, member.Agency, [role], survivor))));
        using var response = await http.SendAsync(request);
        if (!response.IsSuccessStatusCode)
            throw new InvalidOperationException($"{path} answered {(int)response.StatusCode}: {await response.Content.ReadAsStringAsync()}");
    }
}
