using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Coordination.Demo.Story;

/// <summary>Writes the story to a person: indented, wrapped, and coloured when a terminal reads it.</summary>
internal sealed partial class DemoText(TextWriter to, bool colours, int width)
{
    public static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private const string Bold = "1", Faint = "2", Green = "32", Red = "1;31", Cyan = "36";

    private bool _toldApart;

    public static DemoText ForConsole() => new(
        Console.Out,
        !Console.IsOutputRedirected && Environment.GetEnvironmentVariable("NO_COLOR") is null,
        !Console.IsOutputRedirected && Console.WindowWidth is > 40 and var columns ? Math.Min(columns, 110) : 110);

    public void Title(string title, string? about)
    {
        Line(0, title, Bold);
        if (about is not null)
        {
            Line(0, about);
        }
    }

    public void Chapter(string heading)
    {
        to.WriteLine();
        Line(0, heading, Bold);
        Line(0, new string('-', Math.Min(heading.Length, width - 2)), Faint);
        _toldApart = false;
    }

    public void Say(string words) => Line(0, words);

    /// <summary>Somebody does something. A blank line sets it apart from what somebody saw before.</summary>
    public void Act(string name, string does)
    {
        if (!_toldApart)
        {
            to.WriteLine();
        }

        _toldApart = true;
        Line(2, $"{name} {does}", Cyan);
    }

    public void Request(string method, string path, int status, int times) =>
        Line(4, $"{method} {path} → {status}{(times > 1 ? $" ({times} times)" : "")}", Faint);

    public void Holds(string because)
    {
        _toldApart = false;
        Line(4, "✓ " + because, Green);
    }

    public void Wrong(string message) => Line(0, message, Red);

    public void Done(string message)
    {
        to.WriteLine();
        Line(0, message, Green);
    }

    /// <summary>A labelled part of an answer, with the fields that were asked for.</summary>
    public void Show(string label, JsonNode? value, IReadOnlyList<string>? fields)
    {
        _toldApart = false;
        if (value is JsonArray { Count: > 0 } list && list.Any(element => element is JsonObject))
        {
            Line(4, label + ":");
            foreach (var element in list)
            {
                Line(6, "- " + Row(element, fields));
            }

            return;
        }

        Line(4, $"{label}: {(value is JsonObject ? Row(value, fields) : Scalar(value))}");
    }

    private static string Row(JsonNode? value, IReadOnlyList<string>? fields)
    {
        if (value is not JsonObject row)
        {
            return Scalar(value);
        }

        var chosen = fields is null
            ? row.Select(field => (Name: field.Key, Value: field.Value))
            : fields.Select(field => (Name: field, Value: DemoSelector.Select(row, field)));
        return string.Join(" · ", chosen.Where(field => field.Value is not null).Select(field => $"{Words(field.Name)}: {Scalar(field.Value)}"));
    }

    private static string Scalar(JsonNode? value) => value switch
    {
        null => "(nothing)",
        JsonArray { Count: 0 } => "none",
        JsonArray list => string.Join(", ", list.Select(element => element is JsonObject ? $"({Row(element, null)})" : Scalar(element))),
        JsonObject => $"({Row(value, null)})",
        _ => Identifier().Replace(DemoVariables.AsText(value), "$1…"),
    };

    /// <summary>The last name of a place, in words: <c>findings[*].rule</c> is rule, <c>dueOn</c> is due on.</summary>
    private static string Words(string place)
    {
        var name = place[(place.LastIndexOf('.') + 1)..].Split('[')[0];
        return string.Concat(name.Select(letter => char.IsUpper(letter) ? " " + char.ToLowerInvariant(letter) : letter.ToString()));
    }

    /// <summary>Random identifiers are told by their beginning.</summary>
    [GeneratedRegex("([0-9a-f]{8})-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")]
    private static partial Regex Identifier();

    private void Line(int indent, string text, string? colour = null)
    {
        foreach (var line in Wrap(text, Math.Max(20, width - indent - 2)).Select((words, index) => (words, index)))
        {
            var margin = new string(' ', line.index == 0 ? indent : indent + 2);
            to.WriteLine(colours && colour is not null ? $"{margin}\e[{colour}m{line.words}\e[0m" : margin + line.words);
        }
    }

    private static IEnumerable<string> Wrap(string text, int columns)
    {
        foreach (var paragraph in text.Split('\n'))
        {
            var line = "";
            foreach (var word in paragraph.Split(' '))
            {
                if (line.Length > 0 && line.Length + 1 + word.Length > columns)
                {
                    yield return line;
                    line = word;
                }
                else
                {
                    line = line.Length == 0 ? word : $"{line} {word}";
                }
            }

            yield return line;
        }
    }
}
