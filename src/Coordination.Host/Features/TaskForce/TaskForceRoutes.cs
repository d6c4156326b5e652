using Coordination.Domain.Gate;

namespace Coordination.Host.Features.TaskForce;

/// <summary>The task force itself: formed once, led by policy with dates.</summary>
public static class TaskForceRoutes
{
    public static IServiceCollection AddTaskForce(this IServiceCollection services) => services.AddFeatureJson(TaskForceJson.Default);

    public static IEndpointRouteBuilder MapTaskForce(this IEndpointRouteBuilder routes)
    {
        var office = routes.MapGroup("/v1/task-force").WithTags("Task force").RequireAuthorization(Policies.Office);
        office.MapPost("/", Form).AsCreation().WithSummary("Forms the task force.");
        office.MapPost("/policy", SetPolicy).AsCommand()
            .WithSummary("Sets the first policy, within bounds. After that the policy changes as the protocol does: /v1/council/changes.");
        office.MapPost("/rule-set", AdoptRuleSet).AsCommand()
            .WithSummary("Adopts a version of the rules of the consent gate, from now or a later instant on; never an earlier one in " +
                "place of a later one. Before one whose rules bind by profile, settle the profiles that nobody knows (GET " +
                "/v1/agencies?profilesKnown=false).");
        office.MapPost("/tables", LoadTable).AsCommand<TableLoadedAnswer>(StatusCodes.Status200OK)
            .WithSummary("Loads what the law of a jurisdiction says, from now or a later instant on, with the agencies to which its " +
                "reports go here: take them in, or record the office outside, first. Tells for which authorities nobody is named.");
        office.MapPost("/agenda-templates", SetTemplate).AsCommand()
            .WithSummary("Sets a template of agendas, by which reviews are called.");
        office.MapPost("/agenda-templates/retire", RetireTemplate).AsCommand().WithSummary("Takes a template of agendas out of use.");
        var everybody = routes.MapGroup("/v1/task-force").WithTags("Task force").RequireAuthorization(Policies.Anybody)
            .OpenTo(AgencyStanding.Suspended);
        everybody.MapGet("/", Get)
            .WithSummary("Its members, the policy and the version of the gate's rules in force, and the templates of agendas.");
        everybody.MapGet("/policies", GetPolicies)
            .WithSummary("Every setting of the policy with its date, and which is in force now or at another instant.");
        everybody.MapGet("/rule-sets", GetRuleSets)
            .WithSummary("Every version of the gate's rules with what it changed, and which is in force now or at another instant.");
        everybody.MapGet("/tables", GetTables)
            .WithSummary("What the law of each jurisdiction says, line by line with its citation, as it is in force now or at another " +
                "instant, when each table was loaded, and which agencies that it names have left since. No legal advice.");
        return routes;
    }

    private static Task<IResult> Form(FormRequest body, CommandCall call) => call.Run(async work =>
    {
        var state = await work.Load(TaskForceStream.Definition);
        work.Record(TaskForceStream.Definition,
            TaskForceDecider.Decide(new FormTaskForce(body.Name, body.Jurisdiction, body.CoordinatingAgency), state));
        var version = work.VersionOf(TaskForceStream.Definition);
        return Answer.Made(new Changed(SubjectId.OnlyOne(TaskForceStream.Definition.Kind), version.Number), ExecutionJson.Default.Changed,
            $"/v1/task-force", version);
    });

    private static Task<IResult> SetPolicy(PolicyRequest body, CommandCall call) =>
        call.Change(TaskForceStream.Definition, (work, state) => TaskForceCalendar.WhyNot(body.Settings) is { } unknown
            ? unknown
            : TaskForceDecider.Decide(new SetPolicy(body.Settings, body.EffectiveFrom, work.Now), state));

    private static Task<IResult> AdoptRuleSet(RuleSetRequest body, CommandCall call) =>
        call.Change(TaskForceStream.Definition, (work, state) =>
            TaskForceDecider.Decide(new AdoptRuleSet(body.RuleSet, body.EffectiveFrom, work.Now, RuleSets.Published), state));

