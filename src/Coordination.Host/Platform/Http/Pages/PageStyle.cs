namespace Coordination.Host.Platform.Http.Pages;

/// <summary>How a page looks, on paper first: large enough for tired eyes, black on white, an item never torn in two where it fits a
/// sheet.</summary>
internal static class PageStyle
{
    public const string Sheet = """
        @page { size: auto; margin: 18mm 16mm 20mm; }
        * { box-sizing: border-box; }
        html { font: 12pt/1.45 Georgia, "Times New Roman", serif; color: #000; background: #fff; }
        body { max-width: 46em; margin: 0 auto; padding: 1em; }
        h1 { font-size: 1.5em; line-height: 1.2; margin: 0 0 .2em; }
        h2 { font-size: 1.2em; margin: 1.6em 0 .3em; border-bottom: 1.5pt solid #000; break-after: avoid; }
        h3 { font-size: 1.05em; margin: 1em 0 .2em; break-after: avoid; }
        p, ul, dl, table { margin: .3em 0 .7em; }
        h1, h2, h3, p, dd, td, li { unicode-bidi: plaintext; }
        p, dd, td, li { white-space: pre-line; overflow-wrap: anywhere; }
        section { break-inside: avoid; margin: 0 0 1.2em; }
        dl { display: grid; grid-template-columns: max-content 1fr; gap: .15em 1em; }
        dt { font-weight: bold; }
        dd { margin: 0; }
        table { border-collapse: collapse; width: 100%; }
        th, td { border: .75pt solid #000; padding: .25em .5em; text-align: start; vertical-align: top; }
        thead { display: table-header-group; }
        tr { break-inside: avoid; }
        .sheets { margin: 0; }
        .sheets > thead > tr > td, .sheets > tbody > tr > td { border: 0; padding: 0; white-space: normal; }
        .sheets > tbody > tr { break-inside: auto; }
        .notice { border: 1.5pt solid #000; padding: .4em .8em; margin: 0 0 1em; font-size: .8em; break-inside: avoid; }
        .reader { font-size: .9em; border-top: .75pt solid #000; margin-top: 2em; padding-top: .4em; }
        @media print { body { max-width: none; padding: 0; } }
        """;

    /// <summary>The sheet above and nothing else: no script, no image, no frame, no form, nothing from anywhere.</summary>
    public static string SecurityPolicy { get; } =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Sheet)))}'; base-uri " +
        $"'none'; form-action 'none'; frame-ancestors 'none'";
}
