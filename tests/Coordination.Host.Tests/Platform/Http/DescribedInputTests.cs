using System.Text.Json.Nodes;
using Coordination.Host.Platform.Identity;
using Coordination.Testing;
using Xunit;

namespace Coordination.Host.Tests.Platform.Http;

/// <summary>What the description says that an operation takes is what it takes: tried for every operation, with inputs made from the description.</summary>
public sealed class DescribedInputTests(CoordinationHost host) : IClassFixture<CoordinationHost>
{
    private static readonly string[] s_outOfRange = ["0001-01-01T00:00:00Z", "1899-12-31T23:59:59Z", "2200-01-01T00:00:01Z", "9999-12-31T00:00:00Z", "9999-12-31T23:59:59.9999999Z", "1900-01-01T00:00:00+14:00", "2199-12-31T23:59:59-14:00", "0001-01-01T00:00:00-14:00"];
    private static readonly string[] s_noDates = ["2016-12-31T23:59:60Z", "9999-12-31T23:59:59-14:00", "0001-01-01T00:00:00+14:00", "10000-01-01T00:00:00Z", "-0001-01-01T00:00:00Z", "2026-03-01T24:00:01Z", "2026-02-30T00:00:00Z", "2026-03-01T09:30:00", "2026-03-01", "2026-03-01 09:30:00Z", "2026-03-01T09:30:00+25:00", "03/01/2026", "now", ""];
    private static readonly string[] s_extremes = ["1900-01-01T00:00:00Z", "2200-01-01T00:00:00Z", "2199-12-31T23:59:59+14:00", "1900-01-01T00:00:00-14:00"];
    private static readonly long[] s_numbers = [int.MinValue, int.MaxValue, 90, -1];
    private static readonly string[] s_daysOutside = ["0001-01-01", "1899-12-31", "2200-01-02", "9999-12-31", "2026-02-30", "2026-03-01T00:00:00Z", ""];

    private ApiClient Everybody => host.As("amina", "open-door", [.. Roles.All.Except([Roles.Auditor, Roles.Survivor])]);

    /// <summary>Those who may between them call everything.</summary>
    private IEnumerable<ApiClient> Callers =>
    [
        Everybody, host.As("rosa", "task-force-office", Roles.Coordinator, Roles.Administrator), host.As("noor", "independent-audit", Roles.Auditor),
        host.AsSurvivor(new(Guid.NewGuid()), "open-door"),
    ];

    [Fact]
    public async Task A_body_that_is_made_as_described_is_never_malformed_and_fails_nobody()
    {
        var contract = await Contract();
        var samples = new SampleBodies(contract.Description, "x");
        var operations = contract.Operations.Where(operation => operation.Body is not null).ToList();
        Assert.True(operations.Count > 60, $"Only {operations.Count} take a body.");

        foreach (var operation in operations)
        {
            foreach (var body in new[] { samples.Whole(operation.Node), samples.OnlyRequired(operation.Node) })
            {
                var answer = await Ask(operation, samples.Address(operation.Path, operation.Node), body);
                Assert.True(answer.Problem is not ("malformed" or "internal" or "wrong-media-type"), $"{operation}: {body?.ToJsonString()}\n{answer.Text}");
                Remember(samples, answer);
            }
        }
    }

    [Fact, Trait("Sweep", "true")]
    public async Task Every_date_of_every_body_has_bounds_and_the_answer_names_the_field()
    {
        var (fields, samples) = (0, new SampleBodies((await Contract()).Description, "x"));
        foreach (var (operation, body, path, format) in await Dates(samples))
        {
            fields++;
            foreach (var wrong in format == "date" ? s_daysOutside : Wrong(fields))
            {
                var answer = await Ask(operation, samples.Address(operation.Path, operation.Node), With(body, path, wrong));
                var expected = s_outOfRange.Contains(wrong) || (format == "date" && DateOnly.TryParseExact(wrong, "yyyy-MM-dd", out _)) ? (422, "invalid-input", path) : (400, "malformed", path);
                Assert.True(expected == ((int)answer.Status, answer.Problem, answer.Field), $"{operation} {path} '{wrong}': {answer.Status} {answer.Text}");
            }
        }
        Assert.True(fields > 25, $"Only {fields} dates were found.");
    }

