using System.Reflection;
using Coordination.Domain;
using Coordination.Domain.CaseReviews;
using Coordination.Domain.Cases;
using Coordination.Domain.Consent;
using Coordination.Domain.Disclosures;
using Coordination.Domain.ImmigrationRelief;
using Coordination.Domain.LegalProcesses;
using Coordination.Domain.Mandates;
using Coordination.Domain.Services;
using Coordination.Domain.Survivors;
using Coordination.Testing;
using Xunit;

namespace Coordination.Host.Tests.Platform.EventCatalogue;

/// <summary>Every text that an event has in clear is here with a reason. A text that may describe somebody is sensitive, and therefore is not here.</summary>
public sealed class PlainTextTests
{
    /// <summary>What may stand in clear: names of agencies and places in the law, and words of our own.</summary>
    private static readonly Dictionary<string, string> Allowed = new(StringComparer.Ordinal)
    {
        ["AgencyJoined.Name"] = "what an agency calls itself, in public",
        ["AgreementSigned.Reference"] = "the number of an agreement between agencies",
        ["AgreementEnded.Reference"] = "the number of an agreement between agencies",
        ["TaskForceFormed.Name"] = "what the task force calls itself, in public",
        ["TaskForceFormed.Jurisdiction"] = "a place that has laws",
        ["PolicySettings.TimeZone"] = "the name of a time zone, from the public list of them",
        ["RuleSetAdopted.RuleSet"] = "a version of the gate's rules, one of ours",
        ["AgendaTemplateRetired.Name"] = "what a template is called",
        ["AgendaTemplate.Name"] = "what a template is called",
        ["AgendaSection.Heading"] = "a heading of a template",
        ["ReporterDuty.Jurisdiction"] = "a place that has laws",
        ["ReportingDuty.Jurisdiction"] = "a place that has laws",
        ["ReportingDuty.Citation"] = "where a law is printed",
        ["NoticeGiven.Language"] = "the name of a language, and no more: the gate's record of what was explained",
        ["DisclosureMade.RedisclosureNotice"] = "one of our own texts, chosen by category",
        ["DisclosureMade.ConsentExplained"] = "a text of our own, with dates, agencies, a purpose and who signed by their part and not by name",
        ["ReliefConditionRefused.Rule"] = "the number of a rule",
        ["CoerciveConditionRefused.Rule"] = "the number of a rule",
        ["RuleFinding.Rule"] = "the number of a rule",
        ["RuleFinding.Reason"] = "one of the rule's own reasons",
        ["Verdict.RuleSet"] = "a version of the gate's rules, one of ours",
        ["ProtocolChangeProposed.Title"] = "what a rule for the whole task force is called",
        ["ProtocolChangeProposed.Text"] = "a rule for the whole task force, for everybody to read",
        ["ProtocolRejected.Reason"] = "why the task force has no such rule, for everybody to read",
        ["DeadLetterAskedFor.Message"] = "the name of a message, one of ours",
        ["DivisionFormed.Name"] = "what a division of an agency calls itself, in public",
        ["OutsideRecipientRecorded.Name"] = "what an office calls itself, in public; the person there is sealed",
        ["ProcessServed.Jurisdiction"] = "a place that has laws",
        ["JurisdictionTable.Jurisdiction"] = "a place that has laws",
        ["JurisdictionTable.Name"] = "a place that has laws",
        ["JurisdictionTable.Version"] = "a version of a table of laws",
        ["TableDuty.Citation"] = "where a law is printed",
        ["ReportTime.Table"] = "the version of a table of the law",
        ["ReportTimeLine.Citation"] = "where a law is printed",
        ["WarningDuty.Citation"] = "where a law is printed",
        ["StatutoryMandate.Citation"] = "where a law is printed",
        ["FatalityReviewTeam.Citation"] = "where a law is printed",
        ["TeamStatute.Citation"] = "where a law is printed",
        ["ReportElsewhere.Citation"] = "where a law is printed",
        ["TableLimit.Citation"] = "where a law is printed",
        ["MinorService.Citation"] = "where a law is printed",
        ["AccountingPeriod.Citation"] = "where a law is printed",
        ["Hotline.Name"] = "whose telephone number it is, for the public",
        ["Hotline.Number"] = "a telephone number for the public",
        ["Hotline.Source"] = "where that number is printed",
        ["ReadingBegan.Subject"] = "the name of a stream",
    };

