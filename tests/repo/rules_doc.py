#!/usr/bin/env python3
"""Writes docs/rules.md: every rule of the built-in ruleset, who asks for it, and the tests that name it.

    tests/repo/rules_doc.py [--check] [top of the source tree]

With --check nothing is written: exits with 1 when the file is not what would be written. Either way a rule that no code
or no test names is a fault.
"""

import os
import re
import sys
import tomllib

RULESET = "libs/rules/data/assay-2026.1.toml"
VECTORS = "tests/libs/calculators/vectors.txt"
SERVICES = ("audits", "actions", "training", "scheduling", "directory")
TESTS = ["tests/libs/rules", "tests/libs/calculators", "tests/system"] + [f"tests/services/{name}" for name in SERVICES]
DOC = "docs/rules.md"
COMMAND = "python3 tests/repo/rules_doc.py"

HEAD = f"""# The rules of the field

Written by `{COMMAND}`, not by hand: from `{RULESET}`, the code and the tests.
`assayctl rules list` shows what holds in an installation, with its [overlays](operators-guide.md#rules).

A *plan* or an *act* that breaks a rule marked **block** is refused. A *fact* from outside is always recorded, with the breach, and a
breach of such a rule is an item of the to-do list (BR-1). **warn** and **info** are recorded with the command. A rule that applies to
nothing is not judged: it is a definition or figure that others compute with.

Source: *sourced*, a named source was read; *knowledge*, common knowledge of the field, to be confirmed by a certification body
before it is relied on; *policy*, the texts are silent and an installation may hold otherwise. *Asked by* names the services, and
the calculators, that call for the rule; found by name, through the functions of `libs/rules`.
"""

STRING = re.compile(r'"(?:[^"\\\n]|\\.)*"')
TEST = re.compile(r"^TEST(?:_F|_P)?\((\w+), (\w+)\)", re.M)
DECLARED = re.compile(r"\b([A-Z]\w+)\(|\b(k[A-Z]\w+)\b")
DEFINITION = re.compile(r"^(?:[\w:<>,&*\[\]]+ )+[&*]?(\w+)\(", re.M)
CONSTANT = re.compile(r'\b(k[A-Z]\w+)\s*=\s*"([\w-]+)"')


def read(top, path):
    with open(os.path.join(top, path), encoding="utf-8") as file:
        return file.read()


def files(top, below, endings):
    found = []
    for folder, folders, names in os.walk(os.path.join(top, below)):
        folders[:] = sorted(name for name in folders if name not in ("build", "node_modules", "generated"))
        found += [os.path.relpath(os.path.join(folder, name), top) for name in sorted(names) if name.endswith(endings)]
    return found


def named(text, ids):
    """The rules that the string literals of a source text name."""
    words = set()
    for literal in STRING.findall(text):
        words.update(re.findall(r"[A-Z][A-Z0-9]*(?:-[A-Z0-9]+)*", literal))
    return {rule for rule in words if rule in ids}


def rules_by_section(top):
    """[(section, [(id, rule)])] in the order of the file."""
    text = read(top, RULESET)
    rules = tomllib.loads(text)["rule"]
    sections = []
    for match in re.finditer(r"^# -+ (.+?) -+$|^\[rule\.([\w-]+)\]$", text, re.M):
        if match.group(1):
            sections.append((match.group(1), []))
        else:
            sections[-1][1].append((match.group(2), rules[match.group(2)]))
    return [section for section in sections if section[1]]


def functions(text):
    """(name, text) of the definitions of a file, which begin and end at the margin."""
    starts = [(match.start(), match.group(1)) for match in DEFINITION.finditer(text)]
    for start, name in starts:
        end = text.find("\n}\n", start)
        if end >= 0:
            yield name, text[start:end]


def transitions(sections):
    """Rules that are found by what they are about, not by name: editions that end."""
    return {name for _, rules in sections for name, rule in rules if "from_edition" in rule.get("params", {})}


def reached(top, ids, found):
    """The rules that each public function or constant of libs/rules comes to, by its name; `found` by Transitions."""
    own, calls = {"Transitions": set(found)}, {}
    public = set()
    for path in files(top, "libs/rules/include", (".h",)):
        text = read(top, path)
        public.update(one or other for one, other in DECLARED.findall(text))
        for name, rule in CONSTANT.findall(text):
            own.setdefault(name, set()).update({rule} & ids)
    for path in files(top, "libs/rules/src", (".cc",)):
        if path.endswith("requirements.cc"):  # insists on all of them, judges by none
            continue
        for name, text in functions(read(top, path)):
            own.setdefault(name, set()).update(named(text, ids))
            calls.setdefault(name, set()).update(re.findall(r"\b\w+\b", text))
    grown = True
    while grown:
        grown = False
        for name, words in calls.items():
            for word in words:
                if word in own and not own[word] <= own[name]:
                    own[name] |= own[word]
                    grown = True
    return {name: rules for name, rules in own.items() if name in public}