    [Fact, Trait("Sweep", "true")]
    public async Task No_date_within_the_bounds_and_no_number_leads_out_of_the_calendar()
    {
        var samples = new SampleBodies((await Contract()).Description, "x");
        for (var round = 0; round < 2; round++) // what is made in the first is there in the second
        {
            foreach (var (operation, body, path, format) in await Dates(samples))
            {
                foreach (var (at, extreme) in s_extremes.Index())
                {
                    // The sample takes one number with each date, and in the second round another: the first date with the smallest, the last with the largest, and others.
                    foreach (var number in Sweep.Of([s_numbers[(at + (2 * round)) % s_numbers.Length]], s_numbers))
                    {
                        var answer = await Ask(operation, samples.Address(operation.Path, operation.Node), WithNumbers(With(body, path, format == "date" ? extreme[..10] : extreme), number));
                        Assert.True((int)answer.Status < 500, $"{operation} {path} '{extreme}' {number}: {answer.Text}");
                        Remember(samples, answer);
                    }
                }
            }
        }
    }

    [Fact]
    public async Task Every_date_of_every_query_has_the_same_bounds()
    {
        var (contract, asked) = (await Contract(), 0);
        var samples = new SampleBodies(contract.Description, "x");
        foreach (var operation in contract.Operations)
        {
            foreach (var name in QueryOf(operation).Where(parameter => parameter["schema"]!["format"]?.GetValue<string>() == "date-time").Select(parameter => parameter["name"]!.GetValue<string>()))
            {
                asked++;
                foreach (var wrong in s_outOfRange.Concat(s_noDates).Where(text => text.Length > 0))
                {
                    var answer = await Ask(operation, $"{samples.Address(operation.Path, operation.Node)}?{name}={Uri.EscapeDataString(wrong)}", null);
                    Assert.True(answer.Field == name && answer.Problem == (s_outOfRange.Contains(wrong) ? "invalid-input" : "malformed"), $"{operation} {name}={wrong}: {answer.Text}");
                }
                foreach (var extreme in s_extremes)
                    Assert.True((int)(await Ask(operation, $"{samples.Address(operation.Path, operation.Node)}?{name}={Uri.EscapeDataString(extreme)}", null)).Status < 500, $"{operation} {name}={extreme}");
            }
        }
        Assert.True(asked > 5, $"Only {asked} dates were found.");
    }

    [Fact]
    public async Task A_query_name_that_is_not_described_or_there_twice_is_refused_by_every_operation()
    {
        var contract = await Contract();
        var samples = new SampleBodies(contract.Description, "x");
        foreach (var operation in contract.Operations)
        {
            var address = samples.Address(operation.Path, operation.Node);
            async Task Refuses(string query, string field)
            {
                var answer = await Ask(operation, $"{address}?{query}", operation.Method == "GET" ? null : samples.Whole(operation.Node));
                Assert.True(((int)answer.Status, answer.Problem, answer.Field) == (400, "malformed", field), $"{operation} ?{query}: {answer.Status} {answer.Text}");
            }
            await Refuses("advocate=amina", "advocate");
            await Refuses("zone=UTC&advocat=", operation.Method == "GET" ? "advocat" : "zone");
            foreach (var name in QueryOf(operation).Select(parameter => parameter["name"]!.GetValue<string>()))
            {
                await Refuses($"{name}=1&{name}=1", name);
                await Refuses($"{name}=1&{name.ToUpperInvariant()}=2", name);
            }
        }
    }

    [Fact]
    public async Task A_query_value_of_the_wrong_kind_is_named()
    {
        Assert.Equal(("malformed", "limit"), await Says("/v1/caseload/cases?limit=many"));
        Assert.Equal(("malformed", "limit"), await Says("/v1/caseload/cases?limit=99999999999"));
        Assert.Equal(("malformed", "days"), await Says("/v1/reminders?days=1.5"));
        Assert.Equal(("malformed", "dueBefore"), await Says("/v1/caseload/disclosures?dueBefore=yesterday"));
        Assert.Equal(("malformed", null), await Says("/v1/caseload/cases?%3Cscript%3E=1"));

        async Task<(string?, string?)> Says(string address) => (await Everybody.Get(address)) is var answer ? (answer.Problem, answer.Field) : default;
    }

