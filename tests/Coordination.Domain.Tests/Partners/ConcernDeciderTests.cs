using Coordination.Domain.ImmigrationRelief;
using Coordination.Domain.Partners;
using Coordination.Testing;
using Xunit;

namespace Coordination.Domain.Tests.Partners;

public sealed class ConcernDeciderTests
{
    private static readonly AgencyId Sheriff = new("county-sheriff"), Harbor = new("harbor"), Office = new("office");
    private static readonly Actor Amina = new(new("amina"), Harbor), Dana = new(new("dana"), Sheriff), Rosa = new(new("rosa"), Office), Lee = new(new("lee"), Office);
    private static readonly SurvivorId Her = new(Guid.NewGuid());
    private static readonly DateTimeOffset Due = new(2026, 3, 15, 12, 0, 0, TimeSpan.Zero);
    private static readonly ConcernId Concern = new(Guid.NewGuid());
    private static readonly Sensitive<string> Text = Sensitive.Of("He waited outside her work.");
    private static readonly ConcernRaised Raised = new(Concern, ConcernKind.Pressure, Harbor, Text) { About = Sheriff, Person = Amina.Person };
    private static readonly RaiseConcern Raise = new(Amina, Sheriff, Concern, ConcernKind.Pressure, Text);
    private static readonly PutConcern Put = new(Rosa, Sheriff, Concern, Sensitive.Of("Deputies are said to wait at a workplace."), Due);
    private static readonly AnswerConcern Answer = new(Dana, Sheriff, Concern, Sensitive.Of("It will not happen again."));
    private static readonly UpholdConcern Uphold = new(Rosa, Sheriff, Concern, Sensitive.Of("Two people saw it."), Due.AddTicks(-1));
    private static readonly DismissConcern Dismiss = new(Rosa, Sheriff, Concern, Sensitive.Of("It was another agency."));

    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly ConcernAllowance Allowed = new(20, [], Now);

    private static PartnerPosition Agency(params PartnerEvent[] more) =>
        PartnerStream.Definition.Fold(PartnerPosition.Initial, [new AgencyJoined(Sheriff, "Sheriff", AgencyKind.LawEnforcement, []), .. more]);

    private static Past<ConcernPosition, ConcernEvent> Known(params ConcernEvent[] past) => GivenWhenThen.Given(ConcernStream.Definition, past);

    private static Decision<ConcernEvent> Decide(RaiseConcern command, ConcernNames named, PartnerPosition? about = null) => ConcernDecider.Decide(command, named, Allowed, about ?? Agency());

    private static Decision<ConcernEvent> Decide(ConcernCommand command, ConcernPosition position) => ConcernDecider.Decide(command, Office, position.After(null));

    [Fact]
    public void A_concern_is_about_another_agency_that_is_or_was_a_partner()
    {
        Known().When(_ => Decide(Raise, new())).Then(Raised);
        Known().When(_ => Decide(Raise, new(), Agency(new AgencyLeft(Sensitive.Of("moved"))))).Then(Raised);
        Known().When(_ => Decide(Raise with { By = Dana }, new())).ThenRefused(RefusalReason.InvalidInput, "agency");
        Known().When(_ => Decide(Raise, new(), PartnerPosition.Initial)).ThenRefused(RefusalReason.NotFound);
    }

    [Fact]
    public void Only_the_agency_that_serves_her_raises_one_for_her()
    {
        Known().When(_ => Decide(Raise with { Survivor = Her }, new(Harbor))).Then(Raised with { Survivor = Her });
        Known().When(_ => Decide(Raise with { Survivor = Her, By = Rosa }, new(Harbor))).ThenRefused(RefusalReason.InvalidInput, "survivor");
        Known().When(_ => Decide(Raise with { Survivor = Her }, new())).ThenRefused(RefusalReason.InvalidInput, "survivor");
    }

    [Fact]
    public void What_she_said_is_kept_under_her_key_and_goes_with_her_erasure()
    {
        var protect = PartnerStream.Definition.Protect!;
        Assert.Equal(Protection.Of(Her), protect("agency-county-sheriff", PartnerPosition.Initial, Raised with { Survivor = Her }));
        Assert.Equal(Protection.OfAgency, protect("agency-county-sheriff", PartnerPosition.Initial, Raised));
    }

