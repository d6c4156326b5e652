using Coordination.Testing;
using Xunit;

namespace Coordination.Host.Tests.Contracts;

public sealed class EventReferenceTests
{
    [Fact]
    public void The_reference_of_events_says_what_the_code_says() =>
        Snapshot.Matches("docs/events.md", new EventReference().Write(), "The reference is generated: change the summaries in the code, not the file.");
}
