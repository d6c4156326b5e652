using Npgsql;
using NpgsqlTypes;

namespace Coordination.Host.Platform.Storage;

/// <summary>The statement for a page of rows: with the conditions that are asked for and no others, so that an index answers it in the
/// order in which it is read. When several states are asked for, each is read separately up to the limit and the results are merged.
/// Otherwise old finished rows would be read before the open ones.</summary>
internal sealed class ViewSql
{
    private readonly NpgsqlBatchCommand _command = new();

    private ViewSql() { }

    public static NpgsqlBatchCommand Of(ViewQuery query)
    {
        var sql = new ViewSql();
        sql._command.CommandText = sql.Text(query);
        return sql._command;
    }

    private string Text(ViewQuery query)
    {
        var limit = Parameter(Sql.Number(query.Limit));
        var order = query.ByDue ? "{0}.due, {0}.key" : query.Descending ? "{0}.sort desc, {0}.key desc" : "{0}.sort, {0}.key";
        var rows = new StringBuilder($"select r.sort, r.key, r.doc, r.due from {ViewReaders.ViewOf(query.Projection)} r where " +
            $"r.compartment = {Parameter(Sql.Text(query.Compartment.ToString()))}")
            .Append(null, $" and r.kind = {Parameter(Sql.Text(query.Kind))} and (r.person is null or r.person = " +
                $"{Parameter(Sql.Text(query.Reader.Value))})");
        if (query.DueBefore is { } before)
            rows.Append(null, $" and r.due < {Parameter(Sql.Of(before.ToUniversalTime(), NpgsqlDbType.TimestampTz))}");
        if (query.Party is { } party)
            rows.Append(null, $" and r.party = {Parameter(Sql.Text(party.Value))}");
        if (query.Purpose is { } purpose)
            rows.Append(null, $" and r.purpose = {Parameter(Sql.Text(purpose))}");
        if (query.ByDue)
            rows.Append(" and r.due is not null");
        if (query.AfterDue is { } mark)
            rows.Append(null, $" and (r.due, r.key) > ({Parameter(Sql.Of(mark.Due.ToUniversalTime(), NpgsqlDbType.TimestampTz))}, " +
                $"{Parameter(Sql.Text(mark.Key))})");
        if (query.After is { } after)
            rows.Append(null, $" and (r.sort, r.key) {(query.Descending ? '<' : '>')} ({Parameter(Sql.Text(after.Sort))}, " +
                $"{Parameter(Sql.Text(after.Key))})");
        if (query.Statuses is [var status])
            rows.Append(null, $" and r.status = {Parameter(Sql.Text(status))}");
        if (query.Statuses is not { Count: not 1 } statuses)
            return $"{rows} order by {string.Format(null, order, "r")} limit {limit}";
        var each = Parameter(Sql.Of(statuses.ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Text));
        return $"""
            select m.sort, m.key, m.doc from unnest({each}) as state (status)
            cross join lateral ({rows} and r.status = state.status order by {string.Format(null, order, "r")} limit {limit}) m
                order by {string.Format(null, order, "m")} limit {limit}
            """;
    }

    private string Parameter(NpgsqlParameter parameter)
    {
        _command.Parameters.Add(parameter);
        return $"${_command.Parameters.Count}";
    }
}
