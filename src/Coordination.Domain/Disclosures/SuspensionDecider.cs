using Coordination.Domain.Gate;
using Coordination.Domain.LegalProcesses;
using Coordination.Domain.Partners;
using Coordination.Domain.TaskForce;
using static Coordination.Domain.TextRules;

namespace Coordination.Domain.Disclosures;

/// <summary>Says that an official asked that nobody account to her for this disclosure, or for this report that was told by telephone, for
/// a time.</summary>
public sealed record SuspendAccounting(Actor By, StatementForm Form, Sensitive<string> Official, Sensitive<string> Reason,
    DateTimeOffset GivenAt, DateTimeOffset? Until, DateTimeOffset Now);

/// <summary>Says that she may be told of it again.</summary>
public sealed record ResumeAccounting(Actor By, Sensitive<string> Why, DateTimeOffset Now);

/// <summary>Who has a part in a suspension, as it is recorded at the instant of the command.</summary>
/// <param name="Discloser">The agency that gave it.</param>
/// <param name="Recipient">The agency that was given it.</param>
/// <param name="TaskForce">The task force, with the tables of the law.</param>
/// <param name="Matter">The legal process on which it rests, with all that rests on it.</param>
public sealed record SuspensionParties(PartnerPosition Discloser, PartnerPosition Recipient, TaskForceState TaskForce, LegalMatter Matter);

/// <summary>
/// Decides about the suspension of the accounting of one disclosure, or of a report that was told by telephone and never went from here. It
/// takes from her what is hers, so each condition of 45 CFR 164.528(a)(2) has to be met, and no other law that binds the agency may say
/// that she is told.
/// </summary>
public static class SuspensionDecider
{
    /// <summary>For how many days an oral statement suspends at most, counted from the first one (45 CFR 164.528(a)(2)(ii)(C)).</summary>
    public const int MostOralDays = 30;

    /// <summary>The most statements about one disclosure. Each later one has to reach further than those before, or to follow an end, so
    /// there are never many.</summary>
    public const int MostStatements = 50;

    private const string Disclosure = "disclosure", Process = "process";

    private const string GoOn =
        "Go on accounting for it. Where the order of a court forbids telling her, record that with the order (tellingForbidden).";

    private static readonly (PolicyProfile Profile, string Citation)[] s_tellHer =
        [(PolicyProfile.Vawa, "34 USC 12291(b)(2)(C)"), (PolicyProfile.Fvpsa, "42 USC 10406(c)(5)(C)"),
            (PolicyProfile.Voca, "28 CFR 94.115(c)")];

    public static Decision<DisclosureEvent> Decide(SuspendAccounting command, SuspensionParties parties, DisclosureState state)
    {
        if (!RequestDecider.IsDiscloser(command.By, state))
            return RequestDecider.Unknown;
        if (state is not DisclosureState.Delivered delivered)
            return Not("Nothing was given yet, so there is nothing to account for. Record the statement as soon as the copy was made.",
                Disclosure);
        var wrong = RestsOnHerWord(delivered) ?? NothingServed(parties.Matter.Process)
            ?? NoGround(delivered.Terms.Basis, parties, Disclosure) ?? Wrong(command, parties, Disclosure);
        if (wrong is not null)
            return wrong;
        if (Until(command, parties.Matter, Disclosure, out var until) is { } refusal)
            return refusal;
        return until is { } end
            ? new AccountingSuspended(command.Form, command.Official, command.Reason, command.GivenAt, end, command.By.Person)
            : Decision.Nothing<DisclosureEvent>();
    }

    /// <summary>Decides about a statement on a report that was told before it was recorded, by telephone or in person.</summary>
    public static Decision<ProcessEvent> Decide(SuspendAccounting command, SuspensionParties parties, ProcessState state)
    {
        if (state.RecordIfAny is not { Service: var service } record || service.Agency != command.By.Agency)
            return ProcessDecider.Unknown;
        if (record.Made is null && !record.Elsewhere.Values.Any(told => told is AuthorityTold))
            return Not("Nothing was told of it by telephone or in person. Where a copy was made under it, record the statement with the " +
                "disclosure (POST /v1/disclosures/{disclosure}/accounting-suspensions).", Process);
        if (state is ProcessState.Closed { End: ProcessEnd.RecordedInError })
            return Not("It was recorded in error, so nobody accounts for it.", Process);
        var wrong = NoGround(ProcessRecord.BasisOf(service.Kind), parties with { Matter = parties.Matter with { Process = state } },
            Process) ?? Wrong(command, parties, Process);
        if (wrong is not null)
            return wrong;
        if (Until(command, parties.Matter, Process, out var until) is { } refusal)
            return refusal;
        return until is { } end
            ? new ReportAccountingSuspended(command.Form, command.Official, command.Reason, command.GivenAt, end, command.By.Person)
            : Decision.Nothing<ProcessEvent>();
    }

