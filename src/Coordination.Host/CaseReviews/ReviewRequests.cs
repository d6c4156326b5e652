using System.Text.Json.Serialization;
using Coordination.Domain;
using Coordination.Domain.CaseReviews;

namespace Coordination.Host.CaseReviews;

/// <summary>Calls a meeting. The quorum is the task force's, unless a higher one is named.</summary>
public sealed record CallRequest(DateTimeOffset StartsAt, Sensitive<string> Place, IReadOnlyList<Member> Invited, Member Chair, int? Quorum = null);

/// <summary>Brings a case. Without a presenter it is the caller.</summary>
public sealed record ProposalRequest(CaseId Case, Sensitive<string> Title, IReadOnlyList<RecordItemId> Items, PersonId? Presenter = null);

/// <summary>A member.</summary>
public sealed record MemberRequest(Member Member);

/// <summary>Apologies, with what the others should have.</summary>
public sealed record ApologiesRequest(Sensitive<string>? Information);

/// <summary>A conflict of interest.</summary>
public sealed record ConflictRequest(Sensitive<string> Nature);

/// <summary>The actions of earlier reviews that were gone through.</summary>
public sealed record PriorActionsRequest(IReadOnlyList<ActionId> Actions);

/// <summary>The survivor's view.</summary>
public sealed record SurvivorViewRequest(SurvivorViewWay Way, Sensitive<string>? View);

/// <summary>Something that the team could do.</summary>
public sealed record OptionRequest(Sensitive<string> Option);

/// <summary>What the team decided.</summary>
public sealed record DecisionRequest(int OptionChosen, Sensitive<string> Rationale, IReadOnlyList<MemberVote> Votes, bool OpposesSurvivorsView = false, Sensitive<string>? ReasonToOppose = null);

/// <summary>A later decision that replaces one, and why.</summary>
public sealed record SupersedingRequest(DecisionId By, Sensitive<string> Reason);

/// <summary>A reason.</summary>
public sealed record ReasonRequest(Sensitive<string> Reason);

/// <summary>Something to do until a date.</summary>
public sealed record ActionRequest(Member Owner, Sensitive<string> Task, DateOnly Due, DecisionId? Decision = null);

/// <summary>When the team meets again.</summary>
public sealed record NextReviewRequest(DateTimeOffset StartsAt);

/// <summary>The minutes, and who agreed to them.</summary>
public sealed record MinutesRequest(Sensitive<string> Minutes, IReadOnlyList<Member> AgreedBy);

/// <summary>
/// The thing that was made or changed. It carries no version: how many facts a review holds would tell its members of
/// items that they were not told of. The coordinator, who schedules them all, gets it as the ETag.
/// </summary>
public sealed record ReviewChange(Guid Id);

[JsonSerializable(typeof(CallRequest))]
[JsonSerializable(typeof(ProposalRequest))]
[JsonSerializable(typeof(MemberRequest))]
[JsonSerializable(typeof(ApologiesRequest))]
[JsonSerializable(typeof(ConflictRequest))]
[JsonSerializable(typeof(PriorActionsRequest))]
[JsonSerializable(typeof(SurvivorViewRequest))]
[JsonSerializable(typeof(OptionRequest))]
[JsonSerializable(typeof(DecisionRequest))]
[JsonSerializable(typeof(SupersedingRequest))]
[JsonSerializable(typeof(ReasonRequest))]
[JsonSerializable(typeof(ActionRequest))]
[JsonSerializable(typeof(NextReviewRequest))]
[JsonSerializable(typeof(MinutesRequest))]
[JsonSerializable(typeof(ReviewChange))]
[JsonSerializable(typeof(ReviewAnswer))]
internal sealed partial class ReviewsJson : JsonSerializerContext;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ReviewChange))]
internal sealed partial class ReviewChangeJson : JsonSerializerContext;
