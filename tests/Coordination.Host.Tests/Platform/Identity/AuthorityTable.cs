using Coordination.Testing;

namespace Coordination.Host.Tests.Platform.Identity;

/// <summary>The table in <c>docs/authority.md</c>: for each operation, or group of them, which roles do it, and how far somebody of each relation comes.</summary>
internal sealed class AuthorityTable
{
    public const string File = "docs/authority.md";

    private const string FirstColumn = "operations";

    private readonly List<Row> _rows = [];

    /// <summary>Every row, in the order of the file.</summary>
    public IReadOnlyList<Row> Rows => _rows;

    public static AuthorityTable Read()
    {
        var table = new AuthorityTable();
        List<string> columns = [];
        foreach (var line in System.IO.File.ReadAllLines(Path.Combine(Snapshot.RepositoryRoot, File)).Where(line => line.StartsWith('|')))
        {
            List<string> cells = [.. line.Trim('|').Split('|', StringSplitOptions.TrimEntries)];
            if (cells[0] == FirstColumn)
                columns = cells;
            else if (columns.Count > 0 && cells[0].StartsWith('`'))
                table._rows.AddRange(cells[0].Split(',', StringSplitOptions.TrimEntries).Select(key => new Row(key.Trim('`'), [.. cells[1].Split(' ')], Relations(columns, cells))));
            else if (!cells[0].StartsWith("---", StringComparison.Ordinal))
                columns = [];
        }
        return table;
    }

    /// <summary>The row of an operation: its own, else the one of the longest group that it belongs to; null where there is none.</summary>
    public Row? For(string operation) =>
        _rows.Find(row => row.Key == operation)
        ?? _rows.Where(row => row.Covers(operation)).MaxBy(row => row.Key.Length);

    private static Dictionary<string, string> Relations(List<string> columns, List<string> cells) =>
        columns.Select((column, at) => (column, at)).Skip(2).ToDictionary(named => named.column, named => cells[named.at]);

    /// <param name="Key">An operation such as <c>GET /v1/me</c>, or a group such as <c>/v1/cases/…</c>.</param>
    /// <param name="Roles">The roles that do it.</param>
    /// <param name="Cells">By relation, how far they come.</param>
    internal sealed record Row(string Key, IReadOnlyList<string> Roles, IReadOnlyDictionary<string, string> Cells)
    {
        private const string Rest = "/…";

        public bool IsGroup => Key.EndsWith(Rest, StringComparison.Ordinal);

        public bool Covers(string operation) => IsGroup
            && operation.Split(' ')[1] is var path && (path == Key[..^Rest.Length] || path.StartsWith(Key[..^1], StringComparison.Ordinal));
    }
}
