namespace Coordination.Projections;

/// <summary>How far an action is. There are two different kinds of unfinished.</summary>
[JsonConverter(typeof(NameConverter<ActionProgress>))]
public enum ActionProgress
{
    Open,
    Completed,
    NotUndertaken,
    /// <summary>Overtaken by events, with a reason.</summary>
    NotPossible,
}
