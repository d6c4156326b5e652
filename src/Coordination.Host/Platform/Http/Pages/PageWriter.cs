namespace Coordination.Host.Platform.Http.Pages;

/// <summary>
/// Writes an HTML document. Every text that it is given is escaped; it writes no attribute but its own. Each text takes its direction from
/// its own letters, and what somebody wrote is in no known language.
/// </summary>
internal sealed class PageWriter(TimeZoneInfo zone)
{
    private readonly StringBuilder _html = new();
    private string _title = "";
    private string? _onEverySheet;

    /// <summary>The title, which is also the first heading.</summary>
    public void Title(string title)
    {
        _title = title;
        Element("h1", title);
    }

    public void Heading(Phrase text) => Element("h2", text);

    public void Subheading(Phrase text) => Element("h3", text);

    public void Paragraph(Phrase text) => Element("p", text);

    /// <summary>The obligations of the holder, printed at the head of each sheet.</summary>
    public void OnEverySheet(string notice) => _onEverySheet = notice;

    /// <summary>For whom the sheet is, at its end.</summary>
    public void Reader(Phrase text) => Element("p", text, " class=\"reader\"");

    /// <summary>What belongs together stays on one sheet where it fits.</summary>
    public void Section(Action content)
    {
        _html.Append("<section>\n");
        content();
        _html.Append("</section>\n");
    }

    public void List(IEnumerable<string> texts)
    {
        _html.Append("<ul>\n");
        foreach (var text in texts)
            Element("li", text);
        _html.Append("</ul>\n");
    }

    /// <summary>Names and what they say. What says nothing is left out.</summary>
    public void Facts(params IEnumerable<(Phrase Name, Phrase? Text)> facts)
    {
        _html.Append("<dl>\n");
        foreach (var (name, text) in facts)
        {
            if (text is null || text.IsEmpty)
                continue;
            Element("dt", name);
            Element("dd", text);
        }
        _html.Append("</dl>\n");
    }

    public void Table(IReadOnlyList<Phrase> head, IEnumerable<IReadOnlyList<Phrase>> rows)
    {
        _html.Append("<table>\n<thead>\n");
        Row("th", head);
        _html.Append("</thead>\n<tbody>\n");
        foreach (var row in rows)
            Row("td", row);
        _html.Append("</tbody>\n</table>\n");
    }

    /// <summary>An instant in the reader's zone, for example <c>Tuesday, 3 March 2026, 14:30 (UTC-06:00)</c>.</summary>
    public string Instant(JsonElement at)
    {
        var local = TimeZoneInfo.ConvertTime(at.GetDateTimeOffset(), zone);
        return $"{local.ToString("dddd, d MMMM yyyy, HH:mm", CultureInfo.InvariantCulture)} " +
            $"(UTC{local.ToString("zzz", CultureInfo.InvariantCulture)})";
    }

    /// <summary>A day, for example <c>3 March 2026</c>.</summary>
    public static string Day(JsonElement day) =>
        DateOnly.Parse(day.GetString()!, CultureInfo.InvariantCulture).ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    public string Finish() =>
        $"<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" " +
        $"content=\"width=device-width\">\n<title>{Phrase.Encoded(_title)}</title>\n"
        + $"<style>{PageStyle.Sheet}</style>\n</head>\n<body>\n{Sheets()}</body>\n</html>\n";

    // Browsers repeat the head of a table on each sheet that it takes; nothing else is repeated by all of them.
    private string Sheets() => _onEverySheet is null ? $"{_html}"
        : $"<table class=\"sheets\" role=\"presentation\">\n<thead><tr><td><p class=\"notice\" " +
            $"dir=\"auto\">{Phrase.Encoded(_onEverySheet)}</p></td></tr></thead>\n<tbody><tr><td>\n{_html}</td></tr></tbody>\n</table>\n";

    private void Row(string cell, IReadOnlyList<Phrase> texts)
    {
        _html.Append("<tr>\n");
        foreach (var text in texts)
            Element(cell, text);
        _html.Append("</tr>\n");
    }

    private void Element(string name, Phrase text, string attributes = "") =>
        _html.Append('<').Append(name).Append(attributes).Append(" dir=\"auto\"").Append(text.IsOurs ? "" : " lang=\"\"").Append('>')
            .Append(text.Html).Append("</").Append(name).Append(">\n");
}
