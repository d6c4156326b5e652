using System.Collections.Immutable;
using Coordination.Domain.Consent;
using Coordination.Domain.Gate;
using Coordination.Domain.Partners;
using Coordination.Domain.TaskForce;
using static Coordination.Testing.GateWorld;

namespace Coordination.Domain.Tests.Gate;

/// <summary>What a rule is asked.</summary>
internal sealed record Asked(GateRequest Request, GateFacts Facts, RequestedItem? Item, Release? Release, NamedPerson? Person = null);

/// <summary>
/// Faults that somebody could make in one rule: an end that is included, a direction that is turned round, a purpose that is not
/// looked at. A fault bends what the rule is asked, or what it answers, and leaves the rest to the rule itself.
/// </summary>
internal static class PlantedFaults
{
    internal static GateRule Nothing(GateRule sound) => new Faulty(sound, asked => asked, said => said);

    internal static IReadOnlyList<(string Name, string Rule, Func<GateRule, GateRule> Plant)> All { get; } =
    [
        Release("what was renewed goes on beside its renewal", "CG-01", r => r with { State = r.State is ReleaseState.Superseded ? ReleaseState.Active.Instance : r.State }),
        Signing("an oral grant is as good as ink", "CG-02", s => s with { Method = SignatureMethod.Ink }),
        Signing("an undated signature is dated", "CG-02", s => s with { SignedAt = s.SignedAt ?? Noon.AddDays(-2) }),
        Facts("a signature counts a tick before its date", "CG-02", f => f with { Now = f.Now.AddTicks(1) }),
        Release("a notice that was recorded after the release counts", "CG-03", r => r with { Order = long.MaxValue }),
        Consent("a notice without consequences is enough", "CG-03", c => c with { Notices = [.. c.Notices.Select(n => n with { Given = n.Given with { Topics = [.. n.Given.Topics, NoticeTopic.Consequences] } })] }),
        Consent("a notice about any agency is enough", "CG-03", c => c with { Notices = [.. c.Notices.Select(n => n with { Given = n.Given with { Recipients = [Harbor, Police, Clinic] } })] }),
        Terms("the end is included (> instead of >=)", "CG-04", t => t with { Expires = t.Expires?.AddTicks(1) }),
        Terms("the start is excluded (<= instead of <)", "CG-04", t => t with { Starts = t.Starts.AddTicks(1) }),
        Terms("no end is no fault", "CG-04", t => t with { Expires = t.Expires ?? DateTimeOffset.MaxValue }),
        Release("that it was recorded as ended is not looked at", "CG-04", r => r with { State = ReleaseState.Active.Instance }),
        Terms("named persons are not looked at", "CG-06", t => t with { Recipients = [.. t.Recipients.Select(r => r with { Persons = [] })] }),
        Terms("the purpose is not looked at", "CG-07", t => t with { Purposes = Enum.GetValues<Purpose>() }),
        Terms("single items stand for their category", "CG-07", t => t with { Grants = [.. t.Grants.Select(g => g with { OnlyItems = null })] }),
        Ask("the direction is turned round", "CG-08", a => a with { Request = a.Request with { Discloser = a.Request.Recipient.Agency, Recipient = new GateRecipient(a.Request.Discloser, null) } }),
        Release("a parent signs for the minor", "CG-09", r => r with { Signatures = [.. r.Signatures, HerSignature] }),
        Consent("a disqualified parent is as good as any", "CG-09", Qualified),
        Consent("she is never eighteen", "CG-09", c => c with { Minority = c.Minority with { EighteenFrom = null } }),
        Consent("an emancipated minor needs a parent", "CG-09", c => c with { Minority = c.Minority with { Emancipated = false } }),
        Release("a minor alone need not sign", "CG-10", r => r with { Signatures = [HerSignature] }),
        Consent("an alleged abuser may sign what was not found void", "CG-11", Qualified),
        Consent("who has no legal capacity signs all the same", "CG-12", c => c with { LegallyIncapacitated = false }),
        Release("what was taken back by telephone is not taken back", "CG-14", r => r with { State = r.State is ReleaseState.Revoked { Through: Channel.Telephone } ? ReleaseState.Active.Instance : r.State }),
        Process("counsel's word to quash is not heard", "CG-16", p => p with { Finding = p.Finding is null ? null : CounselFinding.Complies }),
        Said("a subpoena is denied where it is held", "CG-16", s => s.Holds ? Ruling.Deny(s.Reason!) : s),
        Process("nobody need try to tell her", "CG-17", p => p with { TellingTried = true }),
        Process("no protective steps are needed", "CG-17", p => p with { IsProtected = true }),
        Process("what counsel took away goes nonetheless", "CG-17", p => p with { Narrowed = null }),
        Process("any order reaches substance-use records", "CG-17", p => p with { ReachesPart2 = true }),
        Consent("a release that has ended lets a report go that nobody mandates", "CG-18", c => c with { Releases = [.. c.Releases.Select(r => r with { State = ReleaseState.Active.Instance, Terms = r.Terms with { Expires = DateTimeOffset.MaxValue } })] }),
        Process("the role of the reporter is not looked at", "CG-19", p => p with { Role = ReporterRole.Advocate }),
        Process("the jurisdiction is not looked at", "CG-19", p => p with { Jurisdiction = "Valley" }),
        Item("only what is dangerous is kept from funders", "CG-20", i => i with { Sensitivity = i.Sensitivity == Sensitivity.HighRisk ? i.Sensitivity : Sensitivity.NonIdentifying }),
        Release("one of the two warnings is enough", "CG-22", r => r with { WarningsAcknowledged = [.. r.WarningsAcknowledged, ReleaseWarning.MayBeRevoked] }),
        Terms("a release for something else besides serves proceedings", "CG-23", t => t with { Purposes = [.. t.Purposes.Take(1)] }),
        Ask("the agenda is no review", "CG-24", a => a with { Request = a.Request with { Occasion = a.Request.Occasion == GateOccasion.Agenda ? GateOccasion.View : a.Request.Occasion } }),
        Consent("a release that was taken back is agreement", "CG-26", c => c with { Releases = [.. c.Releases.Select(r => r with { State = ReleaseState.Active.Instance })] }),
        Consent("a waiver is good towards anybody", "CG-27", c => c with { Waivers = [.. c.Waivers.Select(w => w with { Recipients = [Police, Clinic, Harbor] })] }),
        Ask("only police needs the warning, and no prosecutor", "CG-28", a => a with { Facts = a.Facts with { Recipient = a.Facts.Recipient is PartnerPosition.Partner { Kind: AgencyKind.Prosecution } p ? p with { Kind = AgencyKind.Legal } : a.Facts.Recipient } }),
        Ask("any purpose is the duty of the police", "CG-29", a => a with { Request = a.Request with { Purpose = a.Request.Purpose == Purpose.CaseReview ? Purpose.Investigation : a.Request.Purpose } }),
        Terms("every release is one for reviews", "CG-31", t => t with { Purposes = [.. t.Purposes, Purpose.CaseReview] }),
        Ask("a part in the case is one for every purpose", "CG-32", a => a with { Request = a.Request with { Involvements = [.. a.Request.Involvements.Select(i => i with { Purpose = a.Request.Purpose })] } }),
        Consent("a refusal that names kinds names nobody", "CG-33", c => c with { Declinations = [.. c.Declinations.Where(d => d.Said.RecipientKinds.Count == 0)] }),
        Consent("when she said no is not looked at", "CG-33", c => c with { Declinations = [.. c.Declinations.Select(d => d with { Said = d.Said with { SaidAt = DateTimeOffset.MinValue } })] }),
        Consent("without an instruction everything goes on", "CG-35", c => c with { ReleasesContinueAfterDeath = c.ReleasesContinueAfterDeath ?? true }),
        Facts("an operator's word holds a tick too long", "CG-36", f => f with { Now = f.Now.AddTicks(-1) }),
        Consent("an operator's older word counts, too", "CG-36", c => c with { ShelterAuthorisations = [.. c.ShelterAuthorisations.Reverse()] }),
        Ask("told of one disclosure is told of every one", "CG-37", a => a with { Request = a.Request with { Disclosure = a.Facts.Consent.ToldBeforehand.Keys.Select(d => (DisclosureId?)d).FirstOrDefault() } }),
        Consent("that nobody spoke of a trial means that there is none", "CG-37", c => c with { TrialPending = c.TrialPending ?? false }),
        Terms("the narrowest of several grants counts", "CG-38", t => t with { Grants = [.. t.Grants.OrderBy(g => g.WidestMode).DistinctBy(g => g.Category)] }),
        Person("who can be left out of some text can be left out of any", "CG-39", p => p with { WidestWithout = p.WidestWithout is null ? null : SharingMode.IdentifiedVerbatim }),
        Process("an order for a category reaches whoever else is named", "CG-39", p => p with { Names = p.Names with { Items = [Story, Phone] }, Narrowed = null }),
        Said("who cannot be left out only waits", "CG-39", s => s.Denies ? Ruling.Hold(s.Reason!) : s),
        Facts("an agreement holds a tick too long", "CG-40", f => f with { Now = f.Now.AddTicks(-1) }),
        Said("a lapsed standing only waits", "CG-40", s => s.Denies ? Ruling.Hold(s.Reason!) : s),
        Ask("the recipient's standing is not looked at", "CG-40", a => a with { Request = a.Request with { Recipient = new GateRecipient(a.Request.Discloser, null) }, Facts = a.Facts with { Recipient = a.Facts.Discloser } }),
    ];

