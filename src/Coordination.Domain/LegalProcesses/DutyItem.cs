using Coordination.Domain.Gate;
using Coordination.Domain.TaskForce;

namespace Coordination.Domain.LegalProcesses;

/// <summary>Where it stands with one authority that a duty to report names.</summary>
[JsonConverter(typeof(NameConverter<DutyStanding>))]
public enum DutyStanding
{
    Outstanding,
    /// <summary>A copy was made for it, and has still to be handed over.</summary>
    ToHandOver,
    /// <summary>It was told: by telephone or in person, by a copy that it reads here, or by one that was handed over.</summary>
    Told,
    /// <summary>It is told by a process of its own.</summary>
    ByProcess,
    /// <summary>It need not be told: the law asks for one of them, and not for both.</summary>
    NotRequired,
    /// <summary>The duty came to its end without it: it was recorded in error, withdrawn or quashed.</summary>
    Ended,
}

/// <summary>One authority that a duty to report names. Each is told by itself.</summary>
/// <param name="Elsewhere">Which of the other authorities; null for the one that the process names.</param>
/// <param name="Agencies">Which agencies that is here; none where nobody is named for it.</param>
/// <param name="Due">Until when; null where no hours are known.</param>
/// <param name="Overdue">Whether that has passed, and it is still to be told.</param>
/// <param name="Citation">Where it is written; null where no line of a table is known.</param>
/// <param name="Standing">Where it stands.</param>
/// <param name="Told">How and when it was told by telephone or in person; null where it was not.</param>
/// <param name="To">Who of the other authorities was told so.</param>
/// <param name="Process">The process by which it is reported, if it has one of its own.</param>
/// <param name="WhyNot">Why it need not be told.</param>
/// <param name="ToHandOver">The disclosures of which the copy has still to be handed over.</param>
public sealed record DutyItem(
    AuthorityKind? Elsewhere, IReadOnlyList<AgencyId> Agencies, DateTimeOffset? Due, bool Overdue, string? Citation, DutyStanding Standing,
    ReportMade? Told, GateRecipient? To, ProcessId? Process, Sensitive<string>? WhyNot, IReadOnlyList<DisclosureId> ToHandOver)
{
    /// <summary>Whether somebody has still to do something about it.</summary>
    [JsonIgnore]
    public bool IsOpen => Standing is DutyStanding.Outstanding or DutyStanding.ToHandOver;

    /// <summary>The authorities of a recorded duty, the one that the process names first; none for what is no duty to report.</summary>
    public static IReadOnlyList<DutyItem> Of(ProcessState.Served state, GivenUnder given, DateTimeOffset now)
    {
        var (record, service) = (state.Record, state.Record.Service);
        if (service.Kind != ProcessKind.MandatedReport)
        {
            return [];
        }

        var ended = state is ProcessState.Closed { End: not ProcessEnd.Answered };
        return
        [
            Named(record, given, ended, now),
            .. (service.Time?.AlsoTo ?? []).Select(other => Other(other, record.Elsewhere.GetValueOrDefault(other.Authority), ended, now)),
        ];
    }

    /// <summary>Where it stands with the authority that a process names, whatever the process is.</summary>
    public static DutyStanding StandingOf(ProcessState.Served state, GivenUnder given) =>
        StandingOf(state.Record, given, state is ProcessState.Closed { End: not ProcessEnd.Answered });

    private static DutyStanding StandingOf(ProcessRecord record, GivenUnder given, bool ended) =>
        record.Made is not null || given.Reached ? DutyStanding.Told
        : ended ? DutyStanding.Ended
        : given.ToHandOver.Count > 0 ? DutyStanding.ToHandOver
        : DutyStanding.Outstanding;

    private static DutyItem Named(ProcessRecord record, GivenUnder given, bool ended, DateTimeOffset now)
    {
        var (service, standing) = (record.Service, StandingOf(record, given, ended));
        var open = standing is DutyStanding.Outstanding or DutyStanding.ToHandOver;
        return new(
            null, [service.Authority.Agency], service.Time?.Due, open && service.Time?.Due <= now, service.Time?.Citation, standing,
            record.Made, null, null, null, open ? given.ToHandOver : []);
    }

    private static DutyItem Other(ReportElsewhere other, ProcessEvent? became, bool ended, DateTimeOffset now)
    {
        var standing = became switch
        {
            AuthorityTold => DutyStanding.Told,
            _ when ended => DutyStanding.Ended,
            AuthorityLeftToProcess => DutyStanding.ByProcess,
            AuthorityNotRequired => DutyStanding.NotRequired,
            _ => DutyStanding.Outstanding,
        };
        var told = became as AuthorityTold;
        return new(
            other.Authority, other.Agencies, other.Due, standing == DutyStanding.Outstanding && other.Due <= now, other.Citation, standing,
            told?.Made, told?.To, (became as AuthorityLeftToProcess)?.Process, (became as AuthorityNotRequired)?.Why, []);
    }
}

/// <summary>What people do about an authority that was not told. The same words stand in the answer, in the list and in the
/// reminders.</summary>
public static class DutyWords
{
    /// <summary>What to do about one authority of a duty.</summary>
    /// <param name="elsewhere">Which of the other authorities; null for the one that the process names.</param>
    /// <param name="toHandOver">Whether a copy was made for it that has still to be handed over.</param>
    /// <param name="citation">Where the duty is written; null where no line of a table is known.</param>
    public static string ToDo(AuthorityKind? elsewhere, bool toHandOver, string? citation) => (elsewhere, toHandOver) switch
    {
        (null, true) => "The copy was made and nobody there was told: hand it over, and record that (/v1/disclosures/…/handed-over). If " +
            "you told them by telephone, record that (made).",
        (null, false) => $"Report it{Where(citation)}: make the copy from here (/v1/disclosures/by-process), or tell them by telephone " +
            $"and record that (made).",
        ({ } other, _) => $"The same is to be reported to the {Name(other)}{Where(citation)}. Tell them by telephone and record that " +
            $"(made, with authority {Camel(other)}); or record a process to them that is besides this one. Where the law asks for one of " +
            $"them and not for both, record that it is not required (not-required).",
    };

    public static string Name(AuthorityKind authority) => authority switch
    {
        AuthorityKind.ChildWelfare => "child welfare agency",
        AuthorityKind.LawEnforcement => "police or sheriff",
        AuthorityKind.MissingChildrenCenter => "National Center for Missing and Exploited Children",
        AuthorityKind.CrimeInformationCenter => "National Crime Information Center",
        AuthorityKind.HealthAndHumanServices => "Department of Health and Human Services",
        AuthorityKind.AdultProtectiveServices => "adult protective services",
        AuthorityKind.Prosecution => "prosecutor",
        AuthorityKind.FatalityReview => "review of deaths",
        _ => throw new System.Diagnostics.UnreachableException(authority.ToString()),
    };

    internal static string Camel(AuthorityKind authority) => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(authority.ToString());

    private static string Where(string? citation) => citation is null ? "" : string.Create(CultureInfo.InvariantCulture, $" ({citation})");
}
