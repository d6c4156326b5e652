namespace Coordination.Host.Platform.Http;

/// <summary>Marks an endpoint as a command: it needs an Idempotency-Key.</summary>
/// <param name="Answer">What it answers: by this type the answer that is kept is read, and its identifiers are translated.</param>
public sealed record CommandEndpoint(Type Answer);

/// <summary>Marks an endpoint that is asked with POST and records nothing.</summary>
public sealed record QuestionEndpoint;

/// <summary>Marks an endpoint whose answer is no JSON.</summary>
/// <param name="MediaType">What it is.</param>
/// <param name="What">What it holds, for the description of the API.</param>
public sealed record RawAnswer(string MediaType, string What);

/// <summary>
/// What a POST route is for. Routes are mapped with the framework's own methods, so that its source generator writes what binds and calls
/// their handlers: at a start nothing has to be compiled for them.
/// </summary>
public static class CommandEndpoints
{
    /// <summary>A command that changes something: answered with 200 and <see cref="Changed"/>.</summary>
    public static RouteHandlerBuilder AsCommand(this RouteHandlerBuilder route) => route.AsCommand<Changed>(StatusCodes.Status200OK);

    /// <summary>A command that makes something new: answered with 201 and <see cref="Changed"/>.</summary>
    public static RouteHandlerBuilder AsCreation(this RouteHandlerBuilder route) => route.AsCommand<Changed>(StatusCodes.Status201Created);

    /// <summary>A command with an answer of its own.</summary>
    public static RouteHandlerBuilder AsCommand<TAnswer>(this RouteHandlerBuilder route, int status) =>
        route.WithMetadata(new CommandEndpoint(typeof(TAnswer))).Produces<TAnswer>(status);

    /// <summary>A question that does not fit into an address, or must not stand in one: it records nothing and needs no key.</summary>
    public static RouteHandlerBuilder AsQuestion(this RouteHandlerBuilder route) => route.WithMetadata(new QuestionEndpoint());
}
