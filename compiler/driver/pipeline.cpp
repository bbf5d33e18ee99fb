// SPDX-License-Identifier: Apache-2.0
#include "compiler/driver/pipeline.h"

#include <algorithm>
#include <set>
#include <string_view>
#include <utility>

#include "compiler/check/check.h"
#include "compiler/core/verify.h"
#include "compiler/parse/parse.h"
#include "compiler/source/unicode.h"

namespace polc::driver {
namespace {

using source::Language;

// The names that a file declares, folded; policies and vocabularies apart.
std::set<std::pair<bool, std::string>> declared_keys(const ast::File& file) {
  std::set<std::pair<bool, std::string>> keys;
  const auto add = [&](bool vocabulary, const ast::Label& label) {
    keys.emplace(vocabulary, source::fold_key(label.primary.text));
    if (label.other) keys.emplace(vocabulary, source::fold_key(label.other->text));
  };
  for (const auto& part : file.parts) {
    if (const auto* policy = std::get_if<ast::Policy>(&part)) add(false, policy->label);
    if (const auto* vocabulary = std::get_if<ast::Vocabulary>(&part)) add(true, vocabulary->label);
  }
  return keys;
}

// Marks the files that say in one language what another file says in the other.
std::vector<bool> find_twins(const std::vector<LoadedFile>& files) {
  std::set<std::pair<bool, std::string>> keys[2];
  std::vector<std::set<std::pair<bool, std::string>>> of_file;
  for (const LoadedFile& file : files) {
    of_file.push_back(declared_keys(file.tree));
    keys[static_cast<int>(file.tree.language)].insert(of_file.back().begin(), of_file.back().end());
  }
  std::vector<bool> twins;
  for (std::size_t at = 0; at < files.size(); ++at) {
    const auto& other = keys[1 - static_cast<int>(files[at].tree.language)];
    twins.push_back(
        std::any_of(of_file[at].begin(), of_file[at].end(), [&](const auto& key) { return other.contains(key); }));
  }
  return twins;
}

// A tree cannot be copied; its text can be read again. What is wrong with it has been said.
LoadedFile parse_again(const LoadedFile& file, const source::SourceMap& sources) {
  diag::Sink said;
  return {file.id, parse::parse(sources.file(file.id), file.id, said), file.given};
}

std::vector<ProgramSet> split_by_language(std::vector<LoadedFile> files, Language first,
                                          const source::SourceMap& sources) {
  std::vector<ProgramSet> sets;
  const std::vector<bool> twins = find_twins(files);
  if (std::find(twins.begin(), twins.end(), true) == twins.end()) {
    sets.push_back({first, std::move(files), std::nullopt});
    return sets;
  }
  const Language second = first == Language::English ? Language::Chinese : Language::English;
  for (const Language language : {first, second}) {
    ProgramSet set{language, {}, std::nullopt};
    for (std::size_t at = 0; at < files.size(); ++at) {
      if (!twins[at])
        set.files.push_back(parse_again(files[at], sources));
      else if (files[at].tree.language == language)
        set.files.push_back(std::move(files[at]));
    }
    sets.push_back(std::move(set));
  }
  return sets;
}

void check(ProgramSet& set, diag::Sink& sink, Phases& phases) {
  // The check wants the trees side by side; they are only lent to it.
  std::vector<ast::File> trees;
  for (LoadedFile& file : set.files) trees.push_back(std::move(file.tree));
  set.program = phases.run("check", [&] { return check::check(trees, sink); });
  for (std::size_t at = 0; at < trees.size(); ++at) set.files[at].tree = std::move(trees[at]);
  if (sink.has_errors()) set.program.reset();
  if (set.program) phases.run("verify", [&] { core::verify(*set.program); });
}

Compiled finish(const std::vector<source::FileId>& given, const std::vector<std::filesystem::path>& search, Until until,
                source::SourceMap& sources, diag::Sink& sink, Phases& phases) {
  Compiled compiled;
  std::vector<LoadedFile> files = load(given, SearchPath(search), sources, sink, phases);
  compiled.files = files.size();
  if (files.empty()) return compiled;
  compiled.language = files.front().tree.language;
  compiled.sets = split_by_language(std::move(files), compiled.language, sources);
  // After a syntax error the rest of the file is still checked: the check knows which sentences are missing.
  if (until == Until::Parsed) return compiled;
  for (ProgramSet& set : compiled.sets) check(set, sink, phases);
  return compiled;
}

}  // namespace

const ProgramSet* Compiled::set_for(std::optional<Language> wanted) const {
  for (const ProgramSet& set : sets) {
    if (wanted && set.language == *wanted) return &set;
  }
  return sets.empty() ? nullptr : &sets.front();
}

Compiled compile(const std::vector<std::filesystem::path>& paths, const std::vector<std::filesystem::path>& search,
                 Until until, source::SourceMap& sources, diag::Sink& sink, Phases& phases) {
  const auto given = phases.run("read", [&] { return read_paths(paths, sources, sink); });
  // A file that cannot be read leaves the work undone; half of it would be a wrong answer.
  if (sink.has_errors()) return {};
  return finish(given, search, until, sources, sink, phases);
}

CompiledText compile_text(std::string name, std::string text, const std::vector<std::filesystem::path>& search) {
  CompiledText out{std::make_unique<source::SourceMap>(), std::make_unique<diag::Sink>(), {}};
  Phases phases;
  const source::FileId id = out.sources->add(std::move(name), std::move(text));
  out.compiled = finish({id}, search, Until::Checked, *out.sources, *out.sink, phases);
  return out;
}

}  // namespace polc::driver