    [Fact]
    public void It_is_put_to_the_agency_answered_and_upheld()
    {
        var put = new ConcernPutToAgency(Concern, Put.Words) { About = Sheriff, AnswerDue = Due };
        var answered = new ConcernAnswered(Concern, Answer.Answer) { About = Sheriff, Person = Dana.Person };
        Known(Raised).When(s => Decide(Put, s)).Then(put);
        Known(Raised, put).When(s => Decide(Put, s)).ThenNothing();
        Known(Raised, put).When(s => Decide(Answer, s)).Then(answered);
        Known(Raised, put, answered).When(s => Decide(Answer, s)).ThenNothing();
        Known(Raised, put, answered).When(s => Decide(Uphold, s)).Then(new ConcernUpheld(Concern, Uphold.Reason) { About = Sheriff });
        Known(Raised, put).When(s => Decide(Dismiss, s)).Then(new ConcernDismissed(Concern, Dismiss.Reason) { About = Sheriff });
    }

    [Fact]
    public void Nobody_is_found_at_fault_unheard_and_what_was_decided_stays()
    {
        Known(Raised).When(s => Decide(Uphold, s)).ThenRefused(RefusalReason.WrongState);
        var dismissed = Known(Raised, new ConcernDismissed(Concern, Dismiss.Reason));
        dismissed.When(s => Decide(Uphold, s)).ThenRefused(RefusalReason.WrongState);
        dismissed.When(s => Decide(Put, s)).ThenRefused(RefusalReason.WrongState);
        dismissed.When(s => Decide(Dismiss, s)).ThenNothing();
        Known(Raised, new ConcernPutToAgency(Concern, Put.Words) { About = Sheriff, AnswerDue = Due }, new ConcernUpheld(Concern, Uphold.Reason)).When(s => Decide(Dismiss, s)).ThenRefused(RefusalReason.WrongState);
    }

    [Fact]
    public void It_is_not_upheld_before_the_agency_answered_or_its_time_is_over()
    {
        var put = new ConcernPutToAgency(Concern, Put.Words) { About = Sheriff, AnswerDue = Due };
        var upheld = new ConcernUpheld(Concern, Uphold.Reason) { About = Sheriff };

        Known(Raised, put).When(s => Decide(Uphold, s)).ThenRefused(RefusalReason.WrongState);
        Known(Raised, put).When(s => Decide(Uphold with { At = Due }, s)).Then(upheld);
        Known(Raised, put, new ConcernAnswered(Concern, Answer.Answer)).When(s => Decide(Uphold, s)).Then(upheld);
    }

    [Fact]
    public void A_concern_that_was_put_without_a_time_to_answer_is_put_again_with_one()
    {
        var past = Known(Raised, new ConcernPutToAgency(Concern, Put.Words));

        past.When(s => Decide(Uphold with { At = DateTimeOffset.MaxValue }, s)).ThenRefused(RefusalReason.WrongState);
        past.When(s => Decide(Put, s)).Then(new ConcernPutToAgency(Concern, Put.Words) { About = Sheriff, AnswerDue = Due });
        past.And(new ConcernAnswered(Concern, Answer.Answer)).When(s => Decide(Uphold, s)).Then(new ConcernUpheld(Concern, Uphold.Reason) { About = Sheriff });
    }

    // What a kind may name, written out: a kind or an answer that is added has to be decided about here.
    public static TheoryData<ConcernKind, string, bool, bool> Table => new()
    {
        { ConcernKind.BreachOfCondition, "agreed", true, false },
        { ConcernKind.Redisclosure, "", true, false },
        { ConcernKind.Pressure, "waiting agreed declined", false, false },
        { ConcernKind.Retaliation, "declined", false, false },
        { ConcernKind.ConditionedHelp, "waiting agreed declined", false, true },
        { ConcernKind.Discrimination, "agreed declined", false, false },
        { ConcernKind.HarmInOperation, "agreed", false, false },
    };

    [Theory, MemberData(nameof(Table))]
    public void Each_kind_of_concern_names_what_it_can_be_about_and_nothing_else(ConcernKind kind, string operations, bool disclosure, bool mark)
    {
        var raise = Raise with { Kind = kind };
        var operation = new OperationId(Guid.NewGuid());
        foreach (var presence in Enum.GetValues<PresenceAnswer>())
        {
            var decided = Known().When(_ => Decide(raise with { Operation = operation }, new(Operation: new(Harbor, Sheriff, presence))));
            if (operations.Contains(presence.ToString(), StringComparison.OrdinalIgnoreCase))
                decided.Then(Raised with { Kind = kind, Operation = operation, OperationWas = presence });
            else
                decided.ThenRefused(RefusalReason.InvalidInput, "operation");
        }

        var made = Known().When(_ => Decide(raise with { Disclosure = new(operation.Value) }, new(Disclosure: new(Harbor, Sheriff))));
        var marked = Known().When(_ => Decide(raise with { Mark = new MarkId(operation.Value) }, new()));
        if (disclosure)
            made.Then(Raised with { Kind = kind, Disclosure = new(operation.Value) });
        else
            made.ThenRefused(RefusalReason.InvalidInput, "disclosure");
        if (mark)
            marked.Then(Raised with { Kind = kind, Mark = new MarkId(operation.Value) });
        else
            marked.ThenRefused(RefusalReason.InvalidInput, "mark");
    }

