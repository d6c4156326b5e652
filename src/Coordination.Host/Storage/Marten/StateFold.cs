using System.Reflection;
using Coordination.Domain;
using JasperFx.Events;
using JasperFx.Events.Projections;
using Marten.Events.Aggregation;
using Marten.Events.Projections;

namespace Coordination.Host.Storage.Marten;

/// <summary>Lets Marten fold a stream into the state of the domain, by the domain's own fold. Nothing is stored.</summary>
internal sealed class StateFold<TState, TEvent>(StreamDefinition<TState, TEvent> definition) : SingleStreamProjection<TState, string>
    where TState : class where TEvent : DomainEvent
{
    /// <inheritdoc/>
    public override TState? Evolve(TState? snapshot, string id, IEvent e) => definition.Evolve(snapshot ?? definition.Initial, (TEvent)e.Data);
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
        .Where(property => property.PropertyType.IsGenericType && property.PropertyType.GetGenericTypeDefinition() == typeof(StreamDefinition<,>))
        .Select(property => property.GetValue(null)!);

    private static readonly MethodInfo s_add = typeof(StateFolds).GetMethod(nameof(AddOne), BindingFlags.NonPublic | BindingFlags.Static)!;

    private static void AddOne<TState, TEvent>(ProjectionOptions projections, StreamDefinition<TState, TEvent> definition) where TState : class where TEvent : DomainEvent =>
        projections.Add(new StateFold<TState, TEvent>(definition), ProjectionLifecycle.Live);
}
