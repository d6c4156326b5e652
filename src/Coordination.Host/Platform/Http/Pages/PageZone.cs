namespace Coordination.Host.Platform.Http.Pages;

/// <summary>In whose times a page is written: <c>?zone=America/Chicago</c>; without it in UTC.</summary>
internal static class PageZone
{
    public static bool TryRead(string? name, out TimeZoneInfo zone)
    {
        zone = TimeZoneInfo.Utc;
        return name is null || (name.Length <= 64 && TimeZoneInfo.TryFindSystemTimeZoneById(name, out zone!));
    }

    public static ProblemResult Unknown => Problems.InvalidInput.With("Name a time zone such as America/Chicago.", "zone");
}
