#!/usr/bin/env python3
"""Verifies an evidence file offline, by docs/formats/evidence.md alone.

  verify_evidence.py FILE            by the keys that the file itself names
  verify_evidence.py FILE POLICY     by the keys of a policy that you trust

Shares no code with Assay: the standard library, and Ed25519 from python3-cryptography (in verify_log.py, beside this
file). Exit code 0: all of it verified; 1: not; 2: it could not be read.
"""
import hashlib
import re
import sys
import zipfile

from verify_log import (Failed, check, check_leaf_record, leaf_hash, open_checkpoint_by, parse_policy, parse_proof,
                        root_by_proof)

ENTRIES_MAX = 100_000
UPLOADS_MAX = 100_000
ENTRY_BYTES_MAX = 900_000
TEXT_BYTES_MAX = 64 << 10
ALL_BYTES_MAX = 1 << 30

ENTRY_NAME = re.compile(r"entries/([a-z-]+)/(0|[1-9][0-9]{0,17})\.(entry|tlog-proof)")
UPLOAD_NAME = re.compile(r"uploads/([0-9a-f]{64})")
NAMED_FILE = re.compile(rb"\x0a\x40(?=([0-9a-f]{64})\x12)")


def printable(text):
    """What a stranger wrote, on one line of ASCII."""
    return "".join(c if " " <= c <= "~" and c != "\\" else "\\x%02x" % ord(c) for c in str(text))


def read_files(path):
    """The archive's files by name, once each is one that may be there and none is too large."""
    with zipfile.ZipFile(path) as archive:
        members = archive.infolist()
        names = [member.filename for member in members]
        check(len(names) == len(set(names)), "no name is there twice")
        for member in members:
            name, bound = member.filename, TEXT_BYTES_MAX
            if UPLOAD_NAME.fullmatch(name):
                bound = ALL_BYTES_MAX
            elif match := ENTRY_NAME.fullmatch(name):
                bound = ENTRY_BYTES_MAX if match[3] == "entry" else TEXT_BYTES_MAX
            else:
                check(name in ("README.txt", "policy"), name + " is part of an evidence file")
            check(member.file_size <= bound, name + " is not too large")
        check(sum(member.file_size for member in members) <= ALL_BYTES_MAX, "the file is not too large")
        check(sum(name.endswith(".entry") for name in names) <= ENTRIES_MAX, "there are not too many entries")
        check(sum(name.startswith("uploads/") for name in names) <= UPLOADS_MAX, "there are not too many uploaded files")
        return {name: archive.read(name) for name in names}  # also checks each CRC


def verify_entry(service, position, stored, proof, policy):
    record, index, hashes, note = parse_proof(proof.decode())
    check(index == position, "the proof is for the position in the name")
    check_leaf_record(record, stored)
    origin, size, root = open_checkpoint_by(policy, note)
    check(origin.endswith("/" + service), "the proof is of the log in the name")
    check(root_by_proof(index, size, leaf_hash(record), hashes) == root, "the proof leads to the signed root")
    return origin


def verify_file(path, trusted):
    files = read_files(path)
    check("policy" in files, "there is a policy")
    policy = parse_policy(trusted if trusted is not None else files["policy"].decode())
    named, entries = set(), 0
    for name in sorted(files):
        match = ENTRY_NAME.fullmatch(name)
        if not match:
            continue
        stem = name.rsplit(".", 1)[0]
        check(stem + ".entry" in files and stem + ".tlog-proof" in files, "both halves of " + stem + " are there")
        if match[3] == "entry":
            stored = files[name]
            try:
                origin = verify_entry(match[1], int(match[2]), stored, files[stem + ".tlog-proof"], policy)
            except (Failed, ValueError, IndexError, KeyError) as failure:
                raise Failed("%s: %s" % (stem, failure)) from failure
            named |= {found.decode() for found in NAMED_FILE.findall(stored)}
            entries += 1
            print(printable("%s, position %s" % (origin, match[2])))
    check(entries > 0, "there is an entry")
    held = {name[len("uploads/"):] for name in files if name.startswith("uploads/")}
    for digest in held:
        check(hashlib.sha256(files["uploads/" + digest]).hexdigest() == digest, "uploads/%s has this hash" % digest)
        check(digest in named, "an entry names uploads/%s" % digest)
    for digest in sorted(named - held):
        print("not in the file, though an entry names it: uploads/" + digest)
    print("VERIFIED: %d entries, %d uploaded files" % (entries, len(held)))


def main():
    if len(sys.argv) not in (2, 3):
        print(__doc__, file=sys.stderr)
        return 2
    trusted = None
    try:
        if len(sys.argv) == 3:
            with open(sys.argv[2], encoding="utf-8") as policy:
                trusted = policy.read()
        verify_file(sys.argv[1], trusted)
    except OSError as error:
        print("NOT CHECKED: %s" % error, file=sys.stderr)
        return 2
    except (Failed, ValueError, IndexError, KeyError, zipfile.BadZipFile) as failure:
        print("NOT VERIFIED, this does not hold: " + printable(failure), file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
