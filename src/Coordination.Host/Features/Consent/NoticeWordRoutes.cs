using Coordination.Domain.Consent;
using Coordination.Host.Platform.Http.Pages;

namespace Coordination.Host.Features.Consent;

/// <summary>The words of a notice, for advocates: the same for everybody, with nothing of anybody in them.</summary>
internal static class NoticeWordRoutes
{
    internal static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/notice-words").WithTags("Consent").RequireAuthorization(Policies.Advocates)
            .OpenTo(AgencyStanding.Left);
        group.MapGet("/", Get).WithSummary(
            "Words for the notice before a release, by the kind of agency that receives, in English (en, the default) or Spanish (es): " +
                "what may follow, what a no does not stop, what sharing may do to a privilege. recipient: one kind alone. No " +
                "legal advice.");
        group.MapGet("/page", GetPage).WithSummary("The same for paper: one HTML document without scripts.");
    }

    private static Results<Reply<NoticeWordsAnswer>, ProblemResult> Get(string? recipient = null, string? language = null) =>
        Read(recipient, language, out var words) is { } problem ? problem : Reply.Plain(words!);

    private static Results<Page<NoticeWordsAnswer>, ProblemResult> GetPage(string? recipient = null, string? language = null) =>
        Read(recipient, language, out var words) is { } problem ? problem : new Page<NoticeWordsAnswer>(words!, TimeZoneInfo.Utc, Write);

    private static ProblemResult? Read(string? recipient, string? language, out NoticeWordsAnswer? words)
    {
        words = null;
        var kinds = Enum.GetValues<AgencyKind>().Where(kind => recipient is null || Word(kind) == recipient).ToList();
        var chosen = Enum.GetValues<NoticeLanguage>().Where(known => Word(known) == (language ?? "en")).ToList();
        if (kinds.Count == 0)
            return Problems.InvalidInput.With($"Expected one of: {string.Join(", ", Enum.GetValues<AgencyKind>().Select(Word))}.",
                "recipient");
        if (chosen is not [var spoken])
            return Problems.InvalidInput.With(
                "There are words in English (en) and Spanish (es). For another language, work with an interpreter.", "language");
        words = new(spoken, [.. kinds.Select(kind => new RecipientWordsAnswer(kind, NoticeWords.For(kind, spoken)))]);
        return null;
    }

    private static string Word<TWord>(TWord word) where TWord : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(word.ToString());

    private static void Write(PageWriter page, JsonElement words)
    {
        var spanish = words.Text("language") == "es";
        page.Title(spanish ? "Antes de firmar o decir que no" : "Before you sign or say no");
        foreach (var recipient in words.All("recipients"))
        {
            page.Heading(Recipient(recipient.Text("recipient")!, spanish));
            foreach (var saying in recipient.All("sayings"))
            {
                page.Subheading(Heading(saying.Text("topic")!, spanish));
                page.Paragraph(saying.Text("text")!);
            }
        }
        page.Reader(spanish ? "Esto no es asesoramiento legal." : "This is no legal advice.");
    }

    private static string Heading(string topic, bool spanish) => topic switch
    {
        "risks" => spanish ? "Los riesgos" : "The risks",
        "alternatives" => spanish ? "Lo que puede hacer en su lugar" : "What you can do instead",
        "consequences" => spanish ? "Lo que puede pasar" : "What may follow",
        "limitsOfRefusal" => spanish ? "Lo que su no no detiene" : "What your no does not stop",
        "privilege" => spanish ? "Lo que se contó en confianza" : "What you told in confidence",
        _ => PageText.Sentence(topic),
    };

    private static string Recipient(string kind, bool spanish) => kind switch
    {
        "victimServices" => spanish ? "A quienes apoyan a víctimas" : "To victim services",
        "lawEnforcement" => spanish ? "A la policía" : "To police",
        "prosecution" => spanish ? "A los fiscales" : "To prosecutors",
        "medical" => spanish ? "A una clínica u hospital" : "To a clinic or a hospital",
        "legal" => spanish ? "A un abogado" : "To a lawyer",
        "housingAndServices" => spanish ? "A quienes dan vivienda u otros servicios" : "To housing and other services",
        "coordinating" => spanish ? "A la oficina que coordina" : "To the office that coordinates",
        "childWelfare" => spanish ? "A protección de menores" : "To child welfare",
        "funder" => spanish ? "A quienes financian" : "To funders",
        "media" => spanish ? "A los medios" : "To newspapers and broadcasters",
        _ => PageText.Sentence(kind),
    };
}
