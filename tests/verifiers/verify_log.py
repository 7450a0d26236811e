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


def parse_vkey(vkey, kind):
    """(name, key id, public key) of a key of this type: 1 signs logs, 4 cosigns as a witness; both Ed25519."""
    name, key_id, encoded = vkey.split("+", 2)
    key = base64.b64decode(encoded, validate=True)
    check(hashlib.sha256(name.encode() + b"\n" + key).digest()[:4].hex() == key_id, "key id of " + vkey)
    check(len(key) == 33 and key[0] == kind, "the type of " + vkey)
    return name, bytes.fromhex(key_id), key[1:]


class Policy:
    """A tlog-policy: whose signatures count, and how many witnesses are needed."""

    def __init__(self):
        self.logs = []       # (key, url or "")
        self.witnesses = {}  # key by name
        self.groups = {}     # (how many, names) by name
        self.quorum = "none"


def parse_policy(text):
    policy = Policy()
    for line in text.splitlines():
        words = line.split()
        if not words or words[0].startswith("#"):
            continue
        if words[0] == "log":
            policy.logs.append((parse_vkey(words[1], 1), words[2] if len(words) > 2 else ""))
        elif words[0] == "witness":
            policy.witnesses[words[1]] = parse_vkey(words[2], 4)
        elif words[0] == "group":
            members = words[3:]
            needed = {"all": len(members), "any": 1}.get(words[2]) or int(words[2])
            check(1 <= needed <= len(members), "a group needs 1 to all of its members")
            policy.groups[words[1]] = (needed, members)
        else:
            check(words[0] == "quorum", "a line of a policy: " + line)
            policy.quorum = words[1]
    check(policy.logs, "a log in the policy")
    return policy


def is_signed(key, signature, message):
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, message)
        return True
    except InvalidSignature:
        return False


def split_note(note):
    """A signed note's text, and its signatures as (name, key id, signature)."""
    text, below = note.rsplit("\n\n", 1)
    signatures = []
    for line in below.rstrip("\n").split("\n"):
        dash, name, encoded = line.split(" ")
        check(dash == "\u2014", "a signature line")
        signature = base64.b64decode(encoded, validate=True)
        signatures.append((name, signature[:4], signature[4:]))
    return text + "\n", signatures


def open_checkpoint(note, keys):
    """The checkpoint's (origin, size, root), once a key among `keys` signed it."""
    text, signatures = split_note(note)
    origin, size, root = text.split("\n")[:3]
    verified = False
    for name, key_id, signature in signatures:
        for key_name, known_id, key in keys:
            if (key_name, known_id) == (name, key_id) and name == origin:
                check(is_signed(key, signature, text.encode()), "the signature of " + name)
                verified = True
    check(verified, "a signature by a key of the policy")
    return origin, int(size), base64.b64decode(root, validate=True)


def counts(policy, name, note):
    """Whether a witness cosigned, or enough members of a group did."""
    if name in policy.groups:
        needed, members = policy.groups[name]
        return sum(counts(policy, member, note) for member in members) >= needed
    witness, witness_id, key = policy.witnesses[name]
    text, signatures = split_note(note)
    for signer, key_id, signature in signatures:
        if (signer, key_id) == (witness, witness_id):
            time = int.from_bytes(signature[:8], "big")
            if is_signed(key, signature[8:], ("cosignature/v1\ntime %d\n%s" % (time, text)).encode()):
                return True
    return False


def open_checkpoint_by(policy, note):
    """The same by a whole policy."""
    checkpoint = open_checkpoint(note, [key for key, _ in policy.logs])
    check(policy.quorum == "none" or counts(policy, policy.quorum, note), "cosignatures of the quorum")
    return checkpoint


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


def parse_proof(receipt):
    """A tlog-proof's leaf record, index, hashes and checkpoint note."""
    header, note = receipt.split("\n\n", 1)
    lines = header.split("\n")
    check(lines.pop(0) == "c2sp.org/tlog-proof@v1", "a tlog-proof")
    check(lines[0].startswith("extra "), "the leaf record as extra data")
    record = base64.b64decode(lines.pop(0)[len("extra "):], validate=True)
    check(lines[0].startswith("index "), "an index")
    index = int(lines.pop(0)[len("index "):])
    hashes = [base64.b64decode(line, validate=True) for line in lines]
    check(len(hashes) <= 64 and all(len(one) == 32 for one in hashes), "hashes of 32 bytes")
    return record, index, hashes, note


def varint(data, at):
    value = shift = 0
    while True:
        value |= (data[at] & 127) << shift
        shift, at = shift + 7, at + 1
        if data[at - 1] < 128:
            return value, at


def fields(message):
    """The fields of a protobuf message: (number, value), a value being bytes or a number."""
    at = 0
    while at < len(message):
        tag, at = varint(message, at)
        kind = tag & 7
        if kind == 0:
            value, at = varint(message, at)
        else:
            length, at = {1: (8, at), 5: (4, at)}.get(kind) or varint(message, at)
            check(kind in (1, 2, 5) and at + length <= len(message), "a protobuf message")
            value, at = message[at:at + length], at + length
        yield tag >> 3, value


def check_leaf_record(record, stored):
    check(len(record) == LEAF_BYTES and record[0] == 1, "a leaf record of version 1")
    check(record[25:] == hashlib.sha256(stored).digest(), "the entry's hash")
    entry = dict(fields(stored))
    check(record[1:17] == entry[2], "the entry's id")
    check(int.from_bytes(record[17:25], "big") == entry[4], "the entry's time")


def root_by_proof(index, size, leaf, hashes):
    """RFC 9162 section 2.1.3.2."""
    check(index < size, "the index")
    node, last, found = index, size - 1, leaf
    for sibling in hashes:
        check(last > 0, "a proof that ends at the root")
        if node % 2 == 1 or node == last:
            found = node_hash(sibling, found)
            while node % 2 == 0 and node != 0:
                node, last = node // 2, last // 2
        else:
            found = node_hash(found, sibling)
        node, last = node // 2, last // 2
    check(last == 0, "a proof that reaches the root")
    return found


def verify_receipt(receipt, stored, policy):
    record, index, hashes, note = parse_proof(receipt)
    check_leaf_record(record, stored)
    origin, size, root = open_checkpoint_by(policy, note)
    check(root_by_proof(index, size, leaf_hash(record), hashes) == root, "the way to the root")
    print("entry %d of %s" % (index, origin))


def main():
    base = sys.argv[1].rstrip("/")
    policy = parse_policy(get(base + "/log/policy").decode())
    if len(sys.argv) == 4:
        with open(sys.argv[2], encoding="utf-8") as receipt, open(sys.argv[3], "rb") as entry:
            verify_receipt(receipt.read(), entry.read(), policy)
        return
    logs = {}
    for key, url in policy.logs:
        logs.setdefault(url, []).append(key)
    for url, keys in logs.items():
        verify_log(url, keys)


if __name__ == "__main__":
    try:
        main()
    except (Failed, ValueError, IndexError, KeyError) as failure:
        sys.exit("NOT VERIFIED: %s" % failure)
