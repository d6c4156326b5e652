namespace Coordination.Domain.Gate;

/// <summary>
/// One rule of the gate. It looks at the request, at one item, at one release, or at what one release says about one item;
/// it implements the interfaces of those that it looks at. A rule that has nothing to say rules <see cref="Ruling.Silent"/>.
/// </summary>
/// <param name="id">Its id, for example <c>CG-04</c>.</param>
/// <param name="source">Where it comes from, so that a reader can check it.</param>
/// <param name="bindings">The agencies that it binds. A rule that permits binds everybody: who has the permission, say
/// <see cref="Permissions"/>.</param>
public abstract class GateRule(string id, string source, RuleBindings bindings) : IGateRule
{
    /// <inheritdoc/>
    public string Id { get; } = id;

    /// <inheritdoc/>
    public string Source { get; } = source;

    /// <summary>The agencies that it binds, in rule sets that consider this.</summary>
    public RuleBindings Bindings { get; } = bindings;

    /// <summary>What it permits to some disclosers only.</summary>
    public virtual IReadOnlyList<RulePermission> Permissions => [];
}

public interface IGateRule
{
    /// <summary>Its id.</summary>
    string Id { get; }

    string Source { get; }
}

/// <summary>A rule about the request as a whole: what it rules holds for every item.</summary>
public interface IRequestRule : IGateRule
{
    Ruling Examine(GateRequest request, GateFacts facts);
}

/// <summary>A rule about one item, whatever was released.</summary>
public interface IItemRule : IGateRule
{
    /// <summary>
    /// Whether it can say anything of any item of the request. It is asked once, so that a rule about another basis or another recipient
    /// costs nothing for each item. True where it was not said otherwise.
    /// </summary>
    bool Concerns(GateRequest request, GateFacts facts) => true;

    Ruling Examine(RequestedItem item, GateRequest request, GateFacts facts);
}

/// <summary>A rule about one release, whatever the item.</summary>
public interface IReleaseRule : IGateRule
{
    Ruling Examine(Consent.Release release, GateRequest request, GateFacts facts);
}

/// <summary>A rule about what one release says about one item.</summary>
public interface IGrantRule : IGateRule
{
    /// <summary>
    /// Whether it can say anything of any item under the release, or hold one that the release covers: what it does not, CG-07 denies. It
    /// is asked once for each release, so that a rule about few releases costs nothing for each item of the others. True where it was not
    /// said otherwise.
    /// </summary>
    bool Concerns(Consent.Release release, GateRequest request, GateFacts facts) => true;

    /// <summary>
    /// The rule as it is asked of each item under the release; null where it does not concern it. A rule that has to work something out of
    /// the release, whatever the item, does so here once, and gives back a rule that knows it.
    /// </summary>
    IGrantRule? Under(Consent.Release release, GateRequest request, GateFacts facts) => Concerns(release, request, facts) ? this : null;

    /// <summary>True for a rule that never denies, permits or narrows. It need not be asked of an item that another rule denies
    /// already.</summary>
    bool OnlyHolds => false;

    /// <summary>Rules on the item under the release.</summary>
    Ruling Examine(RequestedItem item, Consent.Release release, GateRequest request, GateFacts facts);
}

/// <summary>A rule about another person whom an item names. A narrowing leaves that person's part out.</summary>
public interface IThirdPersonRule : IGateRule
{
    /// <summary>Rules on the person's part of the item.</summary>
    /// <param name="person">The person.</param>
    /// <param name="released">Whether a release of that person's own lets it go in the mode asked.</param>
    /// <param name="item">The item.</param>
    /// <param name="request">The request.</param>
    /// <param name="facts">The facts.</param>
    Ruling Examine(NamedPerson person, bool released, RequestedItem item, GateRequest request, GateFacts facts);
}

/// <summary>What a rule says: nothing, or an effect with a reason. The widest mode comes with <see cref="RuleEffect.Narrow"/>.</summary>
public readonly record struct Ruling
{
    private readonly RuleEffect _effect;

    private Ruling(RuleEffect effect, string reason, SharingMode mode = default) => (_effect, Reason, Mode) = (effect, reason, mode);

    /// <summary>The rule has nothing to say.</summary>
    public static Ruling Silent => default;

    /// <summary>The reason code; null when silent.</summary>
    public string? Reason { get; }

    /// <summary>The widest mode, for <see cref="RuleEffect.Narrow"/>.</summary>
    public SharingMode Mode { get; }

    /// <summary>True when the rule has nothing to say.</summary>
    public bool IsSilent => Reason is null;

    /// <summary>The effect. Meaningless when silent.</summary>
    public RuleEffect Effect => _effect;

    public bool Denies => Reason is not null && _effect == RuleEffect.Deny;

    public bool Holds => Reason is not null && _effect == RuleEffect.Hold;

    public bool Permits => Reason is not null && _effect == RuleEffect.Permit;

    public bool Narrows => Reason is not null && _effect == RuleEffect.Narrow;

    public static Ruling Deny(string reason) => new(RuleEffect.Deny, reason);

    public static Ruling Hold(string reason) => new(RuleEffect.Hold, reason);

    /// <summary>Permits, unless another rule holds or denies.</summary>
    public static Ruling Permit(string reason) => new(RuleEffect.Permit, reason);

    /// <summary>Permits no wider mode than this.</summary>
    public static Ruling Narrow(string reason, SharingMode widest) => new(RuleEffect.Narrow, reason, widest);

    /// <summary>Denies when the condition holds, else is silent.</summary>
    public static Ruling DenyWhen(bool condition, string reason) => condition ? Deny(reason) : Silent;
}
