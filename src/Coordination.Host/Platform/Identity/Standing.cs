namespace Coordination.Host.Platform.Identity;

/// <summary>How an agency stands in the task force, from the worst to the best.</summary>
[JsonConverter(typeof(NameConverter<AgencyStanding>))]
public enum AgencyStanding
{
    /// <summary>It never joined, or it publishes (CG-48).</summary>
    Unknown,
    Left,
    /// <summary>It is a member whose standing is suspended.</summary>
    Suspended,
    /// <summary>It is a member. Where its agreement ran out, the gate is closed to it (CG-40), and so are texts about survivors whom others
    /// serve (ADR 27); what is its own stays open.</summary>
    Member,
}

/// <summary>What the caller's agency is to the task force, at the beginning of a request.</summary>
/// <param name="Agency">How it stands.</param>
/// <param name="RunsTaskForce">Whether it coordinates the task force, or, before there is one, is the agency that founds it.</param>
/// <param name="Audits">Whether it is an audit body that the settings name. Such a body is independent: it need not be a member.</param>
/// <param name="IsFormed">Whether there is a task force.</param>
public sealed record Standing(AgencyStanding Agency, bool RunsTaskForce, bool Audits, bool IsFormed)
{
    /// <summary>Hands it to an endpoint. It is there wherever a policy was passed.</summary>
    public static ValueTask<Standing?> BindAsync(HttpContext context) => new(context.Features.Get<Standing>());

    /// <summary>Whether a token of this agency can carry the role at all. A word in a token gives nothing that the agency does not
    /// have.</summary>
    public bool Vouches(string role) => role switch
    {
        Roles.Coordinator or Roles.Administrator => RunsTaskForce,
        Roles.Auditor => Audits,
        _ => Agency is not AgencyStanding.Unknown,
    };
}

/// <summary>
/// Reads what an agency is to the task force: from the log itself, caught up, so that every host sees a change with the next request.
/// Requests that ask while the log is being read share the next reading. It begins after each of them asked.
/// </summary>
public sealed class StandingReader(StateReader states, TaskForceSettings settings)
{
    private readonly Lock _gate = new();
    private Shared? _next;
    private bool _isReading;

    /// <summary>As of now, with at most one question to the store.</summary>
    public async ValueTask<Standing> Of(AgencyId agency, CancellationToken cancellation)
    {
        if (Join(agency) is { } shared)
        {
            try
            {
                return (await shared.Standings.WaitAsync(cancellation))[agency];
            }
            catch (Exception) when (!cancellation.IsCancellationRequested)
            {
                return await Alone(agency, cancellation); // what fails for one agency must not fail for another
            }
        }
        try
        {
            return await Alone(agency, cancellation);
        }
        finally
        {
            GoOn();
        }
    }

    /// <summary>The reading that this agency waits for; null where nobody reads, so that the caller does.</summary>
    private Shared? Join(AgencyId agency)
    {
        lock (_gate)
        {
            if (!_isReading)
            {
                _isReading = true;
                return null;
            }
            _next ??= new(this);
            _next.Agencies.Add(agency);
            return _next;
        }
    }

    /// <summary>
    /// Begins the next reading, if anybody waits for it. It belongs to no single request: none of them can cancel it or lends it a trace.
    /// </summary>
    private void GoOn()
    {
        Shared? next;
        lock (_gate)
        {
            (next, _next) = (_next, null);
            _isReading = next is not null;
        }
        if (next is not null)
            ThreadPool.UnsafeQueueUserWorkItem(next, preferLocal: false);
    }

    private async ValueTask<Standing> Alone(AgencyId agency, CancellationToken cancellation) =>
        (await Read([agency], cancellation))[agency];

    private async ValueTask<Dictionary<AgencyId, Standing>> Read(IReadOnlyCollection<AgencyId> agencies, CancellationToken cancellation)
    {
        var query = states.ForOneQuery();
        await query.Prepare(
            [StreamToRead.Of(TaskForceStream.Definition), .. agencies.Select(agency => StreamToRead.Of(PartnerStream.Definition, agency))],
            cancellation);
        var formed = (await query.Read(TaskForceStream.Definition, cancellation)).State as TaskForceState.Formed;
        Dictionary<AgencyId, Standing> standings = [];
        foreach (var agency in agencies)
        {
            var position = (await query.Read(PartnerStream.Definition, agency, cancellation)).State;
            standings.Add(agency, new(StandingOf(position), agency == (formed?.CoordinatingAgency ?? settings.FoundingAgency),
                settings.AuditAgencies.Contains(agency), formed is not null));
        }
        return standings;
    }

    /// <summary>One reading for all requests that wait for it.</summary>
    private sealed class Shared(StandingReader reader) : IThreadPoolWorkItem
    {
        private readonly TaskCompletionSource<Dictionary<AgencyId, Standing>> _standings =
            new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>Those that are asked for. Nobody joins once it has begun.</summary>
        public HashSet<AgencyId> Agencies { get; } = [];

        /// <summary>What was read.</summary>
        public Task<Dictionary<AgencyId, Standing>> Standings => _standings.Task;

        public void Execute() => _ = Run();

        private async Task Run()
        {
            try
            {
                _standings.SetResult(await reader.Read(Agencies, CancellationToken.None));
            }
            catch (Exception failure)
            {
                _standings.SetException(failure);
                _ = Standings.Exception; // also where everybody has left
            }
            finally
            {
                reader.GoOn();
            }
        }
    }

    // Of whoever publishes, what it is was recorded, so that the gate knows it. Its people are served nothing, like those of an agency that
    // never joined (CG-48).
    private static AgencyStanding StandingOf(PartnerPosition position) => position switch
    {
        PartnerPosition.Partner { Kind: AgencyKind.Media } or PartnerPosition.Former { Was.Kind: AgencyKind.Media } =>
            AgencyStanding.Unknown,
        PartnerPosition.Partner { SuspendedBecause: null } => AgencyStanding.Member,
        PartnerPosition.Partner => AgencyStanding.Suspended,
        PartnerPosition.Former => AgencyStanding.Left,
        _ => AgencyStanding.Unknown,
    };
}
