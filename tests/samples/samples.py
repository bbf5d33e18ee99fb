# SPDX-License-Identifier: Apache-2.0
"""The samples of the language's description: all are read without an error, and with the mends of mends.tsv they check
and their tests pass, but for what is refused by name because no engine evaluates it yet (P07xx).
"""
import argparse
import csv
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
SAMPLES = HERE.parents[1].parent / "shared" / "language" / "samples"
SKIPPED = 77
NOT_YET = "P07"


class Samples:
    def __init__(self, polc):
        self.polc = polc
        self.failures = []

    def findings(self, *words):
        done = subprocess.run([self.polc, *map(str, words), "--format", "json"], capture_output=True, text=True, check=False)
        if done.returncode > 3:
            self.failures.append(f"polc {' '.join(map(str, words))}: status {done.returncode}\n{done.stdout}{done.stderr}")
            return []
        return [finding for finding in json.loads(done.stdout)["diagnostics"] if finding["severity"] == "error"]

    def say(self, path, findings, what):
        for finding in findings:
            self.failures.append(f"{path.parent.name}/{path.name}:{finding['line']} {what}: {finding['code']} "
                                 f"{finding['message']}")

    def mend(self, folder):
        with open(HERE / "mends.tsv", encoding="utf-8", newline="") as file:
            mends = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
        for mend in mends:
            path = folder.parent / mend["file"]
            if path.parent != folder:
                continue
            text = path.read_text(encoding="utf-8")
            sample, mended = (mend[side].replace("\\n", "\n") for side in ("sample", "mended"))
            if text.count(sample) != 1:
                self.failures.append(f"{mend['file']}: not found once: {sample}")
            path.write_text(text.replace(sample, mended), encoding="utf-8")

    def read(self, path):
        done = subprocess.run([self.polc, "compile", "--to", "ast", path], capture_output=True, text=True, check=False)
        if done.returncode != 0:
            self.failures.append(f"{path.parent.name}/{path.name} is not read:\n{done.stderr[-2000:]}")

    def check(self, path):
        found = self.findings("check", "--no-proof", path)
        self.say(path, [finding for finding in found if not finding["code"].startswith(NOT_YET)], "is not checked")
        return not found

    def test(self, path):
        done = subprocess.run([self.polc, "test", path], capture_output=True, text=True, check=False)
        if done.returncode != 0:
            self.failures.append(f"{path.parent.name}/{path.name}, its tests:\n{done.stdout[-3000:]}{done.stderr[-1000:]}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--polc", required=True)
    samples = Samples(parser.parse_args().polc)
    if not SAMPLES.is_dir():
        print(f"skipped: the samples are not here ({SAMPLES})")
        return SKIPPED
    tested = count = 0
    with tempfile.TemporaryDirectory() as name:
        for language in ("en", "zh"):
            folder = pathlib.Path(name) / language
            shutil.copytree(SAMPLES / language, folder)
            for path in sorted(folder.glob("*.pol")):
                samples.read(path)
                count += 1
            samples.mend(folder)
            for path in sorted(folder.glob("*.pol")):
                if samples.check(path):
                    samples.test(path)
                    tested += 1
    print(*samples.failures, sep="\n")
    print(f"{count} samples read, {tested} checked and tested, {len(samples.failures)} failures")
    return 1 if samples.failures else 0


if __name__ == "__main__":
    sys.exit(main())
