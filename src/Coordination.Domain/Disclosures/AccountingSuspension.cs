using Coordination.Domain.LegalProcesses;

namespace Coordination.Domain.Disclosures;

/// <summary>A statement of an official for which nobody accounts to her for a time (45 CFR 164.528(a)(2)).</summary>
/// <param name="Form">Whether it was given in writing.</param>
/// <param name="Official">Who gave it.</param>
/// <param name="Reason">What they said.</param>
/// <param name="GivenAt">When.</param>
/// <param name="Until">Until just before when.</param>
/// <param name="By">Who recorded it.</param>
public sealed record AccountingSuspension(StatementForm Form, Sensitive<string> Official, Sensitive<string> Reason, DateTimeOffset GivenAt,
    DateTimeOffset Until, PersonId By)
{
    /// <summary>Whether it ended before its time.</summary>
    public bool TakenBack { get; init; }

    public bool HoldsAt(DateTimeOffset at) => !TakenBack && GivenAt <= at && at < Until;

    internal static AccountingSuspension Of(AccountingSuspended e) => new(e.Form, e.Official, e.Reason, e.GivenAt, e.Until, e.By);

    internal static AccountingSuspension Of(ReportAccountingSuspended e) => new(e.Form, e.Official, e.Reason, e.GivenAt, e.Until, e.By);
}
