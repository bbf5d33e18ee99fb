// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/facts/whole_read.h"

#include <fstream>
#include <iterator>

#include "runtime/facts/bind.h"
#include "runtime/facts/snapshot.h"

namespace polc::facts::test {

namespace {

std::string text_of_file(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::string text_of(const Failure& failed) {
  std::string text(diag::info(failed.kind).code);
  for (const diag::Argument& argument : failed.arguments) text += " " + argument.text(source::Language::English);
  return text;
}

}  // namespace

WholeRead whole_read(const Folder& folder, const FactStore& store, const Mapping& mapping, LoadPlan plan) {
  const core::Program program = small_world();
  diag::Sink sink;
  WholeRead result;
  const Binding binding = bind(program, store, mapping, sink);
  RowFindings row_findings(sink, 4);
  plan.absent = AbsentValues::Report;
  plan.keep_origins = true;
  const auto loaded = load_rows(program, store, binding, plan, row_findings);
  result.findings = findings(sink, folder);
  for (const KindCount& count : row_findings.counts()) result.counts.push_back(count.total);
  if (!loaded) {
    result.failure = text_of(loaded.error());
    return result;
  }
  const Folder other;
  REQUIRE(write_snapshot(program, loaded->facts, {}, other.path() / "facts.snapshot").ok());
  result.arrays = text_of_file(other.path() / "facts.snapshot");
  for (const auto& relation : loaded->origins)
    for (const Origin& origin : relation) {
      result.origins.push_back(static_cast<std::int64_t>(origin.table));
      result.origins.push_back(origin.number);
    }
  return result;
}

WholeRead whole_read(const Folder& folder, const std::filesystem::path& path, LoadPlan plan) {
  source::SourceMap sources;
  diag::Sink sink;
  const auto opened = open_facts(path, std::nullopt, sources, sink);
  if (opened) return whole_read(folder, *opened->store, opened->mapping, plan);
  WholeRead result;
  result.failure = text_of(opened.error());
  return result;
}

}  // namespace polc::facts::test
