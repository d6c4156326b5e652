using Npgsql;

namespace Coordination.Host.Platform.Storage;

/// <summary>
/// The connections of the outbox: of the login that carries messages, and of the one that tells an administrator how those of their agency
/// did. The passwords follow from the projector's, as those of the readers of views do.
/// </summary>
public sealed class OutboxDatabase(ViewStoreOptions options) : IAsyncDisposable
{
    private const string CourierLogin = "coordination_courier", ReaderLogin = "coordination_outbox_reader";

    private readonly Lazy<ViewDatabase> _courier = new(() => Open(options, CourierLogin));
    private readonly Lazy<ViewDatabase> _reader = new(() => Open(options, ReaderLogin));

    public static IReadOnlyList<string> Logins { get; } = [CourierLogin, ReaderLogin];

    internal ViewDatabase WebhookSender => _courier.Value;

    internal ViewDatabase Reader => _reader.Value;

    public async ValueTask DisposeAsync()
    {
        foreach (var pool in new[] { _courier, _reader }.Where(pool => pool.IsValueCreated))
            await pool.Value.DisposeAsync();
    }

    private static ViewDatabase Open(ViewStoreOptions options, string login)
    {
        var settings = new NpgsqlConnectionStringBuilder(options.ConnectionString);
        (settings.Username, settings.Password) = (login, ViewReaders.PasswordOf(login, settings.Password ?? ""));
        return new ViewDatabase(options with { ConnectionString = settings.ConnectionString });
    }
}
