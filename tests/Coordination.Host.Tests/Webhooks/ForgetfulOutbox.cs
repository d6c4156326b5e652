using System.Reflection;
using Coordination.Host.Execution.Webhooks;

namespace Coordination.Host.Tests.Webhooks;

/// <summary>Fails to write down what was sent, as a host does that ends in between.</summary>
public class ForgetfulOutbox : DispatchProxy
{
    private IOutbox _inner = null!;
    private ForgetfulOutbox? _switch;

    public bool Ends { get; set; }

    public IOutbox Around(IOutbox inner)
    {
        var proxy = Create<IOutbox, ForgetfulOutbox>();
        ((ForgetfulOutbox)(object)proxy)._inner = inner;
        ((ForgetfulOutbox)(object)proxy)._switch = this;
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
        targetMethod!.Name == nameof(IOutbox.Settle) && _switch!.Ends ? throw new InvalidOperationException("The host ends here.") : targetMethod.Invoke(_inner, args);
}
