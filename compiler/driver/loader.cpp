// SPDX-License-Identifier: Apache-2.0
#include "compiler/driver/loader.h"

#include <algorithm>
#include <deque>
#include <map>
#include <optional>
#include <set>
#include <system_error>
#include <utility>

#include "compiler/diagnostics/load_source.h"
#include "compiler/parse/parse.h"
#include "compiler/source/unicode.h"

namespace polc::driver {
namespace fs = std::filesystem;
namespace {

using diag::Kind;
using source::Language;
using source::Span;

// What a file names in its headers and does not say itself.
struct Need {
  const ast::Name* name;
  bool vocabulary;
};

struct PolicyNode {
  std::string label;
  Span span;
  std::vector<std::string> above;  // keys under `under`
  std::vector<std::string> older;  // keys under `supersedes` and `amends`
};

std::vector<const ast::Name*> names_of(const ast::Label& label) {
  std::vector<const ast::Name*> names{&label.primary};
  if (label.other) names.push_back(&*label.other);
  for (const ast::Name& also : label.also) names.push_back(&also);
  return names;
}

std::vector<Need> needs_of(const ast::File& file) {
  std::vector<Need> needs;
  const auto add = [&](const std::vector<ast::Name>& names, bool vocabulary) {
    for (const ast::Name& name : names) needs.push_back({&name, vocabulary});
  };
  for (const auto& part : file.parts) {
    const auto* policy = std::get_if<ast::Policy>(&part);
    if (policy == nullptr) continue;
    for (const ast::Header& header : policy->headers) {
      if (const auto* uses = std::get_if<ast::UsesHeader>(&header.kind)) add(uses->vocabularies, true);
      if (const auto* under = std::get_if<ast::UnderHeader>(&header.kind)) add(under->policies, false);
      if (const auto* older = std::get_if<ast::SupersedesHeader>(&header.kind)) add(older->policies, false);
      if (const auto* older = std::get_if<ast::AmendsHeader>(&header.kind)) add(older->policies, false);
    }
  }
  return needs;
}

class Loader {
 public:
  Loader(SearchPath search, source::SourceMap& sources, diag::Sink& sink, Phases& phases)
      : search_(std::move(search)), sources_(sources), sink_(sink), phases_(phases) {}

  std::vector<LoadedFile> run(const std::vector<source::FileId>& given) {
    for (const source::FileId id : given) parse(id, true);
    // `files_` grows while the needs of later files are met.
    for (std::size_t at = 0; at < files_.size(); ++at) {
      for (const Need& need : needs_of(files_[at].tree)) meet(need, files_[at]);
    }
    find_circles();
    return {std::make_move_iterator(files_.begin()), std::make_move_iterator(files_.end())};
  }

 private:
  void parse(source::FileId id, bool given) {
    ast::File tree = phases_.run("parse", [&] { return parse::parse(sources_.file(id), id, sink_); });
    files_.push_back({id, std::move(tree), given});
    for (const auto& part : files_.back().tree.parts) {
      if (const auto* vocabulary = std::get_if<ast::Vocabulary>(&part)) declare(vocabulary->label, true);
      if (const auto* policy = std::get_if<ast::Policy>(&part)) {
        declare(policy->label, false);
        add_node(*policy);
      }
    }
  }

  void declare(const ast::Label& label, bool vocabulary) {
    const Language language = files_.back().tree.language;
    for (const ast::Name* name : names_of(label)) {
      const auto [known, is_new] =
          declared_.try_emplace({vocabulary, source::fold_key(name->text), language}, name->span);
      // A name that a label repeats is no second declaration.
      if (is_new || (known->second.file == label.span.file && known->second.begin >= label.span.begin)) continue;
      sink_.emit(Kind::DeclaredTwice, name->span, name->text).note(Kind::AlsoDeclaredHere, known->second);
      return;
    }
  }

  [[nodiscard]] bool is_declared(const std::string& key, bool vocabulary) const {
    return declared_.contains({vocabulary, key, Language::English}) ||
           declared_.contains({vocabulary, key, Language::Chinese});
  }

  void meet(const Need& need, const LoadedFile& wanted_by) {
    const std::string key = source::fold_key(need.name->text);
    if (is_declared(key, need.vocabulary) || !sought_.insert({need.vocabulary, key}).second) return;
    const fs::path wanting = sources_.file(wanted_by.id).path();
    const auto found =
        phases_.run("search", [&] { return search_.find(key, need.vocabulary, wanting, wanted_by.tree.language); });
    if (found.size() > 1) {
      auto finding = sink_.emit(Kind::SeveralFilesDeclare, need.name->span, need.name->text);
      for (const fs::path& file : found) finding.note(Kind::DeclaringFile, {}, file.string());
    } else if (found.size() == 1) {
      const auto id =
          phases_.run("read", [&] { return diag::load_source(sources_, found.front(), sink_, need.name->span); });
      if (!id) return;
      sink_.errors_only(*id);
      parse(*id, false);
    } else if (need.vocabulary) {
      sink_.emit(Kind::VocabularyNotFound, need.name->span, need.name->text);
    } else {
      sink_.emit(Kind::PolicyNotFound, need.name->span, need.name->text);
    }
  }

