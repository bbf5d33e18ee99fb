#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Where each norm of the sources stands in policies/: coverage.tsv names the article and the beginning of the sentence or note.

Each row of the table finds one sentence or note under its article (`head` is what stands before the first one). Where the list of
norms lies beside the project, each norm of a document that the table covers entirely has a row, and one that facts decide, alone
or with a judgement, is a rule, unless its remark says which construct is missing.
"""
import collections
import csv
import pathlib
import re
import sys

HERE = pathlib.Path(__file__).resolve().parent
POLICIES = HERE.parents[1] / "policies" / "en"
NORMS = HERE.parents[2] / "shared" / "norms" / "norms.tsv"
ENTIRE = ("GX", "GXN", "PB")  # documents of which every norm has a row
DECIDED = ("full", "partial")

Row = collections.namedtuple("Row", "number norm policy article kind beginning remark")


def table(path):
    with open(path, encoding="utf-8", newline="") as file:
        yield from enumerate(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE), 2)


def sentences():
    """What stands in each article of each policy, by the policy's English name: one line for each sentence and note."""
    found = collections.defaultdict(list)
    for path in sorted(POLICIES.glob("*.pol")):
        policy = article = None
        for line in path.read_text(encoding="utf-8").splitlines():
            if match := re.match(r"(policy|vocabulary|test) ([^/]+)", line):
                policy, article = (match[2].strip(), "head") if match[1] == "policy" else (policy, None)
            elif match := re.match(r"article (\d+)\b", line):
                article = match[1]
            elif policy and article and line and not line.startswith("#"):
                of_article = found[policy, article]
                if line.startswith(" ") and of_article:
                    of_article[-1] = f"{of_article[-1]} {line.strip()}".replace("( ", "(")
                else:
                    of_article.append(line)
    return found


def stands(row, written):
    """What is wrong with a row, if anything."""
    if row.kind not in ("rule", "note") or (row.kind == "note") != row.beginning.startswith("note:"):
        return f"`{row.kind}` is not what `{row.beginning}` is"
    there = written.get((row.policy, row.article))
    if there is None:
        return f"no article {row.article} in {row.policy}"
    count = sum(sentence.startswith(row.beginning) for sentence in there)
    return None if count == 1 else f"`{row.beginning}` begins {count} sentences of article {row.article} of {row.policy}"


def compare(rows, norms):
    """Findings about norms without a row, or with notes only; and how many of each document and sort are rules or have a row."""
    kinds = collections.defaultdict(list)
    for row in rows:
        kinds[row.norm].append(row)
    findings = [f"coverage.tsv: {norm} is no norm" for norm in kinds if norm not in norms]
    counts = collections.defaultdict(lambda: [0, 0])
    for norm, (document, sort) in norms.items():
        count = counts[document, sort]
        count[1] += 1
        own = kinds.get(norm, [])
        if not own:
            if document in ENTIRE:
                findings.append(f"{norm}: not in coverage.tsv")
            continue
        is_rule = any(row.kind == "rule" for row in own)
        count[0] += is_rule or sort not in DECIDED
        if sort in DECIDED and not is_rule and not any("missing:" in row.remark for row in own):
            findings.append(f"{norm}: {sort}, and only a note; its remark does not say which construct is missing")
    return findings, counts


def main():
    rows = [Row(number, row["norm"], row["policy"], row["article"], row["kind"], row["beginning"], row["remark"] or "")
            for number, row in table(HERE / "coverage.tsv")]
    written = sentences()
    findings = [f"coverage.tsv:{row.number}: {wrong}" for row in rows if (wrong := stands(row, written))]
    counts = {}
    if NORMS.exists():
        norms = {row["id"]: (row["document"], row["formalisable"]) for _, row in table(NORMS)}
        more, counts = compare(rows, norms)
        findings += more
    else:
        print("the list of norms does not lie beside the project: only that each row finds its sentence was tested")
    print("\n".join(findings))
    for document in sorted({document for document, _ in counts}):
        of_sorts = ", ".join(f"{sort} {counts[document, sort][0]}/{counts[document, sort][1]}" for sort in (*DECIDED, "prose"))
        print(f"{document}: {of_sorts}")
    print(f"rows {len(rows)}; failures {len(findings)}")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
