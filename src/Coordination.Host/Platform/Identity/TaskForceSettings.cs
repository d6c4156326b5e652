namespace Coordination.Host.Platform.Identity;

/// <summary>Which agencies have authority that no membership gives. Read from the section <c>TaskForce</c>.</summary>
/// <param name="FoundingAgency">The agency whose coordinators and administrators form the task force. It has no say once there is
/// one.</param>
/// <param name="AuditAgencies">The independent bodies whose auditors read the history. They need not be members.</param>
public sealed record TaskForceSettings(AgencyId? FoundingAgency, IReadOnlyList<AgencyId> AuditAgencies)
{
    private const string Founding = "TaskForce:FoundingAgency", Audit = "TaskForce:AuditAgencies";

    /// <summary>Those of the demonstration, for Development.</summary>
    private static readonly TaskForceSettings Demonstration = new(new AgencyId("task-force-office"), [new AgencyId("independent-audit")]);

    /// <summary>Reads the settings.</summary>
    /// <exception cref="SettingsException">One of them is no name of an agency.</exception>
    public static TaskForceSettings Read(IConfiguration configuration, IHostEnvironment environment)
    {
        var defaults = environment.IsDevelopment() ? Demonstration : new TaskForceSettings(null, []);
        var audit = configuration.GetSection(Audit);
        List<string> named = [.. audit.GetChildren().Select(child => child.Value).Append(audit.Value).OfType<string>()
            .SelectMany(value => value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))];
        return new TaskForceSettings(
            configuration[Founding] is { Length: > 0 } founding ? Named(founding, Founding) : defaults.FoundingAgency,
            named.Count > 0 ? [.. named.Select(name => Named(name, Audit))] : defaults.AuditAgencies);
    }

    private static AgencyId Named(string name, string setting) => NamedId.IsValid(name)
        ? new AgencyId(name)
        : throw new SettingsException(
            $"{setting} names '{name}', which cannot be the id of an agency: it has 1 to {NamedId.LongestValue} lower-case letters, " +
                $"digits, dots and hyphens.");
}
