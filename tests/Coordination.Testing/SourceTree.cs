using System.Text.RegularExpressions;

namespace Coordination.Testing;

/// <summary>The checked-in C# files, for tests that hold the walls between folders.</summary>
public static partial class SourceTree
{
    /// <summary>Every C# file under a folder of the repository that people wrote.</summary>
    public static IReadOnlyList<SourceFile> Under(string folder)
    {
        var full = Path.Combine(Snapshot.RepositoryRoot, folder);
        return !Directory.Exists(full)
            ? []
            : [.. Directory.EnumerateFiles(full, "*.cs", SearchOption.AllDirectories)
                .Select(file => Path.GetRelativePath(Snapshot.RepositoryRoot, file).Replace('\\', '/'))
                .Where(path => !Generated().IsMatch(path))
                .Order(StringComparer.Ordinal)
                .Select(path => new SourceFile(path, File.ReadAllText(Path.Combine(Snapshot.RepositoryRoot, path))))];
    }

    [GeneratedRegex("/(bin|obj)/")]
    private static partial Regex Generated();
}

/// <summary>One file.</summary>
/// <param name="Path">From the root of the repository.</param>
/// <param name="Text">What it says.</param>
public sealed partial record SourceFile(string Path, string Text)
{
    /// <summary>Its lines.</summary>
    public IReadOnlyList<string> Lines { get; } = Text.TrimEnd('\n').Split('\n');

    /// <summary>What the compiler reads of it: no comments, no text between quotation marks.</summary>
    public string Code { get; } = Strings().Replace(Comments().Replace(Text, ""), "\"\"");

    /// <summary>The folder directly under the project: <c>Features</c> in <c>src/Coordination.Host/Features/Consent/ConsentRoutes.cs</c>; empty for the project itself.</summary>
    public string Layer { get; } = Path.Split('/') is { Length: > 3 } parts ? parts[2] : "";

    /// <summary>The folder of a concept, or of a part of the platform: <c>Consent</c> in <c>src/Coordination.Domain/Consent/ConsentEvents.cs</c> and in <c>src/Coordination.Host/Features/Consent/ConsentRoutes.cs</c>.</summary>
    public string Folder { get; } = Path.Split('/') switch
    {
        [_, _, "Features" or "Platform", var folder, _, ..] => folder,
        [_, _, var folder, _, ..] => folder,
        _ => "",
    };

    /// <summary>Whether the code mentions a namespace of this project, by using or by qualified name.</summary>
    public bool Mentions(string name) => Regex.IsMatch(Code, $@"\b{Regex.Escape(name)}\b");

    /// <summary>Shows where it is, and nothing of what it says.</summary>
    public override string ToString() => Path;

    [GeneratedRegex(@"^\s*//.*$|\s//\s.*$", RegexOptions.Multiline)]
    private static partial Regex Comments();

    [GeneratedRegex("\"\"\"[\\s\\S]*?\"\"\"|@?\"(?:\\\\.|[^\"\\\\\\n])*\"")]
    private static partial Regex Strings();
}
