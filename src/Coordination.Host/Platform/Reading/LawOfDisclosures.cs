using Coordination.Domain.Cases;
using Coordination.Domain.Disclosures;
using Coordination.Domain.Gate;
using Coordination.Domain.LegalProcesses;

namespace Coordination.Host.Platform.Reading;

/// <summary>The law under which something was disclosed without her release: the lines that the gate's explanation names, as of the
/// disclosure. Callers have already removed what she may not be told of now.</summary>
public sealed class LawOfDisclosures(StateReader reader)
{
    /// <summary>An accounting, each entry with why it went without her release and what the recipient is called.</summary>
    public async ValueTask<IReadOnlyList<AccountedDisclosure>> Explain(SurvivorId survivor, IReadOnlyList<AccountedDisclosure> given,
        AgencyNames names, AgencyId asking, CancellationToken cancellation)
    {
        var states = reader.ForOneQuery();
        var known = await names.Of(given.Select(one => one.Recipient.Agency), asking, cancellation);
        List<AccountedDisclosure> explained = [];
        foreach (var one in given)
        {
            var why = await Of(states, survivor, one, cancellation);
            explained.Add(one with
            {
                WithoutRelease = why,
                RecipientName = known.GetValueOrDefault(one.Recipient.Agency),
                Compelled = one.Compelled
                    || (one.Disclosure is null && why is { Basis: ClaimedBasis.MandatedReport or ClaimedBasis.DutyToWarn, Law.Count: > 0 }),
            });
        }

        return explained;
    }

    /// <summary>Why a disclosure that was given went without her release; null where all of it went under releases.</summary>
    public async ValueTask<IReadOnlyDictionary<DisclosureId, WentWithoutRelease>> Of(SurvivorId survivor,
        IReadOnlyList<DisclosureId> disclosures, CancellationToken cancellation)
    {
        var states = reader.ForOneQuery();
        await states.Prepare(disclosures.Select(disclosure => StreamToRead.Of(DisclosureStream.Definition, disclosure)), cancellation);
        Dictionary<DisclosureId, WentWithoutRelease> why = [];
        foreach (var disclosure in disclosures)
        {
            if ((await states.Read(DisclosureStream.Definition, disclosure, cancellation)).State is DisclosureState.Delivered given
                && await Of(states, survivor, given, given.Delivery.Verdict.EvaluatedAt, cancellation) is { } law)
                why[disclosure] = law;
        }

        return why;
    }

    private static async ValueTask<WentWithoutRelease?> Of(StateReader states, SurvivorId survivor, AccountedDisclosure one,
        CancellationToken cancellation)
    {
        if (one.Disclosure is { } disclosure)
            return (await states.Read(DisclosureStream.Definition, disclosure, cancellation)).State is DisclosureState.Delivered given
                ? await Of(states, survivor, given, one.MadeAt, cancellation)
                : null;
        return one.Process is { } process
            && (await states.Read(ProcessStream.Definition, process, cancellation)).State.RecordIfAny is { Service: var service }
            ? await Of(states, survivor,
                new Went(service.Agency, one.Recipient, one.Basis, process, service.Case, null,
                    [.. service.Names.Categories.Select(category => ((RecordItemId?)null, category))], [])
                { Named = service.Names.Items },
                one.MadeAt, cancellation)
            : null;
    }

    private static async ValueTask<WentWithoutRelease?> Of(StateReader states, SurvivorId survivor, DisclosureState.Delivered given,
        DateTimeOffset at, CancellationToken cancellation)
    {
        var verdict = given.Delivery.Verdict;
        var without = given.Delivery.Copies.Where(copy => copy.Release is null).Select(copy => copy.Item).ToList();
        if (without.Count == 0)
            return null;
        var rules = verdict.Lines.Where(line => line is { Outcome: Outcome.Permit, Release: null }).SelectMany(line => line.Findings)
            .Where(finding => finding.Effect == RuleEffect.Permit).Select(finding => finding.Rule).Distinct().ToList();
        return await Of(states, survivor,
            new Went(given.Terms.Discloser, given.Terms.Recipient, given.Terms.Basis, verdict.Process?.Process, given.Subject.Case,
            given.Terms.Purpose,
            [.. without.Select(item => ((RecordItemId?)item.Item, item.Category))], rules), at, cancellation);
    }

    private static async ValueTask<WentWithoutRelease?> Of(StateReader states, SurvivorId survivor, Went went, DateTimeOffset at,
        CancellationToken cancellation)
    {
        var @case = (await states.Read(CaseStream.Definition, went.Case, cancellation)).State.RecordIfAny;
        var items = went.Named.Select(item => ((RecordItemId?)item, Held(item)?.Category)).Where(item => item.Category is not null)
            .Select(item => (item.Item1, item.Category!.Value))
            .Concat(went.Items)
            .Select(item => (item.Item1 is { } id ? Held(id)?.AskedAs(went.Discloser, SharingMode.IdentifiedSummary) : null)
                ?? new RequestedItem(item.Item1 ?? default, item.Item2, Sensitivity.Identifying, went.Discloser,
                    SharingMode.IdentifiedSummary)).ToList();
        var process = went.Process is { } rests
            ? (await states.Read(ProcessStream.Definition, rests, cancellation)).State.RecordIfAny
            : null;
        var request = new GateRequest
        {
            Discloser = went.Discloser,
            Recipient = went.Recipient,
            Purpose = went.Purpose
                ?? (BasisPurposes.Of(went.Basis) is [var first, ..] ? first : Purpose.Investigation),
            Occasion = GateOccasion.Disclosure,
            Basis = went.Basis,
            Items = items,
        };
        var facts = await states.LoadGateFacts(new GateInquiry(survivor, request with { Items = [] }, at) { Process = went.Process },
            cancellation);
        var law = items.SelectMany(item => JurisdictionLaw.WithPolicyFor(item, request, facts))
            .Concat(JurisdictionLaw.LetByItsOwnLaw(request, facts)).Distinct().ToList();
        if (law.Count == 0 && process is { Service: { Time.Table: { } table, Duty: { } duty } })
            law.AddRange(process.CitationsTo(went.Recipient.Agency).Select(citation => new LawLine(duty.Jurisdiction, table, citation)));
        var jurisdiction = process?.Service.Jurisdiction ?? process?.Service.Duty?.Jurisdiction;
        return WentWithoutRelease.Of(new(went.Basis)
        {
            Report = process?.Service.Report,
            Jurisdiction = jurisdiction,
            Law = law,
            LetGoBy = went.Rules,
            Agency = facts.Discloser.NameIfKnown,
            SheLives = facts.Consent.DiedAt is null,
            Names = law.Select(line => line.Jurisdiction).Append(jurisdiction).OfType<string>().Distinct()
                .Select(code => (Code: code, facts.TaskForce.TableAtOrFirstSince(code, at, DateTimeOffset.MaxValue)?.Table.Name))
                .Where(named => named.Name is not null).ToDictionary(named => named.Code, named => named.Name!),
        });

        RecordItem? Held(RecordItemId item) => @case?.Items.Find(held => held.Item == item);
    }

    private sealed record Went(
        AgencyId Discloser, GateRecipient Recipient, ClaimedBasis Basis, ProcessId? Process, CaseId Case, Purpose? Purpose,
        IReadOnlyList<(RecordItemId?, InformationCategory)> Items, IReadOnlyList<string> Rules)
    {
        /// <summary>Items that were named by a process under which nothing went from here.</summary>
        public IReadOnlyList<RecordItemId> Named { get; init; } = [];
    }
}
