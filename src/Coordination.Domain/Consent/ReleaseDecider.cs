namespace Coordination.Domain.Consent;

/// <summary>Decides about releases. A grant is checked with care; taking it back is never made hard.</summary>
public static class ReleaseDecider
{
    /// <summary>The answer for a release that is not in the record.</summary>
    public static Refusal NoRelease { get; } = new(RefusalReason.NotFound, "There is no such release in this record.");

    /// <summary>
    /// A release is captured when it would hold at the gate: in writing, dated, informed, limited in time, with named
    /// recipients, signed by who must sign. One that an alleged abuser signed is refused, and kept as evidence: void.
    /// </summary>
    /// <param name="command">What was signed.</param>
    /// <param name="law">Members, the longest release that the policy allows (CG-05), and what the gate asks of the release.</param>
    /// <param name="state">The consent record.</param>
    public static Decision<ConsentEvent> Decide(SignRelease command, SigningLaw law, ConsentPosition state)
    {
        if (!state.IsOpen)
        {
            return ConsentDecider.NoRecord;
        }

        if (state.Find(command.Release) is not null)
        {
            return new Refusal(RefusalReason.AlreadyExists, "There is a release with this identifier already.", "release");
        }

        // A representative is not asked what she meant: her own releases stay as they are.
        var older = RepresentativeRules.Apply(law, state) ? [] : Older(command, state);
        var signed = Signed(command, older);
        return CaptureRules.Form(command, law, state) is { } wrong ? wrong
            : SignatureRules.AbuserAmong(command.Signatures, state) is { } abuser
                ? Decision.Refuse<ConsentEvent>(abuser, signed, new ReleaseVoided(command.Release, VoidCause.AbuserSigned))
            : (SignatureRules.Missing(command, law, state) ?? ElementRules.Missing(command, law, state)) is { } missing ? missing
            : command.Besides is null && law.Rules.ByProfile && older.Count > 0 ? WhichRelease(older)
            : command.Besides is OlderReleases.End ? Decision.Record<ConsentEvent>([.. Ended(command, older, state), signed])
            : signed;
    }

    /// <summary>A release only ever becomes narrower; anything wider needs a new signature.</summary>
    public static Decision<ConsentEvent> Decide(NarrowRelease command, ConsentPosition state)
    {
        if (state.Find(command.Release) is not { } release)
        {
            return NoRelease;
        }

        if (release.State is not (ReleaseState.Active or ReleaseState.Superseded))
        {
            return new Refusal(RefusalReason.WrongState, "This release has ended; there is nothing to narrow.");
        }

        return TermsComparison.WhatIsWider(command.Terms, Corrected(release.Terms, command.Terms)) is { } wider ? wider
            : CaptureRules.Excepted(command.Terms, command.Rules, release.Terms) is { } unread ? unread
            : TermsComparison.WhatIsWider(release.Terms, command.Terms) is null ? Decision.Nothing<ConsentEvent>()
            : new ReleaseNarrowed(command.Release, command.Terms, command.By, command.Through);
    }

    // Who is excepted may be corrected, where the wrong person was: for each who may have it again somebody else may not, and nothing else
    // becomes wider.
    private static ReleaseTerms Corrected(ReleaseTerms before, ReleaseTerms remaining) => before with
    {
        Recipients = [.. before.Recipients.Select(known => known is { Persons.Count: 0, Except: { Count: > 0 } except }
            && remaining.Recipients.FirstOrDefault(recipient => recipient.Agency == known.Agency) is { Persons.Count: 0,
                Except: { } instead } && instead.Distinct().Count() >= except.Distinct().Count()
                ? known with { Except = instead }
                : known)],
    };

