using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Coordination.Testing;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Coordination.Domain.Tests;

/// <summary>Rules of style that a compiler does not hold.</summary>
public sealed partial class StyleTests
{
    private static readonly IReadOnlyList<SourceFile> Product = SourceTree.Under("src");

    private static IEnumerable<SourceFile> Everything => Product.Concat(SourceTree.Under("tests")).Concat(SourceTree.Under("benchmarks")).Concat(SourceTree.Under("tools"));

    [Fact]
    public void No_fold_forgets_what_it_does_not_know() =>
        None(Product.Where(file => Forgetful().IsMatch(file.Code)).Select(file => file.Path));

    [Fact]
    public void Nothing_is_left_for_later() =>
        None(Everything.Where(file => Unfinished().IsMatch(file.Code) || Promises().IsMatch(file.Text)).Select(file => file.Path));

    [Fact]
    public void No_line_of_the_product_is_longer_than_140_columns() =>
        None(Product.SelectMany(file => file.Text.Split('\n').Index().Where(line => line.Item.Length > 140)
            .Select(line => $"{file.Path}:{line.Index + 1}")));

    [Fact]
    public void Time_comes_from_a_provider() =>
        None(Product.Where(file => Clock().IsMatch(file.Code)).Select(file => file.Path));

    [Fact]
    public void Every_event_is_sealed_and_says_in_a_sentence_what_it_means_to_people()
    {
        var documented = XDocument.Load(Path.ChangeExtension(typeof(DomainEvent).Assembly.Location, ".xml")).Descendants("member")
            .ToDictionary(member => member.Attribute("name")!.Value, member => member.Element("summary")?.Value.Trim() ?? "");

        foreach (var type in typeof(DomainEvent).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(DomainEvent)) && !type.IsAbstract))
        {
            Assert.True(type.IsSealed, $"{type.Name} is not sealed.");
            Assert.True(documented.TryGetValue($"T:{type.FullName}", out var sentence) && sentence.EndsWith('.'), $"{type.Name} has no sentence.");
        }
    }

    [Fact]
    public void No_log_message_takes_an_event_a_sensitive_value_or_a_whole_command()
    {
        var messages = Assembly.Load("Coordination.Host").GetTypes()
            .SelectMany(type => type.GetMethods(BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Where(method => method.GetCustomAttribute<LoggerMessageAttribute>() is not null);

        foreach (var parameter in messages.SelectMany(method => method.GetParameters()))
            Assert.True(MayBeLogged(parameter.ParameterType), $"{parameter.Member.DeclaringType!.Name}.{parameter.Member.Name} logs {parameter.ParameterType.Name} {parameter.Name}.");
    }

    /// <summary>The verbs print what an operator asked for; everything else that is caught goes to a log, which summarises it.</summary>
    [Fact]
    public void No_text_of_an_exception_that_was_caught_goes_anywhere_but_to_an_operator() =>
        None(Product.Where(file => file.Layer is not "Cli").SelectMany(file => Caught().Matches(file.Code)
            .Select(caught => caught.Groups[1].Value).Distinct()
            .Where(name => Regex.IsMatch(file.Text, $@"\b{name}\.(Message|StackTrace|Data|HelpLink|ToString)\b|\{{{name}[}}:]"))
            .Select(name => $"{file.Path}: {name}")).Where(found => found != "src/Coordination.Host/Program.cs: wrong"));

    [Fact]
    public void Only_the_event_store_and_the_API_can_write_a_sensitive_value() =>
        None(Product.Where(file => SensitiveConverter().IsMatch(file.Code)
            && file.Path is not ("src/Coordination.Domain/Sensitive.cs" or "src/Coordination.Host/Platform/EventCatalogue/StoredJson.cs")
            && file.Folder != "Http").Select(file => file.Path));

    [Fact]
    public void A_count_in_a_text_has_the_word_in_the_form_that_belongs_to_it() =>
        None(Product.SelectMany(file => BareCount().Matches(file.Text).Select(match => $"{file.Path}: {match.Value}: say Quantity.Of")));

    /// <summary>There persons are compared, whichever agency they act for. A comparison of actors or members takes one person with two tokens for two.</summary>
    [Fact]
    public void A_second_person_is_asked_for_in_one_place() =>
        None(Product.Where(file => file.Code.Contains("RefusalReason.SecondPersonNeeded", StringComparison.Ordinal)
            && file.Path is not ("src/Coordination.Domain/SecondPerson.cs" or "src/Coordination.Host/Platform/Http/Problems.cs")).Select(file => file.Path));

    private static void None(IEnumerable<string> found) => Assert.True(!found.Any(), string.Join('\n', found));

    private static bool MayBeLogged(Type type) => Nullable.GetUnderlyingType(type) is { } underlying
        ? MayBeLogged(underlying)
        : type.IsPrimitive || type.IsEnum || type == typeof(string) || type == typeof(Guid) || type == typeof(TimeSpan) || type == typeof(DateTimeOffset) || type == typeof(DateOnly)
            || type.IsAssignableTo(typeof(ILogger)) || type.IsAssignableTo(typeof(Exception))
            || type.GetInterfaces().Any(i => i.IsGenericType && (i.GetGenericTypeDefinition() == typeof(IRandomId<>) || i.GetGenericTypeDefinition() == typeof(INamedId<>)));

    [GeneratedRegex(@"\bcatch \(\w+ (\w+)\)")]
    private static partial Regex Caught();

    [GeneratedRegex(@"^\s*_\s*=>\s*(state|position|view|current)\b", RegexOptions.Multiline | RegexOptions.IgnoreCase)]
    private static partial Regex Forgetful();

    [GeneratedRegex(@"\bNotImplementedException\b|\bSkip\s*=\s*")]
    private static partial Regex Unfinished();

    [GeneratedRegex(@"//.*\b(TO" + @"DO|FIX" + @"ME|HA" + @"CK)\b")]
    private static partial Regex Promises();

    [GeneratedRegex(@"\bDateTime(Offset)?\.(UtcNow|Now|Today)\b")]
    private static partial Regex Clock();

    [GeneratedRegex(@"\{[^{}""]*\b(Count|Length|Days|Minutes|Hours|Seats)\)?\} (?!was\b|besides\b)[a-z]+s\b")]
    private static partial Regex BareCount();

    [GeneratedRegex(@"JsonConverter<Sensitive<")]
    private static partial Regex SensitiveConverter();
}