    private static Task<IResult> LoadTable(TableRequest body, CommandCall call) => call.Run(async work =>
    {
        var state = await work.Load(TaskForceStream.Definition);
        var command = new LoadJurisdictionTable(body.Table, body.Authorities, await KindsOf(body.Authorities, work), body.EffectiveFrom,
            work.Actor.Person, work.Now)
        { DropAuthorities = body.DropAuthorities ?? [] };
        var authorities = JurisdictionTableDecider.AuthoritiesOf(command, state);
        if (work.Record(TaskForceStream.Definition, JurisdictionTableDecider.Decide(command, state)) is { } refusal)
            return refusal;
        var version = work.VersionOf(TaskForceStream.Definition);
        return Answer.Ok(new TableLoadedAnswer(body.Table.Jurisdiction, body.Table.Version, version.Number, authorities,
            JurisdictionTableDecider.NobodyIsNamedFor(body.Table, authorities)), TaskForceJson.Default.TableLoadedAnswer, version);
    });

    // An agency that left is no member any more, and receives nothing.
    private static async Task<IReadOnlyDictionary<AgencyId, AgencyKind>> KindsOf(IReadOnlyList<AuthorityNamed> authorities,
        CommandSession work)
    {
        Dictionary<AgencyId, AgencyKind> kinds = [];
        foreach (var agency in authorities.Take(JurisdictionTableDecider.MostAuthorities).Select(named => named.Agency).Distinct())
        {
            if ((await work.Load(PartnerStream.Definition, agency)).KindIfKnown is { } kind)
                kinds[agency] = kind;
        }

        return kinds;
    }

    private static Task<IResult> SetTemplate(AgendaTemplateRequest body, CommandCall call)
    {
        var template = new AgendaTemplate(body.Name, body.Kind, body.Sections, body.Disciplines) { MinutesPerItem = body.MinutesPerItem };
        return call.Change(TaskForceStream.Definition, (_, state) => AgendaTemplateDecider.Decide(new SetAgendaTemplate(template), state));
    }

    private static Task<IResult> RetireTemplate(RetireTemplateRequest body, CommandCall call) =>
        call.Change(TaskForceStream.Definition, (_, state) => AgendaTemplateDecider.Decide(new RetireAgendaTemplate(body.Name), state));

    private static async Task<Results<Reply<TaskForceAnswer>, ProblemResult>> Get(StateReader reader, TimeProvider time,
        CancellationToken cancellation)
    {
        var (state, _) = await reader.Read(TaskForceStream.Definition, cancellation);
        return state is TaskForceState.Formed formed
            ? Reply.Plain(new TaskForceAnswer(
                formed.Name, formed.Jurisdiction, formed.CoordinatingAgency,
                [.. formed.Members.OrderBy(member => member.Value, StringComparer.Ordinal)], formed.PolicyAt(time.GetUtcNow()),
                RuleSets.InForce(formed, time.GetUtcNow()).Version,
                [.. formed.Templates.Values]))
            : Problems.NotFound.With();
    }

    private static async Task<Results<Reply<PoliciesAnswer>, ProblemResult>> GetPolicies(StateReader reader, TimeProvider time,
        CancellationToken cancellation, DateTimeOffset? asOf = null)
    {
        var (state, _) = await reader.Read(TaskForceStream.Definition, cancellation);
        var at = asOf ?? time.GetUtcNow();
        return state is TaskForceState.Formed formed
            ? Reply.Plain(new PoliciesAnswer(at, formed.PolicyAt(at), formed.Policies))
            : Problems.NotFound.With();
    }

    private static async Task<Results<Reply<RuleSetsAnswer>, ProblemResult>> GetRuleSets(StateReader reader, TimeProvider time,
        CancellationToken cancellation, DateTimeOffset? asOf = null)
    {
        var (state, _) = await reader.Read(TaskForceStream.Definition, cancellation);
        var at = asOf ?? time.GetUtcNow();
        return state is TaskForceState.Formed formed
            ? Reply.Plain(new RuleSetsAnswer(at, RuleSets.InForce(formed, at).Version, formed.RuleSets, [.. RuleSets.All.Select(AnswerOf)]))
            : Problems.NotFound.With();
    }

    private static async Task<Results<Reply<TablesAnswer>, ProblemResult>> GetTables(StateReader reader, AgencyNames agencies,
        TimeProvider time, CancellationToken cancellation, DateTimeOffset? asOf = null)
    {
        var (state, _) = await reader.Read(TaskForceStream.Definition, cancellation);
        var at = asOf ?? time.GetUtcNow();
        if (state is not TaskForceState.Formed formed)
            return Problems.NotFound.With();
        var (tables, former) = (formed.TablesAt(at), new HashSet<AgencyId>());
        foreach (var agency in tables.SelectMany(loaded => loaded.Authorities).Select(named => named.Agency).Distinct())
        {
            if ((await reader.Read(PartnerStream.Definition, agency, cancellation)).State is PartnerPosition.Former)
                former.Add(agency);
        }

        var names = await agencies.OfAuthorities(tables.SelectMany(loaded => loaded.Authorities).Select(named => named.Agency),
            cancellation);
        return Reply.Plain(new TablesAnswer(
            at, [.. tables.Select(loaded => InForce(loaded, former, names))],
            [.. formed.Tables.Select(loaded =>
                new TableDated(loaded.EffectiveFrom, loaded.Table.Jurisdiction, loaded.Table.Name, loaded.Table.Version))]));
    }

