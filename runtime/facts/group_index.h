// SPDX-License-Identifier: Apache-2.0
// Where the entries of each group begin, in an array of entries that lies in the order of its groups: the rows of a table by
// the thing that they are about. Most groups of a large index are empty (few people have been to a certain port): then there
// is one beginning for a block of 2^shift groups, and which group an entry is of tells the rest. So an index takes at most
// eight bytes an entry, or four a group, whichever is less.
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "runtime/facts/columns.h"
#include "runtime/facts/shared_array.h"

namespace polc::facts {

class GroupIndex {
 public:
  // Of no groups; `exists` tells it from one whose groups are all empty.
  GroupIndex() = default;
  // `groups`: the group of each entry, rising, none absent, each less than `group_count`.
  GroupIndex(References groups, Row group_count);
  // `begins`: of each group, and one more.
  explicit GroupIndex(std::vector<Row> begins);
  // As it was kept. `begins` is not empty.
  GroupIndex(References groups, Row group_count, std::uint8_t shift, SharedArray<Row> begins)
      : groups_(std::move(groups)), begins_(std::move(begins)), group_count_(group_count), shift_(shift) {}

  [[nodiscard]] bool exists() const { return !begins_.empty(); }
  [[nodiscard]] Row group_count() const { return group_count_; }
  [[nodiscard]] Row entry_count() const { return exists() ? begins_[begins_.size() - 1] : 0; }

  // The first entry of the group or of one after it; of `group_count` the number of entries.
  [[nodiscard]] Row begin_of(Row group) const {
    const std::size_t block = group >> shift_;
    return shift_ == 0 ? begins_[block] : search(begins_[block], begins_[block + 1], group);
  }
  // The entries first … second - 1.
  [[nodiscard]] std::pair<Row, Row> operator[](Row group) const { return {begin_of(group), begin_of(group + 1)}; }

  // Block b holds the groups b * 2^shift …; its entries are begins[b] … begins[b + 1] - 1.
  [[nodiscard]] std::uint8_t shift() const { return shift_; }
  [[nodiscard]] const SharedArray<Row>& begins() const { return begins_; }

 private:
  [[nodiscard]] Row search(Row first, Row last, Row group) const {
    while (first < last) {
      const Row middle = first + (last - first) / 2;
      if (groups_[middle] < static_cast<std::int32_t>(group))
        first = middle + 1;
      else
        last = middle;
    }
    return first;
  }

  References groups_;  // by entry; not looked at when shift is 0
  SharedArray<Row> begins_;
  Row group_count_ = 0;
  std::uint8_t shift_ = 0;
};

}  // namespace polc::facts
