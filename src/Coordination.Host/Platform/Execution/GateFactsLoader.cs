using Coordination.Domain.CaseReviews;
using Coordination.Domain.Consent;
using Coordination.Domain.Gate;
using Coordination.Domain.LegalProcesses;
using Coordination.Domain.Survivors;

namespace Coordination.Host.Platform.Execution;

/// <summary>A question to the gate, and what it is about.</summary>
/// <param name="Survivor">The survivor whose information it is.</param>
/// <param name="Request">What is asked.</param>
/// <param name="At">The instant for which it is asked.</param>
public sealed record GateInquiry(SurvivorId Survivor, GateRequest Request, DateTimeOffset At)
{
    /// <summary>The legal process on which it is to rest; null where there is none.</summary>
    public ProcessId? Process { get; init; }

    /// <summary>May this member hear this matter?</summary>
    public static GateInquiry InReview(Matter matter, Member member, GateOccasion occasion, DateTimeOffset at) =>
        new(matter.Survivor, ReviewGate.RequestFor(matter, member, occasion), at);
}

/// <summary>Loads what the gate reads: the one place that knows which facts a question needs and which streams hold them. The caller
/// supplies the question and the source of states. Where the source is a command, everything is verified at its commit: a revocation that
/// was recorded first wins, always.</summary>
public static class GateFactsLoader
{
    /// <summary>The facts for one question.</summary>
    public static async ValueTask<GateFacts> LoadGateFacts(this IStateSource states, GateInquiry inquiry,
        CancellationToken cancellation = default)
    {
        await states.Prepare(StreamsOf(inquiry), cancellation);
        var (request, (consent, version)) = (inquiry.Request, await states.Read(ConsentStream.Definition, inquiry.Survivor, cancellation));
        var (taskForce, policyVersion) = await states.Read(TaskForceStream.Definition, cancellation);
        var recipient = (await states.Read(PartnerStream.Definition, request.Recipient.Agency, cancellation)).State;
        var discloser = (await states.Read(PartnerStream.Definition, request.Discloser, cancellation)).State;
        var merged = await states.ReadMerged(consent, cancellation);
        var thirdPersons = await states.ReadThirdPersons(request.Items.ServedThirdPersons(), cancellation);
        var naming = consent.NamesAgencies() || merged.Any(record => record.Consent.NamesAgencies())
            || thirdPersons.Any(person => person.Consent.NamesAgencies() || person.Merged.Any(record => record.Consent.NamesAgencies()));
        return new GateFacts
        {
            Consent = consent,
            ConsentVersion = version,
            Merged = merged,
            Discloser = discloser,
            DiscloserPartOf = naming ? await states.ReadWhole(discloser, cancellation) : null,
            Recipient = recipient,
            RecipientPartOf = naming ? await states.ReadWhole(recipient, cancellation) : null,
            TaskForce = taskForce,
            PolicyVersion = policyVersion,
            Process = await states.ReadProcess(inquiry.Process, cancellation),
            ThirdPersons = thirdPersons,
            Now = inquiry.At,
        };
    }

    /// <summary>Reads in advance what is going to be loaded for many questions: together, instead of one by one.</summary>
    public static async ValueTask PrepareGateFacts(this IStateSource states, IReadOnlyCollection<GateInquiry> inquiries,
        CancellationToken cancellation)
    {
        await states.Prepare(inquiries.SelectMany(StreamsOf), cancellation);
        List<StreamToRead> further = [];
        foreach (var survivor in inquiries.SelectMany(inquiry => inquiry.Request.Items.ServedThirdPersons().Prepend(inquiry.Survivor))
            .Distinct())
            further.AddRange(((await states.Read(ConsentStream.Definition, survivor, cancellation)).State.Merger?.With
                ?? []).Select(other => StreamToRead.Of(ConsentStream.Definition, other)));
        foreach (var agency in inquiries.SelectMany(inquiry => new[] { inquiry.Request.Discloser, inquiry.Request.Recipient.Agency })
            .Distinct())
            if ((await states.Read(PartnerStream.Definition, agency, cancellation)).State.Whole() is { } whole)
                further.Add(StreamToRead.Of(PartnerStream.Definition, whole));
        if (further.Count > 0)
            await states.Prepare(further, cancellation);
    }