    [Fact]
    public void An_agency_that_agreed_after_declining_can_still_report_retaliation()
    {
        var operation = new OperationId(Guid.NewGuid());
        var gaveIn = new NamedOperation(Harbor, Sheriff, PresenceAnswer.Agreed) { WasDeclined = true };
        Known().When(_ => Decide(Raise with { Kind = ConcernKind.Retaliation, Operation = operation }, new(Operation: gaveIn)))
            .Then(Raised with { Kind = ConcernKind.Retaliation, Operation = operation, OperationWas = PresenceAnswer.Declined });
    }

    [Fact]
    public void The_table_of_what_a_concern_may_name_has_every_kind() =>
        Assert.Equal(Enum.GetValues<ConcernKind>().Order(), Table.Select(row => row.Data.Item1).Order());

    [Fact]
    public void A_concern_names_what_is_between_the_two_agencies()
    {
        var operation = Raise with { Operation = new(Guid.NewGuid()) };
        var disclosure = Raise with { Kind = ConcernKind.Redisclosure, Disclosure = new(Guid.NewGuid()) };

        foreach (var named in new NamedOperation?[] { null, new(Office, Sheriff, PresenceAnswer.Agreed), new(Harbor, Office, PresenceAnswer.Agreed) })
            Known().When(_ => Decide(operation, new(Operation: named))).ThenRefused(RefusalReason.InvalidInput, "operation");
        foreach (var named in new NamedDisclosure?[] { null, new(Office, Sheriff), new(Harbor, Office), new(Harbor, null) })
            Known().When(_ => Decide(disclosure, new(Disclosure: named))).ThenRefused(RefusalReason.InvalidInput, "disclosure");
    }

    [Fact]
    public void Those_who_raised_it_or_are_concerned_do_not_decide_about_it()
    {
        var mine = Known(Raised with { RaisedBy = Office, Person = Rosa.Person }, new ConcernPutToAgency(Concern, Put.Words) { About = Sheriff, AnswerDue = Due }, new ConcernAnswered(Concern, Answer.Answer));
        mine.When(s => Decide(Uphold, s)).ThenRefused(RefusalReason.SecondPersonNeeded);
        mine.When(s => Decide(Uphold with { By = Lee }, s)).Then(new ConcernUpheld(Concern, Uphold.Reason) { About = Sheriff });
        Known(Raised with { RaisedBy = Office, Person = null }).When(s => Decide(Dismiss with { By = Lee }, s)).ThenRefused(RefusalReason.SecondPersonNeeded);
        Known(Raised with { About = Office }).When(s => Decide(Dismiss with { About = Office }, s)).ThenRefused(RefusalReason.NotFound);
    }

    [Fact]
    public void One_person_with_tokens_of_two_agencies_does_not_decide_about_their_own_concern()
    {
        var aminaOfTheOffice = Amina with { Agency = Office };
        foreach (var command in new ConcernCommand[] { Put with { By = aminaOfTheOffice }, Uphold with { By = aminaOfTheOffice }, Dismiss with { By = aminaOfTheOffice } })
            Known(Raised).When(s => Decide(command, s)).ThenRefused(RefusalReason.SecondPersonNeeded);
    }

    [Fact]
    public void The_person_who_answered_for_the_agency_does_not_decide_about_it_for_another()
    {
        var danaOfTheOffice = Dana with { Agency = Office };
        var answered = Known(Raised, new ConcernPutToAgency(Concern, Put.Words) { About = Sheriff, AnswerDue = Due }, new ConcernAnswered(Concern, Answer.Answer) { About = Sheriff, Person = Dana.Person });
        answered.When(s => Decide(Dismiss with { By = danaOfTheOffice }, s)).ThenRefused(RefusalReason.SecondPersonNeeded);
        answered.When(s => Decide(Dismiss, s)).Then(new ConcernDismissed(Concern, Dismiss.Reason) { About = Sheriff });
    }

