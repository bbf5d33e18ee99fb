// SPDX-License-Identifier: Apache-2.0
// polc fmt: writes policies in the one layout, in place or to standard output. A file with errors is left as it is.
#include <algorithm>
#include <iostream>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "compiler/core/dump.h"
#include "compiler/diagnostics/load_source.h"
#include "compiler/driver/commands.h"
#include "compiler/driver/loader.h"
#include "compiler/driver/prose_file.h"
#include "compiler/driver/replace_file.h"
#include "compiler/format/dictionary.h"
#include "compiler/format/format.h"
#include "compiler/format/print_file.h"
#include "compiler/format/prose.h"
#include "compiler/format/to_other.h"
#include "compiler/parse/parse.h"
#include "runtime/value/check_macro.h"

namespace polc::driver {
namespace {

constexpr std::string_view standard_input = "-";

std::vector<source::FileId> read_input(const FmtArguments& arguments, Run& run) {
  if (!arguments.reads_standard_input()) return read_paths(arguments.input.paths, run.sources, run.sink);
  std::string text{std::istreambuf_iterator<char>(std::cin), {}};
  if (const auto checked = source::check_text(standard_input, text); !checked) {
    diag::report_load_error(checked.error(), run.sink);
    return {};
  }
  return {run.sources.add(std::string(standard_input), std::move(text))};
}

struct Translated {
  std::string text;
  std::vector<format::Missing> missing;
  std::vector<format::Missing> missing_prose;
};

/// The names of a file in both languages, and its free text where a table is given.
struct Words {
  format::Dictionary dictionary;
  const format::ProseTable* prose = nullptr;
};

/// The text in the other language. It parses: it has been laid out before, or printed from a tree.
Translated translated(const source::SourceFile& source, source::FileId id, const Words& words) {
  diag::Sink said;
  ast::File tree = parse::parse(source, id, said);
  std::optional<format::OtherProse> prose;
  if (words.prose != nullptr) prose.emplace(*words.prose, tree.language, id);
  auto missing = format::to_other_language(tree, words.dictionary);
  if (prose) prose->change(tree);
  auto text = format::print(tree, source.text(), tree.language, prose ? &*prose : nullptr);
  POLC_CHECK(text.has_value(), "what is printed is read back as the same words");
  return {std::move(*text), std::move(missing), prose ? prose->missing() : std::vector<format::Missing>{}};
}

std::optional<std::string> core_of(const std::string& path, const std::string& text, const FmtArguments& arguments) {
  const CompiledText compiled = compile_text(path, text, arguments.input.search);
  if (compiled.sink->has_errors() || !compiled.program()) return std::nullopt;
  return core::dump(*compiled.program());
}

/// The text in the wanted language. A text that is in it already goes there and back: then its words are those of the
/// vocabulary too. None after a finding.
std::optional<std::string> in_language(source::FileId file, source::Language wanted, const FmtArguments& arguments,
                                       const format::ProseTable* prose, Run& run) {
  const std::size_t errors = run.sink.error_count();
  const source::SourceFile& source = run.sources.file(file);
  const std::string path = source.path();
  const auto loaded = load({file}, SearchPath(arguments.input.search), run.sources, run.sink, run.phases);
  if (run.sink.error_count() > errors) return std::nullopt;
  Words words{{}, prose};
  for (const LoadedFile& one : loaded) words.dictionary.add(one.tree);
  const source::Language from = loaded.front().tree.language;
  // Findings speak the language of the text that they are about, not the one that it is to be in.
  run.language = from;
  const source::Language between =
      from == source::Language::English ? source::Language::Chinese : source::Language::English;
  const diag::Argument language_name =
      between == source::Language::Chinese ? diag::Argument("Chinese", "中文") : diag::Argument("English", "英文");
  Translated other = translated(source, file, words);
  for (const format::Missing& one : other.missing_prose) run.sink.emit(diag::Kind::NoProse, one.span);
  for (const format::Missing& one : other.missing)
    run.sink.emit(diag::Kind::NoCounterpart, one.span, one.text, language_name);
  if (!other.missing.empty()) return std::nullopt;
  if (from == wanted) {
    source::SourceMap there;
    const source::FileId id = there.add(path, other.text);
    other = translated(there.file(id), id, words);
  }
  // A file that is not valid says nothing yet that could be lost.
  const auto before = core_of(path, std::string(source.text()), arguments);
  if (before && core_of(path, other.text, arguments) != before) {
    run.sink.emit(diag::Kind::SaysOtherwise, {file, 0, 0}, language_name);
    return std::nullopt;
  }
  return std::move(other.text);
}

/// None after a finding.
std::optional<std::string> formatted(source::FileId file, Run& run) {
  diag::Sink& sink = run.sink;
  const std::size_t errors = sink.error_count();
  run.phases.run("parse", [&] { return parse::parse(run.sources.file(file), file, sink); });
  if (sink.error_count() > errors) return std::nullopt;
  auto text = run.phases.run("format", [&] { return format::format(run.sources.file(file).text()); });
  POLC_CHECK(text.has_value(), "what is laid out is read back as the same words");
  return text;
}

}  // namespace

ExitCode run_fmt(const FmtArguments& arguments, Run& run) {
  run.colour = arguments.input.colour;
  const bool prints = arguments.to_standard_output || arguments.reads_standard_input();
  bool changes = false;
  std::optional<format::ProseTable> prose;
  if (arguments.prose) {
    prose = read_prose(*arguments.prose, run.sources, run.sink);
    if (!prose) {
      report_findings(run);
      return finish(run, exit_code_of(run.sink, diag::Severity::Error), arguments.input.time);
    }
  }
  for (const source::FileId file : read_input(arguments, run)) {
    const auto text = arguments.input.language
                          ? in_language(file, *arguments.input.language, arguments, prose ? &*prose : nullptr, run)
                          : formatted(file, run);
    if (!text) continue;
    const std::string& path = run.sources.file(file).path();
    const bool same = *text == run.sources.file(file).text();
    if (arguments.check) {
      if (!same) run.out.write(path + "\n");
      changes = changes || !same;
    } else if (prints) {
      run.out.write(*text);
    } else if (!same) {
      if (const auto error = replace_file(path, *text)) run.sink.emit(diag::Kind::FileNotWritten, {}, path, *error);
    }
  }
  report_findings(run);
  const ExitCode code = exit_code_of(run.sink, diag::Severity::Error);
  return finish(run, code == ExitCode::Nothing && changes ? ExitCode::Findings : code, arguments.input.time);
}

}  // namespace polc::driver
