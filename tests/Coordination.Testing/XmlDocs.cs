using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Coordination.Testing;

/// <summary>What the XML documentation of an assembly says, as plain sentences.</summary>
public sealed partial class XmlDocs
{
    private readonly Dictionary<string, XElement> _members;

    /// <summary>Reads the file beside the assembly.</summary>
    public XmlDocs(System.Reflection.Assembly assembly) =>
        _members = XDocument.Load(Path.ChangeExtension(assembly.Location, ".xml")).Descendants("member").ToDictionary(member => member.Attribute("name")!.Value);

    /// <summary>The summary of a type; empty when there is none.</summary>
    public string Of(Type type) => Sentence(Member($"T:{Name(type)}")?.Element("summary"));

    /// <summary>What is said of a member of a record: on its constructor's parameter, or on the property itself.</summary>
    public string Of(Type type, string member) =>
        Member($"T:{Name(type)}")?.Elements("param").FirstOrDefault(p => p.Attribute("name")?.Value == member) is { } parameter
            ? Sentence(parameter)
            : Sentence((Member($"P:{Name(type)}.{member}") ?? (type.BaseType is { } above ? Member($"P:{Name(above)}.{member}") : null))?.Element("summary"));

    /// <summary>The summary of one word of an enumeration.</summary>
    public string OfField(Type type, string field) => Sentence(Member($"F:{Name(type)}.{field}")?.Element("summary"));

    private XElement? Member(string id) => _members.GetValueOrDefault(id);

    private static string Name(Type type) => type.FullName!.Replace('+', '.');

    private static string Sentence(XElement? element) => element is null ? "" : Spaces().Replace(string.Concat(element.Nodes().Select(Text)), " ").Trim();

    private static string Text(XNode node) => node switch
    {
        XText text => text.Value,
        XElement { Name.LocalName: "c" } code => $"`{code.Value}`",
        XElement { Name.LocalName: "paramref" } reference => $"`{Camel(reference.Attribute("name")!.Value)}`",
        XElement { Name.LocalName: "see" } reference => $"`{reference.Attribute("cref")!.Value.Split('.', ':', '(')[^1]}`",
        XElement other => other.Value,
        _ => "",
    };

    private static string Camel(string name) => char.ToLowerInvariant(name[0]) + name[1..];

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
