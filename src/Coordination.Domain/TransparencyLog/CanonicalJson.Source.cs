using System.Buffers;

namespace Coordination.Domain.TransparencyLog;

public sealed partial class CanonicalJson
{
    private ref struct Source(ReadOnlySpan<byte> json)
    {
        private readonly ReadOnlySpan<byte> _json = json;
        private int _at;

        public readonly bool AtEnd => _at == _json.Length;

        /// <summary>The next byte as a character; U+0000 at the end.</summary>
        public readonly char Peek => AtEnd ? '\0' : (char)_json[_at];

        public readonly NotCanonicalException Broken() => new(_at);

        public void SkipSpace()
        {
            while (!AtEnd && _json[_at] is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t')
                _at++;
        }

        public byte Next() => AtEnd ? throw Broken() : _json[_at++];

        public ReadOnlySpan<byte> Next(int count)
        {
            if (_json.Length - _at < count)
                throw Broken();
            _at += count;
            return _json.Slice(_at - count, count);
        }

        /// <summary>Takes a byte that must come, and white space behind it unless a string follows it.</summary>
        public void Take(byte expected)
        {
            if (Next() != expected)
            {
                _at--;
                throw Broken();
            }

            if (expected != (byte)'"')
                SkipSpace();
        }

        public void Take(ReadOnlySpan<byte> word)
        {
            if (!_json[_at..].StartsWith(word))
                throw Broken();
            _at += word.Length;
        }

        /// <summary>Takes a byte behind white space, if it comes.</summary>
        public bool TryTake(byte expected)
        {
            SkipSpace();
            return TryTakeNow(expected);
        }

        public bool TryTakeNow(byte expected)
        {
            if (AtEnd || _json[_at] != expected)
                return false;
            _at++;
            return true;
        }

        /// <summary>Everything up to one of these bytes, or the end.</summary>
        public ReadOnlySpan<byte> Until(SearchValues<byte> stops)
        {
            var rest = _json[_at..];
            var length = rest.IndexOfAny(stops) is var found and >= 0 ? found : rest.Length;
            _at += length;
            return rest[..length];
        }

        /// <summary>A number by the grammar of JSON.</summary>
        public ReadOnlySpan<byte> Number()
        {
            var start = _at;
            TryTakeNow((byte)'-');
            if (!TryTakeNow((byte)'0'))
                Digits();
            if (TryTakeNow((byte)'.'))
                Digits();
            if (TryTakeNow((byte)'e') || TryTakeNow((byte)'E'))
            {
                if (!TryTakeNow((byte)'+'))
                    TryTakeNow((byte)'-');
                Digits();
            }

            return _json[start.._at];
        }

        private void Digits()
        {
            var rest = _json[_at..];
            var length = rest.IndexOfAnyExceptInRange((byte)'0', (byte)'9') is var found and >= 0 ? found : rest.Length;
            if (length == 0)
                throw Broken();
            _at += length;
        }
    }
}
