#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs the examples of the pages that `polc explain` shows: a block ```polc of the page Pxxxx must yield the
finding Pxxxx, a block ```polc,ok no error and not that finding. Lines `// --- name.pol` part a block into
files. A block that begins with a sentence stands in article 1 of a policy that uses explain/example_words.pol."""
import argparse
import concurrent.futures
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[1]
BLOCK = re.compile(r"^```(polc(?:,ok)?)\n(.*?)^```$", re.M | re.S)
FILE = re.compile(r"^// --- (\S+)\n", re.M)
BEGINNING = re.compile(r"(#.*\n|\s)*(// --- |policy\b|vocabulary\b|政策|词汇)")
WORDS = ROOT / "compiler/diagnostics/explain/example_words.pol"
HEADS = {
    "en": "policy example rules\nby county\nuses example words\narticle 1\n",
    "zh": "政策 示例规定\n发布机关 县\n使用词汇 示例词汇\n第1条\n",
}
INTERNAL_ERROR = 5


def files_of(block):
    parts = FILE.split(block)
    if parts[0].strip():
        yield "example.pol", parts[0]
    yield from zip(parts[1::2], parts[2::2])


def codes_of(polc, language, block):
    """The codes that checking the block yields, and the exit status."""
    if not BEGINNING.match(block):
        block = HEADS[language] + block
    with tempfile.TemporaryDirectory() as folder:
        names = []
        shutil.copy(WORDS, folder)  # found there by the policy that uses it
        for name, text in files_of(block):
            pathlib.Path(folder, name).write_text(text, encoding="utf-8")
            names.append(name)
        done = subprocess.run([polc, "check", "--format", "json", *names], cwd=folder, capture_output=True, timeout=60)
        try:
            document = json.loads(done.stdout)
        except ValueError:
            return None, done.returncode
        return {finding["code"] for finding in document["diagnostics"]}, done.returncode


def check(polc, page, number, kind, block):
    codes, status = codes_of(polc, page.parent.name, block)
    if codes is None or status >= INTERNAL_ERROR or status < 0:
        return f"{page}: block {number} was not checked: status {status}"
    seen = ", ".join(sorted(codes)) or "nothing"
    if kind == "polc" and page.stem not in codes:
        return f"{page}: block {number} should yield {page.stem}, and yields {seen}"
    if kind == "polc,ok" and (page.stem in codes or status != 0):
        return f"{page}: block {number} is shown as right, and yields {seen}"
    return None


def main():
    parser = argparse.ArgumentParser(description="run the examples of the explain pages")
    parser.add_argument("--polc", type=pathlib.Path, default=ROOT / "build/release/polc")
    polc = parser.parse_args().polc.resolve()
    examples = []
    for path in sorted((ROOT / "compiler/diagnostics/explain").rglob("P*.md")):
        blocks = BLOCK.findall(path.read_text(encoding="utf-8"))
        examples += [(path.relative_to(ROOT), number, *block) for number, block in enumerate(blocks, 1)]
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        findings = [found for found in pool.map(lambda example: check(polc, *example), examples) if found]
    print("\n".join([*findings, f"{len(examples) - len(findings)} passed, {len(findings)} failed"]))
    return 1 if findings or not examples else 0


if __name__ == "__main__":
    sys.exit(main())
