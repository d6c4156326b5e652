using System.Reflection;
using Coordination.Domain;
using Coordination.Host.Platform.Execution;
using Coordination.Host.Platform.Messaging;
using Coordination.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Wolverine.Attributes;
using Xunit;

namespace Coordination.Host.Tests.Platform.Messaging;

/// <summary>What hosts do on their own, as lists that are checked in: which messages follow from which events, what they hold, and which services run.</summary>
public sealed class MessageListTests(CoordinationHost host) : IClassFixture<CoordinationHost>
{
    private static readonly HashSet<Type> s_plain = [typeof(Guid), typeof(bool), typeof(int), typeof(long), typeof(DateTimeOffset), typeof(DateOnly), typeof(TimeSpan)];

    private static IEnumerable<Type> Messages => typeof(IQueuedMessage).Assembly.GetTypes().Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(IQueuedMessage)));

    [Fact]
    public void Messages_hold_ids_instants_and_numbers_and_no_text()
    {
        Assert.NotEmpty(Messages);
        Assert.Empty(Messages.SelectMany(Texts));
    }

    [Fact]
    public void Messages_are_stored_under_names_that_stay() => Assert.All(Messages, message => Assert.Matches(@"^[a-z]+(-[a-z]+)*\.v[1-9]$", message.GetCustomAttribute<MessageIdentityAttribute>()?.Alias ?? $"{message.Name} has none"));

    [Fact]
    public void Every_message_has_a_queue_and_a_sender_is_listed_for_every_event()
    {
        var queues = host.Services.GetServices<MessageQueue>().ToDictionary(queue => queue.Message);
        Assert.Equal(Messages.OrderBy(type => type.Name), queues.Keys.OrderBy(type => type.Name));
        var lines = host.Services.GetRequiredService<EventMessages>().Lines.GroupBy(line => line.Message).OrderBy(message => message.Key.Name, StringComparer.Ordinal)
            .Select(message => $"{message.Key.GetCustomAttribute<MessageIdentityAttribute>()!.Alias} to {queues[message.Key].Name}, {queues[message.Key].AtOnce} at once\n{string.Concat(message.Select(line => $"  {line.Event.Name}\n").Order(StringComparer.Ordinal))}");

        Snapshot.Matches("tests/Coordination.Host.Tests/Contracts/messages.txt", string.Join('\n', lines), "Which messages go out with which events. A line that goes is something that is not done any more.");
    }

    [Fact]
    public async Task The_services_that_a_host_runs_are_those_of_the_list()
    {
        var folder = Directory.CreateTempSubdirectory("coordination-");
        await using var everything = new CoordinationHost().With("Webhooks:Enabled", "true").With("TransparencyLog:Enabled", "true").With("TransparencyLog:KeyFile", Path.Combine(folder.FullName, "log.key"))
            .With("ConnectionStrings:Integrator", "Host=127.0.0.1;Port=1;Username=coordination_integrator");
        var list = Path.Combine(Snapshot.RepositoryRoot, "tests/Coordination.Host.Tests/Contracts/hosted-services.txt");
        var listed = File.ReadAllLines(list).Where(line => line.Length > 0).Select(line => line.Split(':')[0]).ToList();

        var running = everything.Services.GetServices<IHostedService>().Select(service => service.GetType()).Where(type => type.Namespace?.StartsWith("Coordination", StringComparison.Ordinal) == true).Select(type => type.Name).Distinct();

        Assert.Equal(string.Join('\n', listed.Order(StringComparer.Ordinal)), string.Join('\n', running.Order(StringComparer.Ordinal)));
        folder.Delete(recursive: true);
    }

    /// <summary>Identifiers are a struct of one value; an event is named by its stream, which is made of identifiers.</summary>
    private static IEnumerable<string> Texts(Type type) => type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Select(property => (property.Name, Type: Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType))
        .Where(member => !s_plain.Contains(member.Type) && !member.Type.IsEnum && member.Type != typeof(Coordination.Host.Platform.Execution.EventReference) && !IsId(member.Type))
        .Select(member => $"{type.Name}.{member.Name} is {member.Type}");

    private static bool IsId(Type type) => type.IsValueType && type.Namespace?.StartsWith("Coordination.Domain", StringComparison.Ordinal) == true && type.Name.EndsWith("Id", StringComparison.Ordinal);
}
