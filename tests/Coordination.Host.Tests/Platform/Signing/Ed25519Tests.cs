using System.Text;
using System.Text.Json.Nodes;
using Coordination.Domain.TransparencyLog;
using Coordination.Host.Platform.Identity;
using Coordination.Host.Platform.Signing;
using Coordination.Testing;
using Xunit;

namespace Coordination.Host.Tests.Platform.Signing;

public sealed class Ed25519Tests
{
    /// <summary>RFC 8032, section 7.1: TEST 1, 2, 3 and SHA(abc).</summary>
    public static TheoryData<string, string, string, string> Rfc8032 => new()
    {
        {
            "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60", "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
        },
        {
            "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb", "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
        },
        {
            "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7", "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
            "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"
        },
        {
            "833fe62409237b9d62ec77587520911e9a759cec1d19755b7da901b96dca3d42", "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
            "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f",
            "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b58909351fc9ac90b3ecfdfbc7c66431e0303dca179c138ac17ad9bef1177331a704"
        },
    };

    [Theory, MemberData(nameof(Rfc8032))]
    public void Signs_and_verifies_as_RFC_8032_says(string seed, string publicKey, string message, string signature)
    {
        var (key, text, signed) = (Convert.FromHexString(publicKey), Convert.FromHexString(message), Convert.FromHexString(signature));
        Assert.Equal(publicKey, Convert.ToHexStringLower(Ed25519.PublicKeyOf(Convert.FromHexString(seed))));
        Assert.Equal(signature, Convert.ToHexStringLower(Ed25519.Sign(Convert.FromHexString(seed), text)));
        Assert.True(Ed25519.Verify(key, text, signed));
        for (var i = 0; i < signed.Length; i++)
        {
            signed[i] ^= 4;
            Assert.False(Ed25519.Verify(key, text, signed));
            signed[i] ^= 4;
        }

        Assert.False(Ed25519.Verify(key, [.. text, 0], signed));
        Assert.False(Ed25519.Verify(key, text, signed[..63]));
        Assert.False(Ed25519.Verify(key[..31], text, signed));
    }

    [Fact]
    public void Signs_the_note_of_others_byte_for_byte()
    {
        var vector = JsonNode.Parse(File.ReadAllBytes(Path.Combine(Snapshot.RepositoryRoot, "tests/Coordination.Domain.Tests/TransparencyLog/Vectors/note.json")))!;
        var key = SigningKey.Of("PeterNeumann", SignatureType.Ed25519, Convert.FromBase64String((string)vector["seed"]!));
        Assert.Equal((string)vector["key"]!, key.Public.ToString());
        var text = (string)vector["text"]!;
        var note = SignedNote.Of(text, key.Sign(text, DateTimeOffset.UnixEpoch));
        Assert.Equal($"{text}\n\u2014 PeterNeumann {vector["signature"]}\n", note.ToString());
        Assert.IsType<NoteVerdict.Genuine>(NoteVerification.Verify(note, [key.Public], Signatures.Check));
        Assert.IsType<NoteVerdict.Forged>(NoteVerification.Verify(SignedNote.Of(text, key.Sign("another\n", DateTimeOffset.UnixEpoch)), [key.Public], Signatures.Check));
    }

    [Fact]
    public void A_cosignature_is_one_of_its_time()
    {
        var key = SigningKey.Generate("witness.example", SignatureType.Ed25519Cosignature);
        var text = new Checkpoint("log.example", 0, MerkleHashing.EmptyRoot).Text;
        var note = SignedNote.Of(text, key.Sign(text, DateTimeOffset.FromUnixTimeSeconds(1_700_000_000)));
        var genuine = Assert.IsType<NoteVerdict.Genuine>(NoteVerification.Verify(note, [key.Public], Signatures.Check));
        Assert.Equal(1_700_000_000, genuine.Signatures[0].UnixTime);
        Assert.Equal(4 + 8 + 64, 4 + note.Signatures[0].Bytes.Length);
    }

    [Fact]
    public void The_post_quantum_type_signs_where_the_machine_can_and_says_so_where_it_cannot()
    {
        var text = new Checkpoint("log.example", 0, MerkleHashing.EmptyRoot).Text;
        if (!PostQuantum.IsSupported)
        {
            Assert.Contains("OpenSSL 3.5", Assert.Throws<SettingsException>(() => SigningKey.Generate("log.example", SignatureType.MlDsa44)).Message, StringComparison.Ordinal);
            return;
        }

        var key = SigningKey.Generate("log.example", SignatureType.MlDsa44);
        var note = SignedNote.Of(text, key.Sign(text, DateTimeOffset.UnixEpoch));
        Assert.IsType<NoteVerdict.Genuine>(NoteVerification.Verify(note, [key.Public], Signatures.Check));
    }

    [Fact]
    public void A_key_never_prints_its_private_part()
    {
        var key = SigningKey.Generate("log.example", SignatureType.Ed25519);
        Assert.DoesNotContain("PRIVATE", $"{key}", StringComparison.Ordinal);
        Assert.DoesNotContain(Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(key.PrivateLine()))[^20..], $"{key}", StringComparison.Ordinal);
    }
}
