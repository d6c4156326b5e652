using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using Coordination.Domain.TransparencyLog;
using Coordination.Host.Cli;
using Coordination.Host.TransparencyLog;
using Coordination.Testing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Coordination.Host.Tests.TransparencyLog;

/// <summary>What was exported is verified elsewhere: by the verb with no server and no database, and by a script in another language.</summary>
public sealed partial class ExportTests(SignedLog original) : IClassFixture<SignedLog>, IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("coordination-export-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Entries => Path.Combine(_folder, LogExport.Entries);

    public async ValueTask InitializeAsync() =>
        Assert.Equal(SignedLog.Events, await new LogExport(original.Log.Tree, original.Log.Tree).Export(_folder, original.Log.Keys.Known, null, Cancellation));

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task An_export_holds_by_our_verb_and_by_a_script_in_another_language()
    {
        var policy = Path.Combine(_folder, "..", $"{Guid.NewGuid()}.policy");
        await File.WriteAllTextAsync(policy, $"log {original.Log.Keys.Known[0]}\nquorum none\n", Cancellation);
        using var output = new StringWriter();
        Assert.Equal(0, await new LogCommands(output, TextWriter.Null, asJson: false).Check(_folder, policy));
        Assert.Contains("Everything that was checked holds.", output.ToString(), StringComparison.Ordinal);
        File.Delete(policy);

        var (status, said) = await Script();
        Assert.True(status == 0, said);
        Assert.Equal($"holds: {SignedLog.Events} entries, root {(await original.Log.Newest()).Checkpoint.Root.Value.ToBase64()}", said.Trim());
        Assert.Equal($"{original.Log.Keys.Known[0]}\n", await File.ReadAllTextAsync(Path.Combine(_folder, LogExport.Keys), Cancellation));
    }

    [Fact]
    public async Task Any_byte_of_an_entry_that_is_changed_is_found_at_its_position()
    {
        var random = new Random(6);
        var (bytes, cases) = (await File.ReadAllBytesAsync(Entries, Cancellation), PropertyCases);
        for (var i = 0; i < cases; i++)
        {
            var at = random.Next(bytes.Length);
            var position = bytes.AsSpan(0, at).Count((byte)'\n') + 1;
            var before = bytes[at];
            bytes[at] = (byte)(before ^ (1 << random.Next(8)));
            await File.WriteAllBytesAsync(Entries, bytes, Cancellation);
            Assert.Contains((await Verify()).Findings, finding => finding.Position == position);
            if (i % (cases / 8) == 0)
                await FoundByTheScript(before == '\n' || bytes[at] == '\n' ? null : position);
            bytes[at] = before;
        }
    }

    [Fact]
    public async Task Entries_that_are_removed_added_doubled_moved_or_cut_are_found_at_the_first_that_differs()
    {
        var random = new Random(7);
        var lines = (await File.ReadAllTextAsync(Entries, Cancellation)).Split('\n')[..^1];
        for (var i = 0; i < PropertyCases; i++)
        {
            var (at, other, changed) = (random.Next(lines.Length), random.Next(lines.Length), lines.ToList());
            switch (i % 5)
            {
                case 0: changed.RemoveAt(at); break;
                case 1: changed.Insert(at, lines[other].Replace("\"version\":", "\"version\":9", StringComparison.Ordinal)); break;
                case 2: changed.Insert(at, lines[at]); break;
                case 3: (changed[at], changed[other]) = (changed[other], changed[at]); break;
                default: changed.RemoveRange(at, changed.Count - at); break;
            }
            var first = Enumerable.Range(0, lines.Length + 1).FirstOrDefault(n => changed.ElementAtOrDefault(n) != lines.ElementAtOrDefault(n), -1);
            await File.WriteAllTextAsync(Entries, string.Concat(changed.Select(line => line + "\n")), Cancellation);
            var report = await Verify();
            Assert.Equal(first < 0, report.Holds);
            Assert.True(first < 0 || report.Findings.Any(finding => finding.Position == first + 1), $"case {i}: {first + 1}, {string.Join(' ', report.Findings)}");
        }
    }

    [Fact]
    public async Task A_changed_tile_a_changed_checkpoint_and_a_missing_file_are_found()
    {
        var random = new Random(8);
        var files = Directory.GetFiles(_folder, "*", SearchOption.AllDirectories).Where(file => Path.GetFileName(file) is not (LogExport.Entries or LogExport.Keys)).ToList();
        Assert.True(files.Count >= 4);
        foreach (var file in files)
        {
            var bytes = await File.ReadAllBytesAsync(file, Cancellation);
            for (var i = 0; i < PropertyCases / files.Count; i++)
            {
                var changed = bytes.ToArray();
                changed[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
                await File.WriteAllBytesAsync(file, changed, Cancellation);
                Assert.False((await Verify()).Holds, file);
                if (i == 0)
                    await FoundByTheScript(null);
            }
            File.Delete(file);
            Assert.False((await Verify()).Holds, file);
            await FoundByTheScript(null);
            await File.WriteAllBytesAsync(file, bytes, Cancellation);
        }
        Assert.True((await Verify()).Holds);
    }

    [Fact]
    public async Task A_line_that_never_ends_is_refused_in_constant_memory()
    {
        await File.WriteAllBytesAsync(Entries, new byte[1 << 24], Cancellation);
        Assert.Contains((await Verify()).Findings, finding => finding is { Kind: "entry", Position: 1 });
    }

    private static int PropertyCases => int.TryParse(Environment.GetEnvironmentVariable("COORDINATION_PROPERTY_CASES"), out var cases) ? Math.Clamp(cases, 40, 1_000) : 120;

    private async Task<VerificationReport> Verify()
    {
        using var exported = new ExportedLog(_folder);
        return await exported.Verify(original.Log.Trusted, null, null, Cancellation);
    }

    private async Task FoundByTheScript(long? position)
    {
        var (status, said) = await Script();
        Assert.True(status == 1 && said.StartsWith("WRONG ", StringComparison.Ordinal), said);
        Assert.True(position is null || Number().Matches(said).Any(number => number.Value == $"{position}"), $"{position}: {said}");
    }

    private async Task<(int Status, string Said)> Script()
    {
        var start = new ProcessStartInfo("python3") { RedirectStandardOutput = true, RedirectStandardError = true, StandardOutputEncoding = Encoding.UTF8 };
        foreach (var argument in new[] { Path.Combine(Snapshot.RepositoryRoot, "docs", "verify-export.py"), _folder, original.Log.Keys.Known[0].ToString() })
            start.ArgumentList.Add(argument);
        try
        {
            using var process = Process.Start(start)!;
            var (said, wrong) = (process.StandardOutput.ReadToEndAsync(Cancellation), process.StandardError.ReadToEndAsync(Cancellation));
            await process.WaitForExitAsync(Cancellation);
            return (process.ExitCode, await said + await wrong);
        }
        catch (Win32Exception)
        {
            throw new InvalidOperationException("python3 is needed: an export has to be verified by what somebody else wrote.");
        }
    }

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Number();
}
