using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Coordination.Domain.Cases;
using Coordination.Domain.Consent;
using Coordination.Domain.Disclosures;
using Coordination.Domain.Gate;
using Coordination.Domain.Tests.Cases;
using Xunit;
using static Coordination.Domain.Tests.Disclosures.DisclosureScene;

namespace Coordination.Domain.Tests.Disclosures;

/// <summary>Whoever is left out of a copy (CG-39) is left out in every spelling that reads the same.</summary>
public sealed partial class DisguisedPassageTests
{
    private const string Mark = "[left out]";

    private static readonly string[] Passages =
    [
        "José Peña", "her cousin Łucja", "Anne-Marie Großmann", "D'Angelo O’Brien", "555-0142", "Nguyễn Văn Đạt", "İpek Işık", "Δημήτρης Παπαδόπουλος",
        "Юлия Ёлкина", "علي رضا", "میترا کریمی", "שָׂרָה לֵוִי", "किशोर", "山田太郎", "김철수", "Office of Filip Fiske", "Ana-Sofía (15)", "👩‍👧 Luz",
    ];

    [Theory]
    [InlineData("José Peña", "Jose\u0301 Pen\u0303a")]
    [InlineData("José Peña", "José\nPeña")]
    [InlineData("José Peña", "JOSÉ \r\n\t PEÑA")]
    [InlineData("José Peña", "Jo\u00ADsé\u00A0Pe\u200Dña")]
    [InlineData("José Peña", "Ｊｏｓｅ\u0301\u3000Peña")]
    [InlineData("José Peña", "José\u200BPeña")]
    [InlineData("José Peña", "José Pe-\nña")]
    [InlineData("José Peña", "José Pen\u00AD\u0303a")]
    [InlineData("O'Brien", "O’Brien")]
    [InlineData("O'Brien", "OBrien")]
    [InlineData("Anne-Marie", "Anne – Marie")]
    [InlineData("Fisk-Moe", "ﬁsk‑Moe")]
    [InlineData("Großmann", "GROSSMANN")]
    [InlineData("555-0142", "555 0142")]
    [InlineData("555-0142", "٥٥٥٠١٤٢")]
    [InlineData("علي", "علی")]
    [InlineData("علي", "عــلي")]
    [InlineData("山田太郎", "山田　太郎")]
    public void It_is_found_as_people_read_it(string passage, string written)
    {
        Assert.Equal($"Then {Mark} came.", Copied(passage, $"Then {written} came."));
        Assert.Equal("summary", Entered(passage, written));
    }

    [Theory]
    [InlineData("Pen", "The Pen\u0303a house", "The [left out]a house")]
    [InlineData("👩", "With 👩‍👧 there", "With [left out] there")]
    [InlineData("क", "कि है", "[left out] है")]
    [InlineData("Luz", "Luz\u0301\u0302", Mark)]
    public void Nothing_that_a_reader_takes_for_one_character_is_divided(string passage, string text, string copy) => Assert.Equal(copy, Copied(passage, text));

    [Theory]
    [InlineData("Ed", "She closed the door and did it.", "She clos[left out] the door and did it.")]
    [InlineData("Ann", "A man named no one.", "A man named no one.")]
    public void Letters_of_two_words_are_not_taken_for_one(string passage, string text, string copy) => Assert.Equal(copy, Copied(passage, text));

    [Fact]
    public void In_any_mixture_of_disguises_nothing_of_it_is_in_a_copy()
    {
        var random = new Random(20261129);
        for (var run = 0; run < 3_000; run++)
        {
            var passage = Passages[random.Next(Passages.Length)];
            var written = Disguise(passage, random);
            var text = $"Rosa waited — {written} — until {(random.Next(2) == 0 ? "dark" : Disguise(passage, random))}; then she left.";

            var copy = Copied(passage, text);

            Assert.True(copy.Contains(Mark, StringComparison.Ordinal) && !Tells(copy, passage), $"{Escaped(passage)} written {Escaped(written)} left {Escaped(copy)}");
            Assert.StartsWith("Rosa waited", copy, StringComparison.Ordinal);
            Assert.EndsWith("; then she left.", copy, StringComparison.Ordinal);
            Assert.DoesNotMatch(DividedCharacter(), copy);
        }
    }

    [Fact]
    public void A_passage_of_signs_alone_is_refused() =>
        Assert.Equal("thirdPersons[0].verbatim.passages[0]", Adding("She said: – and left.", null, "–").Refused(RefusalReason.InvalidInput).Field);

