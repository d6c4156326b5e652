using Coordination.Domain.CaseReviews;
using Coordination.Projections.Lookups;

namespace Coordination.Host.Features.Erasure;

/// <summary>Where a survivor was spoken of: which copies about her went out, and at which meetings she was on the agenda.</summary>
public sealed class ErasureLookups(Lookups lookups)
{
    public async ValueTask<IReadOnlyList<SurvivorId>> Erased(CancellationToken cancellation) =>
        (await lookups.Read(ErasedRow.Key, cancellation))?.Survivors ?? [];

    public async ValueTask<IReadOnlyList<MadeCopy>> CopiesAbout(SurvivorId survivor, CancellationToken cancellation) =>
        [.. (await About(survivor, cancellation)).Where(row => row.Made is not null).OrderBy(row => row.Made!.Position)
            .Select(row => new MadeCopy(row.Disclosure, row.Made!.Recipient, row.Made.At))];

    /// <summary>Her cases.</summary>
    public async ValueTask<IReadOnlyList<CaseId>> CasesOf(SurvivorId survivor, CancellationToken cancellation) =>
        (await lookups.Read(SurvivorRow.Key(survivor), cancellation))?.Cases ?? [];

    /// <summary>The disclosures that were about her, made or not, in the order of their identifiers.</summary>
    public async ValueTask<IReadOnlyList<DisclosureId>> DisclosuresAbout(SurvivorId survivor, CancellationToken cancellation) =>
        [.. (await About(survivor, cancellation)).Select(row => row.Disclosure)
            .OrderBy(disclosure => disclosure.ToString(), StringComparer.Ordinal)];

    /// <summary>The keys to destroy: hers, and those of the meetings that discussed her, whose minutes may mention her. A meeting that goes
    /// on keeps its key until it is over.</summary>
    public async ValueTask<IReadOnlyList<KeySubject>> SubjectsOf(SurvivorId survivor, CancellationToken cancellation)
    {
        var meetings = (await lookups.Read(SurvivorRow.Key(survivor), cancellation))?.Meetings ?? [];
        var rows = await lookups.Read(meetings.Select(meeting => ReviewRow.Key(meeting).Row), cancellation);
        return [KeySubject.Of(survivor),
            .. meetings.Where(meeting => rows.Find(ReviewRow.Key(meeting)) is { IsOver: true })
                .Select(meeting => KeySubject.OfStream(ReviewStream.Definition.NameFor(meeting)))];
    }

    /// <summary>The keys of a meeting that is over, if somebody was spoken of who was erased.</summary>
    public async ValueTask<KeySubject?> SubjectOfClosed(string stream, CancellationToken cancellation)
    {
        if (!ReviewId.TryParse(ReviewStream.Definition.SubjectOf(stream), out var review))
            return null;
        var survivors = (await lookups.Read(ReviewRow.Key(review), cancellation))?.Survivors ?? [];
        var rows = await lookups.Read(survivors.Select(survivor => SurvivorRow.Key(survivor).Row), cancellation);
        return survivors.Any(survivor => rows.Find(SurvivorRow.Key(survivor)) is { IsErased: true }) ? KeySubject.OfStream(stream) : null;
    }

    private async ValueTask<IReadOnlyList<DisclosureRow>> About(SurvivorId survivor, CancellationToken cancellation)
    {
        if (await lookups.Read(SurvivorRow.Key(survivor), cancellation) is not { } her)
            return [];
        var rows = await lookups.Read(her.Disclosures.Select(disclosure => DisclosureRow.Key(disclosure.Id).Row), cancellation);
        return [.. her.Disclosures.Select(disclosure => rows.Find(DisclosureRow.Key(disclosure.Id))).OfType<DisclosureRow>()
            .Where(row => row.About == survivor)];
    }
}

public sealed record MadeCopy(DisclosureId Disclosure, AgencyId Recipient, DateTimeOffset MadeAt);
