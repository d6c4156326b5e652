using Coordination.Domain.CaseReviews;
using Coordination.Domain.Cases;
using Coordination.Domain.Disclosures;
using Coordination.Domain.Gate;

namespace Coordination.Host.Features.Audit;

/// <summary>A question that was put to the gate once, with the answer that was stored, and all that the gate could know.</summary>
/// <param name="Stored">The answer.</param>
/// <param name="Member">In a review: about whom it was asked.</param>
/// <param name="Request">What was asked; null when it cannot be put again.</param>
/// <param name="Facts">What the log said before it.</param>
/// <param name="WhyNot">Why it cannot be put again.</param>
public sealed record PastQuestion(Verdict Stored, Member? Member, GateRequest? Request, GateFacts? Facts, string? WhyNot);

/// <summary>Finds the answers of the gate that an event holds, and the questions that they answered, in the history before it.</summary>
public static class PastQuestions
{
    private static readonly HashSet<string> Names =
        [.. new[] { typeof(DisclosureAuthorized), typeof(DisclosureRefused), typeof(DisclosureHeld), typeof(DisclosureMade),
            typeof(AgendaItemProposed), typeof(ItemOpened), typeof(ItemOpeningRefused) }
            .Concat(PastAdmissions.Types).Select(Catalogue.Current.NameOf)];

    /// <summary>Whether an event of this stored name holds answers of the gate, or follows from one.</summary>
    public static bool AreIn(string storedName) => Names.Contains(storedName);

    /// <summary>Every answer that the event holds; none for most events.</summary>
    public static async ValueTask<IReadOnlyList<PastQuestion>> Of(Recorded<DomainEvent> recorded, IStateSource before,
        CancellationToken cancellation) => recorded.Event switch
        {
            DisclosureAuthorized e => [await Disclosure(recorded, e.Verdict, new(e.Survivor, e.Case), before, cancellation)],
            DisclosureRefused e => [await Disclosure(recorded, e.Verdict, new(e.Survivor, e.Case), before, cancellation)],
            DisclosureHeld e => [await Disclosure(recorded, e.Verdict, new(e.Survivor, e.Case), before, cancellation)],
            DisclosureMade e => [await Disclosure(recorded, e.Verdict, null, before, cancellation)],
            AgendaItemProposed e => await Members(MatterOf(e), e.Verdicts, GateOccasion.Agenda, before, cancellation),
            ItemOpened e => await Members(await MatterOf(recorded, e.Item, before, cancellation), e.Verdicts, GateOccasion.Room,
                before, cancellation),
            ItemOpeningRefused e => await Members(await MatterOf(recorded, e.Item, before, cancellation), e.Verdicts, GateOccasion.Room,
                before, cancellation),
            _ => [],
        };

    private static async ValueTask<PastQuestion> Disclosure(Recorded<DomainEvent> recorded, Verdict verdict, DisclosureSubject? named,
        IStateSource before, CancellationToken cancellation)
    {
        var (state, _) = await before.Read(DisclosureStream.Definition, recorded.Meta.Stream, cancellation);
        if (state is not DisclosureState.Begun { Terms: var terms } begun || SubjectOf(state) is not { } subject)
            return Impossible(verdict, "It was not known about whom the disclosure was.");
        if (named is not null && named != subject)
            return Impossible(verdict, "The answer names another person or case than the disclosure was about.");
        var (@case, _) = await before.Read(CaseStream.Definition, subject.Case, cancellation);
        if (@case.RecordIfAny is not { } record || record.Survivor != subject.Survivor)
            return Impossible(verdict, "The case was not there, or was about somebody else.");
        List<ItemToShare> items = [.. verdict.Lines.Select(line => new ItemToShare(line.Item, line.Asked))];
        if (items.Find(item => record.Items.TrueForAll(known => known.Item != item.Item)) is { } missing)
            return Impossible(verdict, $"The case did not hold item {missing.Item}.");
        var inquiry = new GateInquiry(subject.Survivor, GateRequestBuilder.For(terms, record, items),
            verdict.EvaluatedAt)
        { Process = GateRequestBuilder.ProcessOf(verdict.Process?.Process, begun) };
        return await Put(verdict, inquiry, before, cancellation);
    }

    private static async ValueTask<IReadOnlyList<PastQuestion>> Members(
        Matter? matter, IReadOnlyList<MemberVerdict> verdicts, GateOccasion occasion, IStateSource before, CancellationToken cancellation)
    {
        List<PastQuestion> questions = [];
        foreach (var (member, verdict) in verdicts)
            questions.Add(matter is null
                ? Impossible(verdict, "There was no such item on the agenda.") with { Member = member }
                : await Put(verdict, GateInquiry.InReview(matter, member, occasion, verdict.EvaluatedAt), before, cancellation)
                    with
                { Member = member });
        return questions;
    }

    private static async ValueTask<PastQuestion> Put(Verdict verdict, GateInquiry inquiry, IStateSource before,
        CancellationToken cancellation) =>
        new(verdict, null, inquiry.Request, await before.LoadGateFacts(inquiry, cancellation), null);

    private static async ValueTask<Matter?> MatterOf(Recorded<DomainEvent> recorded, AgendaItemId item, IStateSource before,
        CancellationToken cancellation) =>
        (await before.Read(ReviewStream.Definition, recorded.Meta.Stream, cancellation)).State is KnownReview known
            ? known.Meeting.Find(item)?.Matter
            : null;

    private static DisclosureSubject? SubjectOf(DisclosureState state) => state switch
    {
        DisclosureState.Prepared prepared => prepared.Subject,
        DisclosureState.Delivered delivered => delivered.Subject,
        _ => null,
    };

    private static Matter MatterOf(AgendaItemProposed e) =>
        new(e.Item, e.Survivor, e.Case, e.Custodian, e.Presenter, e.Title, [.. e.Items]);

    private static PastQuestion Impossible(Verdict verdict, string why) => new(verdict, null, null, null, why);
}
