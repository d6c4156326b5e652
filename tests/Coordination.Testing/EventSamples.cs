using System.Collections.Concurrent;
using System.Reflection;
using Coordination.Domain;

namespace Coordination.Testing;

/// <summary>A value of every event, made by reflection, so that a new event is tested on the day on which it is written.</summary>
public static class EventSamples
{
    /// <summary>Begins every sensitive text of a sample: a test greps for it where it must not be.</summary>
    public const string Canary = "canary";

    private static readonly ConcurrentDictionary<(Type Type, int Seed, bool Sparse, bool Shared), DomainEvent> s_made = [];

    /// <summary>Every sealed event of the domain, by namespace and name.</summary>
    public static IReadOnlyList<Type> Types { get; } = typeof(DomainEvent).Assembly.GetTypes()
        .Where(type => type.IsSubclassOf(typeof(DomainEvent)) && !type.IsAbstract)
        .OrderBy(type => type.FullName, StringComparer.Ordinal)
        .ToList();

    /// <summary>One of each, with every optional member present and two entries in every list.</summary>
    public static IEnumerable<DomainEvent> All(int seed = 1) => Types.Select(type => Of(type, seed));

    /// <summary>One of each, with no optional member and nothing in any list.</summary>
    public static IEnumerable<DomainEvent> AllSparse(int seed = 1) => Types.Select(type => Sparse(type, seed));

    /// <summary>One of each, all about one survivor, one case, one release and so on: what one of them says, the next can refer to.</summary>
    public static IEnumerable<DomainEvent> AllAboutTheSame(int seed = 1) => Types.Select(type => Made(type, seed, shared: true));

    /// <summary>A full sample of one type. The same seed gives the same event.</summary>
    public static DomainEvent Of(Type type, int seed = 1) => Made(type, seed);

    /// <summary>A sample of one type with no optional member and nothing in any list.</summary>
    public static DomainEvent Sparse(Type type, int seed = 1) => Made(type, seed, sparse: true);

    // Reflection is slow, and tests of one event ask for all of them.
    private static DomainEvent Made(Type type, int seed, bool sparse = false, bool shared = false) =>
        s_made.GetOrAdd((type, seed, sparse, shared), static what => (DomainEvent)new Maker(what.Seed, what.Type.Name, what.Sparse, what.Shared).Make(what.Type));

    /// <summary>A full sample of any type that is made of the same kinds of value.</summary>
    public static object Value(Type type) => new Maker(1, type.Name, sparse: false).Make(type);

    /// <summary>Values depend on the path of the member alone, so that a member that is added or removed moves no other.</summary>
    private sealed class Maker(int seed, string root, bool sparse, bool shared = false)
    {
        private readonly NullabilityInfoContext _nullability = new();

        public object Make(Type type) => Value(type, root);

        private object Value(Type type, string path) => true switch
        {
            _ when type == typeof(string) => $"text of {path}",
            _ when type == typeof(bool) => Number(path) % 2 == 0,
            _ when type == typeof(int) => Number(path),
            _ when type == typeof(long) => (long)Number(path),
            _ when type == typeof(Guid) => Id(path),
            _ when type == typeof(DateOnly) => new DateOnly(2026, 3, 1).AddDays(Number(path)),
            _ when type == typeof(DateTimeOffset) => new DateTimeOffset(2026, 3, 1, 9, 30, 0, TimeSpan.Zero).AddMinutes(Number(path)),
            _ when type.IsEnum => Enum.Parse(type, Enum.GetNames(type).MaxBy(name => Hash(path + name))!),
            _ when Nullable.GetUnderlyingType(type) is { } underlying => Value(underlying, path),
            _ when IsGeneric(type, typeof(IReadOnlyList<>)) => ListOf(type.GetGenericArguments()[0], path),
            _ when type == typeof(Sensitive<string>) => Sensitive.Of($"{Canary} {seed} {path} ñ \"quoted\""),
            _ when Implements(type, typeof(IRandomId<>)) => Activator.CreateInstance(type, Id(shared ? type.Name : path))!,
            _ when Implements(type, typeof(INamedId<>)) => Activator.CreateInstance(type, $"{type.Name[..^2].ToLowerInvariant()}-{Number(shared ? type.Name : path)}")!,
            _ => Record(type, path),
        };

        private object Record(Type type, string path)
        {
            var constructor = type.GetConstructors().OrderByDescending(c => c.GetParameters().Length).First();
            var parameters = constructor.GetParameters();
            var made = constructor.Invoke([.. parameters.Select(p => Optional(_nullability.Create(p)) ? null : Value(p.ParameterType, $"{path}.{p.Name}"))]);
            var given = parameters.Select(p => p.Name).ToHashSet();
            foreach (var property in type.GetProperties().Where(p => p.CanWrite && !given.Contains(p.Name)))
                property.SetValue(made, Optional(_nullability.Create(property)) ? null : Value(property.PropertyType, $"{path}.{property.Name}"));
            return made;
        }

        private bool Optional(NullabilityInfo info) => sparse && info.ReadState == NullabilityState.Nullable;

        private Array ListOf(Type element, string path)
        {
            var list = Array.CreateInstance(element, sparse ? 0 : shared ? 1 : 2);
            for (var i = 0; i < list.Length; i++)
                list.SetValue(Value(element, $"{path}.{i}"), i);
            return list;
        }

        private int Number(string path) => (int)(Hash(path) % 997);

        private Guid Id(string path) => new((uint)Hash(path), (ushort)seed, 0x4000, 0x80, 0, 0, 0, 0, 0, 0, 1);

        private ulong Hash(string path) => path.Aggregate(14_695_981_039_346_656_037UL + (ulong)seed, (hash, c) => (hash ^ c) * 1_099_511_628_211UL);

        private static bool IsGeneric(Type type, Type definition) => type.IsGenericType && type.GetGenericTypeDefinition() == definition;

        private static bool Implements(Type type, Type definition) => type.GetInterfaces().Any(i => IsGeneric(i, definition));
    }
}
