namespace Coordination.Domain.TransparencyLog;

public sealed partial class CanonicalJson
{
    /// <summary>Where a member of an object stands in what was written: its name with quotation marks, then a colon and its
    /// value.</summary>
    private readonly record struct Member(int Start, int NameEnd, int End);

    /// <summary>Remembers a member; true while the members of the object came in order.</summary>
    private bool Remember(Member member, int firstOfObject)
    {
        if (_memberCount == _members.Length)
            System.Array.Resize(ref _members, _members.Length * 2);
        _members[_memberCount++] = member;
        return _memberCount - 1 == firstOfObject || Compare(_members[_memberCount - 2], member) < 0;
    }

    private void Sort(int begin, int firstMember, Source source)
    {
        var members = _members.AsSpan(firstMember, _memberCount - firstMember);
        members.Sort(Compare);
        if (_sorting.Length < _length - begin)
            _sorting = new byte[_out.Length];
        var at = 0;
        for (var i = 0; i < members.Length; i++)
        {
            if (i > 0 && Compare(members[i - 1], members[i]) == 0)
                throw source.Broken();
            if (i > 0)
                _sorting[at++] = (byte)',';
            _out.AsSpan(members[i].Start, members[i].End - members[i].Start).CopyTo(_sorting.AsSpan(at));
            at += members[i].End - members[i].Start;
        }

        _sorting.AsSpan(0, at).CopyTo(_out.AsSpan(begin));
    }

    /// <summary>
    /// By UTF-16 units. UTF-8 orders the same way, but for characters beyond the basic plane, whose surrogates come before U+E000:
    /// in UTF-8 their first byte is F0 or more, and that of U+E000 to U+FFFF is EE or EF.
    /// </summary>
    private int Compare(Member left, Member right)
    {
        var a = Name(left);
        var b = Name(right);
        if (a.Contains((byte)'\\') || b.Contains((byte)'\\'))
            return string.CompareOrdinal(Unescaped(left), Unescaped(right));
        var same = a.CommonPrefixLength(b);
        if (same == a.Length || same == b.Length)
            return a.Length - b.Length;
        var (x, y) = (a[same], b[same]);
        return x >= 0xEE && y >= 0xEE && x >= 0xF0 != y >= 0xF0 ? y - x : x - y;
    }

    private ReadOnlySpan<byte> Name(Member member) => _out.AsSpan((member.Start + 1)..(member.NameEnd - 1));

    private string Unescaped(Member member)
    {
        var reader = new Utf8JsonReader(_out.AsSpan(member.Start..member.NameEnd));
        reader.Read();
        return reader.GetString()!;
    }
}