    [Fact]
    public void A_concern_does_not_exist_for_people_who_have_no_part_in_it()
    {
        foreach (var stranger in new[] { Amina, Dana, new Actor(new("x"), new("clinic")) })
            Known(Raised).When(s => Decide(Dismiss with { By = stranger }, s)).ThenRefused(RefusalReason.NotFound);
        Known(Raised).When(s => Decide(Answer, s)).ThenRefused(RefusalReason.NotFound);
        Known(Raised, new ConcernPutToAgency(Concern, Put.Words) { About = Sheriff, AnswerDue = Due }).When(s => Decide(Answer with { By = Rosa }, s)).ThenRefused(RefusalReason.NotFound);
        Known().When(s => Decide(Dismiss, s)).ThenRefused(RefusalReason.NotFound);
    }

    [Fact]
    public void A_person_raises_so_many_within_a_day_and_is_told_when_they_go_on()
    {
        var first = Now.AddHours(-5);
        Decided<ConcernPosition, ConcernEvent> WhenRaised(DateTimeOffset now, params DateTimeOffset[] before) =>
            Known().When(_ => ConcernDecider.Decide(Raise, new(), new(2, before, now), Agency()));

        WhenRaised(Now, first).Then(Raised);
        var refused = WhenRaised(Now, first, Now.AddHours(-1)).ThenRefused(RefusalReason.PolicyLimit).Decision;
        Assert.Contains("2026-03-03T04:00:00", ((Refused<ConcernEvent>)refused).Refusal.Message, StringComparison.Ordinal);
        WhenRaised(first.AddDays(1).AddTicks(-1), first, Now.AddHours(-1)).ThenRefused(RefusalReason.PolicyLimit);
        WhenRaised(first.AddDays(1), first, Now.AddHours(-1)).Then(Raised);
    }

    [Fact]
    public void An_agency_does_not_answer_without_end()
    {
        var (put, answered) = (new ConcernPutToAgency(Concern, Put.Words) { About = Sheriff, AnswerDue = Due }, new ConcernAnswered(Concern, Answer.Answer) { About = Sheriff, Person = Dana.Person });
        var answers = Enumerable.Range(1, ConcernDecider.MostAnswers).Select(n => answered with { Answer = Sensitive.Of($"answer {n}") });
        Known([Raised, put, .. answers.SkipLast(1)]).When(s => Decide(Answer, s)).Then(answered);
        Known([Raised, put, .. answers]).When(s => Decide(Answer, s)).ThenRefused(RefusalReason.WrongState);
    }

    [Fact]
    public void One_that_was_raised_before_concerns_had_streams_of_their_own_goes_on_in_one()
    {
        var put = new ConcernPutToAgency(Concern, Put.Words) { AnswerDue = Due };
        var earlier = Agency(Raised with { About = null }, put, new AgencyLeft(Sensitive.Of("moved"))).ConcernsIfAny.Single();
        var answered = new ConcernAnswered(Concern, Answer.Answer) { About = Sheriff, Person = Dana.Person };

        Assert.Equal(Put.Words, ConcernPosition.Initial.After(earlier)!.PutAs);
        Known().When(s => ConcernDecider.Decide(Answer, Office, s.After(earlier))).Then(answered);
        Known(answered).When(s => ConcernDecider.Decide(Uphold, Office, s.After(earlier))).Then(new ConcernUpheld(Concern, Uphold.Reason) { About = Sheriff });
    }

    [Fact]
    public void The_shown_version_of_an_agency_does_not_count_concerns()
    {
        var counts = PartnerStream.Definition.Counts!;
        Assert.DoesNotContain(new PartnerEvent[] { Raised, new ConcernUpheld(Concern, Text), new ConcernDismissed(Concern, Text) }, e => counts(e));
        Assert.True(counts(new StandingSuspended(Text)));
    }

    [Fact]
    public void A_refusal_to_certify_after_a_concern_is_marked()
    {
        var sought = new ReliefSought(new(Guid.NewGuid()), Her, Harbor, ReliefKind.TDeclaration, Amina.Person);
        var relief = ReliefStream.Definition.Fold(ReliefStream.Definition.Initial, [sought, new CertifierAsked(Sheriff, sought.Kind, Harbor, default)]);
        var decided = ReliefDecider.Decide(new AnswerCertification(Dana, Sheriff, CertifierAnswer.Refused, [], null), [Concern], relief);
        Assert.Equal([Concern], Assert.IsType<CertifierAnswered>(Assert.Single(decided.Events)).FollowsConcerns);
    }
}
