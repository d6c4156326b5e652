namespace Coordination.Domain.TaskForce;

/// <summary>Decides about the templates by which reviews are called.</summary>
public static class AgendaTemplateDecider
{
    /// <summary>The most minutes of a case or of a section.</summary>
    public const int MostMinutes = 240;

    /// <summary>The most sections of one template.</summary>
    public const int MostSections = 20;

    /// <summary>The most templates of a task force.</summary>
    public const int MostTemplates = 50;

    private static readonly Refusal NotFormed = new(RefusalReason.WrongState, "The task force has not been formed yet.");

    /// <summary>A template names its sections, of which exactly one holds the cases.</summary>
    public static Decision<TaskForceEvent> Decide(SetAgendaTemplate command, TaskForceState state)
    {
        if (state is not TaskForceState.Formed formed)
        {
            return NotFormed;
        }

        var template = command.Template;
        return formed.Templates.GetValueOrDefault(template.Name)?.SaysTheSameAs(template) == true ? Decision.Nothing<TaskForceEvent>()
            : Check(template) is { } wrong ? wrong
            : formed.Templates.Count >= MostTemplates && !formed.Templates.ContainsKey(template.Name)
                ? new Refusal(RefusalReason.InvalidInput, $"There are {MostTemplates} templates already: retire one.", "name")
            : new AgendaTemplateSet(template);
    }

    /// <summary>Takes a template out of use.</summary>
    public static Decision<TaskForceEvent> Decide(RetireAgendaTemplate command, TaskForceState state) => state switch
    {
        TaskForceState.Formed formed when formed.Templates.ContainsKey(command.Name) => new AgendaTemplateRetired(command.Name),
        TaskForceState.Formed => new Refusal(RefusalReason.InvalidInput, "There is no template of this name.", "name"),
        _ => NotFormed,
    };

    private static Refusal? Check(AgendaTemplate template) =>
        TextRules.RequiredPlain(template.Name, TextRules.LongestLabel, "name")
        ?? (template.MinutesPerItem is { } minutes ? Minutes(minutes, "minutesPerItem") : null)
        ?? (template.Sections.Count is 0 or > MostSections || template.Sections.Count(section => section.HoldsCases) != 1
            ? new Refusal(RefusalReason.InvalidInput,
                $"A template has at most {MostSections} sections, and exactly one of them holds the cases.", "sections")
            : null)
        ?? template.Sections.Select((section, at) => Check(section, $"sections[{at}]")).FirstOrDefault(refusal => refusal is not null)
        ?? (template.Disciplines.Distinct().Count() == template.Disciplines.Count
            ? null
            : new Refusal(RefusalReason.InvalidInput, "Name each discipline once.", "disciplines"));

    private static Refusal? Check(AgendaSection section, string field) =>
        TextRules.RequiredPlain(section.Heading, TextRules.LongestLabel, $"{field}.heading")
        ?? (section.HoldsCases
            ? section.Minutes is null
                ? null
                : new Refusal(RefusalReason.InvalidInput,
                    "The cases take as long as there are cases: give the time for one.", $"{field}.minutes")
            : section.Minutes is { } minutes ? Minutes(minutes, $"{field}.minutes")
            : new Refusal(RefusalReason.InvalidInput, "Say how many minutes it takes.", $"{field}.minutes"));

    private static Refusal? Minutes(int minutes, string field) => minutes is >= 1 and <= MostMinutes
        ? null
        : new Refusal(RefusalReason.InvalidInput, $"Expected a number from 1 to {MostMinutes}.", field);
}
