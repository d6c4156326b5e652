using Wolverine;
using Wolverine.Persistence.Durability;

namespace Coordination.Host.Messaging;

/// <summary>Keeps of what a message failed with the type, and no text: that may quote what somebody said.</summary>
internal sealed class WithoutTexts : IDeadLetterInterceptor
{
    public ValueTask<Exception?> BeforeStoreAsync(Envelope envelope, Exception? exception, CancellationToken cancellation) =>
        new(exception is null ? null : new Told(exception));

    private sealed class Told(Exception fault) : Exception("", null), IDeadLetterExceptionInfo
    {
        public string ExceptionType => fault.GetType().FullName ?? fault.GetType().Name;

        public string ExceptionMessage => "";

        public override string Message => "";

        public override string? StackTrace => null;

        public override string ToString() => ExceptionType;
    }
}