    private static TableInForce InForce(JurisdictionTableLoaded loaded, HashSet<AgencyId> former,
        IReadOnlyDictionary<AgencyId, string> names) => new(
        loaded.EffectiveFrom, loaded.Table,
        [.. loaded.Authorities.Select(named => new AuthorityAnswer(named.Kind, named.Agency, names.GetValueOrDefault(named.Agency)))],
        JurisdictionTableDecider.NobodyIsNamedFor(loaded.Table, loaded.Authorities),
        [.. loaded.Authorities.Select(named => named.Agency).Where(former.Contains).Distinct()
            .OrderBy(agency => agency.Value, StringComparer.Ordinal)]);

    private static RuleSetAnswer AnswerOf(RuleSet set) =>
        new(set.Version, set.EffectiveFrom, set.Follows, set.Changes, [.. set.Rules.Select(rule => rule.Id)]);
}

/// <summary>Forms the task force.</summary>
public sealed record FormRequest(string Name, string Jurisdiction, AgencyId CoordinatingAgency);

/// <summary>Sets the policy; without <paramref name="EffectiveFrom"/> it holds at once.</summary>
public sealed record PolicyRequest(PolicySettings Settings, DateTimeOffset? EffectiveFrom);

/// <summary>Adopts a version of the rules of the consent gate; without <paramref name="EffectiveFrom"/> it holds at once.</summary>
public sealed record RuleSetRequest(string RuleSet, DateTimeOffset? EffectiveFrom);

/// <summary>Every setting of the policy, in the order of setting, and which of them is in force.</summary>
/// <param name="AsOf">The instant for which it is said.</param>
/// <param name="InForce">The policy in force then; null when none was.</param>
/// <param name="Settings">All that were set, also for later.</param>
public sealed record PoliciesAnswer(DateTimeOffset AsOf, PolicySettings? InForce, IReadOnlyList<PolicySet> Settings);

/// <summary>Every version of the gate's rules, and which is in force.</summary>
/// <param name="AsOf">The instant for which it is said.</param>
/// <param name="InForce">The version in force then; <c>none</c> permits nothing.</param>
/// <param name="Adopted">What the task force adopted, in the order of adopting; where that is nothing, the dates of publication
/// hold.</param>
/// <param name="Published">All that there are, oldest first.</param>
public sealed record RuleSetsAnswer(DateTimeOffset AsOf, string InForce, IReadOnlyList<RuleSetAdopted> Adopted,
    IReadOnlyList<RuleSetAnswer> Published);

/// <summary>A version of the gate's rules.</summary>
/// <param name="Version">Its name in verdicts.</param>
/// <param name="EffectiveFrom">From when on it can be in force.</param>
/// <param name="Follows">The version before it.</param>
/// <param name="Changes">What it changed against that.</param>
/// <param name="Rules">The ids of its rules.</param>
public sealed record RuleSetAnswer(string Version, DateTimeOffset EffectiveFrom, string? Follows, IReadOnlyList<RuleChange> Changes,
    IReadOnlyList<string> Rules);

/// <summary>Loads what the law of a jurisdiction says; without <paramref name="EffectiveFrom"/> it holds at once.</summary>
/// <param name="Table">The table, as a file of <c>law/</c> has it.</param>
/// <param name="Authorities">Which agencies its authorities are here, besides those that were named for the table before it, which stay
/// named. Where nobody is named, its reports go to nobody.</param>
/// <param name="EffectiveFrom">From when it holds, in place of the table of the same jurisdiction before it.</param>
/// <param name="DropAuthorities">Who was named for the table before it and is no such authority any more.</param>
public sealed record TableRequest(JurisdictionTable Table, IReadOnlyList<AuthorityNamed> Authorities, DateTimeOffset? EffectiveFrom,
    IReadOnlyList<AuthorityNamed>? DropAuthorities = null);

