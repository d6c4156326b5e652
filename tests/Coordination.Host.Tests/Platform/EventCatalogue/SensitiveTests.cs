using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Coordination.Domain;
using Coordination.Domain.Survivors;
using Coordination.Host.Platform.EventCatalogue;
using Coordination.Testing;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Coordination.Host.Tests.Platform.EventCatalogue;

/// <summary>A sensitive value never prints itself, whatever somebody does with it in a hurry.</summary>
public sealed class SensitiveTests
{
    private static readonly Sensitive<string> Name = Sensitive.Of("canary Marisol");

    public static TheoryData<string> TypeNames => new(EventSamples.Types.Select(type => type.Name));

    [Theory, MemberData(nameof(TypeNames))]
    public void No_event_prints_what_is_sensitive_in_it(string type)
    {
        var sample = EventSamples.All().Single(e => e.GetType().Name == type);

        Assert.DoesNotContain(EventSamples.Canary, sample.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(EventSamples.Canary, new Recorded<DomainEvent>(sample, null!).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Text_that_it_is_put_into_shows_the_mask()
    {
        object boxed = Name;

        Assert.Equal("[sensitive]", $"{Name}");
        Assert.Equal("[sensitive]", string.Format(CultureInfo.InvariantCulture, "{0}", boxed));
        Assert.Equal("[sensitive]", string.Concat(Name));
        Assert.Equal("[sensitive] [sensitive]", string.Join(' ', Name, Name));
        Assert.DoesNotContain("Marisol", new InvalidOperationException($"Bad name {Name}").ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("Marisol", new ArgumentOutOfRangeException(nameof(boxed), boxed, "wrong").ToString(), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(TypeNames))]
    public void A_serialiser_that_was_not_meant_for_it_fails_and_writes_nothing_of_it(string type)
    {
        var sample = EventSamples.All().Single(e => e.GetType().Name == type);
        using var written = new MemoryStream();

        var failure = Record.Exception(() => JsonSerializer.Serialize(written, sample, sample.GetType(), JsonSerializerOptions.Web));

        Assert.DoesNotContain(EventSamples.Canary, System.Text.Encoding.UTF8.GetString(written.ToArray()), StringComparison.Ordinal);
        if (System.Text.Encoding.UTF8.GetString(EventCodec.Current.Encode(sample, Guid.NewGuid()).Data.Span).Contains(EventSamples.Canary, StringComparison.Ordinal))
            Assert.IsType<NotSupportedException>(failure);
    }

    [Fact]
    public void A_serialiser_that_was_not_meant_for_it_does_not_read_it_either() =>
        Assert.Throws<NotSupportedException>(() => JsonSerializer.Deserialize<OwnWordsRecorded>("""{"words":"canary"}""", JsonSerializerOptions.Web));

    [Fact]
    public void A_log_line_shows_the_mask()
    {
        var lines = new Lines();
        var logger = LoggerFactory.Create(logging => logging.AddProvider(lines)).CreateLogger("test");

#pragma warning disable CA1848, CA2254, CA1873 // the careless way is what is tested
        logger.Log(LogLevel.Information, default, new OwnWordsRecorded(Name), null, (state, _) => $"{state}");
        logger.LogInformation("Recorded {Name} {Event}", Name, new OwnWordsRecorded(Name));
#pragma warning restore CA1848, CA2254, CA1873

        Assert.Equal(2, lines.All.Count);
        Assert.All(lines.All, line => Assert.Contains("[sensitive]", line, StringComparison.Ordinal));
        Assert.All(lines.All, line => Assert.DoesNotContain("Marisol", line, StringComparison.Ordinal));
    }

    [Fact]
    public void A_debugger_shows_the_mask()
    {
        Assert.Equal(Sensitive<string>.Mask, typeof(Sensitive<string>).GetCustomAttribute<DebuggerDisplayAttribute>()?.Value);
        Assert.All(typeof(Sensitive<string>).GetFields(BindingFlags.Instance | BindingFlags.NonPublic),
            field => Assert.Equal(DebuggerBrowsableState.Never, field.GetCustomAttribute<DebuggerBrowsableAttribute>()?.State));
    }

    [Fact]
    public void Nothing_but_Reveal_hands_it_out()
    {
        var ways = typeof(Sensitive<string>).GetMembers(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
            .Where(m => m is MethodInfo { ReturnType: var returned } && returned == typeof(string) || m is PropertyInfo or FieldInfo { IsLiteral: false })
            .Select(m => m.Name);

        Assert.Equal(["Reveal", "ToString"], ways.Order(StringComparer.Ordinal));
    }

    private sealed class Lines : ILoggerProvider, ILogger
    {
        public List<string> All { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var structured = state is IEnumerable<KeyValuePair<string, object?>> pairs ? string.Join(';', pairs) : "";
            All.Add(formatter(state, exception) + structured);
        }

        public void Dispose() { }
    }
}
