using System.Diagnostics.CodeAnalysis;
using Coordination.Host.Execution;

namespace Coordination.Host.Http;

/// <summary>Marks an endpoint as a command: it needs an Idempotency-Key.</summary>
/// <param name="Answer">What it answers: by this type the answer that is kept is read, and its identifiers are translated.</param>
public sealed record CommandEndpoint(Type Answer);

/// <summary>Marks an endpoint that is asked with POST and records nothing.</summary>
public sealed record QuestionEndpoint;

/// <summary>Marks an endpoint whose answer is no JSON.</summary>
/// <param name="MediaType">What it is.</param>
/// <param name="What">What it holds, for the description of the API.</param>
public sealed record RawAnswer(string MediaType, string What);

/// <summary>How command routes are mapped.</summary>
public static class CommandEndpoints
{
    /// <summary>A command that changes something: POST, answered with 200 and <see cref="Changed"/> unless said otherwise.</summary>
    public static RouteHandlerBuilder MapCommand(this IEndpointRouteBuilder routes, [StringSyntax("Route")] string pattern, Delegate handler) =>
        routes.MapCommand<Changed>(pattern, handler, StatusCodes.Status200OK);

    /// <summary>A command that makes something new: POST, answered with 201 and <see cref="Changed"/>.</summary>
    public static RouteHandlerBuilder MapCreation(this IEndpointRouteBuilder routes, [StringSyntax("Route")] string pattern, Delegate handler) =>
        routes.MapCommand<Changed>(pattern, handler, StatusCodes.Status201Created);

    /// <summary>A question that does not fit into an address, or must not stand in one: POST, records nothing, needs no key.</summary>
    public static RouteHandlerBuilder MapQuestion(this IEndpointRouteBuilder routes, [StringSyntax("Route")] string pattern, Delegate handler) =>
        routes.MapPost(pattern, handler).WithMetadata(new QuestionEndpoint());

    /// <summary>A command with an answer of its own.</summary>
    public static RouteHandlerBuilder MapCommand<TAnswer>(this IEndpointRouteBuilder routes, [StringSyntax("Route")] string pattern, Delegate handler, int status) =>
        routes.MapPost(pattern, handler).WithMetadata(new CommandEndpoint(typeof(TAnswer))).Produces<TAnswer>(status);
}
