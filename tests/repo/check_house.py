#!/usr/bin/env python3
"""Checks the house itself: what no compiler sees.

    tests/repo/check_house.py [top of the source tree]

Prints one line for each fault, "file:line: what is wrong: what to do", and exits with 1 if there is any.
Each rule is a function of a Tree that yields faults; RULES at the end lists them.
"""

import os
import re
import sys

# Which libs a lib may include, besides itself. Libs never include services.
ARROWS = {
    "base": set(),
    "storage": {"base"},
    "merkle": {"base"},
    "eventlog": {"base", "storage", "merkle"},
    "evidence": {"base", "merkle", "eventlog"},
    "bus": {"base"},
    "http": {"base"},
    "calendar": {"base"},
    "rules": {"base", "calendar"},
    "standards": {"base"},
    "schema": {"base", "calendar"},
    "calculators": {"base", "calendar", "rules", "schema"},
    "aggregate": {"base", "calendar", "rules", "schema", "eventlog"},
    "projection": {"base", "calendar", "schema", "storage", "eventlog"},
    "runtime": {"base", "calendar", "rules", "schema", "storage", "merkle", "eventlog", "bus", "aggregate", "projection"},
}
# What decide and evolve may see of libs: values and pure functions.
DOMAIN_MAY_SEE = re.compile(r"assay/((base|calendar|rules|schema|standards)/|aggregate/(acting_person|context|module|outcome)\.h)")

# Engines behind a seam: include prefix -> the one lib that may name it.
ENGINES = [
    (re.compile(r"rocksdb/"), "libs/storage/", "use assay/storage/store.h"),
    (re.compile(r"zmq(\.h|\.hpp|_)"), "libs/bus/", "use assay/bus/client.h or server.h"),
    (re.compile(r"boost/(beast|asio)"), "libs/http/", "use assay/http/server.h or client.h"),
    (re.compile(r"spdlog/"), "libs/runtime/", "use assay/runtime/logger.h"),
]

# Tokens with a replacement: (pattern, what to use, where they may stand).
THREADS = ("libs/runtime/", "libs/bus/", "libs/http/", "services/gateway/", "services/directory/person_keys", "tests/",
           "libs/eventlog/include/assay/eventlog/tail.h", "libs/eventlog/src/tail.cc", "libs/eventlog/src/log_tree.h",
           "libs/eventlog/include/assay/eventlog/notary.h", "libs/eventlog/src/notary.cc",
           "libs/eventlog/src/log_tree.cc", "libs/base/include/assay/base/thread.h", "libs/base/src/thread.cc",
           # Read by any thread while one thread writes.
           "libs/projection/include/assay/projection/", "libs/projection/src/", "libs/storage/src/fake_store.cc")
BANNED = [
    (re.compile(r"system_clock::now|\bgettimeofday\b|\bstd::time\("), "take a Clock (assay/base/clock.h)",
     ("libs/base/",)),
    (re.compile(r"\bstd::(thread|jthread|mutex|shared_mutex|recursive_mutex|condition_variable)\b"),
     "threads belong to libs/runtime: hand values to it", THREADS),
]
NO_FLOATS = re.compile(r"^\s*(repeated |optional )?(float|double) ")
UNFINISHED = re.compile(r"\b(" + "|".join(("TO" + "DO", "FIX" + "ME", "X" * 3, "HA" + "CK")) + r")\b")
INCLUDE = re.compile(r'^\s*#\s*include\s+[<"]([^>"]+)[>"]')
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")

TOP_LEVEL = {"CMakeLists.txt", "CMakePresets.json", "proto", "services", "libs", "deploy", "tests", "docs", "README.md",
             "LICENSE", "CHANGELOG.md"}
NOT_OURS = {"build", ".git", ".cache", "__pycache__", "node_modules", "generated"}
CODE = (".cc", ".h", ".py", ".cmake", "CMakeLists.txt")
TEXT = CODE + (".proto", ".md", ".toml", ".json", ".txt", ".supp", ".hex", ".lock", ".service", ".yml", ".sh")
LINES_MAX = 500


class Tree:
    """The files of a source tree, by their path from its top."""

    def __init__(self, top):
        self.top = top
        self.paths = []
        for folder, folders, files in os.walk(top):
            folders[:] = sorted(name for name in folders if name not in NOT_OURS)
            self.paths += [os.path.relpath(os.path.join(folder, name), top) for name in sorted(files)]

    def ending(self, endings, below=""):
        return [path for path in self.paths if path.startswith(below) and path.endswith(endings)]

    def lines(self, path):
        with open(os.path.join(self.top, path), encoding="utf-8") as file:
            return list(enumerate(file.read().split("\n"), start=1))

    def has(self, path):
        return os.path.exists(os.path.join(self.top, path))

    def folders(self, below):
        path = os.path.join(self.top, below)
        found = sorted(os.listdir(path)) if os.path.isdir(path) else []
        return [f"{below}/{name}" for name in found if os.path.isdir(os.path.join(path, name))]

    def includes(self, below):
        for path in self.ending((".cc", ".h"), below):
            for number, line in self.lines(path):
                match = INCLUDE.match(line)
                if match:
                    yield path, number, match.group(1)


