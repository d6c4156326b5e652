namespace Coordination.Host.Platform.Http;

/// <summary>
/// The zone in which a reader wants to see times: <c>?zone=America/Chicago</c>, or the header <c>Time-Zone</c>. They stay ISO 8601, with
/// the offset of that zone at that instant; without one they are in UTC.
/// </summary>
public sealed class ReaderZone(RequestDelegate next)
{
    public const string Parameter = "zone";
    public const string Header = "Time-Zone";
    private const int LongestName = 64;

    private static readonly AsyncLocal<TimeZoneInfo?> s_chosen = new();

    public Task InvokeAsync(HttpContext context)
    {
        var named = context.Request.Query[Parameter] is [{ } asked] ? asked : context.Request.Headers[Header] is [{ } sent] ? sent : null;
        if (named is null || !HttpMethods.IsGet(context.Request.Method))
            return next(context);
        if (named.Length > LongestName || !TimeZoneInfo.TryFindSystemTimeZoneById(named, out var zone))
            return Problems.InvalidInput.With("Name a time zone such as America/Chicago.", Parameter).ExecuteAsync(context);
        s_chosen.Value = zone;
        return next(context);
    }

    /// <summary>Writes instants in the reader's zone.</summary>
    internal sealed class Times : JsonConverter<DateTimeOffset>
    {
        public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.GetDateTimeOffset();

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
            writer.WriteStringValue(s_chosen.Value is { } zone ? TimeZoneInfo.ConvertTime(value, zone) : value);
    }
}
