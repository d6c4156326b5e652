using System.Collections;
using System.Reflection;
using Coordination.Domain;
using Coordination.Domain.Consent;
using Coordination.Domain.Gate;
using Coordination.Domain.LegalProcesses;
using Coordination.Domain.Partners;
using Coordination.Domain.Survivors;
using Coordination.Domain.TaskForce;
using Coordination.Host.Features.Audit;
using Coordination.Host.Platform.EventCatalogue;
using Coordination.Host.Platform.Execution;
using Coordination.Testing;
using Xunit;

namespace Coordination.Host.Tests.Platform.Execution;

/// <summary>Whoever asks the gate about one world, a command, a query, an auditor or a preview, tells it the same facts and hears the same answer.</summary>
public sealed class GateFactsLoaderTests
{
    private const int Worlds = 300;

    private static readonly SurvivorId Child = new(GateWorld.Numbered(40));
    private static readonly AgencyId s_county = new("county");
    private static readonly AgencyId s_shelters = new("shelters");
    private static readonly SurvivorId SameChild = new(GateWorld.Numbered(42));

    [Fact]
    public async Task A_command_a_query_an_auditor_and_a_preview_of_no_change_have_the_same_facts_and_answers()
    {
        var permitted = 0;
        foreach (var (seed, world) in Recordable)
        {
            using var log = await WorldLog.Of(world);
            var facts = await log.Command().LoadGateFacts(log.Inquiry);
            var verdict = ConsentGate.Evaluate(log.Inquiry.Request, facts);
            foreach (var (name, source) in log.Sources())
            {
                var others = await source.LoadGateFacts(log.Inquiry);
                Assert.True(Text(facts) == Text(others), $"GateWorlds.Of({seed}), {name}:\n{Text(facts)}\n{Text(others)}");
                Assert.Equal(Text(verdict), Text(ConsentGate.Evaluate(log.Inquiry.Request, others)));
            }

            permitted += verdict.Outcome is Outcome.Permit or Outcome.PermitInPart ? 1 : 0;
        }

        Assert.InRange(permitted, Worlds / 20, Worlds - (Worlds / 20));
    }

    [Fact]
    public async Task What_is_loaded_is_answered_as_what_the_streams_say()
    {
        foreach (var (_, world) in Recordable)
        {
            if (world.Request.Discloser == world.Request.Recipient.Agency)
                continue; // such a world tells two things of one agency
            using var log = await WorldLog.Of(world);
            var verdict = ConsentGate.Evaluate(log.Inquiry.Request, await log.Query().LoadGateFacts(log.Inquiry));

            // Of whom the world knows nothing there is nothing to read in it; in the log there is a stream of no events.
            Assert.Equal(Text(world.Evaluate() with { ThirdPersons = null }), Text(verdict with { ThirdPersons = null }));
        }
    }

    [Fact]
    public async Task No_fact_of_the_gate_is_left_out()
    {
        using var log = await WorldLog.Of(Full);
        var facts = await log.Query().LoadGateFacts(log.Inquiry);
        var missing = await HypotheticalStates.Nothing.LoadGateFacts(log.Inquiry with { Process = null, Request = Asking([]), At = default });

        Told(facts, missing);
        Told(facts.Merged.Single(), new MergedRecord(ConsentPosition.Initial, 0));
        Told(facts.ThirdPersons.Single(), new ThirdPersonPosition(default, false, ConsentPosition.Initial, 0));

        static void Told<T>(T facts, T missing) where T : notnull => Assert.All(
            typeof(T).GetProperties(BindingFlags.Instance | BindingFlags.Public),
            fact => Assert.True(Text(fact.GetValue(facts)) != Text(fact.GetValue(missing)), $"Nothing is loaded for {typeof(T).Name}.{fact.Name}."));
    }

