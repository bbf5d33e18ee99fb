// SPDX-License-Identifier: Apache-2.0
// One column of facts in memory: one value a row, typed as core::Column says, absent values marked in place.
// Plain arrays for the engines to run over; nothing here reads a store.
#pragma once

#include <cstdint>
#include <limits>
#include <memory>
#include <variant>
#include <vector>

#include "runtime/facts/dictionary.h"
#include "runtime/value/civil_time.h"
#include "runtime/value/kleene.h"
#include "runtime/value/rational.h"

namespace polc::facts {

inline constexpr std::int32_t absent_code = -1;  // of a text, an enumeration value, a reference
inline constexpr std::int64_t absent_number = std::numeric_limits<std::int64_t>::min();
inline constexpr std::int32_t absent_day = std::numeric_limits<std::int32_t>::min();
inline constexpr std::int64_t absent_moment = std::numeric_limits<std::int64_t>::min();

// No row has a value: the column is not in the store, was not asked for, is a ratio or is defined by rules.
struct NoColumn {};
struct YesNoColumn {
  std::vector<value::Truth> values;  // Unknown when absent
};
struct EnumerationColumn {
  std::vector<std::int32_t> values;  // places in the enumeration, or absent_code
};
// The number of a row in the base unit of its dimension is mantissas[row] * step, exactly. A count has step 1;
// a column in cm with two decimals has step 1/10000.
struct NumberColumn {
  std::vector<std::int64_t> mantissas;  // or absent_number
  value::Rational step = value::Rational(1);
};
struct TextColumn {
  std::vector<std::int32_t> codes;  // into the dictionary, or absent_code
  std::shared_ptr<const Dictionary> dictionary;
};
struct DayColumn {
  std::vector<std::int32_t> days;  // value::Day::since_epoch, or absent_day
};
struct MomentColumn {
  std::vector<std::int64_t> minutes;  // value::Moment::since_epoch, or absent_moment
};
struct ReferenceColumn {
  std::vector<std::int32_t> rows;  // of the table of the target entity, or absent_code
};

using Column = std::variant<NoColumn, YesNoColumn, EnumerationColumn, NumberColumn, TextColumn, DayColumn, MomentColumn,
                            ReferenceColumn>;

}  // namespace polc::facts
