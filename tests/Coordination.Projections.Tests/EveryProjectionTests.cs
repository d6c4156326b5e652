using System.Collections;
using System.Reflection;
using Coordination.Domain;
using Coordination.Domain.CaseReviews;
using Coordination.Domain.Gate;
using Coordination.Projections.AuditorTimeline;
using Coordination.Testing;
using Xunit;

namespace Coordination.Projections.Tests;

public class EveryProjectionTests
{
    public static TheoryData<string> Names => [.. AllProjections.InOrder.Select(p => p.Name)];

    [Theory, MemberData(nameof(Names))]
    public void Every_event_is_taken_without_a_word_on_a_row_that_is_not_there(string name)
    {
        var projection = AllProjections.Find(name)!;
        foreach (var recorded in Everything().Events)
            foreach (var key in projection.Touches(recorded))
                projection.Apply(key, null, recorded);
    }

    [Theory, MemberData(nameof(Names))]
    public void Every_event_is_taken_in_any_order(string name)
    {
        var projection = AllProjections.Find(name)!;
        for (var seed = 0; seed < 50; seed++)
        {
            var events = Everything().Events.ToArray();
            new Random(seed).Shuffle(events);
            Log.Fold(projection, events);
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void The_size_of_the_pages_and_of_the_memory_changes_no_byte(string name)
    {
        var projection = AllProjections.Find(name)!;
        var log = Everything();
        var expected = Log.Text(projection, log.Fold(projection));
        foreach (var (page, mostRows) in new[] { (2, 0), (7, 3), (10, 1_000), (1, 1_000), (1_000, 0) })
            Assert.Equal(expected, Log.Text(projection, log.Fold(projection, page, mostRows)));
    }

    [Theory, MemberData(nameof(Names))]
    public void A_row_reads_back_as_the_same_bytes(string name)
    {
        var projection = AllProjections.Find(name)!;
        foreach (var view in Everything().Fold(projection).Values)
            Assert.Equal(projection.Write(view, Log.Json), projection.Write(projection.Read(projection.Write(view, Log.Json), Log.Json), Log.Json));
    }

    /// <summary>Given events, then rows: in the folder of the projection, for each row that it has.</summary>
    [Theory, MemberData(nameof(Names))]
    public void A_projection_has_tests_in_its_folder_that_name_each_of_its_rows(string name)
    {
        var projection = AllProjections.Find(name)!.GetType();
        var folder = projection.Namespace![(projection.Namespace!.LastIndexOf('.') + 1)..];
        var tests = SourceTree.Under($"tests/Coordination.Projections.Tests/{folder}");
        var rows = projection.Assembly.GetTypes().Where(type => type.Namespace == projection.Namespace && type.IsSubclassOf(typeof(View)) && !type.IsAbstract).ToList();

        Assert.NotEmpty(rows);
        Assert.Empty(rows.Where(row => !tests.Any(file => file.Mentions(row.Name))).Select(row => $"{projection.Name}: no test in {folder} names {row.Name}"));
    }

    [Fact]
    public void Rows_refuse_to_be_written_by_a_serialiser_that_was_not_given_sensitive_values_on_purpose()
    {
        IProjection projection = AllProjections.PartnerInbox;
        var view = Everything().Fold(projection).Values.OfType<Projections.PartnerInbox.InboxRequest>().First();
        Assert.Throws<NotSupportedException>(() => projection.Write(view, ViewJson.Options()));
    }

    [Theory, MemberData(nameof(Names))]
    public void Where_a_row_stands_is_not_written_into_it_a_second_time(string name)
    {
        var projection = AllProjections.Find(name)!;
        Assert.All(Everything().Fold(projection).Values, view =>
        {
            using var json = System.Text.Json.JsonDocument.Parse(projection.Write(view, Log.Json));
            Assert.False(json.RootElement.TryGetProperty("place", out _));
        });
    }

    [Fact]
    public void Names_are_all_different() => Assert.Distinct(AllProjections.InOrder.Select(p => p.Name));

    [Fact]
    public void The_timeline_reveals_nothing_sensitive()
    {
        var text = Log.Text(AllProjections.AuditorTimeline, Everything().Fold(AllProjections.AuditorTimeline));
        Assert.DoesNotContain(EventSamples.Canary, text, StringComparison.Ordinal);
        Assert.DoesNotContain(Sensitive<string>.Mask, text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_timeline_gives_the_verdicts_of_every_event_that_holds_some()
    {
        foreach (var recorded in Everything().Events)
        {
            var held = recorded.Event.GetType().GetProperties().Select(p => p.GetValue(recorded.Event)).Sum(Verdicts);
            Assert.Equal(held, AuditorTimelineProjection.RowOf(recorded).Verdicts.Count);
        }

        static int Verdicts(object? value) => value switch
        {
            Verdict => 1,
            IEnumerable list => list.OfType<MemberVerdict>().Count(),
            _ => 0,
        };
    }

    /// <summary>One of each event, on streams of one subject each, twice over, so that most rows have something to change.</summary>
    internal static Log Everything()
    {
        var log = new Log();
        foreach (var @event in EventSamples.All(1).Concat(EventSamples.AllSparse(1)).Concat(EventSamples.All(2)).Concat(EventSamples.All(1)))
            log.By("harbor", StreamOf(@event), @event);
        return log;
    }

    private static string StreamOf(DomainEvent @event) => $"{s_kinds[BaseOf(@event.GetType())]}-0a000000-0000-4000-8000-000000000001";

    private static readonly Dictionary<Type, string> s_kinds = typeof(DomainEvent).Assembly.GetTypes()
        .SelectMany(type => type.GetProperties(BindingFlags.Public | BindingFlags.Static))
        .Where(property => property.PropertyType is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(StreamDefinition<,>))
        .ToDictionary(property => property.PropertyType.GetGenericArguments()[1], property => (string)property.PropertyType.GetProperty("Kind")!.GetValue(property.GetValue(null))!);

    private static Type BaseOf(Type type) => type.BaseType == typeof(DomainEvent) ? type : BaseOf(type.BaseType!);
}
