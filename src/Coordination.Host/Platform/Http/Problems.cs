namespace Coordination.Host.Platform.Http;

/// <summary>The one table of problems. Names and statuses are a contract: callers program against them.</summary>
public static class Problems
{
    public static ProblemKind Malformed { get; } = new("malformed", 400, "The request could not be understood");
    public static ProblemKind KeyMissing { get; } = new("idempotency-key-missing", 400, "A command needs an Idempotency-Key");
    public static ProblemKind Unauthenticated { get; } = new("unauthenticated", 401, "A valid token is needed");
    public static ProblemKind Forbidden { get; } = new("forbidden", 403, "Your role may not do this");
    public static ProblemKind NotAMember { get; } = new("not-a-member", 403, "Your agency is not a member of the task force");
    public static ProblemKind StandingSuspended { get; } = new("suspended", 403, "The standing of your agency is suspended");
    public static ProblemKind NotFound { get; } = new("not-found", 404, "There is nothing here for you");
    public static ProblemKind MethodNotAllowed { get; } = new("method-not-allowed", 405, "This cannot be done here");
    public static ProblemKind StillRunning { get; } = new("still-running", 409, "The same command is being worked on");
    public static ProblemKind Contended { get; } = new("contended", 409, "Others were changing the same thing");
    public static ProblemKind Unreadable { get; } = new("unreadable", 410, "It can no longer be read");
    public static ProblemKind VersionChanged { get; } = new("version-changed", 412, "It has changed since you saw it");
    public static ProblemKind TooLarge { get; } = new("too-large", 413, "The request is too large");
    public static ProblemKind AddressTooLong { get; } = new("address-too-long", 414, "The address is too long");
    public static ProblemKind WrongMediaType { get; } = new("wrong-media-type", 415, "The body must be application/json");
    public static ProblemKind InvalidInput { get; } = new("invalid-input", 422, "Something in the request is not as it should be");
    public static ProblemKind KeyReused { get; } = new("idempotency-key-reused", 422, "This Idempotency-Key was used for something else");
    public static ProblemKind TooManyRequests { get; } = new("too-many-requests", 429, "Too many requests");
    public static ProblemKind HeadersTooLarge { get; } = new("headers-too-large", 431, "The headers are too large");
    public static ProblemKind Internal { get; } = new("internal", 500, "Something went wrong on our side");
    public static ProblemKind Unavailable { get; } = new("unavailable", 503, "The service cannot be reached at this moment");

    public static ProblemKind Of(RefusalReason reason) => reason switch
    {
        RefusalReason.NotFound => NotFound,
        RefusalReason.InvalidInput => InvalidInput,
        RefusalReason.AlreadyExists => new("already-exists", 409, "It is there already"),
        RefusalReason.WrongState => new("wrong-state", 409, "This cannot be done now"),
        RefusalReason.NotYours => new("not-yours", 403, "This is not yours to do"),
        RefusalReason.AnswerNeeded => new("answer-needed", 409, "She has to be asked first"),
        RefusalReason.ConsentRequired => new("consent-required", 403, "This has not been released"),
        RefusalReason.Held => new("held", 409, "Something has to be done first"),
        RefusalReason.NoStanding => new("no-standing", 403, "Standing, an agreement or training is lacking"),
        RefusalReason.Coercive => new("coercive", 422, "Help is never conditioned on cooperation"),
        RefusalReason.SecondPersonNeeded => new("second-person-needed", 403, "A second person is needed"),
        RefusalReason.PolicyLimit => new("policy-limit", 422, "A limit of the task force's policy is exceeded"),
        RefusalReason.RoomNotCovered => new("room-not-covered", 409, "Somebody in the room is not covered"),
        RefusalReason.Recused => new("recused", 403, "A conflict or recusal stands against it"),
        RefusalReason.NoQuorum => new("no-quorum", 409, "Too few members are present"),
        _ => throw new UnreachableException(),
    };

    /// <summary>A refusal as the result of an endpoint. Not found says the same to everybody, whatever the decider wrote.</summary>
    public static ProblemResult From(Refusal refusal) => refusal.Reason is RefusalReason.NotFound
        ? NotFound.With()
        : Of(refusal.Reason).With(refusal.Message, refusal.Field);

    /// <summary>What became of a command, as the result of an endpoint.</summary>
    public static IResult From(CommandResult result) => result switch
    {
        CommandResult.Answered { Answer: Answer.Refused refused, Replayed: var replayed } =>
            new CommandReply(From(refused.Refusal), null, replayed),
        CommandResult.Answered { Answer: Answer.Done done, Replayed: var replayed } => new CommandReply(null, done, replayed),
        CommandResult.VersionChanged => VersionChanged.With("Read it again and decide on what is there now."),
        CommandResult.KeyReused => KeyReused.With("Use a new key for each new command."),
        CommandResult.StillRunning => StillRunning.With("Ask again with the same key to get its answer.", retryAfterSeconds: 1),
        CommandResult.Contended => Contended.With("Nothing was stored. Try again with the same key.", retryAfterSeconds: 1),
        _ => throw new UnreachableException(),
    };
}
