using Coordination.Domain.Consent;
using Coordination.Domain.Disclosures;
using Coordination.Domain.Gate;
using Coordination.Domain.Readings;
using Coordination.Domain.Survivors;
using Coordination.Projections.AdvocateCaseload;
using Coordination.Projections.SurvivorLedger;

namespace Coordination.Host.Features.RoleViews;

/// <summary>
/// A survivor's own ledger. Her token names the agency that serves her and the name by which that agency knows her: nobody else's
/// ledger can be asked for.
/// </summary>
internal static class LedgerRoutes
{
    private static readonly string[] s_given = ["given", "notHandedOver", "askedBack", "cameBack", "couldNotBeRecalled"];

    internal static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/ledger").WithTags("Views").RequireAuthorization(Policies.Survivors);
        group.MapGet("/", Whole).Costs(RequestCost.WholeView).Produces<LedgerAnswer>()
            .WithSummary("What is in force, who was given what under which signature, and what could not be called back.");
        group.MapGet("/releases", Releases).Produces<PageOf<LedgerReleaseAnswer>>()
            .WithSummary("What you signed, the latest first. Status: active, revoked, voided, expired, superseded.");
        group.MapGet("/disclosures", Disclosures).Produces<PageOf<LedgerDisclosureAnswer>>()
            .WithSummary("Who was given what about you, the latest first, by the agency that has it and the purpose. Status: given, " +
                "notHandedOver (a copy was made and has still to be handed over), askedBack, cameBack, couldNotBeRecalled.");
        group.MapGet("/reports", Reports).Produces<PageOf<LedgerReportAnswer>>()
            .WithSummary("What was told about you by telephone or in person because of a law or a danger, and of which nothing went from " +
                "here as a copy, the latest first.");
        group.MapGet("/readings", Readings).Produces<PageOf<LedgerReadingAnswer>>()
            .WithSummary("Who at the agency that serves you read what is kept about you, which part and when, the latest first. A line " +
                "stands for what they read of the same part in a quarter of an hour.");
        group.MapGet("/decisions", Decisions).Produces<PageOf<LedgerReviewAnswer>>()
            .WithSummary("What meetings of the team decided about you, and whether that follows what you said, the latest first. Status: " +
                "brought, decided.");
        group.MapGet("/mandates", Mandates).Produces<PageOf<LedgerMandateAnswer>>()
            .WithSummary("What courts and probation offices require of you, what it takes and costs, and what was done to you for it. " +
                "Status: open, ended.");
    }

    private static async Task<IResult> Mandates([AsParameters] PageQuery page, Caller caller, IdentifierMint mint, ViewPages pages,
        CancellationToken cancellation) =>
        Herself(caller, mint) is { } survivor
            ? ViewReply.Of(await pages.Page<LedgerMandate, LedgerMandateAnswer>(Of(survivor, caller, LedgerKinds.Mandate)
                with
            { Known = ["open", "ended"] }, page, m => new(m.Mandate, m.Agency, m.RecordedAt, m.Burden), cancellation))
            : Problems.NotFound.With();

    private static async Task<IResult> Readings([AsParameters] PageQuery page, Caller caller, IdentifierMint mint, ViewPages pages,
        CancellationToken cancellation) =>
        Herself(caller, mint) is { } survivor
            ? ViewReply.Of(await pages.Page<LedgerReading, LedgerReadingAnswer>(Of(survivor, caller, LedgerKinds.Reading), page,
                r => new(r.By, r.Part, r.ReadAt, r.Until), cancellation))
            : Problems.NotFound.With();

    private static async Task<IResult> Decisions([AsParameters] PageQuery page, Caller caller, IdentifierMint mint, ViewPages pages,
        CancellationToken cancellation) =>
        Herself(caller, mint) is { } survivor
            ? ViewReply.Of(await pages.Page<LedgerReview, LedgerReviewAnswer>(Of(survivor, caller, LedgerKinds.Review)
                with
            { Known = ["brought", "decided"] }, page, r => new(r.Item, r.Agency, r.BroughtAt, r.Decisions), cancellation))
            : Problems.NotFound.With();

    private static async Task<IResult> Whole(Caller caller, IdentifierMint mint, ViewPages pages, ReleaseReader releases, LedgerLaw law,
        CancellationToken cancellation)
    {
        if (Herself(caller, mint) is not { } survivor)
            return Problems.NotFound.With();
        var now = pages.Now;
        var sections = await pages.Sections(
            [Of(survivor, caller, LedgerKinds.Release) with { Statuses = ["active"] }, Given(survivor, caller),
                Given(survivor, caller) with { Statuses = ["couldNotBeRecalled"] }], cancellation);
        var standing = await Standing(sections[0], releases, now, cancellation);
        var known = await law.Of(survivor, caller.Agency, sections, cancellation);
        var reports = await law.Reports(survivor, caller.Agency, cancellation);
        return Reply.Revealing(new LedgerAnswer(
            sections[0].As<LedgerRelease, LedgerReleaseAnswer>(r => LedgerReleaseAnswer.Of(r, standing, known)),
            sections[1].As<LedgerDisclosure, LedgerDisclosureAnswer>(d => LedgerDisclosureAnswer.Of(d, known)),
            sections[2].As<LedgerDisclosure, LedgerDisclosureAnswer>(d => LedgerDisclosureAnswer.Of(d, known)),
            PageOfReports(reports, 0, PageQuery.LimitOfSections), Accounting.WhatMayBeMissing));
    }

    private static async Task<IResult> Releases([AsParameters] PageQuery page, Caller caller, IdentifierMint mint, ViewPages pages,
        ReleaseReader releases, LedgerLaw law, CancellationToken cancellation)
    {
        if (Herself(caller, mint) is not { } survivor)
            return Problems.NotFound.With();
        var now = pages.Now;
        var found = await pages.Section(Of(survivor, caller, LedgerKinds.Release) with { Known = ViewOf.StatesOf<ReleaseStanding>() },
            page, cancellation);
        if (found.Value is not { } section)
            return ViewReply.Of(new Result<PageOf<LedgerReleaseAnswer>>(found.Refusal!));
        var standing = await Standing(section, releases, now, cancellation);
        var known = await law.Of(survivor, caller.Agency, [section], cancellation);
        return ViewReply.Of(new Result<PageOf<LedgerReleaseAnswer>>(
            section.As<LedgerRelease, LedgerReleaseAnswer>(r => LedgerReleaseAnswer.Of(r, standing, known))));
    }

    private static ValueTask<IReadOnlyDictionary<ReleaseId, ReleaseNow>> Standing(Section section, ReleaseReader releases,
        DateTimeOffset now, CancellationToken cancellation) =>
        releases.Of([.. section.Rows.Cast<LedgerRelease>().Select(row => (row.Survivor, row.Release))], now, cancellation);

    private static async Task<IResult> Disclosures([AsParameters] SharingPageQuery page, Caller caller, IdentifierMint mint,
        ViewPages pages, LedgerLaw law, CancellationToken cancellation)
    {
        if (Herself(caller, mint) is not { } survivor)
            return Problems.NotFound.With();
        var found = await pages.Section(Given(survivor, caller), page, cancellation);
        if (found.Value is not { } section)
            return ViewReply.Of(new Result<PageOf<LedgerDisclosureAnswer>>(found.Refusal!));
        var known = await law.Of(survivor, caller.Agency, [section], cancellation);
        return ViewReply.Of(new Result<PageOf<LedgerDisclosureAnswer>>(
            section.As<LedgerDisclosure, LedgerDisclosureAnswer>(d => LedgerDisclosureAnswer.Of(d, known))));
    }

    private static async Task<IResult> Reports(Caller caller, IdentifierMint mint, LedgerLaw law, CancellationToken cancellation,
        int after = 0, int? limit = null)
    {
        if (Herself(caller, mint) is not { } survivor)
            return Problems.NotFound.With();
        if (after < 0)
            return Problems.InvalidInput.With("Give back the next of the page before, unchanged.", "after");
        if (limit is < 1 or > PageQuery.LargestLimit)
            return Problems.InvalidInput.With($"Ask for 1 to {PageQuery.LargestLimit} rows.", "limit");
        return Reply.Revealing(PageOfReports(await law.Reports(survivor, caller.Agency, cancellation), after,
            limit ?? PageQuery.DefaultLimit));
    }

    private static PageOf<LedgerReportAnswer> PageOfReports(IReadOnlyList<LedgerReportAnswer> reports, int after, int limit) =>
        new([.. reports.Skip(after).Take(limit)],
            after + limit < reports.Count ? (after + limit).ToString(CultureInfo.InvariantCulture) : null);

    private static ViewOf Given(SurvivorId survivor, Caller caller) =>
        Of(survivor, caller, LedgerKinds.Disclosure) with { Statuses = s_given, Known = s_given };

    private static ViewOf Of(SurvivorId survivor, Caller caller, string kind) =>
        new(AllProjections.SurvivorLedger, Compartment.OfSurvivor(survivor), caller.Person, kind) { Descending = true };

    private static SurvivorId? Herself(Caller caller, IdentifierMint mint) =>
        caller.Survivor is { } name ? SurvivorId.Of(mint.IdentifierOf(caller.Agency.Value, name)) : null;
}

