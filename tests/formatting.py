#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Every .pol file of the project that can be read, through `polc fmt`: the layout is stable, each comment is still there, and the
file compiles to the same core as before. Those that people read, policies/ and examples/, are laid out already. The policies go
to the other language and come back; with the table of their prose, each is byte for byte what is made of the other language."""
import argparse
import concurrent.futures
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
SHOWN = ("policies", "examples")
PROSE = ROOT / "policies" / "prose.tsv"
EVERYTHING = (*SHOWN, "tests/golden", "tests/figures", "tests/proof/cases", "compiler/diagnostics/explain")
NOT_VALID = 3


class Formatter:
    def __init__(self, polc):
        self.polc = polc
        self.findings = []
        self.files = 0

    def run(self, *arguments, text=None):
        done = subprocess.run([self.polc, *map(str, arguments)], input=text, capture_output=True, check=False)
        return done.returncode, done.stdout

    def core(self, path):
        status, text = self.run("compile", "--to", "core", "--path", ROOT / "policies", path)
        return text if status == 0 else None

    def check(self, path):
        with tempfile.TemporaryDirectory() as folder:
            self.check_in(pathlib.Path(folder), path)

    def check_in(self, folder, path):
        status, once = self.run("fmt", "-", text=path.read_bytes())
        if status == NOT_VALID:
            return
        self.files += 1
        name = path.relative_to(ROOT)
        if status != 0:
            self.findings.append(f"{name}: polc fmt ends with {status}")
            return
        if self.run("fmt", "-", text=once) != (0, once):
            self.findings.append(f"{name}: what is laid out is laid out otherwise once more")
        if comments(once) != comments(path.read_bytes()):
            self.findings.append(f"{name}: comments are lost or moved")
        # Beside the original, so that what it stands under is found in the same places.
        beside = folder / path.name
        beside.write_bytes(path.read_bytes())
        before = self.core(beside)
        beside.write_bytes(once)
        if before is not None and self.core(beside) != before:
            self.findings.append(f"{name}: the core rules differ")


def check_translation(formatter, path):
    """There and back again: Chinese of English and English of that give what `--lang` gives of the file itself, and the
    core rules of all of them are those of the file."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(ROOT / "policies", pathlib.Path(folder) / "policies")
        name, here = path.relative_to(ROOT), path.parent.name
        there = {"en": "zh", "zh": "en"}[here]
        copy = pathlib.Path(folder) / name

        def turned(text, language):
            copy.write_bytes(text)
            status, turned_text = formatter.run("fmt", "--lang", language, "--stdout", copy)
            if status != 0:
                formatter.findings.append(f"{name}: --lang {language} ends with {status}")
            return turned_text

        canonical = turned(path.read_bytes(), here)
        other = turned(canonical, there)
        if turned(other, here) != canonical:
            formatter.findings.append(f"{name}: does not come back from {there} as it was")
        if turned(canonical, here) != canonical:
            formatter.findings.append(f"{name}: the words of the vocabulary are not stable")
        if comments(other) != comments(path.read_bytes()):
            formatter.findings.append(f"{name}: comments are lost in {there}")
        copy.write_bytes(path.read_bytes())
        before = formatter.core(copy)
        copy.write_bytes(other)
        if before is None or formatter.core(copy) != before:
            formatter.findings.append(f"{name}: the core rules differ in {there}")


FOLDERS = {language: ROOT / "policies" / language for language in ("en", "zh")}


def check_pair(formatter, name, here, there):
    """Chinese is what `polc fmt` makes of English, and English what it makes of Chinese."""
    done = subprocess.run([formatter.polc, "fmt", "--lang", there, "--prose", PROSE, "--stdout", FOLDERS[here] / name],
                          capture_output=True, check=False)
    if done.returncode != 0 or done.stderr:
        formatter.findings.append(f"{here}/{name}, to {there}: {done.returncode} {done.stderr.decode()[:400]}")
    elif done.stdout != (FOLDERS[there] / name).read_bytes():
        formatter.findings.append(f"{there}/{name}: not what is made of {here}; ./dev translate writes it")


def check_prose(formatter):
    """Every text has its row, and every row a text."""
    texts = {language: "\n".join(path.read_text(encoding="utf-8") for path in folder.glob("*.pol"))
             for language, folder in FOLDERS.items()}
    rows = [line.split("\t") for line in PROSE.read_text(encoding="utf-8").splitlines() if line]
    for english, chinese in rows:
        for text, language in ((english, "en"), (chinese, "zh")):
            if not all(line in texts[language] for line in text.split("\\n")):
                formatter.findings.append(f"{PROSE.name}: no text in {language} says {text!r}")
    if not rows:
        formatter.findings.append(f"{PROSE.name}: is empty")


def comments(text):
    """The comments of a text, in order; a note keeps what follows `#` as prose."""
    found = []
    for line in text.decode().replace("\r\n", "\n").lstrip("\ufeff").split("\n"):
        if line.strip().startswith(("note", "说明")):
            continue
        quoted = False
        for at, letter in enumerate(line):
            quoted = not quoted if letter == '"' else quoted
            if letter == "#" and not quoted:
                found.append(line[at:].strip())
                break
    return found


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--polc", default=ROOT / "build" / "release" / "polc")
    formatter = Formatter(parser.parse_args().polc)
    policies = sorted((ROOT / "policies").glob("*/*.pol"))
    files = [path for under in EVERYTHING for path in sorted((ROOT / under).rglob("*.pol"))]
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        # Twice the same language is a pair too: a text is as `polc fmt` writes it.
        pairs = [(path.name, here, there) for path in sorted(FOLDERS["en"].glob("*.pol")) for here in FOLDERS for there in FOLDERS]
        for _ in (*pool.map(lambda path: check_translation(formatter, path), policies), *pool.map(formatter.check, files),
                  *pool.map(lambda pair: check_pair(formatter, *pair), pairs)):
            pass
    status, names = formatter.run("fmt", "--check", *sorted(p for s in SHOWN for p in (ROOT / s).rglob("*.pol")))
    if status != 0:
        formatter.findings.append(f"not laid out: {names.decode().split()}")
    check_prose(formatter)
    print("\n".join(formatter.findings))
    print(f"{formatter.files} files, {len(formatter.findings)} findings")
    return 1 if formatter.findings or formatter.files == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
