using System.Reflection;
using Coordination.Domain;

namespace Coordination.Testing;

/// <summary>A value of every event, made by reflection, so that a new event is tested on the day on which it is written.</summary>
public static class EventSamples
{
    /// <summary>Begins every sensitive text of a sample: a test greps for it where it must not be.</summary>
    public const string Canary = "canary";

    /// <summary>Every sealed event of the domain, by namespace and name.</summary>
    public static IReadOnlyList<Type> Types { get; } = typeof(DomainEvent).Assembly.GetTypes()
        .Where(type => type.IsSubclassOf(typeof(DomainEvent)) && !type.IsAbstract)
        .OrderBy(type => type.FullName, StringComparer.Ordinal)
        .ToList();

    /// <summary>One of each, with every optional member present and two entries in every list.</summary>
    public static IEnumerable<DomainEvent> All(int seed = 1) => Types.Select(type => Of(type, seed));

    /// <summary>One of each, with no optional member and nothing in any list.</summary>
    public static IEnumerable<DomainEvent> AllSparse(int seed = 1) => Types.Select(type => (DomainEvent)new Maker(seed, type.Name, sparse: true).Make(type));

    /// <summary>A full sample of one type. The same seed gives the same event.</summary>
    public static DomainEvent Of(Type type, int seed = 1) => (DomainEvent)new Maker(seed, type.Name, sparse: false).Make(type);

    private sealed class Maker(int seed, string root, bool sparse)
    {
        private readonly NullabilityInfoContext _nullability = new();
        private int _count;

        public object Make(Type type) => Value(type, root);

        private object Value(Type type, string name) => true switch
        {
            _ when type == typeof(string) => $"{name} {Next()}",
            _ when type == typeof(bool) => true,
            _ when type == typeof(int) => Next(),
            _ when type == typeof(long) => (long)Next(),
            _ when type == typeof(Guid) => NextGuid(),
            _ when type == typeof(DateOnly) => new DateOnly(2026, 3, 1).AddDays(Next()),
            _ when type == typeof(DateTimeOffset) => new DateTimeOffset(2026, 3, 1, 9, 30, 0, TimeSpan.Zero).AddMinutes(Next()),
            _ when type.IsEnum => Choice(Enum.GetValues(type)),
            _ when Nullable.GetUnderlyingType(type) is { } underlying => Value(underlying, name),
            _ when IsGeneric(type, typeof(IReadOnlyList<>)) => ListOf(type.GetGenericArguments()[0], name),
            _ when IsGeneric(type, typeof(Sensitive<>)) => Protected(type, name),
            _ when Implements(type, typeof(IRandomId<>)) => Activator.CreateInstance(type, NextGuid())!,
            _ when Implements(type, typeof(INamedId<>)) => Activator.CreateInstance(type, $"{type.Name[..^2].ToLowerInvariant()}-{Next()}")!,
            _ => Record(type),
        };

        private object Record(Type type)
        {
            var constructor = type.GetConstructors().OrderByDescending(c => c.GetParameters().Length).First();
            var made = constructor.Invoke([.. constructor.GetParameters().Select(p => Optional(_nullability.Create(p)) ? null : Value(p.ParameterType, p.Name!))]);
            var given = constructor.GetParameters().Select(p => p.Name).ToHashSet();
            foreach (var property in type.GetProperties().Where(p => p.CanWrite && !given.Contains(p.Name)))
                property.SetValue(made, Optional(_nullability.Create(property)) ? null : Value(property.PropertyType, property.Name));
            return made;
        }

        private bool Optional(NullabilityInfo info) => sparse && info.ReadState == NullabilityState.Nullable;

        private Array ListOf(Type element, string name)
        {
            var list = Array.CreateInstance(element, sparse ? 0 : 2);
            for (var i = 0; i < list.Length; i++)
                list.SetValue(Value(element, name), i);
            return list;
        }

        private object Protected(Type type, string name) =>
            Activator.CreateInstance(type, type == typeof(Sensitive<string>) ? $"{Canary} {root}.{name} {Next()} ñ \"quoted\"" : Value(type.GetGenericArguments()[0], name))!;

        private object Choice(Array values) => values.GetValue(Next() % values.Length)!;

        private int Next() => seed * 1_000 + ++_count;

        private Guid NextGuid() => new(seed, 0, 0x4000, 0x80, 0, 0, 0, 0, 0, (byte)(_count >> 8), (byte)++_count);

        private static bool IsGeneric(Type type, Type definition) => type.IsGenericType && type.GetGenericTypeDefinition() == definition;

        private static bool Implements(Type type, Type definition) => type.GetInterfaces().Any(i => IsGeneric(i, definition));
    }
}
