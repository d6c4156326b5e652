using System.Collections;
using System.Collections.Concurrent;
using System.Reflection;

namespace Coordination.Host.Platform.Http;

/// <summary>
/// What a body names, looked at in one place for every handler: no list of identifiers or of words of a closed list names one twice, and a
/// person is known in the agency beside which they are named. A new request is held to it as soon as it is mapped.
/// </summary>
public static class BodyIdentifiers
{
    private static readonly ConcurrentDictionary<Type, Member[]> s_members = new();

    /// <summary>Persons who are not looked up, each with the reason: the request, its member, why.</summary>
    public static IReadOnlyDictionary<(string Request, string Member), string> NotLookedUp { get; } =
        new Dictionary<(string, string), string>
        {
            [("TrainingRequest", "Person")] = "It is by this that somebody becomes known.",
            [("OutsideRequest", "Person")] = "The office itself says who is recorded there, and refuses anybody else.",
            [("OfferRequest", "Person")] =
            "The gate asks for their training and their part in the case, and its refusal is kept as evidence (CG-32, CG-40).",
            [("ParticipantRequest", "Person")] =
            "A part in a case opens nothing to somebody without training (CG-32, CG-40), and may be given before their first day.",
            [("AdvocateRequest", "Advocate")] =
            "A case may be handed to a colleague before their first day; the custodian sees in whose hands it is.",
            [("ProposalRequest", "Presenter")] = "Who presents is invited to the review as a member, and reads nothing by being named.",
            [("Member", "Person")] = "The room asks for everybody's training item by item (CG-33), and shows who is not covered.",
            [("EndpointRequest", "People")] = "It filters what the agency's own endpoint is told, and opens nothing.",
            [("WishesRequest", "People")] = "It filters what the agency's own endpoint is told, and opens nothing.",
        };

    /// <summary>Lets every route whose body has such members look at them first.</summary>
    public static RouteGroupBuilder LookUpNames(this RouteGroupBuilder group)
    {
        group.AddEndpointFilterFactory((context, next) =>
        {
            var at = Array.FindIndex(context.MethodInfo.GetParameters(), parameter => IsBody(parameter.ParameterType));
            return at < 0 ? next : call => call.Arguments[at] is { } body ? Look(body, call, next) : next(call);
        });
        return group;
    }

    /// <summary>The look at persons that a command waits for; null where its body was not looked at.</summary>
    internal sealed record Pending(Func<ValueTask<Refusal?>> FirstUnknown);

    // People are checked last, after every other refusal, so that the answer about an unknown thing does not depend on whom the body names.
    private static async ValueTask<object?> Look(object body, EndpointFilterInvocationContext call, EndpointFilterDelegate next)
    {
        if (FirstTwice(body, "") is { } twice)
            return Problems.From(twice);
        var http = call.HttpContext;
        var pending = new Pending(() => FirstUnknown(body, http.RequestServices.GetRequiredService<KnownPeople>(), http.RequestAborted));
        if (call.Arguments.Any(argument => argument is CommandCall))
        {
            http.Features.Set(pending);
            return await next(call);
        }

        var answer = await next(call);
        return answer is ProblemResult or INestedHttpResult { Result: ProblemResult } || await pending.FirstUnknown() is not { } unknown
            ? answer
            : Problems.From(unknown);
    }

    /// <summary>The first name that is there twice, or that nobody has, by its field; null when there is none.</summary>
    public static async ValueTask<Refusal?> FirstWrong(object body, KnownPeople people, CancellationToken cancellation) =>
        FirstTwice(body, "") ?? await FirstUnknown(body, people, cancellation);

    private static async ValueTask<Refusal?> FirstUnknown(object body, KnownPeople people, CancellationToken cancellation)
    {
        foreach (var named in Persons(body, ""))
        {
            var unknown = named.Agency is { } agency
                ? await people.Unknown(agency, named.Person, named.Field, cancellation)
                : await people.UnknownAnywhere(named.Person, named.Field, cancellation);
            if (unknown is not null)
                return unknown;
        }

        return null;
    }

    /// <summary>The types of a body that name persons, with the members that do.</summary>
    internal static IEnumerable<(Type Type, PropertyInfo Member)> PersonsOf(Type body) =>
        TypesOf(body).SelectMany(type =>
            MembersOf(type).Where(member => member.Element == typeof(PersonId)).Select(member => (type, member.Property)));

