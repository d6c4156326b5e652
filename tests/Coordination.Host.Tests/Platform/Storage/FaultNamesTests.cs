using Coordination.Host.Platform.Storage;
using Coordination.Host.Platform.Telemetry;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Xunit;

namespace Coordination.Host.Tests.Platform.Storage;

public sealed class FaultNamesTests
{
    [Fact]
    public void Of_a_failure_of_the_database_its_state_and_names_of_the_schema_are_told_and_no_value()
    {
        using var services = new ServiceCollection().AddEventStore().BuildServiceProvider();
        var fault = new PostgresException(
            "duplicate key value: Marisol", "ERROR", "ERROR", "23505", detail: "Key (name)=(Marisol) already exists.", hint: "Marisol", where: "Marisol",
            tableName: "mt_streams", constraintName: "pkey_mt_streams");

        var told = new ScrubbedException(new InvalidOperationException("Marisol", fault), services.GetServices<IFaultNames>()).ToString();

        Assert.Equal("System.InvalidOperationException <- Npgsql.PostgresException SQLSTATE 23505 constraint pkey_mt_streams of mt_streams", told);
    }

    [Theory]
    [InlineData("22P02", false)]
    [InlineData("28P01", true)]
    public void Whoever_migrates_reads_the_servers_words_unless_they_may_quote_stored_data(string state, bool words) =>
        Assert.Equal(words, StoreFailure.ToOperator(new PostgresException("words", "ERROR", "ERROR", state)).Contains("words", StringComparison.Ordinal));
}
