using System.Text;
using Coordination.Domain.TransparencyLog;
using Xunit;

namespace Coordination.Domain.Tests.TransparencyLog;

public sealed class WitnessPolicyTests
{
    private static readonly VerifierKey Log = Keys.Of("task-force.example/log");
    private static readonly VerifierKey[] Witnesses = [.. Enumerable.Range(0, 6).Select(i => Keys.Of($"w{i}.example", SignatureType.Ed25519Cosignature))];
    private static readonly string Text = new Checkpoint("task-force.example/log", 3, MerkleHashing.EmptyRoot).Text;

    private static readonly string TwoLevels = $"""
        # the state's own
        log {Log} https://task-force.example/log
        witness X1 {Witnesses[0]}
        witness X2 {Witnesses[1]}  https://x2.example/
        witness X3 {Witnesses[2]}
        group X-witnesses 2 X1 X2 X3

        witness Y1 {Witnesses[3]}
        {"\t"}witness  Y2 {Witnesses[4]}
        witness Y3 {Witnesses[5]}
        group Y-witnesses any Y1 Y2 Y3
        group X-and-Y all X-witnesses Y-witnesses
        quorum X-and-Y

        """;

    [Fact]
    public void Every_set_of_witnesses_is_judged_as_the_groups_say()
    {
        Assert.True(Parse(TwoLevels).IsValid(out var policy));
        for (var set = 0; set < 64; set++)
        {
            var seen = Enumerable.Range(0, 6).Where(i => (set >> i & 1) == 1).ToList();
            var enough = seen.Count(i => i < 3) >= 2 && seen.Any(i => i >= 3);
            var verdict = policy.Judge(Signed([Log, .. seen.Select(i => Witnesses[i])]), Keys.Check);
            Assert.Equal(enough, verdict is PolicyVerdict.Accepted);
        }
    }

    [Fact]
    public void Without_the_log_no_witness_helps_and_a_wrong_signature_spoils_all()
    {
        Assert.True(Parse(TwoLevels).IsValid(out var policy));
        Assert.IsType<PolicyVerdict.Refused>(policy.Judge(Signed(Witnesses), Keys.Check));
        var spoilt = new SignedCheckpoint(Signed([Log, .. Witnesses]).Note.With(new NoteSignature(Witnesses[5].Name, new byte[72])), Checkpoint.Parse(Text).Value!);
        Assert.IsType<PolicyVerdict.Refused>(policy.Judge(spoilt, Keys.Check));
    }

    [Fact]
    public void A_log_that_the_policy_does_not_name_is_not_trusted_even_with_a_key_that_it_does()
    {
        Assert.True(Parse($"log {Log}\nquorum none\n").IsValid(out var policy));
        Assert.IsType<PolicyVerdict.Accepted>(policy.Judge(Signed([Log]), Keys.Check));
        var other = new Checkpoint("other.example", 3, MerkleHashing.EmptyRoot);
        var signed = new SignedCheckpoint(SignedNote.Of(other.Text, Log.Sign(other.Text)), other);
        Assert.IsType<PolicyVerdict.Refused>(policy.Judge(signed, Keys.Check));
    }

    [Fact]
    public void A_log_that_changed_its_key_is_accepted_under_either()
    {
        var next = new VerifierKey("task-force.example/log", SignatureType.Ed25519, new byte[32]);
        Assert.True(Parse($"log {Log}\nlog {next}\nquorum none\n").IsValid(out var policy));
        Assert.IsType<PolicyVerdict.Accepted>(policy.Judge(Signed([Log]), Keys.Check));
        Assert.IsType<PolicyVerdict.Accepted>(policy.Judge(Signed([next]), Keys.Check));
    }

    [Theory]
    [InlineData(""), InlineData("quorum"), InlineData("quorum A"), InlineData("quorum none\nquorum none"), InlineData("log x"), InlineData("log {log}\nlog {log}\nquorum none"), InlineData("rule 1\nquorum none")]
    [InlineData("witness A {w0}\nwitness A {w1}\nquorum A"), InlineData("witness A {w0}\nwitness B {w0}\nquorum A"), InlineData("witness none {w0}\nquorum none"), InlineData("witness A {log}\nquorum A"), InlineData("log {w0}\nquorum none")]
    [InlineData("witness A {w0}\ngroup G 2 A\nquorum G"), InlineData("witness A {w0}\ngroup G 0 A\nquorum G"), InlineData("witness A {w0}\ngroup G 01 A\nquorum G"), InlineData("group G any A\nwitness A {w0}\nquorum G"), InlineData("group G any G\nquorum G")]
    [InlineData("witness A {w0}\ngroup G any A\ngroup H any A\nquorum G"), InlineData("witness A {w0}\ngroup G any\nquorum A"), InlineData("witness A {w0}\ngroup G any none\nquorum G"), InlineData("quorum none\r"), InlineData("witness A {w0}\ngroup G 1 A A\nquorum G")]
    public void A_policy_that_could_be_misread_is_refused(string policy) =>
        Assert.NotNull(Parse(policy.Replace("{log}", Log.ToString(), StringComparison.Ordinal)
            .Replace("{w0}", Witnesses[0].ToString(), StringComparison.Ordinal).Replace("{w1}", Witnesses[1].ToString(), StringComparison.Ordinal)).Problem);

    private static Parsed<WitnessPolicy> Parse(string text) => WitnessPolicy.Parse(Encoding.UTF8.GetBytes(text));

    private static SignedCheckpoint Signed(IEnumerable<VerifierKey> keys) =>
        new(SignedNote.Of(Text, [.. keys.Select(key => key.Sign(Text, 1_700_000_000))]), Checkpoint.Parse(Text).Value!);
}
