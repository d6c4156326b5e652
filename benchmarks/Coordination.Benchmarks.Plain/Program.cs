// A host as one writes it with Wolverine.Http and Marten and nothing else: an aggregate handler, its state kept by an inline snapshot. No consent, no keys, nothing
// sealed, no answer kept, no token checked, nothing that follows the log. It is what `bench.sh http` measures the host beside.
using JasperFx;
using JasperFx.Events;
using JasperFx.Events.Projections;
using Marten;
using Wolverine;
using Wolverine.Http;
using Wolverine.Marten;

var builder = WebApplication.CreateBuilder(args);
builder.Logging.SetMinimumLevel(LogLevel.Warning);
builder.Services.AddMarten(options =>
{
    options.Connection(builder.Configuration.GetConnectionString("Plain")!);
    options.DatabaseSchemaName = "plain";
    options.Events.AppendMode = EventAppendMode.QuickWithServerTimestamps;
    options.Projections.Snapshot<Coordination.Benchmarks.Plain.Survivor>(SnapshotLifecycle.Inline);
    options.Projections.UseIdentityMapForAggregates = true;
    options.UseSystemTextJsonForSerialization();
    options.AutoCreateSchemaObjects = AutoCreate.All;
    options.DisableNpgsqlLogging = true;
}).UseLightweightSessions().ApplyAllDatabaseChangesOnStartup().IntegrateWithWolverine();
builder.Host.UseWolverine(options =>
{
    options.Policies.AutoApplyTransactions();
    options.Durability.Mode = DurabilityMode.Solo;
    options.UseRuntimeCompilation();
});
builder.Services.AddWolverineHttp();

var app = builder.Build();
app.MapWolverineEndpoints();
await app.RunAsync();

namespace Coordination.Benchmarks.Plain
{
    /// <summary>Somebody is welcomed.</summary>
    public sealed record Welcome(string CalledBy);

    /// <summary>How she is reached safely.</summary>
    public sealed record RecordSafeContact(Guid SurvivorId, string Contact, string DangerNote);

    /// <summary>Somebody was welcomed.</summary>
    public sealed record SurvivorWelcomed(string CalledBy);

    /// <summary>How she is reached safely was recorded.</summary>
    public sealed record SafeContactRecorded(string Contact, string DangerNote);

    /// <summary>What is known of somebody.</summary>
    public sealed class Survivor
    {
        public Guid Id { get; set; }

        public int Version { get; set; }

        public string CalledBy { get; set; } = "";

        public string? Contact { get; set; }

        public string? DangerNote { get; set; }

        public void Apply(SurvivorWelcomed welcomed) => CalledBy = welcomed.CalledBy;

        public void Apply(SafeContactRecorded recorded) => (Contact, DangerNote) = (recorded.Contact, recorded.DangerNote);
    }

    /// <summary>The two commands.</summary>
    public static class SurvivorEndpoints
    {
        [WolverinePost("/survivors")]
        public static (CreationResponse<Guid>, IStartStream) Post(Welcome command)
        {
            var start = MartenOps.StartStream<Survivor>(Guid.NewGuid(), new SurvivorWelcomed(command.CalledBy));
            return (new CreationResponse<Guid>($"/survivors/{start.StreamId}", start.StreamId), start);
        }

        [AggregateHandler, WolverinePost("/survivors/safe-contact"), EmptyResponse]
        public static SafeContactRecorded Post(RecordSafeContact command, Survivor survivor) =>
            survivor.Contact == command.Contact ? throw new InvalidOperationException("It is that already.") : new SafeContactRecorded(command.Contact, command.DangerNote);
    }
}
