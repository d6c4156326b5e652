namespace Coordination.Host.Platform.Execution;

/// <summary>Looks on at what commands of this host have stored, to measure and to log. It can change nothing.</summary>
public interface IStoredEventObserver
{
    void Stored(CommandContext context, string stream, DomainEvent e);
}
