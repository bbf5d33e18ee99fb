// SPDX-License-Identifier: Apache-2.0
// How a snapshot is laid out, for the files that read and write it:
//
//   header     4096 bytes: SnapshotHeader, zeros, and in the last four bytes the sum of all before
//   body       arrays, each aligned to 64 bytes, and last of all the directory, which says what they are
//   sums       of each block of 1 MiB of the body (the last may be shorter), four bytes each
//
// All numbers in the byte order of the machine; a file of another order is refused. Arrays are as they lie in memory.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "runtime/facts/source_files.h"

namespace polc::facts {

inline constexpr std::size_t snapshot_header_size = 4096;
inline constexpr std::size_t snapshot_block_size = std::size_t{1} << 20;
inline constexpr std::size_t snapshot_alignment = 64;
inline constexpr std::array<char, 8> snapshot_magic = {'p', 'o', 'l', 'c', 's', 'n', 'a', 'p'};
// Another one whenever anything in this file, in columns.h, dictionary.h, group_index.h or fact_base.h changes its meaning.
inline constexpr std::uint32_t snapshot_version = 2;
inline constexpr std::uint32_t snapshot_byte_order = 0x01020304;

struct SnapshotHeader {
  std::array<char, 8> magic = snapshot_magic;
  std::uint32_t version = snapshot_version;
  std::uint32_t byte_order = snapshot_byte_order;
  std::uint64_t vocabulary = 0;    // vocabulary_digest
  std::uint64_t body_size = 0;     // bytes
  std::uint64_t directory_at = 0;  // in the file
  std::uint64_t directory_size = 0;
  std::uint64_t file_size = 0;
  std::uint32_t sum_of_sums = 0;
  std::uint32_t unused = 0;
};

// Bytes of the file.
struct Section {
  std::uint64_t at = 0;
  std::uint64_t size = 0;
};
inline constexpr std::uint32_t no_dictionary = 0xffffffff;

struct StoredDictionary {
  Section bytes, begins, slots;
};
struct StoredColumn {
  std::uint8_t alternative = 0;  // of the variant Column
  std::uint8_t width = 1;
  std::int64_t base = 0;
  Section offsets;
  std::int64_t step_numerator = 1, step_denominator = 1;  // of numbers
  std::uint32_t dictionary = no_dictionary;               // of texts
};
struct StoredReports {
  std::int32_t every = 1;
  std::int32_t begin = 0;
  Section first_gap, gaps, without_row;
};
struct StoredTable {
  std::uint32_t row_count = 0;
  std::uint32_t keys = no_dictionary;
  std::uint8_t made_by_reference = 0;
  std::vector<StoredColumn> columns;
  std::uint8_t has_index = 0;
  std::uint8_t index_shift = 0;
  std::uint32_t index_groups = 0;
  Section index_begins;
  std::vector<StoredReports> reports;  // one or none
};
struct SnapshotDirectory {
  std::vector<SourceFiles> sources;
  std::vector<StoredDictionary> dictionaries;
  std::vector<StoredTable> tables;
};

[[nodiscard]] std::vector<std::byte> encode(const SnapshotDirectory& directory);
// No value when the bytes are not exactly those of a directory.
[[nodiscard]] std::optional<SnapshotDirectory> decode(std::span<const std::byte> bytes);

}  // namespace polc::facts