    /// <summary>Faults in what 2026-2 changes: whom a rule binds, and what is done where nobody knows.</summary>
    /// <summary>Faults about what the next rules do not look at any more: a report does not fall back on her releases there.</summary>
    internal static IReadOnlySet<string> NoneIn2026R2 { get; } = new HashSet<string> { "a release that has ended lets a report go that nobody mandates" };

    internal static IReadOnlyList<(string Name, string Rule, Func<GateRule, GateRule> Plant)> Of2026R2 { get; } =
    [
        Consent("who has died has to be told first", "CG-37", c => c with { DiedAt = null }),
        Consent("who has died has to be told of an order", "CG-17", c => c with { DiedAt = null }),
        Profiles("what identifies nobody goes from everybody", "CG-01", (_, _) => [PolicyProfile.Fvpsa]),
        Profiles("what a program holds is a record like any other", "CG-17", (p, at) => WithoutPart2(p.BoundBy(at))),
        Profiles("what a program holds is a record like any other", "CG-19", (p, at) => WithoutPart2(p.BoundBy(at))),
        Profiles("what a program holds is a record like any other", "CG-22", (p, at) => WithoutPart2(p.BoundBy(at))),
        Profiles("what a program holds is a record like any other", "CG-23", (p, at) => WithoutPart2(p.BoundBy(at))),
        Profiles("what a program holds is a record like any other", "CG-24", (p, at) => WithoutPart2(p.BoundBy(at))),
        Profiles("what a program holds is a record like any other", "CG-43", (p, at) => WithoutPart2(p.BoundBy(at))),
        Profiles("what a program holds is a record like any other", "CG-44", (p, at) => WithoutPart2(p.BoundBy(at))),
        Profiles("what a program holds is a record like any other", "CG-45", (p, at) => WithoutPart2(p.BoundBy(at))),
        Profiles("VOCA is taken for FVPSA", "CG-01", (p, at) => [.. p.BoundBy(at).Select(one => one == PolicyProfile.Voca ? PolicyProfile.Fvpsa : one)]),
        Profiles("whoever FVPSA binds has its permission, whatever else binds them", "CG-01", (p, at) => p.BoundBy(at).Contains(PolicyProfile.Fvpsa) ? [PolicyProfile.Fvpsa] : p.BoundBy(at)),
        Profiles("nobody knows means that nothing binds", "CG-01", (p, at) => p.ProfilesAt(at).AreKnown ? p.BoundBy(at) : [PolicyProfile.OwnRecords]),
        Profiles("an agency with records of its own is free of the rest", "CG-01", (p, at) => p.BoundBy(at).Contains(PolicyProfile.OwnRecords) ? [PolicyProfile.OwnRecords] : p.BoundBy(at)),
        Terms("only the recipient who is named first is looked at", "CG-06", t => t with { Recipients = [.. t.Recipients.Take(1)] }),
        Terms("several persons of one agency are several agencies", "CG-06", t => t with { Recipients = t.Recipients.Sum(r => r.Persons.Count) > 1 ? [.. t.Recipients, new ReleaseRecipient(Clinic, [])] : t.Recipients }),
        Terms("an agency that is named beside this one is not looked at", "CG-06", t => t with { Recipients = [.. t.Recipients.Where(r => r.Agency == Police)] }),
        Terms("whom she excepts is not looked at", "CG-06", t => t with { Recipients = [.. t.Recipients.Select(r => r with { Except = null })] }),
        Terms("only the first whom she excepts is", "CG-06", t => t with { Recipients = [.. t.Recipients.Select(r => r with { Except = r.Except is { Count: > 1 } e ? [e[0]] : r.Except })] }),
        Facts("an office outside is no funder", "CG-20", f => f with { Recipient = f.Recipient is PartnerPosition.Outside ? PartnerPosition.Initial : f.Recipient }),
        Item("what a funder outside gets is aggregates", "CG-20", i => i with { Sensitivity = Sensitivity.NonIdentifying }),
        Process("a part two order compels by itself", "CG-17", p => p with { HasMandate = true }),
        Ask("an order that only authorises compels the rest", "CG-17", a => a.Item!.Category == InformationCategory.SubstanceUse ? a : a with { Facts = a.Facts with { Process = a.Facts.Process is { } p ? p with { HasMandate = true } : null } }),
        Facts("an order forbids telling her a tick too long", "CG-17", f => f with { Process = f.Process is { TellingForbidden: { Until: { } until } forbidden } p ? p with { TellingForbidden = forbidden with { Until = until.AddTicks(1) } } : f.Process }),
        Process("that an order forbids telling her is not heard", "CG-17", p => p with { TellingForbidden = null }),
        Said("a duty that is not known is denied", "CG-18", s => s.Holds && s.Reason == "duty-stands" ? Ruling.Deny("not-mandated") : s),
        Profiles("HIPAA is enough, whatever else binds", "CG-18", (p, at) => p.BoundBy(at).Contains(PolicyProfile.Hipaa) ? [PolicyProfile.Hipaa] : p.BoundBy(at)),
        Facts("child welfare is no authority for child abuse", "CG-18", f => f with { Recipient = f.Recipient is PartnerPosition.Partner { Kind: AgencyKind.ChildWelfare } p ? p with { Kind = AgencyKind.Legal } : f.Recipient }),
        Profiles("whom nothing binds, HIPAA binds", "CG-18", (p, at) => p.ProfilesAt(at).AreKnown && p.BoundBy(at).Count == 0 ? [PolicyProfile.Hipaa] : p.BoundBy(at)),
        Process("any report is one of child abuse", "CG-18", p => p with { Report = ReportKind.ChildAbuse }),
        Facts("any table permits", "CG-18", f => f with { Discloser = f.Discloser is PartnerPosition.Partner { ProfilesAtJoining: [PolicyProfile.Fvpsa] } p ? p with { ProfilesAtJoining = [PolicyProfile.Hipaa], ProfileSettings = [] } : f.Discloser }),
        Process("substance use goes in any report", "CG-19", p => p with { Report = p.Report == ReportKind.Injury ? ReportKind.ChildAbuse : p.Report }),
        Facts("a table counts a tick before it takes effect", "CG-19", f => f with { Now = f.Now.AddTicks(1) }),
        Said("what is not named only waits", "CG-19", s => s.Denies ? Ruling.Hold(s.Reason!) : s),
        Process("a ruling on anything opens a privilege", "CG-27", p => p with { Rulings = [.. p.Rulings.Select(r => r with { Subject = RulingSubject.Privilege })] }),
        Said("without a ruling it is denied", "CG-27", s => s.Holds ? Ruling.Deny("privilege") : s),
        Process("a ruling on one item reaches every item", "CG-36", p => p with { Rulings = [.. p.Rulings.Select(r => r with { Items = [Story, Phone] })] }),
        Said("without a ruling the location is denied", "CG-36", s => s.Holds ? Ruling.Deny("shelter-location") : s),
        Ask("a report is a question of need, too", "CG-32", a => a with { Request = a.Request.Basis == ClaimedBasis.MandatedReport ? a.Request with { Basis = ClaimedBasis.Release } : a.Request }),
        Ask("a permitted report that no law permits needs no part in the case", "CG-32", a => a with { Request = a.Request.Basis == ClaimedBasis.PermittedReport ? a.Request with { Basis = ClaimedBasis.Statute } : a.Request }),
        Ask("her refusal keeps what must be reported", "CG-33", a => a with { Request = a.Request.Basis == ClaimedBasis.MandatedReport ? a.Request with { Basis = ClaimedBasis.Release } : a.Request }),
        Ask("a refusal of a kind reaches nobody outside", "CG-33", a => a with { Facts = a.Facts.Recipient is PartnerPosition.Outside outside ? a.Facts with { Recipient = outside with { Kind = AgencyKind.Coordinating } } : a.Facts }),
        Ask("nothing is reported of the dead", "CG-35", a => a with { Request = a.Request.Basis is ClaimedBasis.MandatedReport or ClaimedBasis.DutyToWarn ? a.Request with { Basis = ClaimedBasis.Release } : a.Request }),
        Ask("a statute of a team outlasts her", "CG-35", a => a with { Request = a.Request.Basis == ClaimedBasis.TeamStatute ? a.Request with { Basis = ClaimedBasis.Statute } : a.Request }),
        Person("anybody who is not served is hers to speak for", "CG-39", p => p with { IsHerChild = true }),
        Person("a child who is served is hers to speak for", "CG-39", p => p.IsHerChild == true ? p with { Survivor = null } : p),
        Process("a ruling on anything reaches an agency out of standing", "CG-40", p => p with { Rulings = [.. p.Rulings.Select(r => r with { Subject = RulingSubject.Standing })] }),
        Said("without a ruling the standing is denied", "CG-40", s => s.Holds ? Ruling.Deny("standing") : s),
        Profiles("VAWA is taken for FVPSA", "CG-43", (p, at) => [.. p.BoundBy(at).Select(one => one == PolicyProfile.Vawa ? PolicyProfile.Fvpsa : one)]),
        Process("what will be found was found", "CG-43", p => p with { Risk = p.Risk is { } risk ? risk with { FoundAt = DateTimeOffset.MinValue } : null }),
        Process("any danger is a medical emergency", "CG-43", p => p with { Risk = p.Risk is { } risk ? risk with { Kind = RiskKind.MedicalEmergency } : null }),
        Said("a danger is told to whoever asks", "CG-43", s => s.Reason == "unknown-recipient" ? Ruling.Permit("imminent-risk") : s),
        Said("whoever nobody knows is only waited for", "CG-43", s => s.Reason == "unknown-recipient" ? Ruling.Hold("finding") : s),
        Said("a report is made to whoever asks", "CG-18", s => s.Reason == "unknown-recipient" ? Ruling.Permit("permitted-report") : s),
        Said("a warning goes to whoever asks", "CG-44", s => s.Reason == "unknown-recipient" ? Ruling.Permit("duty-to-warn") : s),
        Facts("an office outside is nobody to be warned", "CG-44", f => f with { Recipient = f.Recipient is PartnerPosition.Outside ? PartnerPosition.Initial : f.Recipient }),
        Facts("an office outside is nobody", "CG-43", f => f with { Recipient = f.Recipient is PartnerPosition.Outside ? PartnerPosition.Initial : f.Recipient }),
        Facts("an office outside is nobody for a report", "CG-18", f => f with { Recipient = f.Recipient is PartnerPosition.Outside ? PartnerPosition.Initial : f.Recipient }),
        Facts("a line of a table counts a tick too early", "CG-44", f => f with { Now = f.Now.AddTicks(1) }),
        Item("substance-use records are like any others", "CG-44", i => i with { Category = i.Category == InformationCategory.SubstanceUse ? InformationCategory.Narrative : i.Category }),
        Said("a duty without its line is denied", "CG-44", s => s.Holds ? Ruling.Deny(s.Reason!) : s),
        Process("three conditions are enough", "CG-45", p => p with { Conditions = [.. p.Conditions, FatalityCondition.Minimum] }),
        Said("a review is whoever says that it is one", "CG-45", s => s.Reason == "unknown-recipient" ? Ruling.Permit("fatality-review") : s),
        Facts("whoever is named for anything is a review", "CG-45", f => f with { TaskForce = f.TaskForce is TaskForceState.Formed formed ? formed with { Tables = [.. formed.Tables.Select(loaded => loaded with { Authorities = [.. loaded.Authorities.Select(named => named with { Kind = AuthorityKind.FatalityReview })] })] } : f.TaskForce }),
        Consent("an adult is a minor to every line", "CG-18", c => c with { Minority = Minority.None }),
        Consent("an adult is a minor to every duty", "CG-19", c => c with { Minority = Minority.None }),
        Consent("who is not recorded as a minor is an adult", "CG-19", c => c with { Minority = c.Minority with { IsRecorded = true } }),
        Consent("an adult is a minor to every team", "CG-42", c => c with { Minority = Minority.None }),
        Item("a duty is never about a child of hers", "CG-19", i => i with { ThirdPersons = null }),
        Said("of an adult it is denied", "CG-19", s => s.Reason == "adult-on-record" ? Ruling.Deny(s.Reason!) : s),
        Said("it goes for any purpose", "CG-18", s => s.Reason == "purpose" ? Ruling.Permit("permitted-report") : s),
        Said("it goes for any purpose", "CG-19", s => s.Reason == "purpose" ? Ruling.Permit("mandated-report") : s),
        Said("it goes for any purpose", "CG-43", s => s.Reason == "purpose" ? Ruling.Permit("imminent-risk") : s),
        Said("it goes for any purpose", "CG-44", s => s.Reason == "purpose" ? Ruling.Permit("duty-to-warn") : s),
        Said("it goes for any purpose", "CG-45", s => s.Reason == "purpose" ? Ruling.Permit("fatality-review") : s),
        Said("who is no review is told", "CG-45", s => s.Reason == "review-not-named" ? Ruling.Permit("fatality-review") : s),
        Facts("a review outside is nobody", "CG-45", f => f with { Recipient = f.Recipient is PartnerPosition.Outside ? PartnerPosition.Initial : f.Recipient }),
        Consent("a review of deaths is told of the living", "CG-45", c => c with { DiedAt = c.DiedAt ?? DateTimeOffset.MinValue }),
        Consent("any signature is that of a representative", "CG-45", c => c with { Guardians = c.Guardians.ToImmutableDictionary(g => g.Key, g => g.Value with { MayConsent = true }) }),
        Ask("only criminal proceedings are proceedings", "CG-23", a => a with { Request = a.Request with { Purpose = a.Request.Purpose is Purpose.Investigation or Purpose.Prosecution ? a.Request.Purpose : Purpose.CaseReview } }),
        Terms("immigration is something else besides a proceeding", "CG-23", t => t with { Purposes = [.. t.Purposes.Select(p => p == Purpose.ImmigrationRelief ? Purpose.CaseReview : p)] }),
        Terms("representation by a lawyer is something else besides a proceeding", "CG-23", t => t with { Purposes = [.. t.Purposes.Select(p => p == Purpose.LegalRepresentation ? Purpose.CaseReview : p)] }),
        Terms("medical care goes with a proceeding", "CG-23", t => t with { Purposes = [.. t.Purposes.Select(p => p == Purpose.MedicalCare ? Purpose.Prosecution : p)] }),
        Cells("the cell of HIPAA is dropped", "CG-26", RuleBindings.ForNobodyElse("nobody")),
        Cells("a rule of HIPAA binds everybody", "CG-26", RuleBindings.ByPolicy("everybody")),
        Facts("prosecutors are no law enforcement officials", "CG-26", f => f with { Recipient = f.Recipient is PartnerPosition.Partner { Kind: AgencyKind.Prosecution } p ? p with { Kind = AgencyKind.Legal } : f.Recipient }),
        Facts("police outside show nothing to a defense", "CG-28", f => f with { Recipient = f.Recipient is PartnerPosition.Outside ? PartnerPosition.Initial : f.Recipient }),
        Facts("prosecutors outside show nothing to a defense", "CG-28", f => f with { Recipient = f.Recipient is PartnerPosition.Outside { Kind: AgencyKind.Prosecution } o ? o with { Kind = AgencyKind.Legal } : f.Recipient }),
        Profiles("whoever nobody knows tells police", "CG-29", (p, at) => p.ProfilesAt(at).AreKnown ? p.BoundBy(at) : [PolicyProfile.Federal1367]),
        Process("a federal official reports nothing", "CG-29", p => p with { Report = null }),
        Process("a federal official reports whatever a State asks for", "CG-29", p => p with { Report = p.Report is null ? null : ReportKind.ChildAbuse }),
        Said("a report is denied where nobody knows", "CG-29", s => s.Reason == "profiles-unknown" && s.Holds ? Ruling.Deny(s.Reason!) : s),
        Said("a report of a federal official is denied where no table has it", "CG-29", s => s.Reason == "duty-stands" ? Ruling.Deny("protected-immigration") : s),
        Said("a report is denied where nobody knows whether Part 2 binds", "CG-19", s => s.Reason == "profiles-unknown" ? Ruling.Deny(s.Reason!) : s),
        Cells("the cell of 8 USC 1367 is dropped", "CG-29", RuleBindings.ForNobodyElse("nobody")),
        Ask("only what was said of immigration is kept", "CG-29", a => a.Item!.Category == InformationCategory.Immigration ? a : AtHome(a)),
        Ask("what identifies nobody is not kept", "CG-29", a => a.Item!.Sensitivity == Sensitivity.NonIdentifying ? AtHome(a) : a),
        Consent("a spoken consent is as good as a written one", "CG-29", c => c with { Releases = [.. c.Releases.Select(r => Signed(r, s => s with { Method = SignatureMethod.Ink }))] }),
        Consent("a consent that was taken back is one", "CG-29", c => c with { Releases = [.. c.Releases.Select(r => r with { State = ReleaseState.Active.Instance })] }),
        Consent("a consent for another purpose is one", "CG-29", c => c with { Releases = [.. c.Releases.Select(r => r with { Terms = r.Terms with { Purposes = [Purpose.ServiceDelivery] } })] }),
        Item("what she told counts as their own work", "CG-41", i => i with { Origin = i.Origin == ItemOrigin.FromHer ? ItemOrigin.OwnWork : i.Origin }),
        Item("what nobody said the origin of counts as their own work", "CG-41", i => i with { Origin = i.Origin ?? ItemOrigin.OwnWork }),
        Item("records of substance use go like any other", "CG-41", i => i with { Category = i.Category == InformationCategory.SubstanceUse ? InformationCategory.Evidence : i.Category }),
        Facts("whoever keeps records of its own is police", "CG-41", f => f with { Discloser = f.Discloser is PartnerPosition.Partner p && p.BoundBy(f.Now).Contains(PolicyProfile.OwnRecords) ? p with { Kind = AgencyKind.LawEnforcement } : f.Discloser }),
        Ask("own work goes to anybody", "CG-41", a => a with { Facts = a.Facts with { Recipient = a.Facts.Recipient is PartnerPosition.Partner p ? p with { Kind = AgencyKind.LawEnforcement } : a.Facts.Recipient } }),
        Ask("a team shares whatever the basis", "CG-42", a => a with { Request = a.Request with { Basis = ClaimedBasis.TeamStatute } }),
        Ask("a team's statute holds in a review", "CG-42", a => a with { Request = a.Request with { Occasion = GateOccasion.Disclosure } }),
        Profiles("a statute of a team opens what VAWA keeps", "CG-42", (p, at) => [.. p.BoundBy(at).Where(one => one != PolicyProfile.Vawa), PolicyProfile.OwnRecords]),
        Item("what she told counts as what the team made", "CG-42", i => i with { Origin = i.Origin == ItemOrigin.FromHer ? ItemOrigin.OwnWork : i.Origin }),
        Item("what others told counts as what the team made", "CG-42", i => i with { Origin = i.Origin == ItemOrigin.FromOthers ? ItemOrigin.OwnWork : i.Origin }),
        Item("what nobody said the origin of counts as what the team made", "CG-42", i => i with { Origin = i.Origin ?? ItemOrigin.OwnWork }),
        Item("the categories of the statute are not looked at", "CG-42", i => i with { Category = i.Category == InformationCategory.SubstanceUse ? i.Category : InformationCategory.Narrative }),
        Cells("VAWA is taken for 8 USC 1367", "CG-29", RuleBindings.ForNobodyElse("nobody").Law("8 USC 1367", PolicyProfile.Vawa)),
        Signing("a spoken consent needs no accommodation", "CG-02", s => s with { Accommodation = s.Accommodation ?? new Accommodation(Sensitive.Of("spoken"), Nina) }),
        Signing("an accommodation is not looked at", "CG-02", s => s with { Accommodation = null }),
        Consent("without a record of her everything is denied for its direction", "CG-08", c => c with { Custodian = c.Custodian ?? new AgencyId("nobody") }),
        Consent("whose record of her it is does not matter", "CG-08", c => c with { Custodian = null }),
        Consent("what was found of a minor is not looked at", "CG-09", c => c with { MinorCapacity = null }),
        Consent("a minor who was found capable is taken for one who is not", "CG-09", c => c with { MinorCapacity = c.MinorCapacity is { } found ? found with { Capable = false } : null }),
        Consent("whoever a court appointed for a child may consent", "CG-09", MayConsent),
        Facts("everybody is of age at eighteen", "CG-09", WithoutTables),
        Facts("the tables are not asked what a minor receives alone", "CG-10", WithoutTables),
        Release("under 2026-2 a minor alone need not sign", "CG-10", r => r with { Signatures = [HerSignature] }),
        Consent("whoever has a guardian is never served without", "CG-12", c => c with { ServedWithoutGuardian = false }),
        Consent("an agent for her health care needs no power to consent", "CG-12", MayConsent),
        Item("an agent for her health care signs for everything", "CG-12", i => i with { Category = InformationCategory.Medical }),
        Ask("treatment is a purpose like any other", "CG-22", a => a with { Request = a.Request with { Purpose = Purpose.Investigation } }),
        Item("counseling notes are records like any other", "CG-22", i => i with { CounselingNote = null }),
        Terms("a consent for counseling notes may be one for something else", "CG-22", t => t with { Grants = [.. t.Grants.Take(1)] }),
        Signing("an accommodation is a signature under Part 2", "CG-22", s => s.Accommodation is null ? s : s with { Method = SignatureMethod.Ink }),
        Release("an authorization needs no statements", "CG-26", r => r with { WarningsAcknowledged = Enum.GetValues<ReleaseWarning>() }),
        Signing("an accommodation is a signature under HIPAA", "CG-26", s => s.Accommodation is null ? s : s with { Method = SignatureMethod.Ink }),
        Facts("the jurisdiction of a statute is not looked at", "CG-17", f => f with { Process = f.Process is { Basis: ClaimedBasis.Statute } p ? p with { Jurisdiction = "Valley" } : f.Process }),
        Facts("the tables are not asked what a statute compels", "CG-17", WithoutTables),
        Item("the categories that a statute compels are not looked at", "CG-17", i => i with { Category = i.Category == InformationCategory.SubstanceUse ? i.Category : InformationCategory.Narrative }),
        Consent("a waiver that not everybody gave is one", "CG-29", c => c with { ProtectionWaiver = c.ProtectionWaiver is { } waived ? waived with { EverybodyConcernedWaived = true } : null }),
        Consent("a minor waives it", "CG-29", c => c with { Minority = Minority.None }),
        Consent("a waiver is not looked at", "CG-29", c => c with { ProtectionWaiver = null }),
        Consent("for whom a guardian works is not looked at", "CG-46", c => c with { Guardians = c.Guardians.ToImmutableDictionary(g => g.Key, g => g.Value with { Agencies = [] }) }),
        Profiles("a school takes an accommodation for a signature", "CG-02", (p, at) => [.. p.BoundBy(at).Select(one => one == PolicyProfile.Ferpa ? PolicyProfile.OwnRecords : one).Distinct()]),
        Facts("other divisions of the recipient's agency are other agencies", "CG-46", f => f with { RecipientPartOf = null }),
        Facts("a division has nothing to do with the agency that it is part of", "CG-46", f => f with { Recipient = Apart(f.Recipient), RecipientPartOf = null }),
        Facts("other divisions are not represented together with it", "CG-47", f => f with { RecipientPartOf = null, DiscloserPartOf = null }),
        Facts("a refusal of the whole leaves its divisions", "CG-33", f => f with { Recipient = Apart(f.Recipient) }),
        Consent("who is an adult at eighteen is one at any age", "CG-09", c => c with { Minority = c.Minority with { Reached = int.MaxValue } }),
        Release("a parent consents for a minor under Part 2", "CG-22", r => r with { Signatures = [.. r.Signatures, HerSignature] }),
        Consent("since when a representative is one is not looked at", "CG-45", c => Appointed(c, a => a with { From = DateTimeOffset.MinValue })),
        Consent("a representative stays one for good", "CG-45", c => Appointed(c, a => a with { Until = null })),
        Consent("a representative needs no document", "CG-45", c => c with { Guardians = c.Guardians.ToImmutableDictionary(g => g.Key, g => g.Value with { Appointment = g.Value.Appointment ?? new Appointment(Sensitive.Of("none"), Sensitive.Of("none"), DateTimeOffset.MinValue) }) }),
        Consent("what she refused ends with her life", "CG-45", c => c with { Declinations = [] }),
        Said("a clinic tells a review without an authorization", "CG-45", s => s.Reason == "hipaa-deceased" ? Ruling.Permit("fatality-review") : s),
        Said("a conflict is denied where it is held", "CG-46", s => s.Holds ? Ruling.Deny(s.Reason!) : s),
        Consent("advice after the signature is early enough", "CG-47", c => c with { AdvisedAlone = c.AdvisedAlone.ToImmutableDictionary(a => a.Key, _ => DateTimeOffset.MinValue) }),
        Ask("only the recipient can represent her together with somebody else", "CG-47", a => a with { Request = a.Request with { Discloser = a.Request.Recipient.Agency } }),
        Facts("media outside are not media", "CG-48", f => f with { Recipient = f.Recipient is PartnerPosition.Outside ? PartnerPosition.Initial : f.Recipient }),
        Ask("what identifies nobody may be published", "CG-48", a => a.Item!.Sensitivity == Sensitivity.NonIdentifying ? AtHome(a) : a),
        Ask("what goes by an order may be published", "CG-48", a => a.Request.Basis == ClaimedBasis.CourtOrder ? AtHome(a) : a),
        Facts("whoever is outside is as good as a partner", "CG-49", f => f with { Recipient = f.Recipient is PartnerPosition.Outside ? PartnerPosition.Initial : f.Recipient }),
        Ask("whoever is outside sees a review", "CG-49", a => a with { Request = a.Request with { Occasion = a.Request.Occasion is GateOccasion.Agenda or GateOccasion.Room ? GateOccasion.Disclosure : a.Request.Occasion } }),
        Consent("a release that ended names the person still", "CG-49", c => c with { Releases = [.. c.Releases.Select(r => r with { State = ReleaseState.Active.Instance, Terms = r.Terms with { Expires = DateTimeOffset.MaxValue } })] }),
        Consent("a release for the office names everybody there", "CG-49", c => c with { Releases = [.. c.Releases.Select(r => r with { Terms = r.Terms with { Recipients = [.. r.Terms.Recipients.Select(n => n.Persons.Count == 0 ? n with { Persons = [Dale] } : n)] } })] }),
        Ask("what stays with an office outside is asked about", "CG-49", a => a.Item is { } item && a.Request.Discloser == a.Request.Recipient.Agency ? a with { Item = item with { Custodian = new AgencyId("somebody-else") } } : a),
        Consent("a newer release that she took back does not count", "CG-50", c => c with { Releases = [.. c.Releases.Select(r => r.State is ReleaseState.Revoked ? r with { State = new ReleaseState.Void(VoidCause.Pressure) } : r)] }),
        Facts("a newer release that ended does not count", "CG-50", f => f with { Consent = f.Consent with { Releases = [.. f.Consent.Releases.Select(r => r.Terms.Expires <= f.Now ? r with { Terms = r.Terms with { Starts = DateTimeOffset.MaxValue } } : r)] } }),
        Facts("a newer release counts a tick before its start", "CG-50", f => f with { Now = f.Now.AddTicks(1) }),
        Consent("a newer release that was found void counts", "CG-50", c => c with { Releases = [.. c.Releases.Select(r => r with { State = ReleaseState.Active.Instance })] }),
        Consent("what she keeps beside is held", "CG-50", c => c with { Releases = [.. c.Releases.Select(r => r with { KeepsBeside = [] })] }),
        Consent("whom the newer release excepts is not looked at", "CG-50", c => c with { Releases = [.. c.Releases.Select(r => r with { Terms = r.Terms with { Recipients = [.. r.Terms.Recipients.Select(n => n with { Except = null })] } })] }),
        Consent("the conditions of the newer release are not looked at", "CG-50", c => c with { Releases = [.. c.Releases.Select(r => r with { Terms = r.Terms with { Conditions = [] } })] }),
        Release("the newer of two releases is held", "CG-50", r => r with { Order = -1 }),
        Newer("a newer release that gives something else besides does not count", (newer, older) => newer.Terms.Grants.All(grant => older.Grants(grant.Category)) ? newer : newer with { Order = -1 }),
        Newer("a newer release for another purpose besides does not count", (newer, older) => newer.Terms.Purposes.All(older.Terms.Purposes.Contains) ? newer : newer with { Order = -1 }),
        Newer("what a newer release gives besides is not looked at", (newer, older) => newer with { Terms = newer.Terms with { Grants = [.. newer.Terms.Grants.Where(grant => older.Grants(grant.Category))] } }),
        Terms("a newer release for other purposes speaks of the same", "CG-50", t => t with { Purposes = Enum.GetValues<Purpose>() }),
        Terms("a newer release for other persons speaks of the same", "CG-50", t => t with { Recipients = [.. t.Recipients.Select(r => r with { Persons = [] })] }),
        Newer("counseling notes and the rest are one thing", (newer, older) => newer with { Terms = newer.Terms with { Grants = [.. newer.Terms.Grants.Select(grant => grant with { CounselingNotes = older.Terms.Grants.Any(known => known.CounselingNotes == true) ? true : null })] } }),
    ];

