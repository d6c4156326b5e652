using System.Security.Cryptography;
using Coordination.Domain;
using Coordination.Host.Platform.Encryption;
using Coordination.Testing;
using Xunit;

namespace Coordination.Host.Tests.Platform.Encryption;

public sealed class KeyRingTests : IDisposable
{
    private static readonly KeyScope Scope = TestKeys.ScopeOf("open-door", Guid.NewGuid());
    private static readonly Guid EventId = Guid.NewGuid();
    private readonly MovedTime _time = new();
    private readonly TestKeys _keys;

    public KeyRingTests() => _keys = new TestKeys(_time, TimeSpan.FromMinutes(1));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _keys.Dispose();

    [Fact]
    public async Task Every_host_derives_the_same_key_for_an_event_and_another_for_another_event()
    {
        var here = await KeyOf(_keys.Ring, EventId);
        using var elsewhere = _keys.Another();

        Assert.Equal(here, await KeyOf(elsewhere, EventId));
        Assert.NotEqual(here, await KeyOf(_keys.Ring, Guid.NewGuid()));
        Assert.NotEqual(here, await KeyOf(_keys.Ring, EventId, Scope with { Agency = new AgencyId("metro-police") }));
        Assert.NotEqual(here, await KeyOf(_keys.Ring, EventId, TestKeys.ScopeOf("open-door", Guid.NewGuid())));
    }

    [Fact]
    public async Task Many_hosts_that_make_a_key_at_once_end_up_with_one()
    {
        var rings = Enumerable.Range(0, 16).Select(_ => _keys.Another()).ToList();

        var keys = await Task.WhenAll(rings.Select(ring => Task.Run(() => KeyOf(ring, EventId))));

        Assert.Single(keys.Select(Convert.ToHexString).Distinct());
        rings.ForEach(ring => ring.Dispose());
    }

    [Fact]
    public async Task A_key_leaves_memory_when_its_time_is_over_and_is_overwritten()
    {
        var ready = Assert.IsType<KeyState.Ready>(await _keys.Ring.FetchOrMake(Scope, Cancellation));

        _time.Advance(TimeSpan.FromSeconds(59));
        Assert.NotNull(_keys.Ring.Find(Scope));
        _time.Advance(TimeSpan.FromSeconds(20));

        Assert.Null(_keys.Ring.Find(Scope));
        _keys.Ring.Sweep(); // as a timer does, four times in that time
        Assert.Equal(0, _keys.Ring.Count);
        Assert.Throws<KeyNotLoadedException>(() => ready.Keys.DeriveEventKey(1, EventId, new byte[32]));
    }

    [Fact]
    public async Task A_key_that_another_host_destroyed_lives_on_here_no_longer_than_it_is_remembered()
    {
        await _keys.Ring.FetchOrMake(Scope, Cancellation);
        using var elsewhere = _keys.Another();
        await elsewhere.Destroy(Scope.Subject, Cancellation);

        _time.Advance(_keys.Settings.RememberFor);

        Assert.IsType<KeyState.Destroyed>(await _keys.Ring.Fetch(Scope, Cancellation));
    }

    [Fact]
    public async Task Destroying_takes_the_keys_of_one_subject_at_every_agency_and_nobody_elses()
    {
        var (hers, theirs, others) = (Scope, Scope with { Agency = new AgencyId("metro-police") }, TestKeys.ScopeOf("open-door", Guid.NewGuid()));
        foreach (var scope in new[] { hers, theirs, others })
            await _keys.Ring.FetchOrMake(scope, Cancellation);

        var at = await _keys.Ring.Destroy(Scope.Subject, Cancellation);
        _time.Advance(TimeSpan.FromDays(1));

        Assert.Equal(at, await _keys.Ring.Destroy(Scope.Subject, Cancellation));
        Assert.Equal(at, Assert.IsType<KeyState.Destroyed>(await _keys.Ring.FetchOrMake(hers, Cancellation)).At);
        Assert.Equal(at, Assert.IsType<KeyState.Destroyed>(await _keys.Ring.FetchOrMake(theirs, Cancellation)).At);
        Assert.IsType<KeyState.Ready>(await _keys.Ring.FetchOrMake(others, Cancellation));
        Assert.Equal(others, Assert.Single(_keys.Subjects.All()));
    }

    [Fact]
    public async Task What_was_destroyed_is_never_made_again_not_even_by_somebody_who_was_about_to()
    {
        var making = new KeptKeys.Wrapped([await _keys.Agencies.Wrap(Scope.Agency, "", RandomNumberGenerator.GetBytes(32), Cancellation)]);
        await _keys.Ring.Destroy(Scope.Subject, Cancellation);

        Assert.False(await _keys.Subjects.TryAdd(Scope, making, Cancellation));
        Assert.False(await _keys.Subjects.Replace(Scope, making, Cancellation));
        Assert.IsType<KeptKeys.Destroyed>(await _keys.Subjects.Read(Scope, Cancellation));
    }

