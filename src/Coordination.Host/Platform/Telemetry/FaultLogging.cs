namespace Coordination.Host.Platform.Telemetry;

/// <summary>
/// The one way from an exception to a log. Every logger of the process comes from here, the framework's too, and no
/// provider behind it ever sees an exception itself, only what may be told of it.
/// </summary>
public sealed class FaultLogging(LoggerFactory factory, IEnumerable<IFaultNames> names) : ILoggerFactory
{
    private readonly IFaultNames[] _names = [.. names];

    public ILogger CreateLogger(string categoryName) => new Teller(factory.CreateLogger(categoryName), _names);

    public void AddProvider(ILoggerProvider provider) => factory.AddProvider(provider);

    /// <summary>The container disposes of the factory that does the work.</summary>
    public void Dispose()
    {
    }

    private sealed class Teller(ILogger logger, IFaultNames[] names) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => logger.BeginScope(state);

        public bool IsEnabled(LogLevel logLevel) => logger.IsEnabled(logLevel);

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter)
        {
            try
            {
                logger.Log(logLevel, eventId, state,
                    exception is null or ScrubbedException ? exception : new ScrubbedException(exception, names), formatter);
            }
            catch (Exception)
            {
                // A log that cannot be written must not take with it what it tells of: a command that was stored, or the answer that
                // explains a failure.
            }
        }
    }
}
