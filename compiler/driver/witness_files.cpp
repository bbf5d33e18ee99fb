// SPDX-License-Identifier: Apache-2.0
#include "compiler/driver/witness_files.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <system_error>

#include "compiler/parse/reserved.h"
#include "compiler/prove/test_block.h"
#include "runtime/facts/from_test.h"
#include "runtime/facts/write_facts.h"

namespace polc::driver {
namespace {

using diag::Argument;
using source::Language;

// The first line of every test file, by which it is known again.
std::string mark_of(const std::string& id) { return "# polc check --witness: " + id + "\n"; }

Language language_of(const ProgramSet& set, source::FileId file) {
  const auto found =
      std::find_if(set.files.begin(), set.files.end(), [&](const LoadedFile& loaded) { return loaded.id == file; });
  return found == set.files.end() ? set.language : found->tree.language;
}

Argument reason(const facts::Failure& failure) {
  if (failure.kind == diag::Kind::DiskFull) return std::strerror(ENOSPC);
  if (failure.kind == diag::Kind::TargetExists)
    return {"a file that is not polc's has this name", "该名称已被其他文件占用"};
  return failure.arguments.back();
}

}  // namespace

WitnessFiles::WitnessFiles(std::filesystem::path folder, Run& run) : folder_(std::move(folder)), run_(run) {
  std::error_code error;
  std::filesystem::create_directories(folder_, error);
  if (error) fail(folder_, error.message());
}

void WitnessFiles::fail(const std::filesystem::path& path, const Argument& why) {
  failed_ = true;
  run_.sink.emit(diag::Kind::FileUnwritable, {}, path.string(), why);
}

std::size_t WitnessFiles::write(const ProgramSet& set, const prove::Report& report,
                                const std::vector<prove::Told>& told) {
  std::size_t count = 0;
  for (const prove::Told& one : told) {
    const prove::Finding& finding = report.findings[one.finding];
    if (finding.witness && !failed_ && write(set, finding, one.id)) ++count;
  }
  return count;
}

bool WitnessFiles::write(const ProgramSet& set, const prove::Finding& finding, const std::string& id) {
  const core::Program& program = *set.program;
  const Language language = language_of(set, prove::sentence_of(program, finding.about.front()).span.file);
  std::string name = id;
  if (!written_.insert(name).second) {
    name += language == Language::Chinese ? "-zh" : "-en";
    written_.insert(name);
  }
  const core::Test test = prove::test_of(program, finding, language);
  const value::Moment moment = test.steps.front().moment;
  diag::Sink sink;
  const std::filesystem::path database = folder_ / (name + ".db");
  const auto done = facts::write_facts(program, facts::from_test(program, test, sink), value::day_of(moment), database);
  if (!done) {
    fail(database, reason(done.error()));
    return false;
  }
  const bool chinese = language == Language::Chinese;
  std::string text = mark_of(id);
  if (test.steps.front().expectations.empty())
    text += chinese
                ? "# 政策没有施行日期，期限无从起算：请先写明自 " + value::to_iso(value::day_of(moment)) + " 起施行\n"
                : "# The policies have no first day from which days could be counted: write in force from " +
                      value::to_iso(value::day_of(moment)) + " first.\n";
  const std::string title =
      (chinese ? "提示 " : "finding ") + id + (chinese ? "：" : ": ") + prove::name_of(finding.property).text(language);
  text += prove::test_block(program, test, title,
                            {language, [&](const std::string& words) { return parse::needs_quotes(words, language); }});
  return write_test(folder_ / (name + ".pol-test"), text);
}

bool WitnessFiles::write_test(const std::filesystem::path& path, const std::string& text) {
  std::error_code error;
  if (std::filesystem::exists(path, error)) {
    std::string first;
    std::ifstream old(path, std::ios::binary);
    std::getline(old, first);
    if (!first.starts_with(mark_of("").substr(0, mark_of("").size() - 1))) {
      fail(path, Argument("a file that is not polc's has this name", "该名称已被其他文件占用"));
      return false;
    }
  }
  std::ofstream out(path, std::ios::binary);
  out << text;
  if (out.flush()) return true;
  fail(path, std::strerror(errno));
  return false;
}

}  // namespace polc::driver
