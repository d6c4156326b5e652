namespace Coordination.Domain.TransparencyLog;

/// <summary>Reads policy files line by line. Names are bytes to the format; here each byte is a character.</summary>
internal sealed class WitnessPolicyReader
{
    private const int MostLines = 10_000;

    private readonly List<PolicyKey> _logs = [];
    private readonly List<PolicyKey> _witnesses = [];
    private readonly Dictionary<string, Quorum> _named = new(StringComparer.Ordinal);
    private readonly HashSet<string> _members = new(StringComparer.Ordinal);
    private Quorum? _quorum;

    public static Parsed<WitnessPolicy> Read(ReadOnlySpan<byte> bytes)
    {
        foreach (var b in bytes)
            if (b is < 0x20 and not (0x09 or 0x0A) or 0x7F)
                return Malformed("A policy has no control characters but tabs and line feeds.");
        var lines = Encoding.Latin1.GetString(bytes).Split('\n');
        return lines.Length > MostLines ? Malformed("The policy has too many lines.") : new WitnessPolicyReader().Read(lines);
    }

    private Parsed<WitnessPolicy> Read(string[] lines)
    {
        for (var i = 0; i < lines.Length; i++)
        {
            var words = lines[i].Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
            if (words.Length > 0 && !words[0].StartsWith('#') && Line(words) is { } problem)
                return Malformed($"Line {i + 1}: {problem}");
        }

        return _quorum is { } quorum ? Parsed.Of(new WitnessPolicy(_logs, _witnesses, quorum)) : Malformed("A policy has a line 'quorum'.");
    }

    private string? Line(string[] words) => words switch
    {
        ["log", var key] => Log(key, null),
        ["log", var key, var address] => Log(key, address),
        ["witness", var name, var key] => Witness(name, key, null),
        ["witness", var name, var key, var address] => Witness(name, key, address),
        ["group", var name, var threshold, _, ..] => Group(name, threshold, words[3..]),
        ["quorum", var name] => Require(name),
        _ => "This is neither a log, a witness, a group nor the quorum.",
    };

    private string? Log(string text, string? address)
    {
        var parsed = Key(text);
        if (!parsed.IsValid(out var key))
            return parsed.Problem;
        if (key.Type is SignatureType.Ed25519Cosignature)
            return "A witness's key is not a log's.";
        if (_logs.Any(known => known.Key.HasKeyOf(key)))
            return "This key is listed twice.";
        _logs.Add(new(key.Name.Name, key, address));
        return null;
    }

    private string? Witness(string name, string text, string? address)
    {
        var parsed = Key(text);
        if (!parsed.IsValid(out var key))
            return parsed.Problem;
        if (key.Type is SignatureType.Ed25519)
            return "A log's key is not a witness's.";
        if (_witnesses.Any(known => known.Key.HasKeyOf(key)))
            return "This key is listed twice.";
        _witnesses.Add(new(name, key, address));
        return Define(name, new Quorum.Witness(name));
    }

    private string? Group(string name, string threshold, string[] names)
    {
        var members = new List<Quorum>();
        foreach (var member in names)
        {
            if (!_named.TryGetValue(member, out var known))
                return "A group has members that were named before it.";
            if (!_members.Add(member))
                return "A witness or a group is a member once.";
            members.Add(known);
        }

        long atLeast = threshold switch
        {
            "any" => 1,
            "all" => members.Count,
            _ when DecimalText.TryParse(threshold, out var number) => number,
            _ => 0
        };
        return atLeast >= 1 && atLeast <= members.Count
            ? Define(name, new Quorum.Group((int)atLeast, members))
            : "A group asks for any, all, or a number of its members.";
    }

    private string? Require(string name)
    {
        if (_quorum is not null)
            return "A policy has one quorum.";
        _quorum = name == "none" ? new Quorum.Nobody() : _named.GetValueOrDefault(name);
        return _quorum is null ? "The quorum is a witness or a group that was named before it, or none." : null;
    }

    private string? Define(string name, Quorum quorum) =>
        name != "none" && _named.TryAdd(name, quorum) ? null : "This name is taken.";

    /// <summary>A key's own name is text, and therefore UTF-8.</summary>
    private static Parsed<VerifierKey> Key(string text) =>
        StrictText.Lines(Encoding.Latin1.GetBytes(text)) is { } decoded
            ? VerifierKey.Parse(decoded)
            : Parsed.Malformed<VerifierKey>("A key is not UTF-8.");

    private static Parsed<WitnessPolicy> Malformed(string problem) => Parsed.Malformed<WitnessPolicy>(problem);
}
