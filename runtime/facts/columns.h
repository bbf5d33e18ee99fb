// SPDX-License-Identifier: Apache-2.0
// One column of facts in memory: one value a row, typed as core::Column says, in as few bytes as its values need. Arrays for
// the engines to run over; nothing here reads a store.
#pragma once

#include <cstdint>
#include <limits>
#include <memory>
#include <variant>

#include "runtime/facts/dictionary.h"
#include "runtime/facts/packed_array.h"
#include "runtime/value/civil_time.h"
#include "runtime/value/kleene.h"
#include "runtime/value/rational.h"

namespace polc::facts {

using Row = std::uint32_t;  // of a table

inline constexpr std::int32_t absent_code = -1;  // of a text, an enumeration value, a reference
inline constexpr std::int64_t absent_number = std::numeric_limits<std::int64_t>::min();
inline constexpr std::int32_t absent_day = std::numeric_limits<std::int32_t>::min();
inline constexpr std::int64_t absent_moment = std::numeric_limits<std::int64_t>::min();

// No row has a value: the column is not in the store, was not asked for, is a ratio or is defined by rules.
struct NoColumn {};
struct YesNoColumn {
  PackedArray<value::Truth, value::Truth::Unknown> values;  // Unknown when absent
};
struct EnumerationColumn {
  PackedArray<std::int32_t, absent_code> values;  // places in the enumeration, or absent_code
};
// The number of a row in the base unit of its dimension is mantissas[row] * step, exactly. A count has step 1;
// a column in cm with two decimals has step 1/10000.
using Mantissas = PackedArray<std::int64_t, absent_number>;
struct NumberColumn {
  Mantissas mantissas;  // or absent_number
  value::Rational step = value::Rational(1);
};
using TextCodes = PackedArray<std::int32_t, absent_code>;
struct TextColumn {
  TextCodes codes;  // into the dictionary, or absent_code
  std::shared_ptr<const Dictionary> dictionary;
};
struct DayColumn {
  PackedArray<std::int32_t, absent_day> days;  // value::Day::since_epoch, or absent_day
};
struct MomentColumn {
  PackedArray<std::int64_t, absent_moment> minutes;  // value::Moment::since_epoch, or absent_moment
};
using References = PackedArray<std::int32_t, absent_code>;
struct ReferenceColumn {
  References rows;  // of the table of the target entity, or absent_code
};

using Column = std::variant<NoColumn, YesNoColumn, EnumerationColumn, NumberColumn, TextColumn, DayColumn, MomentColumn,
                            ReferenceColumn>;

// The values of a column whatever its type is: truths as their numbers; null of NoColumn.
[[nodiscard]] const PackedIntegers* packed_of(const Column& column);
// A column of the same type, step and dictionary with other values; of NoColumn NoColumn.
[[nodiscard]] Column with_values(Column column, PackedIntegers values);

}  // namespace polc::facts