    private static (string, string, Func<GateRule, GateRule>) Cells(string name, string rule, RuleBindings bindings) => (name, rule, sound => new Faulty(sound, asked => asked, said => said, bindings));

    private static (string, string, Func<GateRule, GateRule>) Profiles(string name, string rule, Func<PartnerPosition.Partner, DateTimeOffset, IReadOnlyList<PolicyProfile>> bend) => Facts(name, rule, f => f with
    {
        Discloser = f.Discloser is PartnerPosition.Partner p && bend(p, f.Now) is var bent && !bent.SequenceEqual(p.BoundBy(f.Now)) ? p with { ProfilesAtJoining = [.. bent], ProfileSettings = [] } : f.Discloser,
    });

    // One that gives duties stays, or else nobody would know what binds the agency.
    private static List<PolicyProfile> WithoutPart2(IReadOnlyList<PolicyProfile> bound) => [.. bound.Select(one => one == PolicyProfile.Part2 ? PolicyProfile.OwnRecords : one).Distinct()];

    private static ConsentPosition Qualified(ConsentPosition consent) => consent with { Guardians = consent.Guardians.ToImmutableDictionary(g => g.Key, g => g.Value with { IsDisqualified = false }) };

    private static PartnerPosition Apart(PartnerPosition position) => position is PartnerPosition.Partner partner ? partner with { PartOf = null } : position;

