using System.Text.RegularExpressions;
using Coordination.Domain.Readings;

namespace Coordination.Host.Platform.Execution;

/// <summary>
/// Puts on record what an auditor reads, before they are given anything of it. When that cannot be stored, there is nothing to read.
/// </summary>
public sealed partial class AuditReadings(ReadingRecorder books, TimeProvider time, ILogger<AuditReadings> logger)
{
    private const int MostWords = 8;

    /// <summary>Ends when it is on record: by an event of this moment, or by an earlier one that still stands.</summary>
    /// <exception cref="StoreUnavailableException">It could not be stored.</exception>
    public async ValueTask Record(Actor reader, ReadingKind kind, string subject, CancellationToken cancellation)
    {
        subject = Identifiers(subject);
        var now = time.GetUtcNow();
        if (await books.Record(reader, ReadingBookId.At(reader, now), now,
            book => ReadingDecider.Decide(new BeginReading(kind, subject, now), book), cancellation))
            LogRead(logger, reader.Person, reader.Agency, kind, subject);
    }

    /// <summary>What is no identifier is not written down: somebody may have typed a name.</summary>
    private static string Identifiers(string subject) =>
        string.Join(' ', subject.Split(' ', MostWords).Select(word => Identifier().IsMatch(word) ? word : "something-else"));

    [GeneratedRegex(@"^\*?[a-z0-9][a-zA-Z0-9.:+-]{0,199}\z")]
    private static partial Regex Identifier();

    [LoggerMessage(80, LogLevel.Information, "{Person} of {Agency} reads for audit: {Kind} of {Subject}")]
    private static partial void LogRead(ILogger logger, PersonId person, AgencyId agency, ReadingKind kind, string subject);
}
