using Coordination.Domain.Gate;
using Coordination.Domain.LegalProcesses;
using Coordination.Domain.Partners;
using Coordination.Domain.TaskForce;
using static Coordination.Domain.TextRules;

namespace Coordination.Domain.Disclosures;

/// <summary>Says that an official asked that nobody account to her for this disclosure for a time.</summary>
public sealed record SuspendAccounting(Actor By, StatementForm Form, Sensitive<string> Official, Sensitive<string> Reason, DateTimeOffset GivenAt, DateTimeOffset? Until, DateTimeOffset Now);

/// <summary>Says that she may be told of it again.</summary>
public sealed record ResumeAccounting(Actor By, Sensitive<string> Why, DateTimeOffset Now);

/// <summary>Who has a part in a suspension, as it is recorded at the instant of the command.</summary>
/// <param name="Discloser">The agency that gave it.</param>
/// <param name="Recipient">The agency that was given it.</param>
/// <param name="TaskForce">The task force, with the tables of the law.</param>
/// <param name="Process">The legal process on which it rests.</param>
public sealed record SuspensionParties(PartnerPosition Discloser, PartnerPosition Recipient, TaskForceState TaskForce, ProcessState Process);

/// <summary>
/// Decides about the suspension of the accounting of one disclosure. It takes from her what is hers, so each condition of 45 CFR 164.528(a)(2) has to be met, and no
/// other law that binds the agency may say that she is told.
/// </summary>
public static class SuspensionDecider
{
    /// <summary>For how many days an oral statement suspends at most, counted from the first one (45 CFR 164.528(a)(2)(ii)(C)).</summary>
    public const int MostOralDays = 30;

    /// <summary>The most statements about one disclosure. Each later one has to reach further than those before, or to follow an end, so there are never many.</summary>
    public const int MostStatements = 50;

    private const string Disclosure = "disclosure";

    private const string GoOn = "Go on accounting for it. Where the order of a court forbids telling her, record that with the order (tellingForbidden).";

    private static readonly (PolicyProfile Profile, string Citation)[] s_tellHer =
        [(PolicyProfile.Vawa, "34 USC 12291(b)(2)(C)"), (PolicyProfile.Fvpsa, "42 USC 10406(c)(5)(C)"), (PolicyProfile.Voca, "28 CFR 94.115(c)")];

    /// <summary>Decides about a statement.</summary>
    public static Decision<DisclosureEvent> Decide(SuspendAccounting command, SuspensionParties parties, DisclosureState state)
    {
        if (!RequestDecider.IsDiscloser(command.By, state))
            return RequestDecider.Unknown;
        if (state is not DisclosureState.Delivered delivered)
            return Not("Nothing was given yet, so there is nothing to account for. Record the statement as soon as the copy was made.");
        var wrong = CannotBeSuspended(delivered, parties) ?? LawDoesNotAllow(parties, command.Now)
            ?? Required(command.Official, LongestNote, "official") ?? Required(command.Reason, LongestNarrative, "reason")
            ?? (command.GivenAt > command.Now ? Invalid("This lies in the future: record the statement when it was given.", "givenAt") : null);
        return wrong is not null ? wrong : command.Form == StatementForm.Written ? Written(command, delivered.Delivery) : Oral(command, delivered.Delivery);
    }

    /// <summary>Decides that she may be told again.</summary>
    public static Decision<DisclosureEvent> Decide(ResumeAccounting command, ProcessState process, DisclosureState state)
    {
        if (!RequestDecider.IsDiscloser(command.By, state))
            return RequestDecider.Unknown;
        if (Required(command.Why, LongestNarrative, "why") is { } refusal)
            return refusal;
        return Telling.Barred(state, process, command.Now) is null ? Decision.Nothing<DisclosureEvent>() : new AccountingResumed(command.Why, command.By.Person);
    }

    private static Decision<DisclosureEvent> Written(SuspendAccounting command, Delivery delivery)
    {
        if (command.Until is not { } until)
            return Invalid("A written statement says for how long: give the time that is in it. Without one, record it as an oral statement.", "until");
        if (until <= command.Now)
            return Invalid("That time is over, so there is nothing to suspend. Where the official needs longer, ask for a new written statement.", "until");
        return Recorded(command, until, delivery);
    }

    private static Decision<DisclosureEvent> Oral(SuspendAccounting command, Delivery delivery)
    {
        var first = delivery.Suspensions.FindAll(known => known.Form == StatementForm.Oral).Select(known => known.GivenAt).Append(command.GivenAt).Min();
        var last = first.AddDays(MostOralDays);
        if (last <= command.Now)
            return Invalid($"{MostOralDays} days have passed since the first oral statement, and another one does not extend them. Ask for a written one.", "form");
        if (command.Until > last)
            return Invalid($"An oral statement suspends for {MostOralDays} days at most, counted from the first one. Give an earlier time, leave it out for all of them, or ask for a written statement.", "until");
        if (command.Until <= command.Now)
            return Invalid("That time is over, so there is nothing to suspend. Give the time for which the official needs it, or leave it out.", "until");
        return Recorded(command, command.Until ?? last, delivery);
    }

