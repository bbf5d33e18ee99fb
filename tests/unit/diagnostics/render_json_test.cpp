// SPDX-License-Identifier: Apache-2.0
#include "compiler/diagnostics/render_json.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <string>

using namespace polc;
using diag::Kind;
using nlohmann::json;

TEST_CASE("one document with every field, columns in code points, ends exclusive") {
  source::SourceMap sources;
  const source::FileId file = sources.add("政策.pol", "政策 甲\n低风险 x\n");
  diag::Sink sink;
  sink.emit(Kind::FileNotFound, {file, 11, 20}, "低风险").note(Kind::NotAFile, {}, "a").fix({file, 21, 22}, "y");
  const json document = json::parse(diag::render_json(sink, sources, diag::Language::Chinese));
  CHECK(document == json::parse(R"({
    "diagnostics": [{
      "code": "P1001", "name": "FileNotFound", "severity": "error", "message": "找不到文件 `低风险`",
      "help": "请检查文件名和所在文件夹；文件名区分大小写",
      "file": "政策.pol", "line": 2, "column": 1, "end_line": 2, "end_column": 4,
      "notes": [{"message": "`a` 不是文件", "file": null, "line": null, "column": null, "end_line": null,
                 "end_column": null}],
      "fixes": [{"file": "政策.pol", "line": 2, "column": 5, "end_line": 2, "end_column": 6, "replacement": "y"}],
      "proof": null
    }],
    "counts": {"errors": 1, "warnings": 0, "shown": 1, "not_shown": 0}})"));
}

TEST_CASE("no findings are an empty list, not an empty document") {
  const json document = json::parse(diag::render_json(diag::Sink(), {}));
  CHECK(document["diagnostics"].empty());
  CHECK(document["counts"]["errors"] == 0);
}

TEST_CASE("a path that is not UTF-8 does not break the document") {
  diag::Sink sink;
  sink.emit(Kind::FileNotFound, {}, "caf\xE9.pol");
  const json document = json::parse(diag::render_json(sink, {}));
  CHECK(document["diagnostics"][0]["message"] == "there is no file `caf\uFFFD.pol`");
}
