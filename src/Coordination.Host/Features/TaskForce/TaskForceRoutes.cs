using Coordination.Domain.Gate;
using Coordination.Host.Platform.Reading;
using Microsoft.AspNetCore.Http.HttpResults;

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
