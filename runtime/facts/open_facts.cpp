// SPDX-License-Identifier: Apache-2.0
// Opening a store together with its mapping file or a snapshot, and loading it.
#include <system_error>

#include "compiler/diagnostics/load_source.h"
#include "runtime/facts/facts.h"
#include "runtime/facts/find_mapping.h"
#include "runtime/facts/row_checks.h"
#include "runtime/facts/snapshot.h"

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

namespace {

Result<FactBase> load_current(const core::Program& program, const std::filesystem::path& path, diag::Sink& sink) {
  auto snapshot = load_snapshot(program, path);
  if (!snapshot) return snapshot.error();
  const SourceFiles& then = snapshot->files;
  std::error_code error;
  if (!std::filesystem::exists(then.facts, error)) {
    sink.emit(Kind::SnapshotSourceGone, {}, then.facts, path.string());
    return std::move(snapshot->facts);
  }
  const auto changed = first_difference(then, source_files(then.facts, then.mapping));
  if (changed) return failure(Kind::SnapshotStale, *changed, path.string());
  return std::move(snapshot->facts);
}

}  // namespace

Result<FactBase> load(const core::Program& program, const OpenFacts& facts, diag::Sink& sink) {
  if (facts.store == nullptr) return load_current(program, facts.path, sink);
  const Binding binding = bind(program, *facts.store, facts.mapping, sink);
  RowFindings findings(sink);
  auto loaded = load_rows(program, *facts.store, binding, LoadPlan{}, findings);
  if (!loaded) return loaded.error();
  for (std::uint32_t index = 0; index < binding.relations.size(); ++index) {
    const auto& tables = binding.relations[index].tables;
    const auto place = [&](Row row) {
      return described_row(program, {index}, loaded->facts, row, facts.store->place(tables.front().table));
    };
    check_rows(program, {index}, loaded->facts, place, findings);
  }
  return std::move(loaded->facts);
}

Result<bool> make_snapshot(const core::Program& program, const OpenFacts& facts, const std::filesystem::path& target,
                           diag::Sink& sink) {
  if (facts.store == nullptr) return failure(Kind::SnapshotNotTheFacts, facts.path.string(), "polc facts snapshot");
  auto loaded = load(program, facts, sink);
  if (!loaded) return loaded.error();
  if (sink.has_errors()) return false;
  const std::optional<std::filesystem::path> mapping = facts.files.mapping;
  if (const auto changed = first_difference(facts.files, source_files(facts.files.facts, mapping)))
    return failure(Kind::FactsChangedMeanwhile, *changed);
  if (auto written = write_snapshot(program, *loaded, facts.files, target); !written) return written.error();
  return true;
}

}  // namespace polc::facts