/// <summary>A survivor's ledger.</summary>
/// <param name="InForce">Releases that nothing but time has ended.</param>
/// <param name="Given">Who was given what, the latest first.</param>
/// <param name="CouldNotBeRecalled">What was asked back and will not come back.</param>
/// <param name="Reports">What was told by telephone or in person because of a law or a danger, and of which nothing went from here as a
/// copy, the latest first.</param>
/// <param name="Notice">That the law can have something left out for a time, in words that are always the same, and that her rights
/// stay.</param>
public sealed record LedgerAnswer(PageOf<LedgerReleaseAnswer> InForce, PageOf<LedgerDisclosureAnswer> Given,
    PageOf<LedgerDisclosureAnswer> CouldNotBeRecalled, PageOf<LedgerReportAnswer> Reports, string Notice);

/// <summary>A release, with its signatures.</summary>
/// <param name="Release">The release.</param>
/// <param name="From">The agency that would give something under it.</param>
/// <param name="Standing">What became of it.</param>
/// <param name="InForceNow">Whether something would go under it at this moment, to one of its agencies at least. Where not, the obstacles
/// say why and what can be done.</param>
/// <param name="Terms">What it permits.</param>
/// <param name="Signatures">Who signed.</param>
/// <param name="RecordedAt">When it was recorded.</param>
/// <param name="EndedAt">When its end was recorded.</param>
/// <param name="TakenBackThrough">How it was taken back.</param>
public sealed record LedgerReleaseAnswer(
    ReleaseId Release, AgencyId From, ReleaseStanding Standing, bool InForceNow, ReleaseTerms Terms, IReadOnlyList<Signature> Signatures,
    DateTimeOffset RecordedAt,
    DateTimeOffset? EndedAt, Channel? TakenBackThrough)
{
    /// <summary>Why nothing goes under it now, or nothing to one of its agencies, and what can be done; left out where there is no such
    /// thing.</summary>
    public IReadOnlyList<ReleaseObstacle>? Obstacles { get; init; }

    /// <summary>That you are told of each disclosure first, as you asked; left out otherwise.</summary>
    public string? ToldFirst { get; init; }

    /// <summary>What the agencies and offices are called that it names; left out where nobody recorded a name.</summary>
    public IReadOnlyList<NamedAgency>? Names { get; init; }

    internal static LedgerReleaseAnswer Of(LedgerRelease r, IReadOnlyDictionary<ReleaseId, ReleaseNow> standing, KnownToHer? known = null)
    {
        var now = standing.GetValueOrDefault(r.Release);
        return new(r.Release, r.Agency, r.Standing, now?.Holds == true, r.Terms, r.Signatures, r.RecordedAt, r.EndedAt, r.TakenBackThrough)
        {
            Obstacles = now?.Obstacles is { Count: > 0 } obstacles ? obstacles : null,
            ToldFirst = now?.ToldFirst,
            Names = known is null ? null : NamedAgency.Of(r.Terms.Recipients.Select(recipient => recipient.Agency), known.Names),
        };
    }
}

