using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Coordination.Benchmarks;

/// <summary>
/// Sends commands over one connection that stays open, and looks at the status and length of each answer: as lean as <c>pgbench</c>,
/// since clients and host share the processors and the host is what is measured. Not for use by several callers at once.
/// </summary>
internal sealed class LeanClient : IDisposable
{
    private const int LargestMessage = 64 * 1024;
    private const int StatusAt = 9; // behind "HTTP/1.1 "

    // Kestrel closes what was idle for 130 s, as while views catch up or the next part is prepared.
    private static readonly TimeSpan s_longestIdle = TimeSpan.FromSeconds(60);

    private readonly Uri _host;
    private Socket _socket = NewSocket();
    private long _usedAt = Stopwatch.GetTimestamp();
    private readonly byte[] _sent = new byte[LargestMessage];
    private readonly byte[] _received = new byte[LargestMessage];
    private readonly string _headers;

    private LeanClient(Uri host, string token)
    {
        _host = host;
        _headers = $"Host: {host.Authority}\r\nAuthorization: Bearer {token}\r\nContent-Type: application/json\r\n";
    }

    public static async Task<LeanClient> Connect(Uri host, string token)
    {
        var client = new LeanClient(host, token);
        await client._socket.ConnectAsync(host.Host, host.Port);
        return client;
    }

    /// <summary>Sends a command with a fresh key, is content with nothing but a success, and gives the whole answer.</summary>
    public async Task<string> Answer(string path, string json) => Encoding.UTF8.GetString(_received, 0, await Command(path, json));

    /// <summary>The same, and gives only how long the answer is.</summary>
    public async Task<int> Command(string path, string json)
    {
        if (Stopwatch.GetElapsedTime(_usedAt) > s_longestIdle)
        {
            await Reconnect();
        }

        var request = $"POST {path} HTTP/1.1\r\n{_headers}Idempotency-Key: {Guid.NewGuid()}\r\nContent-Length: {Encoding.UTF8.GetByteCount(json)}\r\n\r\n{json}";
        await _socket.SendAsync(_sent.AsMemory(0, Encoding.UTF8.GetBytes(request, _sent)));
        var length = await Receive();
        _usedAt = Stopwatch.GetTimestamp();
        if (_received[StatusAt] != (byte)'2')
        {
            throw new InvalidOperationException($"{path} answered {Encoding.UTF8.GetString(_received, 0, length)}");
        }

        return length;
    }

    public void Dispose() => _socket.Dispose();

    private static Socket NewSocket() => new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };

    private async Task Reconnect()
    {
        _socket.Dispose();
        _socket = NewSocket();
        await _socket.ConnectAsync(_host.Host, _host.Port);
    }

    private async Task<int> Receive()
    {
        var (length, expected) = (0, int.MaxValue);
        while (length < expected)
        {
            var more = await _socket.ReceiveAsync(_received.AsMemory(length));
            if (more == 0)
            {
                throw new InvalidOperationException("The host closed the connection.");
            }

            length += more;
            if (expected == int.MaxValue)
            {
                expected = LengthOf(_received.AsSpan(0, length));
            }
        }

        return length;
    }

    /// <summary>The length of the whole answer; the largest number while its head is not there yet.</summary>
    private static int LengthOf(ReadOnlySpan<byte> answer)
    {
        var head = answer.IndexOf("\r\n\r\n"u8);
        if (head < 0)
        {
            return int.MaxValue;
        }

        var name = answer[..head].IndexOf("Content-Length: "u8);
        if (name < 0)
        {
            return answer[..head].IndexOf("chunked"u8) < 0 || answer.EndsWith("\r\n0\r\n\r\n"u8) ? answer.Length : int.MaxValue;
        }

        var value = answer[(name + "Content-Length: ".Length)..];
        return head + "\r\n\r\n".Length + int.Parse(value[..value.IndexOf("\r\n"u8)], NumberStyles.None, CultureInfo.InvariantCulture);
    }
}
