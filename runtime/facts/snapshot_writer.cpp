// SPDX-License-Identifier: Apache-2.0
// Writing a snapshot: under another name first, on the disk, and only then under its own.
#include <algorithm>
#include <array>
#include <cstring>
#include <map>
#include <system_error>

#include "runtime/facts/crc32c.h"
#include "runtime/facts/partial_file.h"
#include "runtime/facts/piece_writer.h"
#include "runtime/facts/snapshot.h"
#include "runtime/facts/snapshot_format.h"
#include "runtime/facts/vocabulary_digest.h"

namespace polc::facts {
namespace {

using diag::Kind;

// The header's room and the body, block by block.
class BodyWriter {
 public:
  explicit BodyWriter(PieceWriter& file) : file_(file) {
    file_.append(std::vector<std::byte>(snapshot_header_size));
    block_.reserve(snapshot_block_size);
  }

  // Arrays that several share are written once.
  template <class T>
  Section put(std::span<const T> values) {
    const std::span<const std::byte> bytes = std::as_bytes(values);
    if (bytes.empty()) return {};
    const auto [known, is_new] = written_.try_emplace({bytes.data(), bytes.size()});
    if (!is_new) return known->second;
    while (size_ % snapshot_alignment != 0) append(padding.first(1));
    known->second = {snapshot_header_size + size_, bytes.size()};
    append(bytes);
    return known->second;
  }
  // The sums of all blocks; nothing can be put after it.
  [[nodiscard]] const std::vector<std::uint32_t>& finish() {
    if (!block_.empty()) close_block();
    return sums_;
  }
  [[nodiscard]] std::uint64_t size() const { return size_; }

 private:
  static constexpr std::byte zero{};
  static constexpr std::span<const std::byte> padding{&zero, 1};

  void append(std::span<const std::byte> bytes) {
    while (!bytes.empty()) {
      const std::size_t room = std::min(bytes.size(), snapshot_block_size - block_.size());
      block_.insert(block_.end(), bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(room));
      bytes = bytes.subspan(room);
      size_ += room;
      if (block_.size() == snapshot_block_size) close_block();
    }
  }
  void close_block() {
    file_.append(block_);
    sums_.push_back(crc32c(block_));
    block_.clear();
  }

  PieceWriter& file_;
  std::vector<std::byte> block_;
  std::vector<std::uint32_t> sums_;
  std::uint64_t size_ = 0;
  std::map<std::pair<const std::byte*, std::size_t>, Section> written_;
};

class SnapshotWriter {
 public:
  explicit SnapshotWriter(PartialFile& file) : file_(file), pieces_(file), body_(pieces_) {}

  void write(const core::Program& program, const FactBase& facts, const std::vector<SourceFiles>& sources) {
    directory_.sources = sources;
    for (const Table& table : facts.tables) directory_.tables.push_back(stored(table));
    const std::vector<std::byte> directory = encode(directory_);
    SnapshotHeader header;
    const Section place = body_.put(std::span<const std::byte>(directory));
    header.directory_at = place.at;
    header.directory_size = place.size;
    const std::span<const std::byte> sums = std::as_bytes(std::span(body_.finish()));
    pieces_.append(sums);
    pieces_.finish();
    header.vocabulary = vocabulary_digest(program);
    header.body_size = body_.size();
    header.file_size = snapshot_header_size + body_.size() + sums.size();
    header.sum_of_sums = crc32c(sums);
    std::array<std::byte, snapshot_header_size> bytes{};
    std::memcpy(bytes.data(), &header, sizeof header);
    const std::uint32_t sum = crc32c(std::span(bytes).first(bytes.size() - sizeof sum));
    std::memcpy(bytes.data() + bytes.size() - sizeof sum, &sum, sizeof sum);
    file_.write(bytes, 0);
  }

 private:
  StoredTable stored(const Table& table) {
    StoredTable one;
    one.row_count = table.row_count;
    if (table.keys) one.keys = number_of(*table.keys);
    one.made_by_reference = table.made_by_reference ? 1 : 0;
    for (const Column& column : table.columns) one.columns.push_back(stored(column));
    one.has_index = table.by_subject.exists() ? 1 : 0;
    one.index_shift = table.by_subject.shift();
    one.index_groups = table.by_subject.group_count();
    one.index_begins = body_.put(table.by_subject.begins().span());
    if (table.reports)
      one.reports.push_back({table.reports->every, table.reports->begin.since_epoch,
                             body_.put(std::span<const Row>(table.reports->first_gap)),
                             body_.put(std::span<const Gap>(table.reports->gaps)),
                             body_.put(table.reports->without_row.span())});
    return one;
  }
  StoredColumn stored(const Column& column) {
    StoredColumn one;
    one.alternative = static_cast<std::uint8_t>(column.index());
    const PackedIntegers* values = packed_of(column);
    if (values == nullptr) return one;
    one.width = values->packing().width;
    one.base = values->packing().base;
    one.offsets = body_.put(values->bytes().span());
    if (const auto* numbers = std::get_if<NumberColumn>(&column)) {
      one.step_numerator = numbers->step.numerator();
      one.step_denominator = numbers->step.denominator();
    }
    if (const auto* texts = std::get_if<TextColumn>(&column))
      if (texts->dictionary) one.dictionary = number_of(*texts->dictionary);
    return one;
  }
  std::uint32_t number_of(const Dictionary& dictionary) {
    const auto [known, is_new] =
        numbers_.try_emplace(&dictionary, static_cast<std::uint32_t>(directory_.dictionaries.size()));
    if (is_new)
      directory_.dictionaries.push_back(
          {body_.put(dictionary.bytes()), body_.put(dictionary.begins()), body_.put(dictionary.slots())});
    return known->second;
  }

  PartialFile& file_;
  PieceWriter pieces_;
  BodyWriter body_;
  SnapshotDirectory directory_;
  std::map<const Dictionary*, std::uint32_t> numbers_;
};

}  // namespace

Outcome write_snapshot(const core::Program& program, const FactBase& facts, const std::vector<SourceFiles>& sources,
                       const std::filesystem::path& target) {
  std::error_code error;
  if (std::filesystem::exists(std::filesystem::symlink_status(target, error)) && !is_snapshot(target))
    return failure(Kind::NotASnapshot, target.string());
  PartialFile file(target);
  SnapshotWriter(file).write(program, facts, sources);
  file.take_name(true);
  if (file.error() != 0) return failure(Kind::SnapshotUnwritable, target.string(), std::strerror(file.error()));
  return std::monostate{};
}

}  // namespace polc::facts
