// SPDX-License-Identifier: Apache-2.0
#include "compiler/check/timing.h"

#include "compiler/ast/match.h"
#include "compiler/check/operands.h"
#include "compiler/check/windows.h"
#include "compiler/source/unicode.h"

namespace polc::check {
namespace {

// Everything in the phrases of time that may name an event.
std::vector<const ast::Operand*> time_names(const ast::Circumstances& around) {
  std::vector<const ast::Operand*> names;
  const auto of_anchor = [&](const ast::Anchor& anchor) {
    if (const auto* operand = std::get_if<ast::Operand>(&anchor.kind)) names.push_back(operand);
    if (const auto* offset = std::get_if<ast::Offset>(&anchor.kind)) names.push_back(&offset->event);
  };
  for (const ast::Timing& timing : around.timings) {
    if (const auto* from = std::get_if<ast::FromAnchor>(&timing.kind)) of_anchor(from->anchor);
    if (const auto* until = std::get_if<ast::UntilAnchor>(&timing.kind)) of_anchor(until->anchor);
    if (const auto* on = std::get_if<ast::OnEvent>(&timing.kind)) names.push_back(&on->event);
  }
  if (around.deadline) {
    if (const auto* window = std::get_if<ast::Window>(&around.deadline->kind); window && window->place)
      names.push_back(&window->place->event);
    if (const auto* beside = std::get_if<ast::Beside>(&around.deadline->kind)) of_anchor(beside->anchor);
  }
  return names;
}

bool is_measure(const Context& context, const ast::Operand& operand) {
  return !context.scope.find_all<MeasureName>(source::fold_key(operand.first.text)).empty();
}

}  // namespace

Occasion find_occasion(const Context& context, const ast::Circumstances& around, core::RelationId sort) {
  Occasion occasion;
  const ast::Operand* first = nullptr;
  const Context about = context.with(rows_about(sort));
  for (const ast::Operand* name : time_names(around)) {
    const auto meaning = read_operand(about, *name, true);
    const auto* event = meaning ? std::get_if<EventOperand>(&*meaning) : nullptr;
    if (event == nullptr) {
      if (!meaning && is_measure(context, *name)) {
        context.sink.emit(diag::Kind::NotYet, name->span,
                          diag::Argument("a time set by another measure", "以另一项措施定时"));
        occasion.failed = true;
      }
      continue;  // a day attribute, or nothing: said when the phrase itself is read
    }
    if (!event->path.steps.empty()) continue;
    if (!context.program[event->event].begin) {
      context.sink.emit(diag::Kind::EventWithoutTime, name->span, name->first.text);
      occasion.failed = true;
    } else if (occasion.event && *occasion.event != event->event) {
      context.sink.emit(diag::Kind::TwoOccasions, name->span, first->first.text, name->first.text);
      occasion.failed = true;
    } else {
      occasion.event = event->event;
      first = name;
    }
  }
  return occasion;
}

namespace {

class TimingReader {
 public:
  TimingReader(const Context& context, const core::Range& length) : context_(context), length_(length) {}

  bool timing(const ast::Timing& timing) {
    return ast::match(
        timing,
        [&](const ast::FromAnchor& from) {
          const auto at = read_anchor(context_, from.anchor);
          if (!at) return false;
          made.start = core::Timing::Start::At;
          made.from = at;
          return true;
        },
        [&](const ast::UntilAnchor& until) {
          auto at = read_anchor(context_, until.anchor);
          if (!at) return false;
          const auto* moment = std::get_if<ast::Moment>(&until.anchor.kind);
          // A bare day is itself included.
          if (moment != nullptr && !moment->time)
            at = context_.builder.add(core::Shifted{*at, 1, 0, std::nullopt, false, 0}, plain_type(core::TypeKind::Day),
                                      timing.span);
          made.until = at;
          return true;
        },
        [&](const ast::OnEvent& on) {
          if (!context_.rows.occasion) {
            context_.sink.emit(diag::Kind::NotAnEventOf, on.event.span, on.event.first.text,
                               shown(context_.program[context_.rows.subject.end].label));
            return false;
          }
          made.each_occasion = true;
          return true;
        },
        [&](const ast::AtOnce&) {
          made.at_once = true;
          return true;
        });
  }

