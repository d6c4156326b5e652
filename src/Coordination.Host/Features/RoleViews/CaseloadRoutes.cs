using Coordination.Domain.Consent;
using Coordination.Domain.Disclosures;
using Coordination.Domain.Gate;
using Coordination.Domain.LegalProcesses;
using Coordination.Projections.AdvocateCaseload;

namespace Coordination.Host.Features.RoleViews;

/// <summary>The caseload of the advocates' own agency.</summary>
internal static class CaseloadRoutes
{
    internal static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/caseload").WithTags("Views").RequireAuthorization(Policies.Advocates).OpenTo(AgencyStanding.Left);
        group.MapGet("/", Whole).Costs(RequestCost.WholeView).Produces<CaseloadAnswer>()
            .WithSummary("Survivors with their releases and the days left, open cases, requests that wait, recalls, disclosures.");
        group.MapGet("/survivors", Survivors).Produces<PageOf<CaseloadSurvivorAnswer>>()
            .WithSummary("Survivors. dueBefore: those with a release that ends before.");
        group.MapGet("/cases", Cases).Produces<PageOf<CaseloadCaseAnswer>>().WithSummary("Cases. Status: open, closed.");
        group.MapGet("/disclosures", Disclosures).Produces<PageOf<CaseloadDisclosureAnswer>>()
            .WithSummary("Disclosures by this agency, from the request to the recall, by the agency and the purpose for which they are. " +
                "dueBefore: those with a recall to be answered before, or a letter or a copy that goes on paper before. Status " +
                "handOverDue: copies that have to be handed over.");
        group.MapGet("/reports", Reports).Produces<PageOf<CaseloadReportAnswer>>()
            .WithSummary("Authorities that the law has your agency tell and that were not told yet, each by itself, with what to do. " +
                "dueBefore: those that are to be told before.");
        group.MapGet("/mandates", Mandates).Produces<PageOf<CaseloadMandateAnswer>>()
            .WithSummary("Mandates of survivors whom this agency serves, with what they take and cost. Status: open, ended. dueBefore: " +
                "those with something to be done before.");
    }

    private static async Task<IResult> Reports([AsParameters] PageQuery page, Caller caller, ViewPages pages,
        CancellationToken cancellation)
    {
        var now = pages.Now;
        return ViewReply.Of(await pages.Page<CaseloadReport, CaseloadReportAnswer>(Of(caller, CaseloadKinds.Report), page,
            r => CaseloadReportAnswer.Of(r, now), cancellation));
    }

    private static async Task<IResult> Mandates([AsParameters] PageQuery page, Caller caller, ViewPages pages,
        CancellationToken cancellation) =>
        ViewReply.Of(await pages.Page<CaseloadMandate, CaseloadMandateAnswer>(Of(caller, CaseloadKinds.Mandate), page,
            m => new(m.Mandate, m.Survivor, m.RecordedAt, m.Burden), cancellation));

    private static async Task<IResult> Whole(string? waitFor, Caller caller, ViewPages pages, ReleaseReader releases,
        CancellationToken cancellation)
    {
        var upToDate = await pages.WaitFor(AllProjections.AdvocateCaseload, waitFor, caller, cancellation);
        var (now, disclosures) = (pages.Now, Of(caller, CaseloadKinds.Disclosure));
        var sections = await pages.Sections(
        [
            Of(caller, CaseloadKinds.Survivor), Of(caller, CaseloadKinds.Case) with { Statuses = ["open"] },
            disclosures with { Statuses = ["requested", "offered", "matched", "held", "authorized"] },
            disclosures with { Statuses = ["recalled", "letterDue"] },
            disclosures with { Statuses = ["made", "handOverDue", "handedOver", "acknowledged", "recalled", "letterDue",
                "recallAnswered"] },
        ], cancellation);
        var standing = await Standing(sections[0], releases, now, cancellation);
        return Reply.Revealing(new CaseloadAnswer(
            sections[0].As<CaseloadSurvivor, CaseloadSurvivorAnswer>(s => CaseloadSurvivorAnswer.Of(s, standing, now)),
            sections[1].As<CaseloadCase, CaseloadCaseAnswer>(CaseloadCaseAnswer.Of),
            DisclosuresOf(sections[2]), DisclosuresOf(sections[3]), DisclosuresOf(sections[4]), upToDate));

        PageOf<CaseloadDisclosureAnswer> DisclosuresOf(Section section) =>
            section.As<CaseloadDisclosure, CaseloadDisclosureAnswer>(d => CaseloadDisclosureAnswer.Of(d, now));
    }

    private static async Task<IResult> Survivors([AsParameters] PageQuery page, Caller caller, ViewPages pages, ReleaseReader releases,
        CancellationToken cancellation)
    {
        var now = pages.Now;
        var found = await pages.Section(Of(caller, CaseloadKinds.Survivor), page, cancellation);
        if (found.Value is not { } section)
            return ViewReply.Of(new Result<PageOf<CaseloadSurvivorAnswer>>(found.Refusal!));
        var standing = await Standing(section, releases, now, cancellation);
        return ViewReply.Of(new Result<PageOf<CaseloadSurvivorAnswer>>(
            section.As<CaseloadSurvivor, CaseloadSurvivorAnswer>(s => CaseloadSurvivorAnswer.Of(s, standing, now))));
    }

    private static ValueTask<IReadOnlyDictionary<ReleaseId, ReleaseNow>> Standing(Section section, ReleaseReader releases,
        DateTimeOffset now, CancellationToken cancellation) =>
        releases.Of([.. section.Rows.Cast<CaseloadSurvivor>()
            .SelectMany(row => row.Releases.Where(release => release.Standing == ReleaseStanding.Active)
                .Select(release => (row.Survivor, release.Release)))], now, cancellation);

    private static async Task<IResult> Cases([AsParameters] PageQuery page, Caller caller, ViewPages pages,
        CancellationToken cancellation) =>
        ViewReply.Of(await pages.Page<CaseloadCase, CaseloadCaseAnswer>(Of(caller, CaseloadKinds.Case), page,
            CaseloadCaseAnswer.Of, cancellation));

    private static async Task<IResult> Disclosures([AsParameters] SharingPageQuery page, Caller caller, ViewPages pages,
        CancellationToken cancellation)
    {
        var now = pages.Now;
        return ViewReply.Of(await pages.Page<CaseloadDisclosure, CaseloadDisclosureAnswer>(Of(caller, CaseloadKinds.Disclosure), page,
            d => CaseloadDisclosureAnswer.Of(d, now), cancellation));
    }

    private static ViewOf Of(Caller caller, string kind) => ViewOf.OfAgency(AllProjections.AdvocateCaseload, caller, kind) with
    {
        Known = kind switch
        {
            CaseloadKinds.Case => ["open", "closed"],
            CaseloadKinds.Mandate => ["open", "ended"],
            CaseloadKinds.Disclosure => ViewOf.StatesOf<DisclosureProgress>(),
            _ => [],
        },
    };
}

