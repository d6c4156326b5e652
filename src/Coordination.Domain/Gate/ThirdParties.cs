namespace Coordination.Domain.Gate;

/// <summary>
/// The parts of one item that belong to others: whose are left out, and whose go because they released them. A third person's
/// release is looked at by the gate itself, on that person's own position.
/// </summary>
internal static class ThirdParties
{
    /// <summary>Looks at everybody whom the item names besides the survivor; denials are noted among the findings.</summary>
    public static ThirdParts? Examine(RequestedItem item, GateRequest request, GateFacts facts, RuleSet rules, List<RuleFinding> findings)
    {
        if (item.ThirdPersons is not { Count: > 0 } named)
            return null;
        var parts = new ThirdParts();
        foreach (var rule in rules.OnThirdPerson)
        {
            for (var at = 0; at < named.Count; at++)
            {
                var releases = ReleasesOf(named[at], item, request, facts, rules);
                var ruling = rule.Examine(named[at], releases.Count > 0, item, request, facts);
                parts.Take(at, releases, ruling);
                NoteOnce(findings, rule, ruling);
            }
        }

        return parts;
    }

    /// <summary>
    /// The releases of that person's own under which the item goes, whole, to this recipient for this purpose: one, or where their
    /// records were merged one of each. Empty when it does not.
    /// </summary>
    public static IReadOnlyList<ReleaseId> ReleasesOf(NamedPerson person, RequestedItem item, GateRequest request,
        GateFacts facts, RuleSet rules)
    {
        if (PositionOf(person, facts) is not { IsServed: true } theirs)
            return [];
        var whole = item with { ThirdPersons = null };

        // Where rules bind by profile, a release of theirs counts also for what identifies nobody: or else a law that asks for a release
        // would let go what another law, which asks for none, keeps.
        if (rules.IsOfOneDiscloser && item.Sensitivity == Sensitivity.NonIdentifying)
            whole = whole with { Sensitivity = Sensitivity.Identifying };
        var asked = request with { Items = [whole], Basis = ClaimedBasis.Release };
        var line = ConsentGate.Evaluate(asked, facts with
        {
            Consent = theirs.Consent,
            ConsentVersion = theirs.Version,
            Merged = theirs.Merged,
            Process = null
        }, rules).Lines[0];
        return line.Outcome == Outcome.Permit && line.Mode == item.Mode && line.Release is { } release
            ? [release, .. line.ReleasesOfOthers ?? []]
            : [];
    }

    /// <summary>The versions of other people's consent that were read for these items; null when there were none.</summary>
    public static IReadOnlyList<ConsentRead>? Read(IReadOnlyList<RequestedItem> items, GateFacts facts)
    {
        List<ConsentRead>? read = null;
        for (var i = 0; i < items.Count; i++)
        {
            foreach (var person in items[i].ThirdPersons ?? [])
            {
                if (PositionOf(person, facts) is not { } theirs || read?.Exists(one => one.Survivor == theirs.Survivor) == true)
                    continue;
                (read ??= []).Add(new ConsentRead(theirs.Survivor, theirs.Version));
                read.AddRange(theirs.Merged.Where(record => record.Consent.Survivor is not null)
                    .Select(record => new ConsentRead(record.Consent.Survivor!.Value, record.Version)));
            }
        }

        return read is null ? null : [.. read.Distinct().OrderBy(one => one.Survivor.Value)];
    }

    private static ThirdPersonPosition? PositionOf(NamedPerson person, GateFacts facts)
    {
        if (person.Survivor is not { } survivor)
            return null;
        foreach (var known in facts.ThirdPersons)
        {
            if (known.Survivor == survivor)
                return known;
        }

        return null;
    }

    private static void NoteOnce(List<RuleFinding> findings, IGateRule rule, Ruling ruling)
    {
        if (!findings.Exists(finding => finding.Rule == rule.Id && finding.Reason == ruling.Reason))
            findings.Note(rule, ruling, null);
    }
}

/// <summary>The people whose parts of an item are left out, and the people on whose releases the other parts are disclosed.</summary>
internal sealed class ThirdParts
{
    private readonly List<int> _leftOut = [];
    private readonly List<ReleaseId> _releases = [];

    /// <summary>Takes the ruling on one person in.</summary>
    public void Take(int at, IReadOnlyList<ReleaseId> releases, Ruling ruling)
    {
        if (ruling.Narrows)
            _leftOut.Add(at);
        else
            _releases.AddRange(releases.Except(_releases));
    }

    /// <summary>The line with what goes of the others and what does not; a line that does not go stays as it is.</summary>
    public VerdictLine Of(VerdictLine line, List<RuleFinding> findings)
    {
        if (line.Outcome != Outcome.Permit || (_leftOut.Count == 0 && _releases.Count == 0))
            return line;
        List<RuleFinding> all = [.. line.Findings,
            .. findings.FindAll(finding => finding.Effect == RuleEffect.Narrow && !line.Findings.Contains(finding))];
        all.Sort(Findings.ById);
        return line with
        {
            Findings = all,
            LeftOut = _leftOut.Count == 0 ? null : _leftOut,
            ReleasesOfOthers = _releases.Count == 0 ? null : _releases,
        };
    }
}
