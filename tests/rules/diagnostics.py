#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Every finding of compiler/diagnostics/kinds*.def is emitted by the sources, has a page in English and in
Chinese, and stands in a golden file or in an expectation under tests/bad. There are no exceptions."""
import re

import tree

KIND = re.compile(r"^DIAGNOSTIC\((P\d{4}), (\w+), (\w+),", re.M)
NOTE = re.compile(r"^NOTE\((\w+),", re.M)
RANGES = {"P01", "P02", "P03", "P04", "P05", "P06", "P07", "P08", "P09", "P10", "P11", "P12", "P13"}


def main():
    folder = tree.ROOT / "compiler/diagnostics"
    registry = "\n".join(tree.read(path) for path in sorted(folder.glob("kinds*.def")))
    kinds = KIND.findall(registry)
    sources = "\n".join(
        tree.read(path) for under in ("compiler", "runtime") for path in tree.files(".cpp", ".h", under=under))
    used = set(re.findall(r"\bKind::(\w+)", sources))
    expectations = [path for path in tree.files(under="tests/golden")]
    # What only a mistake in polc itself can cause is shown by a unit test.
    expectations += [tree.ROOT / "tests/unit/prove/findings_test.cpp"]
    expectations += [path for path in (tree.ROOT / "tests/bad").rglob("*") if path.is_file()]
    shown = set()
    for path in expectations:
        shown |= set(re.findall(r"\bP\d{4}\b", tree.read(path)))

    findings = []
    for code, kind, severity in kinds:
        if code[:3] not in RANGES:
            findings.append(f"{code} {kind}: is in no range of codes")
        if severity not in ("Error", "Warning", "Note"):
            findings.append(f"{code} {kind}: severity {severity} is neither Error, Warning nor Note")
        if kind not in used:
            findings.append(f"{code} {kind}: is never emitted")
        if code not in shown:
            findings.append(f"{code} {kind}: appears in no golden file and no expectation of tests/bad")
        for language in ("en", "zh"):
            if not (folder / "explain" / language / f"{code}.md").is_file():
                findings.append(f"{code} {kind}: has no page explain/{language}/{code}.md")
    findings += [f"note {kind}: is never emitted" for kind in NOTE.findall(registry) if kind not in used]
    codes = [code for code, _, _ in kinds]
    findings += [f"{code}: is used twice" for code in sorted(set(codes)) if codes.count(code) > 1]
    pages = {path.stem for path in (folder / "explain").rglob("*.md")}
    findings += [f"explain/*/{code}.md: no finding has this code" for code in sorted(pages - set(codes))]
    print(f"{len(kinds)} findings, {len(NOTE.findall(registry))} notes")
    tree.end(kinds, findings)


if __name__ == "__main__":
    main()
