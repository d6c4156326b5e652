using Coordination.Domain.Consent;
using Coordination.Domain.Gate;

namespace Coordination.Domain.Disclosures;

/// <summary>Decides what happens to a copy after it was made. To everybody but the addressee there is nothing to answer.</summary>
public static class DeliveryDecider
{
    public static Decision<DisclosureEvent> Decide(AcknowledgeDisclosure command, DisclosureState state) => state switch
    {
        DisclosureState.Delivered s when !s.Terms.IsAddressedTo(command.By) => RequestDecider.Unknown,
        DisclosureState.Delivered { Delivery.AcknowledgedBy: not null } => Decision.Nothing<DisclosureEvent>(),
        DisclosureState.Delivered s =>
            new DisclosureAcknowledged(command.By.Person) { Process = s.Delivery.NeverLeft ? s.Delivery.Verdict.Process?.Process : null },
        DisclosureState.NotBegun or DisclosureState.Begun => RequestDecider.Unknown,
        _ => throw new UnreachableException($"No decision in {state.GetType().Name}."),
    };

    /// <summary>
    /// Decides that a copy was handed over that nobody there can read here. It is handed over once. It is recorded also of what was asked
    /// back since: that it left is a fact.
    /// </summary>
    public static Decision<DisclosureEvent> Decide(HandOverCopy command, DisclosureState state)
    {
        if (!RequestDecider.IsDiscloser(command.By, state))
            return RequestDecider.Unknown;
        if (state is not DisclosureState.Delivered { Delivery: var delivery })
            return new Refusal(RefusalReason.WrongState, "No copy was made yet: have it authorised and make it. Then hand it over.");
        if (delivery.HandOverBy is null && command.RecipientIs.ReadsHere(command.Now))
            return new Refusal(RefusalReason.WrongState, "Somebody there reads this copy here: nothing is handed over.");
        var wrong = TextRules.Required(command.To, TextRules.LongestLabel, "to")
            ?? (command.Through is Channel.InPerson or Channel.Letter or Channel.Email ? null
                : new Refusal(RefusalReason.InvalidInput,
                    "A copy is handed over in person, by letter or by electronic mail: name one of inPerson, letter, email. What was " +
                        "only told by telephone is recorded with the process (/v1/processes/…/made).", "through"))
            ?? Happened.IsWrong(command.HandedAt, command.Now, "handedAt")
            ?? (command.HandedAt < delivery.Verdict.EvaluatedAt
                ? new Refusal(RefusalReason.InvalidInput,
                    $"The copy was made after that, at {Instant(delivery.Verdict.EvaluatedAt)}. Give a time since then.", "handedAt")
                : null);
        var handed = new CopyHandedOver(command.HandedBy, command.HandedAt, command.To, command.Through,
            command.By.Person)
        { Process = delivery.Verdict.Process?.Process };
        return wrong is not null ? wrong
            : delivery.HandedOver is { } before && before.To.Reveal() == command.To.Reveal()
                && before with { To = handed.To, By = handed.By } == handed ? Decision.Nothing<DisclosureEvent>()
            : delivery.HandedOver is { } already
            ? new Refusal(RefusalReason.WrongState,
                $"It is recorded already that this copy was handed over, at {Instant(already.HandedAt)}. It is handed over once. Whoever " +
                    $"gets another copy gets it by another disclosure.")
            : handed;
    }

