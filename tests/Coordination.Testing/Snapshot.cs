using Xunit;

namespace Coordination.Testing;

/// <summary>A text that is checked in, because others rely on it: a change must be seen, and accepted on purpose.</summary>
public static class Snapshot
{
    /// <summary>Set to 1, the tests write what they find instead of comparing.</summary>
    public const string AcceptVariable = "COORDINATION_ACCEPT_CONTRACTS";

    /// <summary>The folder that holds the solution.</summary>
    public static string RepositoryRoot { get; } = FindRoot();

    /// <summary>Compares with the file, and says which lines differ and how to accept the change.</summary>
    /// <param name="path">The file, from the root of the repository.</param>
    /// <param name="actual">What the code says now.</param>
    /// <param name="advice">What to think of before accepting.</param>
    public static void Matches(string path, string actual, string advice)
    {
        var file = Path.Combine(RepositoryRoot, path);
        var text = actual.ReplaceLineEndings("\n").TrimEnd('\n') + "\n";
        if (Environment.GetEnvironmentVariable(AcceptVariable) == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, text);
            return;
        }
        var expected = File.Exists(file) ? File.ReadAllText(file) : "";
        if (expected != text)
            Assert.Fail($"{path} {(expected.Length == 0 ? "is not there" : "differs from the code")}.\n{Difference(expected, text)}\n{advice}\nTo accept it, run the test with {AcceptVariable}=1 and commit the file.");
    }

    private static string Difference(string expected, string actual)
    {
        var (before, after) = (expected.Split('\n'), actual.Split('\n'));
        var start = before.Zip(after).TakeWhile(pair => pair.First == pair.Second).Count();
        var end = before.Reverse().Zip(after.Reverse()).TakeWhile(pair => pair.First == pair.Second).Count();
        end = Math.Min(end, Math.Min(before.Length, after.Length) - start);
        var lines = before[start..^end].Select(line => $"- {line}").Concat(after[start..^end].Select(line => $"+ {line}")).ToList();
        return string.Join('\n', lines.Take(60).Prepend($"from line {start + 1}:")) + (lines.Count > 60 ? $"\n… and {lines.Count - 60} lines more" : "");
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Coordination.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException($"No Coordination.sln above {AppContext.BaseDirectory}.");
    }
}
