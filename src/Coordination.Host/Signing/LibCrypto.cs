using System.Reflection;
using System.Runtime.InteropServices;
using Coordination.Host.Security;

namespace Coordination.Host.Signing;

/// <summary>The few functions of OpenSSL's libcrypto that are needed, and where to look for them.</summary>
internal static class LibCrypto
{
    private const string Library = "libcrypto";
    private static readonly string[] Candidates = ["libcrypto.so.3", "libcrypto.so", "libcrypto.so.1.1", "libcrypto.3.dylib", "libcrypto-3-x64.dll", "libcrypto-3-arm64.dll"];

    static LibCrypto() => NativeLibrary.SetDllImportResolver(typeof(LibCrypto).Assembly, Find);

    /// <summary>Runs something that calls libcrypto.</summary>
    /// <exception cref="SettingsException">It is not there, or too old; the message says what to install.</exception>
    public static T Use<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception missing) when (missing is DllNotFoundException or EntryPointNotFoundException or TypeInitializationException)
        {
            throw new SettingsException($"Ed25519 needs OpenSSL's libcrypto 1.1.1 or later, and none of {string.Join(", ", Candidates)} could be used. Debian and Ubuntu have it in the package libssl3, Alpine in libcrypto3, Fedora in openssl-libs.");
        }
    }

    private static nint Find(string name, Assembly assembly, DllImportSearchPath? path)
    {
        if (name != Library)
            return 0;
        foreach (var candidate in Candidates)
            if (NativeLibrary.TryLoad(candidate, assembly, path, out var handle))
                return handle;
        return 0;
    }

#pragma warning disable SYSLIB1054 // everything here is blittable as it stands, and generated code would need unsafe blocks
    [DllImport(Library), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern nint EVP_PKEY_new_raw_private_key(int type, nint engine, in byte key, nuint length);

    [DllImport(Library), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern nint EVP_PKEY_new_raw_public_key(int type, nint engine, in byte key, nuint length);

    [DllImport(Library), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern int EVP_PKEY_get_raw_public_key(nint key, ref byte bytes, ref nuint length);

    [DllImport(Library), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern void EVP_PKEY_free(nint key);

    [DllImport(Library), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern nint EVP_MD_CTX_new();

    [DllImport(Library), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern void EVP_MD_CTX_free(nint context);

    [DllImport(Library), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern int EVP_DigestSignInit(nint context, nint keyContext, nint digest, nint engine, nint key);

    [DllImport(Library), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern int EVP_DigestSign(nint context, ref byte signature, ref nuint signatureLength, in byte message, nuint length);

    [DllImport(Library), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern int EVP_DigestVerifyInit(nint context, nint keyContext, nint digest, nint engine, nint key);

    [DllImport(Library), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern int EVP_DigestVerify(nint context, in byte signature, nuint signatureLength, in byte message, nuint length);
#pragma warning restore SYSLIB1054
}
