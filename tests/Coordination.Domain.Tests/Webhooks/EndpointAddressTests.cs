using System.Net;
using Coordination.Domain.Webhooks;
using Xunit;

namespace Coordination.Domain.Tests.Webhooks;

/// <summary>Whoever may name an address must not reach inside with it.</summary>
public sealed class EndpointAddressTests
{
    private static readonly AddressRules Development = new(true, []), WithRelay = new(false, ["relay.internal:8443", "10.1.2.3:443"]);

    [Theory]
    [InlineData("https://hooks.example.org/in?tenant=3"), InlineData("https://hooks.example.org:8443/"), InlineData("https://93.184.216.34/"), InlineData("https://[2606:2800:220:1::1]/")]
    [InlineData("https://xn--exmple-cua.org/hooks"), InlineData("HTTPS://Hooks.Example.ORG/In"), InlineData("https://hooks_1.example.org/"), InlineData("https://1.example.org/"), InlineData("https://hooks.example.org?a=b")]
    public void What_everybody_can_reach_may_be_named(string address) => Assert.Null(Check(address, AddressRules.PublicOnly));

    [Theory]
    [InlineData("http://hooks.example.org/"), InlineData("ftp://hooks.example.org/"), InlineData("hooks.example.org"), InlineData("/hooks"), InlineData(""), InlineData("https://")]
    [InlineData("https://user:word@hooks.example.org/"), InlineData("https://hooks.example.org/#here"), InlineData("file:///etc/passwd"), InlineData("gopher://hooks.example.org/")]
    [InlineData("https://localhost/"), InlineData("https://LOCALHOST:443/"), InlineData("https://a.localhost/"), InlineData("https://127.0.0.1/"), InlineData("https://127.1/"), InlineData("https://2130706433/")]
    [InlineData("https://0x7f000001/"), InlineData("https://0177.0.0.1/"), InlineData("https://0/"), InlineData("https://10.0.0.7/"), InlineData("https://172.31.255.255/"), InlineData("https://192.168.1.1/")]
    [InlineData("https://169.254.169.254/latest/meta-data"), InlineData("https://100.64.0.1/"), InlineData("https://[::1]/"), InlineData("https://[::]/"), InlineData("https://[fe80::1]/"), InlineData("https://[fd00::1]/")]
    [InlineData("https://[::ffff:10.0.0.1]/"), InlineData("https://[64:ff9b::a00:1]/"), InlineData("https://[2002:a00:1::]/"), InlineData("https://database/"), InlineData("https://metadata/"), InlineData("https://224.0.0.1/")]
    [InlineData("https://①②⑦.⓪.⓪.①/"), InlineData("https://１２７.０.０.１/"), InlineData("https://𝟏𝟐𝟕.𝟎.𝟎.𝟏/"), InlineData("https://١٢٧.٠.٠.١/"), InlineData("https://127。0。0。1/"), InlineData("https://ｌｏｃａｌｈｏｓｔ/")]
    [InlineData("https://hooks.exämple.org/"), InlineData("https://hooks。example。org/"), InlineData("https://hooks.example.org\u200b/"), InlineData("https://hooks.examp\u00adle.org/"), InlineData("https://hooks.example.org/\u202e")]
    [InlineData("https://127.0.0.1./"), InlineData("https://hooks.example.org./"), InlineData("https://hooks..example.org/"), InlineData("https://.example.org/"), InlineData("https://0x7f.0.0.1/"), InlineData("https://0x7f.1/")]
    [InlineData("https://017700000001/"), InlineData("https://93.184.216.034/"), InlineData("https://1.2.3.4.5/"), InlineData("https://93.184/"), InlineData("https://example.999/"), InlineData("https://example.0x7f/")]
    [InlineData("https://%31%32%37.0.0.1/"), InlineData("https://hooks%2eexample.org/"), InlineData("https://[fe80::1%25eth0]/"), InlineData("https://[::127.0.0.1]/"), InlineData("https://[::ffff:7f00:1]/"), InlineData("https://[0:0:0:0:0:ffff:127.0.0.1]/")]
    [InlineData("https://hooks.example.org\\@10.0.0.1/"), InlineData("https://@hooks.example.org/"), InlineData("https://:@hooks.example.org/"), InlineData("https://hooks.example.org @10.0.0.1/"), InlineData(" https://hooks.example.org/"), InlineData("https://hooks.example.org/\t")]
    [InlineData("https:/hooks.example.org/"), InlineData("https:hooks.example.org"), InlineData("https:///hooks.example.org/"), InlineData("https://xn--/"), InlineData("https://xn--\u0000.example.org/"), InlineData("https://-hooks.example.org/")]
    [InlineData("https://printer.local/"), InlineData("https://vault.internal/"), InlineData("https://router.home.arpa/"), InlineData("https://db.LAN/"), InlineData("https://a.localdomain/")]
    public void What_leads_inside_or_can_be_read_on_the_way_may_not(string address)
    {
        var refusal = Check(address, AddressRules.PublicOnly);

        Assert.Equal((RefusalReason.InvalidInput, "address"), (refusal?.Reason, refusal?.Field));
        Assert.True(address.Length < 12 || !refusal!.Message.Contains(address, StringComparison.OrdinalIgnoreCase), "The address is not repeated.");
    }

    [Theory]
    [InlineData("http://127.0.0.1:5005/hooks"), InlineData("http://localhost:5005/"), InlineData("https://localhost/"), InlineData("http://[::1]:5005/")]
    public void Development_may_mean_this_machine(string address)
    {
        Assert.Null(Check(address, Development));
        Assert.NotNull(Check(address, AddressRules.PublicOnly));
    }

    [Theory]
    [InlineData("http://10.0.0.7/"), InlineData("https://10.0.0.7/"), InlineData("http://hooks.example.org/")]
    public void Development_may_mean_nothing_else(string address) => Assert.NotNull(Check(address, Development));

    [Fact]
    public void A_relay_is_named_with_its_port_and_nothing_beside_it_is_opened()
    {
        Assert.Null(Check("https://relay.internal:8443/hooks", WithRelay));
        Assert.Null(Check("https://10.1.2.3/hooks", WithRelay));
        Assert.NotNull(Check("https://10.1.2.3:22/", WithRelay));
        Assert.NotNull(Check("https://10.1.2.4/", WithRelay));
        Assert.NotNull(Check("http://relay.internal:8443/hooks", WithRelay));
        Assert.False(WithRelay.Allows("relay.internal", 22, IPAddress.Parse("10.0.0.9")));
        Assert.True(WithRelay.Allows("relay.internal", 8443, IPAddress.Parse("10.0.0.9")));
    }

    [Fact]
    public void A_public_name_that_leads_inside_is_found_out_when_it_is_connected_to()
    {
        Assert.Null(Check("https://rebind.example.org/", AddressRules.PublicOnly));
        Assert.False(AddressRules.PublicOnly.Allows("rebind.example.org", 443, IPAddress.Parse("192.168.0.1")));
        Assert.False(AddressRules.PublicOnly.Allows("rebind.example.org", 443, IPAddress.Parse("::ffff:127.0.0.1")));
        Assert.True(AddressRules.PublicOnly.Allows("rebind.example.org", 443, IPAddress.Parse("93.184.216.34")));
    }

    private static Refusal? Check(string address, AddressRules rules) => EndpointAddress.Check(Sensitive.Of(address), rules);
}
