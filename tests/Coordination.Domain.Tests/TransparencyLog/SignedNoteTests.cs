using System.Text;
using Coordination.Domain.TransparencyLog;
using Xunit;

namespace Coordination.Domain.Tests.TransparencyLog;

public sealed class SignedNoteTests
{
    private const string Text = "task-force.example/log\n3\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n";
    private static readonly VerifierKey Log = Keys.Of("task-force.example/log");
    private static readonly VerifierKey Witness = Keys.Of("shelter.example/witness", SignatureType.Ed25519Cosignature);

    [Fact]
    public void A_key_of_others_is_read_and_written_as_it_is()
    {
        var vector = Vectors.Read("note.json");
        var text = (string)vector["key"]!;
        Assert.True(VerifierKey.Parse(text).IsValid(out var key));
        Assert.Equal(("PeterNeumann", 0xc74f20a3u, SignatureType.Ed25519, text), (key.Name.Name, key.Name.Id, key.Type, key.ToString()));
        Assert.All(vector["badKeys"]!.AsArray(), bad => Assert.NotNull(VerifierKey.Parse((string)bad!).Problem));
        for (var start = 0; start < text.Length; start++)
            for (var end = start; end <= text.Length; end++)
                if (end - start < text.Length)
                    Assert.NotNull(VerifierKey.Parse(text[start..end]).Problem);
        for (var i = 0; i < text.Length; i++)
            Assert.NotNull(VerifierKey.Parse($"{text[..i]}{(char)(text[i] + 1)}{text[(i + 1)..]}").Problem);
    }

    [Fact]
    public void A_note_of_others_is_read_and_written_as_it_is()
    {
        var vector = Vectors.Read("note.json");
        var bytes = Encoding.UTF8.GetBytes($"{vector["text"]}\n\u2014 PeterNeumann {vector["signature"]}\n");
        Assert.True(SignedNote.Parse(bytes).IsValid(out var note));
        Assert.Equal((string)vector["text"]!, note.Text);
        Assert.Equal(bytes, note.ToBytes());
    }

    [Fact]
    public void Unknown_keys_are_ignored_and_a_known_key_must_be_right()
    {
        var note = SignedNote.Of(Text, Keys.Of("other.example").Sign(Text), Log.Sign(Text), Witness.Sign(Text, 1_700_000_000));
        var genuine = Assert.IsType<NoteVerdict.Genuine>(NoteVerification.Verify(note, [Log, Witness], Keys.Check));
        Assert.Equal([new(Log, null), new GoodSignature(Witness, 1_700_000_000)], genuine.Signatures);
        Assert.IsType<NoteVerdict.Unknown>(NoteVerification.Verify(note, [Keys.Of("third.example")], Keys.Check));

        var wrong = SignedNote.Of(Text, Log.Sign(Text), Witness.Sign("another text\n", 1));
        Assert.Equal(Witness, Assert.IsType<NoteVerdict.Forged>(NoteVerification.Verify(wrong, [Log, Witness], Keys.Check)).Key);
        Assert.IsType<NoteVerdict.Genuine>(NoteVerification.Verify(wrong, [Log], Keys.Check));
    }

    [Fact]
    public void A_key_that_shares_a_name_or_an_id_with_a_known_one_is_unknown()
    {
        var note = SignedNote.Of(Text, new NoteSignature(Log.Name with { Id = Log.Name.Id + 1 }, new byte[64]), new NoteSignature(Log.Name with { Name = "b" }, new byte[64]), Log.Sign(Text));
        Assert.IsType<NoteVerdict.Genuine>(NoteVerification.Verify(note, [Log], Keys.Check));
    }

    [Fact]
    public void A_cosignature_binds_its_time()
    {
        var signature = Witness.Sign(Text, 1_700_000_000);
        var bytes = signature.Bytes.ToArray();
        bytes[7] ^= 1;
        Assert.IsType<NoteVerdict.Forged>(NoteVerification.Verify(SignedNote.Of(Text, signature with { Bytes = bytes }), [Witness], Keys.Check));
        Assert.Equal("cosignature/v1\ntime 1700000000\n" + Text, Encoding.UTF8.GetString(NoteMessages.Of(Witness, Text, 1_700_000_000)!));
    }