    private static string Disguise(string passage, Random random)
    {
        var text = passage.Normalize(random.Next(4) switch { 0 => NormalizationForm.FormC, 1 => NormalizationForm.FormD, 2 => NormalizationForm.FormKC, _ => NormalizationForm.FormKD });
        var disguised = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            disguised.Append(Respelt(rune, random));
            if (random.Next(4) == 0)
                disguised.Append("\u200C\u200D\u00AD\u2060\u200E\u200F\uFEFF\u034F\uFE0F\u180B\u200B"[random.Next(11)]);
        }
        return disguised.Replace("fi", random.Next(2) == 0 ? "ﬁ" : "fi").Replace("ß", random.Next(2) == 0 ? "SS" : "ß").ToString();
    }

    private static string Respelt(Rune rune, Random random) => rune.Value switch
    {
        ' ' => new[] { " ", "\n", "\r\n", "\u00A0", "\u3000", " \u2028", "\t\t", "  ", "\u2009", "\u205F" }[random.Next(10)],
        '-' => new[] { "-", "\u2010", "\u2011", "–", "—", "−", "－", "﹣", " - " }[random.Next(9)],
        '\'' or '’' => new[] { "'", "’", "‘", "ʼ", "＇", "′", "`" }[random.Next(7)],
        > ' ' and < 0x7F when random.Next(4) == 0 => ((char)(rune.Value + 0xFEE0)).ToString(),
        >= '0' and <= '9' when random.Next(2) == 0 => ((char)(rune.Value - '0' + 0x660)).ToString(),
        _ => (random.Next(3) switch { 0 => Rune.ToUpperInvariant(rune), 1 => Rune.ToLowerInvariant(rune), _ => rune }).ToString(),
    };

    // Written apart from what it tests: by the collation of ICU, which compares letters by their primary weights, and by a fold of whole texts.
    private static bool Tells(string copy, string passage) =>
        copy.Split(Mark).Any(part => CultureInfo.InvariantCulture.CompareInfo.IndexOf(part, passage, CompareOptions.IgnoreCase | CompareOptions.IgnoreNonSpace | CompareOptions.IgnoreSymbols | CompareOptions.IgnoreWidth) >= 0
            || Bare(part).Contains(Bare(passage), StringComparison.Ordinal));

    private static string Bare(string text) => Signs().Replace(text.Normalize(NormalizationForm.FormKD), "").ToUpperInvariant();

    private static string Escaped(string text) => string.Concat(text.Select(letter => letter is >= ' ' and < '\u007f' ? $"{letter}" : $"\\u{(int)letter:X4}"));

    private static string Copied(string passage, string text)
    {
        var item = new RecordItemAdded(new(Guid.NewGuid()), InformationCategory.Narrative, Sensitivity.Identifying, new(Sensitive.Of(text), null, null))
        {
            ThirdPersons = [new(ThirdPersonRelation.Other, null, In(passage), null)],
        };
        var line = Permit(item, SharingMode.IdentifiedVerbatim) with { LeftOut = [0] };
        return AuthorisationDecider.Decide(new MakeDisclosure(Advocate, FreshIds(1)), CaseScene.Given(CaseScene.Opened, item), _ => Verdict(line), Given(Offered, Authorized(line)))
            .Recorded<DisclosureMade>().Items[0].Text!.Reveal();
    }

    // Who is named in the full text is not accepted when the summary names them too, however that is written.
    private static string? Entered(string passage, string written) =>
        Adding($"Then {passage} came.", $"Then {written} came.", passage).Refused(RefusalReason.InvalidInput).Field?.Split('.')[^1];

    private static Decision<CaseEvent> Adding(string verbatim, string? summary, string passage) => CaseDecider.Decide(
        new AddRecordItem(CaseScene.Advocate, new(Guid.NewGuid()), InformationCategory.Narrative, Sensitivity.Identifying, new(Sensitive.Of(verbatim), summary is null ? null : Sensitive.Of(summary), null))
        {
            ThirdPersons = [new(ThirdPersonRelation.Other, null, In(passage), null)],
        }, [], CaseScene.Given(CaseScene.Opened));

    private static NamedIn In(string passage) => new([Sensitive.Of(passage)]);

    [GeneratedRegex(@"[\p{P}\p{Z}\p{C}\p{Mn}\p{Me}]")]
    private static partial Regex Signs();

    [GeneratedRegex(@"\]\p{M}|\]\u200D")]
    private static partial Regex DividedCharacter();
}