    private static ConsentPosition Appointed(ConsentPosition consent, Func<Appointment, Appointment> bend) =>
        consent with { Guardians = consent.Guardians.ToImmutableDictionary(g => g.Key, g => g.Value with { Appointment = g.Value.Appointment is { } appointment ? bend(appointment) : null }) };

    private static ConsentPosition MayConsent(ConsentPosition consent) => consent with { Guardians = consent.Guardians.ToImmutableDictionary(g => g.Key, g => g.Value with { MayConsent = true }) };

    private static GateFacts WithoutTables(GateFacts facts) => facts with { TaskForce = facts.TaskForce is TaskForceState.Formed formed ? formed with { Tables = [] } : facts.TaskForce };

    private static (string, string, Func<GateRule, GateRule>) Ask(string name, string rule, Func<Asked, Asked> bend) => (name, rule, sound => new Faulty(sound, bend, said => said));

    private static (string, string, Func<GateRule, GateRule>) Said(string name, string rule, Func<Ruling, Ruling> turn) => (name, rule, sound => new Faulty(sound, asked => asked, turn));

    private static (string, string, Func<GateRule, GateRule>) Facts(string name, string rule, Func<GateFacts, GateFacts> bend) => Ask(name, rule, a => a with { Facts = bend(a.Facts) });

