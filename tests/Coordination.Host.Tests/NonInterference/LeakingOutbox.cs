using System.Reflection;
using Coordination.Host.Platform.Execution;
using Coordination.Host.Platform.Execution.Webhooks;
using Microsoft.Extensions.DependencyInjection;

namespace Coordination.Host.Tests.NonInterference;

/// <summary>An outbox with a mistake in it that somebody could make: it numbers messages by what everybody does.</summary>
public class LeakingOutbox : DispatchProxy
{
    /// <summary>What it is called among the leaks.</summary>
    public const string Name = "a webhook that is numbered among everybody's";

    private IOutbox _inner = null!;
    private Func<IEventStore> _log = null!;

    /// <summary>Puts it in the place of the host's.</summary>
    public static void Plant(IServiceCollection services)
    {
        var own = (IOutbox)services.Last(service => service.ServiceType == typeof(IOutbox)).ImplementationInstance!;
        services.AddSingleton(provider =>
        {
            var leaking = Create<IOutbox, LeakingOutbox>();
            (((LeakingOutbox)(object)leaking)._inner, ((LeakingOutbox)(object)leaking)._log) = (own, provider.GetRequiredService<IEventStore>);
            return leaking;
        });
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        var answer = targetMethod!.Invoke(_inner, args);
        return answer is ValueTask<OutboxGap> gap ? new ValueTask<OutboxGap>(Spoilt(gap.AsTask())) : answer;
    }

    private async Task<OutboxGap> Spoilt(Task<OutboxGap> gap) => (await gap) with { LastSequence = await _log().Head(CancellationToken.None) };
}
