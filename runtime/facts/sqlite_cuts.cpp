// SPDX-License-Identifier: Apache-2.0
#include "runtime/facts/sqlite_cuts.h"

#include <algorithm>
#include <limits>
#include <optional>
#include <span>

namespace polc::facts {

namespace {

// The layout is that of the SQLite file format.
constexpr std::size_t header_bytes = 100;
constexpr std::size_t inner_head_bytes = 12;
constexpr unsigned char inner_table_page = 5;
constexpr unsigned char leaf_table_page = 13;
constexpr std::size_t most_levels = 20;  // a tree of all pages that there can be has fewer

// Pages as they stand in the file. SQLite's own handle reads them: to close another one on the file would end its locks.
class PageFile {
 public:
  explicit PageFile(sqlite3* connection) {
    sqlite3_file_control(connection, nullptr, SQLITE_FCNTL_FILE_POINTER, &file_);
    std::vector<unsigned char> header(header_bytes);
    sqlite3_int64 size = 0;
    if (file_ == nullptr || file_->pMethods == nullptr || file_->pMethods->xFileSize(file_, &size) != SQLITE_OK ||
        !read(header, 0))
      return;
    const std::size_t stored = std::size_t{header[16]} << 8 | header[17];
    page_bytes_ = stored == 1 ? 65536 : stored;
    if (page_bytes_ >= 512) count_ = static_cast<std::uint64_t>(size) / page_bytes_;
  }
  [[nodiscard]] std::size_t page_bytes() const { return page_bytes_; }
  [[nodiscard]] std::uint64_t count() const { return count_; }
  // Empty when it cannot be read.
  [[nodiscard]] std::vector<unsigned char> page(std::uint32_t number) const {
    std::vector<unsigned char> bytes(page_bytes_);
    if (number < 2 || number > count_ || !read(bytes, std::uint64_t{number - 1} * page_bytes_)) bytes.clear();
    return bytes;
  }

 private:
  [[nodiscard]] bool read(std::span<unsigned char> bytes, std::uint64_t at) const {
    return file_->pMethods->xRead(file_, bytes.data(), static_cast<int>(bytes.size()),
                                  static_cast<sqlite3_int64>(at)) == SQLITE_OK;
  }

  sqlite3_file* file_ = nullptr;
  std::size_t page_bytes_ = 0;
  std::uint64_t count_ = 0;
};

// An inner page: of each subtree but the last one its page and the last rowid that it may have.
class InnerPage {
 public:
  explicit InnerPage(std::vector<unsigned char> bytes) : bytes_(std::move(bytes)) {}

  [[nodiscard]] bool is_inner() const { return !bytes_.empty() && bytes_[0] == inner_table_page; }
  [[nodiscard]] bool is_leaf() const { return !bytes_.empty() && bytes_[0] == leaf_table_page; }
  [[nodiscard]] std::size_t cells() const {
    return std::min(number(3, 2), (bytes_.size() - inner_head_bytes) / std::size_t{2});
  }
  [[nodiscard]] std::uint32_t child(std::size_t cell) const {
    return static_cast<std::uint32_t>(number(cell == cells() ? 8 : at(cell), 4));
  }
  [[nodiscard]] std::int64_t last_rowid(std::size_t cell) const {
    std::uint64_t value = 0;
    for (std::size_t place = at(cell) + 4, byte = 0; byte < 9 && place < bytes_.size(); ++byte, ++place) {
      if (byte == 8) return static_cast<std::int64_t>(value << 8 | bytes_[place]);
      value = value << 7 | (bytes_[place] & 0x7FU);
      if ((bytes_[place] & 0x80U) == 0) break;
    }
    return static_cast<std::int64_t>(value);
  }

 private:
  [[nodiscard]] std::size_t at(std::size_t cell) const { return number(inner_head_bytes + 2 * cell, 2); }
  // Big-endian; what lies behind the page counts as nothing.
  [[nodiscard]] std::size_t number(std::size_t place, std::size_t size) const {
    std::size_t value = 0;
    for (std::size_t byte = place; byte < place + size; ++byte)
      value = value << 8 | (byte < bytes_.size() ? bytes_[byte] : 0U);
    return value;
  }

  std::vector<unsigned char> bytes_;
};

class Cutting {
 public:
  Cutting(sqlite3* connection, std::size_t part_bytes)
      : file_(connection),
        part_pages_(std::max<std::size_t>(part_bytes / std::max<std::size_t>(file_.page_bytes(), 1), 1)) {}

  std::vector<std::int64_t> cut(std::uint32_t root) {
    if (const auto levels = inner_levels(root); levels == 0 || !go_through(root, levels, std::nullopt)) return {};
    return std::move(cuts_);
  }

 private:
  // Levels of inner pages, which are the same everywhere in the tree; 0 where there are none, or where it is none.
  [[nodiscard]] std::size_t inner_levels(std::uint32_t root) const {
    std::uint32_t number = root;
    for (std::size_t level = 0; level <= most_levels; ++level) {
      const InnerPage page(file_.page(number));
      if (page.is_leaf()) return level;
      if (!page.is_inner()) return 0;
      number = page.child(0);
    }
    return 0;
  }
  // `last`: the last rowid that the subtree may have, if it is known.
  bool go_through(std::uint32_t number, std::size_t level, std::optional<std::int64_t> last) {
    // A page that refers to itself would never end.
    if (++pages_ > file_.count()) return false;
    const InnerPage page(file_.page(number));
    if (!page.is_inner()) return false;
    for (std::size_t cell = 0; cell <= page.cells(); ++cell) {
      const std::optional<std::int64_t> end = cell == page.cells() ? last : page.last_rowid(cell);
      if (level > 1) {
        if (!go_through(page.child(cell), level - 1, end)) return false;
      } else if (end && !end_leaf(*end)) {
        return false;
      }
    }
    return true;
  }
  bool end_leaf(std::int64_t last) {
    if (++leaves_ < part_pages_) return true;
    leaves_ = 0;
    // Behind the last rowid of all there is none to go on with.
    if ((!cuts_.empty() && last <= cuts_.back()) || last == std::numeric_limits<std::int64_t>::max()) return false;
    cuts_.push_back(last);
    return true;
  }

  PageFile file_;
  std::size_t part_pages_;
  std::size_t leaves_ = 0;   // since the last cut
  std::uint64_t pages_ = 0;  // that were gone through
  std::vector<std::int64_t> cuts_;
};

}  // namespace

std::vector<std::int64_t> cut_rowids(sqlite3* connection, std::uint32_t root_page, std::size_t part_bytes) {
  return Cutting(connection, part_bytes).cut(root_page);
}

}  // namespace polc::facts
