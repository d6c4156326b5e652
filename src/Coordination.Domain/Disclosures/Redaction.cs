using Coordination.Domain.Cases;

namespace Coordination.Domain.Disclosures;

/// <summary>Leaves the parts of others out of a text (CG-39).</summary>
internal static class Redaction
{
    /// <summary>What stands where something was left out, so that nobody takes the rest for the whole.</summary>
    internal const string Mark = "[left out]";

    /// <summary>The text without the passages about these people. Every occurrence is removed, in every equivalent spelling.</summary>
    internal static Sensitive<string>? Without(IReadOnlyCollection<ThirdPerson> people, Sensitive<string>? text) =>
        text is null || people.Count == 0
            ? text
            : Sensitive.Of(Cut(text.Reveal(), [.. people.SelectMany(person => person.AllPassages()).Select(passage => passage.Reveal())]));

    private static string Cut(string text, IReadOnlyList<string> passages)
    {
        var covered = new bool[text.Length];
        var read = ReadableText.Of(text);
        foreach (var passage in passages)
        {
            foreach (var (from, to) in Find(read, ReadableText.Of(passage)))
                covered.AsSpan(from, to - from).Fill(true);
        }

        var rest = new StringBuilder(text.Length);
        var cut = false;
        for (var (at, length) = (0, 0); at < text.Length; at += length)
        {
            // What is one character to a reader goes whole: no mark and no part of a joined letter stays behind.
            length = StringInfo.GetNextTextElementLength(text, at);
            var wasCut = cut;
            cut = covered.AsSpan(at, length).Contains(true);
            if (!cut)
                rest.Append(text, at, length);
            else if (!wasCut)
                rest.Append(Mark);
        }

        return rest.ToString();
    }

    // Items that were entered before words were needed may name somebody by signs alone.
    private static IEnumerable<(int From, int To)> Find(ReadableText text, ReadableText passage) =>
        passage.HasWords ? text.Find(passage) : Literally(text.Text, passage.Text);

    private static IEnumerable<(int From, int To)> Literally(string text, string passage)
    {
        for (var at = text.IndexOf(passage, StringComparison.Ordinal); at >= 0; at = at + 1 < text.Length
            ? text.IndexOf(passage, at + 1, StringComparison.Ordinal)
            : -1)
            yield return (at, at + passage.Length);
    }
}
