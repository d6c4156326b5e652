using System.Globalization;
using System.Text;
using Coordination.Domain;

namespace Coordination.Host.TransparencyLog;

/// <summary>Reports for people.</summary>
public static class TransparencyText
{
    public static string Of(VerificationReport report)
    {
        var text = new StringBuilder();
        Line(text, $"Log        {report.Origin}");
        Line(text, $"Events     {report.Events} recomputed, root {report.Root}");
        Line(text, $"Compared   {Quantity.Of(report.Checkpoints, "signed checkpoint")}, {Quantity.Of(report.Tiles, "tile")}");
        if (report.Since is { } since)
            Line(text, $"Since      a checkpoint over {Quantity.Of(since, "event")}, kept by you");
        if (report.NotCovered > 0)
            Line(text, $"Uncovered  {Quantity.Of(report.NotCovered, "event")} after the last checkpoint; the next one will cover them");
        foreach (var finding in report.Findings)
            Line(text, $"WRONG      {finding.What}");
        Line(text, report.Holds ? "Everything holds." : $"{Quantity.Of(report.Findings.Count, "finding")}. The first wrong position is {First(report)}.");
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

    private static string First(VerificationReport report) =>
        report.Findings.Where(finding => finding.Position is not null).Select(finding => finding.Position!.Value).DefaultIfEmpty().Min() is > 0 and var position
            ? position.ToString(CultureInfo.InvariantCulture)
            : "not to be told from what is stored";

    private static void Line(StringBuilder text, string line) => text.Append(line).Append('\n');
}