    [Fact]
    public async Task A_new_key_of_the_agency_wraps_everything_again_and_changes_no_events_key()
    {
        var before = await KeyOf(_keys.Ring, EventId);
        var file = Directory.EnumerateFiles(Path.Combine(_keys.Folder, "subjects"), "*.json", SearchOption.AllDirectories).Single();
        var wrapped = await File.ReadAllTextAsync(file, Cancellation);

        Assert.Equal(1, await new KeyMaintenance(_keys.Agencies, _keys.Subjects).RotateAgency(Scope.Agency, Cancellation));

        Assert.NotEqual(wrapped, await File.ReadAllTextAsync(file, Cancellation));
        Assert.Single((await File.ReadAllTextAsync(Path.Combine(_keys.Folder, "agencies", "open-door.json"), Cancellation)).Split("\"key\"").Skip(1)); // the old one is gone
        using var elsewhere = _keys.Another();
        Assert.Equal(before, await KeyOf(elsewhere, EventId));
        Assert.Empty(await new KeyMaintenance(_keys.Agencies, _keys.Subjects).Broken(Cancellation));
    }

    [Fact]
    public async Task Keys_that_hosts_make_while_an_agencys_key_is_renewed_are_not_lost()
    {
        await _keys.Ring.FetchOrMake(Scope, Cancellation); // this host knows the old key
        var renewal = Task.Run(() => new KeyMaintenance(new FileAgencyKeys(_keys.Folder), _keys.Subjects).RotateAgency(Scope.Agency, Cancellation).AsTask(), Cancellation);
        List<KeyScope> made = [];
        while (!renewal.IsCompleted)
        {
            made.Add(TestKeys.ScopeOf("open-door", Guid.NewGuid()));
            Assert.IsType<KeyState.Ready>(await _keys.Ring.FetchOrMake(made[^1], Cancellation));
            await Task.Delay(20, Cancellation);
        }
        await renewal;
        made.Add(TestKeys.ScopeOf("open-door", Guid.NewGuid()));
        await _keys.Ring.FetchOrMake(made[^1], Cancellation);

        using var elsewhere = _keys.Another();
        foreach (var scope in made)
            Assert.IsType<KeyState.Ready>(await elsewhere.Fetch(scope, Cancellation));
    }

    [Fact]
    public async Task A_new_key_of_a_survivor_seals_from_now_on_and_the_old_one_still_opens()
    {
        var before = await KeyOf(_keys.Ring, EventId);
        await new KeyMaintenance(_keys.Agencies, _keys.Subjects).RotateSubject(Scope.Subject, Cancellation);
        _keys.Ring.Forget(Scope);

        var keys = Assert.IsType<KeyState.Ready>(await _keys.Ring.Fetch(Scope, Cancellation)).Keys;

        Assert.Equal(2, keys.Newest);
        Assert.Equal(before, await KeyOf(_keys.Ring, EventId));
        Assert.NotEqual(before, Derived(keys, 2, EventId));
    }

    [Fact]
    public async Task The_key_of_another_agency_unwraps_nothing()
    {
        var wrapped = await _keys.Agencies.Wrap(new AgencyId("open-door"), "", RandomNumberGenerator.GetBytes(32), Cancellation);
        await _keys.Agencies.Wrap(new AgencyId("metro-police"), "", RandomNumberGenerator.GetBytes(32), Cancellation);

        await Assert.ThrowsAsync<CryptographicException>(async () => await _keys.Agencies.Unwrap(new AgencyId("metro-police"), "", wrapped, Cancellation));
    }

    [Fact]
    public async Task A_folder_or_a_file_that_others_may_read_is_refused()
    {
        if (OperatingSystem.IsWindows())
            return;
        await _keys.Ring.FetchOrMake(Scope, Cancellation);
        var file = Path.Combine(_keys.Folder, "agencies", "open-door.json");
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));

        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.OtherRead);
        Assert.Contains("chmod 600", Assert.Throws<Coordination.Host.Platform.Identity.SettingsException>(() => KeyServices.Checked(_keys.Settings)).Message, StringComparison.Ordinal);
        using var elsewhere = _keys.Another();
        Assert.IsType<KeyState.Unavailable>(await elsewhere.Fetch(Scope, Cancellation));
        _keys.Ring.Forget(Scope);
        File.SetUnixFileMode(Path.Combine(_keys.Folder, "subjects", Scope.Subject.ToString(), "open-door.json"), UnixFileMode.UserRead | UnixFileMode.GroupRead);
        Assert.IsType<KeyState.Unavailable>(await _keys.Ring.Fetch(Scope, Cancellation));

        File.SetUnixFileMode(_keys.Folder, File.GetUnixFileMode(_keys.Folder) | UnixFileMode.GroupExecute);
        Assert.Throws<KeyServiceUnavailableException>(() => new FileAgencyKeys(_keys.Folder));
    }

    private static async Task<byte[]> KeyOf(KeyRing ring, Guid eventId, KeyScope? scope = null) =>
        Derived(Assert.IsType<KeyState.Ready>(await ring.FetchOrMake(scope ?? Scope, Cancellation)).Keys, 1, eventId);

    private sealed class MovedTime : TimeProvider
    {
        private TimeSpan _moved;

        public override long GetTimestamp() => base.GetTimestamp() + (long)(_moved.TotalSeconds * TimestampFrequency);

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + _moved;

        public void Advance(TimeSpan by) => _moved += by;
    }

    private static byte[] Derived(ScopeKeys keys, int version, Guid eventId)
    {
        var key = new byte[32];
        keys.DeriveEventKey(version, eventId, key);
        return key;
    }
}
