using Coordination.Domain;
using Coordination.Domain.CaseReviews;
using Coordination.Domain.Cases;
using Coordination.Domain.Consent;
using Coordination.Domain.Disclosures;
using Coordination.Domain.ImmigrationRelief;
using Coordination.Domain.LegalProcesses;
using Coordination.Domain.Operations;
using Coordination.Domain.Partners;
using Coordination.Domain.Survivors;
using Coordination.Domain.Webhooks;
using Coordination.Projections.Lookups;
using Coordination.Testing;
using Xunit;

namespace Coordination.Projections.Tests.Lookups;

public sealed class LookupsTests
{
    private static readonly SurvivorId s_her = new(Id(1)), s_other = new(Id(2));
    private static readonly DisclosureId s_disclosure = new(Id(3));
    private static readonly ReleaseId s_release = new(Id(4)), s_renewal = new(Id(5));
    private static readonly ProcessId s_process = new(Id(6));
    private static readonly ReviewId s_review = new(Id(7));
    private static readonly CaseId s_case = new(Id(8));
    private static readonly AgencyId s_police = new("city-police"), s_harbor = new("harbor"), s_office = new("outside-1");
    private static readonly string s_disclosing = DisclosureStream.Definition.NameFor(s_disclosure), s_consent = ConsentStream.Definition.NameFor(s_her);

    private readonly Log _log = new();

    [Fact]
    public void Whoever_does_something_or_is_trained_or_recorded_is_known_there()
    {
        _log.By("harbor", "agency-city-police", Of<AgencyJoined>(), Of<ConfidentialityTrainingRecorded>() with { Person = new("dana") })
            .By("city-police", "agency-outside-1", Of<OutsideRecipientRecorded>() with { Agency = s_office, Person = new("vance"), For = s_police });

        Assert.Equal([s_harbor, s_police], Row(PersonRow.Key(new("somebody")))!.Agencies);
        Assert.Equal([s_police], Row(PersonRow.Key(new("dana")))!.Agencies);
        Assert.Equal([s_office], Row(PersonRow.Key(new("vance")))!.Agencies);
        Assert.True(Row(AgencyRow.Key(s_office))!.IsKnown);
        Assert.Equal([s_office], Row(AgencyRow.Key(s_police))!.Outside);
        Assert.Null(Row(PersonRow.Key(new("nobody"))));
    }

    [Fact]
    public void A_disclosure_is_found_by_whom_it_is_about_who_has_it_and_what_it_rests_on()
    {
        Made();

        var row = Row(DisclosureRow.Key(s_disclosure))!;
        Assert.Equal((s_her, s_police), (row.About, row.Made?.Recipient));
        Assert.Equal(Compartment.Of(s_police), row.Place.Compartment);
        Assert.Equal([s_disclosure], Row(ReleaseRow.Key(s_release))!.Disclosures.Select(made => made.Disclosure));
        Assert.Equal([s_disclosure], Row(ItemRow.Key(Item))!.Disclosures.Select(made => made.Disclosure));
        Assert.Equal([s_disclosure], Row(SurvivorRow.Key(s_her))!.Disclosures.Select(about => about.Id));
        Assert.Equal([s_disclosure], Row(SurvivorRow.Key(s_her))!.Authorised);
    }

    [Fact]
    public void What_was_made_while_she_was_thought_dead_is_told_by_positions()
    {
        _log.By("harbor", s_consent, Signed(s_release, ReleaseCondition.TellMeFirst), Of<SurvivorDied>());
        Made();
        var made = Row(DisclosureRow.Key(s_disclosure))!.Made!.Position;
        _log.By("harbor", s_consent, Of<DeathWithdrawn>(), new SurvivorToldBeforehand(s_disclosure, new("noor"), Channel.InPerson, Log.Start), Signed(s_release));

        Assert.True(Row(SurvivorRow.Key(s_her))!.WasDeadAt(made));
        Assert.False(Row(SurvivorRow.Key(s_her))!.WasDeadAt(long.MaxValue));
        Assert.True(Row(ReleaseRow.Key(s_release))!.WasToBeToldBefore(made));
        Assert.False(Row(ReleaseRow.Key(s_release))!.WasToBeToldBefore(long.MaxValue));
        Assert.False(Row(DisclosureRow.Key(s_disclosure))!.ToldBefore < made);
    }

