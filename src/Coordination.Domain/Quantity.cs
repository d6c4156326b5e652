namespace Coordination.Domain;

/// <summary>A number of things in words: <c>1 copy</c>, <c>2 copies</c>, <c>0 copies</c>.</summary>
public static class Quantity
{
    /// <summary>The number, and the word in the form that belongs to it.</summary>
    /// <param name="number">How many.</param>
    /// <param name="one">The word for one of them.</param>
    /// <param name="several">The word for any other number; null where it is the first with an s.</param>
    public static string Of(long number, string one, string? several = null) =>
        string.Create(CultureInfo.InvariantCulture, $"{number} {(number == 1 ? one : several ?? one + "s")}");
}
