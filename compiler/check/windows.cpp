// SPDX-License-Identifier: Apache-2.0
#include "compiler/check/windows.h"

#include "compiler/ast/match.h"
#include "compiler/check/operands.h"
#include "compiler/source/unicode.h"

namespace polc::check {

std::optional<value::Day> read_date(const Context& context, const ast::Date& date) {
  const auto day = value::make_day(date.year, date.month, date.day);
  if (!day) {
    const auto two = [](int number) { return (number < 10 ? "0" : "") + std::to_string(number); };
    context.sink.emit(diag::Kind::NoSuchDate, date.span,
                      std::to_string(date.year) + "-" + two(date.month) + "-" + two(date.day));
  }
  return day;
}

std::optional<ReadMoment> read_moment(const Context& context, const ast::Moment& moment) {
  const auto day = read_date(context, moment.date);
  if (!day) return std::nullopt;
  if (!moment.time) return ReadMoment{*day, std::nullopt};
  const ast::Time& time = *moment.time;
  const std::int64_t minutes = time.hour * std::int64_t{60} + time.minute;
  if (time.hour < 0 || time.minute < 0 || time.minute > 59 || minutes > value::minutes_per_day) {
    context.sink.emit(diag::Kind::NoSuchTime, time.span, time.hour, time.minute);
    return std::nullopt;
  }
  return ReadMoment{*day, value::Moment{value::start_of(*day).since_epoch + minutes}};
}

namespace {

core::ValueId moment_value(const Context& context, const ReadMoment& moment, source::Span span) {
  return moment.moment ? context.builder.moment(*moment.moment, span) : context.builder.day(moment.day, span);
}

bool is_time(const core::Type& type) { return type.kind == core::TypeKind::Day || type.kind == core::TypeKind::Moment; }

core::ValueId day_of(const Context& context, core::ValueId time, source::Span span) {
  if (context.program[time].type.kind == core::TypeKind::Day) return time;
  return context.builder.add(core::DayOf{time}, plain_type(core::TypeKind::Day), span);
}

core::ValueId today(const Context& context, source::Span span) {
  return context.builder.add(core::Now{false}, plain_type(core::TypeKind::Day), span);
}

core::ValueId now(const Context& context, source::Span span) {
  return context.builder.add(core::Now{true}, plain_type(core::TypeKind::Moment), span);
}

// A length of whole days is a window of days; any other one of hours.
bool is_whole_days(const Context& context, core::ValueId length) {
  const auto whole = [](const value::Rational& number) {
    return number.is_integer() && number.numerator() % value::minutes_per_day == 0;
  };
  const core::Value& value = context.program[length];
  if (const auto* literal = std::get_if<core::NumberLiteral>(&value.kind)) return whole(literal->number);
  const auto& parameter = context.program[std::get<core::ParameterValue>(value.kind).parameter];
  for (const core::ParameterVersion& version : parameter.versions)
    if (!whole(version.number)) return false;
  return true;
}

bool is_clock_unit(std::string_view spelling) {
  const auto unit = value::find_unit(source::fold_key(spelling));
  return unit && (*unit == value::UnitId::Hour || *unit == value::UnitId::Minute);
}

// 48 hours are not 2 days: the unit in which a length or a parameter is written decides how its window is laid.
bool is_written_in_days(const Context& context, const ast::Amount& amount, core::ValueId length) {
  if (const auto* quantity = std::get_if<ast::Quantity>(&amount.kind))
    return !quantity->unit || !is_clock_unit(quantity->unit->text);
  const auto& parameter = std::get<core::ParameterValue>(context.program[length].kind).parameter;
  return !is_clock_unit(context.program[parameter].type.unit);
}

bool is_empty_length(const Context& context, core::ValueId length) {
  const auto* literal = std::get_if<core::NumberLiteral>(&context.program[length].kind);
  return literal != nullptr && literal->number <= value::Rational(0);
}

}  // namespace

std::optional<core::ValueId> shifted(const Context& context, core::ValueId base, core::ValueId length, bool backwards,
                                     std::int64_t plus_days, source::Span span) {
  const core::Type type = context.program[base].type;
  const bool of_days = type.kind == core::TypeKind::Day;
  if (of_days && !is_whole_days(context, length)) {
    context.sink.emit(diag::Kind::NotWholeDays, span);
    return std::nullopt;
  }
  core::Shifted moved{base, 0, 0, std::nullopt, false, 0};
  if (const auto* literal = std::get_if<core::NumberLiteral>(&context.program[length].kind)) {
    if (!literal->number.is_integer()) {
      context.sink.emit(diag::Kind::NotWholeDays, span);
      return std::nullopt;
    }
    const std::int64_t minutes = literal->number.numerator();
    // Longer than the calendar is no window any more; keeps every later sum inside 64 bits.
    constexpr std::int64_t longest = value::minutes_per_day * 366 * 10'000;
    if (minutes > longest || minutes < -longest) {
      context.sink.emit(diag::Kind::NumberTooLong, span, std::to_string(minutes));
      return std::nullopt;
    }
    if (of_days)
      moved.days = (backwards ? -minutes : minutes) / value::minutes_per_day + plus_days;
    else
      moved.minutes = (backwards ? -minutes : minutes) + plus_days * value::minutes_per_day;
  } else {
    moved.parameter = std::get<core::ParameterValue>(context.program[length].kind).parameter;
    moved.backwards = backwards;
    moved.plus_days = plus_days;
  }
  return context.builder.add(moved, type, span);
}

std::optional<core::ValueId> read_time_of(const Context& context, const ast::Operand& operand) {
  const auto meaning = read_operand(context, operand);
  if (!meaning) return std::nullopt;
  if (const auto* event = std::get_if<EventOperand>(&*meaning)) {
    const core::Relation& relation = context.program[event->event];
    if (!relation.begin) {
      context.sink.emit(diag::Kind::EventWithoutTime, operand.span, operand.first.text);
      return std::nullopt;
    }
    const core::Type type = relation.columns[*relation.begin].type;
    if (event->own_row)
      return context.builder.add(core::Attribute{{*event->own_row, {}, event->event}, *relation.begin}, type,
                                 operand.span);
    return context.builder.add(core::LatestEvent{event->path, event->event, false}, type, operand.span);
  }
  if (const auto* attribute = std::get_if<AttributeOperand>(&*meaning)) {
    const core::Type type = context.program[attribute->path.end].columns[attribute->column].type;
    if (is_time(type)) return attribute_value(context, *attribute, operand.span);
  }
  context.sink.emit(diag::Kind::NotATime, operand.span, operand.first.text, described(context, *meaning));
  return std::nullopt;
}

std::optional<core::ValueId> read_anchor(const Context& context, const ast::Anchor& anchor) {
  return ast::match(
      anchor,
      [&](const ast::Moment& moment) -> std::optional<core::ValueId> {
        const auto read = read_moment(context, moment);
        if (!read) return std::nullopt;
        return moment_value(context, *read, anchor.span);
      },
      [&](const ast::Operand& operand) { return read_time_of(context, operand); },
      [&](const ast::Offset& offset) -> std::optional<core::ValueId> {
        const auto base = read_time_of(context, offset.event);
        const auto length = read_length(context, {offset.amount, offset.amount.span});
        if (!base || !length) return std::nullopt;
        return shifted(context, *base, *length, offset.side == ast::Side::Before, 0, anchor.span);
      });
}

namespace {

// `in 14 days`: D-13 … D. `within 48 hours`: (t-48h, t]. Behind `before e` or `of e` the same, laid at e; behind `after e` the 14
// days that begin with e.
std::optional<ReadWindow> read_window(const Context& context, const ast::Window& window, source::Span span,
                                      core::TypeKind begin) {
  const auto length = read_length(context, window.length);
  if (!length) return std::nullopt;
  if (is_empty_length(context, *length)) {
    context.sink.emit(diag::Kind::EmptyWindow, span);
    return std::nullopt;
  }
  const bool in_days = is_written_in_days(context, window.length, *length) && is_whole_days(context, *length);
  if (!in_days && begin == core::TypeKind::Day) {
    context.sink.emit(diag::Kind::HoursOnDays, span);
    return std::nullopt;
  }
  std::optional<core::ValueId> at;
  bool forwards = false;
  if (window.place) {
    at = read_time_of(context, window.place->event);
    if (!at) return std::nullopt;
    forwards = window.place->relation == ast::Relation::After;
    if (in_days) at = day_of(context, *at, span);
    if (!in_days && context.program[*at].type.kind == core::TypeKind::Day) {
      context.sink.emit(diag::Kind::HoursOnDays, span);
      return std::nullopt;
    }
  } else {
    at = in_days ? today(context, span) : now(context, span);
  }
  const std::int64_t first_day_back = in_days ? (forwards ? -1 : 1) : 0;
  const auto other = shifted(context, *at, *length, !forwards, first_day_back, span);
  if (!other) return std::nullopt;
  if (forwards) return ReadWindow{{core::TimeBound{*at, true}, core::TimeBound{*other, in_days}}, false};
  return ReadWindow{{core::TimeBound{*other, in_days}, core::TimeBound{*at, true}}, false};
}

ReadWindow one_sided(core::ValueId at, ast::Side side) {
  if (side == ast::Side::After) return {{core::TimeBound{at, false}, std::nullopt}, false};
  return {{std::nullopt, core::TimeBound{at, false}}, false};
}

}  // namespace

std::optional<ReadWindow> read_period(const Context& context, const ast::Period& period, core::TypeKind begin) {
  const source::Span span = period.span;
  const auto not_yet = [&](const char* english, const char* chinese) -> std::optional<ReadWindow> {
    context.sink.emit(diag::Kind::NotYet, span, diag::Argument(english, chinese));
    return std::nullopt;
  };
  return ast::match(
      period, [&](const ast::Window& window) { return read_window(context, window, span, begin); },
      [&](const ast::Consecutive& days) -> std::optional<ReadWindow> {
        const auto length = read_length(context, days.length);
        if (!length) return std::nullopt;
        if (!is_written_in_days(context, days.length, *length)) {
          context.sink.emit(diag::Kind::NotWholeDays, span);
          return std::nullopt;
        }
        // Day by day also for rows known to the minute: their calendar day counts.
        auto read = read_window(context, {days.length, std::nullopt}, span, core::TypeKind::Day);
        if (read) read->each_day = true;
        return read;
      },
      [&](const ast::Ever&) -> std::optional<ReadWindow> { return ReadWindow{}; },
      [&](const ast::Since& since) -> std::optional<ReadWindow> {
        const auto at = read_anchor(context, since.from);
        if (!at) return std::nullopt;
        return ReadWindow{{core::TimeBound{*at, true}, std::nullopt}, false};
      },
      [&](const ast::BetweenMoments& between) -> std::optional<ReadWindow> {
        const auto from = read_moment(context, between.from);
        const auto to = read_moment(context, between.to);
        if (!from || !to) return std::nullopt;
        if (to->day < from->day || (from->moment && to->moment && *to->moment < *from->moment)) {
          context.sink.emit(diag::Kind::EmptyWindow, span);
          return std::nullopt;
        }
        return ReadWindow{{core::TimeBound{moment_value(context, *from, span), true},
                           core::TimeBound{moment_value(context, *to, span), true}},
                          false};
      },
      [&](const ast::TimesOfDay&) { return not_yet("a time of day in a condition", "条件中的时刻段"); },
      [&](const ast::Beside& beside) -> std::optional<ReadWindow> {
        const auto at = read_anchor(context, beside.anchor);
        if (!at) return std::nullopt;
        return one_sided(*at, beside.side);
      },
      [&](const ast::At& at) -> std::optional<ReadWindow> {
        const auto time = read_anchor(context, at.anchor);
        if (!time) return std::nullopt;
        return ReadWindow{{core::TimeBound{*time, true}, core::TimeBound{*time, true}}, false};
      },
      [&](const ast::Rhythm&) { return not_yet("a frequency in a condition", "条件中的频次"); });
}

}  // namespace polc::check
