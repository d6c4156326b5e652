using Coordination.Domain.Survivors;

namespace Coordination.Host.Features.Erasure;

/// <summary>Which order or duty demands that the record be preserved.</summary>
public sealed record LegalHoldRequest(Sensitive<string> Reference);

/// <summary>A hold that stands.</summary>
public sealed record LegalHoldAnswer(LegalHoldId Hold, Sensitive<string> Reference, PersonId By);

/// <summary>How far an erasure is, for the agency that serves or served her.</summary>
/// <param name="RequestedBy">Who recorded that she asks; null while she does not.</param>
/// <param name="Holds">What stands in the way.</param>
/// <param name="CarriedOutBy">The second person; null until then.</param>
/// <param name="KeysDestroyedAt">Since when nobody can read what described her; null until then.</param>
/// <param name="OutOfReach">What recipients may still hold outside of this system.</param>
public sealed record ErasureAnswer(
    PersonId? RequestedBy, IReadOnlyList<LegalHoldAnswer> Holds, PersonId? CarriedOutBy, DateTimeOffset? KeysDestroyedAt,
    IReadOnlyList<CopyOutOfReach> OutOfReach);

[JsonSerializable(typeof(LegalHoldRequest))]
[JsonSerializable(typeof(ErasureAnswer))]
internal sealed partial class ErasureJson : JsonSerializerContext;
