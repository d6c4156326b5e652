using System.Reflection;
using JasperFx.Events;
using JasperFx.Events.Projections;
using Marten.Events.Aggregation;
using Marten.Events.Projections;

namespace Coordination.Host.Platform.Storage.Marten;

/// <summary>The state of the domain that a stream folds into, as Marten gives it:
/// <c>AggregateStreamAsync&lt;StateOf&lt;SurvivorState&gt;&gt;</c>.</summary>
/// <typeparam name="TState">The state of one kind of stream.</typeparam>
public sealed class StateOf<TState> where TState : class
{
    /// <summary>The stream.</summary>
    public string Id { get; set; } = "";

    public required TState State { get; init; }
}

/// <summary>Lets Marten fold a stream into the state of the domain, by the domain's own fold. Nothing is stored.</summary>
internal sealed class StateFold<TState, TEvent>(StreamDefinition<TState, TEvent> definition)
    : SingleStreamProjection<StateOf<TState>, string>
    where TState : class where TEvent : DomainEvent
{
    /// <inheritdoc/>
    public override StateOf<TState>? Evolve(StateOf<TState>? snapshot, string id, IEvent e) =>
        new() { Id = id, State = definition.Evolve(snapshot?.State ?? definition.Initial, (TEvent)e.Data) };
}

/// <summary>The folds of every kind of stream that the domain defines.</summary>
internal static class StateFolds
{
    /// <summary>Adds all of them; Marten folds when it is asked.</summary>
    public static void Add(ProjectionOptions projections)
    {
        foreach (var definition in Definitions)
            s_add.MakeGenericMethod(definition.GetType().GetGenericArguments()).Invoke(null, [projections, definition]);
    }

    private static IEnumerable<object> Definitions => typeof(DomainEvent).Assembly.GetTypes()
        .SelectMany(type => type.GetProperties(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly))
        .Where(property => property.PropertyType.IsGenericType
            && property.PropertyType.GetGenericTypeDefinition() == typeof(StreamDefinition<,>))
        .Select(property => property.GetValue(null)!);

    private static readonly MethodInfo s_add = typeof(StateFolds).GetMethod(nameof(AddOne), BindingFlags.NonPublic | BindingFlags.Static)!;

    private static void AddOne<TState, TEvent>(ProjectionOptions projections, StreamDefinition<TState, TEvent> definition)
        where TState : class
        where TEvent : DomainEvent =>
        projections.Add(new StateFold<TState, TEvent>(definition), ProjectionLifecycle.Live);
}
