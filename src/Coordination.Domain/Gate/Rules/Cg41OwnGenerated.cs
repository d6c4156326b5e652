using Coordination.Domain.Partners;

namespace Coordination.Domain.Gate.Rules;

/// <summary>
/// CG-41: what police and prosecutors found out or wrote in their own work goes from one to the other without her word, for an
/// investigation or a prosecution: the limits on victim services do not reach it. A profile makes nobody a police department: what counts
/// besides is what the agency is. A division is what it is itself, and a victim unit of a prosecutor is none (28 CFR 90.4(b)(2)(iii)). What
/// they had from her, or from somebody else, stays bound by the way it came. Whoever another law binds keeps it, and so does whoever nobody
/// knows about. Her refusal does not stop it, and the notice that she is given says so. Privilege, the need to know and standing are asked
/// as always.
/// </summary>
public sealed class Cg41OwnGenerated()
    : GateRule("CG-41", "34 USC 12291(b)(2)(D)(i)(III)", RuleBindings.ByPolicy("who has the permission is said by its own cells")),
        IItemRule
{
    private const string OwnGenerated = "own-generated";

    internal static RulePermission Permission { get; } = new(OwnGenerated,
        RuleBindings.ForNobodyElse("what this law keeps does not go without her because it is of the agency's own work")
        .Law("34 USC 12291(b)(2)(D)(i)(III): law-enforcement and prosecution information", PolicyProfile.LawEnforcement,
            PolicyProfile.Prosecution)
        .Policy("the files of police and prosecutors, recorded as records of their own; of an agency of another kind they are not",
            PolicyProfile.OwnRecords)
        .NotFor("34 USC 12291(b)(2)(D)(i)(III) speaks of police and prosecutors", PolicyProfile.ChildWelfare));

    /// <inheritdoc/>
    public override IReadOnlyList<RulePermission> Permissions => [Permission];

    /// <inheritdoc/>
    public bool Concerns(GateRequest request, GateFacts facts) => OwnWork.Concerns(request, facts);

    /// <inheritdoc/>
    public Ruling Examine(RequestedItem item, GateRequest request, GateFacts facts) =>
        OwnWork.GoesWithoutWord(item, request, facts) ? Ruling.Permit(OwnGenerated) : Ruling.Silent;
}
