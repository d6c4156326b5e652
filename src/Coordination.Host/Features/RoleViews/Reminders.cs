using Coordination.Host.Platform.Reading.Reminders;

namespace Coordination.Host.Features.RoleViews;

/// <summary>What a reader should not miss. It is computed from their own views at the moment of asking, and holds identifiers and times
/// only.</summary>
internal static class Reminders
{
    private const int DefaultDays = 14, MostDays = 90;

    internal static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/reminders").WithTags("Views").RequireAuthorization(Policies.Team);
        group.MapGet("/", Get).Produces<PageOf<Reminder>>().WithSummary(
            "What is overdue, and what is due within so many days (14, at most 90), the most urgent first: actions, copies asked back, " +
                "recalls that were not answered, letters that ask back what is on paper, copies that have to be handed over, releases " +
                "that end, releases of minors that lack a second signature, meetings, and each authority that the law has your " +
                "agency tell.");
    }

    private static async Task<IResult> Get(int? days, string? after, int? limit, Caller caller, ReminderFeed feed, ViewPages pages,
        IdentifierMint mint, CancellationToken cancellation)
    {
        if (days is < 1 or > MostDays)
            return Problems.InvalidInput.With($"Ask for 1 to {MostDays} days.", "days");
        if (limit is < 1 or > PageQuery.LargestLimit)
            return Problems.InvalidInput.With($"Ask for 1 to {PageQuery.LargestLimit} rows.", "limit");
        var tokens = new ReminderToken(mint, $"{caller.Agency}/reminders");
        ReminderMark? mark = null;
        if (after is not null && !tokens.TryRead(after, out mark))
            return Problems.InvalidInput.With("Give back the next of the page before, unchanged.", "after");
        var most = limit ?? PageQuery.DefaultLimit;
        var audience = new ReminderAudience(caller.Agency, caller.Person, caller.Is(Roles.Advocate), caller.Is(Roles.Counsel));
        var found = await feed.Page(audience, pages.Now.AddDays(days ?? DefaultDays), mark, most + 1, cancellation);
        return Reply.Revealing(new PageOf<Reminder>([.. found.Take(most)], found.Count > most ? tokens.Of(found[most - 1]) : null));
    }
}

/// <summary>Where the next page of reminders begins: the last one that the reader got, sealed for them.</summary>
internal sealed class ReminderToken(IdentifierMint mint, string recipient)
{
    private const char Separator = '\n';

    public string Of(Reminder last) =>
        mint.Seal(recipient, string.Create(CultureInfo.InvariantCulture,
            $"{last.Due.UtcTicks}{Separator}{(int)last.Kind}{Separator}{last.Id.Value}{Separator}{(int?)last.Authority}"));

    public bool TryRead(string token, out ReminderMark? mark)
    {
        mark = null;
        if (token.Length > PageQuery.LongestToken
            || mint.Unseal(recipient, token)?.Split(Separator) is not [var ticks, var kind, var id, var authority])
            return false;
        mark = new(new DateTimeOffset(long.Parse(ticks, CultureInfo.InvariantCulture), TimeSpan.Zero),
            (ReminderKind)int.Parse(kind, CultureInfo.InvariantCulture), Guid.Parse(id),
            authority.Length == 0 ? null : (AuthorityKind)int.Parse(authority, CultureInfo.InvariantCulture));
        return true;
    }
}
