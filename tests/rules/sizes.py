#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""No file written by hand is longer than 800 lines, and half of the C++ files have at most 150. A vocabulary is one list that the
language cannot part, however long."""
import re
import statistics

import tree

LONGEST = 800
MEDIAN = 150
WRITTEN_BY_HAND = (".cpp", ".h", ".def", ".g4", ".py", ".sh", ".cmake", ".md", ".pol", ".tsv", ".json", "CMakeLists.txt", "dev")


def is_vocabulary(path):
    return path.suffix == ".pol" and re.search(r"^(vocabulary|词汇)\b", tree.read(path), re.M)


def comment_share(texts):
    lines = [line.strip() for text in texts for line in text.splitlines() if line.strip()]
    return 100 * sum(line.startswith("//") for line in lines) / len(lines)


def main():
    lengths = {path: len(tree.read(path).splitlines()) for path in tree.files(*WRITTEN_BY_HAND)}
    findings = [f"{tree.name(path)}: {length} lines, at most {LONGEST}" for path, length in lengths.items()
                if length > LONGEST and not is_vocabulary(path)]
    cpp = [path for path in lengths if path.suffix in (".cpp", ".h") and tree.name(path).startswith(("compiler/", "runtime/"))]
    if cpp:
        median = statistics.median(lengths[path] for path in cpp)
        if median > MEDIAN:
            findings.append(f"the median C++ file has {median:.0f} lines, at most {MEDIAN}")
        longest = max(cpp, key=lengths.get)
        print(f"{len(cpp)} C++ files, median {median:.0f} lines, longest {tree.name(longest)} with {lengths[longest]}, "
              f"{comment_share(map(tree.read, cpp)):.0f} % comments")
        whole = max(lengths, key=lengths.get)
        print(f"longest file written by hand: {tree.name(whole)} with {lengths[whole]} lines")
    tree.end(cpp, findings)


if __name__ == "__main__":
    main()
