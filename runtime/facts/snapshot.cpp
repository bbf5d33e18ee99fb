// SPDX-License-Identifier: Apache-2.0
// Reading a snapshot: first whether it is whole, then what lies where, then whether every number can be what it is said to be.
#include "runtime/facts/snapshot.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <bit>
#include <cstring>
#include <fstream>
#include <functional>
#include <limits>
#include <system_error>

#include "compiler/source/unicode.h"
#include "runtime/facts/column_builder.h"
#include "runtime/facts/crc32c.h"
#include "runtime/facts/names.h"
#include "runtime/facts/read_pieces.h"
#include "runtime/facts/snapshot_format.h"
#include "runtime/facts/snapshot_sums.h"
#include "runtime/facts/vocabulary_digest.h"
#include "runtime/value/check_macro.h"

namespace polc::facts {
namespace {

using core::RelationId;
using core::RelationKind;
using diag::Kind;

constexpr std::size_t worth_threads = std::size_t{1} << 24;  // bytes

Failure damaged(const std::filesystem::path& path, diag::Argument what) {
  return failure(Kind::SnapshotDamaged, path.string(), std::move(what));
}
diag::Argument contradiction() { return {"what it says contradicts itself", "内容自相矛盾"}; }

Result<SnapshotHeader> sound_header(std::span<const std::byte> bytes, const core::Program& program,
                                    const std::filesystem::path& path) {
  SnapshotHeader header;
  if (bytes.size() < snapshot_header_size) return damaged(path, {"it is cut off", "文件不完整"});
  std::memcpy(&header, bytes.data(), sizeof header);
  // Another version may have another header.
  if (header.magic != snapshot_magic) return damaged(path, {"it does not begin as a snapshot", "文件开头不是快照"});
  if (header.version != snapshot_version || header.byte_order != snapshot_byte_order)
    return failure(Kind::SnapshotVersion, path.string());
  std::uint32_t sum = 0;
  std::memcpy(&sum, bytes.data() + snapshot_header_size - sizeof sum, sizeof sum);
  if (crc32c(bytes.first(snapshot_header_size - sizeof sum)) != sum)
    return damaged(path, {"its first bytes are not as they were written", "文件头与写入时不符"});
  if (header.vocabulary != vocabulary_digest(program)) return failure(Kind::SnapshotVocabulary, path.string());
  if (header.file_size != bytes.size())
    return damaged(
        path, {std::to_string(bytes.size()) + " of " + std::to_string(header.file_size) + " bytes are there",
               "应有 " + std::to_string(header.file_size) + " 字节，实有 " + std::to_string(bytes.size()) + " 字节"});
  return header;
}

// Checks every block: each run reads every column, and a wrong answer would cost more than the time.
Outcome check_body(std::span<const std::byte> bytes, const SnapshotHeader& header, const std::filesystem::path& path,
                   workers::Workers& workers) {
  const std::uint64_t room = bytes.size() - snapshot_header_size;
  const std::uint64_t blocks = block_count(header.body_size);
  if (header.body_size > room || blocks * sizeof(std::uint32_t) != room - header.body_size)
    return damaged(path, contradiction());
  const std::span<const std::byte> body = bytes.subspan(snapshot_header_size, header.body_size);
  const std::span<const std::byte> sums = bytes.subspan(snapshot_header_size + header.body_size);
  if (crc32c(sums) != header.sum_of_sums)
    return damaged(path, {"its sums are not as they were written", "校验和与写入时不符"});
  if (const std::uint64_t block = first_unsound_block(body, sums, workers); block < blocks) {
    const std::string place = std::to_string(snapshot_header_size + block * snapshot_block_size);
    return damaged(path, {"the part from byte " + place + " on is not as it was written",
                          "第 " + place + " 字节起的部分与写入时不符"});
  }
  return std::monostate{};
}

bool is_rising(std::span<const std::uint64_t> values) { return std::is_sorted(values.begin(), values.end()); }
bool is_rising(std::span<const Row> values) { return std::is_sorted(values.begin(), values.end()); }

// Whether every value that is there lies between the two.
bool lies_between(const PackedIntegers& values, std::int64_t least, std::int64_t greatest) {
  return values.visit([&]<class Unsigned>(const PackedView<Unsigned>& view) {
    constexpr Unsigned most = std::numeric_limits<Unsigned>::max();
    Unsigned first = most, last = 0;
    for (const Unsigned offset : view.offsets) {
      const Unsigned is_absent = offset == view.absent ? most : 0;
      first = std::min(first, static_cast<Unsigned>(offset | is_absent));
      last = std::max(last, static_cast<Unsigned>(offset & ~is_absent));
    }
    return first > last || (values.value_of(first) >= least && values.value_of(last) <= greatest &&
                            values.value_of(first) <= values.value_of(last));
  });
}

// Whether every place has a value, none less than the one before.
bool is_whole_and_rising(const PackedIntegers& values) {
  return values.visit([]<class Unsigned>(const PackedView<Unsigned>& view) {
    Unsigned fault = 0, before = 0;
    for (const Unsigned offset : view.offsets) {
      fault = static_cast<Unsigned>(fault | (offset < before ? 1 : 0) | (offset == view.absent ? 1 : 0));
      before = offset;
    }
    return fault == 0;
  });
}

bool are_texts(std::span<const char> bytes, std::span<const std::uint64_t> begins) {
  // Where every byte is a character of its own there is nothing to be cut apart.
  unsigned char all = 0;
  for (const char c : bytes) all = static_cast<unsigned char>(all | static_cast<unsigned char>(c));
  const bool is_ascii = all < 0x80;
  for (std::size_t at = 0; !is_ascii && at + 1 < begins.size(); ++at)
    if (source::find_invalid_utf8({bytes.data() + begins[at], begins[at + 1] - begins[at]}) != std::string_view::npos)
      return false;
  return true;
}

// Builds facts over the arrays of a file. What contradicts itself makes `is_sound` false, and nothing of it may be used. Long
// arrays are looked through in the end, by all workers.
class SnapshotReader {
 public:
  SnapshotReader(const core::Program& program, std::shared_ptr<const MappedFile> file,
                 const SnapshotDirectory& directory)
      : program_(program), file_(std::move(file)), directory_(directory) {}

