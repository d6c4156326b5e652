using Coordination.Domain.Consent;
using Coordination.Domain.Disclosures;
using Coordination.Domain.ImmigrationRelief;
using Wolverine.Attributes;

namespace Coordination.Host.Platform.Timekeeping;

/// <summary>The instant has come that an event set. It names the event and nothing else.</summary>
[MessageIdentity("instant-reached.v1")]
public sealed record InstantReached(EventReference Event) : IQueuedMessage;

/// <summary>
/// Records what follows from time: that a release reached its end, that a recall was not answered, that a certifier said nothing. Nothing
/// waits for these facts: the gate looks at the clock itself. They are there so that people and the history can see them.
/// </summary>
public sealed class DueFactRecorder(IEventStore store, EventCodec codec, InternalCommands commands, TimeProvider time)
    : IMessageHandler<InstantReached>
{
    private static readonly PersonId Self = new("timekeeper");

    /// <summary>A message that comes early does nothing: what is due is found by the sweep.</summary>
    public async ValueTask Handle(InstantReached message, CancellationToken cancellation)
    {
        var (_, stream, version) = message.Event;
        if (await store.ReadStream(stream, version - 1, 1, cancellation) is [var stored] && DueFact.SetBy(codec.Decode(stored)) is { } fact)
            await Record(fact, cancellation);
    }

    /// <summary>Records a fact, once, if its instant has come and nothing has overtaken it. False where it is early.</summary>
    /// <exception cref="InternalCommandException">It was not done; it may be tried again.</exception>
    public async ValueTask<bool> Record(DueFact fact, CancellationToken cancellation)
    {
        if (time.GetUtcNow() < fact.At)
            return false;
        await commands.Run(new Actor(Self, fact.Agency), fact.Key, causation: null, work => Record(work, fact), cancellation);
        return true;
    }

    private static async ValueTask<Answer> Record(CommandSession work, DueFact fact)
    {
        if (work.Now < fact.At) // else an empty answer would be kept under its key, and the fact never recorded
            throw new InvalidOperationException("The clock went back to before an instant that had come.");
        if (fact.Release is { } release && SurvivorId.TryParse(ConsentStream.Definition.SubjectOf(fact.Stream), out var survivor))
        {
            var consent = await work.Load(ConsentStream.Definition, survivor);
            work.Record(ConsentStream.Definition, survivor, ReleaseDecider.Decide(new ExpireRelease(release, work.Now), consent));
            return work.Changed(ConsentStream.Definition, survivor);
        }
        if (ReliefStream.Definition.Names(fact.Stream) && ReliefId.TryParse(ReliefStream.Definition.SubjectOf(fact.Stream), out var relief))
        {
            var sought = await work.Load(ReliefStream.Definition, relief);
            work.Record(ReliefStream.Definition, relief, ReliefDecider.Decide(new NoteSilentCertifiers(work.Now), sought));
            return work.Changed(ReliefStream.Definition, relief);
        }
        if (!DisclosureId.TryParse(DisclosureStream.Definition.SubjectOf(fact.Stream), out var disclosure))
            throw new InvalidOperationException("A fact is due on a stream that has no subject.");
        var state = await work.Load(DisclosureStream.Definition, disclosure);
        work.Record(DisclosureStream.Definition, disclosure, DeliveryDecider.Decide(new NoteOverdueRecalls(work.Now), state));
        return work.Changed(DisclosureStream.Definition, disclosure);
    }
}
