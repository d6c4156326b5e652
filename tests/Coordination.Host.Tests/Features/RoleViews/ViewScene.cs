using Coordination.Domain;
using Coordination.Domain.CaseReviews;
using Coordination.Domain.Cases;
using Coordination.Domain.Consent;
using Coordination.Domain.Disclosures;
using Coordination.Domain.Gate;
using Coordination.Domain.Partners;
using Coordination.Domain.Survivors;
using Coordination.Domain.TaskForce;
using Coordination.Host.Platform.EventCatalogue;
using Coordination.Host.Platform.Execution;
using Coordination.Testing;

namespace Coordination.Host.Tests.Features.RoleViews;

/// <summary>A host with a clock and events of the test's choosing, put into its store as the deciders would have recorded them.</summary>
internal sealed class ViewScene : IDisposable
{
    public static readonly DateTimeOffset Start = new(2026, 3, 1, 9, 0, 0, TimeSpan.Zero);
    public static readonly AgencyId Harbor = new("harbor"), Sheriff = new("county-sheriff"), Office = new("task-force-office");
    public static readonly PersonId Amina = new("amina.yusuf"), Dana = new("dana.whitfield"), Rosa = new("rosa.delgado");

    private readonly AdjustableTime _time = new(Start);
    private readonly Dictionary<string, long> _versions = [];
    private int _minted;

    public ViewScene()
    {
        Host = new() { InMemory = new(_time), Time = _time, TokenTime = _time };
    }

    public CoordinationHost Host { get; }
    public ApiClient Advocate => Host.As(Amina.Value, Harbor.Value, "advocate"); // with a token of this moment
    public ApiClient Detective => Host.As(Dana.Value, Sheriff.Value, "partner");
    public ApiClient Coordinator => Host.As(Rosa.Value, Office.Value, "coordinator");

    public Guid NewId() => new(++_minted, 7, 7, new byte[8]);

    public void At(DateTimeOffset now) => _time.Advance(now - _time.GetUtcNow());

    /// <summary>Records events.</summary>
    public async Task Record(AgencyId by, string stream, params DomainEvent[] events)
    {
        var version = _versions.GetValueOrDefault(stream);
        var data = events.Select(e => EventCodec.Current.Encode(e, NewId())).ToArray();
        var result = await Host.Store.Append(new([new(stream, stream.Split('-')[0], ExpectedVersion.Exactly(version), data)], [], new("somebody", by.Value, _time.GetUtcNow())), CancellationToken.None);
        Assert(result is AppendResult.Appended);
        _versions[stream] = version + events.Length;
    }

    public Task FormTaskForce() => Record(Office, "taskforce", new TaskForceFormed("North County", "Test State", Office));

    /// <summary>Both agencies are members in good standing, Dana is trained, and there is a policy.</summary>
    public async Task JoinBoth()
    {
        await Record(Office, "taskforce", new TaskForceFormed("North County", "Test State", Office), new PolicySet(Start, new PolicySettings(90, 3, 10)), new MemberAgencyAdded(Harbor), new MemberAgencyAdded(Sheriff));
        await Record(Office, $"agency-{Harbor}", new AgencyJoined(Harbor, "Harbor", AgencyKind.VictimServices, [PolicyProfile.Vawa]), new AgreementSigned("mou", Start.AddDays(-1), Start.AddDays(400)));
        await Record(Office, $"agency-{Sheriff}", new AgencyJoined(Sheriff, "Sheriff", AgencyKind.LawEnforcement, [PolicyProfile.OwnRecords]), new AgreementSigned("mou", Start.AddDays(-1), Start.AddDays(400)),
            new ConfidentialityTrainingRecorded(Dana, Start.AddDays(-1), Start.AddDays(400)));
    }

    public async Task<(SurvivorId Survivor, ReleaseId Release)> Release(int days, AgencyId? by = null)
    {
        var (survivor, release, agency) = (new SurvivorId(NewId()), new ReleaseId(NewId()), by ?? Harbor);
        await Record(agency, $"survivor-{survivor}", new SurvivorWelcomed(survivor, agency, Sensitive.Of("Marisol"), null), new OwnWordsRecorded(Sensitive.Of("They kept my papers.")));
        var terms = new ReleaseTerms
        {
            Discloser = agency,
            Recipients = [new(Sheriff, [])],
            Grants = [new(InformationCategory.Employment, SharingMode.IdentifiedSummary)],
            Purposes = [Purpose.Investigation],
            Starts = Start,
            Expires = Start.AddDays(days),
        };
        await Record(agency, $"consent-{survivor}", new ConsentRecordOpened(survivor, agency),
            new NoticeGiven(new(NewId()), [Sheriff], [NoticeTopic.Risks, NoticeTopic.Alternatives, NoticeTopic.Consequences], "English", false, Amina, Start.AddHours(-1)),
            new ReleaseSigned(release, terms, [new(SignerCapacity.Survivor, SignatureMethod.Ink, Start)], [ReleaseWarning.MayReachDefense], Amina));
        return (survivor, release);
    }

    public async Task<DisclosureId> Ask(PersonId? person = null)
    {
        var disclosure = new DisclosureId(NewId());
        await Record(Sheriff, $"disclosure-{disclosure}", new DisclosureRequested(disclosure, Harbor, new(Sheriff, person ?? Dana), Purpose.Investigation, [InformationCategory.Employment], Sensitive.Of("the woman from the north field"), ClaimedBasis.Release));
        return disclosure;
    }

    public Task Make(DisclosureId disclosure, ReleaseId release, AgencyId recipient, PersonId? person, string text)
    {
        var copy = new CopyId(NewId());
        var item = new RecordItemId(NewId());
        var verdict = new Verdict(Outcome.Permit, [new(item, Outcome.Permit, SharingMode.IdentifiedSummary, release, [])], [], [release], 2, 1, "2026-1", Start);
        return Record(Harbor, $"disclosure-{disclosure}", new DisclosureMade(new(recipient, person), Purpose.Investigation,
            [new(copy, item, InformationCategory.Employment, SharingMode.IdentifiedSummary, Sensitive.Of(text))], [Obligation.RedisclosureNotice], "Do not pass this on.", verdict, Amina));
    }

    /// <summary>Asks until the answer is as it should be.</summary>
    public static async Task<ApiReply> Until(Func<Task<ApiReply>> ask, Func<ApiReply, bool> asItShouldBe)
    {
        for (var i = 0; ; i++)
        {
            var reply = (await ask()).Ok();
            if (asItShouldBe(reply) || i == 400)
                return reply;
            await Task.Delay(10);
        }
    }

    /// <summary>Waits until every view has seen everything.</summary>
    public Task Settled() => Host.Settled();

    public void Dispose() => Host.Dispose();

    private static void Assert(bool held) => Xunit.Assert.True(held);
}