    [Fact]
    public async Task Whatever_a_command_tells_the_gate_is_verified_when_it_is_stored()
    {
        using var log = await WorldLog.Of(Full);
        var (work, read) = (log.Command(), new Remembering(log.Query()));
        await work.LoadGateFacts(log.Inquiry);
        await read.LoadGateFacts(log.Inquiry);

        Assert.Equal(11, read.Streams.Count); // the task force, two agencies and those of which they are divisions, the process, and of both persons the records and the merged ones
        Assert.Equal(read.Streams, work.Streams.Select(stream => stream.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_a_query_tells_the_gate_was_named_to_the_store_in_advance()
    {
        using var log = await WorldLog.Of(Full);
        var query = log.Query();
        await query.PrepareGateFacts([log.Inquiry, log.Inquiry with { At = GateWorld.Noon.AddDays(1) }], default);
        var asked = log.Reads;
        await query.LoadGateFacts(log.Inquiry);

        Assert.Equal(2, asked); // the streams that are named, and those of records that were merged
        Assert.Equal(asked, log.Reads);
    }

    [Fact]
    public async Task What_was_only_supposed_answers_as_if_it_had_been_recorded()
    {
        foreach (var (_, world) in Recordable.Where(made => made.World.Consent.Count > 0))
        {
            using var before = await WorldLog.Of(world with { Consent = [.. world.Consent.SkipLast(1)] });
            using var after = await WorldLog.Of(world);
            var supposed = new HypotheticalStates(before.Query()).With(ConsentStream.Definition, GateWorld.Survivor, [world.Consent[^1]]);

            Assert.Equal(Text(await after.Query().LoadGateFacts(after.Inquiry)), Text(await supposed.LoadGateFacts(after.Inquiry)));
            Assert.Equal(Text(await after.Query().LoadGateFacts(after.Inquiry)), Text(await after.Before(GateWorld.Survivor, world.Consent[^1]).LoadGateFacts(after.Inquiry)));
        }
    }

    // A generated release may give in a mode that there is not. Nobody can record that.
    private static IEnumerable<(int Seed, GateWorld World)> Recordable => Enumerable.Range(1, int.MaxValue).Select(seed => (seed, GateWorlds.Of(seed))).Prepend((0, Full))
        .Where(made => Consents(made.Item2).SelectMany(consent => consent).All(e => TermsOf(e)?.Grants.All(grant => Enum.IsDefined(grant.WidestMode)) != false)).Take(Worlds);

    private static IEnumerable<IReadOnlyList<ConsentEvent>> Consents(GateWorld world) =>
        [world.Consent, .. world.Others, .. world.Named.Select(person => person.Consent), .. world.Named.SelectMany(person => person.Others)];

    private static ReleaseTerms? TermsOf(ConsentEvent e) => e switch
    {
        ReleaseSigned signed => signed.Terms,
        ReleaseNarrowed narrowed => narrowed.Terms,
        ReleaseRenewed renewed => renewed.Terms,
        _ => null,
    };

    /// <summary>Somebody else is named, her record was merged with another and so was theirs, an order was served, and both sides are divisions.</summary>
    private static GateWorld Full
    {
        get
        {
            var child = GateWorld.Permitting.MergedWith(GateWorld.Permitting.Consent);
            var named = new OtherPerson(Child, [.. child.Consent.Select(e => Of(e, Child, SameChild))]) { Others = [[.. child.Others[0].Select(e => Of(e, SameChild, Child))]] };
            var world = GateWorld.Permitting.MergedWith(GateWorld.Permitting.Consent);
            return Enumerable.Range(0, 100).Select(seed => GateProcesses.Served(world, new Random(seed))).First(served => served.Process.Count > 2)
                .AskingFor(item => item with { ThirdPersons = [new NamedPerson(Child, null)] })
                .And(new GuardianRecorded(new GuardianId(GateWorld.Numbered(43)), SignerCapacity.Parent) { Agencies = [GateWorld.Clinic] }) with
            {
                Named = [named],
                Discloser = Part(world.Discloser, s_shelters),
                Recipient = Part(world.Recipient, s_county),
                Wholes = new[] { s_shelters, s_county }.ToDictionary(whole => whole, whole => (IReadOnlyList<PartnerEvent>)[new AgencyJoined(whole, "Whole", AgencyKind.Coordinating, []), new DivisionAdded(GateWorld.Clinic)]),
            };
        }
    }

    private static List<PartnerEvent> Part(IReadOnlyList<PartnerEvent> events, AgencyId whole) =>
        [.. events.Select(e => e is AgencyJoined joined ? new DivisionFormed(joined.Agency, whole, joined.Name, joined.Kind, joined.Profiles) : e)];

    private static ConsentEvent Of(ConsentEvent e, SurvivorId person, SurvivorId same) => e switch
    {
        ConsentRecordOpened opened => opened with { Survivor = person },
        SurvivorRecordsMerged merged => merged with { With = [same] },
        _ => e,
    };

    private static GateRequest Asking(IReadOnlyList<RequestedItem> items) =>
        GateWorld.Permitting.Request with { Items = items, Recipient = new GateRecipient(GateWorld.Clinic, null) };

    /// <summary>Everything that somebody who holds it could see in it.</summary>
    private static string Text(object? value) => value switch
    {
        null => "-",
        string or Enum or IFormattable => $"{value}",
        Sensitive<string> secret => secret.Reveal(),
        IDictionary entries => $"{{{string.Join(", ", entries.Keys.Cast<object>().Select(key => $"{Text(key)}: {Text(entries[key])}").Order(StringComparer.Ordinal))}}}",
        IEnumerable values => $"[{string.Join(", ", values.Cast<object?>().Select(Text))}]",
        _ when value.GetType().IsPrimitive => $"{value}",
        _ => $"{value.GetType().Name}({string.Join(", ", value.GetType().GetProperties(BindingFlags.Instance | BindingFlags.Public)
            .Where(property => property.GetIndexParameters().Length == 0 && property.CanWrite).Select(property => $"{property.Name}: {Text(property.GetValue(value))}"))})",
    };

    /// <summary>A source of which it is known afterwards what was read.</summary>
    private sealed class Remembering(IStateSource states) : IStateSource
    {
        public SortedSet<string> Streams { get; } = new(StringComparer.Ordinal);

