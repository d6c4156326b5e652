using Coordination.Domain.TaskForce;

namespace Coordination.Domain.Consent;

/// <summary>What must be right before something is captured. Each refusal names the field, in the API's own spelling.</summary>
internal static class CaptureRules
{
    internal const int MostRecipients = 50;
    internal const int MostGrants = 100;
    internal const int MostItemsPerRelease = 500;
    internal const int MostWords = 50;
    internal const int LongestLanguage = 80;

    /// <summary>The form of a release, apart from who signed it: CG-02 to CG-06, CG-08, CG-15.</summary>
    internal static Refusal? Form(SignRelease command, SigningLaw law, ConsentPosition state) =>
        RepresentativeRules.Refused(command, law, state)
        ?? Terms(command.Terms, law, state)
        ?? TermLimits(command, law.TaskForce)
        ?? SignatureRules.WrittenAndDated(command, law)
        ?? Count(command.WarningsAcknowledged.Count, 0, MostWords, "warningsAcknowledged")
        ?? Informed(command, state);

    internal static Refusal? Count(int count, int least, int most, string field) =>
        count >= least && count <= most
            ? null
            : new Refusal(RefusalReason.InvalidInput, $"Expected {least} to {most} entries, found {count}.", field);

    /// <summary>The name of a language and no more: it stands in clear, for the gate's record of what was explained.</summary>
    internal static Refusal? Language(string? name, string field) =>
        TextRules.RequiredPlain(name, LongestLanguage, field)
        ?? (name!.All(character => char.IsLetterOrDigit(character) || character is ' ' or '-')
            ? null
            : new Refusal(RefusalReason.InvalidInput, "Expected the name of a language, such as English, Mixtec or es.", field));

    private static Refusal? Terms(ReleaseTerms terms, SigningLaw law, ConsentPosition state) =>
        (terms.Discloser == state.Custodian
            ? null
            : new Refusal(RefusalReason.InvalidInput,
                "The discloser is the agency that holds the record; every discloser needs a release of its own (CG-08).",
                "terms.discloser"))
        ?? Count(terms.Recipients.Count, 1, MostRecipients, "terms.recipients")
        ?? First(terms.Recipients, (recipient, at) => Recipient(recipient, $"terms.recipients[{at}]", terms, law))
        ?? (law.Rules.ByProfile && terms.Recipients.Any(recipient => recipient.Agency != terms.Recipients[0].Agency)
            ? new Refusal(RefusalReason.InvalidInput,
                "A release names one agency, with as many of its people as she wants: she says of each agency by itself what it is told. " +
                    "Sign one release for each (CG-06).", "terms.recipients")
            : null)
        ?? (law.Rules.ByProfile && terms.Recipients.Count > 1
            ? new Refusal(RefusalReason.InvalidInput,
                "Name the agency once, with all of its people who may have it, or with those who may not (CG-06).", "terms.recipients[1]")
            : null)
        ?? Excepted(terms, law.Rules, null)
        ?? Count(terms.Grants.Count, 1, MostGrants, "terms.grants")
        ?? First(terms.Grants, (grant, at) => Grant(grant, $"terms.grants[{at}]"))
        ?? Count(terms.Grants.Sum(grant => grant.OnlyItems?.Count ?? 0), 0, MostItemsPerRelease, "terms.grants")
        ?? Count(terms.Purposes.Count, 1, MostWords, "terms.purposes")
        ?? Count(terms.Conditions.Count, 0, MostWords, "terms.conditions");

    /// <summary>Whom she excepts: only where the rules in force look at it, and not beside persons who are named.</summary>
    /// <param name="terms">What is signed, or what remains.</param>
    /// <param name="rules">The rules in force.</param>
    /// <param name="before">The terms before a narrowing, of which what was excepted already is not looked at again; null for what is
    /// signed.</param>
    internal static Refusal? Excepted(ReleaseTerms terms, Gate.RuleSet? rules, ReleaseTerms? before) =>
        First(terms.Recipients, (recipient, at) =>
        recipient.Except is not { Count: > 0 } except
            || before?.Recipients.Any(known =>
                known.Agency == recipient.Agency && except.All(person => known.Except?.Contains(person) == true)) == true ? null
        : rules?.ByProfile != true
        ? new Refusal(RefusalReason.InvalidInput,
            "The rules in force here do not look at exceptions, so this would keep nobody out. Name the persons who may have it " +
                "instead (CG-06).", $"terms.recipients[{at}].except")
        : recipient.Persons.Count > 0
        ? new Refusal(RefusalReason.InvalidInput,
            "Where persons are named, nobody else gets it: name them, or those who are excepted, not both (CG-06).",
            $"terms.recipients[{at}].except")
        : Count(except.Count, 0, MostWords, $"terms.recipients[{at}].except"));

