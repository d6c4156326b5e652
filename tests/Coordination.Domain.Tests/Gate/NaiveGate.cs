using Coordination.Domain.Consent;
using Coordination.Domain.Gate;
using Coordination.Domain.Partners;
using Coordination.Testing;

namespace Coordination.Domain.Tests.Gate;

/// <summary>
/// The gate a second time, deliberately naive: written from the table of rules and from what happened, sharing no code with
/// the real one, slow, and without any order of its own. Reasons are texts such as <c>CG-04 expired</c>.
/// </summary>
internal static class NaiveGate
{
    internal sealed record Answer(Outcome Outcome, SharingMode? Mode, HashSet<ReleaseId> Permitting, NaiveWords OfItem, Dictionary<ReleaseId, NaiveWords> OfReleases)
    {
        public List<int> LeftOut { get; init; } = [];

        /// <summary>What was said of a merged record that says less, for whoever looks for a difference.</summary>
        public string? Narrower { get; init; }
    }

    /// <summary>Each record by itself, and the least of what they say; a record that nobody read says no.</summary>
    internal static Answer Ask(GateWorld asked, RequestedItem item)
    {
        var world = Joined(asked);
        var answer = Alone(world, item);
        var own = world.Consent.OfType<ConsentRecordOpened>().LastOrDefault()?.Survivor; // whom nobody opened a record for, no process is about
        foreach (var survivor in MergedWith(world))
        {
            var other = world.Others.FirstOrDefault(events => events.OfType<ConsentRecordOpened>().LastOrDefault()?.Survivor == survivor) is { } events
                ? Alone(world with { Consent = [.. events.Select(e => e is ConsentRecordOpened opened ? opened with { Survivor = own ?? opened.Survivor } : e)] }, item)
                : answer with { Outcome = Outcome.Deny };
            answer = answer with
            {
                Narrower = other.Outcome < answer.Outcome ? $"the record of {survivor}: {string.Join(", ", other.OfItem.Denials)}" : answer.Narrower,
                Outcome = answer.Outcome < other.Outcome ? answer.Outcome : other.Outcome,
                Mode = answer.Outcome != Outcome.Permit || other.Outcome != Outcome.Permit ? null : answer.Mode < other.Mode ? answer.Mode : other.Mode,
            };
        }

        return answer.Outcome == Outcome.Permit ? answer with { LeftOut = NaiveOthers.LeftOut(world, item) } : answer;
    }

    /// <summary>A division is an agency like any other: it joined when it was formed. Of which agency it is a part stays there to be read.</summary>
    internal static GateWorld Joined(GateWorld world)
    {
        static List<PartnerEvent> All(IReadOnlyList<PartnerEvent> events) =>
            [.. events.SelectMany(e => e is DivisionFormed formed ? new[] { new AgencyJoined(formed.Division, formed.Name, formed.Kind, formed.Profiles), e } : [e])];
        return world with { Discloser = All(world.Discloser), Recipient = All(world.Recipient) };
    }

    internal static HashSet<SurvivorId> MergedWith(GateWorld world)
    {
        HashSet<SurvivorId> others = [];
        foreach (var happened in world.Consent)
        {
            others.UnionWith(happened is SurvivorRecordsMerged merged ? merged.With : []);
            others.ExceptWith(happened is SurvivorRecordsSeparated separated ? separated.From : []);
        }

        return others;
    }

    private static Answer Alone(GateWorld world, RequestedItem item)
    {
        var releases = NaiveRelease.All(world);
        var said = NaiveRules.OfItem(world, item, releases);
        var ofReleases = releases.ToDictionary(release => release.Id, release => NaiveRules.OfRelease(world, item, release, releases));
        if (said.Denials.Count > 0)
        {
            return new(Outcome.Deny, null, [], said, ofReleases);
        }

        if (said.Holds.Count > 0)
        {
            return new(Outcome.Hold, null, [], said, ofReleases);
        }

        return said.Permissions.Count > 0 ? new(Outcome.Permit, item.Mode, [], said, ofReleases) : FromReleases(item, releases, said, ofReleases);
    }