def check_lib_arrows(tree):
    for path, number, include in tree.includes("libs/"):
        lib = path.split("/")[1]
        if include.startswith("services/"):
            yield path, number, f"a lib includes {include}: libs know no service; move what is shared into a lib"
        match = re.match(r"assay/(\w+)/", include)
        if not match or include.endswith(".pb.h") or match.group(1) == lib:
            continue
        if lib not in ARROWS:
            yield path, number, f"libs/{lib} is not in ARROWS: add it to tests/repo/check_house.py with what it may include"
        elif match.group(1) not in ARROWS[lib]:
            allowed = ", ".join(sorted(ARROWS[lib])) or "nothing"
            yield path, number, f"libs/{lib} includes {include}: it may include {allowed}"


def check_service_arrows(tree):
    for path, number, include in tree.includes("services/"):
        service = path.split("/")[1]
        match = re.match(r"services/(\w+)/", include)
        # assayd runs them all; assayctl verifies as assay-verify does.
        if not match or service in ("assayd", match.group(1)) or (service, match.group(1)) == ("assayctl", "verify") or include.startswith("services/gateway/derived/"):
            continue
        yield path, number, f"{service} includes {include}: services meet in proto/ and on the bus only"


def check_domain_is_pure(tree):
    for path, number, include in tree.includes("services/"):
        in_domain = len(path.split("/")) > 3 and path.split("/")[2] in ("domain", "reactions")
        ours = include.startswith("assay/") and not include.endswith(".pb.h")
        if in_domain and ours and not DOMAIN_MAY_SEE.match(include):
            yield path, number, f"a domain includes {include}: it sees base, calendar, rules, schema and assay::domain only"


def check_engines(tree):
    for below in ("libs/", "services/"):
        for path, number, include in tree.includes(below):
            for engine, home, instead in ENGINES:
                if engine.match(include) and not path.startswith(home):
                    yield path, number, f"{include} belongs to {home}: {instead}"


def check_public_headers(tree):
    for path, number, include in tree.includes("libs/"):
        if "/include/" in path and any(engine.match(include) for engine, _, _ in ENGINES):
            yield path, number, f"a public header carries {include}: hide it in a .cc file"


def check_banned_tokens(tree):
    for path in tree.ending((".cc", ".h")):
        for number, line in tree.lines(path):
            code = line.split("//")[0]
            for token, instead, allowed in BANNED:
                match = token.search(code)
                if match and not path.startswith(allowed):
                    yield path, number, f"{match.group(0)} does not belong here: {instead}"


def check_no_floats(tree):
    for path in tree.ending(".proto", "proto/"):
        for number, line in tree.lines(path):
            if NO_FLOATS.match(line):
                yield path, number, "a float in the published language: take an integer or a decimal string"


def check_lengths(tree):
    for path in tree.ending(CODE):
        count = len(tree.lines(path)) - 1
        if count > LINES_MAX:
            yield path, LINES_MAX + 1, f"{count} lines: split it by concept, {LINES_MAX} is the end"


def check_readmes(tree):
    for folder in tree.folders("libs") + tree.folders("services"):
        if folder != "libs/build" and not tree.has(f"{folder}/README.md"):
            yield f"{folder}/README.md", 1, "is missing: purpose, contract, vocabulary, files in reading order, tests"


def check_links(tree):
    for path in tree.ending(".md"):
        fenced = False
        for number, line in tree.lines(path):
            fenced = fenced != line.startswith("```")
            for target in [] if fenced else LINK.findall(line):
                if re.match(r"(\w+:|#)", target):
                    continue
                file = os.path.normpath(os.path.join(os.path.dirname(path), target.split("#")[0]))
                if not tree.has(file):
                    yield path, number, f"the link {target} leads nowhere: correct or remove it"


def check_top_level(tree):
    for name in sorted(os.listdir(tree.top)):
        if name not in TOP_LEVEL and name not in NOT_OURS and not name.startswith("."):
            yield name, 1, "does not belong at the top: find its folder"


def check_unfinished(tree):
    for path in tree.ending(TEXT):
        for number, line in tree.lines(path):
            match = UNFINISHED.search(line)
            if match:
                yield path, number, f"{match.group(0)}: finish it, or say it in an issue"


def check_white_space(tree):
    for path in tree.ending(TEXT):
        lines = tree.lines(path)
        for number, line in lines:
            if line != line.rstrip():
                yield path, number, "ends with white space: remove it"
        if lines[-1][1] != "":
            yield path, lines[-1][0], "the last line has no end: add a line break"


RULES = [check_lib_arrows, check_service_arrows, check_domain_is_pure, check_engines, check_public_headers,
         check_banned_tokens, check_no_floats, check_lengths, check_readmes, check_links, check_top_level,
         check_unfinished, check_white_space]


def faults(top):
    tree = Tree(top)
    return [f"{path}:{number}: {what}" for rule in RULES for path, number, what in rule(tree)]


def main():
    default = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
    found = faults(sys.argv[1] if len(sys.argv) > 1 else default)
    for fault in found:
        print(fault)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