/// <summary>What the people of a serving agency work with.</summary>
/// <param name="Survivors">Survivors with their releases.</param>
/// <param name="Cases">Open cases.</param>
/// <param name="RequestsWaiting">Requests that wait for the agency, for the survivor or for a second person, the oldest first.</param>
/// <param name="Recalls">Disclosures of which something was called back, and not answered yet.</param>
/// <param name="Disclosures">Disclosures that were made, the oldest first.</param>
/// <param name="UpToDate">Whether what was waited for is in it; null when nothing was.</param>
public sealed record CaseloadAnswer(
    PageOf<CaseloadSurvivorAnswer> Survivors, PageOf<CaseloadCaseAnswer> Cases, PageOf<CaseloadDisclosureAnswer> RequestsWaiting,
    PageOf<CaseloadDisclosureAnswer> Recalls, PageOf<CaseloadDisclosureAnswer> Disclosures, bool? UpToDate);

/// <summary>A survivor, her own words first.</summary>
public sealed record CaseloadSurvivorAnswer(
    SurvivorId Survivor, IReadOnlyList<Sensitive<string>> OwnWords, Sensitive<string>? CalledBy, Sensitive<string>? Language,
    Sensitive<string>? SafeContact,
    Sensitive<string>? DangerNote, bool? UnderEighteen, bool Deceased, IReadOnlyList<CaseloadReleaseAnswer> Releases,
    IReadOnlyList<CaseloadDeclination> Declinations)
{
    internal static CaseloadSurvivorAnswer Of(CaseloadSurvivor s, IReadOnlyDictionary<ReleaseId, ReleaseNow> standing,
        DateTimeOffset now) => new(
        s.Survivor, s.OwnWords, s.CalledBy, s.Language, s.SafeContact, s.DangerNote, s.IsUnderEighteenAt(now), s.Deceased,
        [.. s.Releases.Select(r => CaseloadReleaseAnswer.Of(r, standing.GetValueOrDefault(r.Release), now))], s.Declinations);
}

/// <summary>Whether a release is in force at the moment of asking.</summary>
[JsonConverter(typeof(NameConverter<ReleaseForce>))]
public enum ReleaseForce
{
    InForce,
    NotYet,
    Expired,
    Revoked,
    /// <summary>It never was valid.</summary>
    Void,
    /// <summary>A renewal took its place.</summary>
    Superseded,
    /// <summary>Its time runs, and nothing goes under it now: the obstacles say why, and what can be done.</summary>
    Kept,
}

