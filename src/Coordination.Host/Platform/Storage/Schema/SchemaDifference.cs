using System.Text.RegularExpressions;

namespace Coordination.Host.Platform.Storage.Schema;

/// <summary>One object in which a database is not as the model wants it.</summary>
/// <param name="Part">What kind of object: a table, a function, a grant.</param>
/// <param name="Name">Its name in the database.</param>
/// <param name="Wanted">The statement of the model; null where the model knows no such object.</param>
/// <param name="Found">What the database has; null where it is missing.</param>
internal sealed partial record SchemaDifference(string Part, string Name, string? Wanted, string? Found)
{
    /// <summary>The statements that mend it; null where only a person can, because something stored might be lost.</summary>
    public string? Mending => (Part, Wanted, Found) switch
    {
        ("constraint" or "index" or "column" or "function" or "view" or "row security", { } wanted, null) => wanted,
        ("function" or "view" or "column" or "row security", { } wanted, _) => wanted,
        ("trigger" or "policy" or "grant", { } wanted, null) => wanted,
        ("trigger" or "policy" or "grant", { } wanted, _) => $"{TakenAway}\n{wanted}",
        ("trigger" or "policy" or "grant", null, _) => TakenAway,
        _ => null,
    };

    /// <summary>Whether a host that wants this model cannot work with the database, where a newer host has migrated it already.</summary>
    public bool Breaks => (Part, Wanted, Found) switch
    {
        (_, null, _) or ("role", _, _) => false,
        (_, _, null) => true,
        ("table", _, _) => Lines(Wanted).Except(Lines(Found)).Any(),
        ("grant", _, _) => Privileges(Wanted).Except(Privileges(Found)).Any(),
        _ => false,
    };

    /// <summary>For operators: the object, and in what it differs.</summary>
    public override string ToString() => (Wanted, Found) switch
    {
        (_, null) => $"{Part} {Name} is missing",
        (null, _) => $"{Part} {Name} is not in the model",
        _ when Part == "table" => $"table {Name} differs: {string.Join("; ",
            [
                .. Lines(Wanted).Except(Lines(Found)).Select(line => $"'{line}' is missing"),
                .. Lines(Found).Except(Lines(Wanted)).Select(line => $"'{line}' is not in the model"),
            ])}",
        _ => $"{Part} {Name} differs from the model",
    };

    private string TakenAway => Part == "grant"
        ? $"revoke all {Name[..Name.LastIndexOf(" to ", StringComparison.Ordinal)]} from " +
            $"{Name[(Name.LastIndexOf(" to ", StringComparison.Ordinal) + 4)..]};"
        : $"drop {Part} {Name};";

    private static IEnumerable<string> Lines(string definition) =>
        definition.Split('\n').Select(line => line.Trim().TrimEnd(',', ';')).Where(line => line.Length > 0);

    private static IEnumerable<string> Privileges(string grant) =>
        Privilege().Matches(grant[6..grant.IndexOf(" on ", StringComparison.Ordinal)]).Select(match => match.Value);

    [GeneratedRegex(@"[a-z]+(?: \([^)]*\))?")]
    private static partial Regex Privilege();
}
