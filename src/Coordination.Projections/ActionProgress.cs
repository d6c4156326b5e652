namespace Coordination.Projections;

/// <summary>How far an action is. There are two different kinds of unfinished.</summary>
[JsonConverter(typeof(NameConverter<ActionProgress>))]
public enum ActionProgress
{
    /// <summary>Still to be done.</summary>
    Open,
    /// <summary>Done.</summary>
    Completed,
    /// <summary>Not undertaken, with a reason.</summary>
    NotUndertaken,
    /// <summary>Overtaken by events, with a reason.</summary>
    NotPossible,
}
