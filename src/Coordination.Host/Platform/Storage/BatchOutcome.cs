namespace Coordination.Host.Platform.Storage;

/// <summary>What <c>coordination.append</c> said about each request of a batch.</summary>
internal sealed record BatchOutcome(int[] Failures, long[] FirstPositions, long[] Versions, DateTimeOffset RecordedAt)
{
    private const int KeyWasUsed = -1;

    /// <summary>Whether the request's key was used before; its first answer is to be read.</summary>
    public bool IsRepeated(int index) => Failures[index] == KeyWasUsed;

    /// <summary>The result of a request that was not repeated.</summary>
    public AppendResult ResultOf(AppendBatch batch, int index)
    {
        var request = batch.Items[index].Request;
        if (Failures[index] is > 0 and var failed)
            return new AppendResult.Conflict(batch.StreamIds[batch.ExpectationStreams[failed - 1] - 1], Versions[failed - 1]);

        var firstExpectation = index == 0 ? 0 : batch.LastExpectations[index - 1];
        var versions = Versions.AsSpan(firstExpectation, request.Writes.Count).ToArray();
        var events = batch.Items[index].Events;
        return events == 0
            ? new AppendResult.Appended(0, 0, versions, RecordedAt)
            : new AppendResult.Appended(FirstPositions[index], FirstPositions[index] + events - 1, versions, RecordedAt);
    }
}
