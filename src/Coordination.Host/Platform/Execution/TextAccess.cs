using Coordination.Domain.CaseReviews;
using Coordination.Domain.Disclosures;
using Coordination.Domain.LegalProcesses;
using Coordination.Domain.Readings;
using Coordination.Domain.Survivors;

namespace Coordination.Host.Platform.Execution;

/// <summary>A sealed text that an answer holds: whom it describes, and the stream in which it was recorded.</summary>
public readonly record struct TextInAnswer(KeySubject Subject, string Stream);

/// <summary>Why the texts about a subject stay closed, and since when, where that is known.</summary>
public readonly record struct ClosedText(WhyUnreadable Why, DateTimeOffset? Since);

/// <summary>
/// Asked before the texts of an answer are opened. What it says stands in the streams themselves, read after the request began: neither a
/// key that is still in memory nor a view that lags opens the text of somebody who was erased, or for an agency that lost its standing.
/// What the people of the agency that serves a survivor read of her is on record before they are given it.
/// </summary>
public sealed class TextAccess(StateReader reader, ReadingRecorder books, IdentifierMint mint, TimeProvider time)
{
    // An answer may hold more records than one append takes events.
    private const int MostAtOnce = 500;

    /// <summary>Which subjects stay closed to the caller. When it returns, what the caller reads is on record.</summary>
    /// <exception cref="StoreUnavailableException">It cannot be known, or could not be recorded: then nothing is opened.</exception>
    public async ValueTask<IReadOnlyDictionary<KeySubject, ClosedText>> Look(Caller caller, IReadOnlyCollection<TextInAnswer> texts,
        CancellationToken cancellation)
    {
        List<SurvivorId> survivors = [.. texts.Select(text => SurvivorIn(text.Subject)).OfType<SurvivorId>().Distinct()];
        List<ReviewId> reviews = [.. texts.Select(text => ReviewIn(text.Subject)).OfType<ReviewId>().Distinct()];
        if (survivors.Count == 0 && reviews.Count == 0)
            return new Dictionary<KeySubject, ClosedText>(); // nothing that describes a survivor
        var states = reader.ForOneQuery();
        await states.Prepare([StreamToRead.Of(PartnerStream.Definition, caller.Agency), .. Streams(survivors),
            .. reviews.Select(review => StreamToRead.Of(ReviewStream.Definition, review))], cancellation);
        var isShutOut = (await states.Read(PartnerStream.Definition, caller.Agency, cancellation)).State.HasLostStanding(time.GetUtcNow());
        var (closed, served) = await Look(caller, isShutOut, survivors, states, cancellation);
        foreach (var (review, survivor) in await Erased(reviews, states, cancellation))
            closed[SubjectOf(review)] = new(WhyUnreadable.KeyDestroyed, survivor.KeysDestroyedAt);
        foreach (var review in isShutOut ? reviews : [])
            closed[SubjectOf(review)] = new(WhyUnreadable.NotInStanding, null);
        await Record(caller.Actor,
            [.. texts.Where(text => SurvivorIn(text.Subject) is { } her && served.Contains(her)).Select(RecordIn).Distinct()],
            cancellation);
        return closed;
    }

    // The people whose texts stay closed, and those of the others who are served by the caller's agency.
    private async ValueTask<(Dictionary<KeySubject, ClosedText> Closed, HashSet<SurvivorId> Served)> Look(
        Caller caller, bool isShutOut, IReadOnlyList<SurvivorId> survivors, StateReader states, CancellationToken cancellation)
    {
        Dictionary<KeySubject, ClosedText> closed = [];
        HashSet<SurvivorId> served = [];
        foreach (var survivor in survivors)
        {
            var (custodian, erased) = await Standing(survivor, states, cancellation);
            if (isShutOut && custodian != caller.Agency)
                closed[KeySubject.Of(survivor)] = new(WhyUnreadable.NotInStanding, null);
            else if (erased is not null)
                closed[KeySubject.Of(survivor)] = new(WhyUnreadable.KeyDestroyed, erased.KeysDestroyedAt);
            else if (custodian == caller.Agency && !IsHerself(caller, survivor))
                served.Add(survivor);
        }
        return (closed, served);
    }

