using System.Diagnostics;
using Xunit;

namespace Coordination.Host.Tests.Cli;

/// <summary>Whoever is left out of a copy is found with ICU.</summary>
public sealed class IcuTests
{
    [Fact]
    public async Task A_host_that_cannot_compare_texts_as_people_read_them_does_not_start_and_says_what_it_needs()
    {
        var command = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        Array.ForEach(["exec", Path.Combine(AppContext.BaseDirectory, "Coordination.Host.dll"), "serve", "--urls=http://127.0.0.1:0"], command.ArgumentList.Add);
        command.Environment["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "1";

        using var process = Process.Start(command)!;
        var (said, complained) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();

        Assert.Equal(2, process.ExitCode);
        Assert.Contains("ICU is missing or switched off", await complained, StringComparison.Ordinal);
        Assert.Empty(await said);
    }
}
