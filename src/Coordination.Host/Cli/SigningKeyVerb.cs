using System.CommandLine;
using Coordination.Domain.TransparencyLog;
using Coordination.Host.Platform.Signing;

namespace Coordination.Host.Cli;

/// <summary><c>signing-key generate | rotate | retire | show</c>: the keys with which a log, or a witness, signs.</summary>
public static class SigningKeyVerb
{
    private static readonly Argument<string> FileName = new("file") { Description = "The key file; readable by its owner only." };

    public static Command Make() =>
        new("signing-key", "Keys that sign checkpoints: a log's, or a witness's.") { Generate(), Rotate(), Retire(), Show() };

    private static Command Generate()
    {
        var name = new Option<string>(
            "--name")
        { Description = "The name of the key: for a log its origin, such as task-force.example/log.", Required = true };
        var witness = new Option<bool>("--witness") { Description = "A witness's key, which cosigns, instead of a log's." };
        var postQuantum = new Option<bool>("--ml-dsa-44") { Description = "ML-DSA-44 instead of Ed25519, where this machine has it." };
        return Verb("generate", "Makes a key file with one new key, and prints the public key.",
            [name, witness, postQuantum], (file, parsed) =>
        {
            var type = parsed.GetValue(postQuantum) ? SignatureType.MlDsa44 : parsed.GetValue(witness) ? SignatureType.Ed25519Cosignature
                : SignatureType.Ed25519;
            var keys = new KeyRing([Named(parsed.GetRequiredValue(name), type)], []);
            KeyFile.Create(file, keys);
            return keys;
        });
    }

    private static Command Rotate() =>
        Verb("rotate", "Adds a new key. It and the old ones sign, until those are retired: give everybody the new public key meanwhile.",
            [], (file, _) =>
    {
        var keys = KeyFile.Read(file);
        var rotated = keys with { Signers = [Named(keys.Name, keys.Signers[0].Public.Type), .. keys.Signers] };
        KeyFile.Replace(file, rotated);
        return rotated;
    });

    private static Command Retire() =>
        Verb("retire", "Keeps only the newest key for signing. What the others signed stays valid; their private parts are forgotten.", [],
            (file, _) =>
    {
        var keys = KeyFile.Read(file);
        var retired = new KeyRing([keys.Signers[0]], [.. keys.Signers.Skip(1).Select(key => key.Public), .. keys.Retired]);
        KeyFile.Replace(file, retired);
        return retired;
    });

    private static Command Show() =>
        Verb("show", "Prints the public keys, as policies and verifiers take them.", [], (file, _) => KeyFile.Read(file));

    private static Command Verb(string name, string description, Option[] options, Func<string, ParseResult, KeyRing> run)
    {
        var verb = new Command(name, description) { FileName };
        Array.ForEach(options, verb.Add);
        verb.SetAction(parsed =>
        {
            foreach (var key in run(parsed.GetRequiredValue(FileName), parsed).Known)
                parsed.InvocationConfiguration.Output.WriteLine(key);
            return 0;
        });
        return verb;
    }

    private static SigningKey Named(string name, SignatureType type)
    {
        try
        {
            return SigningKey.Generate(name, type);
        }
        catch (ArgumentException)
        {
            throw new SettingsException("--name: a key's name has neither spaces nor a plus; usually it is an address without its scheme.");
        }
    }
}