    [Fact]
    public void A_process_is_its_agencys_by_due_date_and_knows_what_rests_on_it()
    {
        _log.By("city-police", ProcessStream.Definition.NameFor(s_process), Served() with { Made = null }, Of<AuthorityTold>())
            .By("harbor", s_disclosing, Of<DisclosureOffered>() with { Disclosure = s_disclosure, Survivor = s_her, Under = Of<DisclosureOffered>().Under! with { Process = s_process } });
        var waiting = Row(ProcessRow.Key(s_process))!;
        Assert.Equal((s_police, s_her, false), (waiting.Agency, waiting.Survivor, waiting.Reached));
        Assert.Equal(2, waiting.ToldAt);
        Assert.Equal(Compartment.Of(s_police), waiting.Place.Compartment);
        Assert.StartsWith($"{waiting.Due:yyyy-MM-ddTHH:mm}", waiting.Place.Sort, StringComparison.Ordinal);
        Assert.Equal([s_disclosure], waiting.Under);
        Assert.Equal([s_process], Row(SurvivorRow.Key(s_her))!.Processes.Select(process => process.Id));

        _log.By("harbor", s_disclosing, Of<DisclosureMade>() with { Verdict = Verdict() with { Process = Verdict().Process! with { Process = s_process } }, HandOverBy = Log.Start });
        Assert.Equal([s_disclosure], Row(ProcessRow.Key(s_process))!.ToHandOver);
        _log.By("harbor", s_disclosing, Of<CopyHandedOver>() with { Process = s_process });
        Assert.Empty(Row(ProcessRow.Key(s_process))!.ToHandOver);
        Assert.True(Row(ProcessRow.Key(s_process))!.Reached);
    }

    [Fact]
    public void What_is_due_is_due_until_it_ended_or_was_answered()
    {
        var (soon, late) = (Log.Start.AddDays(2), Log.Start.AddDays(9));
        _log.By("harbor", s_consent, Signed(s_release, expires: late), Of<ReleaseNarrowed>() with { Release = s_release, Terms = Terms() with { Expires = soon } })
            .By("harbor", s_disclosing, Of<RecallNoticeSent>() with { Due = late }, Of<RetractionNoticeSent>() with { Due = soon });
        Assert.Equal(soon, Row(DueRow.Key(s_release))!.Place.Due);
        Assert.Equal([new(late, s_harbor), new(soon, s_harbor)], Row(DueRow.Key(s_disclosing))!.At);
        Assert.Equal(soon, Row(DueRow.Key(s_disclosing))!.Place.Due);

        _log.By("harbor", s_consent, Of<ReleaseExpired>() with { Release = s_release }).By("harbor", s_disclosing, new RecallOverdue(soon));
        Assert.Null(Row(DueRow.Key(s_release)));
        Assert.Equal(late, Row(DueRow.Key(s_disclosing))!.Place.Due);
        _log.By("city-police", s_disclosing, Of<RecallAcknowledged>());
        Assert.Null(Row(DueRow.Key(s_disclosing)));
    }

    [Fact]
    public void A_renewal_knows_what_it_renewed() =>
        Assert.Equal(s_release, _log.By("harbor", s_consent, Of<ReleaseRenewed>() with { Release = s_release, Renewal = s_renewal }).Row(ReleaseRow.Key(s_renewal))!.Renewed);

    [Fact]
    public void Meetings_cases_and_erasure_are_found_by_her()
    {
        _log.By("harbor", CaseStream.Definition.NameFor(s_case), Of<CaseOpened>() with { Case = s_case, Survivor = s_her })
            .By("harbor", ReviewStream.Definition.NameFor(s_review), Of<AgendaItemProposed>() with { Survivor = s_her, Case = s_case }, Of<ReviewClosed>())
            .By("harbor", SurvivorStream.Definition.NameFor(s_her), Of<SurvivorErased>());

        var her = Row(SurvivorRow.Key(s_her))!;
        Assert.Equal([s_case], her.Cases);
        Assert.Equal([s_review], her.Meetings);
        Assert.True(her.IsErased);
        Assert.Equal([s_review], Row(CaseRow.Key(s_case))!.Reviews);
        Assert.Equal([s_her], Row(ReviewRow.Key(s_review))!.Survivors);
        Assert.True(Row(ReviewRow.Key(s_review))!.IsOver);
        Assert.Equal([s_her], Row(ErasedRow.Key)!.Survivors);
    }

    [Fact]
    public void Records_are_hers_as_well_until_they_are_separated()
    {
        _log.By("harbor", s_consent, new SurvivorRecordsMerged([s_other], new("noor")));
        Assert.Equal([s_other], Row(SurvivorRow.Key(s_her))!.MergedWith);
        Assert.Empty(_log.By("harbor", s_consent, new SurvivorRecordsSeparated([s_other], new("noor"))).Row(SurvivorRow.Key(s_her))!.MergedWith);
    }

