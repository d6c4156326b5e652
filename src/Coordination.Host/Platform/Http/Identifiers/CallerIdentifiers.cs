using System.Runtime.CompilerServices;

namespace Coordination.Host.Platform.Http.Identifiers;

/// <summary>Marks endpoints that show identifiers as the log has them: the auditors', who work on pseudonyms and have to connect
/// them.</summary>
public sealed record LogsOwnIdentifiers;

/// <summary>
/// Puts the caller's names in force for a request, and translates what the address holds: the parameters that an endpoint binds as an
/// identifier, and no others. It is set here, once, and ends with the request.
/// </summary>
public sealed class CallerIdentifiers(RequestDelegate next, IdentifierMint mint)
{
    /// <summary>The parameter with which an auditor names the agency whose identifiers the address contains:
    /// <c>?as=open-door</c>.</summary>
    public const string NamedBy = "as";

    private readonly ConditionalWeakTable<Endpoint, IReadOnlyList<AddressedId>> _addressed = [];

    public async Task InvokeAsync(HttpContext context)
    {
        if (Caller.Of(context) is not { } caller || context.GetEndpoint() is not { } endpoint)
        {
            await next(context);
            return;
        }
        if (endpoint.Metadata.GetMetadata<LogsOwnIdentifiers>() is not null)
        {
            await ForAuditors(context, endpoint);
            return;
        }
        using var names = mint.For(caller.Recipient);
        Translate(context.Request, endpoint, names);
        using var scope = IdentifierNames.Use(IdentifierNames.Of(names));
        await next(context);
    }

    private async Task ForAuditors(HttpContext context, Endpoint endpoint)
    {
        if (context.Request.Query[NamedBy] is [{ } agency] && NamedId.IsValid(agency))
        {
            using var names = mint.For(agency);
            Translate(context.Request, endpoint, names);
        }
        using var scope = IdentifierNames.Use(IdentifierNames.LogsOwn);
        await next(context);
    }

    private void Translate(HttpRequest request, Endpoint endpoint, RecipientNames names)
    {
        foreach (var id in _addressed.GetValue(endpoint, AddressedId.Of))
            id.Translate(request, names);
    }
}
