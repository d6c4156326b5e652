using System.Text.RegularExpressions;
using Coordination.Testing;
using Xunit;

namespace Coordination.Host.Tests.Contracts;

/// <summary>The document on security names the test that shows each thing: it exists.</summary>
public sealed partial class SecurityDocumentTests
{
    [Fact]
    public void Every_test_that_is_named_exists()
    {
        var root = Snapshot.RepositoryRoot;
        var sources = string.Join('\n', Directory.EnumerateFiles(Path.Combine(root, "tests"), "*.cs", SearchOption.AllDirectories).Where(file => !file.Contains("/obj/", StringComparison.Ordinal)).Select(File.ReadAllText));
        var tests = TestName().Matches(sources).Select(match => match.Groups[1].Value).ToHashSet(StringComparer.Ordinal);

        var named = Named().Matches(File.ReadAllText(Path.Combine(root, "docs/security.md"))).Select(match => match.Groups[1].Value).Where(name => !name.StartsWith("coordination_", StringComparison.Ordinal)).ToList(); // logins have such names, too

        Assert.True(named.Count > 35, $"Only {named.Count} tests are named.");
        Assert.DoesNotContain(named, name => name.StartsWith('…') ? !tests.Any(test => test.EndsWith(name[1..], StringComparison.Ordinal)) : !tests.Contains(name));
    }

    /// <summary>A sentence in code type: at least four words, joined by underscores.</summary>
    [GeneratedRegex(@"`(…?[A-Za-z]*(?:_[A-Za-z]+){3,})`")]
    private static partial Regex Named();

    [GeneratedRegex(@"public (?:async )?(?:Task|void) ([A-Za-z_]+)\(")]
    private static partial Regex TestName();
}
