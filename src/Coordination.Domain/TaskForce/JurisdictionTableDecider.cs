using Coordination.Domain.Partners;

namespace Coordination.Domain.TaskForce;

/// <summary>Decides about tables of the law. What is loaded can let things go that nobody released, so every line of it has to be one that
/// a reader can check.</summary>
public static class JurisdictionTableDecider
{
    /// <summary>The most loadings of tables: the gate looks through them.</summary>
    public const int MostTables = 500;

    /// <summary>The most lines of one list of a table.</summary>
    public const int MostLines = 50;

    /// <summary>The most agencies that are named as authorities.</summary>
    public const int MostAuthorities = 50;

    /// <summary>The longest identifier of a jurisdiction.</summary>
    public const int LongestJurisdiction = JurisdictionName.LongestCode;

    /// <summary>The most hours within which something is reported.</summary>
    public const int MostHours = 720;

    /// <summary>The longest release that a law can set, in days.</summary>
    public const int MostReleaseDays = 3_660;

    /// <summary>The lowest age of majority: below it nobody signs alone (CG-09).</summary>
    public const int LeastAge = 18;

    /// <summary>The highest age of majority.</summary>
    public const int MostAge = 25;

    /// <summary>The most years for which disclosures are accounted for.</summary>
    public const int MostYears = 100;

    private const int LongestNumber = 40;

    /// <summary>A table takes effect now or later and replaces the one before it of the same jurisdiction. It keeps the named authorities:
    /// an agency stays named until it is dropped by name. One that is in force already is not loaded again.</summary>
    public static Decision<TaskForceEvent> Decide(LoadJurisdictionTable command, TaskForceState state)
    {
        if (state is not TaskForceState.Formed formed)
        {
            return new Refusal(RefusalReason.WrongState, "The task force has not been formed yet.");
        }

        var from = command.EffectiveFrom ?? command.At;
        return IsWrong(command.Table, "table") is { } wrong ? wrong
            : AuthoritiesAreWrong(command.Authorities, command.Table, "authorities") is { } unused ? unused
            : AgenciesAreWrong(command.Authorities, command.KindsOfAgencies, "authorities") is { } nobody ? nobody
            : from < command.At ? new Refusal(RefusalReason.InvalidInput,
                "A table takes effect now or later: what was decided before stands under the table of its time.", "effectiveFrom")
            : DropsNobody(command, from, formed) is { } unheard ? unheard
            : HoldsAlready(command, from, formed) ? Decision.Nothing<TaskForceEvent>()
            : AuthoritiesOf(command, formed).Count > MostAuthorities
            ? Wrong($"With those that were named before, these are more than {MostAuthorities} authorities. Drop some of them " +
                $"(dropAuthorities).", "authorities")
            : formed.Tables.Length >= MostTables
            ? new Refusal(RefusalReason.InvalidInput, $"Tables were loaded {MostTables} times, which is as often as they can be.", "table")
            : Decision.Record<TaskForceEvent>([new JurisdictionTableLoaded(from, command.Table, AuthoritiesOf(command, formed), command.By),
                .. Later(command, from, formed)]);
    }

    /// <summary>Who the authorities are once the table is loaded: those that were named before and are not dropped, and those that are
    /// named now.</summary>
    public static IReadOnlyList<AuthorityNamed> AuthoritiesOf(LoadJurisdictionTable command, TaskForceState state) =>
        [.. Before(command, command.EffectiveFrom ?? command.At, state).Except(command.DropAuthorities).Union(command.Authorities)];

    // Who is named now stays named when a table takes effect that was loaded for later before, and who is dropped stays dropped.
    private static IEnumerable<JurisdictionTableLoaded> Later(LoadJurisdictionTable command, DateTimeOffset from,
        TaskForceState.Formed formed) => formed.Tables
        .Where(loaded => loaded.EffectiveFrom > from
            && ReferenceEquals(formed.TableAt(command.Table.Jurisdiction, loaded.EffectiveFrom), loaded))
        .Select(loaded => (Loaded: loaded,
            Authorities: (IReadOnlyList<AuthorityNamed>)[.. loaded.Authorities.Except(command.DropAuthorities).Union(command.Authorities)]))
        .Where(later => !later.Authorities.SequenceEqual(later.Loaded.Authorities))
        .Select(later => later.Loaded with { Authorities = later.Authorities, By = command.By });

    private static IReadOnlyList<AuthorityNamed> Before(LoadJurisdictionTable command, DateTimeOffset from, TaskForceState state) =>
        state.TableAt(command.Table.Jurisdiction, from)?.Authorities ?? [];

