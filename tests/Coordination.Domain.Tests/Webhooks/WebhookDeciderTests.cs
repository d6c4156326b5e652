using Coordination.Domain;
using Coordination.Domain.Partners;
using Coordination.Domain.Webhooks;
using Coordination.Testing;
using Xunit;
using static Coordination.Testing.GivenWhenThen;

namespace Coordination.Domain.Tests.Webhooks;

public sealed class WebhookDeciderTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
    private static readonly AgencyId Precinct = new("third-precinct");
    private static readonly Actor Admin = new(new PersonId("root.precinct"), Precinct);
    private static readonly EndpointId Endpoint = new(Guid.Parse("0a000000-0000-4000-8000-000000000001"));
    private static readonly EndpointWishes Wishes = new([WebhookKind.ActionDue], [new("dana")], 7);
    private static readonly EndpointRegistered Registered = new(Endpoint, Sensitive.Of("https://hooks.example.org/in"), Sensitive.Of("whsec_one"), Wishes);

    private static readonly PartnerPosition Partner = PartnerStream.Definition.Fold(PartnerPosition.Initial,
        [new AgencyJoined(Precinct, "Third Precinct", AgencyKind.LawEnforcement, []), new AgreementSigned("MOU-1", Noon.AddDays(-1), Noon.AddDays(100))]);

    [Fact]
    public void A_partner_in_good_standing_names_an_address() =>
        Given(WebhookStream.Definition).When(book => WebhookDecider.Decide(Register(), Partner, book)).Then(Registered);

    [Fact]
    public void Nothing_is_sent_to_agencies_that_are_no_partner_or_are_suspended()
    {
        var suspended = PartnerPosition.Evolve(Partner, new StandingSuspended(Sensitive.Of("a concern")));

        Given(WebhookStream.Definition).When(book => WebhookDecider.Decide(Register(), PartnerPosition.Initial, book)).ThenRefused(RefusalReason.NoStanding);
        Given(WebhookStream.Definition).When(book => WebhookDecider.Decide(Register(), suspended, book)).ThenRefused(RefusalReason.NoStanding);
    }

    [Fact]
    public void An_agency_has_a_bounded_number_of_endpoints_and_a_removed_one_makes_room()
    {
        var full = Enumerable.Range(0, WebhookDecider.MostEndpoints).Select(n => Registered with { Endpoint = new(new Guid(n + 1, 0, 0, new byte[8])) }).ToArray();

        Given(WebhookStream.Definition, full).When(book => WebhookDecider.Decide(Register(), Partner, book)).ThenRefused(RefusalReason.PolicyLimit);
        Given(WebhookStream.Definition, [.. full, new EndpointRemoved(full[0].Endpoint)]).When(book => WebhookDecider.Decide(Register(), Partner, book)).Then(Registered);
    }

    [Theory]
    [InlineData(0, 7, "kinds"), InlineData(1, 0, "leadDays"), InlineData(1, 91, "leadDays")]
    public void Wishes_are_within_bounds(int kinds, int days, string field) => Given(WebhookStream.Definition)
        .When(book => WebhookDecider.Decide(Register(new([.. Enumerable.Repeat(WebhookKind.ActionDue, kinds)], [], days)), Partner, book)).ThenRefused(RefusalReason.InvalidInput, field);

    [Fact]
    public void Two_secrets_sign_while_one_takes_over_from_the_other()
    {
        var after = Given(WebhookStream.Definition, Registered).When(book => WebhookDecider.Decide(new RotateSecret(Endpoint, Sensitive.Of("whsec_two"), 24, Noon), book)).After;
        var details = Assert.IsType<EndpointState.Active>(after[Endpoint]).Details;

        Assert.Equal(["whsec_two", "whsec_one"], details.SecretsAt(Noon.AddHours(24).AddTicks(-1)).Select(secret => secret.Reveal()));
        Assert.Equal(["whsec_two"], details.SecretsAt(Noon.AddHours(24)).Select(secret => secret.Reveal()));
    }

    [Fact]
    public void A_secret_that_got_into_wrong_hands_is_of_no_use_at_once()
    {
        var after = Given(WebhookStream.Definition, Registered).When(book => WebhookDecider.Decide(new RotateSecret(Endpoint, Sensitive.Of("whsec_two"), 0, Noon), book)).After;

        Assert.Single(Assert.IsType<EndpointState.Active>(after[Endpoint]).Details.SecretsAt(Noon));
    }

    [Fact]
    public void Pausing_and_resuming_twice_records_nothing_more_and_a_paused_one_is_not_tried()
    {
        var paused = Given(WebhookStream.Definition, Registered, new EndpointPaused(Endpoint, PauseCause.Gone));

        paused.When(book => WebhookDecider.Decide(new PauseEndpoint(Endpoint, PauseCause.Asked), book)).ThenNothing();
        paused.When(book => WebhookDecider.Decide(new TryEndpoint(Endpoint, Guid.Empty), book)).ThenRefused(RefusalReason.WrongState);
        paused.When(book => WebhookDecider.Decide(new ResumeEndpoint(Endpoint), book)).Then(new EndpointResumed(Endpoint));
        paused.And(new EndpointResumed(Endpoint)).When(book => WebhookDecider.Decide(new ResumeEndpoint(Endpoint), book)).ThenNothing();
    }

    [Fact]
    public void Only_what_was_given_up_is_sent_again()
    {
        var known = Given(WebhookStream.Definition, Registered);

        known.When(book => WebhookDecider.Decide(new AskForDeadLetter(Endpoint, "msg_1", IsDead: false), book)).ThenRefused(RefusalReason.NotFound);
        known.When(book => WebhookDecider.Decide(new AskForDeadLetter(Endpoint, "msg_1", IsDead: true), book)).Then(new DeadLetterAskedFor(Endpoint, "msg_1"));
    }

    [Fact]
    public void What_was_removed_or_never_named_is_unknown_to_every_command()
    {
        foreach (var past in new[] { Given(WebhookStream.Definition), Given(WebhookStream.Definition, Registered, new EndpointRemoved(Endpoint)) })
        {
            past.When(book => WebhookDecider.Decide(new ChangeWishes(Endpoint, Wishes), book)).ThenRefused(RefusalReason.NotFound);
            past.When(book => WebhookDecider.Decide(new RotateSecret(Endpoint, Sensitive.Of("x"), 1, Noon), book)).ThenRefused(RefusalReason.NotFound);
            past.When(book => WebhookDecider.Decide(new PauseEndpoint(Endpoint, PauseCause.Asked), book)).ThenRefused(RefusalReason.NotFound);
            past.When(book => WebhookDecider.Decide(new ResumeEndpoint(Endpoint), book)).ThenRefused(RefusalReason.NotFound);
            past.When(book => WebhookDecider.Decide(new TryEndpoint(Endpoint, Guid.Empty), book)).ThenRefused(RefusalReason.NotFound);
        }
    }

    [Fact]
    public void The_same_wishes_again_record_nothing() =>
        Given(WebhookStream.Definition, Registered).When(book => WebhookDecider.Decide(new ChangeWishes(Endpoint, new([WebhookKind.ActionDue], [new("dana")], 7)), book)).ThenNothing();

    private static RegisterEndpoint Register(EndpointWishes? wishes = null) =>
        new(Admin, Endpoint, Registered.Address, Registered.Secret, wishes ?? Wishes, AddressRules.PublicOnly, Noon);
}
