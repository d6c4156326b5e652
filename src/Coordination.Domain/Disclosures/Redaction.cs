using System.Text;
using Coordination.Domain.Cases;

namespace Coordination.Domain.Disclosures;

/// <summary>Leaves the parts of others out of a text (CG-39).</summary>
internal static class Redaction
{
    /// <summary>What stands where something was left out, so that nobody takes the rest for the whole.</summary>
    internal const string Mark = "[left out]";

    /// <summary>The text without what it tells of these people; wherever their passages stand in it, in whichever case.</summary>
    internal static Sensitive<string>? Without(IReadOnlyCollection<ThirdPerson> people, Sensitive<string>? text) =>
        text is null || people.Count == 0 ? text : Sensitive.Of(Cut(text.Reveal(), [.. people.SelectMany(person => person.AllPassages()).Select(passage => passage.Reveal())]));

    private static string Cut(string text, IReadOnlyList<string> passages)
    {
        var covered = new bool[text.Length];
        foreach (var passage in passages)
        {
            // One step at a time: a passage may overlap itself.
            for (var at = Next(text, passage, 0); at >= 0; at = Next(text, passage, at + 1))
                covered.AsSpan(at, passage.Length).Fill(true);
        }

        var rest = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (!covered[i])
                rest.Append(text[i]);
            else if (i == 0 || !covered[i - 1])
                rest.Append(Mark);
        }

        return rest.ToString();
    }

    private static int Next(string text, string passage, int from) => from < text.Length ? text.IndexOf(passage, from, StringComparison.OrdinalIgnoreCase) : -1;
}