  FactBase read() {
    FactBase facts;
    sound(directory_.tables.size() == program_.vocabulary.relations.size());
    for (const StoredDictionary& stored : directory_.dictionaries) dictionaries_.push_back(dictionary(stored));
    for (std::uint32_t index = 0; sound_ && index < directory_.tables.size(); ++index)
      facts.tables.push_back(table({index}, directory_.tables[index]));
    return facts;
  }
  [[nodiscard]] bool is_sound(workers::Workers& workers) const {
    std::atomic<bool> all_hold{sound_};
    workers.share(checks_.size(), [&](std::size_t, std::size_t at) {
      if (all_hold && !checks_[at]()) all_hold = false;
    });
    return all_hold;
  }

 private:
  static constexpr std::uint32_t most_rows = std::numeric_limits<std::int32_t>::max();  // rows are codes too

  void sound(bool holds) { sound_ = sound_ && holds; }
  // What nothing else depends on until the facts are used.
  void sound_in_the_end(std::function<bool()> holds) { checks_.push_back(std::move(holds)); }

  template <class T>
  SharedArray<T> array(const Section& section) {
    if (section.size == 0) return {};
    const std::span<const std::byte> bytes = file_->bytes();
    sound(section.at % snapshot_alignment == 0 && section.at <= bytes.size() &&
          section.size <= bytes.size() - section.at && section.size % sizeof(T) == 0);
    if (!sound_) return {};
    return {file_, {reinterpret_cast<const T*>(bytes.data() + section.at), section.size / sizeof(T)}};
  }

  std::shared_ptr<const Dictionary> dictionary(const StoredDictionary& stored) {
    Dictionary::Arrays arrays{array<char>(stored.bytes), array<std::uint64_t>(stored.begins),
                              array<std::uint32_t>(stored.slots)};
    const std::span<const std::uint64_t> begins = arrays.begins.span();
    const std::span<const std::uint32_t> slots = arrays.slots.span();
    sound(!begins.empty() && begins.front() == 0 && is_rising(begins) && begins.back() == arrays.bytes.size());
    sound(std::has_single_bit(slots.size()));
    if (!sound_) return nullptr;
    const std::size_t texts = begins.size() - 1;
    sound(texts <= most_rows);
    std::size_t taken = 0;
    for (const std::uint32_t slot : slots) {
      sound(slot <= texts);
      taken += slot == 0 ? 0 : 1;
    }
    sound(taken * 2 <= slots.size());
    if (sound_)
      sound_in_the_end([bytes = arrays.bytes, all = arrays.begins] { return are_texts(bytes.span(), all.span()); });
    return std::make_shared<const Dictionary>(std::move(arrays));
  }
  std::shared_ptr<const Dictionary> dictionary_at(std::uint32_t number) {
    sound(number < dictionaries_.size());
    return sound_ ? dictionaries_[number] : nullptr;
  }

