using System.Reflection;
using Coordination.Host.Platform.Execution.Webhooks;

namespace Coordination.Host.Tests.Features.Webhooks;

/// <summary>Fails to write down what was sent, as a host does that ends in between, or takes its time about it, as one does that was only slow.</summary>
public class ForgetfulOutbox : DispatchProxy
{
    private IOutbox _inner = null!;
    private ForgetfulOutbox? _switch;

    public bool Ends { get; set; }

    /// <summary>What is waited for before the next message is written down; once.</summary>
    public Task? Waits { get; set; }

    public IOutbox Around(IOutbox inner)
    {
        var proxy = Create<IOutbox, ForgetfulOutbox>();
        ((ForgetfulOutbox)(object)proxy)._inner = inner;
        ((ForgetfulOutbox)(object)proxy)._switch = this;
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        if (targetMethod!.Name != nameof(IOutbox.Settle))
            return targetMethod.Invoke(_inner, args);
        if (_switch!.Ends)
            throw new InvalidOperationException("The host ends here.");
        if (_switch.Waits is not { } waits)
            return targetMethod.Invoke(_inner, args);
        _switch.Waits = null;
        return new ValueTask(Later(waits, () => (ValueTask)targetMethod.Invoke(_inner, args)!));
    }

    private static async Task Later(Task first, Func<ValueTask> then)
    {
        await first;
        await then();
    }
}
