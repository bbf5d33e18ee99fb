#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What is said in English and in Chinese is one program: core rules of both, compared line by line.

Compared are the policies of policies/, file by file, and the sentences with which the language was first described.
"""
import argparse
import difflib
import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
FIRST_SENTENCES = {
    "en": "policy first sentences / 最初的语句\nby Guangxi\nuses epidemic\nin force from 2020-02-24\narticle 1\n"
          "low risk if no new case in 14 days\ncentralized quarantine 14 days for high-risk\n",
    "zh": "政策 最初的语句 / \"first sentences\"\n发布机关：广西\n使用词汇：疫情\n自2020年2月24日起施行\n第一条\n"
          "低风险如果14天内没有新增病例\n高风险人员应当集中隔离14天\n",
}
# Said in other words, the same again.
ALIKE = {
    "en": [("low risk if no new case in 14 days", "low risk for region if no new case in 2 weeks"),
           ("centralized quarantine 14 days for high-risk", "high-risk person must centralized quarantine 14 days")],
    "zh": [("低风险如果14天内没有新增病例", "地区如果14天内没有新增病例，属于低风险"),
           ("低风险如果14天内没有新增病例", "低风险 若 14天内 无 新增病例"),
           ("高风险人员应当集中隔离14天", "集中隔离14天 对 高风险")],
}
# A different program, so that the comparison is seen to tell programs apart.
UNLIKE = ("in 14 days", "in 15 days")


class Compiler:
    def __init__(self, polc):
        self.polc = polc
        self.failed = 0

    def core(self, paths):
        done = subprocess.run([self.polc, "compile", "--to", "core", "--path", ROOT / "policies", *paths],
                              capture_output=True, text=True, check=False)
        if done.returncode != 0:
            print(done.stdout + done.stderr)
            sys.exit(1)
        return done.stdout

    def core_of(self, text, folder):
        path = pathlib.Path(folder) / "text.pol"
        path.write_text(text, encoding="utf-8")
        return self.core([path])

    def same(self, name, left, right, wanted=True):
        if (left == right) == wanted:
            return
        self.failed += 1
        print(f"{name}: " + ("the core rules differ" if wanted else "the core rules do not differ"))
        difference = difflib.unified_diff(left.splitlines(), right.splitlines(), lineterm="", n=1)
        print("\n".join(list(difference)[:40]))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--polc", default=ROOT / "build" / "release" / "polc")
    compiler = Compiler(parser.parse_args().polc)
    names = sorted(path.name for path in (ROOT / "policies" / "en").glob("*.pol"))
    others = sorted(path.name for path in (ROOT / "policies" / "zh").glob("*.pol"))
    if names != others or not names:
        print(f"not the same files: {names} and {others}")
        return 1
    for name in names:
        english, chinese = (compiler.core([ROOT / "policies" / language / name]) for language in ("en", "zh"))
        compiler.same(f"policies/*/{name}", english, chinese)
        compiler.same(f"policies/en/{name}, compiled twice", english, compiler.core([ROOT / "policies" / "en" / name]))
    with tempfile.TemporaryDirectory() as folder:
        first = compiler.core_of(FIRST_SENTENCES["en"], folder)
        compiler.same("the first sentences", first, compiler.core_of(FIRST_SENTENCES["zh"], folder))
        compiler.same("a window of 15 days", first, compiler.core_of(FIRST_SENTENCES["en"].replace(*UNLIKE), folder), False)
        for language, sentences in ALIKE.items():
            for sentence, other in sentences:
                compiler.same(other, first, compiler.core_of(FIRST_SENTENCES[language].replace(sentence, other), folder))
    print(f"{len(names)} files and the first sentences in both languages, {compiler.failed} differences")
    return 1 if compiler.failed else 0


if __name__ == "__main__":
    sys.exit(main())
