using Coordination.Domain.Cases;
using Coordination.Domain.Gate;
using Coordination.Domain.Survivors;
using Xunit;
using static Coordination.Domain.Tests.Cases.CaseScene;

namespace Coordination.Domain.Tests.Cases;

public sealed class CaseDeciderTests
{
    [Fact]
    public void A_case_opens_with_her_own_description_first() =>
        CaseDecider.Decide(new OpenCase(Advocate, RosasCase, Rosa, Described.Description), Served, CaseState.Initial)
            .Recorded(Opened, Described);

    [Fact]
    public void A_case_opens_without_any_description_or_label() =>
        CaseDecider.Decide(new OpenCase(Advocate, RosasCase, Rosa, null), Served, CaseState.Initial).Recorded(Opened);

    [Fact]
    public void Opening_again_records_nothing() =>
        CaseDecider.Decide(new OpenCase(Advocate, RosasCase, Rosa, null), Served, Given(Opened)).RecordedNothing();

    [Fact]
    public void An_agency_that_does_not_serve_her_learns_nothing_from_trying_to_open_a_case()
    {
        var command = new OpenCase(Detective, RosasCase, Rosa, null);

        var known = CaseDecider.Decide(command, Served, CaseState.Initial).Refused(RefusalReason.NotFound);
        var unknown = CaseDecider.Decide(command, SurvivorState.Initial, CaseState.Initial).Refused(RefusalReason.NotFound);

        Assert.Equal(unknown, known);
    }

    [Fact]
    public void To_another_agency_a_case_that_exists_and_one_that_does_not_are_the_same()
    {
        var known = Given(Opened).When(new CloseCase(Detective, null)).Refused(RefusalReason.NotFound);
        var unknown = Given().When(new CloseCase(Detective, null)).Refused(RefusalReason.NotFound);

        Assert.Equal(unknown, known);
    }

    [Fact]
    public void A_record_item_enters_with_its_texts() =>
        Given(Opened).When(new AddRecordItem(Advocate, Account, AccountAdded.Category, AccountAdded.Sensitivity, AccountAdded.Texts)).Recorded(AccountAdded);

    [Fact]
    public void The_same_item_twice_is_recorded_once_and_another_under_its_identifier_is_refused()
    {
        Given(Opened, AccountAdded).When(new AddRecordItem(Advocate, Account, AccountAdded.Category, AccountAdded.Sensitivity, AccountAdded.Texts)).RecordedNothing();
        Given(Opened, AccountAdded).When(new AddRecordItem(Advocate, Account, InformationCategory.Safety, AccountAdded.Sensitivity, AccountAdded.Texts))
            .Refused(RefusalReason.AlreadyExists);
    }

    [Fact]
    public void Where_an_item_comes_from_and_that_it_is_a_counseling_note_is_part_of_what_it_is()
    {
        var note = new AddRecordItem(Advocate, Account, InformationCategory.SubstanceUse, Sensitivity.Identifying, AccountAdded.Texts) { Origin = ItemOrigin.OwnWork, CounselingNote = true };
        var added = new RecordItemAdded(Account, InformationCategory.SubstanceUse, Sensitivity.Identifying, AccountAdded.Texts) { Origin = ItemOrigin.OwnWork, CounselingNote = true };

        Given(Opened).When(note).Recorded(added);
        Given(Opened, added).When(note).RecordedNothing();
        Given(Opened, added).When(note with { Origin = null }).Refused(RefusalReason.AlreadyExists);
        Given(Opened, added).When(note with { CounselingNote = null }).Refused(RefusalReason.AlreadyExists);
        Given(Opened).When(note with { CounselingNote = false }).Recorded(added with { CounselingNote = null });
        Given(Opened).When(note with { Category = InformationCategory.MentalHealth }).Refused(RefusalReason.InvalidInput);
    }

    [Theory]
    [InlineData(InformationCategory.Identity)]
    [InlineData(InformationCategory.Contact)]
    [InlineData(InformationCategory.ShelterLocation)]
    [InlineData(InformationCategory.PrivilegedCommunication)]
    public void What_always_identifies_somebody_cannot_be_declared_harmless(InformationCategory category) =>
        Given(Opened).When(new AddRecordItem(Advocate, Account, category, Sensitivity.NonIdentifying, AccountAdded.Texts)).Refused(RefusalReason.InvalidInput);

    [Fact]
    public void Texts_that_would_not_fit_one_event_are_refused()
    {
        var long8000 = Sensitive.Of(new string('語', 8_000));

        var refusal = Given(Opened).When(new AddRecordItem(Advocate, Account, InformationCategory.Narrative, Sensitivity.Identifying, new ItemTexts(long8000, long8000, long8000)))
            .Refused(RefusalReason.InvalidInput);

        Assert.Equal("texts", refusal.Field);
    }