    /// <summary>A renewal is a new signature under terms of its own; the release before it ends where it begins.</summary>
    /// <inheritdoc cref="Decide(SignRelease, SigningLaw, ConsentPosition)"/>
    public static Decision<ConsentEvent> Decide(RenewRelease command, SigningLaw law, ConsentPosition state)
    {
        if (state.Find(command.Release) is not { } release)
        {
            return NoRelease;
        }

        if (release.State is not ReleaseState.Active)
        {
            return new Refusal(RefusalReason.WrongState, "This release has ended; a new one can be signed.");
        }

        if (law.Rules.ByProfile && command.Terms.Recipients.Index()
            .FirstOrDefault(at => !release.Terms.NamesAgency(at.Item.Agency)) is { Item: not null } other)
        {
            return new Refusal(RefusalReason.InvalidInput,
                "A renewal goes on with the agency that the release names. Sign a new release for another agency; this one goes on " +
                    "beside it until she takes it back.", $"terms.recipients[{other.Index}].agency");
        }

        var again = new SignRelease(command.Renewal, command.Terms, command.Signatures, command.WarningsAcknowledged, command.CapturedBy,
            command.At)
        { Besides = command.Besides, Renews = command.Release };
        return Decide(again, law, state) switch
        {
            Accepted<ConsentEvent> accepted =>
                Decision.Record<ConsentEvent>([.. accepted.Recorded.Select(recorded => recorded is ReleaseSigned signed
                ? new ReleaseRenewed(command.Release, signed.Release, signed.Terms, signed.Signatures, signed.WarningsAcknowledged,
                    signed.CapturedBy) { KeepsBeside = signed.KeepsBeside }
                : recorded)]),
            var refused => refused,
        };
    }

    /// <summary>
    /// The older releases of which she has to say what becomes of them when she signs this one: they give the same agency more of what both
    /// speak of, at some time at which both are open (CG-50).
    /// </summary>
    public static IReadOnlyList<Release> Older(SignRelease command, ConsentPosition state)
    {
        var newer = new Release(command.Release, command.Terms, command.Signatures, command.WarningsAcknowledged,
            state.Order + 1)
        { Renews = command.Renews };
        var from = command.Terms.Starts > command.At ? command.Terms.Starts : command.At;
        return [.. state.Releases.Where(older =>
            older.State is ReleaseState.Active or ReleaseState.Superseded && older.EndsAt > from
            && older.Terms.Starts < command.Terms.Expires
            && command.Terms.Recipients.Any(recipient => LeavesOut(newer, older, recipient.Agency)))];
    }

    // To this agency, of what both speak of, whatever their times.
    private static bool LeavesOut(Release newer, Release older, AgencyId recipient) =>
        newer.WhatItSpeaksOf(older, recipient) is { Count: > 0 } grants && TermsComparison.WhatIsWider(
            older.Terms with
            {
                Recipients = [.. older.Terms.Recipients.Where(named => named.Agency == recipient)],
                Grants = grants,
                Starts = newer.Terms.Starts,
                Expires = newer.Terms.Expires
            },
            newer.Terms) is not null;

    private static ReleaseSigned Signed(SignRelease command, IReadOnlyList<Release> older) =>
        new(command.Release, command.Terms, command.Signatures, command.WarningsAcknowledged, command.CapturedBy)
        {
            KeepsBeside = command.Besides is OlderReleases.Keep && older.Count > 0 ? [.. older.Select(release => release.Id)] : null,
        };

    private static Refusal WhichRelease(IReadOnlyList<Release> older) => new(
        RefusalReason.AnswerNeeded,
        $"She signed for more of the same before: {string.Join("; ", older.Select(Named))}. Ask her which she means. With besides: keep, " +
            $"what she signed before goes on beside this release; with besides: end, it is taken back now (CG-50).",
        "besides");

    private static string Named(Release release) => string.Create(CultureInfo.InvariantCulture,
        $"a release {(release.FirstSignedAt is { } signed ? $"signed {signed.UtcDateTime:yyyy-MM-dd HH:mm} UTC" : "without a date")}, " +
            $"which ends {release.EndsAt!.Value.UtcDateTime:yyyy-MM-dd HH:mm} UTC");

    // Her signature revokes the older ones. The person who captured it passes that on; a form in ink is a letter.
    private static IEnumerable<ConsentEvent> Ended(SignRelease command, IReadOnlyList<Release> older, ConsentPosition state) =>
        Revoked(older.SelectMany(release => Line(release.Id, state)).DistinctBy(release => release.Id)
            .Where(release => release.Id != command.Renews), command.CapturedBy,
            command.Signatures.All(signature => signature.Method is SignatureMethod.Ink) ? Channel.Letter : Channel.ThroughAdvocate, null);

