using Coordination.Domain.Gate;

namespace Coordination.Domain.CaseReviews;

/// <summary>What the gate said about one agenda item, member by member, at one version of the survivor's consent.</summary>
/// <param name="ConsentVersion">The version of the consent stream that was read.</param>
/// <param name="Verdicts">The gate's answers. A member without an answer is not covered.</param>
public sealed record Coverage(long ConsentVersion, IReadOnlyList<MemberVerdict> Verdicts)
{
    /// <summary>No answers: nobody but the custodian is covered.</summary>
    public static Coverage None { get; } = new(0, []);

    /// <summary>
    /// Whether a member may hear all of it. The custodian's own people need no release; for everybody else each item must be
    /// permitted as speech in a review. A part is not enough, because what is said in a room is heard by all in it.
    /// </summary>
    public bool Covers(Member member, Matter matter)
    {
        if (member.Agency == matter.Custodian)
        {
            return true;
        }

        var answers = Verdicts.Where(answer => answer.Member == member).ToList();
        return answers.Count > 0 && answers.All(answer => PermitsAll(answer.Verdict, matter));
    }

    /// <summary>Those of <paramref name="members"/> who may not hear it.</summary>
    public ImmutableList<Member> NotCovered(IEnumerable<Member> members, Matter matter) =>
        [.. members.Where(member => !Covers(member, matter))];

    /// <summary>The releases on which the presence of these members rests, each once.</summary>
    public IReadOnlyList<ReleaseId> ReleasesFor(IReadOnlyCollection<Member> members) =>
        [.. Verdicts.Where(answer => members.Contains(answer.Member)).SelectMany(answer => answer.Verdict.ReleasesReliedOn).Distinct()];

    public IReadOnlyList<MemberVerdict> For(IReadOnlyCollection<Member> members) =>
        [.. Verdicts.Where(answer => members.Contains(answer.Member))];

    private static bool PermitsAll(Verdict verdict, Matter matter) =>
        verdict.Outcome == Outcome.Permit
        && matter.Items.Count > 0
        && matter.Items.All(item =>
            verdict.Lines.Any(line => line.Item == item.Item) && verdict.Lines.All(line => line.Item != item.Item || IsSpeech(line)));

    private static bool IsSpeech(VerdictLine line) => line is { Outcome: Outcome.Permit, Mode: >= SharingMode.VerbalInReview };
}