/// <summary>A table of the law was loaded, or was in force already.</summary>
/// <param name="Jurisdiction">Whose law it is.</param>
/// <param name="TableVersion">The version of the table.</param>
/// <param name="Version">The version of the task force's stream, also the ETag.</param>
/// <param name="Authorities">Which agencies its authorities are here, also those that were named before.</param>
/// <param name="NobodyIsNamedFor">The authorities to which it has something reported and for which no agency is named: these reports go to
/// nobody until the table is loaded again with the agencies.</param>
public sealed record TableLoadedAnswer(string Jurisdiction, string TableVersion, long Version, IReadOnlyList<AuthorityNamed> Authorities,
    IReadOnlyList<AuthorityKind> NobodyIsNamedFor);

/// <summary>What the law says in this task force, jurisdiction by jurisdiction. It is no legal advice.</summary>
/// <param name="AsOf">The instant for which it is said.</param>
/// <param name="InForce">The tables in force then, one of each jurisdiction.</param>
/// <param name="Loaded">All that were loaded, also for later, in the order of loading.</param>
public sealed record TablesAnswer(DateTimeOffset AsOf, IReadOnlyList<TableInForce> InForce, IReadOnlyList<TableDated> Loaded);

/// <summary>A table in force.</summary>
/// <param name="EffectiveFrom">Since when.</param>
/// <param name="Table">What it says.</param>
/// <param name="Authorities">Which agencies its authorities are here.</param>
/// <param name="NobodyIsNamedFor">The authorities for which no agency is named.</param>
/// <param name="LeftSince">Agencies that are named as authorities and have left the task force by now. Load the table again with who is the
/// authority instead, and drop the one that left (dropAuthorities); until then report to them by telephone.</param>
public sealed record TableInForce(DateTimeOffset EffectiveFrom, JurisdictionTable Table, IReadOnlyList<AuthorityAnswer> Authorities,
    IReadOnlyList<AuthorityKind> NobodyIsNamedFor, IReadOnlyList<AgencyId> LeftSince);

/// <summary>Which agency or office an authority is here.</summary>
/// <param name="Kind">The authority.</param>
/// <param name="Agency">The agency.</param>
/// <param name="Name">What it is called; left out where nobody recorded a name.</param>
public sealed record AuthorityAnswer(AuthorityKind Kind, AgencyId Agency, string? Name);

/// <summary>That a table was loaded.</summary>
/// <param name="EffectiveFrom">From when it holds.</param>
/// <param name="Jurisdiction">Whose law it is.</param>
/// <param name="Name">The jurisdiction in words.</param>
/// <param name="Version">The version of the table.</param>
public sealed record TableDated(DateTimeOffset EffectiveFrom, string Jurisdiction, string Name, string Version);

/// <summary>Adds a template of agendas, or replaces the one of that name.</summary>
/// <param name="Name">By which it is chosen when a review is called.</param>
/// <param name="Kind">The kind of review for which it is.</param>
/// <param name="Sections">What is gone through, in order; exactly one holds the cases.</param>
/// <param name="Disciplines">Kinds of agencies of which at least one is invited.</param>
/// <param name="MinutesPerItem">The time for one case; without it, what the policy says.</param>
public sealed record AgendaTemplateRequest(
    string Name, ReviewKind Kind, IReadOnlyList<AgendaSection> Sections, IReadOnlyList<Coordination.Domain.Partners.AgencyKind> Disciplines,
    int? MinutesPerItem = null);

/// <summary>Takes a template of agendas out of use.</summary>
public sealed record RetireTemplateRequest(string Name);

/// <summary>The task force, its members, the policy and the version of the gate's rules in force, and the templates by which reviews are
/// called.</summary>
public sealed record TaskForceAnswer(
    string Name, string Jurisdiction, AgencyId CoordinatingAgency, IReadOnlyList<AgencyId> Members, PolicySettings? Policy, string RuleSet,
    IReadOnlyList<AgendaTemplate> AgendaTemplates);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(FormRequest))]
[JsonSerializable(typeof(RuleSetRequest))]
[JsonSerializable(typeof(PolicyRequest))]
[JsonSerializable(typeof(AgendaTemplateRequest))]
[JsonSerializable(typeof(RetireTemplateRequest))]
[JsonSerializable(typeof(TaskForceAnswer))]
[JsonSerializable(typeof(PoliciesAnswer))]
[JsonSerializable(typeof(RuleSetsAnswer))]
[JsonSerializable(typeof(TableRequest))]
[JsonSerializable(typeof(TableLoadedAnswer))]
[JsonSerializable(typeof(TablesAnswer))]
internal sealed partial class TaskForceJson : JsonSerializerContext;
