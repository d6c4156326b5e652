using Coordination.Domain.Consent;
using Coordination.Domain.TaskForce;

namespace Coordination.Domain.Gate;

/// <summary>Who is a minor for consent, and what a minor receives alone, as the policy and the tables of the jurisdictions in force say it:
/// for rule-sets that bind by profile, and for what is captured under them. When no age was recorded, nothing is looked up: nobody has to
/// state an age to get help.</summary>
internal static class MinorsByLaw
{
    /// <summary>
    /// Whether she is an unemancipated minor at an instant. Where tables set an age of majority the highest counts; without the instant
    /// from which she is 18, what was recorded holds until it is changed.
    /// </summary>
    /// <param name="minority">What was recorded of her age.</param>
    /// <param name="at">The instant about which it is asked.</param>
    /// <param name="taskForce">The jurisdiction of the tables.</param>
    /// <param name="now">When the tables have to be in force.</param>
    public static bool IsMinorByLaw(this Minority minority, DateTimeOffset at, TaskForceState taskForce, DateTimeOffset now) =>
        minority is { UnderEighteen: true, Emancipated: false }
        && !(minority.EighteenFrom is { } eighteen && AgeOfMajority.HasReached(eighteen, taskForce.YearsOfMajority(now), at));

    /// <summary>
    /// Whether she is recorded as an adult by a lower age of majority than the tables now have, so that nobody knows whether she is one:
    /// the strictest holds, and she signs alone once it is recorded again.
    /// </summary>
    public static bool IsAgeUnknownByLaw(this Minority minority, TaskForceState taskForce, DateTimeOffset now) =>
        minority is { IsRecorded: true, UnderEighteen: false } && minority.Reached < taskForce.YearsOfMajority(now);

    /// <summary>Whether a minor signed it: as with <see cref="Release.WasSignedByMinor"/>, coming of age does not make it good.</summary>
    public static bool WasSignedByMinor(this Release release, GateFacts facts) =>
        release.WasSignedByMinor(facts.Consent, facts.TaskForce, facts.Now);

    private static bool WasSignedByMinor(this Release release, ConsentPosition consent, TaskForceState taskForce, DateTimeOffset now) =>
        consent.Minority.IsMinorByLaw(release.FirstSignedAt < now ? release.FirstSignedAt.Value : now, taskForce, now);

    /// <summary>
    /// Whether she lawfully receives the service alone (CG-10): as it is recorded, and, where the policy or else a table in force keeps a
    /// list, only when each service that she receives is on it. Where the tables of several jurisdictions keep a list, a service counts
    /// when it is on each of them: nothing says whose law holds for her, so the strictest does.
    /// </summary>
    public static bool ReceivesAloneByLaw(this Minority minority, TaskForceState taskForce, DateTimeOffset now)
    {
        if (!minority.MayReceiveServiceAlone)
        {
            return false;
        }

        if (taskForce.PolicyAt(now) is { MinorAloneServices: not null } policy)
        {
            return minority.ReceivesAloneUnder(policy);
        }

        var lists = taskForce.TablesAt(now).Select(loaded => loaded.Table.MinorAloneServices).Where(list => list is not null).ToList();
        return lists.Count == 0
            || (minority.Services is { Count: > 0 } received
                && received.All(service => lists.TrueForAll(list => list!.Any(line => line.Service == service))));
    }

    /// <summary>A release of a minor for which somebody else signs as well, or, where she is found not capable of knowingly consenting,
    /// alone (CG-09).</summary>
    public static bool NeedsSecondSigner(this Release release, GateFacts facts) =>
        release.NeedsSecondSigner(facts.Consent, facts.TaskForce, facts.Now);

    /// <summary>
    /// A release that somebody else has to sign as well, or may have to as far as anybody knows, and nobody who may has (CG-09). What the
    /// law says counts as of the instant of the question: a table that is loaded later can make it so.
    /// </summary>
    public static bool LacksSecondSigner(this Release release, ConsentPosition consent, TaskForceState taskForce, DateTimeOffset now) =>
        (release.NeedsSecondSigner(consent, taskForce, now) || consent.Minority.IsAgeUnknownByLaw(taskForce, now))
            && !release.Signatures.AreForMinor(consent);

    private static bool NeedsSecondSigner(this Release release, ConsentPosition consent, TaskForceState taskForce, DateTimeOffset now) =>
        release.WasSignedByMinor(consent, taskForce, now) && !consent.Minority.ReceivesAloneByLaw(taskForce, now);

    /// <summary>The newest finding says that the minor is not capable of knowingly consenting (28 CFR 90.4(b)(3)(ii)(C)).</summary>
    public static bool IsFoundNotCapable(this ConsentPosition consent, DateTimeOffset now) =>
        consent.MinorCapacity is { Capable: false } found && found.FoundAt <= now;

    /// <summary>The highest age of majority that a table in force sets, in years; eighteen where none sets one.</summary>
    public static int YearsOfMajority(this TaskForceState taskForce, DateTimeOffset now)
    {
        int? highest = null;
        foreach (var loaded in taskForce is TaskForceState.Formed formed ? formed.Tables : [])
        {
            if (loaded.Table.AgeOfMajority is { } age && !(age.Value <= highest)
                && ReferenceEquals(taskForce.TableAt(loaded.Table.Jurisdiction, now), loaded))
            {
                highest = age.Value;
            }
        }

        return highest ?? AgeOfMajority.Years;
    }
}