    // The key of a meeting that is over goes with the first who was spoken of there and is erased (docs/security.md).
    private static async ValueTask<IReadOnlyList<(ReviewId, SurvivorState.Erased)>> Erased(List<ReviewId> reviews, StateReader states,
        CancellationToken cancellation)
    {
        List<(ReviewId Review, SurvivorId Survivor)> spokenOf = [];
        foreach (var review in reviews)
            if ((await states.Read(ReviewStream.Definition, review, cancellation)).State is ClosedReview { Meeting.Agenda: var agenda })
                spokenOf.AddRange(agenda.Select(item => (review, item.Matter.Survivor)));
        await states.Prepare(Streams(spokenOf.Select(found => found.Survivor)), cancellation);
        List<(ReviewId, SurvivorState.Erased)> erased = [];
        foreach (var (review, survivor) in spokenOf)
            if ((await Standing(survivor, states, cancellation)).Erased is { } her)
                erased.Add((review, her));
        return erased;
    }

    private async ValueTask Record(Actor by, IReadOnlyList<RecordOf> records, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        foreach (var part in records.Chunk(MostAtOnce))
            await books.Record(by, ReadingBookId.OfDay(by, now), now,
                book => ReadingDecider.Decide(new ReadRecords(part, now), book), cancellation);
    }

    private static async ValueTask<(AgencyId? Custodian, SurvivorState.Erased? Erased)> Standing(SurvivorId survivor, StateReader states,
        CancellationToken cancellation) =>
        (await states.Read(SurvivorStream.Definition, survivor, cancellation)).State switch
        {
            SurvivorState.Welcomed welcomed => (welcomed.Custodian, null),
            SurvivorState.Erased erased => (erased.Custodian, erased),
            _ => (null, null),
        };

    private bool IsHerself(Caller caller, SurvivorId survivor) =>
        caller.Survivor is { } name && mint.IdentifierOf(caller.Agency.Value, name) == survivor.Value;

    private static IEnumerable<StreamToRead> Streams(IEnumerable<SurvivorId> survivors) =>
        survivors.Select(survivor => StreamToRead.Of(SurvivorStream.Definition, survivor));

    private static SurvivorId? SurvivorIn(KeySubject subject) =>
        subject.Kind == SurvivorStream.Definition.Kind ? SurvivorId.Of(subject.Id) : null;

    private static ReviewId? ReviewIn(KeySubject subject) => subject.Kind == ReviewStream.Definition.Kind ? ReviewId.Of(subject.Id) : null;

    private static KeySubject SubjectOf(ReviewId review) => KeySubject.OfStream(ReviewStream.Definition.NameFor(review));

    private static RecordOf RecordIn(TextInAnswer text) => PartIn(text.Stream) switch
    {
        // Of a process and of a disclosure it matters which one: she is not told of each at every time, and who read it is told of together
        // with it.
        RecordPart.Process when ProcessId.TryParse(ProcessStream.Definition.SubjectOf(text.Stream), out var process) =>
            new(SurvivorIn(text.Subject)!.Value, RecordPart.Process, process.Value),
        RecordPart.Disclosure when DisclosureId.TryParse(DisclosureStream.Definition.SubjectOf(text.Stream), out var disclosure) =>
            new(SurvivorIn(text.Subject)!.Value, RecordPart.Disclosure, disclosure.Value),
        var part => new(SurvivorIn(text.Subject)!.Value, part),
    };

    /// <summary>Which part of a survivor's record is kept in a stream.</summary>
    internal static RecordPart PartIn(string stream) => stream[..Math.Max(0, stream.IndexOf('-', StringComparison.Ordinal))] switch
    {
        "survivor" => RecordPart.OwnRecord,
        "case" => RecordPart.Case,
        "consent" => RecordPart.Consent,
        "services" => RecordPart.Services,
        "disclosure" => RecordPart.Disclosure,
        "review" => RecordPart.Review,
        "process" => RecordPart.Process,
        "mandate" => RecordPart.Mandate,
        "relief" => RecordPart.Relief,
        "agency" or "concern" => RecordPart.Concern,
        _ => RecordPart.Other,
    };
}