    // What is said twice is recorded once, and suspends no longer for it.
    private static Decision<DisclosureEvent> Recorded(SuspendAccounting command, DateTimeOffset until, Delivery delivery)
    {
        var holding = delivery.Suspensions.FindAll(known => known.HoldsAt(command.Now));
        if (holding.Exists(known => known.Until == until && known.Form == command.Form))
            return Decision.Nothing<DisclosureEvent>();
        if (holding.Exists(known => known.Until >= until))
            return Invalid("Another statement suspends it for as long or longer, so this one adds nothing. Where the official needs less time, counsel ends the suspension (accounting-suspensions/end); then record this one.", "until");
        if (delivery.Suspensions.Count >= MostStatements)
            return new Refusal(RefusalReason.WrongState, $"There are {MostStatements} statements about this disclosure, and it takes no more. Account for it when the last one ends.", Disclosure);
        return new AccountingSuspended(command.Form, command.Official, command.Reason, command.GivenAt, until, command.By.Person);
    }

    private static Refusal? CannotBeSuspended(DisclosureState.Delivered state, SuspensionParties parties)
    {
        if (state.Terms.Basis == ClaimedBasis.Release || state.Delivery.Copies.Exists(copy => copy.Release is not null))
            return Not("It went by her own release, all or part. She knows of that, and what she authorised is not what may be suspended (45 CFR 164.528(a)(2)). Go on accounting for it.");
        if (parties.Process.RecordIfAny is not { Service.Report: var report })
            return Not("No legal process is recorded on which it rests, and an official asks for this only where one does (45 CFR 164.512(d), (f)). Go on accounting for it.");
        return state.Terms.Basis switch
        {
            ClaimedBasis.Subpoena or ClaimedBasis.CourtOrder or ClaimedBasis.Statute or ClaimedBasis.ImminentRisk or ClaimedBasis.DutyToWarn => null,
            ClaimedBasis.MandatedReport when report is not (null or ReportKind.ChildAbuse or ReportKind.VulnerableAdult) => null,
            _ => Not("It was not given as 45 CFR 164.512(d) or (f) provides: a report of abuse, what a law permits, what a team shares and a review of deaths are given under others. What is suspended is the accounting of the former only. Go on accounting for it."),
        };
    }

    private static Refusal? LawDoesNotAllow(SuspensionParties parties, DateTimeOffset now)
    {
        var bound = parties.Discloser.ProfilesAt(now);
        if (!bound.AreKnown)
            return Not("Nobody recorded which laws bind your agency. Your counsel or administrator records them (POST /v1/me/profiles), or the office of the task force does (POST /v1/agencies/{agency}/profiles); then record the statement.");
        var floors = AccountingLaw.FloorsOf(parties.Discloser, parties.TaskForce, now);
        if (floors.All(floor => floor.Profile != PolicyProfile.Hipaa))
            return Not($"HIPAA has an accounting suspended, and does not bind your agency. {GoOn}");
        // 42 CFR 2.25(a) takes over the suspension of HIPAA, and accounts for what went by consent, of which nothing is suspended. A table may say otherwise of either.
        if (floors.FirstOrDefault(floor => !floor.MayBeSuspended) is { } without)
            return Not($"A law that binds your agency accounts to her without any suspension ({without.Citation}). {GoOn}");
        foreach (var (profile, citation) in s_tellHer)
        {
            if (bound.Contains(profile))
                return Not($"Your agency has to tell her of what it is compelled to give ({citation}), and HIPAA takes nothing of that away. {GoOn}");
        }

        return parties.Recipient.KindIfKnown is AgencyKind.LawEnforcement or AgencyKind.Prosecution || Oversees(parties, now) ? null
            : Not("Only officials of law enforcement and of health oversight can ask for this, for what they were given themselves. Go on accounting for it, or have the office record what kind of agency the recipient is.");
    }

    // Of the authorities that tables name, the one that oversees health care (45 CFR 164.501). Reports to it are no oversight (164.512(d)).
    private static bool Oversees(SuspensionParties parties, DateTimeOffset now)
    {
        var recipient = parties.Recipient switch { PartnerPosition.Partner partner => partner.Agency, _ => (AgencyId?)null };
        return recipient is not null && parties.Process.RecordIfAny?.Service.Kind is ProcessKind.Subpoena or ProcessKind.CourtOrder or ProcessKind.Statute
            && parties.TaskForce.TablesAt(now).Any(loaded => loaded.Authorities.Any(named => named.Kind == AuthorityKind.HealthAndHumanServices && named.Agency == recipient));
    }

    private static Refusal Not(string message) => new(RefusalReason.WrongState, message, Disclosure);

    private static Refusal Invalid(string message, string field) => new(RefusalReason.InvalidInput, message, field);
}