/// <summary>Who was given what, when, why, and under which signature.</summary>
public sealed record LedgerDisclosureAnswer(
    DisclosureId Disclosure, AgencyId From, GateRecipient To, Purpose Why, DateTimeOffset When, IReadOnlyList<LedgerCopy> What,
    IReadOnlyList<ReleaseId> UnderReleases, IReadOnlyList<LedgerRecallAnswer> AskedBack)
{
    /// <summary>What the office or agency is called that has it; left out where nobody recorded a name.</summary>
    public string? ToName { get; init; }

    /// <summary>Why it went without your release, all or part of it, by which law, and what you can do about it; left out where all of it
    /// went under releases.</summary>
    public WentWithoutRelease? WithoutRelease { get; init; }

    internal static LedgerDisclosureAnswer Of(LedgerDisclosure d, KnownToHer known) =>
        new(d.Disclosure, d.Agency, d.Recipient!, d.Purpose!.Value, d.MadeAt!.Value, d.Given, d.Releases,
            [.. d.Recalls.Select(LedgerRecallAnswer.Of)])
        {
            ToName = known.Names.GetValueOrDefault(d.Recipient!.Agency),
            WithoutRelease = known.Law.GetValueOrDefault(d.Disclosure),
            HandOver = d.ByHand != true
                ? null
                : new(d.HandedOverAt, d.HandedOverAt is null ? "A copy was made. Nobody recorded yet that it was handed over."
                    : d.AcknowledgedHere == true ? "The agency acknowledged the copy here at this time. Nobody handed it over."
                    : "The copy was handed over at this time."),
        };

    /// <summary>For a copy that nobody there could read here: whether and when it was handed over, or acknowledged here after all, as far
    /// as is known; left out for every other.</summary>
    public LedgerHandOverAnswer? HandOver { get; init; }
}