    [Fact]
    public void Concerns_are_found_by_whom_they_are_about_and_who_raised_them()
    {
        var (concern, early) = (new ConcernId(Id(9)), new ConcernId(Id(10)));
        _log.By("harbor", "agency-city-police", Of<ConcernRaised>() with { Concern = early, About = null, RaisedBy = s_harbor, Person = null })
            .By("harbor", ConcernStream.Definition.NameFor(concern), Of<ConcernRaised>() with { Concern = concern, About = s_police, RaisedBy = s_harbor, Person = new("noor") }, Of<ConcernPutToAgency>() with { Concern = concern });

        Assert.Equal([early, concern], Row(ConcernsRow.About(s_police))!.Concerns.Select(raised => raised.Concern));
        Assert.Equal([early, concern], Row(ConcernsRow.By(s_harbor))!.Concerns.Select(raised => raised.Concern));
        Assert.Equal([concern], Row(ConcernsRow.By(new PersonId("noor")))!.Concerns.Select(raised => raised.Concern));
        Assert.Equal((s_police, true, false), (Row(ConcernRow.Key(early))!.About, Row(ConcernRow.Key(early))!.BeginsWithAgency, Row(ConcernRow.Key(early))!.WasPut));
        Assert.Equal((false, true), (Row(ConcernRow.Key(concern))!.BeginsWithAgency, Row(ConcernRow.Key(concern))!.WasPut));
    }

    [Fact]
    public void Operations_asks_and_endpoints_are_found_by_their_agencies()
    {
        var (operation, relief) = (new OperationId(Id(11)), new ReliefId(Id(12)));
        _log.By("city-police", OperationStream.Definition.NameFor(operation), Of<PresenceRequested>() with { Operation = operation, RequestedBy = s_police, Asked = s_harbor })
            .By("harbor", ReliefStream.Definition.NameFor(relief), Of<CertifierAsked>() with { Certifier = s_police })
            .By("harbor", "webhooks-harbor", Of<EndpointRegistered>());

        Assert.Equal([operation], Row(OperationsRow.Key(s_police))!.Operations);
        Assert.Equal([operation], Row(OperationsRow.Key(s_harbor))!.Operations);
        Assert.Equal([relief], Row(CertificationsRow.Key(s_police))!.AskedIn);
        Assert.Equal([s_harbor], Row(EndpointsRow.Key)!.Agencies);
    }

    [Fact]
    public void An_event_that_changes_nothing_leaves_the_same_row()
    {
        Made();
        IProjection projection = AllProjections.Lookups;
        foreach (var recorded in _log.Events)
        {
            var rows = new RowSet(projection);
            foreach (var known in _log.Events)
                rows.Apply(known);
            rows.Stored(int.MaxValue);
            rows.Apply(recorded);
            Assert.Empty(rows.Changes());
        }
    }

    [Fact]
    public void An_event_of_which_nothing_matters_but_who_did_it_touches_that_row_alone()
    {
        IProjection projection = AllProjections.Lookups;
        foreach (var recorded in EveryProjectionTests.Everything().Events.Where(recorded => !LookupsProjection.Concerns(recorded.Event.GetType())))
        {
            Assert.Equal([LookupsProjection.Seen(recorded.Meta)], projection.Touches(recorded));
            Assert.Equal(LookupsProjection.See(null, recorded.Meta).Agencies, ((PersonRow)projection.Apply(LookupsProjection.Seen(recorded.Meta), null, recorded)!).Agencies);
        }
    }

    private static RecordItemId Item => Of<DisclosureMade>().Items[0].Item;

    private TRow? Row<TRow>(LookupKey<TRow> key) where TRow : LookupRow => _log.Row(key);

    private void Made() => _log
        .By("harbor", s_disclosing, Of<DisclosureOffered>() with { Disclosure = s_disclosure, Survivor = s_her, Under = null }, Of<DisclosureAuthorized>() with { Survivor = s_her, Verdict = Verdict() })
        .By("harbor", s_disclosing, Of<DisclosureMade>() with { Recipient = Of<DisclosureMade>().Recipient with { Agency = s_police }, Verdict = Verdict() });

    private static Domain.Gate.Verdict Verdict() => Of<DisclosureMade>().Verdict with { ReleasesReliedOn = [s_release] };

    private static ReleaseTerms Terms() => Of<ReleaseSigned>().Terms;

    private static ReleaseSigned Signed(ReleaseId release, ReleaseCondition? condition = null, DateTimeOffset? expires = null) =>
        Of<ReleaseSigned>() with { Release = release, Terms = Terms() with { Conditions = condition is { } one ? [one] : [], Expires = expires } };

    private static ProcessServed Served() => Of<ProcessServed>() with { Process = s_process, Agency = s_police, Survivor = s_her };

    private static T Of<T>() where T : DomainEvent => (T)EventSamples.Of(typeof(T));

    private static Guid Id(int number) => new(number, 0, 0, [0, 0, 0, 0, 0, 0, 0, 1]);
}

internal static class LookingUp
{
    /// <summary>A row of a log that is folded event by event, and goes through its JSON each time.</summary>
    public static TRow? Row<TRow>(this Log log, LookupKey<TRow> key) where TRow : LookupRow =>
        (TRow?)log.Fold(AllProjections.Lookups).GetValueOrDefault(key.Row.ToString());
}