    internal static IEnumerable<Type> TypesOf(Type body)
    {
        HashSet<Type> seen = [];
        Stack<Type> ahead = new([body]);
        while (ahead.TryPop(out var type))
        {
            if (!seen.Add(type))
                continue;
            yield return type;
            foreach (var member in MembersOf(type).Where(member => member.IsRecord))
                ahead.Push(member.Element);
        }
    }

    internal static bool IsBody(Type type) => IsOurs(type) && type.Name.EndsWith("Request", StringComparison.Ordinal);

    private static Refusal? FirstTwice(object value, string path)
    {
        foreach (var member in MembersOf(value.GetType()))
        {
            if (member.Property.GetValue(value) is not { } there)
                continue;
            var field = path + member.Name;
            if (member.IsList && !member.IsRecord)
            {
                HashSet<object> before = [];
                foreach (var (at, named) in ((IEnumerable)there).Cast<object>().Index())
                {
                    if (!before.Add(named))
                        return new Refusal(RefusalReason.InvalidInput,
                            $"{(named is Enum word ? JsonNamingPolicy.CamelCase.ConvertName($"{word}") : "This")} is named twice. " +
                                $"Name it once.", $"{field}[{at}]");
                }
            }
            else if (member.IsRecord)
            {
                foreach (var (inner, innerPath) in Inner(member, there, field))
                {
                    if (FirstTwice(inner, innerPath) is { } twice)
                        return twice;
                }
            }
        }

        return null;
    }

    private static IEnumerable<(AgencyId? Agency, PersonId Person, string Field)> Persons(object value, string path)
    {
        var type = value.GetType();
        AgencyId? agency = type.GetProperty("Agency")?.GetValue(value) is AgencyId beside ? beside : null;
        foreach (var member in MembersOf(type))
        {
            if (member.Property.GetValue(value) is not { } there || (!member.IsRecord && member.Element != typeof(PersonId)))
                continue;
            var field = path + member.Name;
            if (member.IsRecord)
            {
                foreach (var (inner, innerPath) in Inner(member, there, field))
                {
                    foreach (var named in Persons(inner, innerPath))
                        yield return named;
                }
            }
            else if (!NotLookedUp.ContainsKey((type.Name, member.Property.Name)))
            {
                foreach (var (at, person) in (there is PersonId one ? [one] : (IEnumerable<PersonId>)there).Index())
                    yield return (agency, person, member.IsList ? $"{field}[{at}]" : field);
            }
        }
    }

    private static IEnumerable<(object Value, string Path)> Inner(Member member, object there, string field) => member.IsList
        ? ((IEnumerable)there).Cast<object?>().Index().Where(at => at.Item is not null).Select(at => (at.Item!, $"{field}[{at.Index}]."))
        : [(there, field + ".")];

    private static Member[] MembersOf(Type type) => s_members.GetOrAdd(type, static of =>
        [.. of.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.GetIndexParameters().Length == 0)
            .Select(Member.Of).OfType<Member>()]);

    private static bool IsOurs(Type type) =>
        type is { IsClass: true, IsAbstract: false, IsGenericType: false }
            && type.Assembly.GetName().Name?.StartsWith("Coordination.", StringComparison.Ordinal) == true;

    private sealed record Member(PropertyInfo Property, string Name, Type Element, bool IsList, bool IsRecord)
    {
        public static Member? Of(PropertyInfo property)
        {
            var list = property.PropertyType is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>);
            var element = list ? property.PropertyType.GetGenericArguments()[0] : property.PropertyType;
            element = Nullable.GetUnderlyingType(element) ?? element;
            var record = IsOurs(element);
            var names = element.IsEnum || element == typeof(PersonId) || IsIdentifier(element);
            return record || (names && (list || element == typeof(PersonId)))
                ? new(property, JsonNamingPolicy.CamelCase.ConvertName(property.Name), element, list, record)
                : null;
        }

        private static bool IsIdentifier(Type type) =>
            type.IsValueType && type.GetInterfaces()
                .Any(shape => shape.IsGenericType
                    && (shape.GetGenericTypeDefinition() == typeof(IRandomId<>) || shape.GetGenericTypeDefinition() == typeof(INamedId<>)));
    }
}
