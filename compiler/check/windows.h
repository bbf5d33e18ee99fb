// SPDX-License-Identifier: Apache-2.0
// Phrases of time: the window of a condition (`in 14 days`, `within 48 hours`, `in 14 days before diagnosis`, `since X`) and the
// anchors of norms (`arrival`, `3 days after arrival`, a date).
#pragma once
#include <optional>

#include "compiler/ast/nodes.h"
#include "compiler/check/context.h"

namespace polc::check {

std::optional<value::Day> read_date(const Context& context, const ast::Date& date);
struct ReadMoment {
  value::Day day;
  std::optional<value::Moment> moment;  // with a time of day
};
std::optional<ReadMoment> read_moment(const Context& context, const ast::Moment& moment);

// A time as a value of type Day or Moment: a date, the time of an event (of the row that times the norm, else the latest), a day
// or moment attribute, or days before or after one.
std::optional<core::ValueId> read_anchor(const Context& context, const ast::Anchor& anchor);
std::optional<core::ValueId> read_time_of(const Context& context, const ast::Operand& operand);

// A Day or Moment moved by a length (Duration value: a literal or a parameter). Day and not whole days: reported.
std::optional<core::ValueId> shifted(const Context& context, core::ValueId base, core::ValueId length, bool backwards,
                                     std::int64_t plus_days, source::Span span);

struct ReadWindow {
  core::Window window;
  bool each_day = false;
};
// `begin`: the type of the time of the rows looked at.
std::optional<ReadWindow> read_period(const Context& context, const ast::Period& period, core::TypeKind begin);

}  // namespace polc::check
