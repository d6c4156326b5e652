namespace Coordination.Host.Platform.Storage.Schema;

/// <summary>
/// The version of a database's schema: the number of its newest script. A host serves at its own version and at the next one, so that the
/// hosts of before go on while those of after start.
/// </summary>
/// <param name="Number">The newest script that the database has.</param>
/// <param name="IsNext">Whether the database is one version ahead of this host.</param>
/// <param name="Fault">Why this host does not serve at that version, and what to do; null when it does.</param>
internal sealed record SchemaVersion(int Number, bool IsNext, string? Fault)
{
    /// <summary>The version of this host.</summary>
    public static int Own => MigrationScript.All[^1].Number;

    /// <param name="applied">The numbers of the scripts that the database has.</param>
    public static SchemaVersion Of(IReadOnlyCollection<int> applied)
    {
        var known = MigrationScript.All.Where(script => script.Number > 0).ToList();
        var present = applied.DefaultIfEmpty(0).Max();
        var ahead = applied.Except(known.Select(script => script.Number)).ToList();
        return new(present, ahead.Count == 1 && ahead[0] > Own, Fault());

        string? Fault()
        {
            if (known.FirstOrDefault(script => !applied.Contains(script.Number)) is { } missing)
                return string.Create(CultureInfo.InvariantCulture,
                    $"the database lacks migration {missing.Number} ({missing.Name}): run the verb migrate");
            if (ahead.Count > 1 || ahead is [var other] && other < Own)
                return string.Create(CultureInfo.InvariantCulture,
                    $"the database is at migration {present}, and this host serves at {Own} and at the one after it: start a newer host");
            return null;
        }
    }
}
