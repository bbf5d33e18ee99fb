// SPDX-License-Identifier: Apache-2.0
// Reading a snapshot: first whether it is whole, then what lies where, then whether every number can be what it is said to be.
#include "runtime/facts/snapshot.h"

#include <algorithm>
#include <array>
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
#include "runtime/facts/packed_range.h"
#include "runtime/facts/read_pieces.h"
#include "runtime/facts/snapshot_checks.h"
#include "runtime/facts/snapshot_format.h"
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

// The body and its sums, where the lengths fit and the sums are as they were written.
Result<SummedBody> summed_body(std::span<const std::byte> bytes, const SnapshotHeader& header,
                               const std::filesystem::path& path) {
  const std::uint64_t room = bytes.size() - snapshot_header_size;
  const std::uint64_t blocks = block_count(header.body_size);
  if (header.body_size > room || blocks * sizeof(std::uint32_t) != room - header.body_size)
    return damaged(path, contradiction());
  const SummedBody body{bytes.subspan(snapshot_header_size, header.body_size),
                        bytes.subspan(snapshot_header_size + header.body_size)};
  if (crc32c(body.sums) != header.sum_of_sums)
    return damaged(path, {"its sums are not as they were written", "校验和与写入时不符"});
  return body;
}

Failure damaged_block(const std::filesystem::path& path, std::uint64_t block) {
  const std::string place = std::to_string(snapshot_header_size + block * snapshot_block_size);
  return damaged(path, {"the part from byte " + place + " on is not as it was written",
                        "第 " + place + " 字节起的部分与写入时不符"});
}

Result<SnapshotDirectory> sound_directory(std::span<const std::byte> bytes, const SnapshotHeader& header,
                                          const SummedBody& body, const std::filesystem::path& path) {
  const std::uint64_t body_end = snapshot_header_size + header.body_size;
  if (header.directory_at < snapshot_header_size || header.directory_at > body_end ||
      header.directory_size > body_end - header.directory_at)
    return damaged(path, contradiction());
  const std::uint64_t first_block = (header.directory_at - snapshot_header_size) / snapshot_block_size;
  if (const std::uint64_t block = body.first_unsound_from(first_block); block < body.blocks())
    return damaged_block(path, block);
  auto directory = decode(bytes.subspan(header.directory_at, header.directory_size));
  if (!directory) return damaged(path, contradiction());
  return std::move(*directory);
}

// In what follows, part by part: of elements first … last - 1.

// Whether every value that is there lies between the two.
bool lie_between(const PackedIntegers& values, std::int64_t least, std::int64_t greatest, std::size_t first,
                 std::size_t last) {
  return values.visit([&]<class Unsigned>(const PackedView<Unsigned>& view) {
    const OffsetRange<Unsigned> range = range_of(view.offsets.subspan(first, last - first));
    return range.least > range.greatest ||
           (values.value_of(range.least) >= least && values.value_of(range.greatest) <= greatest &&
            values.value_of(range.least) <= values.value_of(range.greatest));
  });
}

// Whether every place has a value, none less than the one before.
bool are_whole_and_rising(const PackedIntegers& values, std::size_t first, std::size_t last) {
  return values.visit([&]<class Unsigned>(const PackedView<Unsigned>& view) {
    const Unsigned before = first == 0 ? Unsigned{0} : view.offsets[first - 1];
    return is_whole_and_rising(view.offsets.subspan(first, last - first), before);
  });
}

// Whether none is less than the one before, and none greater than `most`.
template <class T>
bool is_rising(std::span<const T> values, T most, std::size_t first, std::size_t last) {
  bool faults = false;
  for (std::size_t at = std::max<std::size_t>(first, 1); at < last; ++at) faults |= values[at] < values[at - 1];
  return !faults && values[last - 1] <= most;
}

// Whether the texts that begin there lie in `bytes` and are texts.
bool are_texts(std::span<const char> bytes, std::span<const std::uint64_t> begins, std::size_t first,
               std::size_t last) {
  if (!is_rising<std::uint64_t>(begins, bytes.size(), first, std::min(last + 1, begins.size()))) return false;
  const std::size_t end = std::min(last, begins.size() - 1);
  if (first >= end) return true;
  // Where every byte is a character of its own there is nothing to be cut apart.
  unsigned char all = 0;
  for (const char c : bytes.subspan(begins[first], begins[end] - begins[first]))
    all = static_cast<unsigned char>(all | static_cast<unsigned char>(c));
  if (all < 0x80) return true;
  for (std::size_t at = first; at < end; ++at)
    if (source::find_invalid_utf8({bytes.data() + begins[at], begins[at + 1] - begins[at]}) != std::string_view::npos)
      return false;
  return true;
}

// Builds facts over the arrays of a file. Where the directory contradicts itself `is_sound` is false, and nothing of them may be
// used; nor before the checks of what the arrays hold, which nobody has looked at yet, have been run.
class SnapshotReader {
 public:
  SnapshotReader(const core::Program& program, std::shared_ptr<const MappedFile> file, const SummedBody& body,
                 const SnapshotDirectory& directory, SnapshotChecks& checks)
      : program_(program), file_(std::move(file)), body_(body), directory_(directory), checks_(checks) {}

  FactBase read() {
    FactBase facts;
    sound(directory_.tables.size() == program_.vocabulary.relations.size());
    for (const StoredDictionary& stored : directory_.dictionaries) dictionaries_.push_back(dictionary(stored));
    for (std::uint32_t index = 0; sound_ && index < directory_.tables.size(); ++index)
      facts.tables.push_back(table({index}, directory_.tables[index]));
    return facts;
  }
  [[nodiscard]] bool is_sound() const { return sound_; }

