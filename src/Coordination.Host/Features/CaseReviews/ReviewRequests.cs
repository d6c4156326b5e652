using Coordination.Domain.CaseReviews;

namespace Coordination.Host.Features.CaseReviews;

/// <summary>Calls a meeting. The quorum is the task force's, unless a higher one is named.</summary>
/// <param name="StartsAt">When it begins.</param>
/// <param name="Place">Where, or by which link.</param>
/// <param name="Invited">Who is invited.</param>
/// <param name="Chair">Who leads it.</param>
/// <param name="Quorum">How many agencies take part in a decision, at least.</param>
/// <param name="Kind">Of which kind it is; standing, or that of the template, where it is not said.</param>
/// <param name="Template">The template of agendas to follow.</param>
/// <param name="MinutesPerItem">The time for each case; without it, what the template or the policy says.</param>
public sealed record CallRequest(
    DateTimeOffset StartsAt, Sensitive<string> Place, IReadOnlyList<Member> Invited, Member Chair, int? Quorum = null,
    ReviewKind? Kind = null, string? Template = null, int? MinutesPerItem = null);

/// <summary>When and where the meeting is instead.</summary>
public sealed record MoveRequest(DateTimeOffset StartsAt, Sensitive<string> Place);

/// <summary>A colleague who comes instead of a member.</summary>
public sealed record ReplacementRequest(Member Out, Member In);

/// <summary>All items that are still to be discussed, in the order in which they are.</summary>
public sealed record OrderRequest(IReadOnlyList<AgendaItemId> Items);

/// <summary>The time for an item.</summary>
public sealed record ItemTimeRequest(int Minutes);

/// <summary>What a member sends in about an item, for those who may hear it.</summary>
public sealed record InformationRequest(Sensitive<string> Information);

/// <summary>The minutes of an item.</summary>
public sealed record ItemMinutesRequest(Sensitive<string> Minutes);

/// <summary>The edition of an item's minutes that was read, and is agreed to.</summary>
public sealed record AgreementRequest(int Edition);

/// <summary>A decision of an earlier review that is replaced, and why.</summary>
public sealed record EarlierDecisionRequest(ReviewId Review, DecisionId Decision, Sensitive<string> Reason);

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

/// <summary>What the team decided, or did not: by vote, or by consensus, where nobody votes. A tie and a motion that failed are recorded as
/// what they are.</summary>
/// <param name="OptionChosen">The number of the option that was put to the team.</param>
/// <param name="Rationale">Why.</param>
/// <param name="Votes">Who voted how: one vote for each agency, by one of its members in the room.</param>
/// <param name="SurvivorsView">Whether what came of it follows the survivor's view: follows, opposes or unclear. Required where she stated
/// one.</param>
/// <param name="ReasonToOppose">Why all the same; required where it opposes her view.</param>
/// <param name="Manner">How the team came to it.</param>
/// <param name="Outcome">What came of it. Without it, what the votes say; where both are given they have to agree.</param>
public sealed record DecisionRequest(
    int OptionChosen, Sensitive<string> Rationale, IReadOnlyList<MemberVote> Votes, SurvivorsViewAnswer? SurvivorsView = null,
    Sensitive<string>? ReasonToOppose = null,
    DecisionManner Manner = DecisionManner.Vote, DecisionOutcome? Outcome = null);

/// <summary>Whether a decision follows the survivor's view, and why that is corrected.</summary>
public sealed record SurvivorsViewCorrectionRequest(SurvivorsViewAnswer? SurvivorsView, Sensitive<string> Reason,
    Sensitive<string>? ReasonToOppose = null);

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
public sealed record ReviewChange(ThingId Id);

[JsonSerializable(typeof(CallRequest))]
[JsonSerializable(typeof(ProposalRequest))]
[JsonSerializable(typeof(MemberRequest))]
[JsonSerializable(typeof(ApologiesRequest))]
[JsonSerializable(typeof(ConflictRequest))]
[JsonSerializable(typeof(PriorActionsRequest))]
[JsonSerializable(typeof(SurvivorViewRequest))]
[JsonSerializable(typeof(OptionRequest))]
[JsonSerializable(typeof(DecisionRequest))]
[JsonSerializable(typeof(SurvivorsViewCorrectionRequest))]
[JsonSerializable(typeof(SupersedingRequest))]
[JsonSerializable(typeof(ReasonRequest))]
[JsonSerializable(typeof(ActionRequest))]
[JsonSerializable(typeof(NextReviewRequest))]
[JsonSerializable(typeof(MinutesRequest))]
[JsonSerializable(typeof(ReplacementRequest))]
[JsonSerializable(typeof(MoveRequest))]
[JsonSerializable(typeof(OrderRequest))]
[JsonSerializable(typeof(ItemTimeRequest))]
[JsonSerializable(typeof(InformationRequest))]
[JsonSerializable(typeof(ItemMinutesRequest))]
[JsonSerializable(typeof(AgreementRequest))]
[JsonSerializable(typeof(EarlierDecisionRequest))]
[JsonSerializable(typeof(PageOf<PriorActionAnswer>))]
[JsonSerializable(typeof(PacketAnswer))]
[JsonSerializable(typeof(MinutesAnswer))]
[JsonSerializable(typeof(ReviewChange))]
[JsonSerializable(typeof(ReviewAnswer))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
internal sealed partial class ReviewsJson : JsonSerializerContext;
