// SPDX-License-Identifier: Apache-2.0
#include "runtime/facts/snapshot_format.h"

#include <cstring>
#include <type_traits>

namespace polc::facts {
namespace {

class Encoder {
 public:
  template <class Number>
  void number(Number& value) {
    const std::size_t at = bytes_.size();
    bytes_.resize(at + sizeof value);
    std::memcpy(bytes_.data() + at, &value, sizeof value);
  }
  void text(std::string& value) {
    std::uint64_t size = value.size();
    number(size);
    const auto* from = reinterpret_cast<const std::byte*>(value.data());
    bytes_.insert(bytes_.end(), from, from + value.size());
  }
  template <class T>
  void resize(std::vector<T>& list) {
    std::uint64_t size = list.size();
    number(size);
  }
  [[nodiscard]] std::vector<std::byte> finish() && { return std::move(bytes_); }

 private:
  std::vector<std::byte> bytes_;
};

// After the first thing that is not there everything is zero or empty.
class Decoder {
 public:
  explicit Decoder(std::span<const std::byte> bytes) : bytes_(bytes) {}

  template <class Number>
  void number(Number& value) {
    if (!take(sizeof value)) return;
    std::memcpy(&value, taken_, sizeof value);
  }
  void text(std::string& value) {
    std::uint64_t size = 0;
    number(size);
    if (take(size)) value.assign(reinterpret_cast<const char*>(taken_), size);
  }
  // A size that cannot be is not made room for.
  template <class T>
  void resize(std::vector<T>& list) {
    std::uint64_t size = 0;
    number(size);
    sound_ = sound_ && size <= bytes_.size() / least_entry;
    if (sound_) list.resize(size);
  }
  [[nodiscard]] bool is_sound() const { return sound_ && bytes_.empty(); }

 private:
  static constexpr std::size_t least_entry = 24;  // bytes of the smallest thing that there is a list of: SourceFile

  bool take(std::uint64_t size) {
    sound_ = sound_ && size <= bytes_.size();
    if (!sound_) return false;
    taken_ = bytes_.data();
    bytes_ = bytes_.subspan(size);
    return true;
  }

  std::span<const std::byte> bytes_;
  const std::byte* taken_ = nullptr;
  bool sound_ = true;
};

// ---- One description of each part, for writing and reading.

template <class Archive>
void describe(Archive& archive, Section& section) {
  archive.number(section.at);
  archive.number(section.size);
}
template <class Archive>
void describe(Archive& archive, SourceFile& file) {
  archive.text(file.path);
  archive.number(file.size);
  archive.number(file.last_write_ns);
}
template <class Archive>
void describe(Archive& archive, StoredDictionary& dictionary) {
  describe(archive, dictionary.bytes);
  describe(archive, dictionary.begins);
  describe(archive, dictionary.slots);
}
template <class Archive>
void describe(Archive& archive, StoredColumn& column) {
  archive.number(column.alternative);
  archive.number(column.width);
  archive.number(column.base);
  describe(archive, column.offsets);
  archive.number(column.step_numerator);
  archive.number(column.step_denominator);
  archive.number(column.dictionary);
}
template <class Archive>
void describe(Archive& archive, StoredReports& reports) {
  archive.number(reports.every);
  archive.number(reports.begin);
  describe(archive, reports.first_gap);
  describe(archive, reports.gaps);
  describe(archive, reports.without_row);
}
template <class Archive, class T>
void describe(Archive& archive, std::vector<T>& list) {
  archive.resize(list);
  for (T& one : list) describe(archive, one);
}
template <class Archive>
void describe(Archive& archive, StoredTable& table) {
  archive.number(table.row_count);
  archive.number(table.keys);
  archive.number(table.made_by_reference);
  describe(archive, table.columns);
  archive.number(table.has_index);
  archive.number(table.index_shift);
  archive.number(table.index_groups);
  describe(archive, table.index_begins);
  describe(archive, table.reports);
}
template <class Archive>
void describe(Archive& archive, SourceFiles& source) {
  archive.text(source.facts);
  std::uint8_t has_mapping = source.mapping.has_value() ? 1 : 0;
  archive.number(has_mapping);
  std::string mapping = source.mapping.value_or(std::string());
  archive.text(mapping);
  if (has_mapping != 0) source.mapping = mapping;
  describe(archive, source.files);
}
template <class Archive>
void describe(Archive& archive, SnapshotDirectory& directory) {
  describe(archive, directory.sources);
  describe(archive, directory.dictionaries);
  describe(archive, directory.tables);
}

}  // namespace

std::vector<std::byte> encode(const SnapshotDirectory& directory) {
  Encoder encoder;
  SnapshotDirectory copy = directory;
  describe(encoder, copy);
  return std::move(encoder).finish();
}

std::optional<SnapshotDirectory> decode(std::span<const std::byte> bytes) {
  Decoder decoder(bytes);
  SnapshotDirectory directory;
  describe(decoder, directory);
  return decoder.is_sound() ? std::optional(std::move(directory)) : std::nullopt;
}

}  // namespace polc::facts
