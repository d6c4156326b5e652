using Npgsql;
using Xunit;

namespace Coordination.Host.Tests.Platform.Storage.Marten;

/// <summary>The log keeps Marten's table layout (stream identity as string, all metadata on), and nothing of ours is in it.</summary>
public sealed class MartenLayoutTests(WallsFixture walls) : IClassFixture<WallsFixture>
{
    [Theory]
    [InlineData("mt_streams", "id varchar!, type varchar, version int8!, timestamp timestamptz!, created timestamptz!, tenant_id varchar, is_archived bool, compacted_version int8!")]
    [InlineData("mt_events", "seq_id int8!, id uuid!, stream_id varchar!, version int8!, data jsonb!, bdata bytea, type varchar!, timestamp timestamptz!, tenant_id varchar, mt_dotnet_type varchar, correlation_id varchar, causation_id varchar, headers jsonb, user_name varchar, is_archived bool")]
    [InlineData("mt_event_progression", "name varchar!, last_seq_id int8, last_updated timestamptz, mode varchar, rebuild_threshold int4, assigned_node int4, heartbeat timestamptz, agent_status varchar, pause_reason text, running_on_node int4, warning_behind_threshold int8, critical_behind_threshold int8, failure_category varchar, failure_event_sequence int8, failure_event_type varchar, failure_event_tenant_id varchar")]
    public async Task Its_tables_have_the_columns_that_Marten_expects(string table, string columns)
    {
        var found = await Scalar(
            """
            select string_agg(column_name || ' ' || udt_name || case is_nullable when 'NO' then '!' else '' end, ', ' order by ordinal_position)
            from information_schema.columns where table_schema = 'events' and table_name = $1
            """, table);

        Assert.Equal(columns, found);
    }

    [Fact]
    public async Task A_version_of_a_stream_is_there_once_and_the_sequence_belongs_to_the_position()
    {
        Assert.Equal("stream_id, version", await Scalar(
            """
            select string_agg(a.attname, ', ' order by k.place) from pg_index i
            cross join lateral unnest(i.indkey) with ordinality k(attnum, place)
            join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.attnum
            where i.indrelid = 'events.mt_events'::regclass and i.indisunique and not i.indisprimary and $1 = ''
            """, ""));
        Assert.Equal("events.mt_events_sequence", await Scalar("select pg_get_serial_sequence($1, 'seq_id')", "events.mt_events"));
    }

    private async Task<string?> Scalar(string sql, string parameter)
    {
        await using var connection = new NpgsqlConnection(walls.Database.Administrator);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        command.Parameters.Add(new() { Value = parameter });
        return await command.ExecuteScalarAsync(TestContext.Current.CancellationToken) as string;
    }
}
