using Coordination.Domain.Consent;
using Coordination.Domain.ImmigrationRelief;
using Coordination.Domain.Services;

namespace Coordination.Host.Cli.GateCases;

/// <summary>
/// A command that a rule looks at when it is given, before anything is recorded and any gate is asked, with the answer that is expected.
/// The format is described in <c>vectors/consent-gate/README.md</c>.
/// </summary>
internal sealed record CaptureCase
{
    /// <summary>Its name, for example <c>CG-13/report-to-police</c>.</summary>
    public string? Id { get; init; }

    /// <summary>What it shows, as a sentence.</summary>
    public string? Title { get; init; }

    /// <summary>What about the rule it shows.</summary>
    public GateCaseKind? Kind { get; init; }

    /// <summary>Where the rule comes from.</summary>
    public string? Source { get; init; }

    /// <summary>The command, and what was recorded before it.</summary>
    public required CaptureInput Capture { get; init; }

    /// <summary>The answer. A command that is only to be tried may lack it.</summary>
    public ExpectedCapture? Expected { get; init; }
}

/// <summary>A command of an advocate of the agency that serves the survivor, and what was recorded before it.</summary>
internal sealed record CaptureInput
{
    public required DateTimeOffset Now { get; init; }

    /// <summary>The agency that serves the survivor and gives the command.</summary>
    public required AgencyId Agency { get; init; }

    /// <summary>What happened to the task force: its policy and its members.</summary>
    public IReadOnlyList<GateCaseEvent>? TaskForce { get; init; }

    /// <summary>The rules by which a release is measured; without it, those in force.</summary>
    public string? RuleSet { get; init; }

    /// <summary>What happened to the agency: the bodies of law that bind it.</summary>
    public IReadOnlyList<GateCaseEvent>? Discloser { get; init; }

    /// <summary>What happened to an office outside the task force that the agency recorded.</summary>
    public IReadOnlyList<GateCaseEvent>? Outside { get; init; }

    /// <summary>What the survivor said and signed.</summary>
    public IReadOnlyList<GateCaseEvent>? Consent { get; init; }

    public IReadOnlyList<GateCaseEvent>? Services { get; init; }

    /// <summary>The immigration relief that is sought for her.</summary>
    public IReadOnlyList<GateCaseEvent>? Relief { get; init; }

    public required CaptureCommand Command { get; init; }
}

/// <summary>Exactly one command.</summary>
internal sealed record CaptureCommand
{
    /// <summary>A release that was signed.</summary>
    public SigningTried? SignRelease { get; init; }

    /// <summary>A release that is taken back.</summary>
    public RevocationTried? RevokeRelease { get; init; }

    /// <summary>An offer of help.</summary>
    public HelpTried? OfferService { get; init; }

    /// <summary>The way to another agency.</summary>
    public HelpTried? MakeReferral { get; init; }

    /// <summary>Immigration relief that is sought for her.</summary>
    public ReliefTried? SeekRelief { get; init; }

    public AskTried? AskCertifier { get; init; }

    /// <summary>A certifier's answer.</summary>
    public CertificationTried? AnswerCertification { get; init; }
}

/// <summary>A release that was signed.</summary>
internal sealed record SigningTried(ReleaseId Release, ReleaseTerms Terms, IReadOnlyList<Signature> Signatures,
    IReadOnlyList<ReleaseWarning> WarningsAcknowledged)
{
    /// <summary>What she said of older releases that give more; nothing where nobody asked her.</summary>
    public OlderReleases? Besides { get; init; }
}

/// <summary>A release that is taken back, by any channel.</summary>
internal sealed record RevocationTried(ReleaseId Release, Channel Through);

/// <summary>Help: what it is for, by whom, on which conditions, and a note that has no force.</summary>
internal sealed record HelpTried(GoalKind Kind, AgencyId Provider, IReadOnlyList<Condition> Conditions)
{
    /// <summary>A note.</summary>
    public string? Note { get; init; }
}

/// <summary>Relief, and what is demanded for it.</summary>
internal sealed record ReliefTried(ReliefKind Kind, IReadOnlyList<ConditionKind> Conditions);

/// <summary>A certifier, until when it is to answer, and what is demanded for it.</summary>
internal sealed record AskTried(AgencyId Certifier, DateTimeOffset Due, IReadOnlyList<ConditionKind> Conditions);

/// <summary>A certifier's answer, and on what it depends.</summary>
internal sealed record CertificationTried(AgencyId Certifier, CertifierAnswer Answer, IReadOnlyList<ConditionKind> Conditions);

/// <summary>The expected answer: what is recorded, in order, and for a refusal the rule, its problem and the field at fault.</summary>
internal sealed record ExpectedCapture(CaptureOutcome Outcome, IReadOnlyList<string> Recorded)
{
    public string? Rule { get; init; }

    public string? Problem { get; init; }

    public string? Field { get; init; }
}

/// <summary>Whether a command is accepted.</summary>
[JsonConverter(typeof(NameConverter<CaptureOutcome>))]
internal enum CaptureOutcome
{
    Accepted,
    /// <summary>It is not. What is recorded is evidence that it was tried.</summary>
    Refused,
}
