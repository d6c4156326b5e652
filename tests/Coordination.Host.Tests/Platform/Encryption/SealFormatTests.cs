using System.Security.Cryptography;
using Coordination.Domain;
using Coordination.Host.Platform.Encryption;
using Coordination.Testing;
using Xunit;

namespace Coordination.Host.Tests.Platform.Encryption;

/// <summary>What was sealed once is readable for ever: these bytes were made by another program, from the standards alone.</summary>
public sealed class SealFormatTests : IDisposable
{
    private const string Said = "Sundays, never by voice; ask for “L.”";
    private const string Sealed =
        "AQdjb250YWN0AAEJb3Blbi1kb29yCHN1cnZpdm9yERERESIiQzOERFVVVVVVVWRlZmdoaWprbG1ub9BM/M2oaCJb1MM+VYMOrT89uV1vBV+JhRCslIO2OqioF1O3bYaK7SLlCYfYqeuPTKtjGlx3fKg4sA==";

    private static readonly KeyScope Scope = TestKeys.ScopeOf("open-door", new Guid("11111111-2222-4333-8444-555555555555"));
    private static readonly SealOrigin Origin = new(new Guid("01234567-89ab-4cde-8f01-23456789abcd"), "survivor-11111111-2222-4333-8444-555555555555", "safe-contact-recorded.v1");
    private readonly TestKeys _keys = new();

    public void Dispose() => _keys.Dispose();

    [Fact]
    public void The_key_of_an_event_is_the_one_that_RFC_5869_says()
    {
        var keys = new ScopeKeys(Scope, [Key(), RandomNumberGenerator.GetBytes(32)]);

        foreach (var _ in Enumerable.Range(0, 3)) // whatever was derived before
        {
            Assert.Equal("a4b2aa5f08ecda8453a326e1b94804e66bc68654925cb03a7e79ecbf364d1a9f", Convert.ToHexStringLower(Derived(keys, 1, Origin.EventId)));
            Derived(keys, 2, Guid.NewGuid());
        }

        var other = Guid.NewGuid();
        byte[] info = [.. "coordination/event-key/v1/"u8, .. other.ToByteArray(bigEndian: true)];
        Assert.Equal(HKDF.Expand(HashAlgorithmName.SHA256, Key(), 32, info), Derived(keys, 1, other));
        Assert.Throws<CryptographicException>(() => Derived(keys, 3, other));
    }

    [Fact]
    public void A_text_that_another_program_sealed_opens_here()
    {
        var format = SealFormat.Parse(Convert.FromBase64String(Sealed));

        Assert.Equal((Scope, 1), (format.Scope, format.KeyVersion));
        Assert.Equal(Said, format.Open(Origin, Derived(new ScopeKeys(Scope, [Key()]), 1, Origin.EventId)));
    }

    [Fact]
    public async Task No_nonce_is_given_out_twice()
    {
        var drawn = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Enumerable.Range(0, 2_000).Select(_ => Drawn()).ToList())));

        Assert.Equal(16_000, drawn.SelectMany(nonces => nonces).Distinct().Count());

        static string Drawn()
        {
            var nonce = new byte[Nonces.Size];
            Nonces.Next(nonce);
            return Convert.ToHexString(nonce);
        }
    }

    [Fact]
    public async Task What_is_sealed_is_opened_for_a_comparison_only_where_it_could_be_the_same()
    {
        var counted = await Kept(Said);

        Assert.NotEqual(Sensitive.Of(Said + "!"), counted);
        Assert.NotEqual(counted, Sensitive.Of("L."));
        _keys.Ring.Forget(Scope);
        Assert.NotEqual(counted, Sensitive.Of("somebody else's words, and longer"));
        Assert.Throws<KeyNotLoadedException>(() => counted.Equals(Sensitive.Of(Said)));
        await _keys.Ring.Fetch(Scope, TestContext.Current.CancellationToken);
        Assert.Equal(Sensitive.Of(Said), counted);
        Assert.Equal(counted, Sensitive.Of(Said));
        Assert.NotEqual(Sensitive.Of(Said.Replace('S', 'M')), counted);
        Assert.Equal(await Kept(Said), counted);
    }

    private static byte[] Key() => [.. Enumerable.Range(0, 32).Select(n => (byte)n)];

    private static byte[] Derived(ScopeKeys keys, int version, Guid eventId)
    {
        var key = new byte[ScopeKeys.KeyBytes];
        keys.DeriveEventKey(version, eventId, key);
        return key;
    }

    private async Task<Sensitive<string>> Kept(string text)
    {
        await _keys.Ring.FetchOrMake(Scope, TestContext.Current.CancellationToken);
        using var sealer = new EventSealer(_keys.Ring, Origin, Scope);
        return new Sensitive<string>(new SealedText(_keys.Ring, sealer.Seal("contact", text), Origin));
    }
}
