using Coordination.Domain.Partners;
using Coordination.Testing;
using Xunit;
using static Coordination.Domain.Partners.PolicyProfile;
using static Coordination.Testing.GateWorld;

namespace Coordination.Domain.Tests.Partners;

/// <summary>A law that binds an agency is dropped by the agency itself, or seven days after the office named the drop; and no detour is shorter.</summary>
public sealed class DroppedLawTests
{
    private static readonly PolicyProfile[] Laws = [Vawa, Fvpsa, Ferpa, Hipaa];
    private static readonly Sensitive<string> Why = Sensitive.Of("moved");

    [Fact]
    public void That_nobody_knows_drops_no_law_that_was_named_before()
    {
        var past = Joined(Vawa, Ferpa).When(s => Office([], s)).Recorded();

        past.When(s => Office([Ferpa], s)).ThenRefused(RefusalReason.InvalidInput, "effectiveFrom");
        past.When(s => PartnerDecider.Decide(new SetProfiles([], null, Noon) { FoundBy = Finding }, s)).ThenRefused(RefusalReason.InvalidInput, "effectiveFrom");
        past.When(s => Office([Ferpa], s, Noon.AddDays(7))).Recorded();
        past.When(s => Office([Ferpa, Vawa, Voca], s)).Recorded();
        past.When(s => Agency([Ferpa], s)).Recorded();
    }

    [Fact]
    public void What_was_never_named_can_be_left_out_at_once() => Joined().When(s => Office([Ferpa], s)).Recorded();

