using System.Text.RegularExpressions;

namespace Coordination.Host.Platform.Storage;

/// <summary>One numbered <c>.sql</c> file, embedded in the host.</summary>
public sealed partial record MigrationScript(int Number, string Name, string Sql)
{
    /// <summary>SHA-256 of the text: a file that was applied is not changed any more.</summary>
    public byte[] Checksum { get; } = SHA256.HashData(Encoding.UTF8.GetBytes(Sql));

    /// <summary>All of them, in order. Number 0 prepares roles and the database, and runs every time.</summary>
    public static IReadOnlyList<MigrationScript> All { get; } = [.. Load().OrderBy(s => s.Number)];

    private static IEnumerable<MigrationScript> Load()
    {
        var assembly = typeof(MigrationScript).Assembly;
        foreach (var resource in assembly.GetManifestResourceNames())
        {
            if (FileName().Match(resource) is not { Success: true } match)
                continue;
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
            yield return new(int.Parse(match.Groups["number"].ValueSpan, CultureInfo.InvariantCulture), match.Groups["name"].Value,
                reader.ReadToEnd());
        }
    }

    [GeneratedRegex(@"\.Storage\.Sql\._?(?<number>\d{3})_(?<name>\w+)\.sql$")]
    private static partial Regex FileName();
}
