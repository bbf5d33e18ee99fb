// SPDX-License-Identifier: Apache-2.0
// Opening a store together with its mapping file or a snapshot, and loading it.
#include <algorithm>
#include <system_error>

#include "compiler/diagnostics/load_source.h"
#include "runtime/facts/facts.h"
#include "runtime/facts/find_mapping.h"
#include "runtime/facts/load_store.h"
#include "runtime/facts/row_checks.h"

namespace polc::facts {

using diag::Kind;

bool is_about_content(const Failure& failed) {
  switch (failed.kind) {
    case Kind::NotADatabase:
    case Kind::DatabaseDamaged:
    case Kind::GzipDamaged:
    case Kind::CsvNotUtf8:
    case Kind::CsvNotText:
    case Kind::CsvEmpty:
    case Kind::CsvOpenQuote:
    case Kind::CsvTextAfterQuote:
    case Kind::CsvRecordTooLong:
    case Kind::CsvDuplicateColumn:
    case Kind::SnapshotDamaged:
    case Kind::SnapshotVersion:
    case Kind::SnapshotVocabulary:
    case Kind::SnapshotStale:
    case Kind::ThingNotInTable:
      return true;
    default:
      return false;
  }
}

std::optional<Mapping> read_mapping(const std::optional<std::filesystem::path>& given,
                                    const std::filesystem::path& beside, source::SourceMap& sources, diag::Sink& sink) {
  std::error_code error;
  const std::filesystem::path path = given.value_or(beside / mapping_file_name);
  if (!given && !std::filesystem::exists(path, error)) return Mapping{};
  const auto file = diag::load_source(sources, path, sink);
  return file ? parse_mapping(sources, *file, sink) : std::nullopt;
}

Result<OpenFacts> open_facts(const std::filesystem::path& path, const std::optional<std::filesystem::path>& mapping,
                             source::SourceMap& sources, diag::Sink& sink) {
  if (is_snapshot(path)) {
    if (mapping) return failure(Kind::SnapshotNotTheFacts, path.string(), "--map");
    return OpenFacts{nullptr, {}, path, {}};
  }
  SourceFiles files = source_files(path, mapping);
  auto store = open_store(path);
  if (!store) return store.error();
  OpenFacts opened{std::move(*store), {}, path, std::move(files)};
  if (!mapping && opened.store->made_by_import()) return opened;
  std::error_code error;
  const auto beside = std::filesystem::is_directory(path, error) ? path : path.parent_path();
  opened.mapping = read_mapping(mapping, beside, sources, sink).value_or(Mapping{});
  return opened;
}

Result<Snapshot> load_current_snapshot(const core::Program& program, const std::filesystem::path& path,
                                       diag::Sink& sink) {
  auto snapshot = load_snapshot(program, path);
  if (!snapshot) return snapshot.error();
  for (const SourceFiles& then : snapshot->sources) {
    std::error_code error;
    if (!std::filesystem::exists(then.facts, error)) {
      sink.emit(Kind::SnapshotSourceGone, {}, then.facts, path.string());
      continue;
    }
    const auto changed = first_difference(then, source_files(then.facts, then.mapping));
    if (changed) return failure(Kind::SnapshotStale, *changed, path.string());
  }
  return snapshot;
}

Result<FactBase> load_store(const core::Program& program, const OpenFacts& facts, const FactsBefore* before,
                            diag::Sink& sink) {
  const Binding binding = bind(program, *facts.store, facts.mapping, sink);
  RowFindings findings(sink);
  LoadPlan plan;
  plan.before = before;
  auto loaded = load_rows(program, *facts.store, binding, plan, findings);
  if (!loaded) return loaded.error();
  for (std::uint32_t index = 0; index < binding.relations.size(); ++index) {
    std::optional<std::span<const Row>> came;
    if (before != nullptr) came = loaded->came[index];
    const auto place = [&](Row row) {
      const bool is_of_store = !came || std::binary_search(came->begin(), came->end(), row);
      return described_row(program, {index}, loaded->facts, row,
                           is_of_store ? facts.store->place(binding.relations[index].tables.front().table)
                                       : diag::Argument(before->name));
    };
    check_rows(program, {index}, loaded->facts, place, findings, came);
  }
  return std::move(loaded->facts);
}

Result<FactBase> load(const core::Program& program, const OpenFacts& facts, diag::Sink& sink) {
  if (facts.store != nullptr) return load_store(program, facts, nullptr, sink);
  auto snapshot = load_current_snapshot(program, facts.path, sink);
  if (!snapshot) return snapshot.error();
  return std::move(snapshot->facts);
}

}  // namespace polc::facts