  [[nodiscard]] std::int64_t rows_of(RelationId id) const { return directory_.tables[id.index].row_count; }

  Table table(RelationId id, const StoredTable& stored) {
    const core::Relation& relation = program_[id];
    Table made;
    made.row_count = stored.row_count;
    sound(stored.row_count <= most_rows);
    sound(stored.columns.size() == relation.columns.size());
    for (std::size_t at = 0; sound_ && at < stored.columns.size(); ++at)
      made.columns.push_back(column(relation.columns[at], stored, stored.columns[at]));
    if (relation.kind == RelationKind::Entity) {
      made.keys = dictionary_at(stored.keys);
      sound(made.keys != nullptr && made.keys->size() == rows_of(id) && stored.has_index == 0);
      made.made_by_reference = stored.made_by_reference != 0;
      return made;
    }
    if (!sound_) return made;
    const core::Column& subject = relation.columns[subject_column(relation)];
    const auto* subjects = std::get_if<ReferenceColumn>(&made.columns[subject_column(relation)]);
    sound(subjects != nullptr || stored.row_count == 0);
    made.by_subject = index(stored, subjects == nullptr ? References() : subjects->rows, rows_of(subject.type.target));
    for (const StoredReports& reports_stored : stored.reports)
      made.reports = reports(reports_stored, rows_of(subject.type.target));
    sound(made.reports.has_value() == (relation.report_every != 0));
    return made;
  }

  Column column(const core::Column& declared, const StoredTable& table, const StoredColumn& stored) {
    Column made = empty_column(declared.type);
    if (stored.alternative == Column(NoColumn{}).index()) return NoColumn{};
    sound(stored.alternative == made.index() && std::has_single_bit(stored.width) && stored.width <= 8);
    if (!sound_) return NoColumn{};
    const SharedArray<std::byte> bytes = array<std::byte>(stored.offsets);
    sound(bytes.size() == std::size_t{table.row_count} * stored.width);
    if (!sound_) return NoColumn{};
    const PackedIntegers values({stored.base, stored.width}, bytes);
    if (auto* texts = std::get_if<TextColumn>(&made)) texts->dictionary = dictionary_at(stored.dictionary);
    if (auto* numbers = std::get_if<NumberColumn>(&made)) {
      const auto step = value::Rational::make(stored.step_numerator, stored.step_denominator);
      sound(step && decimals_of(declared.type, *step).has_value());
      if (step) numbers->step = *step;
    }
    if (!sound_) return NoColumn{};
    const auto [least, greatest] = bounds_of(declared.type, made);
    sound_in_the_end([values, from = least, to = greatest] { return lies_between(values, from, to); });
    return with_values(std::move(made), values);
  }
  std::pair<std::int64_t, std::int64_t> bounds_of(const core::Type& type, const Column& made) const {
    switch (type.kind) {
      case core::TypeKind::Text:
        return {0, std::int64_t{std::get<TextColumn>(made).dictionary->size()} - 1};
      case core::TypeKind::YesNo:
        return {static_cast<std::int64_t>(value::Truth::False), static_cast<std::int64_t>(value::Truth::True)};
      case core::TypeKind::Enumeration:
        return {0, static_cast<std::int64_t>(program_[type.enumeration].values.size()) - 1};
      case core::TypeKind::Number:
        return {absent_number + 1, std::numeric_limits<std::int64_t>::max()};
      case core::TypeKind::Day:
        return {value::first_day.since_epoch, value::last_day.since_epoch};
      case core::TypeKind::Moment:
        return {value::start_of(value::first_day).since_epoch,
                value::start_of(value::last_day).since_epoch + value::minutes_per_day - 1};
      case core::TypeKind::Reference:
        return {0, rows_of(type.target) - 1};
    }
    POLC_UNREACHABLE("a kind of type");
  }