    [Fact]
    public void A_retracted_item_is_not_usable_any_more()
    {
        var retracted = new RecordItemRetracted(Account, Sensitive.Of("wrong person"));
        Given(Opened, AccountAdded).When(new RetractRecordItem(Advocate, Account, retracted.Reason)).Recorded(retracted);

        var state = Given(Opened, AccountAdded, retracted);

        Assert.Null(state.RecordIfAny!.UsableItem(Account));
        state.When(new RetractRecordItem(Advocate, Account, retracted.Reason)).RecordedNothing();
    }

    [Fact]
    public void A_correction_takes_the_wrong_item_out_and_enters_the_right_one_or_does_neither()
    {
        var instead = new AddRecordItem(Advocate, new RecordItemId(Guid.NewGuid()), AccountAdded.Category, AccountAdded.Sensitivity, AccountAdded.Texts with { Verbatim = Sensitive.Of("it was the brother") });
        var correct = new CorrectRecordItem(Advocate, Account, Sensitive.Of("wrong person"), instead);

        var recorded = Assert.IsType<Accepted<CaseEvent>>(CaseDecider.Decide(correct, [], Given(Opened, AccountAdded))).Recorded;

        var record = Given([Opened, AccountAdded, .. recorded]).RecordIfAny!;
        Assert.Equal((true, instead.Item), (record.Items[0].Retracted, record.Items[0].ReplacedBy));
        Assert.NotNull(record.UsableItem(instead.Item));
        Given([Opened, AccountAdded, .. recorded]).When(correct).RecordedNothing();
        Given(Opened, AccountAdded).When(correct with { Instead = instead with { Texts = instead.Texts with { Verbatim = Sensitive.Of(" ") } } }).Refused(RefusalReason.InvalidInput);
        Given(Opened, AccountAdded, new RecordItemRetracted(Account, Sensitive.Of("x"))).When(correct).Refused(RefusalReason.NotFound);
        CaseDecider.Decide(correct with { By = Detective }, [], Given(Opened, AccountAdded)).Refused(RefusalReason.NotFound);
    }

    [Fact]
    public void An_item_that_is_not_there_cannot_be_retracted() =>
        Given(Opened).When(new RetractRecordItem(Advocate, Account, Sensitive.Of("wrong"))).Refused(RefusalReason.NotFound);

    [Fact]
    public void A_part_in_the_case_is_for_one_person_and_one_purpose()
    {
        var involved = new ParticipantInvolved(Detective.Agency, Detective.Person, Purpose.Investigation);
        Given(Opened).When(new InvolveParticipant(Advocate, Detective.Agency, Detective.Person, Purpose.Investigation)).Recorded(involved);

        var state = Given(Opened, involved);

        Assert.Equal([new Involvement(Detective.Agency, Detective.Person, Purpose.Investigation)], state.RecordIfAny!.Involvements);
        state.When(new InvolveParticipant(Advocate, Detective.Agency, Detective.Person, Purpose.Investigation)).RecordedNothing();
        state.When(new ReleaseParticipant(Advocate, Detective.Agency, Detective.Person, Purpose.Prosecution)).RecordedNothing();
        state.When(new ReleaseParticipant(Advocate, Detective.Agency, Detective.Person, Purpose.Investigation))
            .Recorded(new ParticipantReleased(Detective.Agency, Detective.Person, Purpose.Investigation));
    }

    [Fact]
    public void Another_advocate_takes_over()
    {
        Given(Opened).When(new ChangeAdvocate(Advocate, new PersonId("bea"))).Recorded(new AdvocateChanged(new PersonId("bea")));
        Given(Opened).When(new ChangeAdvocate(Advocate, Advocate.Person)).RecordedNothing();
    }

    [Fact]
    public void A_closed_case_takes_nothing_in_but_lets_things_be_taken_away()
    {
        var involved = new ParticipantInvolved(Detective.Agency, Detective.Person, Purpose.Investigation);
        var closed = Given(Opened, AccountAdded, involved, new CaseClosed(null));

        closed.When(new CloseCase(Advocate, null)).RecordedNothing();
        closed.When(new RecordOwnDescription(Advocate, Described.Description)).Refused(RefusalReason.WrongState);
        closed.When(new ReleaseParticipant(Advocate, Detective.Agency, Detective.Person, Purpose.Investigation))
            .Recorded(new ParticipantReleased(Detective.Agency, Detective.Person, Purpose.Investigation));
        closed.When(new RetractRecordItem(Advocate, Account, Sensitive.Of("wrong"))).Recorded(new RecordItemRetracted(Account, Sensitive.Of("wrong")));
    }
}
