using Coordination.Host.Platform.Storage;
using Coordination.Testing;
using Xunit;

namespace Coordination.Host.Tests.Platform.Storage;

/// <summary>The patch of the database is known before it is applied, and takes nothing away.</summary>
public sealed class PatchTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_patch_of_an_empty_database_is_known_and_showing_it_changes_nothing()
    {
        await using var database = await TestDatabase.CreateEmpty();
        var migrator = new Migrator(database.Administrator);

        var patch = await migrator.Patch(Cancellation);

        Assert.Equal(patch, await migrator.Patch(Cancellation));
        Snapshot.Matches("tests/Coordination.Host.Tests/Platform/Storage/Before/patch.sql", patch, "This is what an administrator runs on a database of people's lives. Read every line.");
    }

    [Theory]
    [InlineData("drop table events.mt_events")]
    [InlineData("alter table events.mt_streams drop column if exists compacted_version")]
    [InlineData("alter table events.mt_streams drop compacted_version")]
    [InlineData("truncate events.mt_events")]
    [InlineData("DELETE\n FROM events.mt_events where true")]
    [InlineData("drop schema views cascade")]
    [InlineData("do $$ begin delete from views.rows; end $$")]
    [InlineData("drop view views.serving_rows; ")]
    [InlineData("grant truncate on a to b; truncate a")]
    public void A_patch_that_takes_something_away_is_refused(string sql) =>
        Assert.Contains("would remove something that exists", Assert.Throws<MigrationException>(() => PatchGuard.Check("A patch", $"create table x (y int);\n{sql};")).Message, StringComparison.Ordinal);

    [Fact]
    public void What_is_refused_is_told_as_a_whole_statement() =>
        Assert.Contains("'alter table events.mt_streams drop column note'", Assert.Throws<MigrationException>(() => PatchGuard.Check("A patch", "create table x (y int);\nalter table events.mt_streams\n drop column note; select 1;")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("drop function if exists events.mt_quick_append_events(text)")]
    [InlineData("drop trigger t on events.mt_events")]
    [InlineData("drop policy own_compartment on views.rows")]
    [InlineData("create or replace function f() returns void language plpgsql as $function$ begin delete from views.rows; end $function$")]
    [InlineData("-- drop table events.mt_events")]
    [InlineData("alter table a alter column b drop not null")]
    [InlineData("create trigger t before delete or truncate on a for each statement execute function f()")]
    [InlineData("grant delete, insert, truncate on table a to b; grant truncate on table a to b")]
    public void What_can_be_made_again_may_be_replaced(string sql) => PatchGuard.Check("A patch", sql);
}
