// SPDX-License-Identifier: Apache-2.0
// Writing a snapshot: under another name first, on the disk, and only then under its own.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <map>
#include <system_error>

#include "runtime/facts/crc32c.h"
#include "runtime/facts/snapshot.h"
#include "runtime/facts/snapshot_format.h"
#include "runtime/facts/vocabulary_digest.h"

namespace polc::facts {
namespace {

using diag::Kind;

// The file while it is written. After the first failure everything else does nothing; `failed` says what it was.
class PartialFile {
 public:
  explicit PartialFile(const std::filesystem::path& target) : target_(target.string()) {
    name_ = target_ + ".partial-XXXXXX";
    file_ = mkostemp(name_.data(), O_CLOEXEC);
    if (file_ < 0) {
      error_ = errno;
      name_.clear();
      return;
    }
    // mkostemp makes a file for the owner alone; a snapshot is as readable as any other new file.
    const mode_t mask = umask(0);
    umask(mask);
    fchmod(file_, 0666 & ~mask);
  }
  PartialFile(const PartialFile&) = delete;
  PartialFile& operator=(const PartialFile&) = delete;
  ~PartialFile() {
    if (file_ >= 0) close(file_);
    if (!name_.empty()) unlink(name_.c_str());
  }

  void write(std::span<const std::byte> bytes, std::uint64_t at) {
    while (!bytes.empty() && error_ == 0) {
      const ssize_t written = pwrite(file_, bytes.data(), bytes.size(), static_cast<off_t>(at));
      if (written >= 0) {
        bytes = bytes.subspan(static_cast<std::size_t>(written));
        at += static_cast<std::uint64_t>(written);
      } else if (errno != EINTR) {
        error_ = errno;
      }
    }
  }
  // A crash of the machine must not leave an empty file in the place of a full one.
  void take_name() {
    const auto keep = [&](int result) { error_ = error_ == 0 && result != 0 ? errno : error_; };
    if (error_ == 0) keep(fsync(file_));
    if (file_ >= 0) keep(close(file_));
    file_ = -1;
    if (error_ == 0) keep(rename(name_.c_str(), target_.c_str()));
    if (error_ == 0) name_.clear();
  }
  [[nodiscard]] Outcome outcome() const {
    if (error_ == 0) return std::monostate{};
    return failure(Kind::SnapshotUnwritable, target_, std::strerror(error_));
  }

 private:
  std::string target_;
  std::string name_;
  int file_ = -1;
  int error_ = 0;
};

// The body, block by block.
class BodyWriter {
 public:
  explicit BodyWriter(PartialFile& file) : file_(file) { block_.reserve(snapshot_block_size); }

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
    file_.write(block_, snapshot_header_size + sums_.size() * snapshot_block_size);
    sums_.push_back(crc32c(block_));
    block_.clear();
  }

  PartialFile& file_;
  std::vector<std::byte> block_;
  std::vector<std::uint32_t> sums_;
  std::uint64_t size_ = 0;
  std::map<std::pair<const std::byte*, std::size_t>, Section> written_;
};

class SnapshotWriter {
 public:
  explicit SnapshotWriter(PartialFile& file) : file_(file), body_(file) {}

  void write(const core::Program& program, const FactBase& facts, const SourceFiles& files) {
    directory_.files = files;
    for (const Table& table : facts.tables) directory_.tables.push_back(stored(table));
    const std::vector<std::byte> directory = encode(directory_);
    SnapshotHeader header;
    const Section place = body_.put(std::span<const std::byte>(directory));
    header.directory_at = place.at;
    header.directory_size = place.size;
    const std::span<const std::byte> sums = std::as_bytes(std::span(body_.finish()));
    file_.write(sums, snapshot_header_size + body_.size());
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
    for (const Column& column : table.columns) one.columns.push_back(stored(column));
    one.has_index = table.by_subject.exists() ? 1 : 0;
    one.index_shift = table.by_subject.shift();
    one.index_groups = table.by_subject.group_count();
    one.index_begins = body_.put(table.by_subject.begins().span());
    if (table.reports)
      one.reports.push_back({table.reports->every, table.reports->begin.since_epoch,
                             body_.put(std::span<const Row>(table.reports->first_gap)),
                             body_.put(std::span<const Gap>(table.reports->gaps))});
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
  BodyWriter body_;
  SnapshotDirectory directory_;
  std::map<const Dictionary*, std::uint32_t> numbers_;
};

}  // namespace

Outcome write_snapshot(const core::Program& program, const FactBase& facts, const SourceFiles& files,
                       const std::filesystem::path& target) {
  std::error_code error;
  if (std::filesystem::exists(std::filesystem::symlink_status(target, error)) && !is_snapshot(target))
    return failure(Kind::NotASnapshot, target.string());
  PartialFile file(target);
  SnapshotWriter(file).write(program, facts, files);
  file.take_name();
  return file.outcome();
}

}  // namespace polc::facts
