using Coordination.Testing;
using Xunit;

namespace Coordination.Domain.Tests;

/// <summary>Whoever opens a file in src finds its tests by its path.</summary>
public sealed class TestPathTests
{
    /// <summary>The folders whose code is tested from another folder, and from which.</summary>
    private static readonly Dictionary<string, string> TestedFrom = new()
    {
        ["Coordination.Domain/Gate/Rules"] = "Gate: a rule is tried through the gate, in the tests of its subject and in its cases in vectors/consent-gate",
        ["Coordination.Host/Platform/Execution/Webhooks"] = "Platform/Storage: each store of messages passes one suite, OutboxTests",
        ["Coordination.Host/Platform/Http/Pages"] = "Features: the pages that are made of them, CopyPageTests and ReviewPaperTests",
        ["Coordination.Host/Platform/Reading"] = "Features: the routes that read through them, such as AccountingRoutesTests",
        ["Coordination.Host/Platform/Reading/Reminders"] = "Features/RoleViews: the route of reminders, in RoleViewsTests, and Features/Webhooks",
    };

    [Fact]
    public void Each_folder_with_code_has_tests_in_the_folder_of_the_same_path()
    {
        var tested = SourceTree.Under("tests").Where(file => file.Text.Contains("[Fact", StringComparison.Ordinal) || file.Text.Contains("[Theory", StringComparison.Ordinal))
            .Select(file => FolderOf(file).Replace(".Tests/", "/", StringComparison.Ordinal)).ToHashSet(StringComparer.Ordinal);
        var folders = SourceTree.Under("src").Select(FolderOf).Where(folder => folder.Contains('/', StringComparison.Ordinal)).Distinct().ToList();

        Assert.Equal(TestedFrom.Keys.Order(StringComparer.Ordinal), folders.Where(folder => !tested.Contains(folder)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Each_decider_has_tests_of_its_own_name_in_the_folder_of_its_concept()
    {
        var tests = SourceTree.Under("tests/Coordination.Domain.Tests").Select(file => file.Path).ToHashSet(StringComparer.Ordinal);
        var deciders = SourceTree.Under("src/Coordination.Domain").Where(file => file.Path.EndsWith("Decider.cs", StringComparison.Ordinal)).Select(file => file.Path).ToList();

        Assert.NotEmpty(deciders);
        Assert.Empty(deciders
            .Select(path => path.Replace("src/Coordination.Domain/", "tests/Coordination.Domain.Tests/", StringComparison.Ordinal).Replace("Decider.cs", "DeciderTests.cs", StringComparison.Ordinal))
            .Where(path => !tests.Contains(path)).ToList());
    }

    // Coordination.Host/Platform/Http of src/Coordination.Host/Platform/Http/Etag.cs
    private static string FolderOf(SourceFile file) => string.Join('/', file.Path.Split('/')[1..^1]);
}
