using Coordination.Domain.Partners;

namespace Coordination.Domain.Consent;

/// <summary>A language in which there are words for a notice.</summary>
[JsonConverter(typeof(NameConverter<NoticeLanguage>))]
public enum NoticeLanguage
{
    En,
    Es,
}

/// <summary>One thing that a notice explains, in plain words.</summary>
/// <param name="Topic">What it is about.</param>
/// <param name="Text">The words, to be said or read out.</param>
public sealed record NoticeSaying(NoticeTopic Topic, string Text);

/// <summary>
/// Words for the notice that an advocate gives before somebody signs or refuses (CG-03), by what the recipient does: what may follow, what
/// a no does not stop, and what sharing may do to a privilege. An advocate says them in her own way; they are no legal advice.
/// </summary>
public static class NoticeWords
{
    /// <summary>The words for a recipient of this kind, in the order in which they are said.</summary>
    public static IReadOnlyList<NoticeSaying> For(AgencyKind recipient, NoticeLanguage language) =>
    [
        new(NoticeTopic.Risks, In(language,
            "What is shared cannot always be called back. Whoever gets it may have to show it to others when a law or a judge says so.",
            "Lo que se comparte no siempre se puede recuperar. Quien lo recibe puede tener que mostrarlo a otros cuando una ley o un " +
                "juez lo ordena.")),
        new(NoticeTopic.Alternatives, In(language,
            "You can share nothing, a part, or a summary; through your advocate only; or for a short time. You can change your mind at " +
                "any time. Your services here do not depend on it.",
            "Usted puede no compartir nada, o compartir una parte o un resumen; solo por medio de su defensora; o por poco tiempo. Puede " +
                "cambiar de opinión en cualquier momento. Los servicios que recibe aquí no dependen de eso.")),
        new(NoticeTopic.Consequences, Consequences(recipient, language)),
        new(NoticeTopic.LimitsOfRefusal, string.Join(' ', LimitsOfRefusal(recipient, language))),
        new(NoticeTopic.Privilege, In(language,
            "What you tell a lawyer, a therapist, a doctor or an advocate may be protected, so that nobody can make them tell it in " +
                "court. If it is shared, that protection may be lost, also for things that were not shared. Ask a lawyer first.",
            "Lo que usted cuenta a un abogado, a un terapeuta, a un médico o a una defensora puede estar protegido, de modo que nadie " +
                "pueda obligarles a decirlo ante un tribunal. Si se comparte, esa protección se puede perder, también para cosas que no " +
                "se compartieron. Pregunte antes a un abogado.")),
    ];

    private static string Consequences(AgencyKind recipient, NoticeLanguage language) => recipient switch
    {
        AgencyKind.LawEnforcement => In(language,
            "Police put it into their file. They may act on it when you do not want them to, and it may reach the prosecutor, the court " +
                "and the lawyers of the accused.",
            "La policía lo pone en su expediente. Puede actuar aunque usted no lo quiera, y puede llegar al fiscal, al tribunal y a los " +
                "abogados de la persona acusada."),
        AgencyKind.Prosecution => In(language,
            "Prosecutors decide about a case, and you do not. They have to give the lawyers of the accused what may help the accused, " +
                "and you may be called as a witness.",
            "Los fiscales deciden sobre el caso, y no usted. Tienen que dar a los abogados de la persona acusada lo que pueda ayudarla, " +
                "y a usted pueden llamarla como testigo."),
        AgencyKind.ChildWelfare => In(language,
            "Child welfare looks after children, yours too. It may open a case about a family, and it has to tell police of some things.",
            "Protección de menores se ocupa de los niños, también de los suyos. Puede abrir un caso sobre una familia, y tiene que " +
                "avisar a la policía de algunas cosas."),
        AgencyKind.Medical => In(language,
            "It goes into a medical record, which others who treat you can read, and which cannot be erased.",
            "Queda en un expediente médico, que pueden leer otras personas que la atienden y que no se puede borrar."),
        AgencyKind.Legal => In(language,
            "A lawyer who represents you keeps it confidential. A lawyer who represents somebody else does not keep it for you.",
            "Un abogado que la representa lo mantiene en secreto. Un abogado que representa a otra persona no lo hace por usted."),
        AgencyKind.Funder => In(language,
            "Funders get numbers, in which nobody can be found. They do not need your name.",
            "Quienes financian reciben números, en los que no se puede reconocer a nadie. No necesitan su nombre."),
        AgencyKind.Media => In(language,
            "Nothing about you goes from here to newspapers or broadcasters. What is published stays public.",
            "De aquí no sale nada sobre usted a los medios. Lo que se publica queda público."),
        AgencyKind.Coordinating => In(language,
            "The office brings agencies together. Your case is heard only by those whom you name.",
            "La oficina reúne a las agencias. Su caso lo oyen solo quienes usted nombra."),
        AgencyKind.VictimServices or AgencyKind.HousingAndServices => In(language,
            "They use it to help you. Ask them what they write down, who can read it, and whom they have to tell.",
            "Lo usan para ayudarla. Pregúnteles qué anotan, quién puede leerlo y a quién tienen que avisar."),
        _ => throw new System.Diagnostics.UnreachableException($"No words for {recipient}."),
    };

