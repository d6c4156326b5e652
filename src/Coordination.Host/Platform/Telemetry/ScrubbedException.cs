namespace Coordination.Host.Platform.Telemetry;

/// <summary>Stands in for an exception wherever one is written down: all of its texts are the <see cref="FaultSummary"/>.</summary>
public sealed class ScrubbedException : Exception
{
    private readonly string _frames;

    public ScrubbedException(Exception fault, IEnumerable<IFaultNames> names)
        : base(FaultSummary.Types(fault, names)) => _frames = FaultSummary.Frames(fault);

    public override string StackTrace => _frames;

    public override string ToString() => _frames.Length == 0 ? Message : $"{Message}\n{_frames}";
}