    /// <summary>Decides that she may be told of a disclosure again.</summary>
    public static Decision<DisclosureEvent> Decide(ResumeAccounting command, LegalMatter matter, DisclosureState state) =>
        !RequestDecider.IsDiscloser(command.By, state) ? RequestDecider.Unknown
        : Required(command.Why, LongestNarrative, "why") is { } refusal ? refusal
        : Telling.Barred(matter, command.Now) is null ? Decision.Nothing<DisclosureEvent>()
        : new AccountingResumed(command.Why, command.By.Person);

    /// <summary>Decides that she may be told of a process again.</summary>
    public static Decision<ProcessEvent> Decide(ResumeAccounting command, LegalMatter matter, ProcessState state) =>
        state.RecordIfAny is not { Service: var service } || service.Agency != command.By.Agency ? ProcessDecider.Unknown
        : Required(command.Why, LongestNarrative, "why") is { } refusal ? refusal
        : Telling.Barred(matter, command.Now) is null ? Decision.Nothing<ProcessEvent>()
        : new ReportAccountingResumed(command.Why, command.By.Person);

    private static Refusal? Wrong(SuspendAccounting command, SuspensionParties parties, string field) =>
        LawDoesNotAllow(parties, command.Now, field)
        ?? Required(command.Official, LongestNote, "official") ?? Required(command.Reason, LongestNarrative, "reason")
        ?? (command.GivenAt > command.Now ? Invalid("This lies in the future: record the statement when it was given.", "givenAt") : null);

    // Until just before when the statement suspends it; null where it says nothing new.
    private static Refusal? Until(SuspendAccounting command, LegalMatter matter, string field, out DateTimeOffset? until)
    {
        List<AccountingSuspension> known = [.. matter.Suspensions];
        (until, var refusal) = command.Form == StatementForm.Written ? Written(command) : Oral(command, known);
        if (refusal is not null)
            return refusal;
        var (end, holding) = (until, known.FindAll(one => one.HoldsAt(command.Now)));
        // What is said twice is recorded once, and suspends no longer for it.
        if (holding.Exists(one => one.Until == end && one.Form == command.Form))
        {
            until = null;
            return null;
        }

        if (holding.Exists(one => one.Until >= end))
            return Invalid("Another statement suspends it for as long or longer, so this one adds nothing. Where the official needs less " +
                "time, counsel ends the suspension (accounting-suspensions/end); then record this one.", "until");
        return known.Count >= MostStatements
            ? Not($"There are {MostStatements} statements about this, and it takes no more. Account for it when the last one ends.", field)
            : null;
    }

    private static (DateTimeOffset? Until, Refusal? Refusal) Written(SuspendAccounting command) => command.Until switch
    {
        null =>
            (null, Invalid("A written statement says for how long: give the time that is in it. Without one, record it as an " +
                "oral statement.", "until")),
        { } until when until <= command.Now =>
            (null, Invalid("That time is over, so there is nothing to suspend. Where the official needs longer, ask for a new " +
                "written statement.", "until")),
        var until => (until, null),
    };

    private static (DateTimeOffset? Until, Refusal? Refusal) Oral(SuspendAccounting command, List<AccountingSuspension> known)
    {
        var first = known.FindAll(one => one.Form == StatementForm.Oral).Select(one => one.GivenAt).Append(command.GivenAt).Min();
        var last = first.AddDays(MostOralDays);
        return last <= command.Now
            ? (null, Invalid($"{MostOralDays} days have passed since the first oral statement, and another one does not extend them. Ask " +
                $"for a written one.", "form"))
            : command.Until > last ? (null,
                Invalid($"An oral statement suspends for {MostOralDays} days at most, counted from the first one. Give an earlier time, " +
                    $"leave it out for all of them, or ask for a written statement.", "until"))
            : command.Until <= command.Now
            ? (null, Invalid("That time is over, so there is nothing to suspend. Give the time for which the official needs it, or " +
                "leave it out.", "until"))
            : (command.Until ?? last, null);
    }

    private static Refusal? RestsOnHerWord(DisclosureState.Delivered state) =>
        state.Terms.Basis == ClaimedBasis.Release || state.Delivery.Copies.Exists(copy => copy.Release is not null)
            ? Not("It went by her own release, all or part. She knows of that, and what she authorised is not what may be suspended (45 " +
                "CFR 164.528(a)(2)). Go on accounting for it.", Disclosure)
            : null;

