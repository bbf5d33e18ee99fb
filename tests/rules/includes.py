#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Who may include whom: folders of ours along the pipeline, third parties in the one place that wraps them."""
import re

import tree

BASE = {"compiler/source", "compiler/diagnostics", "runtime/value"}
ALLOWED = {
    "runtime/value": set(),
    "runtime/modules": {"runtime/value"},
    "runtime/workers": set(),
    "compiler/source": {"runtime/value"},
    "compiler/diagnostics": BASE,
    "compiler/ast": BASE,
    "compiler/core": BASE,
    "compiler/parse": BASE | {"compiler/ast"},
    "compiler/format": BASE | {"compiler/ast", "compiler/parse"},
    "compiler/trace": BASE | {"compiler/ast"},
    "compiler/check": BASE | {"compiler/ast", "compiler/parse", "compiler/core", "compiler/trace"},
    "runtime/facts": BASE | {"compiler/core", "runtime/workers"},
    "compiler/plan": BASE | {"compiler/core"},
    "compiler/prove": BASE | {"compiler/core", "runtime/facts", "runtime/interpret", "runtime/modules"},
    "runtime/interpret": BASE | {"compiler/core", "runtime/facts"},
    "runtime/vector": BASE
    | {"compiler/core", "compiler/plan", "runtime/facts", "runtime/interpret", "runtime/workers"},
    "runtime/native": BASE | {"compiler/core", "compiler/plan", "runtime/facts", "runtime/modules", "runtime/vector"},
    "runtime/explain": BASE | {"compiler/core", "runtime/facts", "runtime/interpret"},
}
SEES_EVERYTHING = "compiler/driver"
WRAPPED = {
    "antlr4-runtime": {"compiler/parse"},
    "PolicyLexer.h": {"compiler/parse"},
    "PolicyParser.h": {"compiler/parse"},
    "utf8proc.h": {"compiler/source"},
    "sqlite3.h": {"runtime/facts", "compiler/prove"},
    "sha2.h": {"compiler/prove"},
    "zlib.h": {"runtime/facts"},
    "CLI/": {"compiler/driver"},
    "z3": {"compiler/prove"},
    "llvm": {"runtime/native"},
}
INCLUDE = re.compile(r'^\s*#\s*include\s+([<"])([^">]+)[">]', re.M)


def check(path, folder):
    for bracket, target in INCLUDE.findall(tree.read(path)):
        for library, folders in WRAPPED.items():
            if target.startswith(library) and folder not in folders:
                yield f"{tree.name(path)}: includes <{target}>, which only {', '.join(folders)} may"
        if bracket == "<" or target in WRAPPED:
            continue
        if "/" not in target:
            yield f'{tree.name(path)}: includes "{target}", not by its path from the root'
            continue
        other = "/".join(target.split("/")[:2])
        ours = other in ALLOWED or other == SEES_EVERYTHING
        if ours and other != folder and folder != SEES_EVERYTHING and other not in ALLOWED[folder]:
            yield f'{tree.name(path)}: {folder} may not include "{target}"'
        if ours and not (tree.ROOT / target).is_file():
            yield f'{tree.name(path)}: there is no file "{target}"'


def main():
    findings, looked_at = [], 0
    for under in ("compiler", "runtime"):
        for path in tree.files(".cpp", ".h", under=under):
            folder = "/".join(tree.name(path).split("/")[:2])
            if folder not in ALLOWED and folder != SEES_EVERYTHING:
                findings.append(f"{tree.name(path)}: {folder} is not in the table of tests/rules/includes.py")
                continue
            looked_at += 1
            findings += check(path, folder)
    tree.end(looked_at, findings)


if __name__ == "__main__":
    main()