    /// <summary>Takes a release back, however it was said (CG-14). Revoking a release that was renewed also revokes its renewals. One that
    /// is void or revoked stays what it is.</summary>
    public static Decision<ConsentEvent> Decide(RevokeRelease command, ConsentPosition state) =>
        state.Find(command.Release) is not { } named ? NoRelease
            : SaidTooEarly(command.SaidBefore, [named]) is { } tooEarly ? tooEarly
            : Decision.Record<ConsentEvent>([.. Revoked(Line(command.Release, state), command.By, command.Through, command.SaidAt)]);

    /// <summary>
    /// Why she cannot have taken these back at that time: none of them was signed yet. Null when she can. A time that is possible for one
    /// of them closes all: who takes back everything is not asked which she remembered.
    /// </summary>
    /// <param name="said">When she is said to have said it; null means now, which is never too early.</param>
    /// <param name="releases">What she takes back.</param>
    public static Refusal? SaidTooEarly(DateTimeOffset? said, IReadOnlyCollection<Release> releases) =>
        said is { } at && releases.Count > 0 && releases.All(release => release.FirstSignedAt > at)
            ? new Refusal(RefusalReason.InvalidInput,
                "At that time nothing was signed that could be taken back, so nothing was recorded. Give the time at which she said it, " +
                    "or leave saidAt out: then it is taken back from now on.", "saidAt")
            : null;

    /// <summary>Takes back every release that is neither revoked nor void, and with them every waiver of hers: who takes back everything
    /// means that, too.</summary>
    public static Decision<ConsentEvent> Decide(RevokeEveryRelease command, ConsentPosition state) =>
        !state.IsOpen
            ? ConsentDecider.NoRecord
            : Decision.Record<ConsentEvent>([
                .. Revoked(state.Releases, command.By, command.Through, command.SaidAt),
                .. state.ProtectionWaiver is null ? (ConsentEvent[])[] : [new ProtectionWaiverWithdrawn(command.By, command.Through)],
                .. state.Waivers.IsEmpty
                    ? (ConsentEvent[])[]
                    : [new PrivilegeWaiverWithdrawn([.. state.Waivers.SelectMany(waiver => waiver.Items).Distinct()],
                        command.By, command.Through)],
            ]);

    /// <summary>Records that time ran out; the gate did not wait for it.</summary>
    public static Decision<ConsentEvent> Decide(ExpireRelease command, ConsentPosition state) => state.Find(command.Release) switch
    {
        null => NoRelease,
        { State: not (ReleaseState.Active or ReleaseState.Superseded) } => Decision.Nothing<ConsentEvent>(),
        { Terms.Expires: { } expires } when command.At < expires =>
            new Refusal(RefusalReason.WrongState, "This release has not reached its end."),
        var release => new ReleaseExpired(command.Release, release.Terms.Expires ?? command.At),
    };

    /// <summary>Records that a release never was valid.</summary>
    public static Decision<ConsentEvent> Decide(VoidRelease command, ConsentPosition state) => state.Find(command.Release) switch
    {
        null => NoRelease,
        { State: ReleaseState.Void } => Decision.Nothing<ConsentEvent>(),
        _ => new ReleaseVoided(command.Release, command.Cause),
    };

    private static IEnumerable<ConsentEvent> Revoked(IEnumerable<Release> releases, PersonId by, Channel through, DateTimeOffset? saidAt)
    {
        var revoked = new ReleaseState.Revoked(through);
        return releases.Where(release => release.State.MayBecome(revoked))
            .Select(release => new ReleaseRevoked(release.Id, by, through) { SaidAt = saidAt });
    }

    private static List<Release> Line(ReleaseId first, ConsentPosition state)
    {
        var line = new List<Release>();
        for (var next = state.Find(first); next is not null && !line.Contains(next);)
        {
            line.Add(next);
            next = state.RenewalOf(next.Id);
        }

        return line;
    }
}
