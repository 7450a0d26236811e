#!/usr/bin/env python3
"""Verifies the logs of a running installation from outside, by docs/formats/proof.md alone.

  verify_log.py URL                          every log that URL/log/policy names
  verify_log.py URL RECEIPT ENTRY            one stored entry by its tlog-proof

Shares no code with Assay: the standard library, and Ed25519 from python3-cryptography. Exit code 0: all of it verified.
"""
import base64
import hashlib
import sys
import urllib.request

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

LEAF_BYTES = 57


class Failed(Exception):
    pass


def check(condition, what):
    if not condition:
        raise Failed(what)


def get(url):
    with urllib.request.urlopen(url, timeout=30) as answer:
        return answer.read()


def leaf_hash(record):
    return hashlib.sha256(b"\0" + record).digest()


def node_hash(left, right):
    return hashlib.sha256(b"\1" + left + right).digest()


def root_of(hashes):
    """RFC 6962 section 2.1, word for word."""
    if not hashes:
        return hashlib.sha256(b"").digest()
    if len(hashes) == 1:
        return hashes[0]
    split = 1
    while split * 2 < len(hashes):
        split *= 2
    return node_hash(root_of(hashes[:split]), root_of(hashes[split:]))


def parse_vkey(vkey):
    name, key_id, encoded = vkey.split("+", 2)
    key = base64.b64decode(encoded)
    check(hashlib.sha256(name.encode() + b"\n" + key).digest()[:4].hex() == key_id, "key id of " + vkey)
    check(key[0] == 1, "an Ed25519 key")
    return name, bytes.fromhex(key_id), key[1:]


def open_checkpoint(note, keys):
    """The checkpoint's (origin, size, root), once a key among `keys` signed it."""
    text, signatures = note.rsplit("\n\n", 1)
    text += "\n"
    origin, size, root = text.split("\n")[:3]
    verified = False
    for line in signatures.rstrip("\n").split("\n"):
        dash, name, encoded = line.split(" ")
        check(dash == "\u2014", "a signature line")
        signature = base64.b64decode(encoded)
        for key_name, key_id, key in keys:
            if (key_name, key_id) == (name, signature[:4]) and name == origin:
                try:
                    Ed25519PublicKey.from_public_bytes(key).verify(signature[4:], text.encode())
                except InvalidSignature:
                    raise Failed("the signature of " + name)
                verified = True
    check(verified, "a signature by a key of the policy")
    return origin, int(size), base64.b64decode(root)


def index_path(index):
    path = "%03d" % (index % 1000)
    while index >= 1000:
        index //= 1000
        path = "x%03d/%s" % (index % 1000, path)
    return path


def tiles_of(url, level, count):
    """All that level `level` (a number, or "entries") has, tile by tile, when it has `count` hashes."""
    for index in range((count + 255) // 256):
        width = min(256, count - index * 256)
        yield width, get("%s/tile/%s/%s%s" % (url, level, index_path(index), "" if width == 256 else ".p/%d" % width))


def records_in(bundle):
    while bundle:
        length = int.from_bytes(bundle[:2], "big")
        check(len(bundle) >= 2 + length, "a whole bundle")
        yield bundle[2:2 + length]
        bundle = bundle[2 + length:]


def verify_log(url, keys):
    origin, size, root = open_checkpoint(get(url + "/checkpoint").decode(), keys)
    hashes = []
    for width, bundle in tiles_of(url, "entries", size):
        records = list(records_in(bundle))
        check(len(records) == width, "a full bundle")
        check(all(len(record) == LEAF_BYTES and record[0] == 1 for record in records), "leaf records of version 1")
        hashes += [leaf_hash(record) for record in records]
    check(root_of(hashes) == root, "the root of " + origin)
    level, below = 0, hashes
    while below:
        served = b"".join(tile for _, tile in tiles_of(url, level, len(below)))
        check(served == b"".join(below), "tiles of level %d of %s" % (level, origin))
        below = [root_of(below[i:i + 256]) for i in range(0, len(below) - 255, 256)]
        level += 1
    print("%s: %d entries, root %s" % (origin, size, base64.b64encode(root).decode()))


def verify_receipt(receipt, stored, keys):
    header, note = receipt.split("\n\n", 1)
    lines = header.split("\n")
    check(lines.pop(0) == "c2sp.org/tlog-proof@v1", "a tlog-proof")
    check(lines[0].startswith("extra "), "the leaf record as extra data")
    record = base64.b64decode(lines.pop(0)[len("extra "):])
    check(lines[0].startswith("index "), "an index")
    index = int(lines.pop(0)[len("index "):])
    proof = [base64.b64decode(line) for line in lines]
    origin, size, root = open_checkpoint(note, keys)
    check(len(record) == LEAF_BYTES and record[25:] == hashlib.sha256(stored).digest(), "the entry's hash")
    check(index < size, "the index")
    node, last, found = index, size - 1, leaf_hash(record)  # RFC 9162 section 2.1.3.2
    for sibling in proof:
        check(last > 0, "a proof that ends at the root")
        if node % 2 == 1 or node == last:
            found = node_hash(sibling, found)
            while node % 2 == 0 and node != 0:
                node, last = node // 2, last // 2
        else:
            found = node_hash(found, sibling)
        node, last = node // 2, last // 2
    check(last == 0 and found == root, "the way to the root")
    print("entry %d of %s" % (index, origin))


def main():
    base = sys.argv[1].rstrip("/")
    logs = {}
    for line in get(base + "/log/policy").decode().splitlines():
        words = line.split()
        if words and words[0] == "log":
            logs.setdefault(words[2], []).append(parse_vkey(words[1]))
    check(logs, "a log in the policy")
    if len(sys.argv) == 4:
        with open(sys.argv[2], encoding="utf-8") as receipt, open(sys.argv[3], "rb") as entry:
            verify_receipt(receipt.read(), entry.read(), [key for keys in logs.values() for key in keys])
        return
    for url, keys in logs.items():
        verify_log(url, keys)


if __name__ == "__main__":
    try:
        main()
    except (Failed, ValueError, IndexError) as failure:
        sys.exit("NOT VERIFIED: %s" % failure)
