using Coordination.Host.Platform.EventCatalogue;
using Coordination.Host.Platform.Execution;
using Coordination.Host.Platform.Execution.Projections;
using Coordination.Host.Platform.Storage;
using Coordination.Projections;
using Coordination.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace Coordination.Host.Tests.Platform.Execution.Projections;

/// <summary>What a host has that follows the log, and nothing else of it. Several of them follow the same database.</summary>
internal sealed class ViewsHost : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly List<IHostedService> _running = [];

    public ViewsHost(TestDatabase database, FollowerOptions? options = null, Action<IServiceCollection>? replace = null)
    {
        var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton(TimeProvider.System)
            .AddSingleton(EventCodec.Current)
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(
                [new(StoreRegistration.WriterSetting, database.Writer), new(ViewStoreRegistration.ProjectorSetting, database.Projector)]).Build())
            .AddEventStore()
            .AddPostgresViewStore()
            .AddLogFollowing()
            .AddViewDaemon()
            .AddSingleton(options ?? Impatient);
        replace?.Invoke(services);
        _services = services.BuildServiceProvider();
    }

    /// <summary>Short waits, so that takeovers and retries are seen in a test's time.</summary>
    public static FollowerOptions Impatient => new()
    {
        LeaseTime = TimeSpan.FromMilliseconds(600),
        PageSize = 40,
        ViewPageSize = 40,
        Gathering = TimeSpan.FromMilliseconds(5),
        RestOfCatchingUp = 0,
        LeadershipEvery = TimeSpan.FromMilliseconds(100),
        FirstPause = TimeSpan.FromMilliseconds(20),
        LongestPause = TimeSpan.FromMilliseconds(200),
    };

    public IEventStore Store => Get<IEventStore>();

    public T Get<T>() where T : notnull => _services.GetRequiredService<T>();

    public async Task<ViewsHost> Start()
    {
        foreach (var service in _services.GetServices<IHostedService>())
        {
            await service.StartAsync(CancellationToken.None);
            _running.Add(service);
        }

        return this;
    }

    public async Task Stop()
    {
        foreach (var service in _running)
            await service.StopAsync(CancellationToken.None);
        _running.Clear();
    }

    /// <summary>Waits until every view has reached the end of the log.</summary>
    public async Task CaughtUp(CancellationToken cancellation)
    {
        using var bounded = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        bounded.CancelAfter(TimeSpan.FromSeconds(60));
        var head = await Store.Head(bounded.Token);
        foreach (var projection in AllProjections.InOrder)
        {
            while (await PositionOf(projection, bounded.Token) < head)
                await Task.Delay(10, bounded.Token);
        }
    }

    /// <summary>How far a view is. Our own question may meet a connection that a test has just killed: then it is not known to have moved, and is asked again.</summary>
    private async Task<long> PositionOf(IProjection projection, CancellationToken cancellation)
    {
        try
        {
            return await Get<IViewReader>().Position(projection.Name, cancellation);
        }
        catch (StoreUnavailableException)
        {
            return 0;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Stop();
        await _services.DisposeAsync();
    }

    /// <summary>The rows of the generation that serves, as the database has them, byte for byte.</summary>
    public static async Task<string> Rows(TestDatabase database, IProjection projection)
    {
        await using var connection = new NpgsqlConnection(database.Administrator);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(
            """
            select string_agg(concat_ws('|', key, compartment, kind, sort, coalesce(status, '-'), coalesce(due::text, '-'), coalesce(person, '-'), doc::text), E'\n' order by key collate "C")
            from views.rows r join views.generations g on g.projection = r.projection and g.serving = r.generation where r.projection = $1
            """, connection);
        command.Parameters.Add(new() { Value = projection.Name });
        return await command.ExecuteScalarAsync() as string ?? "";
    }

    /// <summary>The rows that the log gives when it is folded in one go, with no database and no crash.</summary>
    public static async Task<Dictionary<string, string>> Expected(IEventStore store, IProjection projection, ViewCodec codec)
    {
        var log = await store.ReadAll(0, int.MaxValue, CancellationToken.None);
        var rows = new RowSet(projection);
        foreach (var e in log)
            rows.Apply(EventCodec.Current.Decode(e));
        return rows.Changes().Where(c => c.View is not null).ToDictionary(c => c.Key.ToString(), c => Text(codec.Write(projection, c.View!)));
    }

    /// <summary>The rows that are stored, written again so that they can be compared with <see cref="Expected"/>.</summary>
    public async Task<Dictionary<string, string>> Stored(TestDatabase database, IProjection projection)
    {
        var rows = new Dictionary<string, string>();
        await using var connection = new NpgsqlConnection(database.Administrator);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(
            "select key, doc from views.rows r join views.generations g on g.projection = r.projection and g.serving = r.generation where r.projection = $1", connection);
        command.Parameters.Add(new() { Value = projection.Name });
        await using var reader = await command.ExecuteReaderAsync();
        var codec = Get<ViewCodec>();
        while (await reader.ReadAsync())
            rows.Add(reader.GetString(0), Text(codec.Write(projection, codec.Read(projection, reader.GetFieldValue<byte[]>(1)))));
        return rows;
    }

    private static string Text(byte[] json) => System.Text.Encoding.UTF8.GetString(json);
}
