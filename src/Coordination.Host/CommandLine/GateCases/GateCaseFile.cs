using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Coordination.Host.Http;

namespace Coordination.Host.CommandLine.GateCases;

/// <summary>Reads cases from files, and says of a bad one where it is wrong and what was expected there.</summary>
internal static class GateCaseFile
{
    /// <summary>Strict as the edge of the API: what is not nullable must be there, since a default that nobody wrote could open a door.</summary>
    internal static JsonSerializerOptions Format { get; } = new(GateCaseJson.Default.Options)
    {
        TypeInfoResolver = ((IJsonTypeInfoResolver)GateCaseJson.Default).WithAddedModifier(EdgeStrictness.Apply),
    };

    /// <summary>Every case file under a folder, in an order that does not depend on the machine. A schema is none.</summary>
    public static IReadOnlyList<string> Under(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories)
            .Where(file => !Path.GetFileName(file).EndsWith("schema.json", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)];

    /// <summary>Reads one.</summary>
    /// <exception cref="GateCaseProblem">It cannot be read, or is not a case.</exception>
    public static GateCase Read(string file)
    {
        var bytes = Load(file);
        if (JsonFault.Find(bytes, typeof(GateCase), Format) is { } fault)
            throw new GateCaseProblem(file, fault.Field, fault.Expected.Replace("The body is", "The file is", StringComparison.Ordinal));
        try
        {
            return (GateCase)JsonSerializer.Deserialize(bytes, Format.GetTypeInfo(typeof(GateCase)))!;
        }
        catch (JsonException wrong)
        {
            throw new GateCaseProblem(file, wrong.Path?.TrimStart('$', '.'), "This value is not of the kind that is expected here.");
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