    private static (string, string, Func<GateRule, GateRule>) Consent(string name, string rule, Func<ConsentPosition, ConsentPosition> bend) => Facts(name, rule, f => f with { Consent = bend(f.Consent) });

    private static (string, string, Func<GateRule, GateRule>) Process(string name, string rule, Func<ProcessFacts, ProcessFacts> bend) => Facts(name, rule, f => f with { Process = f.Process is { } p ? bend(p) : null });

    private static (string, string, Func<GateRule, GateRule>) Item(string name, string rule, Func<RequestedItem, RequestedItem> bend) => Ask(name, rule, a => a with { Item = a.Item is { } i ? bend(i) : null });

    private static (string, string, Func<GateRule, GateRule>) Person(string name, string rule, Func<NamedPerson, NamedPerson> bend) => Ask(name, rule, a => a with { Person = a.Person is { } p ? bend(p) : null });

    private static (string, string, Func<GateRule, GateRule>) Release(string name, string rule, Func<Release, Release> bend) => Ask(name, rule, a => a with { Release = a.Release is { } r ? bend(r) : null });

    private static (string, string, Func<GateRule, GateRule>) Terms(string name, string rule, Func<ReleaseTerms, ReleaseTerms> bend) => Release(name, rule, r => r with { Terms = bend(r.Terms) });