/// <summary>A release with the days that are left of it.</summary>
/// <param name="Release">The release.</param>
/// <param name="Force">Whether it is in force now.</param>
/// <param name="DaysLeft">Days until it ends, begun ones counted whole; null when nothing goes under it now.</param>
/// <param name="Terms">What it permits.</param>
/// <param name="RecordedAt">When it was recorded.</param>
/// <param name="EndedAt">When its end was recorded.</param>
/// <param name="Renews">The release that it renews.</param>
public sealed record CaseloadReleaseAnswer(ReleaseId Release, ReleaseForce Force, int? DaysLeft, ReleaseTerms Terms,
    DateTimeOffset RecordedAt, DateTimeOffset? EndedAt, ReleaseId? Renews)
{
    /// <summary>Why nothing goes under it now, or nothing to one of its agencies, and what can be done; left out where there is no such
    /// thing, and for one that has ended.</summary>
    public IReadOnlyList<ReleaseObstacle>? Obstacles { get; init; }

    /// <summary>That she is told of each disclosure first, as she asked; left out otherwise.</summary>
    public string? ToldFirst { get; init; }

    internal static CaseloadReleaseAnswer Of(CaseloadRelease r, ReleaseNow? standing, DateTimeOffset now)
    {
        var force = ForceOf(r, now) is var stands && stands == ReleaseForce.InForce && standing?.Holds != true ? ReleaseForce.Kept : stands;
        var left = force == ReleaseForce.InForce ? (int?)Math.Ceiling((r.Terms.Expires!.Value - now).TotalDays) : null;
        return new(r.Release, force, left, r.Terms, r.RecordedAt, r.EndedAt, r.Renews)
        {
            Obstacles = force is ReleaseForce.InForce or ReleaseForce.Kept or ReleaseForce.NotYet
                && standing?.Obstacles is { Count: > 0 } obstacles ? obstacles : null,
            ToldFirst = force is ReleaseForce.InForce or ReleaseForce.Kept ? standing?.ToldFirst : null,
        };
    }

    private static ReleaseForce ForceOf(CaseloadRelease r, DateTimeOffset now) => r.Standing switch
    {
        ReleaseStanding.Revoked => ReleaseForce.Revoked,
        ReleaseStanding.Voided => ReleaseForce.Void,
        ReleaseStanding.Superseded => ReleaseForce.Superseded,
        ReleaseStanding.Expired => ReleaseForce.Expired,
        // without an end it permits nothing (CG-04)
        ReleaseStanding.Active when r.Terms.Expires is null || now >= r.Terms.Expires => ReleaseForce.Expired,
        ReleaseStanding.Active => now < r.Terms.Starts ? ReleaseForce.NotYet : ReleaseForce.InForce,
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}

/// <summary>A case.</summary>
public sealed record CaseloadCaseAnswer(
    CaseId Case, SurvivorId Survivor, PersonId Advocate, DateTimeOffset OpenedAt, DateTimeOffset? ClosedAt,
    Sensitive<string>? OwnDescription,
    IReadOnlyList<Domain.Cases.Characterisation> Characterisations, IReadOnlyList<CaseloadItem> Items,
    IReadOnlyList<CaseloadParticipant> Participants)
{
    internal static CaseloadCaseAnswer Of(CaseloadCase c) => new(
        c.Case, c.Survivor, c.Advocate, c.OpenedAt, c.ClosedAt, c.OwnDescription, c.Characterisations, c.Items, c.Participants);
}

/// <summary>A disclosure by this agency.</summary>
public sealed record CaseloadDisclosureAnswer(
    DisclosureId Disclosure, DisclosureProgress Progress, GateRecipient Recipient, Purpose Purpose, DateTimeOffset BegunAt,
    IReadOnlyList<InformationCategory> Categories, Sensitive<string>? About, ClaimedBasis? Basis, SurvivorId? Survivor, CaseId? Case,
    Outcome? Outcome, IReadOnlyList<string> Reasons, IReadOnlyList<CaseloadCopy> Copies, DateTimeOffset? MadeAt,
    IReadOnlyList<CaseloadRecallAnswer> Recalls)
{
    /// <summary>For a copy that nobody there can read here: until when it is handed over, or when it was, and what to do; left out where
    /// somebody there reads it here.</summary>
    public HandOverAnswer? HandOver { get; init; }

    /// <summary>That she is not told of it now, and why; left out where she is. Who does not work on it, and is not counsel, does not see
    /// it then.</summary>
    public NotToBeTold? NotToBeTold { get; init; }

    internal static CaseloadDisclosureAnswer Of(CaseloadDisclosure d, DateTimeOffset now) => new(
        d.Disclosure, d.Progress, d.Recipient, d.Purpose, d.BegunAt, d.Categories, d.About, d.Basis, d.Survivor, d.Case,
        d.Outcome, d.Reasons, d.Copies, d.MadeAt, [.. d.Recalls.Select(r => CaseloadRecallAnswer.Of(r, now))])
    {
        NotToBeTold = d.NotToBeTold,
        HandOver = d.HandOverBy is null && d.HandedOverAt is null ? null
            : new(d.HandOverBy, d.Progress == DisclosureProgress.HandOverDue && d.HandOverBy <= now, d.HandedOverAt,
                d.Progress == DisclosureProgress.HandOverDue ? ByHand.ToDo : null),
    };
}

/// <summary>A copy on paper.</summary>
/// <param name="Due">Until when it is to be handed over; left out where it could be read here when it was made.</param>
/// <param name="Overdue">Whether that has passed, and it is still to be handed over.</param>
/// <param name="HandedOverAt">When it was handed over; left out while it was not.</param>
/// <param name="ToDo">What to do, in words; left out where nothing is.</param>
public sealed record HandOverAnswer(DateTimeOffset? Due, bool Overdue, DateTimeOffset? HandedOverAt, string? ToDo);

/// <summary>A recall, and whether its answer is overdue.</summary>
public sealed record CaseloadRecallAnswer(ReleaseId? Release, RecallCause Cause, DateTimeOffset SentAt, DateTimeOffset Due, bool Overdue,
    RecallAnswer? Answer, Sensitive<string>? WhyNot)
{
    internal static CaseloadRecallAnswer Of(CaseloadRecall r, DateTimeOffset now) =>
        new(r.Release, r.Cause, r.SentAt, r.Due, r.Answer is null && now >= r.Due, r.Answer, r.WhyNot)
        {
            ByLetter = r.ByLetter,
            LetterBy = r.ByLetter == true && r.LetterSentAt is null && r.Answer is null ? r.NextDue : null,
            LetterSentAt = r.LetterSentAt,
        };

    /// <summary>Whether it is asked by a letter, because nobody there reads here; left out means no.</summary>
    public bool? ByLetter { get; init; }

    /// <summary>Until when the letter is to be sent; left out where there is none, and once it was sent.</summary>
    public DateTimeOffset? LetterBy { get; init; }

    /// <summary>When the letter was sent; left out while it was not.</summary>
    public DateTimeOffset? LetterSentAt { get; init; }
}

/// <summary>An authority that the law has your agency tell, and that was not told yet.</summary>
/// <param name="Process">The duty.</param>
/// <param name="Authority">To whom the report goes that the process names.</param>
/// <param name="Elsewhere">Which of the other authorities of the duty has to be told; left out for the one that the process names.</param>
/// <param name="Survivor">About whom.</param>
/// <param name="Case">In which case.</param>
/// <param name="Report">What is reported.</param>
/// <param name="Due">Until when; where no hours are known, when your agency learned of it.</param>
/// <param name="Overdue">Whether that has passed. Never where no hours are known.</param>
/// <param name="Citation">Where it is written; left out where no line of a table is known.</param>
/// <param name="ByProcess">By which process of its own it is told; left out where it has none.</param>
/// <param name="ToDo">What to do, in words.</param>
public sealed record CaseloadReportAnswer(
    ProcessId Process, GateRecipient Authority, AuthorityKind? Elsewhere, SurvivorId Survivor, CaseId Case, ReportKind? Report,
    DateTimeOffset Due, bool Overdue, string? Citation, ProcessId? ByProcess, string ToDo)
{
    internal static CaseloadReportAnswer Of(CaseloadReport r, DateTimeOffset now)
    {
        var citation = r.Citation.Length == 0 ? null : r.Citation;
        return new(
            r.Process, r.Authority, r.Elsewhere, r.Survivor, r.Case, r.Report, r.Due,
            r.ByProcess is null && r.AtOnce != true && r.Due <= now, citation, r.ByProcess,
            r.ByProcess is null
                ? DutyWords.ToDo(r.Elsewhere, r.ToHandOver == true, citation)
                : "It has a process of its own, which is answered by itself.");
    }
}

/// <summary>What a court or a probation office requires of a survivor.</summary>
public sealed record CaseloadMandateAnswer(MandateId Mandate, SurvivorId Survivor, DateTimeOffset RecordedAt, MandateBurden Burden);
