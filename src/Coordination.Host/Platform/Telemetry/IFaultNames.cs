namespace Coordination.Host.Platform.Telemetry;

/// <summary>What a kind of exception says that cannot quote data: names of a schema, never values.</summary>
public interface IFaultNames
{
    /// <summary>For example a constraint and its table; null where this exception names nothing.</summary>
    string? Of(Exception fault);
}
