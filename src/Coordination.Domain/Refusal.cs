namespace Coordination.Domain;

/// <summary>
/// Why a command was refused. The text is for the caller to act on; it never describes a person, and it never tells a
/// caller something about a record that they have no right to know.
/// </summary>
/// <param name="Reason">The stable reason, one entry in the table of problems.</param>
/// <param name="Message">What to do about it, in a sentence or two.</param>
/// <param name="Field">The input field at fault, in the API's own spelling (<c>terms.expires</c>), or null.</param>
public sealed record Refusal(RefusalReason Reason, string Message, string? Field = null);

/// <summary>Every reason for which a command can be refused. Each is one problem type of the API.</summary>
[JsonConverter(typeof(NameConverter<RefusalReason>))]
public enum RefusalReason
{
    /// <summary>The thing does not exist, or the caller has no standing to know that it does: one answer for both.</summary>
    NotFound,
    /// <summary>A field is missing, too long, or outside its limits.</summary>
    InvalidInput,
    /// <summary>The thing exists already, under the same identifier.</summary>
    AlreadyExists,
    /// <summary>The thing is not in a state in which this can be done.</summary>
    WrongState,
    /// <summary>The caller's role or agency may not do this.</summary>
    NotYours,
    /// <summary>She has to say something first that nobody can say for her.</summary>
    AnswerNeeded,
    ConsentRequired,
    /// <summary>The consent gate holds the matter for somebody: counsel, the survivor, a second person.</summary>
    Held,
    /// <summary>An agency or person lacks standing, an agreement or training.</summary>
    NoStanding,
    /// <summary>Help, relief or a benefit was conditioned on cooperation, and that is never allowed.</summary>
    Coercive,
    /// <summary>The same person may not do both steps.</summary>
    SecondPersonNeeded,
    /// <summary>A limit of the task force's policy is exceeded.</summary>
    PolicyLimit,
    /// <summary>Somebody in the room is not covered for this item.</summary>
    RoomNotCovered,
    /// <summary>The person declared a conflict, or recused themselves.</summary>
    Recused,
    /// <summary>Too few members are present.</summary>
    NoQuorum,
}
