using System.Text;
using Coordination.Demo.Story;
using Coordination.Host.Platform.Identity;
using Xunit;

namespace Coordination.Host.Tests.Platform.Identity;

public sealed class IdentifierMintTests
{
    private readonly IdentifierMint _mint = new(new(new byte[32]));

    [Fact]
    public void A_name_leads_back_to_what_it_names_for_its_agency_and_to_nothing_for_another()
    {
        for (var i = 0; i < 200; i++)
        {
            var identifier = Guid.NewGuid();
            var name = _mint.NameOf("open-door", identifier);
            Assert.NotEqual(identifier, name);
            Assert.NotEqual(name, _mint.NameOf("county-sheriff", identifier));
            Assert.Equal(identifier, _mint.IdentifierOf("open-door", name));
            Assert.NotEqual(identifier, _mint.IdentifierOf("county-sheriff", name));
            using var names = _mint.For("open-door");
            Assert.Equal((name, identifier), (names.NameOf(identifier), names.IdentifierOf(name)));
        }
    }

    [Fact]
    public void Another_secret_gives_other_names()
    {
        var identifier = Guid.NewGuid();
        var secret = new byte[32];
        secret[0] = 1;
        Assert.NotEqual(_mint.NameOf("open-door", identifier), new IdentifierMint(new(secret)).NameOf("open-door", identifier));
        Assert.Throws<SettingsException>(() => new IdentifierKey(new byte[31]));
    }

    [Fact]
    public void What_a_command_makes_follows_from_caller_key_and_payload_and_from_nothing_else()
    {
        var three = _mint.New("amina", "key", [1], 0, 3);
        Assert.Equal(three, _mint.New("amina", "key", [1], 0, 3));
        Assert.Equal(three[2], _mint.New("amina", "key", [1], 2, 1)[0]);
        Assert.Distinct([.. three, .. _mint.New("amina", "key", [2], 0, 3), .. _mint.New("amina", "other", [1], 0, 3), .. _mint.New("dana", "key", [1], 0, 3)]);
        Assert.All(three, id => Assert.Equal(4, id.Version));
    }

    [Fact]
    public void A_seal_is_read_by_whom_it_was_made_for_and_not_once_it_was_touched()
    {
        var seal = _mint.Seal("open-door", "2026-03-01 / case/…");
        Assert.Equal(seal, _mint.Seal("open-door", "2026-03-01 / case/…"));
        Assert.Equal("2026-03-01 / case/…", _mint.Unseal("open-door", seal));
        Assert.Null(_mint.Unseal("county-sheriff", seal));
        for (var at = 0; at < seal.Length; at++)
            Assert.Null(_mint.Unseal("open-door", $"{seal[..at]}{(seal[at] == 'A' ? 'B' : 'A')}{seal[(at + 1)..]}"));
    }

    [Fact]
    public void The_handler_for_tools_changes_only_what_is_nothing_but_an_identifier()
    {
        const string id = "3f2b6c1e-0d5a-4c7e-9b0a-2f1d8e6a4b35";
        var json = Encoding.UTF8.GetBytes($$"""{"a":"{{id}}","b":["{{id}}","she said {{id}}"],"c":"\"{{id}}","d":"2026-03-01T09-00-00","e":"x{{id}}"}""");
        IdentifierText.ChangeValues(json, identifiers => identifiers.Clear());
        var zero = Guid.Empty.ToString();
        Assert.Equal($$"""{"a":"{{zero}}","b":["{{zero}}","she said {{id}}"],"c":"\"{{id}}","d":"2026-03-01T09-00-00","e":"x{{id}}"}""", Encoding.UTF8.GetString(json));
        Assert.Equal($"/v1/cases/{zero}?waitFor=consent-{zero}@5", IdentifierText.ChangeAll($"/v1/cases/{id}?waitFor=consent-{id}@5", identifiers => identifiers.Clear()));
    }
}