    // A drop that matches nobody is misspelt, and the intended authority would continue to receive reports.
    private static Refusal? DropsNobody(LoadJurisdictionTable command, DateTimeOffset from, TaskForceState state) =>
        command.DropAuthorities.Index().Select(drop =>
            command.Authorities.Contains(drop.Item)
            ? Wrong($"{drop.Item.Agency} is named for {Name(drop.Item.Kind)} in authorities. Name it there or here.",
                $"dropAuthorities[{drop.Index}]")
            : !Before(command, from, state).Contains(drop.Item)
            ? Wrong($"{drop.Item.Agency} is not named for {Name(drop.Item.Kind)} in the table before this one. See who is (GET " +
                $"/v1/task-force/tables), or leave it out.", $"dropAuthorities[{drop.Index}]")
            : null).FirstOrDefault(refusal => refusal is not null);

    /// <summary>The authorities to which the table has something told and for which nobody is named: those lines match nothing.</summary>
    public static IReadOnlyList<AuthorityKind> NobodyIsNamedFor(JurisdictionTable table, IReadOnlyList<AuthorityNamed> authorities) =>
        [.. AuthoritiesOf(table).Except(authorities.Select(named => named.Kind)).Order()];

    /// <summary>Null when these can be the authorities of the table, each named once and each one to which some line goes.
    /// <paramref name="field"/> is the field that holds them.</summary>
    public static Refusal? AuthoritiesAreWrong(IReadOnlyList<AuthorityNamed> authorities, JurisdictionTable table, string field)
    {
        if (authorities.Count > MostAuthorities)
        {
            return Wrong($"At most {MostAuthorities} authorities.", field);
        }

        if (Repeated(authorities, named => $"{named.Kind} {named.Agency}") is { } again)
        {
            return Wrong($"{authorities[again].Agency} is named for {Name(authorities[again].Kind)} already. Name it once.",
                $"{field}[{again}]");
        }

        var used = AuthoritiesOf(table).Order().ToList();
        return authorities.Index().Where(named => !used.Contains(named.Item.Kind)).Select(named => Wrong(
            $"No line of this table goes to {Name(named.Item.Kind)}, so naming an agency for it would do nothing. " +
                $"{(used.Count == 0
                    ? "This table needs no authorities: leave it out."
                    : $"Name an agency for one of these, or leave it out: {string.Join(", ", used.Select(Name))}.")}",
            $"{field}[{named.Index}].kind")).FirstOrDefault();
    }

    /// <summary>Null when this can be a table. <paramref name="field"/> is the field that holds it; null for a file that holds nothing
    /// else.</summary>
    public static Refusal? IsWrong(JurisdictionTable table, string? field)
    {
        string At(string part) => field is null ? part : $"{field}.{part}";
        return (JurisdictionName.IsCode(table.Jurisdiction)
            ? null
            : Wrong($"Expected the short name of a jurisdiction in lower-case letters, digits and hyphens, at most " +
                $"{LongestJurisdiction}, such as us-nc.", At("jurisdiction")))
            ?? TextRules.RequiredPlain(table.Name, TextRules.LongestLabel, At("name"))
            ?? (IsMonth(table.Version)
                ? null
                : Wrong("Expected the month in which the table was last read through, as year and month, such as 2026-11.", At("version")))
            ?? List(table.Duties, At("duties"), IsWrong, Says)
            ?? List(table.PermittedReports, At("permittedReports"), IsWrong, Says)
            ?? List(table.DutiesToWarn, At("dutiesToWarn"), IsWrong, Says)
            ?? List(table.Mandates ?? [], At("mandates"), IsWrong, Says)
            ?? List(table.FatalityReviews ?? [], At("fatalityReviews"), (review, at) => Citation(review.Citation, at),
                review => $"{review.Authority}")
            ?? List(table.TeamStatutes, At("teamStatutes"), IsWrong, Says)
            ?? Limit(table.LongestRelease, 1, MostReleaseDays, At("longestRelease"))
            ?? Limit(table.AgeOfMajority, LeastAge, MostAge, At("ageOfMajority"))
            ?? List(table.MinorAloneServices ?? [], At("minorAloneServices"), (service, at) => Citation(service.Citation, at),
                service => $"{service.Service}")
            ?? List(table.Accounting, At("accounting"), IsWrong, period => $"{period.Profile}")
            ?? List(table.Hotlines, At("hotlines"), IsWrong, hotline => $"{hotline.Report} {hotline.Number}")
            ?? (TextRules.Bytes(Texts(table).Select(text => (Sensitive<string>?)Sensitive.Of(text))) > TextRules.MostBytesPerEvent
                ? Wrong("The texts of the table are too long for one table. Shorten the citations.", field ?? "duties")
                : null);
    }

    // Four digits of a year, a hyphen, two of a month.
    private static bool IsMonth(string version) =>
        version.Length == 7 && DateOnly.TryParseExact(version, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    // A report to a misspelt agency would match nothing, and nobody would hear of it.
    private static Refusal? AgenciesAreWrong(IReadOnlyList<AuthorityNamed> authorities,
        IReadOnlyDictionary<AgencyId, AgencyKind> kinds, string field) =>
        authorities.Select((named, at) =>
            !kinds.TryGetValue(named.Agency, out var kind)
                ? Wrong($"There is no agency of the name {named.Agency} here: its reports would go to nobody. See how its name is " +
                    $"written, take it in first (POST /v1/agencies), or name nobody for {Name(named.Kind)}.", $"{field}[{at}].agency")
            : !Fits(named.Kind, kind)
                ? Wrong($"{named.Agency} is of the kind {Name(kind)}, which cannot be {Name(named.Kind)}. Name the agency that is, or " +
                    $"correct its kind.", $"{field}[{at}].agency")
            : null).FirstOrDefault(refusal => refusal is not null);

    private static bool Fits(AuthorityKind authority, AgencyKind kind) => authority switch
    {
        AuthorityKind.ChildWelfare => kind == AgencyKind.ChildWelfare,
        AuthorityKind.LawEnforcement => kind == AgencyKind.LawEnforcement,
        AuthorityKind.Prosecution => kind == AgencyKind.Prosecution,
        // What a review is told stays with it: who investigates, prosecutes or pays is none (34 USC 12291(b)(2)(H)).
        AuthorityKind.FatalityReview =>
            kind is not (AgencyKind.LawEnforcement or AgencyKind.Prosecution or AgencyKind.Funder or AgencyKind.Media),
        _ => kind != AgencyKind.Media,
    };

    private static IEnumerable<AuthorityKind> AuthoritiesOf(JurisdictionTable table) =>
        table.Duties.Concat(table.PermittedReports).Select(duty => duty.Authority)
            .Concat((table.Mandates ?? []).Select(mandate => mandate.Authority))
            .Concat((table.FatalityReviews ?? []).Select(review => review.Authority)).Distinct();

    private static bool HoldsAlready(LoadJurisdictionTable command, DateTimeOffset from, TaskForceState.Formed formed) =>
        formed.TablesAt(from).FirstOrDefault(loaded => loaded.Table.Jurisdiction == command.Table.Jurisdiction) is { } holds
        && holds.Table.SaysTheSameAs(command.Table) && holds.Authorities.SequenceEqual(AuthoritiesOf(command, formed))
        && formed.Tables.All(loaded => loaded.Table.Jurisdiction != command.Table.Jurisdiction || loaded.EffectiveFrom <= from);

    private static Refusal? IsWrong(TableDuty duty, string field) =>
        Words(duty.Reporters, $"{field}.reporters") ?? Words(duty.Roles, $"{field}.roles")
        ?? Categories(duty.Categories, $"{field}.categories")
        ?? Between(duty.WithinHours, 1, MostHours, $"{field}.withinHours") ?? Ages(duty.UnderAge, duty.Below, field)
        ?? Citation(duty.Citation, field);

    private static Refusal? IsWrong(WarningDuty duty, string field) =>
        Words(duty.Reporters, $"{field}.reporters") ?? Categories(duty.Categories, $"{field}.categories") ?? Citation(duty.Citation, field);

    private static Refusal? IsWrong(StatutoryMandate mandate, string field) =>
        Words(mandate.Reporters, $"{field}.reporters") ?? Categories(mandate.Categories, $"{field}.categories")
            ?? Citation(mandate.Citation, field);

    private static Refusal? IsWrong(TeamStatute statute, string field) =>
        (statute.Members.Count < 2 ? Wrong("A team has two kinds of member at least.", $"{field}.members") : null)
        ?? Words(statute.Members, $"{field}.members")
        ?? Without(statute.Members, AgencyKind.Media,
            "is no member of a team: nothing about a survivor goes there (CG-48)", $"{field}.members")
        ?? Words(statute.Purposes, $"{field}.purposes") ?? Categories(statute.Categories, $"{field}.categories")
        ?? Ages(statute.UnderAge, statute.Below, field) ?? Citation(statute.Citation, field);

    private static Refusal? Ages(int? underAge, int? below, string field) =>
        underAge is null ? null
        : below is null ? Wrong("Only a line about minors has an age: say about: minors, or leave it out.", $"{field}.underAge")
        : Between(underAge, LeastAge, MostAge, $"{field}.underAge");

    private static Refusal? IsWrong(AccountingPeriod period, string field) =>
        Between(period.Years, 1, MostYears, $"{field}.years") ?? Citation(period.Citation, field);

    private static Refusal? IsWrong(Hotline hotline, string field) =>
        TextRules.RequiredPlain(hotline.Name, TextRules.LongestLabel, $"{field}.name")
        ?? (IsDialled(hotline.Number)
            ? null
            : Wrong("Expected a telephone number as it is dialled, such as 1-800-843-5678.", $"{field}.number"))
        ?? TextRules.RequiredPlain(hotline.Source, TextRules.LongestLabel, $"{field}.source");

    private static Refusal? Limit(TableLimit? limit, int least, int most, string field) =>
        limit is null ? null : Between(limit.Value, least, most, $"{field}.value") ?? Citation(limit.Citation, field);

    private static Refusal? Citation(string citation, string field) =>
        TextRules.RequiredPlain(citation, TextRules.LongestLabel, $"{field}.citation");

    private static Refusal? List<T>(IReadOnlyList<T> lines, string field, Func<T, string, Refusal?> isWrong, Func<T, string> says) =>
        lines.Count > MostLines ? Wrong($"At most {MostLines} lines, found {lines.Count}.", field)
        : lines.Select((line, at) => isWrong(line, $"{field}[{at}]")).FirstOrDefault(refusal => refusal is not null)
            ?? (Repeated(lines, says) is { } repeated
                ? Wrong("A line before this one says the same. Keep one of them, with both citations.", $"{field}[{repeated}]")
                : null);

    private static Refusal? Words<T>(IReadOnlyList<T>? words, string field) where T : struct, Enum =>
        words is null ? null
        : words.Count == 0 ? Wrong("Name at least one.", field)
        : Repeated(words, Name) is { } again ? Wrong($"{Name(words[again])} is named twice. Name it once.", $"{field}[{again}]")
        : null;

    // What was said under a privilege goes by her waiver or by a court's ruling on it (CG-27). No line of a table lets it go.
    private static Refusal? Categories(IReadOnlyList<InformationCategory>? categories, string field) =>
        Words(categories, field)
        ?? Without(categories ?? [], InformationCategory.PrivilegedCommunication,
            "goes by her own waiver or a court's ruling on the privilege, and by no line of a table (CG-27)", field);

    private static Refusal? Without<T>(IReadOnlyList<T> words, T word, string why, string field) where T : struct, Enum =>
        words.Index().Where(at => EqualityComparer<T>.Default.Equals(at.Item, word))
            .Select(at => Wrong($"{Name(word)} {why}. Take it out.", $"{field}[{at.Index}]")).FirstOrDefault();

    private static string Name<T>(T word) where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(word.ToString());

    private static int? Repeated<T>(IReadOnlyList<T> lines, Func<T, string> says)
    {
        var said = new HashSet<string>(StringComparer.Ordinal);
        for (var at = 0; at < lines.Count; at++)
        {
            if (!said.Add(says(lines[at])))
            {
                return at;
            }
        }

        return null;
    }

    // Who tells what to whom. Two lines that differ in something else only would leave open which of them holds.
    private static string Says(TableDuty duty) => $"{duty.Report} {All(duty.Reporters)} {All(duty.Roles)} {duty.Authority}";

    private static string Says(WarningDuty duty) => All(duty.Reporters);

    private static string Says(StatutoryMandate mandate) => $"{All(mandate.Reporters)} {mandate.Authority}";

    private static string Says(TeamStatute statute) => $"{All(statute.Members)} {All(statute.Purposes)} {All(statute.Categories)}";

    private static string All<T>(IReadOnlyList<T>? words) => words is null ? "all" : string.Join(",", words.Order());

    private static IEnumerable<string> Texts(JurisdictionTable table) =>
    [
        table.Jurisdiction, table.Name, table.Version,
        .. table.Duties.Select(duty => duty.Citation), .. table.PermittedReports.Select(duty => duty.Citation),
        .. table.DutiesToWarn.Select(duty => duty.Citation),
        .. (table.Mandates ?? []).Select(mandate => mandate.Citation), .. (table.FatalityReviews ?? []).Select(review => review.Citation),
        .. table.TeamStatutes.Select(statute => statute.Citation), table.LongestRelease?.Citation ?? "",
        table.AgeOfMajority?.Citation ?? "",
        .. (table.MinorAloneServices ?? []).Select(service => service.Citation), .. table.Accounting.Select(period => period.Citation),
        .. table.Hotlines.SelectMany(hotline => (string[])[hotline.Name, hotline.Number, hotline.Source]),
    ];

    private static bool IsDialled(string number) => number.Length is >= 3 and <= LongestNumber && number.Any(char.IsAsciiDigit)
        && number.All(c => char.IsAsciiDigit(c) || c is '+' or '-' or ' ' or '(' or ')');

    private static Refusal? Between(int? value, int least, int most, string field) =>
        value is null || (value >= least && value <= most) ? null : Wrong($"Expected a number from {least} to {most}.", field);

    private static Refusal Wrong(string message, string field) => new(RefusalReason.InvalidInput, message, field);
}
