using System.Text;
using Coordination.Domain;
using Coordination.Host.Platform.EventCatalogue;
using Xunit;

namespace Coordination.Testing;

/// <summary>
/// Given what happened, when something is decided, then this is recorded or refused:
/// <c>Given(ConsentStream.Definition, opened, signed).When(s => ConsentDecider.Decide(command, s)).Then(revoked)</c>.
/// Events are compared by what they would store, not by the identity of their lists.
/// </summary>
public static class GivenWhenThen
{
    /// <summary>Folds what happened before.</summary>
    public static Past<TState, TEvent> Given<TState, TEvent>(StreamDefinition<TState, TEvent> stream, params IReadOnlyList<TEvent> past)
        where TEvent : DomainEvent => new(stream, stream.Fold(stream.Initial, past));
}

/// <summary>What happened before.</summary>
public sealed class Past<TState, TEvent>(StreamDefinition<TState, TEvent> stream, TState state) where TEvent : DomainEvent
{
    /// <summary>The folded state.</summary>
    public TState State { get; } = state;

    /// <summary>Adds to what happened.</summary>
    public Past<TState, TEvent> And(params IReadOnlyList<TEvent> more) => new(stream, stream.Fold(State, more));

    /// <summary>Decides.</summary>
    public Decided<TState, TEvent> When(Func<TState, Decision<TEvent>> decide) => new(stream, State, decide(State));
}

/// <summary>What was decided.</summary>
public sealed class Decided<TState, TEvent>(StreamDefinition<TState, TEvent> stream, TState before, Decision<TEvent> decision) where TEvent : DomainEvent
{
    /// <summary>The decision itself.</summary>
    public Decision<TEvent> Decision { get; } = decision;

    /// <summary>The state after what was recorded.</summary>
    public TState After => stream.Fold(before, Decision.Events);

    /// <summary>It was accepted, and exactly these events are recorded.</summary>
    public Decided<TState, TEvent> Then(params IReadOnlyList<TEvent> expected)
    {
        Assert.True(Decision is Accepted<TEvent>, $"It was refused: {(Decision as Refused<TEvent>)?.Refusal}");
        Assert.Equal(expected.Select(Stored), Decision.Events.Select(Stored));
        return this;
    }

    /// <summary>It was accepted, with one event of this type, which is handed out.</summary>
    public TOne ThenOne<TOne>() where TOne : TEvent
    {
        Assert.True(Decision is Accepted<TEvent>, $"It was refused: {(Decision as Refused<TEvent>)?.Refusal}");
        return Assert.IsType<TOne>(Assert.Single(Decision.Events));
    }

    /// <summary>It was accepted and recorded something, which has happened from now on.</summary>
    public Past<TState, TEvent> Recorded()
    {
        Assert.True(Decision is Accepted<TEvent>, $"It was refused: {(Decision as Refused<TEvent>)?.Refusal}");
        Assert.NotEmpty(Decision.Events);
        return new(stream, After);
    }

    /// <summary>It was accepted and records nothing: it had been done before.</summary>
    public Decided<TState, TEvent> ThenNothing() => Then();

    /// <summary>It was refused for this reason, at this field when one is named, with this evidence.</summary>
    public Decided<TState, TEvent> ThenRefused(RefusalReason reason, string? field = null, params IReadOnlyList<TEvent> evidence)
    {
        var refused = Assert.IsType<Refused<TEvent>>(Decision);
        Assert.Equal(reason, refused.Refusal.Reason);
        Assert.True(field is null || field == refused.Refusal.Field, $"Expected the field {field}, found {refused.Refusal.Field}: {refused.Refusal.Message}");
        Assert.Equal(evidence.Select(Stored), refused.Evidence.Select(Stored));
        return this;
    }

    private static string Stored(TEvent @event)
    {
        var data = EventCodec.Current.Encode(@event, Guid.Empty);
        return $"{data.Type} {Encoding.UTF8.GetString(data.Data.Span)}";
    }
}
