namespace Coordination.Host.Platform.Signing;

/// <summary>ML-DSA-44 of FIPS 204, where the platform has it: on Linux that is OpenSSL 3.5 or later.</summary>
public static class PostQuantum
{
    public const int SeedBytes = 32;

#pragma warning disable SYSLIB5006 // the interface may still change; it is used here and nowhere else
    public static bool IsSupported => MLDsa.IsSupported;

    /// <exception cref="SettingsException">This machine cannot.</exception>
    public static byte[] PublicKeyOf(byte[] seed)
    {
        Require();
        using var key = MLDsa.ImportMLDsaPrivateSeed(MLDsaAlgorithm.MLDsa44, seed);
        return key.ExportMLDsaPublicKey();
    }

    /// <exception cref="SettingsException">This machine cannot.</exception>
    public static byte[] Sign(byte[] seed, byte[] message)
    {
        Require();
        using var key = MLDsa.ImportMLDsaPrivateSeed(MLDsaAlgorithm.MLDsa44, seed);
        return key.SignData(message);
    }

    /// <exception cref="SettingsException">This machine cannot.</exception>
    public static bool Verify(byte[] publicKey, byte[] message, byte[] signature)
    {
        Require();
        if (signature.Length != MLDsaAlgorithm.MLDsa44.SignatureSizeInBytes)
            return false;
        using var key = MLDsa.ImportMLDsaPublicKey(MLDsaAlgorithm.MLDsa44, publicKey);
        return key.VerifyData(message, signature);
    }
#pragma warning restore SYSLIB5006

    private static void Require()
    {
        if (!IsSupported)
            throw new SettingsException(
                "ML-DSA-44 is not available on this machine: on Linux it needs OpenSSL 3.5 or later. Use Ed25519, or a machine " +
                    "that has it.");
    }
}
