namespace Coordination.Projections.AdvocateCaseload;

/// <summary>Folds a survivor's own stream and her consent stream into one row. Either may come first.</summary>
internal static class CaseloadSurvivorFold
{
    public static CaseloadSurvivor? Apply(CaseloadSurvivor? view, Recorded<DomainEvent> recorded) => (recorded.Event, view) switch
    {
        (SurvivorWelcomed e, _) => (view ?? Empty(e.Survivor, e.Custodian)) with { CalledBy = e.CalledBy, Language = e.Language },
        (ConsentRecordOpened e, _) => view ?? Empty(e.Survivor, e.Custodian),
        (SurvivorEvent or ConsentEvent, null) => null,
        (OwnWordsRecorded e, _) => view with { OwnWords = [.. view.OwnWords, e.Words] },
        (SafeContactRecorded e, _) => view with { SafeContact = e.Contact, DangerNote = e.DangerNote },
        (MinorStatusRecorded e, _) => view with { UnderEighteen = e.UnderEighteen, EighteenFrom = e.EighteenFrom },
        (MinorityRecorded e, _) => view with { UnderEighteen = e.UnderEighteen, EighteenFrom = e.EighteenFrom },
        (SurvivorErased, _) => null,
        (SurvivorDied, _) => view with { Deceased = true },
        (DeathWithdrawn, _) => view with { Deceased = false },
        (ConsentDeclined e, _) => view with { Declinations = [.. view.Declinations, Declined(e, recorded.Meta)] },
        (ConsentEvent e, _) => OnRelease(view, e, recorded.Meta.RecordedAt),
        _ => throw new UnreachableException(),
    };

    private static CaseloadSurvivor Empty(SurvivorId survivor, AgencyId custodian) => new() { Survivor = survivor, Custodian = custodian };

    private static CaseloadDeclination Declined(ConsentDeclined e, EventMeta meta) =>
        new(e.Declination, [.. e.Recipients.OrderBy(r => r.Value, StringComparer.Ordinal)], [.. e.RecipientKinds.Order()],
            [.. e.Categories.Order()], meta.RecordedAt);

    private static CaseloadSurvivor OnRelease(CaseloadSurvivor view, ConsentEvent @event, DateTimeOffset at) => @event switch
    {
        ReleaseSigned e => Add(view, new(e.Release, e.Terms, ReleaseStanding.Active, at)),
        ReleaseRenewed e => Add(End(view, e.Release, ReleaseStanding.Superseded, at),
            new(e.Renewal, e.Terms, ReleaseStanding.Active, at, Renews: e.Release)),
        ReleaseNarrowed e => view with { Releases = view.Releases.Change(r => r.Release == e.Release, r => r with { Terms = e.Terms }) },
        ReleaseRevoked e => End(view, e.Release, ReleaseStanding.Revoked, at),
        ReleaseVoided e => End(view, e.Release, ReleaseStanding.Voided, at),
        ReleaseExpired e => End(view, e.Release, ReleaseStanding.Expired, at),
        _ => throw new UnreachableException(),
    };

    private static CaseloadSurvivor Add(CaseloadSurvivor view, CaseloadRelease release) =>
        view with { Releases = view.Releases.Put(release, r => r.Release.ToString()) };

    private static CaseloadSurvivor End(CaseloadSurvivor view, ReleaseId release, ReleaseStanding standing, DateTimeOffset at) =>
        view with
        {
            Releases = view.Releases.Change(r => r.Release == release && r.Standing.MayBecome(standing),
            r => r with { Standing = standing, EndedAt = at })
        };
}