  bool deadline(const ast::Deadline& deadline) {
    return ast::match(
        deadline, [&](const ast::Window& window) { return within(window, deadline.span); },
        [&](const ast::Beside& beside) {
          const auto at = read_anchor(context_, beside.anchor);
          if (!at) return false;
          if (beside.side == ast::Side::Before)
            made.due_by = core::TimeBound{*at, false};
          else
            made.due_from = core::TimeBound{*at, false};
          return true;
        });
  }

  bool frequency(const ast::Frequency& frequency) {
    core::Timing::Frequency read;
    read.period_minutes = value::minutes_per_day;
    if (frequency.rhythm.calendar == ast::CalendarUnit::Week) read.period_minutes *= 7;
    if (frequency.rhythm.every) {
      const auto every = read_quantity(context_, *frequency.rhythm.every);
      if (!every) return false;
      if (every->dimension != value::Dimension::Duration || !every->number.is_integer() ||
          every->number < value::Rational(1)) {
        context_.sink.emit(diag::Kind::NotAPeriod, frequency.rhythm.span);
        return false;
      }
      read.period_minutes = every->number.numerator();
    }
    read.spacing = !frequency.times && frequency.rhythm.calendar == ast::CalendarUnit::Other;
    std::int64_t times = 1;
    if (frequency.times) {
      const auto count = read_quantity(context_, *frequency.times);
      if (!count) return false;
      if (!count->number.is_integer() || count->number < value::Rational(0)) {
        context_.sink.emit(diag::Kind::NotWholeCount, frequency.times->span, frequency.times->number);
        return false;
      }
      times = count->number.numerator();
    }
    // A bare frequency means at least.
    switch (frequency.bound.value_or(ast::Bound::AtLeast)) {
      case ast::Bound::AtLeast:
        read.lowest = times;
        break;
      case ast::Bound::AtMost:
        read.highest = times;
        break;
      case ast::Bound::MoreThan:
        read.lowest = times + 1;
        break;
      case ast::Bound::FewerThan:
        read.highest = times - 1;
        break;
      case ast::Bound::Exactly:
        read.lowest = read.highest = times;
        break;
    }
    made.frequency = read;
    return true;
  }

  void length() {
    // A flat length and a floor last so long; with a ceiling alone the measure may last until it.
    made.length = length_.lowest ? length_.lowest : length_.highest;
    if (made.length && made.start == core::Timing::Start::Standing) made.start = core::Timing::Start::Run;
  }

  core::Timing made;

 private:
  // `within 24 hours of arrival`.
  bool within(const ast::Window& window, source::Span span) {
    if (!window.place) {
      context_.sink.emit(diag::Kind::DeadlineOfWhat, span);
      return false;
    }
    const auto at = read_time_of(context_, window.place->event);
    const auto length = read_length(context_, window.length);
    if (!at || !length) return false;
    const bool before = window.place->relation == ast::Relation::Before;
    const auto end = shifted(context_, *at, *length, before, 0, span);
    if (!end) return false;
    made.due_from = core::TimeBound{before ? *end : *at, true};
    made.due_by = core::TimeBound{before ? *at : *end, true};
    return true;
  }

  const Context& context_;
  const core::Range& length_;
};

}  // namespace

std::optional<core::Timing> read_timing(const Context& context, const ast::Circumstances& around,
                                        const core::Range& length, source::Span) {
  TimingReader reader(context, length);
  bool failed = false;
  for (const ast::Timing& timing : around.timings) failed = !reader.timing(timing) || failed;
  if (around.deadline) failed = !reader.deadline(*around.deadline) || failed;
  if (around.frequency) failed = !reader.frequency(*around.frequency) || failed;
  if (failed) return std::nullopt;
  reader.length();
  return reader.made;
}

}  // namespace polc::check