    // A signature is read when a release is made of it, so the release is made again.
    private static (string, string, Func<GateRule, GateRule>) Signing(string name, string rule, Func<Signature, Signature> bend) => Release(name, rule, r => Signed(r, bend));

    private static Release Signed(Release release, Func<Signature, Signature> bend) =>
        new(release.Id, release.Terms, [.. release.Signatures.Select(bend)], release.WarningsAcknowledged, release.Order) { State = release.State, Renews = release.Renews, KeepsBeside = release.KeepsBeside };

    // CG-50 looks at the releases that are newer than the one it is asked about.
    private static (string, string, Func<GateRule, GateRule>) Newer(string name, Func<Release, Release, Release> bend) => Ask(name, "CG-50", a => a.Release is not { } older ? a : a with
    {
        Facts = a.Facts with { Consent = a.Facts.Consent with { Releases = [.. a.Facts.Consent.Releases.Select(r => r.Order > older.Order ? bend(r, older) : r)] } },
    });

    private static bool Grants(this Release release, InformationCategory category) => release.Terms.Grants.Any(grant => grant.Category == category);

    // What the custodian asks of itself goes nowhere.
    private static Asked AtHome(Asked asked) => asked with
    {
        Request = asked.Request with { Recipient = new GateRecipient(asked.Request.Discloser, null) },
        Item = asked.Item! with { Custodian = asked.Request.Discloser },
    };

