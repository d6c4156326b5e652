namespace Coordination.Host.Platform.Reading.Reminders;

/// <summary>Something that is due. It holds an identifier and times only: what it is about is read where it stands.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Due">By when; for a report of which no hours are known, when your agency learned of it.</param>
/// <param name="Overdue">Whether that has passed. Never for a report of which no hours are known: it is to be made at once.</param>
/// <param name="Id">The action, disclosure, release, meeting, survivor or duty to report.</param>
public sealed record Reminder(ReminderKind Kind, DateTimeOffset Due, bool Overdue, ThingId Id)
{
    /// <summary>For a report: which of the other authorities of the duty has to be told; left out for the one that the process
    /// names.</summary>
    public AuthorityKind? Authority { get; init; }

    /// <summary>What to do, in words; left out where the kind says it.</summary>
    public string? ToDo { get; init; }
}

/// <summary>What is due.</summary>
[JsonConverter(typeof(NameConverter<ReminderKind>))]
public enum ReminderKind
{
    /// <summary>An action that a review assigned to you.</summary>
    ActionDue,
    /// <summary>A copy that you are to give back.</summary>
    CopyAskedBack,
    /// <summary>A copy of your agency's that was asked back, and the other agency has not answered.</summary>
    RecallUnanswered,
    /// <summary>A release of somebody whom your agency serves ends.</summary>
    ReleaseEnds,
    /// <summary>A meeting to which you are invited.</summary>
    ReviewComing,
    /// <summary>Somebody whom your agency serves comes of age: from then on she can sign again, for herself alone.</summary>
    CanSignAnew,
    /// <summary>A letter of your agency's that asks a copy back from somebody who reads nothing here, and was not sent. Its text is at
    /// <c>/v1/disclosures/…/letter</c>.</summary>
    LetterToSend,
    /// <summary>An authority that the law has your agency tell, and that was not told yet. How and until when is at
    /// <c>/v1/processes/…</c>.</summary>
    ReportDue,
    /// <summary>A release of somebody whom your agency serves that was signed by a minor and lacks the signature of whoever signs with her:
    /// nothing goes under it. It is due since it began. See <c>/v1/consent/…</c>.</summary>
    SecondSignature,
    /// <summary>A copy of your agency's that nobody there can read here, and that was not handed over yet. It is printed from
    /// <c>/v1/disclosures/…/page</c>.</summary>
    HandOverDue,
}

/// <summary>The agency whose reminders are read.</summary>
/// <param name="Agency">The agency.</param>
/// <param name="Person">The person, who also gets what is for whoever of the agency.</param>
/// <param name="ServesSurvivors">Whether they are an advocate, who gets what their agency has to look after as a custodian.</param>
/// <param name="IsCounsel">Whether they are counsel, too, who see what she is not told of for a time.</param>
public sealed record ReminderAudience(AgencyId Agency, PersonId Person, bool ServesSurvivors, bool IsCounsel)
{
    /// <summary>Whether they answer what their agency was served with and must report.</summary>
    public bool AnswersProcesses => ServesSurvivors || IsCounsel;
}

/// <summary>A reminder's place among the others, the most urgent first: what is needed to go on behind it.</summary>
public sealed record ReminderMark(DateTimeOffset Due, ReminderKind Kind, Guid Id, AuthorityKind? Authority)
{
    public static ReminderMark Of(Reminder reminder) => new(reminder.Due, reminder.Kind, reminder.Id.Value, reminder.Authority);

    public (DateTime, ReminderKind, Guid, int) Order => (Due.UtcDateTime, Kind, Id, Authority is { } other ? (int)other : -1);
}
