using Coordination.Domain.Survivors;
using Xunit;

namespace Coordination.Domain.Tests;

/// <summary>One rule for the characters of every text.</summary>
public sealed class TextRulesTests
{
    public static TheoryData<string> Blank { get; } =
    [
        "", " ", "\n\t", "\u00A0\u3000", "\u200B", "\u2800", "\u3164", "\u115F", "\u1160", "\uFFA0", "\u00AD", "\u034F", "\u061C", "\u180E", "\u180B", "\u17B4", "\u2060", "\u2061", "\u2064", "\u206F", "\uFEFF",
        "\uFE0F", "\U000E0041", "\U000E0100", "\u200C\u200D", "\u0000", "\u0085", "\u202E", "\uFFFF", "\uFFF0", "\U0001D173", "\U0001BCA0", "\u200E \u2800\n\u3164",
    ];

    public static TheoryData<string> Refused { get; } =
    [
        "a\u202Eb", "a\u202A", "a\u202Bb\u202C", "a\u202Db", "a\u2066b", "a\u2069b", "a\u2067b\nc\u2069", "a\u2069\u2066b", "a\u0000b", "a\u0007b", "a\u001Bb", "a\u007Fb", "a\u0090b",
        "a\u2061b", "a\u2064b", "a\u206Ab", "a\uFFF9b", "a\uFFFBb", "a\uFFFEb", "a\U000E0001b", "a\U000E0041\U000E0042b", "🏴b\U000E0041", "🏴\U000E0067\U000E007F\U000E0041", "🏴\U000E0041\U000E0041\U000E0041\U000E0041\U000E0041\U000E0041\U000E0041\U000E0041", "a\U000E0080b", "a\U000E0FFFb",
    ];

    public static TheoryData<string> Allowed { get; } =
    [
        "Marisol", "José Pen\u0303a", "می\u200Cخواهم", "क्\u200Dष", "👩\u200D👧", "❤\uFE0F", "🏴\U000E0067\U000E0062\U000E0065\U000E006E\U000E0067\U000E007F", "one\ntwo\r\n\tthree", "عبد\u200E (12)", "שלום\u200F!",
        "a \u2067ب (12)\u2069 b\n\u2068c\u2069", "long\u00ADword", "ไทย\u200Bภาษา", "\uFEFFpasted", "葛\U000E0100城", "\u0301", "…", "👋", "ᠮᠣᠩ\u180Bᠭᠣᠯ",
    ];

    [Theory, MemberData(nameof(Blank))]
    public void What_leaves_the_paper_white_is_no_text(string text)
    {
        Assert.Contains("nothing to read", TextRules.Fault(text), StringComparison.Ordinal);
        Assert.Equal("calledBy", RefusedField(text));
    }

    [Theory, MemberData(nameof(Refused))]
    public void What_nobody_sees_and_what_turns_the_order_of_reading_is_in_no_text(string text)
    {
        Assert.NotNull(TextRules.Fault(text));
        Assert.Equal("calledBy", RefusedField(text));
    }

    [Theory, MemberData(nameof(Allowed))]
    public void What_names_and_languages_need_stays(string text)
    {
        Assert.Null(TextRules.Fault(text));
        Assert.Equal(text, Assert.IsType<SurvivorWelcomed>(Assert.Single(Welcome(text).Events)).CalledBy.Reveal());
    }

    [Fact]
    public void The_machine_knows_which_texts_read_the_same() => Assert.True(TextRules.CanCompare);

    private static string? RefusedField(string text) => Assert.IsType<Refused<SurvivorEvent>>(Welcome(text)).Refusal.Field;

    private static Decision<SurvivorEvent> Welcome(string calledBy) => SurvivorDecider.Decide(
        new WelcomeSurvivor(new Actor(new PersonId("amina"), new AgencyId("open-door")), new SurvivorId(Guid.NewGuid()), Sensitive.Of(calledBy), null), SurvivorState.Initial);
}
