#!/usr/bin/env python3
"""Verifies an exported log with the Python standard library alone.

usage: verify-export.py FOLDER VKEY [VKEY ...]

Each VKEY is a public key of the log that you got from somebody you trust, not from the folder: name+hex(key id)+base64(0x01, key).
Written from the formats: RFC 9162 (Merkle tree), C2SP tlog-tiles, tlog-checkpoint and signed-note, RFC 8032 (Ed25519).
Says "holds" and exits with 0, or says the first thing that is wrong and exits with 1.
"""
import base64
import hashlib
import os
import sys

# Ed25519, as RFC 8032 (section 6) has it. Slow, and enough for a few signatures.
P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT_OF_MINUS_ONE = pow(2, (P - 1) // 4, P)


def add(a, b):
    e, f = (a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P
    g, h = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    i, j, k, m = f - e, h - g, h + g, f + e
    return (i * j % P, k * m % P, j * k % P, i * m % P)


def times(s, point):
    result = (0, 1, 1, 0)
    while s:
        if s & 1:
            result = add(result, point)
        point, s = add(point, point), s >> 1
    return result


def point_of(data):
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & (2**255 - 1)
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT_OF_MINUS_ONE % P
    if (x * x - square) % P or (x == 0 and sign):
        return None
    if x & 1 != sign:
        x = P - x
    return (x, y, 1, x * y % P)


BASE = point_of((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def is_signed(key, message, signature):
    a, r, s = point_of(key), point_of(signature[:32]), int.from_bytes(signature[32:], "little")
    if len(signature) != 64 or a is None or r is None or s >= L:
        return False
    h = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % L
    left, right = times(s, BASE), add(r, times(h, a))
    return (left[0] * right[2] - right[0] * left[2]) % P == 0 and (left[1] * right[2] - right[1] * left[2]) % P == 0


def leaf(entry):
    return hashlib.sha256(b"\0" + entry).digest()


def node(left, right):
    return hashlib.sha256(b"\1" + left + right).digest()


class Tree:
    """The Merkle tree of RFC 9162, as the roots of its complete subtrees."""

    def __init__(self):
        self.size, self.peaks = 0, []

    def append(self, value):
        self.peaks.append(value)
        self.size += 1
        for _ in range((self.size & -self.size).bit_length() - 1):
            right, left = self.peaks.pop(), self.peaks.pop()
            self.peaks.append(node(left, right))

    def root(self):
        if not self.peaks:
            return hashlib.sha256(b"").digest()
        value = self.peaks[-1]
        for left in reversed(self.peaks[:-1]):
            value = node(left, value)
        return value


class Wrong(Exception):
    pass


def checkpoint_of(folder, vkeys):
    with open(os.path.join(folder, "checkpoint"), "rb") as file:
        note = file.read()
    text, found, signatures = note.rpartition(b"\n\n")
    lines = (text + b"\n").decode("utf-8").split("\n")
    if not found or len(lines) < 4:
        raise Wrong("The checkpoint is not a signed note.")
    signers = 0
    for vkey in vkeys:
        name, key_id, public = vkey.split("+", 2)
        public = base64.b64decode(public, validate=True)
        if hashlib.sha256(name.encode() + b"\n" + public).hexdigest()[:8] != key_id or public[0] != 1 or len(public) != 33:
            raise Wrong("A public key that was given is not an Ed25519 key, or was mistyped: " + vkey)
        for line in signatures.decode("utf-8").split("\n"):
            if line.startswith("\u2014 " + name + " "):
                blob = base64.b64decode(line.rsplit(" ", 1)[1], validate=True)
                if blob[:4].hex() == key_id:
                    if not is_signed(public[1:], text + b"\n", blob[4:]):
                        raise Wrong("The checkpoint's signature is wrong.")
                    signers += lines[0] == name
    if not signers:
        raise Wrong("The checkpoint is not signed by a key that was given.")
    return int(lines[1]), base64.b64decode(lines[2], validate=True)


def path_of(index):
    groups = ["%03d" % (index % 1000)]
    while index >= 1000:
        index //= 1000
        groups.insert(0, "x%03d" % (index % 1000))
    return os.path.join(*groups)


def compare_tiles(folder, level, values):
    """What is stored of one level must be what was computed; gives the level above."""
    for start in range(0, len(values), 256):
        tile, width = values[start:start + 256], min(256, len(values) - start)
        path = os.path.join(folder, "tile", str(level), path_of(start // 256)) + ("" if width == 256 else os.path.join(".p", str(width)))
        stored = b""
        if os.path.exists(path):
            with open(path, "rb") as file:
                stored = file.read()
        if stored != b"".join(tile):
            wrong = next((i for i in range(width) if stored[32 * i:32 * i + 32] != tile[i]), 0)
            yield ((start + wrong) << 8 * level) + 1, os.path.relpath(path, folder)


def above(values):
    for start in range(0, len(values) - 255, 256):
        tree = Tree()
        for value in values[start:start + 256]:
            tree.append(value)
        yield tree.root()


def verify(folder, vkeys):
    size, root = checkpoint_of(folder, vkeys)
    tree, leaves = Tree(), []
    with open(os.path.join(folder, "entries.jsonl"), "rb") as file:
        for line in file:
            if not line.endswith(b"\n"):
                raise Wrong("The last entry, at position %d, is cut." % (tree.size + 1))
            value = leaf(line[:-1])
            leaves.append(value)
            tree.append(value)
    if tree.size < size:
        raise Wrong("The entries end at position %d; those up to %d are missing." % (tree.size, size))
    if tree.size > size:
        raise Wrong("There are entries after position %d, where what was signed ends." % size)
    level, values, tiles = 0, leaves, []
    while values:
        tiles += compare_tiles(folder, level, values)
        level, values = level + 1, list(above(values))
    first = tiles[0] if tiles else None  # the lowest level is the most exact
    if tree.root() != root:
        raise Wrong("The entries are not those that were signed" + (": the first that differs is at position %d." % first[0] if first else ", and the tiles were changed with them."))
    if first:
        raise Wrong("The tile %s was changed; the entries from position %d on are those that were signed." % (first[1], first[0]))
    return size, root


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    try:
        count, found_root = verify(sys.argv[1], sys.argv[2:])
    except Wrong as wrong:
        sys.exit("WRONG " + str(wrong))
    except (OSError, ValueError, IndexError) as wrong:
        sys.exit("WRONG The export cannot be read: " + str(wrong))
    print("holds: %d entries, root %s" % (count, base64.b64encode(found_root).decode()))