  void add_node(const ast::Policy& policy) {
    const std::size_t node = nodes_.size();
    nodes_.push_back({policy.label.primary.text, policy.label.primary.span, {}, {}});
    for (const ast::Name* name : names_of(policy.label)) node_of_.try_emplace(source::fold_key(name->text), node);
    const auto add = [](std::vector<std::string>& keys, const std::vector<ast::Name>& names) {
      for (const ast::Name& name : names) keys.push_back(source::fold_key(name.text));
    };
    for (const ast::Header& header : policy.headers) {
      if (const auto* under = std::get_if<ast::UnderHeader>(&header.kind)) add(nodes_[node].above, under->policies);
      if (const auto* older = std::get_if<ast::SupersedesHeader>(&header.kind))
        add(nodes_[node].older, older->policies);
      if (const auto* older = std::get_if<ast::AmendsHeader>(&header.kind)) add(nodes_[node].older, older->policies);
    }
  }

  void find_circles() {
    find_circles_along(&PolicyNode::above);
    find_circles_along(&PolicyNode::older);
  }

  // Depth first with an explicit stack: a long chain of policies must not be a deep recursion.
  void find_circles_along(std::vector<std::string> PolicyNode::* edges) {
    enum class State : unsigned char { New, Open, Done };
    std::vector<State> states(nodes_.size(), State::New);
    for (std::size_t start = 0; start < nodes_.size(); ++start) {
      if (states[start] != State::New) continue;
      std::vector<std::pair<std::size_t, std::size_t>> path{{start, 0}};  // node, next edge
      states[start] = State::Open;
      while (!path.empty()) {
        const auto [node, edge] = path.back();
        if (edge == (nodes_[node].*edges).size()) {
          states[node] = State::Done;
          path.pop_back();
          continue;
        }
        ++path.back().second;
        const auto next = node_of_.find((nodes_[node].*edges)[edge]);
        if (next == node_of_.end() || states[next->second] == State::Done) continue;
        if (states[next->second] == State::Open) {
          report_circle(path, next->second);
        } else {
          states[next->second] = State::Open;
          path.emplace_back(next->second, 0);
        }
      }
    }
  }

  void report_circle(const std::vector<std::pair<std::size_t, std::size_t>>& path, std::size_t closes_at) {
    std::size_t first = 0;
    while (path[first].first != closes_at) ++first;
    std::string text;
    for (std::size_t at = first; at < path.size(); ++at) text += nodes_[path[at].first].label + " → ";
    text += nodes_[closes_at].label;
    sink_.emit(Kind::PolicyCircle, nodes_[closes_at].span, text);
  }

  SearchPath search_;
  source::SourceMap& sources_;
  diag::Sink& sink_;
  Phases& phases_;
  std::deque<LoadedFile> files_;  // a deque: names in the trees are pointed to while it grows
  std::map<std::tuple<bool, std::string, Language>, Span> declared_;
  std::set<std::pair<bool, std::string>> sought_;
  std::vector<PolicyNode> nodes_;
  std::map<std::string, std::size_t> node_of_;
};

}  // namespace

std::vector<source::FileId> read_paths(const std::vector<fs::path>& paths, source::SourceMap& sources,
                                       diag::Sink& sink) {
  std::vector<source::FileId> files;
  std::set<fs::path> seen;
  const auto read = [&](const fs::path& path) {
    std::error_code error;
    const fs::path canonical = fs::weakly_canonical(path, error);
    if (!seen.insert(error ? path : canonical).second) return;
    if (const auto id = diag::load_source(sources, path, sink)) files.push_back(*id);
  };
  for (const fs::path& path : paths) {
    std::error_code error;
    if (!fs::is_directory(path, error)) {
      read(path);
      continue;
    }
    fs::directory_iterator probe(path, error);
    if (error) {
      sink.emit(Kind::FolderUnreadable, {}, path.string(), error.message());
      continue;
    }
    const auto found = policy_files(path);
    if (found.empty()) sink.emit(Kind::NoPolicyFiles, {}, path.string());
    for (const fs::path& file : found) read(file);
  }
  return files;
}

std::vector<LoadedFile> load(const std::vector<source::FileId>& given, SearchPath search, source::SourceMap& sources,
                             diag::Sink& sink, Phases& phases) {
  return Loader(std::move(search), sources, sink, phases).run(given);
}

}  // namespace polc::driver