    /// <summary>What people write in an event about a survivor, and the gate has to compare. Everything else in there is a word, a number or a text of ours.</summary>
    private static readonly Dictionary<string, string> WrittenAboutHer = new(StringComparer.Ordinal)
    {
        ["ReporterDuty.Jurisdiction"] = "the gate compares it with the tables and the policy; a code, or the name of a place",
        ["ProcessServed.Jurisdiction"] = "the gate compares it with the tables; a code of one of them",
        ["NoticeGiven.Language"] = "evidence of what was explained; capture takes the name of a language and nothing else",
    };

    private static readonly HashSet<string> OfOurs = new(StringComparer.Ordinal)
    {
        "DisclosureMade.RedisclosureNotice", "DisclosureMade.ConsentExplained", "ReliefConditionRefused.Rule", "CoerciveConditionRefused.Rule", "RuleFinding.Rule", "RuleFinding.Reason", "Verdict.RuleSet",
        "ReportTime.Table", "ReportTimeLine.Citation", "ReportElsewhere.Citation", "AgendaSection.Heading",
    };

    [Fact]
    public void What_people_write_in_an_event_about_her_is_sealed_but_for_what_the_gate_compares()
    {
        var about = EventSamples.Types.Where(type => typeof(ProcessEvent).IsAssignableFrom(type) || typeof(ConsentEvent).IsAssignableFrom(type) || typeof(DisclosureEvent).IsAssignableFrom(type)
            || typeof(SurvivorEvent).IsAssignableFrom(type) || typeof(CaseEvent).IsAssignableFrom(type) || typeof(ServiceEvent).IsAssignableFrom(type) || typeof(ReliefEvent).IsAssignableFrom(type)
            || typeof(MandateEvent).IsAssignableFrom(type) || typeof(ReviewEvent).IsAssignableFrom(type));

        Assert.Equal(WrittenAboutHer.Keys.Order(StringComparer.Ordinal), TextsIn(new Stack<Type>(about)).Except(OfOurs).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void No_event_has_a_text_in_clear_that_is_not_on_the_list_and_nothing_is_on_it_for_nothing()
    {
        var found = TextsIn(new Stack<Type>(EventSamples.Types));

        Assert.True(found.SetEquals(Allowed.Keys), $"Not on the list: {string.Join(", ", found.Except(Allowed.Keys).Order(StringComparer.Ordinal))}. On it for nothing: {string.Join(", ", Allowed.Keys.Except(found))}.");
    }

    /// <summary>Every property of a text, or of several, in the events and in what they hold.</summary>
    private static HashSet<string> TextsIn(Stack<Type> open)
    {
        var (seen, found) = (new HashSet<Type>(), new HashSet<string>(StringComparer.Ordinal));
        while (open.TryPop(out var type))
        {
            if (type.IsGenericType && type.GetGenericTypeDefinition() != typeof(Sensitive<>))
                foreach (var argument in type.GetGenericArguments())
                    open.Push(argument);
            if (type.Assembly != typeof(DomainEvent).Assembly || type.IsEnum || type.IsGenericType || IsIdentifier(type) || !seen.Add(type))
                continue;
            foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.GetCustomAttribute<System.Text.Json.Serialization.JsonIgnoreAttribute>() is null))
            {
                if (property.PropertyType == typeof(string) || property.PropertyType.GetGenericArguments().Contains(typeof(string)) && property.PropertyType != typeof(Sensitive<string>))
                    found.Add($"{type.Name}.{property.Name}");
                open.Push(property.PropertyType);
            }
        }
        return found;
    }

    private static bool IsIdentifier(Type type) =>
        type.GetInterfaces().Any(face => face.IsGenericType && (face.GetGenericTypeDefinition() == typeof(IRandomId<>) || face.GetGenericTypeDefinition() == typeof(INamedId<>)));
}