 private:
  static constexpr std::uint32_t most_rows = std::numeric_limits<std::int32_t>::max();  // rows are codes too

  void sound(bool holds) { sound_ = sound_ && holds; }

  template <class T>
  SharedArray<T> array(const Section& section) {
    if (section.size == 0) return {};
    const std::span<const std::byte> bytes = body_.bytes;
    const std::uint64_t at = section.at - snapshot_header_size;
    sound(section.at >= snapshot_header_size && section.at % snapshot_alignment == 0 && at <= bytes.size() &&
          section.size <= bytes.size() - at && section.size % sizeof(T) == 0);
    if (!sound_) return {};
    return {file_, {reinterpret_cast<const T*>(bytes.data() + at), section.size / sizeof(T)}};
  }

  std::shared_ptr<const Dictionary> dictionary(const StoredDictionary& stored) {
    Dictionary::Arrays arrays{array<char>(stored.bytes), array<std::uint64_t>(stored.begins),
                              array<std::uint32_t>(stored.slots)};
    const SharedArray<char>& bytes = arrays.bytes;
    const SharedArray<std::uint64_t>& begins = arrays.begins;
    sound(!begins.empty() && std::has_single_bit(arrays.slots.size()));
    if (!sound_) return nullptr;
    const std::size_t texts = begins.size() - 1;
    sound(texts <= most_rows);
    if (!sound_) return nullptr;
    checks_.add(begins.span(), [bytes, begins](std::size_t first, std::size_t last) {
      return are_texts(bytes.span(), begins.span(), first, last);
    });
    // Whatever is in slots, they only lead to texts that are compared.
    checks_.add_last([bytes, begins] { return begins[0] == 0 && begins[begins.size() - 1] == bytes.size(); });
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
    add_to_checks(values, [values, from = least, to = greatest](std::size_t first, std::size_t last) {
      return lie_between(values, from, to, first, last);
    });
    return with_values(std::move(made), values);
  }
  void add_to_checks(const PackedIntegers& values, const SnapshotChecks::OfPart& holds) {
    values.visit([&](const auto& view) { checks_.add(view.offsets, holds); });
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
    if (!sound_) return {};
    add_to_checks(subjects.packed(), [values = subjects.packed()](std::size_t first, std::size_t last) {
      return are_whole_and_rising(values, first, last);
    });
    // Then it is enough to look at the ends of each block of groups.
    checks_.add(begins.span(), [begins, subjects, shift, rows = stored.row_count](std::size_t first, std::size_t last) {
      const std::size_t end = std::min(last, begins.size() - 1);
      if (!is_rising<Row>(begins.span(), rows, first, end + 1)) return false;
      return subjects.packed().visit([&](const auto& view) {
        const auto block_of = [&](Row row) {
          return (static_cast<std::uint64_t>(view.base) + view.offsets[row]) >> shift;
        };
        for (std::size_t block = first; block < end; ++block)
          if (begins[block] != begins[block + 1] &&
              (block_of(begins[block]) != block || block_of(begins[block + 1] - 1) != block))
            return false;
        return true;
      });
    });
    checks_.add_last([begins, rows = stored.row_count] { return begins[0] == 0 && begins[begins.size() - 1] == rows; });
    return {shift == 0 ? References() : subjects, static_cast<Row>(groups), shift, begins};
  }

  Reports reports(const StoredReports& stored, std::int64_t subjects) {
    const SharedArray<Row> first_gap = array<Row>(stored.first_gap);
    const SharedArray<Gap> gaps = array<Gap>(stored.gaps);
    const SharedArray<Reported> without_row = array<Reported>(stored.without_row);
    sound(stored.every > 0 && first_gap.size() == static_cast<std::size_t>(subjects) + 1);
    if (!sound_) return {};
    checks_.add_last([first_gap, gaps, without_row, subjects] {
      const std::span<const Row> begins = first_gap.span();
      return begins.front() == 0 && std::is_sorted(begins.begin(), begins.end()) && begins.back() == gaps.size() &&
             std::adjacent_find(without_row.begin(), without_row.end(), std::greater_equal<>()) == without_row.end() &&
             std::all_of(without_row.begin(), without_row.end(), [&](const Reported& report) {
               return report.subject < subjects && report.day >= value::first_day && report.day <= value::last_day;
             });
    });
    return {stored.every,
            value::Day{stored.begin},
            {first_gap.begin(), first_gap.end()},
            {gaps.begin(), gaps.end()},
            without_row};
  }

  const core::Program& program_;
  std::shared_ptr<const MappedFile> file_;
  const SummedBody& body_;
  const SnapshotDirectory& directory_;
  std::vector<std::shared_ptr<const Dictionary>> dictionaries_;
  SnapshotChecks& checks_;
  bool sound_ = true;
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
  const auto body = summed_body(bytes, *header, path);
  if (!body) return body.error();
  const auto directory = sound_directory(bytes, *header, *body, path);
  if (!directory) return directory.error();
  SnapshotChecks checks;
  SnapshotReader reader(program, *file, *body, *directory, checks);
  FactBase facts = reader.read();
  // Every block: each run reads every column, and a wrong answer would cost more than the time.
  const SnapshotChecks::Verdict verdict = checks.run(*body, workers);
  if (verdict.first_unsound < body->blocks()) return damaged_block(path, verdict.first_unsound);
  if (!reader.is_sound() || !verdict.all_hold) return damaged(path, contradiction());
  return Snapshot{std::move(facts), directory->sources};
}

}  // namespace polc::facts
