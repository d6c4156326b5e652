using System.Text.RegularExpressions;
using Coordination.Domain.Consent;
using Coordination.Domain.Gate;
using Coordination.Domain.ImmigrationRelief;
using Coordination.Domain.Services;
using Coordination.Domain.Survivors;

namespace Coordination.Host.Cli.GateCases;

/// <summary>Gives the command of a case to what decides it in a running host, and compares the answer.</summary>
internal static partial class CaptureCaseCheck
{
    private static readonly PersonId Advocate = new("advocate");
    private static readonly SurvivorId Survivor = new(new Guid("00000001-0000-4000-8000-000000000001"));

    /// <summary>What differs, in words; nothing when the case holds.</summary>
    /// <exception cref="GateCaseProblem">The case expects nothing, or cannot be tried.</exception>
    public static IReadOnlyList<string> Differences(string file, CaptureCase tried)
    {
        var expected = tried.Expected ?? throw new GateCaseProblem(file, "expected", "This field is required.");
        var answered = Try(file, tried.Capture);
        List<string> differences = [];
        void Compare(string what, string? wanted, string? found)
        {
            if (wanted != found)
                differences.Add($"{what}: expected {wanted ?? "none"}; the answer has {found ?? "none"}");
        }

        Compare("outcome", GateCaseCheck.Name(expected.Outcome), GateCaseCheck.Name(answered.Outcome));
        Compare("rule", expected.Rule, answered.Rule);
        Compare("problem", expected.Problem, answered.Problem);
        Compare("field", expected.Field, answered.Field);
        Compare("recorded", string.Join(", ", expected.Recorded), string.Join(", ", answered.Recorded));
        return differences;
    }

    /// <summary>The answer to the command.</summary>
    /// <exception cref="GateCaseProblem">There is not exactly one command, or something recorded before cannot be read.</exception>
    public static ExpectedCapture Try(string file, CaptureInput input)
    {
        var events = new GateCaseEvents(file, "capture", input.Now);
        var command = input.Command;
        object?[] given = [command.SignRelease, command.RevokeRelease, command.OfferService, command.MakeReferral, command.SeekRelief,
            command.AskCertifier, command.AnswerCertification];
        return given.Count(one => one is not null) != 1
            ? throw new GateCaseProblem(file, "capture.command", "Expected exactly one command.")
            : (command.SignRelease ?? (object?)command.RevokeRelease) is not null ? TryRelease(file, input, events)
            : (command.OfferService ?? command.MakeReferral) is not null ? TryHelp(input, events)
            : TryRelief(input, events);
    }

    private static ExpectedCapture TryRelease(string file, CaptureInput input, GateCaseEvents events)
    {
        var consent = ConsentStream.Definition.Fold(ConsentPosition.Initial, events.Read<ConsentEvent>("consent", input.Consent ?? []));
        var taskForce = TaskForceStream.Definition.Fold(TaskForceState.Initial,
            events.Read<TaskForceEvent>("taskForce", input.TaskForce ?? []));
        var discloser = PartnerStream.Definition.Fold(PartnerPosition.Initial,
            events.Read<PartnerEvent>("discloser", input.Discloser ?? []));
        var outside = PartnerStream.Definition.Fold(PartnerPosition.Initial, events.Read<PartnerEvent>("outside", input.Outside ?? []));
        var law = SigningLaw.InForce(taskForce, discloser, input.Now)
            with
        { Outside = outside is PartnerPosition.Outside office ? [office] : [] };
        if (input.RuleSet is { } version)
            law = law with
            {
                Rules = RuleSets.Find(version)
                ?? throw new GateCaseProblem(file, "capture.ruleSet",
                    $"There is no rule-set of that version. There are: {string.Join(", ", RuleSets.All.Select(set => set.Version))}.")
            };
        return Answer(input.Command.SignRelease is { } c
            ? ReleaseDecider.Decide(new SignRelease(c.Release, c.Terms, c.Signatures, c.WarningsAcknowledged, Advocate,
                input.Now)
            { Besides = c.Besides }, law, consent)
            : ReleaseDecider.Decide(new RevokeRelease(input.Command.RevokeRelease!.Release, Advocate, input.Command.RevokeRelease.Through),
                consent));
    }

    private static ExpectedCapture TryHelp(CaptureInput input, GateCaseEvents events)
    {
        var plan = ServiceStream.Definition.Fold(ServicePlan.Initial, events.Read<ServiceEvent>("services", input.Services ?? []));
        ServiceCommand command = input.Command.OfferService is { } c
            ? new OfferService(By(input), new OfferId(Survivor.Value), c.Kind, c.Provider, null, c.Conditions, Note(c))
            : new MakeReferral(By(input), new ReferralId(Survivor.Value), input.Command.MakeReferral!.Kind,
                input.Command.MakeReferral.Provider, null,
                input.Command.MakeReferral.Conditions, Note(input.Command.MakeReferral));
        return Answer(ServiceDecider.Decide(command, Served(input), plan));
    }

    private static ExpectedCapture TryRelief(CaptureInput input, GateCaseEvents events)
    {
        var relief = ReliefStream.Definition.Fold(ReliefState.Initial, events.Read<ReliefEvent>("relief", input.Relief ?? []));
        return Answer(input.Command switch
        {
            { SeekRelief: { } c } => ReliefDecider.Decide(
                new SeekRelief(By(input), new ReliefId(Survivor.Value), Survivor, c.Kind, c.Conditions), Served(input), relief),
            { AskCertifier: { } c } =>
                ReliefDecider.Decide(new AskCertifier(By(input), c.Certifier, c.Due, c.Conditions, input.Now), relief),
            { AnswerCertification: { } c } =>
                ReliefDecider.Decide(new AnswerCertification(By(input), c.Certifier, c.Answer, c.Conditions, null), [], relief),
            _ => throw new UnreachableException(),
        });
    }

    private static ExpectedCapture Answer<TEvent>(Decision<TEvent> decision) where TEvent : DomainEvent
    {
        List<string> recorded = [.. decision.Events.Select(happened => Catalogue.Current.NameOf(happened.GetType()))];
        return decision is Refused<TEvent> { Refusal: var refusal }
            ? new ExpectedCapture(CaptureOutcome.Refused,
                recorded)
            { Rule = RuleNamedIn(refusal), Problem = Problems.Of(refusal.Reason).Name, Field = refusal.Field }
            : new ExpectedCapture(CaptureOutcome.Accepted, recorded);
    }

    // The last one named: a message may name the rule of the gate that says the same of what was recorded before it.
    private static string? RuleNamedIn(Refusal refusal) => RuleId().Matches(refusal.Message).LastOrDefault()?.Value;

    private static Actor By(CaptureInput input) => new(Advocate, input.Agency);

    private static SurvivorState.Welcomed Served(CaptureInput input) =>
        new(Survivor, input.Agency, Sensitive.Of("somebody"), null, [], null, null);

    private static Sensitive<string>? Note(HelpTried help) => help.Note is { } note ? Sensitive.Of(note) : null;

    [GeneratedRegex("CG-[0-9]{2}")]
    private static partial Regex RuleId();
}