    private static Refusal? NothingServed(ProcessState process) => process.RecordIfAny is not null ? null
        : Not("No legal process is recorded on which it rests, and an official asks for this only where one does (45 CFR 164.512(d), " +
            "(f)). Go on accounting for it.", Disclosure);

    private static Refusal? NoGround(ClaimedBasis basis, SuspensionParties parties, string field)
    {
        var service = parties.Matter.Process.RecordIfAny?.Service;
        if (!AccountingLaw.MayBeSuspended(basis, service?.Report))
        {
            var kinds = Enum.GetValues<ReportKind>();
            var bases = Enum.GetValues<ClaimedBasis>()
                .Where(other => kinds.Any(reported => AccountingLaw.MayBeSuspended(other, reported))).Select(Name);
            var reports = kinds.Where(reported => AccountingLaw.MayBeSuspended(ClaimedBasis.MandatedReport, reported)).Select(Name);
            return Not($"It went on the basis {Name(basis)}{(service?.Report is { } report ? $" of {Name(report)}" : "")}, and no law " +
                $"lets an official have the accounting of that suspended: 45 CFR 164.528(a)(2) is for what 45 CFR 164.512(d) or (f) lets " +
                $"go to them. " +
                $"These bases can be: {string.Join(", ", bases)}. " +
                $"Of reports only these: {string.Join(", ", reports)}, where a law requires them. {GoOn}",
                field);
        }

        return basis != ClaimedBasis.MandatedReport
            || (service is not null && AccountingLaw.IsRequired(service, parties.Discloser, parties.TaskForce)) ? null
            : Not("No law is known here that requires this report: no line of a table of the law, and no duty of the policy, had your " +
                "agency report this to this authority when it was recorded. "
                + $"45 CFR 164.528(a)(2) with 164.512(f)(1)(i) is only for reports that a law requires. {GoOn}", field);
    }

    private static string Name<T>(T word) where T : struct, Enum =>
        System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(word.ToString());

    private static Refusal? LawDoesNotAllow(SuspensionParties parties, DateTimeOffset now, string field)
    {
        var bound = parties.Discloser.ProfilesAt(now);
        if (!bound.AreKnown)
            return Not("Nobody recorded which laws bind your agency. Your counsel or administrator records them (POST /v1/me/profiles), " +
                "or the office of the task force does (POST /v1/agencies/{agency}/profiles); then record the statement.", field);
        var floors = AccountingLaw.FloorsOf(parties.Discloser, parties.TaskForce, now);
        if (floors.All(floor => floor.Profile != PolicyProfile.Hipaa))
            return Not($"HIPAA has an accounting suspended, and does not bind your agency. {GoOn}", field);
        // 42 CFR 2.25(a) takes over the suspension of HIPAA, and accounts for what went by consent, of which nothing is suspended. A table
        // may say otherwise of either.
        if (floors.FirstOrDefault(floor => !floor.MayBeSuspended) is { } without)
            return Not($"A law that binds your agency accounts to her without any suspension ({without.Citation}). {GoOn}", field);
        foreach (var (profile, citation) in s_tellHer)
        {
            if (bound.Contains(profile))
                return Not($"Your agency has to tell her of what it is compelled to give ({citation}), and HIPAA takes nothing of that " +
                    $"away. {GoOn}", field);
        }

        return parties.Recipient.KindIfKnown is AgencyKind.LawEnforcement or AgencyKind.Prosecution || Oversees(parties, now) ? null
            : Not("Only officials of law enforcement and of health oversight can ask for this, for what they were given themselves. Go " +
                "on accounting for it, or have the office record what kind of agency the recipient is.", field);
    }

    // Of the authorities that tables name, the one that oversees health care (45 CFR 164.501). Reports to it are no oversight (164.512(d)).
    private static bool Oversees(SuspensionParties parties, DateTimeOffset now)
    {
        var recipient = parties.Recipient switch { PartnerPosition.Partner partner => partner.Agency, _ => (AgencyId?)null };
        return recipient is not null
            && parties.Matter.Process.RecordIfAny?.Service.Kind is ProcessKind.Subpoena or ProcessKind.CourtOrder or ProcessKind.Statute
            && parties.TaskForce.TablesAt(now)
                .Any(loaded => loaded.Authorities.Any(named =>
                    named.Kind == AuthorityKind.HealthAndHumanServices && named.Agency == recipient));
    }

    private static Refusal Not(string message, string field) => new(RefusalReason.WrongState, message, field);

    private static Refusal Invalid(string message, string field) => new(RefusalReason.InvalidInput, message, field);
}
