#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""`polc check --format sarif` as a reader of SARIF 2.1.0 needs it: required properties and types, references that lead
somewhere, regions that hold the text they are about, fixes that mend it.

The published JSON schema is not part of the project. Where a package has brought it to this machine (or the variable
POLC_SARIF_SCHEMA names it) and python's jsonschema is there, the reports are validated by it too.
"""
import argparse
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import urllib.parse

ROOT = pathlib.Path(__file__).resolve().parent.parent
LEVELS = {"none", "note", "warning", "error"}
SCHEMA_PLACES = ["/usr/lib/node_modules", "/usr/local/lib/node_modules", "/usr/share/nodejs", "/usr/share/sarif"]

VOCABULARY = """vocabulary town words / 镇词汇
authority town / 镇
scale risk / 风险 of region: low / 低 < high / 高
entity region / 地区
  code / 代码: text, key
event case / 病例 of region, reported daily
  date / 日期: day
  count / 例数: number, counting
  new / 新增: always
measure sealing / 封控 of region, attested
"""
RULES = {
    "clean": 'policy town rules\nby town\nuses town words\n\narticle 1\nlow risk for region if no new case in 14 days\n',
    "slip": 'policy town rules\nby town\nunder province notice\nuses town words\n\narticle 1 "😀 one"\n'
            'seeling for high-risk region\narticle 1 "two"\nseeling for high-risk region\n',
    "bracket": 'policy town rules\nby town\nuses town words\narticle 1\nlow risk for region if no new case in 14 days and '
               'no case in 14 days or no new case in 7 days\n',
    "中文": '政策 镇规定\n发布机关：镇\n使用词汇：镇词汇\n\n第一条\n封孔 对 高风险地区\n',
    "frame": "",
}


class Failures:
    def __init__(self):
        self.passed, self.failed = 0, 0

    def check(self, what, holds):
        if holds:
            self.passed += 1
        else:
            self.failed += 1
            print(f"FAILED {what}")
        return holds


def only(value, wanted, allowed):
    """An object with all wanted properties and no others than the allowed ones, each of the given type."""
    return (isinstance(value, dict) and set(wanted) <= set(value) <= set(wanted) | set(allowed)
            and all(isinstance(value[name], kind) for name, kind in {**wanted, **allowed}.items() if name in value))


def is_message(value):
    return only(value, {"text": str}, {}) and value["text"]


def is_artifact_location(value, run):
    if not only(value, {"uri": str}, {"uriBaseId": str}) or not re.fullmatch(r"[A-Za-z0-9%._~/:-]+", value["uri"]):
        return False
    if "uriBaseId" not in value:
        return value["uri"].startswith("file:///")
    return value["uriBaseId"] in run["originalUriBaseIds"] and ":" not in value["uri"] and value["uri"][0] != "/"


def is_region(value):
    names = ["startLine", "startColumn", "endLine", "endColumn"]
    if not only(value, {name: int for name in names}, {}) or min(value.values()) < 1:
        return False
    return (value["startLine"], value["startColumn"]) <= (value["endLine"], value["endColumn"])


def is_location(value, run, related=False):
    wanted = {"physicalLocation": dict, **({"id": int, "message": dict} if related else {})}
    if not only(value, wanted, {}) or (related and not is_message(value["message"])):
        return False
    place = value["physicalLocation"]
    return (only(place, {"artifactLocation": dict, "region": dict}, {})
            and is_artifact_location(place["artifactLocation"], run) and is_region(place["region"]))


def is_descriptor(value):
    return (only(value, {"id": str, "name": str, "shortDescription": dict, "help": dict, "defaultConfiguration": dict}, {})
            and re.fullmatch(r"P\d{4}", value["id"]) and is_message(value["shortDescription"])
            and only(value["help"], {"text": str, "markdown": str}, {}) and value["help"]["text"]
            and value["defaultConfiguration"].get("level") in LEVELS)


def is_fix(value, run):
    if not only(value, {"description": dict, "artifactChanges": list}, {}) or not is_message(value["description"]):
        return False
    return bool(value["artifactChanges"]) and all(
        only(change, {"artifactLocation": dict, "replacements": list}, {}) and change["replacements"]
        and is_artifact_location(change["artifactLocation"], run)
        and all(only(one, {"deletedRegion": dict, "insertedContent": dict}, {}) and is_region(one["deletedRegion"])
                and only(one["insertedContent"], {"text": str}, {}) for one in change["replacements"])
        for change in value["artifactChanges"])


def is_result(value, run):
    wanted = {"ruleId": str, "level": str, "message": dict, "locations": list, "partialFingerprints": dict}
    rules = {rule["id"] for rule in run["tool"]["driver"]["rules"]}
    return (only(value, wanted, {"relatedLocations": list, "fixes": list}) and value["ruleId"] in rules
            and value["level"] in LEVELS and is_message(value["message"]) and len(value["locations"]) == 1
            and is_location(value["locations"][0], run)
            and all(is_location(one, run, True) for one in value.get("relatedLocations", []))
            and all(isinstance(one, str) and one for one in value["partialFingerprints"].values())
            and all(is_fix(one, run) for one in value.get("fixes", [])))


def check_form(name, log, failures):
    """What the standard asks of every report, as far as polc makes use of it."""
    if not failures.check(f"{name}: version and runs", only(log, {"version": str, "runs": list}, {})
                          and log["version"] == "2.1.0" and len(log["runs"]) == 1):
        return
    run = log["runs"][0]
    wanted = {"tool": dict, "invocations": list, "language": str, "columnKind": str, "originalUriBaseIds": dict,
              "artifacts": list, "results": list}
    failures.check(f"{name}: run", only(run, wanted, {}) and run["columnKind"] == "utf16CodeUnits"
                   and re.fullmatch("[a-z]{2}-[A-Z]{2}", run["language"]))
    driver = run["tool"]["driver"]
    failures.check(f"{name}: driver", only(driver, {"name": str, "version": str, "rules": list, "notifications": list}, {}))
    for part in ("rules", "notifications"):
        ids = [one["id"] for one in driver[part]]
        failures.check(f"{name}: {part}", all(map(is_descriptor, driver[part])) and len(ids) == len(set(ids)))
    failures.check(f"{name}: artifacts", all(
        only(one, {"location": dict, "roles": list, "encoding": str}, {}) and is_artifact_location(one["location"], run)
        for one in run["artifacts"]))
    for number, result in enumerate(run["results"]):
        failures.check(f"{name}: result {number}", is_result(result, run))
    prints = [json.dumps(result["partialFingerprints"]) for result in run["results"]]
    failures.check(f"{name}: fingerprints", len(prints) == len(set(prints)))
    for invocation in run["invocations"]:
        failures.check(f"{name}: invocation",
                       only(invocation, {"executionSuccessful": bool, "toolExecutionNotifications": list}, {})
                       and all(only(one, {"level": str, "message": dict}, {"descriptor": dict}) and one["level"] in LEVELS
                               and is_message(one["message"]) for one in invocation["toolExecutionNotifications"]))


def units(text):
    return text.encode("utf-16-le", "surrogatepass")


def offset(text, line, column):
    """The byte in UTF-16 of a line and column of SARIF."""
    before = text.split("\n")[: line - 1]
    return len(units("".join(one + "\n" for one in before))) + 2 * (column - 1)


def cut(text, region):
    begin = offset(text, region["startLine"], region["startColumn"])
    end = offset(text, region["endLine"], region["endColumn"])
    return begin, end, units(text)[begin:end].decode("utf-16-le")


class Scratch:
    def __init__(self, polc, folder):
        self.polc, self.folder = polc, folder
        for name, text in {"words": VOCABULARY, **RULES}.items():
            self.write(f"{name}.pol", text)

    def write(self, name, text):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode("utf-8"))

    def check(self, *arguments):
        done = subprocess.run([self.polc, "check", "--format", "sarif", *arguments], cwd=self.folder, capture_output=True,
                              timeout=60, check=False)
        return done.returncode, json.loads(done.stdout)


def results(log):
    return log["runs"][0]["results"]


def check_meaning(scratch, failures):
    """Reports about known files, as (name, report) for the other checks."""
    status, clean = scratch.check("clean.pol")
    failures.check("clean: no result", status == 0 and results(clean) == []
                   and clean["runs"][0]["invocations"][0]["executionSuccessful"])
    failures.check("clean: every file that was read", sorted(one["location"]["uri"] for one in clean["runs"][0]["artifacts"])
                   == ["clean.pol", "words.pol"])

    status, slip = scratch.check("slip.pol")
    text = RULES["slip"]
    found = [(one["ruleId"], one["level"], cut(text, one["locations"][0]["physicalLocation"]["region"])[2])
             for one in results(slip)]
    failures.check(f"slip: {found}", status == 3 and found == [
        ("P0652", "warning", "province notice"), ("P0308", "error", "seeling"), ("P0522", "error", 'article 1 "two"'),
        ("P0308", "error", "seeling")])
    note = results(slip)[2]["relatedLocations"][0]["physicalLocation"]["region"]
    failures.check("slip: the note", cut(text, note)[2] == 'article 1 "😀 one"')
    failures.check("slip: the rules", [one["id"] for one in slip["runs"][0]["tool"]["driver"]["rules"]]
                   == ["P0308", "P0522", "P0652"])

    scratch.write("mended.pol", mended(text, results(slip)))
    _, again = scratch.check("mended.pol")
    failures.check("slip: its fixes mend it", "P0308" not in [one["ruleId"] for one in results(again)])

    scratch.write("marked.pol", "\ufeff" + text.replace("\n", "\r\n"))
    _, marked = scratch.check("marked.pol")
    failures.check("byte order mark and CR LF: the same places",
                   [one["locations"][0]["physicalLocation"]["region"] for one in results(marked)]
                   == [one["locations"][0]["physicalLocation"]["region"] for one in results(slip)])

    scratch.write("longer.pol", text)
    _, before = scratch.check("--lang", "en", "longer.pol")
    scratch.write("longer.pol", "# a line more\n" + text)
    _, after = scratch.check("--lang", "zh", "longer.pol")
    failures.check("a line more and another language: the same fingerprints",
                   [one["partialFingerprints"] for one in results(before)]
                   == [one["partialFingerprints"] for one in results(after)])

    _, chinese = scratch.check("中文.pol")
    region = results(chinese)[0]["locations"][0]["physicalLocation"]
    failures.check("Chinese: language, place and name", chinese["runs"][0]["language"] == "zh-CN"
                   and cut(RULES["中文"], region["region"])[2] == "封孔"
                   and urllib.parse.unquote(region["artifactLocation"]["uri"]) == "中文.pol")

    status, missing = scratch.check("nowhere.pol", "clean.pol")
    invocation = missing["runs"][0]["invocations"][0]
    failures.check("missing file: a notification", status == 4 and not invocation["executionSuccessful"]
                   and invocation["toolExecutionNotifications"][0]["descriptor"] == {"id": "P1001"}
                   and results(missing) == [] and missing["runs"][0]["artifacts"] == [])

    scratch.write("deep er/slip.pol", text)
    _, inside = scratch.check(str(scratch.folder / "deep er" / "slip.pol"))
    failures.check("absolute path below the folder: relative", inside["runs"][0]["artifacts"][0]["location"]["uri"]
                   == "deep%20er/slip.pol")
    logs = {"clean": clean, "slip": slip, "marked": marked, "中文": chinese, "missing": missing, "inside": inside}
    for name in ("bracket", "frame"):
        logs[name] = scratch.check(f"{name}.pol")[1]
        failures.check(f"{name}: a result", results(logs[name]))
    return logs


def mended(text, findings):
    """The text after every fix, from the last to the first so that places stay true."""
    replacements = [one for finding in findings for fix in finding.get("fixes", [])
                    for change in fix["artifactChanges"] for one in change["replacements"]]
    data = units(text)
    for one in sorted(replacements, key=lambda one: cut(text, one["deletedRegion"])[0], reverse=True):
        begin, end, _ = cut(text, one["deletedRegion"])
        data = data[:begin] + units(one["insertedContent"]["text"]) + data[end:]
    return data.decode("utf-16-le")


def find_schema():
    named = os.environ.get("POLC_SARIF_SCHEMA")
    if named:
        return pathlib.Path(named)
    places = (path for place in SCHEMA_PLACES for path in sorted(pathlib.Path(place).rglob("*.json")))
    return next((path for path in places if re.search(r"sarif(-schema)?-2\.1\.0", path.name)), None)


def check_schema(logs, failures):
    schema = find_schema()
    if schema is None:
        print("no schema of SARIF on this machine: not validated by it")
        return
    try:
        import jsonschema
    except ImportError:
        print("no jsonschema in this python: not validated by the schema")
        return
    validator = jsonschema.Draft7Validator(json.loads(schema.read_text(encoding="utf-8")))
    for name, log in logs.items():
        wrong = [f"{'/'.join(map(str, error.path))}: {error.message}" for error in validator.iter_errors(log)]
        failures.check(f"{name} by the schema: {wrong}", not wrong)
    print(f"validated by {schema.name}")


def main():
    parser = argparse.ArgumentParser(description="check the SARIF reports of polc")
    parser.add_argument("--polc", type=pathlib.Path, default=ROOT / "build/release/polc")
    polc = parser.parse_args().polc.resolve()
    failures = Failures()
    with tempfile.TemporaryDirectory() as folder:
        logs = check_meaning(Scratch(polc, pathlib.Path(folder).resolve()), failures)
    for name, log in logs.items():
        check_form(name, log, failures)
    check_schema(logs, failures)
    print(f"{failures.passed} passed, {failures.failed} failed")
    return 1 if failures.failed or not failures.passed else 0


if __name__ == "__main__":
    sys.exit(main())
