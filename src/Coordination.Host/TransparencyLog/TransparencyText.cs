namespace Coordination.Host.TransparencyLog;

public static class TransparencyText
{
    public static string Of(VerificationReport report)
    {
        var text = new StringBuilder();
        Line(text, $"Log        {report.Origin}");
        Line(text, $"Events     {report.Events} recomputed, root {report.Root}");
        Line(text, $"Compared   {Quantity.Of(report.Checkpoints, "signed checkpoint")}, {Quantity.Of(report.Tiles, "tile")}");
        if (report.Streams is { } streams)
            Line(text, $"Streams    {Quantity.Of(streams, "version")} compared with the events of their streams");
        if (report.Answers is { } answers)
            Line(text, $"Answers    {Quantity.Of(answers.Compared, "kept answer")} compared with what the log names");
        if (report.Since is { } since)
            Line(text, $"Since      a checkpoint over {Quantity.Of(since, "event")}, kept by you");
        if (report.NotCovered > 0)
            Line(text, $"Uncovered  {Quantity.Of(report.NotCovered, "event")} after the last checkpoint; the next one will cover them");
        foreach (var finding in report.Findings)
            Line(text, $"WRONG      {finding.What}");
        var notChecked = Unchecked(report).ToList();
        foreach (var what in notChecked)
            Line(text, $"Unchecked  {what}");
        Line(text, report.Holds
            ? notChecked.Count == 0 ? "Everything holds." : "Everything that was checked holds."
            : $"{Quantity.Of(report.Findings.Count, "finding")}. {First(report)}");
        return text.ToString();
    }

    public static string Of(CheckedProof proof)
    {
        var text = new StringBuilder();
        if (proof.Origin is { } origin)
            Line(text, $"Log        {origin}");
        if (proof.Event is { } found)
        {
            Line(text, $"Event      {found.Type} {found.Id}");
            Line(text, $"Stream     {found.Stream}, version {found.Version}");
            Line(text, $"Recorded   {found.RecordedAt}");
        }

        if (proof.Position is { } position)
            Line(text, $"Position   {position} of {proof.Size}");
        foreach (var signer in proof.Signers)
            Line(text, $"Signed by  {signer.Key}{(signer.SignedAt is { } at ? $" at {at:u}" : "")}");
        Line(text, proof.Holds ? "The event is in the log." : $"WRONG      {proof.Why}");
        return text.ToString();
    }

    /// <summary>What nothing signed speaks of, so that nobody takes it for verified.</summary>
    private static IEnumerable<string> Unchecked(VerificationReport report)
    {
        if (report.Streams is null)
            yield return "the versions of streams: they are not in what was read";
        if (report.Answers is null)
            yield return "kept answers: they are not in what was read";
        if (report.Answers is { FromBefore: > 0 and var before })
            yield return $"{Quantity.Of(before, "kept answer")} from before the log named answers";
        if (report.Answers is { OfNothingRecorded: > 0 and var ofNothing })
            yield return $"{Quantity.Of(ofNothing, "kept answer")} to commands that recorded nothing: no event names them";
    }

    private static string First(VerificationReport report)
    {
        var log = report.Findings.Where(finding => !finding.IsBesideTheLog).ToList();
        return log.Count == 0
            ? "No event was changed: it is what is kept beside them."
            : log.Where(finding => finding.Position is not null).Select(finding => finding.Position!.Value).DefaultIfEmpty()
                .Min() is > 0 and var position
                ? string.Create(CultureInfo.InvariantCulture, $"The first wrong position is {position}.")
                : "The first wrong position is not to be told from what is stored.";
    }

    private static void Line(StringBuilder text, string line) => text.Append(line).Append('\n');
}
