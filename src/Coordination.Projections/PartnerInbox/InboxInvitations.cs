namespace Coordination.Projections.PartnerInbox;

/// <summary>A meeting to which a person of this agency is invited. What is on its agenda depends on the person and on the moment, and is
/// not in here.</summary>
public sealed record InboxReview : InboxRow
{
    public required ReviewId Review { get; init; }
    public required AgencyId Agency { get; init; }
    public required PersonId Person { get; init; }
    /// <summary>When it was learnt of.</summary>
    public required DateTimeOffset InvitedAt { get; init; }
    /// <summary>When it begins; null for somebody who came instead of another before that was kept, who finds it in the meeting
    /// itself.</summary>
    public DateTimeOffset? StartsAt { get; init; }

    /// <summary>How far the meeting is.</summary>
    public InvitationProgress Progress { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public override RowPlace Place =>
        new(Compartment.Of(Agency), (StartsAt ?? InvitedAt).Sortable(), Progress.Named(),
            Progress == InvitationProgress.Coming ? StartsAt : null, Person);
}

/// <summary>How far a meeting is to which somebody is invited. Of one that was called off there is no row.</summary>
[JsonConverter(typeof(NameConverter<InvitationProgress>))]
public enum InvitationProgress
{
    /// <summary>It was not opened yet.</summary>
    Coming,
    Open,
    Closed,
}

/// <summary>A referral to this agency: what kind of help, on which facts of eligibility. Who she is comes with a release, or from
/// herself.</summary>
public sealed record InboxReferral : InboxRow
{
    /// <summary>The referral.</summary>
    public required ReferralId Referral { get; init; }
    public required AgencyId To { get; init; }
    /// <summary>The agency that made it.</summary>
    public required AgencyId From { get; init; }
    /// <summary>What it is for.</summary>
    public required GoalKind Help { get; init; }
    /// <summary>Who is eligible: age, place, room.</summary>
    public required IReadOnlyList<Condition> Conditions { get; init; }
    /// <summary>When it was made.</summary>
    public required DateTimeOffset MadeAt { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public override RowPlace Place => new(Compartment.Of(To), MadeAt.Sortable()) { Party = From };
}
