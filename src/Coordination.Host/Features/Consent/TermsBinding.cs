using Coordination.Domain.Consent;

namespace Coordination.Host.Features.Consent;

/// <summary>From what a request says to what the domain decides about.</summary>
internal static class TermsBinding
{
    // A number that no date can hold becomes no end at all, which the domain refuses by its field.
    private const int MostDays = 100_000;

    public static ReleaseTerms Terms(this TermsRequest request, AgencyId discloser, DateTimeOffset now)
    {
        var starts = request.Starts ?? now;
        return new ReleaseTerms
        {
            Discloser = discloser,
            Recipients = Recipients(request.Recipients),
            Grants = Grants(request.Grants),
            Purposes = request.Purposes,
            Starts = starts,
            Expires = request.Expires ?? (request.Days is >= 0 and <= MostDays and var days ? starts.AddDays(days) : null),
            Conditions = request.Conditions ?? [],
        };
    }

    public static ReleaseTerms Within(this NarrowRequest request, ReleaseTerms terms) => terms with
    {
        Recipients = request.Recipients is { } recipients ? Recipients(recipients) : terms.Recipients,
        Grants = request.Grants is { } grants ? Grants(grants) : terms.Grants,
        Purposes = request.Purposes ?? terms.Purposes,
        Starts = request.Starts ?? terms.Starts,
        Expires = request.Expires ?? terms.Expires,
        Conditions = request.Conditions ?? terms.Conditions,
    };

    public static IReadOnlyList<Signature> Signatures(this IReadOnlyList<SignatureRequest> requests, DateTimeOffset now) =>
        [.. requests.Select(request => request.Signature(now))];

    /// <summary>An electronic signature without a date is made now.</summary>
    public static Signature Signature(this SignatureRequest request, DateTimeOffset now) =>
        new(request.Capacity, request.Method,
            request.SignedAt ?? (request.Method == SignatureMethod.Electronic ? now : null), request.Guardian)
        {
            Accommodation = request.Accommodation is { } instead ? new Accommodation(instead.How, instead.Witness) : null,
        };

    private static List<ReleaseRecipient> Recipients(IReadOnlyList<RecipientRequest> requests) =>
        [.. requests.Select(recipient => new ReleaseRecipient(recipient.Agency,
            recipient.Persons ?? []) { Except = recipient.Except is { Count: > 0 } except ? except : null })];

    private static List<CategoryGrant> Grants(IReadOnlyList<GrantRequest> requests) =>
        [.. requests.Select(grant =>
            new CategoryGrant(grant.Category, grant.WidestMode, grant.OnlyItems) { CounselingNotes = grant.CounselingNotes })];
}
