namespace Coordination.Host.Features.Audit.Replay;

/// <summary>Says how everything about a case stood.</summary>
public sealed class PastCases(PastStates states, TimelineReader timelines)
{
    /// <summary>The streams that belong to it, each as it stood; null when there was no such case.</summary>
    public async ValueTask<AuditedCase?> Of(CaseId @case, AsOf asOf, DateTimeOffset at, CancellationToken cancellation)
    {
        if (await timelines.StreamsOf(@case, asOf, cancellation) is not { } found)
            return null;
        List<AuditedState> told = [];
        foreach (var stream in found.Streams.Concat(found.InReviews.Select(recorded => recorded.Meta.Stream).Distinct()))
            if (await states.Of(stream, asOf, at, cancellation) is { } state)
                told.Add(state);
        return new(@case, at, told);
    }
}
