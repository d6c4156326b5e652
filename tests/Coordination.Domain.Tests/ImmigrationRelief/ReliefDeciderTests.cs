using Coordination.Domain.ImmigrationRelief;
using Coordination.Domain.Survivors;
using Coordination.Testing;
using Xunit;

namespace Coordination.Domain.Tests.ImmigrationRelief;

/// <summary>Immigration relief: for the asking, on no condition, with or without a certifier's word.</summary>
public sealed class ReliefDeciderTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);
    private static readonly Actor Lena = new(new PersonId("lena"), new AgencyId("legal-aid"));
    private static readonly Actor Dana = new(new PersonId("dana"), new AgencyId("county-sheriff"));
    private static readonly Actor Marcus = new(new PersonId("marcus"), new AgencyId("district-attorney"));
    private static readonly SurvivorId Rosa = new(Guid.NewGuid());
    private static readonly ReliefId Relief = new(Guid.NewGuid());
    private static readonly SurvivorState Served = new SurvivorState.Welcomed(Rosa, Lena.Agency, Sensitive.Of("Rosa"), null, [], null, null);
    private static readonly SeekRelief Seeking = new(Lena, Relief, Rosa, ReliefKind.TDeclaration, []);
    private static readonly ReliefSought Sought = new(Relief, Rosa, Lena.Agency, ReliefKind.TDeclaration, Lena.Person);
    private static readonly AskCertifier Asking = new(Lena, Dana.Agency, Now.AddDays(30), [], Now);
    private static readonly CertifierAsked Asked = new(Dana.Agency, ReliefKind.TDeclaration, Lena.Agency, Now.AddDays(30));
    private static readonly AnswerCertification Answering = new(Dana, Dana.Agency, CertifierAnswer.Certified, [], null);
    private static readonly CertifierAnswered Answered = new(Dana.Agency, CertifierAnswer.Certified, [], null);

    public static TheoryData<ConditionKind> CoerciveKinds => [.. Enum.GetValues<ConditionKind>().Where(kind => kind.IsCoercive())];

    private static Past<ReliefState, ReliefEvent> Given(params ReliefEvent[] past) => GivenWhenThen.Given(ReliefStream.Definition, past);

    private static Decided<ReliefState, ReliefEvent> Answer(AnswerCertification answer, params ReliefEvent[] past) => Given(past).When(s => ReliefDecider.Decide(answer, [], s));

    [Theory, MemberData(nameof(CoerciveKinds))]
    public void Conditional_relief_is_refused_and_the_person_is_named(ConditionKind kind)
    {
        Given().When(s => ReliefDecider.Decide(Seeking with { Conditions = [kind] }, Served, s))
            .ThenRefused(RefusalReason.Coercive, "conditions[0]", new ReliefConditionRefused("CG-30", Rosa, Lena.Agency, [kind]));
        Given(Sought).When(s => ReliefDecider.Decide(Asking with { Conditions = [kind] }, s))
            .ThenRefused(RefusalReason.Coercive, "conditions[0]", new ReliefConditionRefused("CG-30", Rosa, Lena.Agency, [kind]));
        Answer(Answering with { Conditions = [kind] }, Sought, Asked)
            .ThenRefused(RefusalReason.Coercive, "conditions[0]", new ReliefConditionRefused("CG-30", Rosa, Dana.Agency, [kind]));
    }

    [Fact]
    public void Without_a_condition_it_goes_through()
    {
        Given().When(s => ReliefDecider.Decide(Seeking, Served, s)).Then(Sought);
        Given(Sought).When(s => ReliefDecider.Decide(Asking, s)).Then(Asked);
        Answer(Answering, Sought, Asked).Then(Answered);
        Answer(Answering, Sought, Asked, Answered).ThenNothing();
        Given(Sought).When(s => ReliefDecider.Decide(Asking with { Conditions = [ConditionKind.Age] }, s)).ThenRefused(RefusalReason.InvalidInput, "conditions");
    }

    [Fact]
    public void No_certifier_is_waited_for()
    {
        foreach (var past in new ReliefEvent[][] { [Sought], [Sought, Asked], [Sought, Asked, new CertifierSilent(Dana.Agency, Asked.Due)], [Sought, Asked, Answered with { Answer = CertifierAnswer.Refused }] })
            Given(past).When(s => ReliefDecider.Decide(new EndRelief(Lena, Granted: true), s)).Then(new ReliefGranted(Lena.Person));
        Given(Sought, new ReliefGranted(Lena.Person)).When(s => ReliefDecider.Decide(new EndRelief(Lena, Granted: false), s)).ThenRefused(RefusalReason.WrongState);
        Assert.Contains("does not need this declaration", ReliefKinds.Says(ReliefKind.TDeclaration), StringComparison.Ordinal);
        Assert.All(Enum.GetValues<ReliefKind>(), kind => Assert.NotEmpty(ReliefKinds.Says(kind)));
    }

    [Fact]
    public void A_no_that_follows_a_concern_about_the_same_agency_names_it()
    {
        var concern = new ConcernId(Guid.NewGuid());
        var no = Answering with { Answer = CertifierAnswer.Refused };

        Given(Sought, Asked).When(s => ReliefDecider.Decide(no, [concern], s)).Then(new CertifierAnswered(Dana.Agency, CertifierAnswer.Refused, [concern], null));
        Given(Sought, Asked).When(s => ReliefDecider.Decide(Answering, [concern], s)).Then(Answered);
        Answer(no, Sought, Asked).Then(new CertifierAnswered(Dana.Agency, CertifierAnswer.Refused, [], null));
    }

    [Fact]
    public void Silence_is_recorded_once_when_the_time_has_come_and_an_answer_may_still_come()
    {
        Given(Sought, Asked).When(s => ReliefDecider.Decide(new NoteSilentCertifiers(Asked.Due.AddTicks(-1)), s)).ThenNothing();
        var silent = new CertifierSilent(Dana.Agency, Asked.Due);
        Given(Sought, Asked).When(s => ReliefDecider.Decide(new NoteSilentCertifiers(Asked.Due), s)).Then(silent);
        Given(Sought, Asked, silent).When(s => ReliefDecider.Decide(new NoteSilentCertifiers(Asked.Due), s)).ThenNothing();
        Given(Sought, Asked, Answered).When(s => ReliefDecider.Decide(new NoteSilentCertifiers(Asked.Due), s)).ThenNothing();
        Answer(Answering, Sought, Asked, silent).Then(Answered);
        Given(Sought, Asked, silent).When(s => ReliefDecider.Decide(Asking with { Due = Now.AddDays(60) }, s)).Then(Asked with { Due = Now.AddDays(60) });
    }

    [Fact]
    public void One_ask_is_not_answered_without_end()
    {
        var answers = Enumerable.Range(1, ReliefDecider.MostAnswers).Select(n => Answered with { Answer = CertifierAnswer.Refused, Note = Sensitive.Of($"no {n}") });
        Answer(Answering, [Sought, Asked, .. answers.SkipLast(1)]).Then(Answered);
        Answer(Answering, [Sought, Asked, .. answers]).ThenRefused(RefusalReason.WrongState);
        Answer(Answering, [Sought, Asked, .. answers, Asked]).Then(Answered);
    }

    [Fact]
    public void A_certifier_is_answered_the_same_when_the_matter_is_over() =>
        Answer(Answering, Sought, Asked, new ReliefDenied(Lena.Person)).Then(Answered);

    [Fact]
    public void To_everybody_else_nothing_is_sought_and_no_attempt_is_recorded()
    {
        Given(Sought, Asked).When(s => ReliefDecider.Decide(Asking with { By = Marcus, Conditions = [ConditionKind.Release] }, s)).ThenRefused(RefusalReason.NotFound);
        Given(Sought, Asked).When(s => ReliefDecider.Decide(new EndRelief(Dana, true), s)).ThenRefused(RefusalReason.NotFound);
        Answer(Answering with { By = Marcus, Certifier = Marcus.Agency }, Sought, Asked).ThenRefused(RefusalReason.NotFound);
        Answer(Answering with { By = Marcus }, Sought, Asked).ThenRefused(RefusalReason.NotFound);
        Answer(Answering).ThenRefused(RefusalReason.NotFound);
        Given().When(s => ReliefDecider.Decide(Seeking with { By = Dana }, Served, s)).ThenRefused(RefusalReason.NotFound);
    }

    [Fact]
    public void An_ask_is_made_of_another_agency_for_a_time_ahead()
    {
        Given(Sought).When(s => ReliefDecider.Decide(Asking with { Certifier = Lena.Agency }, s)).ThenRefused(RefusalReason.InvalidInput, "certifier");
        Given(Sought).When(s => ReliefDecider.Decide(Asking with { Due = Now }, s)).ThenRefused(RefusalReason.InvalidInput, "due");
        Given(Sought).When(s => ReliefDecider.Decide(Asking with { Due = Now.AddDays(366) }, s)).ThenRefused(RefusalReason.InvalidInput, "due");
        Given(Sought, Asked).When(s => ReliefDecider.Decide(Asking, s)).ThenNothing();
        Given(Sought, Asked, Answered).When(s => ReliefDecider.Decide(Asking, s)).ThenRefused(RefusalReason.WrongState, "certifier");
    }
}
