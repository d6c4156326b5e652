namespace Coordination.Host.Cli;

/// <summary>Settings and environment for verbs that need no web host, read from where the web host reads them.</summary>
public sealed record HostSettings(IConfiguration Configuration, IHostEnvironment Environment)
{
    public static HostSettings Read(string[] args)
    {
        var builder = WebApplication.CreateSlimBuilder(args);
        return new HostSettings(builder.Configuration, builder.Environment);
    }
}