    private static IEnumerable<string> LimitsOfRefusal(AgencyKind recipient, NoticeLanguage language)
    {
        yield return In(language,
            "When you say no, that stops what goes from us. It does not stop everything:",
            "Cuando usted dice que no, eso detiene lo que sale de nosotros. No lo detiene todo:");
        if (recipient is AgencyKind.LawEnforcement or AgencyKind.Prosecution)
            yield return In(language,
                "Police and prosecutors may share with each other what they found out themselves, also about you.",
                "La policía y los fiscales pueden compartir entre sí lo que averiguaron ellos mismos, también sobre usted.");
        if (recipient is AgencyKind.ChildWelfare or AgencyKind.LawEnforcement)
            yield return In(language,
                "Child welfare has to tell police within 24 hours when a child in its care is missing or is a victim of sex trafficking, " +
                    "whatever the child says.",
                "Protección de menores tiene que avisar a la policía dentro de 24 horas cuando un menor a su cargo falta o es víctima de " +
                    "trata sexual, diga lo que diga el menor.");
        yield return In(language,
            "A judge can order us to give something. We then give only what the order names, and we tell you, unless the order forbids it.",
            "Un juez puede ordenarnos entregar algo. Entonces entregamos solo lo que la orden nombra, y se lo decimos, salvo que la " +
                "orden lo prohíba.");
        yield return In(language,
            "Some people have to report that a child is abused. In some places everybody has to. Ask us who has to before you tell.",
            "Algunas personas tienen que denunciar el maltrato de un menor. En algunos lugares tienen que hacerlo todas. Pregúntenos " +
                "quién tiene que hacerlo antes de contarlo.");
        yield return In(language,
            "When somebody's life is in danger, some agencies may warn those who can help.",
            "Cuando la vida de alguien está en peligro, algunas agencias pueden avisar a quien puede ayudar.");
        yield return In(language,
            "In some places a court made it a duty to warn when somebody says that they will hurt another person. Whoever has that duty " +
                "tells what the warning needs and no more, and we tell you afterwards.",
            "En algunos lugares los tribunales obligan a avisar cuando alguien dice que va a hacer daño a otra persona. Quien tiene esa " +
                "obligación dice solo lo que el aviso necesita, y se lo decimos a usted después.");
        if (recipient is not (AgencyKind.Funder or AgencyKind.Media))
            yield return In(language,
                "In some places a law lets agencies that work as a team share with each other what they found out themselves, without " +
                    "asking you. If you tell us that you do not want it, it does not go by this system. They may still tell each other " +
                    "in other ways.",
                "En algunos lugares una ley permite que las agencias que trabajan en equipo compartan entre sí lo que averiguaron ellas " +
                    "mismas, sin preguntarle a usted. Si nos dice que no lo quiere, no sale por este sistema. Aun así pueden decírselo " +
                    "entre ellas por otros caminos.");
        yield return In(language,
            "If you die, a team that studies deaths so that others live may be told what it needs, under strict conditions. It may not " +
                "pass on who you are.",
            "Si usted muere, un equipo que estudia las muertes para evitar otras puede recibir lo que necesita, bajo condiciones " +
                "estrictas. No puede decir a otros quién es usted.");
    }

    private static string In(NoticeLanguage language, string english, string spanish) => language switch
    {
        NoticeLanguage.En => english,
        NoticeLanguage.Es => spanish,
        _ => throw new System.Diagnostics.UnreachableException($"No words in {language}."),
    };
}
