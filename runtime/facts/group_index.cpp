// SPDX-License-Identifier: Apache-2.0
#include "runtime/facts/group_index.h"

#include <numeric>

#include "runtime/value/check_macro.h"
#include "runtime/value/unwritten_vector.h"

namespace polc::facts {

GroupIndex::GroupIndex(References groups, Row group_count) : group_count_(group_count) {
  // About one entry a block where entries are few.
  while ((std::size_t{group_count} >> (shift_ + 1)) >= groups.size() && (group_count >> shift_) > 0) ++shift_;
  value::UnwrittenVector<Row> begins((std::size_t{group_count} >> shift_) + (shift_ == 0 ? 1 : 2), Row{0});
  groups.each_present(
      [&](std::size_t, std::int32_t group) { ++begins[(static_cast<std::size_t>(group) >> shift_) + 1]; });
  std::partial_sum(begins.begin(), begins.end(), begins.begin());
  POLC_CHECK(begins.back() == groups.size(), "every entry has a group");
  begins_ = std::move(begins);
  if (shift_ != 0) groups_ = std::move(groups);
}

GroupIndex::GroupIndex(std::vector<Row> begins)
    : begins_(std::move(begins)), group_count_(static_cast<Row>(begins_.size() - 1)) {}

}  // namespace polc::facts
