#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Words that do not belong into the project: notes to oneself, paths of one machine, hosts; and how a source
file begins (its licence, then what it is for) and is named."""
import re

import tree

UNWANTED = [
    (re.compile(r"\b(TODO|FIXME|XXX|HACK|WIP)\b"), "a note to oneself"),
    (re.compile(r"(?<![\w.])/(work|tmp|home|root|Users)/\w"), "a path of one machine"),
    (re.compile(r"https?://(?!localhost\b)"), "names a host"),
]
# A schema says by a host which standard it follows.
MAY_NAME_HOSTS = {"LICENSE", "compiler/diagnostics/report.schema.json", "compiler/driver/explanation.schema.json"}
SPDX = "SPDX-License-Identifier: Apache-2.0"
SOURCES = (".cpp", ".h", ".def", ".g4", ".py", ".sh", ".cmake", "CMakeLists.txt", "dev", "run")
VAGUE = re.compile(r"(^|_)(utils?|helpers?|common|misc)(_|\.|$)")


def check_words(path):
    for number, line in enumerate(tree.read(path).splitlines(), 1):
        for pattern, why in UNWANTED:
            if (match := pattern.search(line)) and tree.name(path) not in MAY_NAME_HOSTS:
                yield f"{tree.name(path)}:{number}: `{match[0]}`: {why}"


def check_beginning(path):
    lines = [line for line in tree.read(path).splitlines()[:4] if not line.startswith("#!")]
    if not lines or SPDX not in lines[0]:
        yield f"{tree.name(path)}: does not begin with {SPDX}"
    elif path.suffix in (".cpp", ".h", ".def", ".g4", ".py") and not re.match(r'//|"""|#', lines[1] if len(lines) > 1 else ""):
        yield f"{tree.name(path)}: does not say on its second line what it is for"
    if VAGUE.search(path.name):
        yield f"{tree.name(path)}: the name says nothing of what is in the file"


def main():
    paths = [path for path in tree.files() if path.name != "words.py"]
    findings = [finding for path in paths for finding in check_words(path)]
    findings += [finding for path in tree.files(*SOURCES) for finding in check_beginning(path)]
    tree.end(paths, findings)


if __name__ == "__main__":
    main()
