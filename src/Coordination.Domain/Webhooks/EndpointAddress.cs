using System.Net;
using System.Net.Sockets;

namespace Coordination.Domain.Webhooks;

/// <summary>Which addresses a deployment sends to, beside those that everybody can reach.</summary>
/// <param name="AllowsLoopback">Whether this machine itself may be meant, also without TLS: for development.</param>
/// <param name="InternalRelays">Hosts of the deployment's own network that may be meant, each with its port:
/// <c>relay.internal:8443</c>.</param>
public sealed record AddressRules(bool AllowsLoopback, IReadOnlyList<string> InternalRelays)
{
    /// <summary>Only what everybody can reach.</summary>
    public static AddressRules PublicOnly { get; } = new(false, []);

    /// <summary>Whether it is a relay of the deployment's own network.</summary>
    public bool IsRelay(string host, int port) =>
        InternalRelays.Contains(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{host}:{port}"),
            StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// Whether it may be connected to. This is asked of each address to which a name resolves, when the connection is made: an address that
    /// was public when it was named may lead inside later.
    /// </summary>
    public bool Allows(string host, int port, IPAddress address) =>
        InternetAddress.IsPublic(address) || (AllowsLoopback && IPAddress.IsLoopback(address)) || IsRelay(host, port);
}

/// <summary>Whether an address can be one of an endpoint, as far as it can be told from its text.</summary>
public static class EndpointAddress
{
    private const int Longest = 1_000;
    private const string Field = "address";

    // Reserved for networks of one's own (RFC 6762, RFC 8375, and .internal, which ICANN set aside).
    private static readonly IReadOnlyList<string> s_namesWithin = [".local", ".internal", ".home.arpa", ".localdomain", ".lan"];

    /// <summary>Null when it can, else what is wrong with it. The text is not repeated.</summary>
    public static Refusal? Check(Sensitive<string> address, AddressRules rules)
    {
        ArgumentNullException.ThrowIfNull(address);
        ArgumentNullException.ThrowIfNull(rules);
        var text = address.Reveal();
        // Letters and digits of other scripts, dots that are none, and escapes are read as something else somewhere on the way.
        if (!text.All(letter => letter is > ' ' and <= '~' and not '\\'))
            return Wrong("The address has ASCII characters only, without blanks. Write a name of another script in its ASCII form, which " +
                "begins with xn--.");
        if (text.Length > Longest || !Uri.TryCreate(text, UriKind.Absolute, out var uri))
            return Wrong($"Give a whole address such as https://example.org/hooks, of at most {Longest} characters.");
        if (uri.Scheme != Uri.UriSchemeHttps && !(uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback && rules.AllowsLoopback))
            return Wrong("The address begins with https://: what goes there is not to be read on the way.");
        if (uri.UserInfo.Length > 0 || uri.Fragment.Length > 0)
            return Wrong("The address holds no user, no password and no fragment. Who sends is proved by the signature.");
        if (!IsWellFormed(uri, text))
            return Wrong("The host is a whole name such as hooks.example.org, or an address in its usual form, without escapes and " +
                "without a dot at its end.");
        return IsReachable(uri, rules)
            ? null
            : Wrong("Nothing is sent to addresses inside a network. A deployment that needs a relay names it in its settings.");
    }

    // Of what was typed, not of what a parser made of it: 127.1, 0x7f000001 and 2130706433 are all one address, and another parser reads
    // each in its own way.
    private static bool IsWellFormed(Uri uri, string text)
    {
        var authority = text[(text.IndexOf("://", StringComparison.Ordinal) + 3)..].Split('/', '?', '#')[0];
        if (authority.StartsWith('['))
            return uri.HostNameType == UriHostNameType.IPv6 && !authority.Contains('%', StringComparison.Ordinal);
        var host = authority.Split(':')[0];
        return IPAddress.TryParse(host, out var address)
            ? address.ToString() == host
            : host.Split('.') is var labels && labels.All(IsLabel) && !IsNumber(labels[^1]) && IsSameInAscii(uri, host);
    }

    private static bool IsLabel(string label) =>
        label.Length is > 0 and <= 63 && label.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_') && label[0] != '-'
            && label[^1] != '-';

    // A host that ends in a number is an address to browsers and to curl, whatever stands before it.
    private static bool IsNumber(string label) =>
        label.All(char.IsAsciiDigit) || label.StartsWith("0x", StringComparison.OrdinalIgnoreCase);

    private static bool IsSameInAscii(Uri uri, string host)
    {
        try
        {
            return string.Equals(uri.IdnHost, host, StringComparison.OrdinalIgnoreCase);
        }
        catch (UriFormatException)
        {
            return false; // xn-- and what is no encoded name
        }
    }

    private static bool IsReachable(Uri uri, AddressRules rules) => true switch
    {
        _ when rules.IsRelay(uri.IdnHost, uri.Port) => true,
        _ when IPAddress.TryParse(uri.IdnHost.Trim('[', ']'), out var address) => rules.Allows(uri.IdnHost, uri.Port, address),
        _ when uri.IsLoopback || uri.IdnHost.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase) => rules.AllowsLoopback,
        _ when s_namesWithin.Any(within => uri.IdnHost.EndsWith(within, StringComparison.OrdinalIgnoreCase)) => false,
        _ => uri.IdnHost.Contains('.', StringComparison.Ordinal), // a bare name is one of the own network
    };

    private static Refusal Wrong(string message) => new(RefusalReason.InvalidInput, message, Field);
}

/// <summary>Which addresses belong to the internet at large (RFC 6890 and the registries that it names).</summary>
public static class InternetAddress
{
    private static readonly IPNetwork[] NotPublic =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
            "192.0.2.0/24", "192.31.196.0/24",
            "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
            "224.0.0.0/4", "240.0.0.0/4",
            "2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20",
        }.Select(network => IPNetwork.Parse(network)),
    ];

    private static readonly IPNetwork GlobalUnicast = IPNetwork.Parse("2000::/3");

    /// <summary>Whether it is reached over the internet: not this machine, no private network, no link, no group, no tunnel that hides one
    /// of these.</summary>
    public static bool IsPublic(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        var meant = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return (meant.AddressFamily == AddressFamily.InterNetwork || GlobalUnicast.Contains(meant))
            && !NotPublic.Any(network => network.Contains(meant));
    }
}