    private static Answer FromReleases(RequestedItem item, List<NaiveRelease> releases, NaiveWords said, Dictionary<ReleaseId, NaiveWords> ofReleases)
    {
        var undenied = releases.Where(release => ofReleases[release.Id].Denials.Count == 0).ToList();
        var free = undenied.Where(release => ofReleases[release.Id].Holds.Count == 0).ToList();
        if (free.Count == 0)
        {
            return new(undenied.Count > 0 ? Outcome.Hold : Outcome.Deny, null, [], said, ofReleases);
        }

        var widest = free.Max(release => ModeOf(item, release));
        return new(Outcome.Permit, widest, [.. free.Where(release => ModeOf(item, release) == widest).Select(release => release.Id)], said, ofReleases);
    }

    private static SharingMode ModeOf(RequestedItem item, NaiveRelease release)
    {
        var allowed = release.Terms.Grants.Where(grant => NaiveRules.Grants(grant, item)).Max(grant => grant.WidestMode);
        var mode = allowed < item.Mode ? allowed : item.Mode;
        return release.Terms.Conditions.Contains(ReleaseCondition.AdvocatePresent) ? SharingMode.ThroughAdvocate : mode;
    }
}

/// <summary>What the lines of the table say of an item or of a release: each word once, such as <c>CG-04 expired</c>.</summary>
internal sealed class NaiveWords
{
    public HashSet<string> Denials { get; } = [];
    public HashSet<string> Holds { get; } = [];
    public HashSet<string> Permissions { get; } = [];

    public void Deny(bool condition, string reason) => Add(condition, Denials, reason);

    public void Hold(bool condition, string reason) => Add(condition, Holds, reason);

    public void Permit(bool condition, string reason) => Add(condition, Permissions, reason);

    /// <summary>Takes what one line says, with its effect in front: <c>hold CG-17 quash</c>. Null says nothing.</summary>
    public void Take(string? said)
    {
        if (said?.Split(' ', 2) is [var effect, var reason])
        {
            Add(true, effect == "deny" ? Denials : effect == "hold" ? Holds : Permissions, reason);
        }
    }

    private static void Add(bool condition, HashSet<string> words, string reason)
    {
        if (condition)
        {
            words.Add(reason);
        }
    }
}

/// <summary>A release as the naive gate sees it: by walking through what happened.</summary>
internal sealed class NaiveRelease
{
    public required ReleaseId Id { get; init; }
    public required ReleaseTerms Terms { get; set; }
    public required IReadOnlyList<Signature> Signatures { get; init; }
    public required IReadOnlyList<ReleaseWarning> Warnings { get; init; }
    public required int Place { get; init; }
    public string State { get; set; } = "active";
    public VoidCause? Cause { get; set; }
    public ReleaseId? Renews { get; init; }
    public IReadOnlyList<ReleaseId> KeepsBeside { get; init; } = [];
    public DateTimeOffset? EndsWith { get; set; }

    public static List<NaiveRelease> All(GateWorld world)
    {
        List<NaiveRelease> all = [];
        for (var place = 0; place < world.Consent.Count; place++)
        {
            Walk(world.Consent[place], place, all);
        }

        return all;
    }

    private static void Walk(ConsentEvent happened, int place, List<NaiveRelease> all)
    {
        IEnumerable<NaiveRelease> With(ReleaseId id) => all.Where(release => release.Id == id);
        switch (happened)
        {
            case ReleaseSigned e:
                all.Add(new() { Id = e.Release, Terms = e.Terms, Signatures = e.Signatures, Warnings = e.WarningsAcknowledged, Place = place, KeepsBeside = e.KeepsBeside ?? [] });
                break;
            case ReleaseRenewed e:
                foreach (var old in With(e.Release).Where(release => release.State == "active"))
                {
                    (old.State, old.EndsWith) = ("superseded", e.Terms.Starts);
                }

                all.Add(new() { Id = e.Renewal, Terms = e.Terms, Signatures = e.Signatures, Warnings = e.WarningsAcknowledged, Place = place, Renews = e.Release, KeepsBeside = e.KeepsBeside ?? [] });
                break;
            case ReleaseNarrowed e:
                With(e.Release).ToList().ForEach(release => release.Terms = e.Terms);
                break;
            case ReleaseRevoked e:
                With(e.Release).Where(release => release.State != "void").ToList().ForEach(release => release.State = "revoked");
                break;
            case ReleaseVoided e:
                With(e.Release).Where(release => release.State != "void").ToList().ForEach(release => (release.State, release.Cause) = ("void", e.Cause));
                break;
            case ReleaseExpired e:
                With(e.Release).Where(release => release.State is "active" or "superseded").ToList().ForEach(release => release.State = "expired");
                break;
            default:
                break;
        }
    }
}
