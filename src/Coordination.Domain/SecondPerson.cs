namespace Coordination.Domain;

/// <summary>The rule that a second person takes a step. A person is an account that signed in, for any agency: somebody with tokens of two
/// agencies is one person. So persons are compared here, never actors or members, and nowhere else is a second person asked for.</summary>
internal static class SecondPerson
{
    /// <summary>The refusal when one person would take both steps; null when they are two.</summary>
    /// <param name="by">Who takes this step.</param>
    /// <param name="before">Who took the step before it; null where nobody did.</param>
    /// <param name="message">Why, and what to do.</param>
    public static Refusal? Needed(PersonId by, PersonId? before, string message) => by == before ? Needed(message) : null;

    /// <summary>The refusal where it is not known who took the step before, and it may have been the same person.</summary>
    public static Refusal Needed(string message) => new(RefusalReason.SecondPersonNeeded, message);
}
