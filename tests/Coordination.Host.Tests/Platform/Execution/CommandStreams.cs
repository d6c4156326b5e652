using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;
using Coordination.Demo.Seeding;
using Coordination.Domain;
using Coordination.Host.Platform.Execution;
using Coordination.Host.Platform.Http;

namespace Coordination.Host.Tests.Platform.Execution;

/// <summary>
/// Reads out of the code of the host, and of what seeds, which kinds of streams a command can write and check: everything that is called from its handler, followed
/// to the workspace. Nothing is run, so that a path that no test takes counts as well.
/// </summary>
internal sealed class CommandStreams
{
    private static readonly Assembly[] s_read = [typeof(CommandSession).Assembly, typeof(Seeder).Assembly];
    private static readonly Type[] s_all = [.. s_read.SelectMany(assembly => assembly.GetTypes())];
    private static readonly Dictionary<short, OpCode> s_opCodes = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!).ToDictionary(code => code.Value);

    private readonly Dictionary<MethodBase, List<MethodBase>> _called = [];

    /// <summary>All kinds of streams: by the type of the state, and whose they are.</summary>
    public static IReadOnlyDictionary<Type, (string Kind, CompartmentOwner Owner)> Kinds { get; } = typeof(DomainEvent).Assembly.GetTypes()
        .SelectMany(type => type.GetProperties(BindingFlags.Public | BindingFlags.Static))
        .Where(property => property.PropertyType is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(StreamDefinition<,>))
        .ToDictionary(property => property.PropertyType.GetGenericArguments()[0], property => Kind(property.GetValue(null)!));

    /// <summary>Types of the host that call a method, in their own code or in what they pass on.</summary>
    public IEnumerable<Type> CallersOf(MethodInfo method) =>
        s_all.SelectMany(Methods).Where(caller => Called(caller).Any(called => Definition(called) == method)).Select(caller => Outermost(caller.DeclaringType!)).Distinct();

    /// <summary>A command that an endpoint runs.</summary>
    public ListedCommand Of(string name, MethodInfo endpoint) => Listed(name, Reached([endpoint]).Where(TakesWork));

    /// <summary>Commands that a part of the host runs.</summary>
    public ListedCommand Of(string name, Type part) => Listed(name, s_all.Where(type => Outermost(type) == part).SelectMany(Methods).Where(TakesWork));

    private ListedCommand Listed(string name, IEnumerable<MethodBase> handlers)
    {
        SortedSet<string> writes = new(StringComparer.Ordinal), checks = new(StringComparer.Ordinal);
        HashSet<CompartmentOwner> owners = [];
        foreach (var called in Reached(handlers).SelectMany(Called).Distinct())
        {
            var into = called switch
            {
                { Name: nameof(CommandSession.Record) } when called.DeclaringType == typeof(CommandSession) => writes,
                { Name: nameof(CommandSession.Load) or nameof(CommandSession.Begin) } when called.DeclaringType == typeof(CommandSession) => checks,
                { Name: nameof(IStateSource.Read) } when called.DeclaringType == typeof(IStateSource) => checks,
                _ => null,
            };
            if (into is null || called.GetGenericArguments()[0].IsGenericParameter)
                continue;
            var (kind, owner) = Kinds[called.GetGenericArguments()[0]];
            into.Add(kind);
            owners.Add(owner);
        }
        return new(name, [.. writes], [.. checks.Except(writes)], [.. owners.Order()]);
    }

    /// <summary>These methods and all of the host's that are called from them, up to the workspace and the runner.</summary>
    private HashSet<MethodBase> Reached(IEnumerable<MethodBase> from)
    {
        Stack<MethodBase> waiting = new(from);
        HashSet<MethodBase> reached = [];
        while (waiting.TryPop(out var method))
        {
            if (!reached.Add(method))
                continue;
            foreach (var called in Called(method).SelectMany(Implementations).Where(IsFollowed))
                waiting.Push(called);
        }
        return reached;
    }

    private static bool IsFollowed(MethodBase method) =>
        method.DeclaringType is { } type && s_read.Contains(type.Assembly) && Outermost(type) is var outer && outer != typeof(CommandSession) && outer != typeof(CommandRunner) && outer != typeof(CommandCall);

    /// <summary>What may run where an interface or an abstract method is called.</summary>
    private static IEnumerable<MethodBase> Implementations(MethodBase method)
    {
        if (method is not MethodInfo { IsAbstract: true, IsStatic: false } called || called.DeclaringType is not { } type || !s_read.Contains(type.Assembly) || type == typeof(IStateSource))
            return [method];
        var name = called.Name;
        return s_all.Where(other => other is { IsAbstract: false, ContainsGenericParameters: false } && type.IsAssignableFrom(other)).SelectMany(other => Methods(other)
            .Where(own => !own.IsGenericMethodDefinition && (own.Name == name || own.Name.EndsWith("." + name, StringComparison.Ordinal))));
    }

    private static bool TakesWork(MethodBase method) => method.GetParameters().Any(parameter => parameter.ParameterType == typeof(CommandSession));

    /// <summary>What a method calls, makes or hands on, and the body that the compiler made of it where it is asynchronous.</summary>
    private List<MethodBase> Called(MethodBase method)
    {
        if (_called.TryGetValue(method, out var known))
            return known;
        List<MethodBase> called = [];
        if (method.GetCustomAttribute<StateMachineAttribute>() is { } machine)
            called.Add(Body(machine.StateMachineType, method));
        Read(method, called);
        return _called[method] = called;
    }

    private static MethodInfo Body(Type machine, MethodBase method)
    {
        var type = machine.IsGenericTypeDefinition ? machine.MakeGenericType([.. TypeArguments(method) ?? [], .. MethodArguments(method) ?? []]) : machine;
        return type.GetMethod("MoveNext", BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)!;
    }

    private static void Read(MethodBase method, List<MethodBase> called)
    {
        var code = method.GetMethodBody()?.GetILAsByteArray() ?? [];
        for (var at = 0; at < code.Length;)
        {
            var opCode = code[at] == 0xFE ? s_opCodes[BitConverter.ToInt16([code[at + 1], code[at]])] : s_opCodes[code[at]];
            at += opCode.Size;
            if (opCode.OperandType is OperandType.InlineMethod)
                called.Add(method.Module.ResolveMethod(BitConverter.ToInt32(code, at), TypeArguments(method), MethodArguments(method))!);
            at += opCode.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + 4 * BitConverter.ToInt32(code, at),
                _ => 4,
            };
        }
    }

    private static Type[]? TypeArguments(MethodBase method) => method.DeclaringType is { IsGenericType: true } type ? type.GetGenericArguments() : null;

    private static Type[]? MethodArguments(MethodBase method) => method.IsGenericMethod ? method.GetGenericArguments() : null;

    private static MethodBase Definition(MethodBase method) => method is MethodInfo { IsGenericMethod: true } generic ? generic.GetGenericMethodDefinition() : method;

    private static IEnumerable<MethodBase> Methods(Type type)
    {
        const BindingFlags Own = BindingFlags.DeclaredOnly | BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;
        return type.GetMethods(Own).Cast<MethodBase>().Concat(type.GetConstructors(Own));
    }

    private static Type Outermost(Type type) => type.DeclaringType is { } outer ? Outermost(outer) : type;

    private static (string, CompartmentOwner) Kind(object definition)
    {
        var type = definition.GetType();
        return ((string)type.GetProperty("Kind")!.GetValue(definition)!, (CompartmentOwner)type.GetProperty("Owner")!.GetValue(definition)!);
    }
}
