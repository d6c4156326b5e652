namespace Coordination.Host.Platform.Execution.Projections;

/// <summary>
/// Where the rows of projections are kept, in generations: one serves, another may be under construction beside it. Rows and
/// checkpoint of a generation are stored in one transaction, so that every event has its effect exactly once.
/// </summary>
public interface IViewStore
{
    /// <summary>The generation that serves, and how far it has come. The first call makes generation 1.</summary>
    ValueTask<ViewGeneration> Serving(string projection, CancellationToken cancellation);

    /// <summary>The rows of these keys, as they are stored; keys without a row are missing from the answer.</summary>
    ValueTask<IReadOnlyList<StoredRow>> Load(string projection, int generation, IReadOnlyList<RowKey> keys, CancellationToken cancellation);

    /// <summary>Stores rows and checkpoint, all or nothing, and prolongs the lease.</summary>
    /// <exception cref="LeaseLostException">Somebody else took the lease.</exception>
    /// <exception cref="CheckpointMovedException">The generation is not where it was thought to be, or serves no more.</exception>
    ValueTask Commit(Lease lease, TimeSpan time, ViewCommit commit, CancellationToken cancellation);

    /// <summary>Begins a new generation beside the one that serves, and removes what an earlier attempt left.</summary>
    ValueTask<ViewGeneration> Begin(string projection, CancellationToken cancellation);

    /// <summary>The generation that somebody began to build and did not finish, and how far it came; null where there is none.</summary>
    ValueTask<ViewGeneration?> Unfinished(string projection, CancellationToken cancellation);

    /// <summary>
    /// Lets a generation serve in place of the one before, and removes that. False, with nothing changed, while it is
    /// behind the one that serves: readers never go back in time.
    /// </summary>
    ValueTask<bool> TrySwitch(Lease lease, string projection, int generation, CancellationToken cancellation);
}

public sealed record ViewGeneration(string Projection, int Number, long Position)
{
    public string Checkpoint => NameOf(Projection, Number);

    /// <summary>The name of a generation's checkpoint.</summary>
    public static string NameOf(string projection, int number) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"views/{projection}/{number}");
}

public sealed record StoredRow(RowKey Key, ReadOnlyMemory<byte> Json);

/// <summary>What a page of the log changes.</summary>
/// <param name="Generation">Where, and the position from which it was folded.</param>
/// <param name="To">The position of the last event of the page.</param>
/// <param name="Rows">The rows.</param>
/// <param name="InBulk">Whether there are many new rows, and nobody reads them yet.</param>
public sealed record ViewCommit(ViewGeneration Generation, long To, IReadOnlyList<RowWrite> Rows, bool InBulk = false);

/// <summary>What becomes of a row.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Row">What it is now; null when it is no more.</param>
/// <param name="IsNew">Whether there was none before.</param>
public sealed record RowWrite(RowKey Key, RowContent? Row, bool IsNew);

/// <summary>A row to be stored.</summary>
public sealed record RowContent(RowPlace Place, ReadOnlyMemory<byte> Json);