/// <summary>What was asked back, and what became of it.</summary>
/// <param name="Cause">Why.</param>
/// <param name="Said">Why, in words.</param>
/// <param name="SentAt">When it was asked back.</param>
/// <param name="Due">Until when an answer is expected.</param>
/// <param name="Copies">How many items.</param>
/// <param name="Answer">How it ended; left out while nobody answered.</param>
/// <param name="WhyNot">Why it does not come back, in the words of whoever has it.</param>
public sealed record LedgerRecallAnswer(RecallCause Cause, string Said, DateTimeOffset SentAt, DateTimeOffset Due, int Copies,
    RecallAnswer? Answer, Sensitive<string>? WhyNot)
{
    internal static LedgerRecallAnswer Of(LedgerRecall recall) =>
        new(recall.Cause, Why(recall.Cause), recall.SentAt, recall.Due, recall.Copies, recall.Answer, recall.WhyNot);

    /// <summary>Why something is asked back, in words that she can read.</summary>
    public static string Why(RecallCause cause) => cause switch
    {
        RecallCause.Revoked => "The release under which it went was taken back.",
        RecallCause.Narrowed => "The release under which it went now covers less.",
        RecallCause.Voided => "The release under which it went does not hold.",
        RecallCause.Retracted => "What was written was wrong, and was taken out of the record.",
        RecallCause.Corrected => "What was written was wrong, and stands in the record as it should be.",
        RecallCause.AgencySuspended => "The agency that has it was suspended from the task force.",
        RecallCause.AgencyLeft => "The agency that has it left the task force.",
        RecallCause.AgreementEnded => "The agency that has it has no agreement with the task force any more.",
        RecallCause.RecordedInError => "The order, the law or the report because of which it went was recorded by mistake.",
        RecallCause.DeathWithdrawn => "A death had been recorded by mistake, and it went because of that.",
        _ => throw new ArgumentOutOfRangeException(nameof(cause), cause, "No words for this cause."),
    };
}

/// <summary>Whether a copy was handed over.</summary>
/// <param name="At">When, or when the agency acknowledged it here after all; left out while nobody recorded either.</param>
/// <param name="Said">The same in words.</param>
public sealed record LedgerHandOverAnswer(DateTimeOffset? At, string Said);