  GroupIndex index(const StoredTable& stored, const References& subjects, std::int64_t groups) {
    constexpr std::uint8_t most_shift = 31;
    const SharedArray<Row> begins = array<Row>(stored.index_begins);
    sound(stored.has_index == 1 && stored.index_groups == groups && stored.index_shift <= most_shift);
    if (!sound_) return {};
    const std::uint8_t shift = stored.index_shift;
    sound(begins.size() == (static_cast<std::size_t>(groups) >> shift) + (shift == 0 ? 1 : 2));
    sound(sound_ && begins[0] == 0 && is_rising(begins.span()) && begins[begins.size() - 1] == stored.row_count);
    if (!sound_) return {};
    sound_in_the_end([values = subjects.packed()] { return is_whole_and_rising(values); });
    const auto block_of = [&](Row row) { return static_cast<std::size_t>(subjects[row]) >> shift; };
    // Then it is enough to look at the ends of each block of groups.
    for (std::size_t block = 0; sound_ && block + 1 < begins.size(); ++block) {
      if (begins[block] == begins[block + 1]) continue;
      sound(block_of(begins[block]) == block && block_of(begins[block + 1] - 1) == block);
    }
    if (!sound_) return {};
    return {shift == 0 ? References() : subjects, static_cast<Row>(groups), shift, begins};
  }

  Reports reports(const StoredReports& stored, std::int64_t subjects) {
    const SharedArray<Row> first_gap = array<Row>(stored.first_gap);
    const SharedArray<Gap> gaps = array<Gap>(stored.gaps);
    const SharedArray<Reported> without_row = array<Reported>(stored.without_row);
    sound(stored.every > 0 && first_gap.size() == static_cast<std::size_t>(subjects) + 1);
    sound(sound_ && first_gap[0] == 0 && is_rising(first_gap.span()) && first_gap[first_gap.size() - 1] == gaps.size());
    sound(std::adjacent_find(without_row.begin(), without_row.end(), std::greater_equal<>()) == without_row.end());
    for (const Reported& report : without_row)
      sound(report.subject < subjects && report.day >= value::first_day && report.day <= value::last_day);
    if (!sound_) return {};
    return {stored.every,
            value::Day{stored.begin},
            {first_gap.begin(), first_gap.end()},
            {gaps.begin(), gaps.end()},
            without_row};
  }

  const core::Program& program_;
  std::shared_ptr<const MappedFile> file_;
  const SnapshotDirectory& directory_;
  std::vector<std::shared_ptr<const Dictionary>> dictionaries_;
  bool sound_ = true;
  std::vector<std::function<bool()>> checks_;
};

}  // namespace

bool is_snapshot(const std::filesystem::path& path) {
  std::error_code error;
  if (!std::filesystem::is_regular_file(path, error)) return false;
  std::array<char, snapshot_magic.size()> begins{};
  std::ifstream file(path, std::ios::binary);
  return file.read(begins.data(), begins.size()) && begins == snapshot_magic;
}

Result<Snapshot> load_snapshot(const core::Program& program, const std::filesystem::path& path) {
  auto file = MappedFile::open(path);
  if (!file) return file.error();
  const std::span<const std::byte> bytes = (*file)->bytes();
  const auto header = sound_header(bytes, program, path);
  if (!header) return header.error();
  Threads threads(bytes.size() < worth_threads ? 1 : 0);
  workers::Workers& workers = threads.workers();
  if (auto checked = check_body(bytes, *header, path, workers); !checked) return checked.error();
  const std::uint64_t body_end = snapshot_header_size + header->body_size;
  if (header->directory_at > body_end || header->directory_size > body_end - header->directory_at)
    return damaged(path, contradiction());
  const auto directory = decode(bytes.subspan(header->directory_at, header->directory_size));
  if (!directory) return damaged(path, contradiction());
  SnapshotReader reader(program, *file, *directory);
  FactBase facts = reader.read();
  if (!reader.is_sound(workers)) return damaged(path, contradiction());
  return Snapshot{std::move(facts), directory->sources};
}

}  // namespace polc::facts