def askers(top, ids, found):
    """Rule -> the services, and the calculators, that ask for it."""
    comes_to = reached(top, ids, found)
    asked = {}
    folders = [("calculators", "libs/calculators/src")]
    folders += [(name, f"services/{name}") for name in SERVICES]
    for name, folder in folders:
        rules = set()
        for path in files(top, folder, (".cc",)):
            text = read(top, path)
            rules |= named(text, ids)
            for word in re.findall(r"\brules::(\w+)", text):
                rules |= comes_to.get(word, set())
        for rule in rules:
            asked.setdefault(rule, []).append(name)
    return asked


def tests(top, ids):
    """Rule -> {file: [test]}; a file's own text outside of tests counts for the file alone."""
    found = {}
    for path in (path for folder in TESTS for path in files(top, folder, ("_test.cc",))):
        text = read(top, path)
        starts = [(match.start(), match.group(2)) for match in TEST.finditer(text)]
        pieces = [(0, None)] + starts
        for (start, name), (end, _) in zip(pieces, starts + [(len(text), None)]):
            for rule in named(text[start:end], ids):
                here = found.setdefault(rule, {}).setdefault(path, [])
                if name:
                    here.append(name)
    for line in read(top, VECTORS).split("\n"):
        parts = line.split(" | ")
        if len(parts) == 5:
            for rule in set(re.findall(r"[\w-]+", parts[4])) & ids:
                found.setdefault(rule, {}).setdefault(VECTORS, []).append(parts[0])
    return found


def parameters(rule):
    shown = []
    for name, value in sorted(rule.get("params", {}).items()):
        shown.append(f"`{name}` = {', '.join(value) if isinstance(value, list) else value}")
    return "; ".join(shown)


def describe(name, rule, asked, tested):
    applies = ", ".join(rule["applies"]) or "not judged"
    lines = [f"### {name}", "", f"{rule['title']}.", ""]
    lines.append(f"- **{rule['severity']}** ({applies}); {rule['clause']}; *{rule['source']}*")
    if rule.get("params"):
        lines.append(f"- Parameters: {parameters(rule)}")
    lines.append(f"- Asked by: {', '.join(asked) if asked else '**nobody yet**'}")
    for path, names in sorted(tested.items()):
        listed = ": " + ", ".join(names) if names else ""
        lines.append(f"- Tests: `{path}`{listed}")
    return "\n".join(lines) + "\n"


def write(top):
    """The text of the document, and what is wrong with the rules."""
    sections = rules_by_section(top)
    ids = {name for _, rules in sections for name, _ in rules}
    asked, tested = askers(top, ids, transitions(sections)), tests(top, ids)
    code = transitions(sections)
    for below in ("libs/rules/src", "libs/rules/include", "libs/calculators/src", "services"):
        for path in files(top, below, (".cc", ".h")):
            if not path.endswith("requirements.cc"):
                code |= named(read(top, path), ids)
    faults = [f"{RULESET}: {name} is named by no test: write one" for name in sorted(ids) if name not in tested]
    faults += [f"{RULESET}: {name} is named by no code: judge by it, or take it out" for name in sorted(ids - code)]
    parts = [HEAD]
    nobody = sorted(name for name in ids if name not in asked)
    if nobody:
        parts.append("**Declared and tested, but asked for by no service and no calculator yet:** " + ", ".join(nobody) + ".\n")
    for title, rules in sections:
        parts.append(f"## {title}\n")
        parts += [describe(name, rule, asked.get(name, []), tested.get(name, {})) for name, rule in rules]
    return "\n".join(parts), faults


def main():
    arguments = [argument for argument in sys.argv[1:] if argument != "--check"]
    default = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
    top = arguments[0] if arguments else default
    text, faults = write(top)
    path = os.path.join(top, DOC)
    if "--check" not in sys.argv:
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
    elif not os.path.exists(path) or read(top, DOC) != text:
        faults.append(f"{DOC} is not what the rules, the code and the tests say: run {COMMAND}")
    for fault in faults:
        print(fault)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
