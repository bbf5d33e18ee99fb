// SPDX-License-Identifier: Apache-2.0
#include "runtime/facts/columns.h"

#include <utility>

#include "runtime/value/match.h"

namespace polc::facts {

const PackedIntegers* packed_of(const Column& column) {
  return value::match(
      column, [](const NoColumn&) -> const PackedIntegers* { return nullptr; },
      [](const YesNoColumn& data) { return &data.values.packed(); },
      [](const EnumerationColumn& data) { return &data.values.packed(); },
      [](const NumberColumn& data) { return &data.mantissas.packed(); },
      [](const TextColumn& data) { return &data.codes.packed(); },
      [](const DayColumn& data) { return &data.days.packed(); },
      [](const MomentColumn& data) { return &data.minutes.packed(); },
      [](const ReferenceColumn& data) { return &data.rows.packed(); });
}

Column with_values(Column column, PackedIntegers values) {
  const auto put = [&](auto& array) { array = std::decay_t<decltype(array)>(std::move(values)); };
  value::match(
      column, [](NoColumn&) {}, [&](YesNoColumn& data) { put(data.values); },
      [&](EnumerationColumn& data) { put(data.values); }, [&](NumberColumn& data) { put(data.mantissas); },
      [&](TextColumn& data) { put(data.codes); }, [&](DayColumn& data) { put(data.days); },
      [&](MomentColumn& data) { put(data.minutes); }, [&](ReferenceColumn& data) { put(data.rows); });
  return column;
}

}  // namespace polc::facts