    /// <summary>
    /// What she says in her record and in each that was merged with it, and what those say whom the items of a matter name besides her
    /// (CG-39): everything on which a decision about it can rest.
    /// </summary>
    public static async ValueTask<IReadOnlyList<ConsentPosition>> ReadRecords(this IStateSource states, Matter matter,
        CancellationToken cancellation)
    {
        List<ConsentPosition> records = [];
        foreach (var survivor in matter.Survivors)
        {
            var (consent, _) = await states.Read(ConsentStream.Definition, survivor, cancellation);
            records.AddRange([consent, .. (await states.ReadMerged(consent, cancellation)).Select(record => record.Consent)]);
        }

        return records;
    }

    // The parent agency matters only when a record names agencies to which somebody has ties (CG-46, CG-47).
    private static async ValueTask<PartnerPosition?> ReadWhole(this IStateSource states, PartnerPosition position,
        CancellationToken cancellation) =>
        position.Whole() is { } whole ? (await states.Read(PartnerStream.Definition, whole, cancellation)).State : null;

    // All that LoadGateFacts reads, but for what is known only when the consent was read: the merged records, and of which agencies the two
    // sides are divisions.
    private static IEnumerable<StreamToRead> StreamsOf(GateInquiry inquiry)
    {
        yield return StreamToRead.Of(TaskForceStream.Definition);
        yield return StreamToRead.Of(ConsentStream.Definition, inquiry.Survivor);
        yield return StreamToRead.Of(PartnerStream.Definition, inquiry.Request.Discloser);
        yield return StreamToRead.Of(PartnerStream.Definition, inquiry.Request.Recipient.Agency);
        if (inquiry.Process is { } process)
            yield return StreamToRead.Of(ProcessStream.Definition, process);
        foreach (var person in inquiry.Request.Items.ServedThirdPersons())
        {
            yield return StreamToRead.Of(SurvivorStream.Definition, person);
            yield return StreamToRead.Of(ConsentStream.Definition, person);
        }
    }

    private static async ValueTask<IReadOnlyList<MergedRecord>> ReadMerged(this IStateSource states, ConsentPosition consent,
        CancellationToken cancellation)
    {
        if (consent.Merger is not { } merger)
            return [];
        await states.Prepare(merger.With.Select(other => StreamToRead.Of(ConsentStream.Definition, other)), cancellation);
        List<MergedRecord> merged = [];
        foreach (var other in merger.With)
        {
            var (position, version) = await states.Read(ConsentStream.Definition, other, cancellation);
            merged.Add(new MergedRecord(position, version));
        }

        return merged;
    }

    private static async ValueTask<IReadOnlyList<ThirdPersonPosition>> ReadThirdPersons(this IStateSource states,
        IEnumerable<SurvivorId> named, CancellationToken cancellation)
    {
        List<ThirdPersonPosition> positions = [];
        foreach (var person in named)
        {
            var isServed = (await states.Read(SurvivorStream.Definition, person, cancellation)).State is SurvivorState.Welcomed;
            var (consent, version) = await states.Read(ConsentStream.Definition, person, cancellation);
            positions.Add(new ThirdPersonPosition(person, isServed, consent,
                version)
            { Merged = await states.ReadMerged(consent, cancellation) });
        }

        return positions;
    }

    private static async ValueTask<ProcessFacts?> ReadProcess(this IStateSource states, ProcessId? named, CancellationToken cancellation)
    {
        if (named is not { } process)
            return null;
        var (state, version) = await states.Read(ProcessStream.Definition, process, cancellation);
        return state.FactsAt(version);
    }
}
