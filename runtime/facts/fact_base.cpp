// SPDX-License-Identifier: Apache-2.0
#include "runtime/facts/fact_base.h"

#include <algorithm>

namespace polc::facts {

std::optional<Gap> missing_part(const Gap& gap, std::int32_t every, value::Day first, value::Day last,
                                value::Day today) {
  std::int64_t due = today.since_epoch;  // the last day whose report was due by today
  if (every > 1 && gap.first != open_begin) {
    const std::int64_t before = std::int64_t{gap.first.since_epoch} - 1;
    if (today.since_epoch <= before) return std::nullopt;
    due = before + (today.since_epoch - before) / every * every;
  }
  const std::int64_t from = std::max(gap.first.since_epoch, first.since_epoch);
  const std::int64_t to = std::min({std::int64_t{gap.last.since_epoch}, std::int64_t{last.since_epoch}, due});
  if (from > to) return std::nullopt;
  return Gap{value::Day{static_cast<std::int32_t>(from)}, value::Day{static_cast<std::int32_t>(to)}};
}

}  // namespace polc::facts
