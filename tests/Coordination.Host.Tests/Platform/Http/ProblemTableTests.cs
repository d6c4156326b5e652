using System.Net;
using Coordination.Domain;
using Coordination.Host.Platform.Execution;
using Coordination.Host.Platform.Http;
using Coordination.Testing;
using Xunit;

namespace Coordination.Host.Tests.Platform.Http;

public sealed class ProblemTableTests
{
    public static TheoryData<RefusalReason> Reasons => [.. Enum.GetValues<RefusalReason>()];

    [Theory]
    [MemberData(nameof(Reasons))]
    public void Every_reason_has_a_problem_of_its_own(RefusalReason reason)
    {
        var problem = Problems.From(new Refusal(reason, "What to do.", "field")).Problem;

        Assert.InRange(problem.Status, 400, 499);
        Assert.StartsWith(Problem.TypeBase, problem.Type, StringComparison.Ordinal);
        Assert.Single(Enum.GetValues<RefusalReason>(), other => Problems.Of(other).Name == Problems.Of(reason).Name);
    }

    [Fact]
    public void Not_found_says_the_same_whatever_the_decider_wrote()
    {
        var withheld = Problems.From(new Refusal(RefusalReason.NotFound, "She is served, but not by you.", "survivor")).Problem;

        Assert.Equal(Problems.NotFound.With().Problem, withheld);
    }

    [Fact]
    public async Task An_outage_is_answered_with_when_to_come_again()
    {
        await using var host = new CoordinationHost();
        host.Around = new InterferingStore { BeforeAppend = (_, _) => throw new StoreUnavailableException("The password is secret.") }.Over;

        var answer = await host.As("amina", "open-door", "advocate").Post("/v1/survivors", new { calledBy = "Marisol" });

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.Status);
        Assert.Equal("unavailable", answer.Problem);
        Assert.NotNull(answer.Headers.RetryAfter);
        Assert.DoesNotContain("secret", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bug_is_answered_without_a_word_about_it()
    {
        await using var host = new CoordinationHost();
        host.Around = new InterferingStore { BeforeAppend = (_, _) => throw new InvalidOperationException("Marisol's file") }.Over;

        var answer = await host.As("amina", "open-door", "advocate").Post("/v1/survivors", new { calledBy = "Marisol" });

        Assert.Equal("internal", answer.Problem);
        Assert.DoesNotContain("Marisol", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_asks_too_much_is_told_to_wait_and_others_are_not_held_up()
    {
        await using var host = new CoordinationHost().With("Limits:RequestsPerSecond", "1").With("Limits:RequestsAtOnce", "3");
        var busy = host.As("amina", "open-door", "advocate");

        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => busy.Get("/v1/me")));
        var other = await host.As("lena", "harbor-house", "advocate").Get("/v1/me");

        Assert.Contains(answers, answer => answer.Problem == "too-many-requests" && answer.Headers.RetryAfter is not null);
        Assert.Equal(HttpStatusCode.OK, other.Status);
    }
}
