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
    private static readonly ConcernRaised Raised = new(Concern, ConcernKind.Pressure, Harbor, Text) { Person = Amina.Person };
    private static readonly RaiseConcern Raise = new(Amina, Sheriff, Concern, ConcernKind.Pressure, Text);
    private static readonly PutConcern Put = new(Rosa, Sheriff, Concern, Sensitive.Of("Deputies are said to wait at a workplace."), Due);
    private static readonly AnswerConcern Answer = new(Dana, Sheriff, Concern, Sensitive.Of("It will not happen again."));
    private static readonly UpholdConcern Uphold = new(Rosa, Sheriff, Concern, Sensitive.Of("Two people saw it."), Due.AddTicks(-1));
    private static readonly DismissConcern Dismiss = new(Rosa, Sheriff, Concern, Sensitive.Of("It was another agency."));

    private static Past<PartnerPosition, PartnerEvent> Partner(params PartnerEvent[] more) =>
        GivenWhenThen.Given(PartnerStream.Definition, [new AgencyJoined(Sheriff, "Sheriff", AgencyKind.LawEnforcement, []), .. more]);

    [Fact]
    public void A_concern_is_about_another_agency_that_is_or_was_a_partner()
    {
        Partner().When(s => ConcernDecider.Decide(Raise, new(), s)).Then(Raised);
        Partner(new AgencyLeft(Sensitive.Of("moved"))).When(s => ConcernDecider.Decide(Raise, new(), s)).Then(Raised);
        Partner().When(s => ConcernDecider.Decide(Raise with { By = Dana }, new(), s)).ThenRefused(RefusalReason.InvalidInput, "agency");
        GivenWhenThen.Given(PartnerStream.Definition).When(s => ConcernDecider.Decide(Raise, new(), s)).ThenRefused(RefusalReason.NotFound);
    }

    [Fact]
    public void Only_the_agency_that_serves_her_raises_one_for_her()
    {
        Partner().When(s => ConcernDecider.Decide(Raise with { Survivor = Her }, new(Harbor), s)).Then(Raised with { Survivor = Her });
        Partner().When(s => ConcernDecider.Decide(Raise with { Survivor = Her, By = Rosa }, new(Harbor), s)).ThenRefused(RefusalReason.InvalidInput, "survivor");
        Partner().When(s => ConcernDecider.Decide(Raise with { Survivor = Her }, new(), s)).ThenRefused(RefusalReason.InvalidInput, "survivor");
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
        var put = new ConcernPutToAgency(Concern, Put.Words) { AnswerDue = Due };
        var answered = new ConcernAnswered(Concern, Answer.Answer);
        Partner(Raised).When(s => ConcernDecider.Decide(Put, Office, s)).Then(put);
        Partner(Raised, put).When(s => ConcernDecider.Decide(Put, Office, s)).ThenNothing();
        Partner(Raised, put).When(s => ConcernDecider.Decide(Answer, Office, s)).Then(answered);
        Partner(Raised, put, answered).When(s => ConcernDecider.Decide(Answer, Office, s)).ThenNothing();
        Partner(Raised, put, answered).When(s => ConcernDecider.Decide(Uphold, Office, s)).Then(new ConcernUpheld(Concern, Uphold.Reason));
        Partner(Raised, put).When(s => ConcernDecider.Decide(Dismiss, Office, s)).Then(new ConcernDismissed(Concern, Dismiss.Reason));
        Partner(Raised, new AgencyLeft(Sensitive.Of("moved"))).When(s => ConcernDecider.Decide(Put, Office, s)).Then(put);
    }

    [Fact]
    public void Nobody_is_found_at_fault_unheard_and_what_was_decided_stays()
    {
        Partner(Raised).When(s => ConcernDecider.Decide(Uphold, Office, s)).ThenRefused(RefusalReason.WrongState);
        var dismissed = Partner(Raised, new ConcernDismissed(Concern, Dismiss.Reason));
        dismissed.When(s => ConcernDecider.Decide(Uphold, Office, s)).ThenRefused(RefusalReason.WrongState);
        dismissed.When(s => ConcernDecider.Decide(Put, Office, s)).ThenRefused(RefusalReason.WrongState);
        dismissed.When(s => ConcernDecider.Decide(Dismiss, Office, s)).ThenNothing();
        Partner(Raised, new ConcernPutToAgency(Concern, Put.Words) { AnswerDue = Due }, new ConcernUpheld(Concern, Uphold.Reason)).When(s => ConcernDecider.Decide(Dismiss, Office, s)).ThenRefused(RefusalReason.WrongState);
    }

    [Fact]
    public void It_is_not_upheld_before_the_agency_answered_or_its_time_is_over()
    {
        var put = new ConcernPutToAgency(Concern, Put.Words) { AnswerDue = Due };
        var upheld = new ConcernUpheld(Concern, Uphold.Reason);

        Partner(Raised, put).When(s => ConcernDecider.Decide(Uphold, Office, s)).ThenRefused(RefusalReason.WrongState);
        Partner(Raised, put).When(s => ConcernDecider.Decide(Uphold with { At = Due }, Office, s)).Then(upheld);
        Partner(Raised, put, new ConcernAnswered(Concern, Answer.Answer)).When(s => ConcernDecider.Decide(Uphold, Office, s)).Then(upheld);
    }

    [Fact]
    public void A_concern_that_was_put_without_a_time_to_answer_is_put_again_with_one()
    {
        var past = Partner(Raised, new ConcernPutToAgency(Concern, Put.Words));

        past.When(s => ConcernDecider.Decide(Uphold with { At = DateTimeOffset.MaxValue }, Office, s)).ThenRefused(RefusalReason.WrongState);
        past.When(s => ConcernDecider.Decide(Put, Office, s)).Then(new ConcernPutToAgency(Concern, Put.Words) { AnswerDue = Due });
        past.And(new ConcernAnswered(Concern, Answer.Answer)).When(s => ConcernDecider.Decide(Uphold, Office, s)).Then(new ConcernUpheld(Concern, Uphold.Reason));
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
            var decided = Partner().When(s => ConcernDecider.Decide(raise with { Operation = operation }, new(Operation: new(Harbor, Sheriff, presence)), s));
            if (operations.Contains(presence.ToString(), StringComparison.OrdinalIgnoreCase))
                decided.Then(Raised with { Kind = kind, Operation = operation, OperationWas = presence });
            else
                decided.ThenRefused(RefusalReason.InvalidInput, "operation");
        }

        var made = Partner().When(s => ConcernDecider.Decide(raise with { Disclosure = new(operation.Value) }, new(Disclosure: new(Harbor, Sheriff)), s));
        var marked = Partner().When(s => ConcernDecider.Decide(raise with { Mark = new MarkId(operation.Value) }, new(), s));
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
    public void The_table_of_what_a_concern_may_name_has_every_kind() =>
        Assert.Equal(Enum.GetValues<ConcernKind>().Order(), Table.Select(row => row.Data.Item1).Order());

    [Fact]
    public void A_concern_names_what_is_between_the_two_agencies()
    {
        var operation = Raise with { Operation = new(Guid.NewGuid()) };
        var disclosure = Raise with { Kind = ConcernKind.Redisclosure, Disclosure = new(Guid.NewGuid()) };

        foreach (var named in new NamedOperation?[] { null, new(Office, Sheriff, PresenceAnswer.Agreed), new(Harbor, Office, PresenceAnswer.Agreed) })
            Partner().When(s => ConcernDecider.Decide(operation, new(Operation: named), s)).ThenRefused(RefusalReason.InvalidInput, "operation");
        foreach (var named in new NamedDisclosure?[] { null, new(Office, Sheriff), new(Harbor, Office), new(Harbor, null) })
            Partner().When(s => ConcernDecider.Decide(disclosure, new(Disclosure: named), s)).ThenRefused(RefusalReason.InvalidInput, "disclosure");
    }

    [Fact]
    public void Whoever_raised_it_or_is_concerned_does_not_decide_about_it()
    {
        var mine = Partner(Raised with { RaisedBy = Office, Person = Rosa.Person }, new ConcernPutToAgency(Concern, Put.Words) { AnswerDue = Due }, new ConcernAnswered(Concern, Answer.Answer));
        mine.When(s => ConcernDecider.Decide(Uphold, Office, s)).ThenRefused(RefusalReason.SecondPersonNeeded);
        mine.When(s => ConcernDecider.Decide(Uphold with { By = Lee }, Office, s)).Then(new ConcernUpheld(Concern, Uphold.Reason));
        Partner(Raised with { RaisedBy = Office, Person = null }).When(s => ConcernDecider.Decide(Dismiss with { By = Lee }, Office, s)).ThenRefused(RefusalReason.SecondPersonNeeded);
        GivenWhenThen.Given(PartnerStream.Definition, [new AgencyJoined(Office, "Office", AgencyKind.Coordinating, []), Raised])
            .When(s => ConcernDecider.Decide(Dismiss with { About = Office }, Office, s)).ThenRefused(RefusalReason.NotFound);
    }

    [Fact]
    public void To_whoever_has_no_part_in_it_there_is_none()
    {
        foreach (var stranger in new[] { Amina, Dana, new Actor(new("x"), new("clinic")) })
            Partner(Raised).When(s => ConcernDecider.Decide(Dismiss with { By = stranger }, Office, s)).ThenRefused(RefusalReason.NotFound);
        Partner(Raised).When(s => ConcernDecider.Decide(Answer, Office, s)).ThenRefused(RefusalReason.NotFound);
        Partner(Raised, new ConcernPutToAgency(Concern, Put.Words) { AnswerDue = Due }).When(s => ConcernDecider.Decide(Answer with { By = Rosa }, Office, s)).ThenRefused(RefusalReason.NotFound);
        Partner().When(s => ConcernDecider.Decide(Dismiss, Office, s)).ThenRefused(RefusalReason.NotFound);
    }

    [Fact]
    public void A_refusal_to_certify_after_a_concern_is_marked_also_where_the_concern_was_dismissed()
    {
        var sought = new ReliefSought(new(Guid.NewGuid()), Her, Harbor, ReliefKind.TDeclaration, Amina.Person);
        var relief = ReliefStream.Definition.Fold(ReliefStream.Definition.Initial, [sought, new CertifierAsked(Sheriff, sought.Kind, Harbor, default)]);
        var certifier = Partner(Raised, new ConcernDismissed(Concern, Dismiss.Reason)).State;
        var decided = ReliefDecider.Decide(new AnswerCertification(Dana, Sheriff, CertifierAnswer.Refused, [], null), certifier, relief);
        Assert.Equal([Concern], Assert.IsType<CertifierAnswered>(Assert.Single(decided.Events)).FollowsConcerns);
    }
}