    private static string Instant(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Decides a recall: what rests on that release, is not covered by what remains of it, and was not asked back
    /// before.</summary>
    public static Decision<DisclosureEvent> Decide(RecallDisclosure command, DisclosureState state) => state switch
    {
        DisclosureState.Delivered s => Recall(command, s),
        DisclosureState.NotBegun or DisclosureState.Begun => Decision.Nothing<DisclosureEvent>(),
        _ => throw new UnreachableException($"No decision in {state.GetType().Name}."),
    };

    /// <summary>Decides to tell the holders of every copy that did not come back that an item was found wrong. This includes copies that
    /// could not be recalled, because those are the ones that are relied on. Once.</summary>
    public static Decision<DisclosureEvent> Decide(TellOfRetraction command, DisclosureState state) => state switch
    {
        DisclosureState.Delivered s => Tell(command, s.Delivery),
        DisclosureState.NotBegun or DisclosureState.Begun => Decision.Nothing<DisclosureEvent>(),
        _ => throw new UnreachableException($"No decision in {state.GetType().Name}."),
    };

    /// <summary>
    /// Decides a recall because the recipient lost its standing: everything that it still holds and was not asked back before. What a legal
    /// process demanded stays, because standing was no condition for it (CG-40).
    /// </summary>
    public static Decision<DisclosureEvent> Decide(RecallForStanding command, DisclosureState state) => state switch
    {
        DisclosureState.Delivered { Delivery.Verdict.Process: not null } => Decision.Nothing<DisclosureEvent>(),
        DisclosureState.Delivered s => s.Delivery.Outstanding.Select(copy => copy.Item.Copy).ToList() is { Count: > 0 } held
            ? new StandingNoticeSent(command.Cause, held, command.Due)
            : Decision.Nothing<DisclosureEvent>(),
        DisclosureState.NotBegun or DisclosureState.Begun => Decision.Nothing<DisclosureEvent>(),
        _ => throw new UnreachableException($"No decision in {state.GetType().Name}."),
    };

    /// <summary>
    /// Decides a recall because the fact was recorded in error on which something rested: what went by a process and not under a release,
    /// and what she was to be told of first. What was asked back before is not asked back again.
    /// </summary>
    public static Decision<DisclosureEvent> Decide(RecallForError command, DisclosureState state) => state switch
    {
        DisclosureState.Delivered s => Decision.Record<DisclosureEvent>([.. ByProcess(command, s), .. Untold(command, s.Delivery)]),
        DisclosureState.NotBegun or DisclosureState.Begun => Decision.Nothing<DisclosureEvent>(),
        _ => throw new UnreachableException($"No decision in {state.GetType().Name}."),
    };

    public static Decision<DisclosureEvent> Decide(AnswerRecall command, DisclosureState state) => state switch
    {
        DisclosureState.Delivered s when !s.Terms.IsAddressedTo(command.By) => RequestDecider.Unknown,
        DisclosureState.RecallPending s => Answer(command, s.Delivery),
        DisclosureState.Delivered s when s.Delivery.Recalls.LastOrDefault()?.Answer == command.Answer =>
            Decision.Nothing<DisclosureEvent>(),
        DisclosureState.Delivered => new Refusal(RefusalReason.WrongState, "Nothing was asked back that is not answered."),
        DisclosureState.NotBegun or DisclosureState.Begun => RequestDecider.Unknown,
        _ => throw new UnreachableException($"No decision in {state.GetType().Name}."),
    };

    /// <summary>Decides that the letter was sent that asks copies back: by the custodian, once for all that was asked back until
    /// then.</summary>
    public static Decision<DisclosureEvent> Decide(SendRecallLetter command, DisclosureState state) => state switch
    {
        _ when !RequestDecider.IsDiscloser(command.By, state) => RequestDecider.Unknown,
        DisclosureState.Delivered { Delivery.LetterPending: false } or not DisclosureState.Delivered => NothingByLetter,
        DisclosureState.Delivered { Delivery.NeverLeft: true } =>
            new Refusal(RefusalReason.WrongState,
                "The copy was not handed over, so nobody has anything to give back. Destroy it, and record that (letter/answer). If it " +
                    "was handed over, record that first (handed-over)."),
        DisclosureState.Delivered when Happened.IsWrong(command.SentAt, command.Now, "sentAt") is { } wrong => wrong,
        DisclosureState.Delivered s =>
            s.Delivery.Recalls.FindAll(recall => recall.WaitsForLetter).SelectMany(recall => recall.Copies).Distinct()
                .ToList() is { Count: > 0 } asked
            ? new RecallLetterSent(asked, command.SentAt, command.By.Person)
            : Decision.Nothing<DisclosureEvent>(),
    };

    /// <summary>Decides what came back from somebody who was asked by a letter: the custodian records it, since nobody there can.</summary>
    public static Decision<DisclosureEvent> Decide(RecordLetterAnswer command, DisclosureState state) => state switch
    {
        _ when !RequestDecider.IsDiscloser(command.By, state) => RequestDecider.Unknown,
        DisclosureState.RecallPending { Delivery: { LetterPending: true, NeverLeft: false } } s
            when s.Delivery.Recalls.Exists(recall => recall.WaitsForLetter)
                && !s.Delivery.Recalls.Exists(recall => recall is { ByLetter: true, Answer: null, LetterSentAt: not null }) =>
            new Refusal(RefusalReason.WrongState,
                "Nobody was asked yet: send the letter, and record that it was sent (letter/sent). Then record what came back."),
        DisclosureState.RecallPending { Delivery.LetterPending: true } s =>
            Answer(new AnswerRecall(command.By, command.Answer, command.WhyNot) { Except = command.Except }, s.Delivery),
        DisclosureState.Delivered s when s.Delivery.Recalls.LastOrDefault() is { ByLetter: true } last && last.Answer == command.Answer =>
            Decision.Nothing<DisclosureEvent>(),
        _ => NothingByLetter,
    };

    private static Refusal NothingByLetter => new(RefusalReason.WrongState, "Nothing waits here that is asked back by a letter.");

    public static Decision<DisclosureEvent> Decide(NoteOverdueRecalls command, DisclosureState state) => state switch
    {
        DisclosureState.RecallPending s => Decision.Record<DisclosureEvent>(
            [.. s.Delivery.Recalls.Where(r => r is { Answer: null, Overdue: false } && r.Due <= command.Now)
                .Select(r => (r.Due, r.ByLetter)).Distinct()
                .Select(late => new RecallOverdue(late.Due) { Recipient = late.ByLetter ? null : s.Terms.Recipient.Agency })]),
        DisclosureState.NotBegun or DisclosureState.Begun => Decision.Nothing<DisclosureEvent>(),
        _ => throw new UnreachableException($"No decision in {state.GetType().Name}."),
    };

    private static IEnumerable<DisclosureEvent> ByProcess(RecallForError command, DisclosureState.Delivered state)
    {
        var restsOnIt = state.Delivery.Verdict.Process is { } read
            && (command.Process is { } process ? read.Process == process : state.Terms.Basis == ClaimedBasis.FatalityReview);
        return restsOnIt && state.Delivery.Outstanding.Where(copy => copy.Release is null).Select(copy => copy.Item.Copy)
            .ToList() is { Count: > 0 } held
            ? [new ErrorNoticeSent(state.Delivery.Verdict.Process!.Process, held,
                command.Due) { Cause = command.Process is null ? command.Cause : null, ByLetter = command.LetterBy is null ? null : true,
                    LetterBy = command.LetterBy }]
            : [];
    }

    private static IEnumerable<DisclosureEvent> Untold(RecallForError command, Delivery delivery) => delivery.Outstanding
        .Select(copy => (copy.Item.Copy, Release: command.Untold.FirstOrDefault(release => copy.RestsOn([release]))))
        .Where(copy => copy.Release != default)
        .GroupBy(copy => copy.Release, copy => copy.Copy)
        .Select(copies => new RecallNoticeSent(copies.Key, command.Cause, [.. copies],
            command.Due)
        { ByLetter = command.LetterBy is null ? null : true, LetterBy = command.LetterBy });

    private static Decision<DisclosureEvent> Recall(RecallDisclosure command, DisclosureState.Delivered state)
    {
        ReleaseId[] meant = [command.Release, .. command.Renewed];
        var affected = state.Delivery.Outstanding
            .Where(copy => copy.RestsOn(meant) && !StillCovers(command.Remaining, state.Terms, copy.Item))
            .Select(copy => copy.Item.Copy).ToList();
        return affected.Count == 0
            ? Decision.Nothing<DisclosureEvent>()
            : new RecallNoticeSent(command.Release, command.Cause, affected,
                command.Due)
            { ByLetter = command.LetterBy is null ? null : true, LetterBy = command.LetterBy };
    }

    private static Decision<DisclosureEvent> Tell(TellOfRetraction command, Delivery delivery)
    {
        var affected = delivery.Copies
            .Where(copy => copy.Item.Item == command.Item && copy.Standing != CopyStanding.GivenBack)
            .Select(copy => copy.Item.Copy)
            .Where(copy => !delivery.Recalls.Exists(recall => recall.FoundWrong && recall.Copies.Contains(copy))).ToList();
        return affected.Count == 0
            ? Decision.Nothing<DisclosureEvent>()
            : new RetractionNoticeSent(command.Item, command.Cause, affected,
                command.Due)
            { ByLetter = command.LetterBy is null ? null : true, LetterBy = command.LetterBy };
    }

    // An earlier end by itself asks nothing back: a release that runs out does not either.
    private static bool StillCovers(ReleaseTerms? remaining, DisclosureTerms terms, DisclosedItem item) =>
        remaining is not null
        && remaining.Discloser == terms.Discloser
        && remaining.Purposes.Contains(terms.Purpose)
        && remaining.Recipients.Any(recipient => recipient.Agency == terms.Recipient.Agency && Names(recipient, terms.Recipient.Person))
        && remaining.Grants.Any(grant =>
            grant.Category == item.Category && grant.WidestMode >= item.Mode && grant.OnlyItems?.Contains(item.Item) != false);

    private static bool Names(ReleaseRecipient recipient, PersonId? person) =>
        recipient.Persons.Count == 0
            ? recipient.Except is not { Count: > 0 } except || (person is { } asked && !except.Contains(asked))
            : person is { } named && recipient.Persons.Contains(named);

    private static Decision<DisclosureEvent> Answer(AnswerRecall command, Delivery delivery)
    {
        var all = delivery.Copies.FindAll(copy => copy.Standing == CopyStanding.UnderRecall).ConvertAll(copy => copy.Item.Copy);
        if ((Check(command.Answer, command.WhyNot, "whyNot") ?? Check(command, all)) is { } refusal)
            return refusal;
        var answered = Answered(command, all);
        return TextRules.Bytes([answered.WhyNot, .. (answered.Copies ?? []).Select(copy => copy.WhyNot)]) > TextRules.MostBytesPerEvent
            ? new Refusal(RefusalReason.InvalidInput, "The reasons are too long together: say them in fewer words.", "copies")
            : answered;
    }

    // Over all copies the least is told: who reads only that must not believe that more came back than did.
    private static RecallAcknowledged Answered(AnswerRecall command, IReadOnlyList<CopyId> all)
    {
        if (command.Except.Count == 0)
            return new RecallAcknowledged(command.Answer, command.WhyNot, command.By.Person);
        List<CopyRecalled> copies =
            [.. all.Select(copy => command.Except.FirstOrDefault(other => other.Copy == copy)
                ?? new CopyRecalled(copy, command.Answer, command.WhyNot))];
        var least = copies.MaxBy(copy => copy.Answer)!;
        return new RecallAcknowledged(least.Answer, least.WhyNot, command.By.Person)
        {
            Copies = [.. copies.Where(copy => copy.Answer != least.Answer || !ReferenceEquals(copy.WhyNot, least.WhyNot))],
        };
    }

    private static Refusal? Check(AnswerRecall command, IReadOnlyList<CopyId> all)
    {
        for (var at = 0; at < command.Except.Count; at++)
        {
            var copy = command.Except[at];
            if (!all.Contains(copy.Copy) || command.Except.Take(at).Any(before => before.Copy == copy.Copy))
                return new Refusal(RefusalReason.InvalidInput, "Name copies that were asked back and not answered for, each once.",
                    $"copies[{at}].copy");
            if (Check(copy.Answer, copy.WhyNot, $"copies[{at}].whyNot") is { } refusal)
                return refusal;
        }

        return null;
    }

    private static Refusal? Check(RecallAnswer answer, Sensitive<string>? whyNot, string field) => (answer, whyNot) switch
    {
        (RecallAnswer.CannotBeRecalled, null) => new Refusal(RefusalReason.InvalidInput, "Say why it cannot be recalled.", field),
        _ => TextRules.Optional(whyNot, TextRules.LongestNote, field),
    };
}