    [Fact]
    public async Task Where_every_field_is_optional_no_body_is_needed_and_everywhere_else_one_is()
    {
        var contract = await Contract();
        var samples = new SampleBodies(contract.Description, "x");
        var (optional, required) = (0, 0);
        foreach (var operation in contract.Operations.Where(operation => operation.Body is not null))
        {
            var isOptional = operation.Node["requestBody"]!["required"]?.GetValue<bool>() != true;
            var answer = await Ask(operation, samples.Address(operation.Path, operation.Node), null);
            Assert.True(isOptional != (answer.Problem == "malformed"), $"{operation}: {answer.Text}");
            (optional, required) = isOptional ? (optional + 1, required) : (optional, required + 1);
        }
        Assert.True(optional > 2 && required > 40, $"{optional} optional, {required} required");
    }

    /// <summary>What is no date, and dates out of range. The sample takes for each field the last too early and the first too late, and of the others a few in turn.</summary>
    private static string[] Wrong(int field) => Sweep.Of<string[]>(
        [.. new[] { 1, 2, field % s_outOfRange.Length }.Distinct().Select(at => s_outOfRange[at]), .. Enumerable.Range(3 * field, 3).Select(at => s_noDates[at % s_noDates.Length])],
        [.. s_outOfRange, .. s_noDates]);

    /// <summary>Later addresses name what was made; but for the callers' own agency, which would be suspended or leave.</summary>
    private static void Remember(SampleBodies samples, ApiReply answer)
    {
        if (answer.Headers.Location?.ToString() is { } made && !made.EndsWith("/open-door", StringComparison.Ordinal))
            samples.Remember(made);
    }

    private async Task<ApiContract> Contract() => await ApiContract.Of(host.CreateClient());

    /// <summary>Asked by the first of them who may.</summary>
    private async Task<ApiReply> Ask(ApiContract.Operation operation, string address, JsonNode? body)
    {
        ApiReply? answer = null;
        foreach (var caller in Callers)
        {
            answer = operation.Method == "GET" ? await caller.Get(address) : await caller.Post(address, body);
            if (answer.Problem != "forbidden")
                return answer;
        }
        throw new InvalidOperationException($"Nobody may call {operation}: {answer!.Text}");
    }

    private static IEnumerable<JsonNode> QueryOf(ApiContract.Operation operation) =>
        (operation.Node["parameters"] as JsonArray ?? []).OfType<JsonNode>().Where(parameter => parameter["in"]!.GetValue<string>() == "query");

    /// <summary>Every date in a whole body of every operation.</summary>
    private async Task<List<(ApiContract.Operation Operation, JsonNode Body, string Path, string Format)>> Dates(SampleBodies samples) =>
        [.. from operation in (await Contract()).Operations
            let body = operation.Body is null ? null : samples.Whole(operation.Node)
            where body is not null
            from date in DatesIn(body, "")
            select (operation, body, date.Path, date.Format)];

    private static IEnumerable<(string Path, string Format)> DatesIn(JsonNode? node, string path) => node switch
    {
        JsonObject members => members.SelectMany(member => DatesIn(member.Value, path.Length == 0 ? member.Key : $"{path}.{member.Key}")),
        JsonArray items => items.SelectMany((item, at) => DatesIn(item, $"{path}[{at}]")),
        JsonValue value when value.ToString() == SampleBodies.Instant => [(path, "date-time")],
        JsonValue value when value.ToString() == SampleBodies.Day => [(path, "date")],
        _ => [],
    };

    private static JsonNode With(JsonNode body, string path, string value)
    {
        var copy = body.DeepClone();
        var steps = path.Replace("[", ".[", StringComparison.Ordinal).Split('.');
        var at = copy;
        foreach (var step in steps[..^1])
            at = step[0] == '[' ? at[int.Parse(step[1..^1], System.Globalization.CultureInfo.InvariantCulture)]! : at[step]!;
        if (steps[^1][0] == '[')
            at[int.Parse(steps[^1][1..^1], System.Globalization.CultureInfo.InvariantCulture)] = value;
        else
            at[steps[^1]] = value;
        return copy;
    }

    private static JsonNode WithNumbers(JsonNode body, long number)
    {
        if (body is JsonObject members)
        {
            foreach (var (name, value) in members.ToList())
            {
                if (value is JsonValue one && one.GetValueKind() == System.Text.Json.JsonValueKind.Number)
                    members[name] = number;
                else if (value is not null)
                    WithNumbers(value, number);
            }
        }
        else if (body is JsonArray items)
        {
            foreach (var item in items.OfType<JsonObject>())
                WithNumbers(item, number);
        }
        return body;
    }
}
