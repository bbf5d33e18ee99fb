#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Checks the examples of grammar/README.md with polc: a block that begins with `vocabulary` is the vocabulary of all
others, one that begins with `policy` is a file of its own, any other stands in article 1 of a policy. None may yield an
error, but for those that say that a construct is understood and no engine evaluates it yet. Each row that names a norm and
the sentence that puts it into words is as the policies have it."""
import argparse
import json
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[1]
BLOCK = re.compile(r"^```polc\n(.*?)^```$", re.M | re.S)
ROW = re.compile(r"^\| [^|]+ \| ([A-Z]+-[^ |]+) \| `([^`]+)` \| \d+ \|$", re.M)
MARK = re.compile(r"^\[([^\]]+)\] (.+)$")
NOT_EVALUATED = "P0701"
HEADS = {
    "en": 'policy example rules\nby county\nuses reference words\narticle 1\n',
    "zh": '政策 示例规定 / "example rules"\n发布机关：县\n使用词汇：示例词汇\n第1条\n',
}


def language_of(block):
    return "zh" if re.search("[\u4e00-\u9fff]", re.sub(r'/ [^\s,:]+|"[^"]*"', "", block)) else "en"


def findings_of(polc, vocabulary, block):
    text = block if re.match(r"policy|政策", block) else HEADS[language_of(block)] + block
    with tempfile.TemporaryDirectory() as folder:
        pathlib.Path(folder, "words.pol").write_text(vocabulary, encoding="utf-8")
        pathlib.Path(folder, "example.pol").write_text(text, encoding="utf-8")
        done = subprocess.run([polc, "check", "--format", "json", "words.pol", "example.pol"], cwd=folder,
                              capture_output=True, timeout=60)
    return json.loads(done.stdout)["diagnostics"]


def marked_sentences():
    """(norm, sentence) of the English policies, each sentence on one line."""
    found = set()
    for path in (ROOT / "policies/en").glob("*.pol"):
        for line in re.sub(r"\n  +", " ", path.read_text(encoding="utf-8")).splitlines():
            if mark := MARK.match(line):
                found |= {(norm.strip(), mark[2]) for norm in mark[1].split(",")}
    return found


def main():
    parser = argparse.ArgumentParser(description="check the examples of the language reference")
    parser.add_argument("--polc", type=pathlib.Path, default=ROOT / "build/release/polc")
    parser.add_argument("--all", action="store_true", help="show the other findings too")
    options = parser.parse_args()
    page = (ROOT / "grammar/README.md").read_text(encoding="utf-8")
    blocks = BLOCK.findall(page)
    vocabulary = next(block for block in blocks if block.startswith("vocabulary"))
    examples = [block for block in blocks if block != vocabulary]
    failed = 0
    for number, block in enumerate(examples, 1):
        for finding in findings_of(options.polc.resolve(), vocabulary, block):
            wrong = finding["severity"] == "error" and finding["code"] != NOT_EVALUATED
            failed += wrong
            if wrong or options.all:
                print(f"example {number}, {finding['file']}:{finding['line']}: {finding['severity']} {finding['code']} "
                      f"{finding['message']}")
    rows, stated = ROW.findall(page), marked_sentences()
    for row in rows:
        if row not in stated:
            failed += 1
            print(f"no policy says of {row[0]}: {row[1]}")
    print(f"{len(examples)} examples, {len(rows)} sentences of the policies, {failed} errors")
    return 1 if failed or not examples or not rows else 0


if __name__ == "__main__":
    sys.exit(main())