/// <summary>What was told about her before it was recorded, by telephone or in person, and of which nothing went from here as a
/// copy.</summary>
/// <param name="From">The agency whose people told it.</param>
/// <param name="To">Who was told.</param>
/// <param name="ToName">What that office or agency is called; left out where nobody recorded a name.</param>
/// <param name="ToKind">What it does; left out where nobody recorded that.</param>
/// <param name="Through">How.</param>
/// <param name="When">When.</param>
/// <param name="About">What it was about: no content.</param>
/// <param name="WithoutRelease">Why, by which law, and what you can do about it.</param>
public sealed record LedgerReportAnswer(
    AgencyId From, GateRecipient To, string? ToName, AgencyKind? ToKind, Channel Through, DateTimeOffset When,
    IReadOnlyList<InformationCategory> About, WentWithoutRelease? WithoutRelease);

/// <summary>What is read beside the rows of her ledger.</summary>
/// <param name="Names">What agencies and offices are called.</param>
/// <param name="Law">Why disclosures went without her release.</param>
public sealed record KnownToHer(IReadOnlyDictionary<AgencyId, string> Names, IReadOnlyDictionary<DisclosureId, WentWithoutRelease> Law);

/// <summary>
/// Reads beside the rows of her ledger by which law something went, and what was only told by telephone. Rows and accounting come here
/// without what she may not be told of now: it is never asked about what they left out.
/// </summary>
public sealed class LedgerLaw(StateReader reader, AgencyNames names, LawOfDisclosures law, AccountingReader accounting)
{
    internal async ValueTask<KnownToHer> Of(SurvivorId survivor, AgencyId agency, IReadOnlyList<Section> sections,
        CancellationToken cancellation)
    {
        List<LedgerDisclosure> given = [.. sections.SelectMany(section => section.Rows).OfType<LedgerDisclosure>()];
        var agencies = given.Select(row => row.Recipient!.Agency)
            .Concat(sections.SelectMany(section => section.Rows).OfType<LedgerRelease>()
                .SelectMany(row => row.Terms.Recipients.Select(recipient => recipient.Agency)));
        return new(await names.Of(agencies, agency, cancellation),
            await law.Of(survivor, [.. given.Select(row => row.Disclosure).Distinct()], cancellation));
    }

    internal async ValueTask<IReadOnlyList<LedgerReportAnswer>> Reports(SurvivorId survivor, AgencyId agency,
        CancellationToken cancellation)
    {
        if ((await reader.Read(SurvivorStream.Definition, survivor, cancellation)).State
            is not SurvivorState.Welcomed { Custodian: var custodian } || custodian != agency)
            return [];
        List<AccountedDisclosure> told =
            [.. (await accounting.ToldToHer(survivor, null, cancellation)).Where(one => one is { Disclosure: null, Reported: not null })];
        List<LedgerReportAnswer> reports = [];
        foreach (var one in await law.Explain(survivor, told, names, agency, cancellation))
        {
            reports.Add(new(
                one.Discloser, one.Recipient, one.RecipientName,
                (await reader.Read(PartnerStream.Definition, one.Recipient.Agency, cancellation)).State.KindIfKnown,
                one.Reported!.Through, one.MadeAt, [.. one.Items.Select(item => item.Category).Distinct().Order()], one.WithoutRelease));
        }

        reports.Reverse();
        return reports;
    }
}

/// <summary>What a court or a probation office requires of her.</summary>
public sealed record LedgerMandateAnswer(MandateId Mandate, AgencyId RepresentedBy, DateTimeOffset RecordedAt, MandateBurden Burden);

/// <summary>Somebody of the agency that serves her read a part of what is kept about her.</summary>
/// <param name="By">Who read.</param>
/// <param name="Part">Which part.</param>
/// <param name="ReadAt">When they began.</param>
/// <param name="Until">What they read of the same part until then has no line of its own.</param>
public sealed record LedgerReadingAnswer(PersonId By, RecordPart Part, DateTimeOffset ReadAt, DateTimeOffset Until);

/// <summary>What a meeting of the team decided about her.</summary>
public sealed record LedgerReviewAnswer(AgendaItemId Item, AgencyId BroughtBy, DateTimeOffset BroughtAt,
    IReadOnlyList<LedgerDecision> Decisions);
