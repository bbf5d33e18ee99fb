// SPDX-License-Identifier: Apache-2.0
// Making a snapshot: of all facts, or of another snapshot and the rows that came since. And the facts of the latter alone.
#include <algorithm>
#include <utility>

#include "runtime/facts/facts.h"
#include "runtime/facts/find_mapping.h"
#include "runtime/facts/load_store.h"
#include "runtime/facts/snapshot.h"

namespace polc::facts {
namespace {

using diag::Kind;

// Writes what was loaded of the files, unless one of them has changed since, or there were findings.
Result<bool> keep(const core::Program& program, const FactBase& loaded, const OpenFacts& facts,
                  std::vector<SourceFiles> sources, const std::filesystem::path& target, diag::Sink& sink) {
  if (sink.has_errors()) return false;
  const std::optional<std::filesystem::path> mapping = facts.files.mapping;
  if (const auto changed = first_difference(facts.files, source_files(facts.files.facts, mapping)))
    return failure(Kind::FactsChangedMeanwhile, *changed);
  sources.push_back(facts.files);
  if (auto written = write_snapshot(program, loaded, sources, target); !written) return written.error();
  return true;
}

// Whether rows of these facts were read for one of those. A mapping file may serve many.
bool is_among(const std::vector<SourceFiles>& sources, const SourceFiles& facts) {
  const auto has_file = [&](const SourceFiles& source) {
    return std::any_of(facts.files.begin(), facts.files.end(), [&](const SourceFile& file) {
      if (file.path == facts.mapping || std::filesystem::path(file.path).filename() == mapping_file_name) return false;
      return std::any_of(source.files.begin(), source.files.end(),
                         [&](const SourceFile& known) { return known.path == file.path; });
    });
  };
  return std::any_of(sources.begin(), sources.end(), [&](const SourceFiles& source) {
    // The same place may have several names.
    std::error_code error;
    return has_file(source) || std::filesystem::equivalent(source.facts, facts.facts, error);
  });
}

struct WithAdded {
  FactBase facts;
  std::vector<SourceFiles> sources_of_base;
};
Result<WithAdded> put_together(const core::Program& program, const std::filesystem::path& base, const OpenFacts& added,
                               diag::Sink& sink) {
  if (!is_snapshot(base)) return failure(Kind::AddToNoSnapshot, base.string());
  if (added.store == nullptr) return failure(Kind::SnapshotNotTheFacts, added.path.string(), "--add");
  auto snapshot = load_current_snapshot(program, base, sink);
  if (!snapshot) return snapshot.error();
  if (is_among(snapshot->sources, added.files)) return failure(Kind::AddedAlready, added.path.string(), base.string());
  const FactsBefore before{snapshot->facts, base.string()};
  auto loaded = load_store(program, added, &before, sink);
  if (!loaded) return loaded.error();
  return WithAdded{std::move(*loaded), std::move(snapshot->sources)};
}

}  // namespace

Result<FactBase> load_with_added(const core::Program& program, const std::filesystem::path& base,
                                 const OpenFacts& added, diag::Sink& sink) {
  auto together = put_together(program, base, added, sink);
  if (!together) return together.error();
  return std::move(together->facts);
}

Result<bool> make_snapshot(const core::Program& program, const OpenFacts& facts, const std::filesystem::path& target,
                           diag::Sink& sink) {
  if (facts.store == nullptr) return failure(Kind::SnapshotNotTheFacts, facts.path.string(), "polc facts snapshot");
  const auto loaded = load_store(program, facts, nullptr, sink);
  if (!loaded) return loaded.error();
  return keep(program, *loaded, facts, {}, target, sink);
}

Result<bool> add_to_snapshot(const core::Program& program, const std::filesystem::path& base, const OpenFacts& added,
                             const std::filesystem::path& target, diag::Sink& sink) {
  auto together = put_together(program, base, added, sink);
  if (!together) return together.error();
  return keep(program, together->facts, added, std::move(together->sources_of_base), target, sink);
}

}  // namespace polc::facts
