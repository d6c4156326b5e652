using System.Text.RegularExpressions;
using Coordination.Testing;
using Xunit;

namespace Coordination.Domain.Tests;

/// <summary>The documents lead somewhere: links, headings, tests and code that they name exist.</summary>
public sealed partial class DocumentTests
{
    private const int MostLines = 90;
    private const int WidestLine = 140;

    // A server of the tests keeps its files in a hidden folder, which may be closed to whoever runs them.
    private static readonly EnumerationOptions s_withoutHidden = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.Hidden };

    private static readonly string s_root = Snapshot.RepositoryRoot;
    private static readonly Lazy<IReadOnlyList<SourceFile>> s_product = new(() => SourceTree.Under("src"));

    private static string Readme => File.ReadAllText(Path.Combine(s_root, "README.md"));

    [Fact]
    public void Every_link_names_a_file_of_the_repository_and_a_heading_in_it()
    {
        var documents = Documents().ToList();
        var headings = documents.ToDictionary(path => path, path => HeadingsOf(File.ReadAllText(Path.Combine(s_root, path))));
        var links = documents.SelectMany(path => Link().Matches(WithoutCode(File.ReadAllText(Path.Combine(s_root, path)))).Select(match => (From: path, To: match.Groups[1].Value)))
            .Where(link => !link.To.Contains(':', StringComparison.Ordinal)).ToList();

        Assert.True(links.Count > 200, $"Only {links.Count} links were found.");
        None(links.Where(link => !Leads(link.From, link.To, headings)).Select(link => $"{link.From}: {link.To}"));
    }

    [Fact]
    public void Every_path_that_a_document_names_exists()
    {
        var paths = Documents().SelectMany(path => NamedPath().Matches(File.ReadAllText(Path.Combine(s_root, path))).Select(match => (From: path, To: match.Groups[1].Value))).ToList();

        Assert.True(paths.Count > 60, $"Only {paths.Count} paths are named.");
        None(paths.Where(path => !IsThere(path.To)).Select(path => $"{path.From}: {path.To}"));
    }

    [Fact]
    public void The_readme_fits_on_a_few_pages()
    {
        var lines = Readme.TrimEnd('\n').Split('\n');

        Assert.InRange(lines.Length, 1, MostLines);
        None(lines.Where(line => line.Length > WidestLine).Select(line => $"{line.Length} columns: {line}"));
    }

    [Fact]
    public void Every_test_class_that_the_readme_names_exists()
    {
        var tests = string.Join('\n', SourceTree.Under("tests").Select(file => file.Code));
        var named = NamedTest().Matches(Section(Readme, "Guarantees")).Select(match => match.Groups[1].Value).ToList();

        Assert.True(named.Count > 8, $"Only {named.Count} test classes are named.");
        None(named.Where(name => !Regex.IsMatch(tests, $@"\bclass {name}\b")));
    }

    [Fact]
    public void The_use_case_in_the_readme_is_the_code()
    {
        var lines = s_product.Value.SelectMany(file => file.Lines).Select(line => line.Trim()).ToHashSet(StringComparer.Ordinal);
        var shown = Sample().Matches(Readme).SelectMany(match => match.Groups[1].Value.Split('\n')).Select(line => line.Trim()).Where(line => !line.StartsWith("//", StringComparison.Ordinal)).ToList();

        Assert.True(shown.Count > 5, "The README shows no use case.");
        None(shown.Where(line => !lines.Contains(line)));
    }

    [Fact]
    public void What_the_glossary_calls_the_name_in_the_code_is_in_the_code()
    {
        var words = s_product.Value.SelectMany(file => Word().Matches(file.Text).Select(match => match.Value)).ToHashSet(StringComparer.Ordinal);
        var named = File.ReadLines(Path.Combine(s_root, "docs/glossary.md")).Where(line => line.StartsWith("| ", StringComparison.Ordinal))
            .SelectMany(line => TypeName().Matches(line.Split('|')[3]).Select(match => match.Groups[1].Value)).ToList();

        Assert.True(named.Count > 30, $"Only {named.Count} names were found.");
        None(named.Where(name => !words.Contains(name)));
    }

    private static bool IsThere(string path) => new[] { "", "src/Coordination.", "src/Coordination.Host/" }
        .Any(from => Path.Exists(Path.Combine(s_root, from + path)) || File.Exists(Path.Combine(s_root, $"{from}{path}.cs")));

    private static IEnumerable<string> Documents() =>
        Directory.EnumerateFiles(s_root, "*.md", s_withoutHidden).Select(file => Path.GetRelativePath(s_root, file).Replace('\\', '/'))
            .Where(path => !Built().IsMatch($"/{path}"));

    private static bool Leads(string from, string to, Dictionary<string, HashSet<string>> headings)
    {
        var (path, heading) = to.Split('#') is [var before, var after] ? (before, after) : (to, null);
        var target = path.Length == 0 ? from : Path.GetRelativePath(s_root, Path.Combine(s_root, Path.GetDirectoryName(from)!, path)).Replace('\\', '/').TrimEnd('/');
        return !target.StartsWith("..", StringComparison.Ordinal) && Path.Exists(Path.Combine(s_root, target))
            && (heading is null || headings.TryGetValue(target, out var known) && known.Contains(heading));
    }

    /// <summary>As GitHub makes them: small letters, digits, hyphens and underscores; a blank is a hyphen; the second of one name ends in -1.</summary>
    private static HashSet<string> HeadingsOf(string document)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var title in Heading().Matches(Fence().Replace(document, "")).Select(match => LinkText().Replace(match.Groups[1].Value, "$1").Trim()))
        {
            var name = string.Concat(title.ToLowerInvariant().Where(c => char.IsLetterOrDigit(c) || c is ' ' or '-' or '_')).Replace(' ', '-');
            for (var (free, n) = (name, 0); !names.Add(free); free = $"{name}-{n}")
                n++;
        }
        return names;
    }

    private static string WithoutCode(string document) => Inline().Replace(Fence().Replace(document, ""), "");

    private static string Section(string document, string title) => document.Split($"\n## {title}\n")[1].Split("\n## ")[0];

    private static void None(IEnumerable<string> found) => Assert.True(!found.Any(), string.Join('\n', found));

    [GeneratedRegex("/(bin|obj)/")]
    private static partial Regex Built();

    [GeneratedRegex(@"\]\(<?([^)\s>]+)>?\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"`((?:src|tests|docs|law|vectors|demo|scripts|Domain|Platform|Features)/[^`\s*<>{}\u2026]+)`")]
    private static partial Regex NamedPath();

    [GeneratedRegex("^```.*?^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex(@"(?<!\[)`[^`\n]*`(?!\])")]
    private static partial Regex Inline();

    [GeneratedRegex(@"^#{1,6} +(.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"\[([^\]]*)\]\([^)]*\)")]
    private static partial Regex LinkText();

    [GeneratedRegex("`([A-Z][A-Za-z]+)`")]
    private static partial Regex NamedTest();

    [GeneratedRegex("^```csharp\n(.*?)\n```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Sample();

    [GeneratedRegex(@"\b[A-Z][A-Za-z]+\b")]
    private static partial Regex Word();

    [GeneratedRegex(@"`([A-Z][a-z]+(?:[A-Z][a-z]+)*)(?:\.[A-Za-z]+)?`")]
    private static partial Regex TypeName();
}
