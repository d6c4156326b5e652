using System.Reflection;
using Coordination.Testing;
using Xunit;

namespace Coordination.Domain.Tests;

/// <summary>A fold is total: an event that is in the log is folded, whatever came before it.</summary>
public sealed class FoldTests
{
    private static readonly IReadOnlyList<object> Definitions = [.. typeof(DomainEvent).Assembly.GetTypes()
        .SelectMany(type => type.GetProperties(BindingFlags.Public | BindingFlags.Static))
        .Where(property => property.PropertyType is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(StreamDefinition<,>))
        .Select(property => property.GetValue(null)!)];

    public static TheoryData<string> Kinds => new(Definitions.Select(Kind));

    [Fact]
    public void Every_kind_of_event_belongs_to_one_stream()
    {
        var bases = typeof(DomainEvent).Assembly.GetTypes().Where(type => type.IsAbstract && type.IsSubclassOf(typeof(DomainEvent))).Select(type => type.Name);

        Assert.Equal(bases.Order(StringComparer.Ordinal), Definitions.Select(d => d.GetType().GetGenericArguments()[1].Name).Order(StringComparer.Ordinal));
        Assert.Equal(Definitions.Count, Definitions.Select(Kind).Distinct().Count());
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Every_event_can_follow_every_other(string kind) =>
        typeof(FoldTests).GetMethod(nameof(FoldPairs), BindingFlags.Static | BindingFlags.NonPublic)!
            .MakeGenericMethod(Definitions.Single(d => Kind(d) == kind).GetType().GetGenericArguments())
            .Invoke(null, [Definitions.Single(d => Kind(d) == kind)]);

    private static void FoldPairs<TState, TEvent>(StreamDefinition<TState, TEvent> definition) where TEvent : DomainEvent where TState : notnull
    {
        var samples = EventSamples.AllAboutTheSame().Concat(EventSamples.All()).OfType<TEvent>().ToList();
        foreach (var first in samples)
        {
            var state = definition.Evolve(definition.Initial, first);
            foreach (var second in samples)
            {
                var after = definition.Evolve(state, second);
                Assert.NotNull(after);
                Assert.NotNull(definition.Evolve(after, first));
            }
        }
        Assert.NotNull(definition.Fold(definition.Initial, samples.Concat(samples)));
    }

    private static string Kind(object definition) => (string)definition.GetType().GetProperty("Kind")!.GetValue(definition)!;
}
