using System.Text.Json.Serialization.Metadata;

namespace Coordination.Host.Cli.GateCases;

/// <summary>Reads cases from files, and says of a bad one where it is wrong and what was expected there.</summary>
internal static class GateCaseFile
{
    /// <summary>As strict as the API: what is not nullable must be present, since a default value could permit a disclosure.</summary>
    internal static JsonSerializerOptions Format { get; } = new(GateCaseJson.Default.Options)
    {
        TypeInfoResolver = ((IJsonTypeInfoResolver)GateCaseJson.Default).WithAddedModifier(StrictContracts.Apply),
        Converters = { StoredJson.Protection },
    };

    /// <summary>Every case file under a folder, in an order that does not depend on the machine. A schema is none.</summary>
    public static IReadOnlyList<string> Under(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories)
            .Where(file => !Path.GetFileName(file).EndsWith("schema.json", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)];

    /// <summary>Whether it is a command with an answer, and no question to the gate.</summary>
    /// <exception cref="GateCaseProblem">It cannot be read.</exception>
    public static bool IsCapture(string file) => Has(file, "capture");

    /// <summary>Whether it is a table that is to be published, and no question to the gate.</summary>
    /// <exception cref="GateCaseProblem">It cannot be read.</exception>
    public static bool IsTable(string file) => Has(file, "table");

    private static bool Has(string file, string field)
    {
        try
        {
            using var document = JsonDocument.Parse(Load(file));
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty(field, out _);
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException) // the latter for a name that is no text
        {
            return false; // reading it as a case tells what is wrong with it
        }
    }

    /// <summary>Reads a question to the gate.</summary>
    /// <exception cref="GateCaseProblem">It cannot be read, or is not a case.</exception>
    public static GateCase Read(string file) => Read<GateCase>(file);

    /// <summary>Reads a command with its answer.</summary>
    /// <exception cref="GateCaseProblem">It cannot be read, or is not a case.</exception>
    public static CaptureCase ReadCapture(string file) => Read<CaptureCase>(file);

    /// <summary>Reads a table with what is shown of it.</summary>
    /// <exception cref="GateCaseProblem">It cannot be read, or is not a case.</exception>
    public static TableCase ReadTable(string file) => Read<TableCase>(file);

    /// <summary>Reads a table of the law.</summary>
    /// <exception cref="GateCaseProblem">It cannot be read, or is no such table.</exception>
    public static JurisdictionTable ReadLaw(string file) => Read<JurisdictionTable>(file);

    private static T Read<T>(string file)
    {
        var bytes = Load(file);
        if (JsonFault.Find(bytes, typeof(T), Format) is { } fault)
            throw new GateCaseProblem(file, fault.Field, fault.Expected.Replace("The body is", "The file is", StringComparison.Ordinal));
        try
        {
            return (T)JsonSerializer.Deserialize(bytes, Format.GetTypeInfo(typeof(T)))!;
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException)
        {
            throw new GateCaseProblem(file, (wrong as JsonException)?.Path?.TrimStart('$', '.'),
                "This value is not of the kind that is expected here.");
        }
    }

    private static byte[] Load(string file)
    {
        try
        {
            var bytes = File.ReadAllBytes(file);
            return bytes.AsSpan().StartsWith("\uFEFF"u8) ? bytes[3..] : bytes;
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
        {
            throw new GateCaseProblem(file, null, $"The file cannot be read: {wrong.Message}");
        }
    }
}

/// <summary>A file is not a case: which file, where in it, and what was expected there.</summary>
internal sealed class GateCaseProblem(string file, string? path, string expected)
    : Exception($"{file}: {(string.IsNullOrEmpty(path) ? "" : $"{path}: ")}{expected}")
{
    /// <summary>What was expected, and where, without the file.</summary>
    public string Problem { get; } = $"{(string.IsNullOrEmpty(path) ? "" : $"{path}: ")}{expected}";
}
