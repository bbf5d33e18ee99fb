#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What `polc sources` says of policies/ and its register of norms: every norm of a document that is formalised whole is covered, or
its remark says which construct is missing; both languages cover it in the same places; and the register has the norms of
../shared/norms/norms.tsv, where that lies beside the project."""
import argparse
import csv
import json
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
REGISTER = ROOT / "policies" / "norms.tsv"
NORMS = ROOT.parent / "shared" / "norms" / "norms.tsv"
ENTIRE = ("GX", "PB", "GXN", "BD")  # documents that are formalised whole
SORTS = ("full", "partial", "prose")
MISSING = "missing:"  # in a remark: what the language would need


def table(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def sources_of(polc, language):
    done = subprocess.run([polc, "sources", f"policies/{language}", "--norms", "policies/norms.tsv", "--format", "json"],
                          cwd=ROOT, capture_output=True, text=True, timeout=300)
    if done.returncode not in (0, 1):
        sys.exit(f"polc sources policies/{language} ended with status {done.returncode}\n{done.stderr}")
    return json.loads(done.stdout), done


def places_of(report):
    """norm -> where it stands: article and kind of each sentence, in order; the names of policies differ by language."""
    return {norm["norm"]: [(at["article"], at["kind"]) for at in norm["at"]]
            for document in report["documents"] for norm in document["norms"]}


def compare_register(rows):
    """The register against the list of norms that was made with the sources."""
    wanted = {row["id"]: (row["document"], row["article"], row["formalisable"]) for row in table(NORMS)}
    given = {row["norm"]: (row["document"], row["article"], row["sort"]) for row in rows}
    yield from (f"{norm}: not in policies/norms.tsv" for norm in wanted if norm not in given)
    yield from (f"{norm}: is no norm" for norm in given if norm not in wanted)
    yield from (f"{norm}: {given[norm]} in policies/norms.tsv, {wanted[norm]} in the list of norms"
                for norm in wanted if given.get(norm, wanted[norm]) != wanted[norm])


def judge(report):
    documents = {document["document"]: document for document in report["documents"]}
    yield from (f"{name}: no policy bears a norm of it" for name in ENTIRE if name not in documents)
    for name in ENTIRE:
        for norm in documents.get(name, {"norms": []})["norms"]:
            if norm["standing"] != "covered" and MISSING not in norm["remark"]:
                yield f"{norm['norm']}: {norm['standing']}, and its remark does not say which construct is missing"


def main():
    parser = argparse.ArgumentParser(description="what polc sources says of policies/")
    parser.add_argument("--polc", type=pathlib.Path, default=ROOT / "build/release/polc")
    polc = parser.parse_args().polc.resolve()
    english, done = sources_of(polc, "en")
    chinese, _ = sources_of(polc, "zh")
    findings = list(judge(english))
    if "P1307" in done.stderr:
        findings.append(done.stderr)
    in_english, in_chinese = places_of(english), places_of(chinese)
    findings += [f"{norm}: stands in {in_english[norm]} in English, in {in_chinese.get(norm)} in Chinese"
                 for norm in in_english if in_english[norm] != in_chinese.get(norm)]
    rows = table(REGISTER)
    if NORMS.exists():
        findings += compare_register(rows)
    else:
        print("the list of norms does not lie beside the project: the register was not compared with it")
    print("\n".join(findings))
    for document in (*english["documents"], {"document": "in all", "shares": english["shares"]}):
        of_sorts = ", ".join(f"{sort} {document['shares'][sort]['covered']}/{document['shares'][sort]['all']}" for sort in SORTS)
        print(f"{document['document']}: {of_sorts}")
    print(f"norms {len(rows)}, no policy yet for {', '.join(english['untouched']) or 'none'}; failures {len(findings)}")
    return 1 if findings or not in_english else 0


if __name__ == "__main__":
    sys.exit(main())
