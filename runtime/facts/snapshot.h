// SPDX-License-Identifier: Apache-2.0
// Facts as they lie in memory, kept in a file: mapped and used at once, without reading a store again. A snapshot is a copy
// that may be deleted and made again at any time. It is bound to the vocabulary for which it was made, and to the state of
// the files that it was made of; one that is damaged, of another version, of another vocabulary or older than its files is a
// failure, never facts.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <vector>

#include "compiler/core/core.h"
#include "runtime/facts/fact_base.h"
#include "runtime/facts/failure.h"
#include "runtime/facts/mapped_file.h"
#include "runtime/facts/source_files.h"

namespace polc::facts {

// Whether the file begins as a snapshot does; whether it is sound only `load` knows.
[[nodiscard]] bool is_snapshot(const std::filesystem::path& path);

struct Snapshot {
  FactBase facts;                    // their arrays lie in the mapped file
  std::vector<SourceFiles> sources;  // that it was made of: those of the first facts, then of all that were added
};
// Failures: FactsUnreadable, SnapshotDamaged, SnapshotVersion, SnapshotVocabulary. Every byte of the file is checked against
// its sum (CRC-32C of each block of 1 MiB), and every number against what may be there, before any is given out.
[[nodiscard]] Result<Snapshot> load_snapshot(const core::Program& program, const std::filesystem::path& path);

// The file appears at `target` whole or not at all; a snapshot that is there is replaced, any other file is not.
// Failures: NotASnapshot, SnapshotUnwritable.
[[nodiscard]] Outcome write_snapshot(const core::Program& program, const FactBase& facts,
                                     const std::vector<SourceFiles>& sources, const std::filesystem::path& target);

}  // namespace polc::facts
