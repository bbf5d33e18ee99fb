// SPDX-License-Identifier: Apache-2.0
// Everything a command does with facts: open a store with its mapping, load it, check it, make a database of CSV files or a
// snapshot of what was loaded.
// Failures of the outside world (no such file, locked, disk full) are a Failure; what is wrong with the mapping or with rows
// goes to the sink as findings P08xx. Nothing but import_csv, make_snapshot, add_to_snapshot (and
// write_facts, the worlds of findings) ever writes.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "compiler/core/core.h"
#include "compiler/diagnostics/sink.h"
#include "compiler/source/source_file.h"
#include "runtime/facts/fact_base.h"
#include "runtime/facts/fact_store.h"
#include "runtime/facts/from_test.h"
#include "runtime/facts/load.h"
#include "runtime/facts/mapping.h"
#include "runtime/facts/source_files.h"

namespace polc::facts {

// Failures that say the facts themselves are bad (damaged, not text, not a database) rather than out of reach.
[[nodiscard]] bool is_about_content(const Failure& failed);

struct OpenFacts {
  std::unique_ptr<FactStore> store;  // null of a snapshot
  Mapping mapping;
  std::filesystem::path path;
  SourceFiles files;  // as they were before anything was read; of a snapshot none
};

// `mapping`: the file given by the user; without one, `facts.map` in the directory, or beside the file, if there is one and
// the database was not made by import. A mapping with errors (in the sink) counts as empty; a snapshot takes none.
[[nodiscard]] Result<OpenFacts> open_facts(const std::filesystem::path& path,
                                           const std::optional<std::filesystem::path>& mapping,
                                           source::SourceMap& sources, diag::Sink& sink);

// The whole of it in memory. With errors in the sink the facts are not valid. A snapshot whose files have changed since is a
// failure; where some are gone, a warning goes to the sink.
[[nodiscard]] Result<FactBase> load(const core::Program& program, const OpenFacts& facts, diag::Sink& sink);

// The facts of the snapshot `base` with the rows of `added` behind them: what loading one store with all these rows would give,
// at the cost of reading those of `added` alone. Failures beside those of `load`: AddToNoSnapshot, AddedAlready,
// ThingNotInTable.
[[nodiscard]] Result<FactBase> load_with_added(const core::Program& program, const std::filesystem::path& base,
                                               const OpenFacts& added, diag::Sink& sink);

// ---------------------------------------------------------------- check

struct RelationSummary {
  core::RelationId relation;
  std::vector<std::string> tables;  // of the store; empty: the relation has no rows, or is made by reference
  std::uint64_t rows = 0;
  bool made_by_reference = false;           // an entity without a table: the things that rows refer to
  std::uint64_t corrections = 0;            // negative counts and falling totals that the vocabulary allows
  std::uint64_t missing_reports = 0;        // things times days, up to the last report of any
  std::uint64_t things_without_report = 0;  // of these, things that never reported
};
struct FactsReport {
  std::vector<RelationSummary> relations;  // in the order of the vocabulary
  std::vector<KindCount> counts;           // findings about rows, all of them; the sink keeps the first of each kind
  std::vector<std::string> unused_tables;
  std::vector<std::string> unused_columns;  // `case.deaths`, of tables that are used
};
[[nodiscard]] Result<FactsReport> check_facts(const core::Program& program, const OpenFacts& facts, diag::Sink& sink,
                                              std::uint64_t shown = shown_of_a_kind);

// ---------------------------------------------------------------- snapshot

// Loads the facts and keeps them as they then lie in memory (snapshot.h). False after findings that are errors: then nothing
// was written.
[[nodiscard]] Result<bool> make_snapshot(const core::Program& program, const OpenFacts& facts,
                                         const std::filesystem::path& target, diag::Sink& sink);

// The same of what load_with_added gives. It depends on the files of both. `target` may be `base`. Failures as there.
[[nodiscard]] Result<bool> add_to_snapshot(const core::Program& program, const std::filesystem::path& base,
                                           const OpenFacts& added, const std::filesystem::path& target,
                                           diag::Sink& sink);

// ---------------------------------------------------------------- import

struct ImportProgress {
  std::string table;
  std::uint64_t rows = 0;
  std::int64_t bytes_done = 0;  // of all files, as they lie on the disk
  std::int64_t bytes_total = 0;
};
struct ImportOptions {
  std::optional<std::filesystem::path> mapping;
  bool replace = false;  // an existing database
  std::function<void(const ImportProgress&)> progress;
  std::uint64_t shown = shown_of_a_kind;
};
struct ImportReport {
  bool written = false;                    // false after findings that are errors: then there is no database
  std::vector<RelationSummary> relations;  // those with tables
  std::vector<KindCount> counts;
  std::vector<std::string> unused_tables;
  std::vector<std::string> unused_columns;
};
// `from`: one directory of CSV files, or CSV files. The database appears at `target` whole or not at all.
[[nodiscard]] Result<ImportReport> import_csv(const core::Program& program,
                                              const std::vector<std::filesystem::path>& from,
                                              const std::filesystem::path& target, source::SourceMap& sources,
                                              diag::Sink& sink, const ImportOptions& options = {});

}  // namespace polc::facts
