using System.Collections.Concurrent;
using Npgsql;

namespace Coordination.Host.Platform.Storage;

/// <summary>The kind of an agency, which decides the login that reads for it. It is only a hint: the database looks for itself, and where
/// this one was remembered for too long, it shows nothing.</summary>
internal sealed class AgencyKindLookup(ViewDatabase database, TimeProvider time)
{
    private static readonly TimeSpan s_remembered = TimeSpan.FromSeconds(5);
    private static readonly Dictionary<string, AgencyKind> s_kinds =
        ViewReaders.KindsThatRead.ToDictionary(kind => JsonNamingPolicy.CamelCase.ConvertName($"{kind}"));
    private readonly ConcurrentDictionary<Compartment, (AgencyKind Kind, long At)> _known = new();

    /// <summary>The kind of the agency that a compartment is; null where no agency of the name ever joined, or none of its kind
    /// reads.</summary>
    public async ValueTask<AgencyKind?> Of(Compartment compartment, CancellationToken cancellation)
    {
        if (_known.TryGetValue(compartment, out var known) && time.GetElapsedTime(known.At) < s_remembered)
            return known.Kind;
        if (await Read(compartment, cancellation) is not { } name || !s_kinds.TryGetValue(name, out var kind))
            return null;
        _known[compartment] = (kind, time.GetTimestamp());
        return kind;
    }

    private ValueTask<string?> Read(Compartment compartment, CancellationToken cancellation) =>
        database.Run(AllProjections.AgencyKinds.Name, async connection =>
    {
        await using var command = new NpgsqlCommand(
            """
            select r.status from views.generations g join views.rows r on r.projection = g.projection and r.generation = g.serving
            where g.projection = 'agency-kinds' and r.projection = 'agency-kinds' and r.key = 'agency/' || $1
            """, connection);
        command.With(Sql.Text(compartment.ToString()));
        return await command.ExecuteScalarAsync(cancellation) as string;
    }, cancellation);
}
