using Coordination.Testing;
using Xunit;

namespace Coordination.Host.Tests.Contracts;

public sealed class RuleReferenceTests
{
    [Fact]
    public void The_reference_of_rules_says_what_the_code_says() =>
        Snapshot.Matches("docs/consent-rules.md", new RuleReference().Write(), "The reference is generated: change the summaries of the rules or the cases, not the file.");

    [Fact]
    public void No_rule_of_the_table_is_passed_over() => Assert.Empty(RuleReference.Forgotten());
}
