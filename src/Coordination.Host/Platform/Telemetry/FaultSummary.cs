using System.Data.Common;

namespace Coordination.Host.Platform.Telemetry;

/// <summary>
/// What may be told of an exception: the types of its chain, the methods that it passed through, the SQLSTATE and names of
/// the schema. Never its message nor its data: they may quote what a person said.
/// </summary>
public static class FaultSummary
{
    private const int MostCauses = 8;
    private const int MostFrames = 48;

    /// <summary>One line: the type, and those of its causes, outermost first.</summary>
    public static string Types(Exception fault, IEnumerable<IFaultNames>? names = null)
    {
        IFaultNames[] known = [.. names ?? []];
        return string.Join(" <- ", Causes(fault).Take(MostCauses).Select(cause => Described(cause, known)));
    }

    /// <summary>The methods of each of them, innermost call first, one a line.</summary>
    public static string Frames(Exception fault) => string.Join('\n', Causes(fault).Take(MostCauses).SelectMany(FramesOf).Take(MostFrames));

    private static string Described(Exception cause, IFaultNames[] names)
    {
        var state = SqlStateOf(cause) is { } sqlState ? $" SQLSTATE {sqlState}" : "";
        var named = string.Concat(names.Select(known => NameOf(known, cause)).OfType<string>().Select(name => $" {name}"));
        return $"{cause.GetType().FullName}{state}{named}";
    }

    // What an exception says of itself is code of its own, and can fail: then the rest is told.
    private static string? SqlStateOf(Exception cause)
    {
        try
        {
            return (cause as DbException)?.SqlState;
        }
        catch (Exception)
        {
            return null;
        }
    }

    private static string? NameOf(IFaultNames names, Exception cause)
    {
        try
        {
            return names.Of(cause);
        }
        catch (Exception)
        {
            return null;
        }
    }

    private static IEnumerable<Exception> Causes(Exception fault) => fault is AggregateException several
        ? [fault, .. several.InnerExceptions.SelectMany(Causes)]
        : fault.InnerException is { } cause ? [fault, .. Causes(cause)] : [fault];

    // Not the exception's own text of its trace, which a type may replace with a text of its own.
    private static IEnumerable<string> FramesOf(Exception cause) =>
        from frame in new StackTrace(cause, fNeedFileInfo: false).GetFrames()
        let method = DiagnosticMethodInfo.Create(frame)
        where method is not null
        select $"   at {method.DeclaringTypeName}.{method.Name}";
}