    [Fact]
    public void A_law_is_not_named_so_that_what_was_set_before_drops_it_within_days()
    {
        var past = Joined().When(s => Office([Ferpa], s, Noon.AddDays(2))).Recorded();

        past.When(s => Office([Vawa], s)).ThenRefused(RefusalReason.InvalidInput, "profiles");
        past.When(s => Office([Ferpa, Vawa], s, Noon.AddDays(2))).Recorded().When(s => Office([Vawa], s)).Recorded();
        Assert.Equal([Vawa], past.When(s => Agency([Vawa], s)).Recorded().State.ProfilesAt(Noon.AddDays(2)).List());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Leaving_and_coming_back_drops_no_law_whatever_the_agency_comes_back_as(bool nobodyKnew)
    {
        var past = Joined(Vawa);
        past = (nobodyKnew ? past.When(s => Office([], s)).Recorded() : past).When(s => Office([Ferpa], s, Noon.AddDays(8))).Recorded().When(s => PartnerDecider.Decide(new LeaveTaskForce(Why, Noon), s)).Recorded();

        past.When(s => Join(AgencyKind.HousingAndServices, [Ferpa], s)).ThenRefused(RefusalReason.InvalidInput, "profiles");
        past.When(s => Divide([Ferpa], s)).ThenRefused(RefusalReason.InvalidInput, "profiles");
        past.When(s => Join(AgencyKind.HousingAndServices, [], s)).Recorded().When(s => Office([Ferpa], s)).ThenRefused(RefusalReason.InvalidInput, "effectiveFrom");
        past.When(s => Divide([], s)).Recorded().When(s => Office([Ferpa], s)).ThenRefused(RefusalReason.InvalidInput, "effectiveFrom");
        past.When(s => Join(AgencyKind.HousingAndServices, [Vawa, Ferpa], s)).Recorded();
    }

    [Fact]
    public void What_its_kind_implies_is_no_more_dropped_by_coming_back_as_another_kind()
    {
        var clinic = GivenWhenThen.Given(PartnerStream.Definition, new AgencyJoined(Harbor, "Harbor", AgencyKind.Medical, [Part2])).When(s => PartnerDecider.Decide(new LeaveTaskForce(Why, Noon), s)).Recorded();

        clinic.When(s => Join(AgencyKind.Legal, [Part2], s)).ThenRefused(RefusalReason.InvalidInput, "profiles");
        clinic.When(s => Join(AgencyKind.Medical, [Part2], s)).Recorded();
    }

    [Fact]
    public void Where_nobody_kept_when_it_left_every_law_stands_that_was_ever_named() =>
        Joined(Vawa).And(new AgencyProfilesSet(Noon.AddDays(-30), [Fvpsa]), new AgencyProfilesSet(Noon.AddDays(-20), []), new AgencyLeft(Why))
            .When(s => Join(AgencyKind.HousingAndServices, [Fvpsa], s)).ThenRefused(RefusalReason.InvalidInput, "profiles");

    [Fact]
    public void What_the_agency_says_lifts_what_the_office_had_set_for_then_or_later_and_the_history_keeps_both()
    {
        var past = Joined(Vawa, Ferpa).When(s => Office([Ferpa], s, Noon.AddDays(8))).Recorded().When(s => Agency([Ferpa, Vawa, Hipaa], s, Noon.AddDays(20))).Recorded();

        var lifted = (PartnerPosition.Partner)past.When(s => Agency([Vawa, Ferpa], s, Noon.AddDays(3))).Recorded().State;
        var tooLate = (PartnerPosition.Partner)past.When(s => Agency([Vawa, Ferpa], s, Noon.AddDays(9))).Recorded().State;

        Assert.Equal([Vawa, Ferpa], lifted.ProfilesAt(Noon.AddDays(8)).List());
        Assert.Equal([Vawa, Hipaa, Ferpa], lifted.ProfilesAt(Noon.AddDays(20)).List());
        Assert.Equal([ProfileSetter.Office, ProfileSetter.Agency, ProfileSetter.Agency], lifted.ProfilesSaid.Select(set => set.SetBy!.Value));
        Assert.Equal(2, lifted.ProfileSettings.Length);
        Assert.Equal([Ferpa], tooLate.ProfilesAt(Noon.AddDays(8)).List());
        Assert.Equal([Vawa, Ferpa], tooLate.ProfilesAt(Noon.AddDays(9)).List());
    }

    [Fact]
    public void The_office_cannot_use_up_the_settings_with_which_the_agency_objects()
    {
        var full = Joined(Vawa).And([.. Enumerable.Range(1, PartnerDecider.MostProfileSettings).Select(n => new AgencyProfilesSet(Noon.AddDays(8 + n), [Ferpa]) { SetBy = ProfileSetter.Office, SetAt = Noon })]);

        full.When(s => Office([Vawa], s)).ThenRefused(RefusalReason.InvalidInput, "profiles");
        Assert.Equal([Vawa], full.When(s => Agency([Vawa], s)).Recorded().State.ProfilesAt(Noon.AddDays(9_000)).List());
    }

    [Fact]
    public void No_sequence_of_calls_by_the_office_makes_a_law_stop_sooner_than_seven_days_after_the_drop_was_named()
    {
        var (stops, refusals) = (0, 0);
        for (var seed = 0; seed < 1_500; seed++)
        {
            var calls = new Calls(new Random(seed));
            refusals += calls.Refused;
            stops += calls.Check(seed);
        }

        Assert.True(stops > 200 && refusals > 800, $"{stops} laws stopped and {refusals} calls were refused: the sequences reach too little.");
    }

    private static ProfileFinding Finding => new(Ana, Sensitive.Of("takes no grants"), Noon.AddDays(300));

    private static Past<PartnerPosition, PartnerEvent> Joined(params PolicyProfile[] profiles) =>
        GivenWhenThen.Given(PartnerStream.Definition, new AgencyJoined(Harbor, "Harbor", AgencyKind.HousingAndServices, profiles) { JoinedAt = Noon.AddDays(-60) });

    private static Decision<PartnerEvent> Office(PolicyProfile[] profiles, PartnerPosition state, DateTimeOffset? from = null) => PartnerDecider.Decide(new SetProfiles(profiles, from, Noon), state);

    private static Decision<PartnerEvent> Agency(PolicyProfile[] profiles, PartnerPosition state, DateTimeOffset? from = null) => PartnerDecider.Decide(new SetProfiles(profiles, from, Noon) { SaidByItself = true }, state);

    private static Decision<PartnerEvent> Join(AgencyKind kind, PolicyProfile[] profiles, PartnerPosition state) => PartnerDecider.Decide(new JoinTaskForce(Harbor, "Harbor", kind, profiles, Noon.AddDays(9)), state);

    private static Decision<PartnerEvent> Divide(PolicyProfile[] profiles, PartnerPosition state) =>
        DivisionDecider.Decide(new FormDivision(new("county"), Harbor, "Harbor", AgencyKind.HousingAndServices, profiles, Noon.AddDays(9)), PartnerPosition.Initial, state);

    /// <summary>A history of calls, and a reading of it that knows nothing of how the decider keeps what stands: it looks at what the gate is told at each instant.</summary>
    private sealed class Calls
    {
        private readonly List<(DateTimeOffset At, PartnerEvent Event)> _log = [];
        private readonly Random _dice;
        private DateTimeOffset _now = Noon;

        public Calls(Random dice)
        {
            _dice = dice;
            Do(Join(Some()));
            for (var call = 0; call < 9; call++)
            {
                _now = _now.AddHours(_dice.Next(3) == 0 ? 24 * _dice.Next(9) : 0);
                Do(State switch
                {
                    PartnerPosition.Former => _dice.Next(3) switch
                    {
                        0 => DivisionDecider.Decide(new FormDivision(new("county"), Harbor, "Harbor", Kind(), Some(), _now), PartnerPosition.Initial, State),
                        _ => Join(Some()),
                    },
                    _ when _dice.Next(7) == 0 => PartnerDecider.Decide(new LeaveTaskForce(Why, _now), State),
                    _ => PartnerDecider.Decide(Setting(), State),
                });
            }
        }

        public int Refused { get; private set; }

        private PartnerPosition State => At(DateTimeOffset.MaxValue);

        public int Check(int seed)
        {
            var stops = 0;
            var instants = _log.SelectMany(entry => new[] { entry.At, entry.Event is AgencyProfilesSet set ? set.EffectiveFrom : entry.At }).SelectMany(at => new[] { at, at.AddDays(7), at.AddDays(20) }).Distinct().Order().ToList();
            foreach (var law in Laws)
            {
                DateTimeOffset? named = null;
                foreach (var at in instants)
                {
                    if (At(at).ProfilesAt(at) is not { AreKnown: true } bound)
                        continue;
                    if (bound.Contains(law))
                        named = at;
                    else if (named is { } last)
                    {
                        Assert.True(MayStop(law, last, at), $"seed {seed}: {law} bound at {last:u} and stopped by {at:u}: {string.Join("; ", _log)}");
                        (stops, named) = (stops + 1, null);
                    }
                }
            }

            return stops;
        }

        // Somebody who may said that it stops: the agency; or the office, seven days before, and the agency did not answer, and could.
        private bool MayStop(PolicyProfile law, DateTimeOffset named, DateTimeOffset at) => _log.Index().Any(entry =>
            entry.Item.Event is AgencyProfilesSet set && set.EffectiveFrom > named && set.EffectiveFrom <= at && !set.Profiles.Contains(law) && (set.Profiles.Count > 0 || set.FoundBy is not null)
            && (set.SetBy == ProfileSetter.Agency || (entry.Item.At.AddDays(7) <= at
                && !_log.Skip(entry.Index).Any(later => later.Event is AgencyLeft && later.At < set.EffectiveFrom)
                && !_log.Skip(entry.Index).Any(later => later.Event is AgencyProfilesSet { SetBy: ProfileSetter.Agency } said && said.EffectiveFrom <= set.EffectiveFrom))));

        private PartnerPosition At(DateTimeOffset at) => PartnerStream.Definition.Fold(PartnerPosition.Initial, [.. _log.Where(entry => entry.At <= at).Select(entry => entry.Event)]);

        private void Do(Decision<PartnerEvent> decision)
        {
            Refused += decision is Refused<PartnerEvent> ? 1 : 0;
            _log.AddRange(decision.Events.Select(@event => (_now, @event)));
        }

        private Decision<PartnerEvent> Join(PolicyProfile[] profiles) => PartnerDecider.Decide(new JoinTaskForce(Harbor, "Harbor", Kind(), profiles, _now), State);

        private AgencyKind Kind() => _dice.Next(3) == 0 ? AgencyKind.Medical : AgencyKind.HousingAndServices;

        private PolicyProfile[] Some() => _dice.Next(4) == 0 ? [] : [.. Laws.Where(_ => _dice.Next(2) == 0)];

        private SetProfiles Setting()
        {
            var profiles = Some();
            var from = _now.AddHours(24 * _dice.Next(12) * _dice.Next(2)).AddTicks(-_dice.Next(2));
            return new(profiles, from, _now)
            {
                FoundBy = profiles.Length == 0 && _dice.Next(2) == 0 ? new(Ana, Sensitive.Of("takes no grants"), from.AddDays(_dice.Next(1, 15))) : null,
                SaidByItself = _dice.Next(6) == 0,
            };
        }
    }
}
