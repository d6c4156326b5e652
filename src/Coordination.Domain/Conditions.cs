namespace Coordination.Domain;

/// <summary>On what help may depend, and on what it never does. The list is closed: whatever is not on it is no condition, and is refused
/// as one.</summary>
[JsonConverter(typeof(NameConverter<ConditionKind>))]
public enum ConditionKind
{
    /// <summary>Eligibility: an age, from and to.</summary>
    Age,
    /// <summary>Eligibility: living or staying in a place.</summary>
    Place,
    /// <summary>Eligibility: as long as there is room.</summary>
    Capacity,
    /// <summary>Coercive: that she signs a release of information.</summary>
    Release,
    /// <summary>Coercive: that she reports to police.</summary>
    ReportToPolice,
    /// <summary>Coercive: that she testifies.</summary>
    Testimony,
    /// <summary>Coercive: that she cooperates with law enforcement or prosecution.</summary>
    Cooperation,
    /// <summary>Coercive: that she does what a diversion court or a probation office requires.</summary>
    MandateEngagement,
    /// <summary>Coercive: anything else. What was demanded is kept in the words in which it was typed.</summary>
    Other,
}

/// <summary>One condition, as typed data.</summary>
/// <param name="Kind">On what it depends.</param>
/// <param name="AtLeast">For an age, from this age in years; for room, how many places there are at least.</param>
/// <param name="AtMost">For an age, up to this age in years; for room, how many places there are at most.</param>
public sealed record Condition(ConditionKind Kind, int? AtLeast, int? AtMost);

/// <summary>
/// Tells eligibility from coercion: CG-13, and CG-30 for immigration relief. The statute forbids grantees to make services depend on a
/// release (34 USC 12291(b)(2)(D)(ii)(I)); that help depends on no other demand either is policy of the task force.
/// </summary>
public static class Coercion
{
    internal const int MostConditions = 10;
    private const int LargestNumber = 10_000;
    private static readonly Dictionary<string, ConditionKind> ByName = Enum.GetValues<ConditionKind>()
        .ToDictionary(kind => kind.ToString(), StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether help must not depend on it. What is not known to be eligibility is coercive.</summary>
    public static bool IsCoercive(this ConditionKind kind) =>
        kind is not (ConditionKind.Age or ConditionKind.Place or ConditionKind.Capacity);

    /// <summary>The kind that a text names, in any letter case; <see cref="ConditionKind.Other"/> for every other text.</summary>
    public static ConditionKind KindOf(string? text) => ByName.GetValueOrDefault(text?.Trim() ?? "", ConditionKind.Other);

    /// <summary>The texts among these that name no kind, as they were typed: at most as many as there can be conditions, and none that is
    /// too long to keep.</summary>
    public static IReadOnlyList<Sensitive<string>> Unlisted(IEnumerable<string?> texts) =>
        [.. texts.OfType<string>()
            .Where(text => KindOf(text) == ConditionKind.Other && !string.IsNullOrWhiteSpace(text) && text.Length <= TextRules.LongestNote)
            .Distinct().Take(MostConditions).Select(Sensitive.Of)];

    /// <summary>The coercive ones among them, each once.</summary>
    public static IReadOnlyList<ConditionKind> Among(IReadOnlyList<Condition> conditions) =>
        [.. conditions.Select(condition => condition.Kind).Where(IsCoercive).Distinct()];

    /// <summary>The field of the first coercive condition.</summary>
    internal static string FieldOf(IReadOnlyList<Condition> conditions) =>
        $"conditions[{conditions.Index().First(at => at.Item.Kind.IsCoercive()).Index}].kind";

    /// <summary>Null when these can be conditions at all, else what is wrong.</summary>
    internal static Refusal? FormIsWrong(IReadOnlyList<Condition> conditions) =>
        conditions.Count > MostConditions
            ? new Refusal(RefusalReason.InvalidInput, $"At most {MostConditions} conditions.", "conditions")
            : conditions.Index().Select(at => NumbersAreWrong(at.Item, $"conditions[{at.Index}]"))
                .FirstOrDefault(wrong => wrong is not null);

    /// <summary>What was demanded, in words for the reader of a refusal.</summary>
    internal static string InWords(IEnumerable<ConditionKind> kinds) => string.Join(" or ", kinds.Select(InWords));

    /// <summary>Whether the law forbids to make services depend on these, or the task force does, in a sentence for the reader of a
    /// refusal.</summary>
    internal static string ForbiddenBy(IReadOnlyCollection<ConditionKind> kinds) =>
        !kinds.Contains(ConditionKind.Release) ? "The task force forbids that."
        : kinds.Count == 1 ? "The law forbids grantees to ask for that (34 USC 12291(b)(2)(D)(ii)(I)), and the task force everybody."
        : "The law forbids grantees to ask for the release (34 USC 12291(b)(2)(D)(ii)(I)), and the task force forbids everybody all of it.";

    private static string InWords(ConditionKind kind) => kind switch
    {
        ConditionKind.Release => "a release of information",
        ConditionKind.ReportToPolice => "a report to police",
        ConditionKind.Testimony => "testimony",
        ConditionKind.Cooperation => "cooperation with law enforcement",
        ConditionKind.MandateEngagement => "engagement in a mandate",
        _ => "anything but age, place and capacity",
    };

    private static Refusal? NumbersAreWrong(Condition condition, string field) => condition switch
    {
        { Kind: ConditionKind.Age, AtLeast: null, AtMost: null } => Wrong("Say from which age, or up to which.", $"{field}.atLeast"),
        { Kind: not (ConditionKind.Age or ConditionKind.Capacity), AtLeast: not null } =>
            Wrong("Only an age and room are numbers.", $"{field}.atLeast"),
        { Kind: not (ConditionKind.Age or ConditionKind.Capacity), AtMost: not null } =>
            Wrong("Only an age and room are numbers.", $"{field}.atMost"),
        { AtLeast: < 0 or > LargestNumber } => Wrong($"Expected 0 to {LargestNumber}.", $"{field}.atLeast"),
        { AtMost: < 0 or > LargestNumber } => Wrong($"Expected 0 to {LargestNumber}.", $"{field}.atMost"),
        { AtLeast: { } least, AtMost: { } most } when least > most => Wrong("It ends before it begins.", $"{field}.atMost"),
        _ => null,
    };

    private static Refusal Wrong(string message, string field) => new(RefusalReason.InvalidInput, message, field);
}
