using System.CommandLine;

namespace Coordination.Host.Cli;

/// <summary><c>serve</c>: takes requests until it is told to stop.</summary>
public static class ServeVerb
{
    public static Command Make()
    {
        var verb = new Command("serve",
            "Takes requests until it is told to stop (settings as --Section:Key=value).")
        { TreatUnmatchedTokensAsErrors = false };
        verb.SetAction((parsed, cancellation) => Serve([.. parsed.UnmatchedTokens], cancellation));
        return verb;
    }

    internal static async Task<int> Serve(string[] settings, CancellationToken cancellation)
    {
        await using var app = Composition.Build(settings);
        // A missing setting is reported here in one line, and not as a failed start.
        _ = app.Services.GetServices<IHostedService>().Count();
        await app.StartAsync(cancellation);
        await app.WaitForShutdownAsync(cancellation);
        return 0;
    }
}