    [Fact]
    public void A_post_quantum_cosignature_binds_name_time_origin_size_and_root()
    {
        var key = Keys.Of("w", SignatureType.MlDsa44);
        var message = NoteMessages.Of(key, Text, 0x0102)!;
        Assert.Equal("subtree/v1\n\0\u0001w"u8, message.AsSpan(0, 14));
        Assert.Equal("000000000000010216" + Convert.ToHexStringLower(Encoding.ASCII.GetBytes("task-force.example/log")) + "0000000000000000" + "0000000000000003"
            + MerkleHashing.EmptyRoot, Convert.ToHexStringLower(message.AsSpan(14)));
        Assert.Null(NoteMessages.Of(key, "no checkpoint\n", 0));
    }

    [Fact]
    public void Sixteen_signatures_and_more_are_taken()
    {
        var note = SignedNote.Of(Text, [.. Enumerable.Range(0, 100).Select(i => Keys.Of($"w{i}").Sign(Text)), Log.Sign(Text)]);
        Assert.True(SignedNote.Parse(note.ToBytes()).IsValid(out var read));
        Assert.Equal(101, read.Signatures.Count);
        Assert.IsType<NoteVerdict.Genuine>(NoteVerification.Verify(read, [Log], Keys.Check));
    }

    [Theory]
    [InlineData(""), InlineData("text"), InlineData("text\n"), InlineData("text\n\n"), InlineData("text\n\u2014 a AAAAAAA=\n"), InlineData("text\n\n\u2014 a AAAAAAA="), InlineData("text\n\n- a AAAAAAA=\n")]
    [InlineData("text\n\n\u2014  AAAAAAA=\n"), InlineData("text\n\n\u2014 a+b AAAAAAA=\n"), InlineData("text\n\n\u2014 a AAAA\n"), InlineData("text\n\n\u2014 a AAAAAA!=\n"), InlineData("text\n\n\u2014 a AAAAAAB=\n")]
    [InlineData("te\txt\n\n\u2014 a AAAAAAA=\n"), InlineData("te\rxt\n\n\u2014 a AAAAAAA=\n"), InlineData("text\n\n\u2014 a AAAAAAA= \n"), InlineData("text\n\n\u2014 a\u2003b AAAAAAA=\n"), InlineData("text\n\n\u2014 a AAAAAAA=\n\n")]
    public void What_is_not_a_note_is_refused(string text) => Assert.NotNull(SignedNote.Parse(Encoding.UTF8.GetBytes(text)).Problem);

    [Fact]
    public void Bytes_that_are_no_text_are_refused() =>
        Assert.NotNull(SignedNote.Parse([(byte)'a', 0xC0, 0x80, (byte)'\n', (byte)'\n', .. "\u2014 a AAAAAAA=\n"u8]).Problem);

    [Theory]
    [InlineData("a\n1\n"), InlineData("a\n01\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n"), InlineData("\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n"), InlineData("a\n-1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n")]
    [InlineData("a\n99999999999999999999\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n"), InlineData("a\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU\n"), InlineData("a\n1\nAAAA\n"), InlineData("a\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=")]
    [InlineData("a\n0\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n"), InlineData("a\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n\n")]
    public void What_is_not_a_checkpoint_is_refused(string text) => Assert.NotNull(Checkpoint.Parse(text).Problem);

    [Fact]
    public void A_checkpoint_is_written_as_it_is_read()
    {
        Assert.True(Checkpoint.Parse(Text).IsValid(out var checkpoint));
        Assert.Equal(("task-force.example/log", 3L, MerkleHashing.EmptyRoot, Text), (checkpoint.Origin, checkpoint.Size, checkpoint.Root, checkpoint.Text));
        Assert.True(Checkpoint.Parse(Text + "more\n").IsValid(out var extended));
        Assert.Equal(["more"], extended.Extensions);
        Assert.Equal(Text + "more\n", extended.Text);
    }
}
