// SPDX-License-Identifier: Apache-2.0
// What the tests of facts share: a small vocabulary made by hand, a folder that vanishes, findings as text.
#pragma once

#include <doctest/doctest.h>

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/core/core.h"
#include "compiler/diagnostics/sink.h"
#include "compiler/source/source_file.h"
#include "runtime/facts/facts.h"

namespace polc::facts::test {

// Relations of the small vocabulary.
inline constexpr core::RelationId region{0};  // code (key), region name, level, parent, clean
inline constexpr core::RelationId person{1};  // person number (key, personal), home, temperature, floor area (cm²)
inline constexpr core::RelationId cases{2};   // of region, reported daily: region, date, case kind, count
inline constexpr core::RelationId stay{3};    // of person: person, place, start day, end day
inline constexpr core::RelationId entry{4};   // of person: person, at moment
inline constexpr core::RelationId risk{5};    // class record of region: region, class, from day, until day
inline constexpr core::RelationId mask{6};    // conduct of person: person, done, day

[[nodiscard]] core::Program small_world(core::Counting counting = core::Counting::Sum,
                                        core::Corrections corrections = core::Corrections::Refused);

// A new folder that is removed with everything in it.
class Folder {
 public:
  Folder();
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder();
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  std::filesystem::path write(const std::string& name, std::string_view text) const;
  std::filesystem::path write_gzip(const std::string& name, std::string_view text) const;
  // Runs SQL on the database of that name, making it when need be.
  std::filesystem::path sql(const std::string& name, const std::string& statements) const;
  [[nodiscard]] std::vector<std::string> files() const;  // names, sorted

 private:
  std::filesystem::path path_;
};

// Findings as `P0833 .../case.csv line 3: ...`, with the folder left out, in the order they were made.
[[nodiscard]] std::vector<std::string> findings(const diag::Sink& sink, const Folder& folder);
[[nodiscard]] std::vector<std::string> codes(const diag::Sink& sink);

// Opens and loads; the test fails when that is not possible.
struct LoadedWorld {
  core::Program program;
  source::SourceMap sources;
  diag::Sink sink;
  FactBase facts;
};
void load_into(LoadedWorld& world, const std::filesystem::path& path);

// Values of a row as text: "yes", "confirmed", "3", "3.5 (step 1/10)", "2020-02-24", key of the thing, "-" when absent.
[[nodiscard]] std::string cell_text(const core::Program& program, const FactBase& facts, core::RelationId relation,
                                    core::ColumnIndex column, Row row);
// All rows, one a text, values divided by blanks.
[[nodiscard]] std::vector<std::string> rows_text(const core::Program& program, const FactBase& facts,
                                                 core::RelationId relation);

}  // namespace polc::facts::test

// Lists of texts are shown one a line when a check fails.
template <>
struct doctest::StringMaker<std::vector<std::string>> {
  static doctest::String convert(const std::vector<std::string>& list) {
    std::string all;
    for (const std::string& text : list) all += "\n    " + text;
    return all.c_str();
  }
};