    private static Refusal? Recipient(ReleaseRecipient recipient, string field, ReleaseTerms terms, SigningLaw law) =>
        recipient.Agency == terms.Discloser
            ? new Refusal(RefusalReason.InvalidInput, "The discloser needs no release to itself.", $"{field}.agency")
        : law.Rules.ByProfile && law.Publishers.Contains(recipient.Agency)
            ? new Refusal(RefusalReason.InvalidInput,
                "Nothing about her goes from here to whoever publishes, whatever she signs: she speaks with them herself, if she wants " +
                    "to. Take this recipient out (CG-48).", $"{field}.agency")
        : law.Rules.ByProfile
            && law.Outside.FirstOrDefault(office => office.Agency == recipient.Agency && office.For == terms.Discloser) is { } office
            ? InOffice(recipient, office, field)
        : !law.TaskForce.HasMember(recipient.Agency)
            ? new Refusal(RefusalReason.InvalidInput,
                "A recipient is a member agency, by its name; the task force as such names nobody (CG-06).", $"{field}.agency")
        : Count(recipient.Persons.Count, 0, MostWords, $"{field}.persons");

    // Nobody vouches for an office outside the task force but she: she names the person (CG-49).
    private static Refusal? InOffice(ReleaseRecipient recipient, Partners.PartnerPosition.Outside office, string field) =>
        Count(recipient.Persons.Count, 0, MostWords, $"{field}.persons")
        ?? (recipient.Persons.Count > 0 && recipient.Persons.All(office.Persons.ContainsKey)
            ? null
            : new Refusal(RefusalReason.InvalidInput,
                "Whoever is outside the task force gets something because she chose that very person: name who of the office that is, as " +
                    "recorded there (CG-49).", $"{field}.persons"));

    private static Refusal? Grant(CategoryGrant grant, string field) =>
        grant.OnlyItems is { Count: 0 }
            ? new Refusal(RefusalReason.InvalidInput,
                "An empty list releases nothing: name the items, or leave the list out for the whole category.", $"{field}.onlyItems")
        : Enum.IsDefined(grant.WidestMode)
            ? null
            : new Refusal(RefusalReason.InvalidInput, "There is no such way of sharing.", $"{field}.widestMode");

    private static Refusal? TermLimits(SignRelease command, TaskForceState taskForce)
    {
        var terms = command.Terms;
        if (terms.Expires is not { } expires)
        {
            return new Refusal(RefusalReason.InvalidInput, "A release is limited in time: say when it ends (CG-04).", "terms.expires");
        }

        if (expires <= terms.Starts || expires <= command.At)
        {
            return new Refusal(RefusalReason.InvalidInput, "A release ends after it starts, and not in the past (CG-04).", "terms.expires");
        }

        if (taskForce.PolicyAt(command.At) is not { } policy)
        {
            return new Refusal(RefusalReason.PolicyLimit,
                "The task force has no policy in force that says how long a release may last (CG-05).", "terms.expires");
        }

        var law = taskForce.LongestReleaseByLawAt(command.At) is { } limit && limit.Value < policy.LongestReleaseDays ? limit : null;
        var days = law?.Value ?? policy.LongestReleaseDays;
        var longest = TimeSpan.FromDays(days);
        return expires - terms.Starts > longest
            ? new Refusal(RefusalReason.PolicyLimit,
                $"A release lasts at most {Quantity.Of(days, "day")} here{By(law)} (CG-05).", "terms.expires")
            : terms.Starts - command.At > longest
            ? new Refusal(RefusalReason.PolicyLimit,
                $"A release starts within {Quantity.Of(days, "day")} of its capture{By(law)} (CG-05).", "terms.starts")
            : null;
    }

    private static string By(TableLimit? law) => law is null ? "" : $" by {law.Citation}";

    private static Refusal? Informed(SignRelease command, ConsentPosition state)
    {
        var firstSigned = command.Signatures.Min(signature => signature.SignedAt);
        return First(command.Terms.Recipients, (recipient, at) => state.WasInformed(recipient.Agency, firstSigned, state.Order + 1)
            ? null
            : new Refusal(RefusalReason.ConsentRequired,
                "Before the signature, the risks, the alternatives and the consequences of this recipient have to be explained, and the " +
                    "notice recorded (CG-03).", $"terms.recipients[{at}].agency"));
    }

    private static Refusal? First<T>(IReadOnlyList<T> list, Func<T, int, Refusal?> check) =>
        list.Select(check).FirstOrDefault(refusal => refusal is not null);
}