        public ValueTask<Versioned<TState>> Read<TState, TEvent>(StreamDefinition<TState, TEvent> definition, string stream, CancellationToken cancellation)
            where TEvent : DomainEvent where TState : notnull
        {
            Streams.Add(stream);
            return states.Read(definition, stream, cancellation);
        }

        public ValueTask Prepare(IEnumerable<StreamToRead> streams, CancellationToken cancellation) => states.Prepare(streams, cancellation);
    }

    /// <summary>A world as it is recorded: each stream of it.</summary>
    private sealed class WorldLog : IDisposable
    {
        private readonly RunnerFixture _here = new();
        private readonly List<StoredEvent> _stored = [];
        private readonly HashSet<string> _streams = new(StringComparer.Ordinal);
        private readonly HypotheticalStates _invented = new(HypotheticalStates.Nothing);

        private WorldLog(GateInquiry inquiry) => Inquiry = inquiry;

        public GateInquiry Inquiry { get; }

        public int Reads => _here.Store.StreamReads;

        public static async Task<WorldLog> Of(GateWorld world)
        {
            var process = world.Process.OfType<ProcessServed>().LastOrDefault()?.Process;
            var log = new WorldLog(new GateInquiry(GateWorld.Survivor, world.Request, world.Now) { Process = process });
            await log.Record(PartnerStream.Definition, PartnerStream.Definition.NameFor(world.Request.Discloser), world.Discloser);
            await log.Record(PartnerStream.Definition, PartnerStream.Definition.NameFor(world.Request.Recipient.Agency), world.Recipient);
            foreach (var (whole, events) in world.Wholes)
                await log.Record(PartnerStream.Definition, PartnerStream.Definition.NameFor(whole), events);
            await log.Record(TaskForceStream.Definition, TaskForceStream.Definition.OnlyName, world.TaskForce);
            if (process is { } served)
                await log.Record(ProcessStream.Definition, ProcessStream.Definition.NameFor(served), world.Process);
            foreach (var person in world.Named)
            {
                if (person.IsServed)
                    await log.Record(SurvivorStream.Definition, SurvivorStream.Definition.NameFor(person.Survivor), [new SurvivorWelcomed(person.Survivor, GateWorld.Harbor, Sensitive.Of("Somebody"), null)]);
                await log.Record(person.Survivor, person.Consent);
                await log.Merged(person.Others);
            }

            await log.Merged(world.Others);
            await log.Record(GateWorld.Survivor, world.Consent);
            log._stored.AddRange(await log._here.Store.ReadAll(0, int.MaxValue, default));
            return log;
        }

        public CommandSession Command() => new(_here.Loader, RunnerFixture.Context(), Inquiry.At, catchUp: true, default);

        public StateReader Query() => new StateReader(_here.Loader).ForOneQuery();

        public IEnumerable<(string, IStateSource)> Sources()
        {
            yield return ("query", Query());
            yield return ("past, read again", new StatesAsOf(History, AsOf.Everything));
            yield return ("past, in one pass", Passing(RollingStates.MostStreams));
            yield return ("past, in one pass, with little memory", Passing(most: 2));
            yield return ("preview of no change, from a query", new HypotheticalStates(Query()).With(ConsentStream.Definition, GateWorld.Survivor, []));
            yield return ("preview of no change, from the past", new HypotheticalStates(new StatesAsOf(History, AsOf.Everything)));
            yield return ("made up", _invented);
        }

        /// <summary>The log before the last event of her consent, with that event supposed.</summary>
        public HypotheticalStates Before(SurvivorId survivor, ConsentEvent last) =>
            new HypotheticalStates(new StatesAsOf(History, AsOf.Before(_stored[^1].Position))).With(ConsentStream.Definition, survivor, [last]);

        public void Dispose() => _here.Dispose();

        private History History => new(_here.Store, EventCodec.Current);

        private RollingStates Passing(int most)
        {
            var states = new RollingStates(History, EventCodec.Current, most);
            foreach (var stored in _stored)
                states.Take(stored, states.Decode(stored));
            return states;
        }

        private async Task Merged(IReadOnlyList<IReadOnlyList<ConsentEvent>> records)
        {
            foreach (var record in records)
                if (ConsentStream.Definition.Fold(ConsentPosition.Initial, record).Survivor is { } survivor)
                    await Record(survivor, record);
        }

        private Task Record(SurvivorId survivor, IReadOnlyList<ConsentEvent> events) => Record(ConsentStream.Definition, ConsentStream.Definition.NameFor(survivor), events);

        private async Task Record<TState, TEvent>(StreamDefinition<TState, TEvent> definition, string stream, IReadOnlyList<TEvent> events) where TEvent : DomainEvent
        {
            if (events.Count == 0 || !_streams.Add(stream))
                return;
            var written = new StreamWrite(stream, definition.Kind, ExpectedVersion.NoStream, [.. events.Select(e => EventCodec.Current.Encode(e, Guid.NewGuid()))]);
            Assert.IsType<AppendResult.Appended>(await _here.Store.Append(new AppendRequest([written], [], AppendRequests.Somebody), default));
            _invented.With(definition, stream, events);
        }
    }
}
