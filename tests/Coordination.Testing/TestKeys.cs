using Coordination.Domain;
using Coordination.Host.Platform.Encryption;
using Coordination.Host.Platform.EventCatalogue;

namespace Coordination.Testing;

/// <summary>Keys in a folder of their own, and what seals and opens with them.</summary>
public sealed class TestKeys : IDisposable
{
    public TestKeys(TimeProvider? time = null, TimeSpan? rememberFor = null)
    {
        Folder = Path.Combine(Directory.CreateTempSubdirectory("coordination-keys-").FullName, "keys");
        Settings = new KeySettings { Folder = Folder, RememberFor = rememberFor ?? TimeSpan.FromMinutes(1) };
        Agencies = new FileAgencyKeys(Folder);
        Subjects = new FileSubjectKeys(Folder);
        Ring = new KeyRing(Agencies, Subjects, Settings, time ?? TimeProvider.System);
        Codec = new EventCodec(Catalogue.Current, Ring, readsClear: false);
    }

    public string Folder { get; }

    public KeySettings Settings { get; }

    public FileAgencyKeys Agencies { get; }

    public FileSubjectKeys Subjects { get; }

    public KeyRing Ring { get; }

    public EventCodec Codec { get; }

    public static KeyScope ScopeOf(string agency, Guid survivor) => new(new AgencyId(agency), KeySubject.Of(new SurvivorId(survivor)));

    /// <summary>Whoever has the folder and nothing in memory: another host, or this one tomorrow.</summary>
    public KeyRing Another() => new(new FileAgencyKeys(Folder), new FileSubjectKeys(Folder), Settings, TimeProvider.System);

    public void Dispose()
    {
        Ring.Dispose();
        Directory.Delete(Path.GetDirectoryName(Folder)!, recursive: true);
    }
}