    private sealed class Faulty(GateRule sound, Func<Asked, Asked> bend, Func<Ruling, Ruling> turn, RuleBindings? bindings = null) : GateRule(sound.Id, "planted", bindings ?? sound.Bindings), IRequestRule, IItemRule, IThirdPersonRule, IReleaseRule, IGrantRule
    {
        public Ruling Examine(GateRequest request, GateFacts facts) =>
            sound is IRequestRule rule && bend(new(request, facts, null, null)) is var a ? turn(rule.Examine(a.Request, a.Facts)) : Ruling.Silent;

        public Ruling Examine(RequestedItem item, GateRequest request, GateFacts facts) =>
            sound is IItemRule rule && bend(new(request, facts, item, null)) is var a ? turn(rule.Examine(a.Item!, a.Request, a.Facts)) : Ruling.Silent;

        public Ruling Examine(NamedPerson person, bool released, RequestedItem item, GateRequest request, GateFacts facts) =>
            sound is IThirdPersonRule rule && bend(new(request, facts, item, null, person)) is var a ? turn(rule.Examine(a.Person!, released, a.Item!, a.Request, a.Facts)) : Ruling.Silent;

        public Ruling Examine(Release release, GateRequest request, GateFacts facts) =>
            sound is IReleaseRule rule && bend(new(request, facts, null, release)) is var a ? turn(rule.Examine(a.Release!, a.Request, a.Facts)) : Ruling.Silent;

        public Ruling Examine(RequestedItem item, Release release, GateRequest request, GateFacts facts) =>
            sound is IGrantRule rule && bend(new(request, facts, item, release)) is var a ? turn(rule.Examine(a.Item!, a.Release!, a.Request, a.Facts)) : Ruling.Silent;
    }
}
