// SPDX-License-Identifier: Apache-2.0
#include "runtime/vector/session.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "runtime/interpret/moment.h"
#include "runtime/vector/chosen_code.h"
#include "runtime/vector/day_sums.h"
#include "runtime/vector/guards.h"
#include "runtime/vector/steps.h"

namespace polc::vector {

struct Session::State {
  State(const core::Program& program, const facts::FactBase& facts, diag::Sink& sink_, interpret::Options options_,
        std::size_t threads, std::size_t days, const CodeOptions& code_options)
      : plan(plan::build(program)),
        columns(facts),
        sums(days),
        workers(std::max<std::size_t>(threads, 1)),
        scratches(workers.count()),
        sink(sink_),
        options(std::move(options_)),
        found(std::in_place),
        world(program, facts, *found, options.policies),
        reference(program, facts, sink_, options) {
    profile.reset(plan.steps.size());
    if (code_options.compiler != nullptr)
      code = std::make_unique<ChosenCode>(code_options, program, plan, facts, columns);
  }

  plan::Plan plan;
  Columns columns;
  std::unique_ptr<ChosenCode> code;  // by the plan and the columns
  DaySums sums;
  SteadyClasses steady;
  workers::Workers workers;
  std::vector<Scratch> scratches;
  Profile profile;
  diag::Sink& sink;
  interpret::Options options;
  // What is found at one moment, until it is known whether the plan may be relied on there. Made anew in its place.
  std::optional<diag::Sink> found;
  interpret::World world;
  interpret::Session reference;  // for moments with numbers that do not fit

  // Runs the steps that `want` asks for. False: numbers do not fit, and nothing of it may be relied on.
  template <class Want>
  bool work_out(WorkedOut& worked_out, Want want) {
    worked_out.code = code.get();
    try {
      Steps steps(worked_out, sums, steady, workers, scratches, profile);
      want(steps);
      steps.run();
      return true;
    } catch (const DoesNotFit&) {
      return false;
    }
  }

  [[nodiscard]] std::optional<plan::StepId> step_of(core::ScaleId scale, core::RelationId sort) const {
    for (std::uint32_t at = 0; at < plan.steps.size(); ++at) {
      const auto* classes = std::get_if<plan::Classes>(&plan.steps[at].kind);
      if (classes != nullptr && classes->scale == scale && classes->sort == sort) return plan::StepId{at};
    }
    return std::nullopt;
  }

  // From the first day on, as far as they go; none: they must be worked out day by day.
  [[nodiscard]] std::optional<SteadyDays> steady_days(plan::StepId step, value::Day first, value::Day last) {
    found.emplace();
    interpret::Evaluator evaluator(world, interpret::end_of(first));
    WorkedOut worked_out(plan, columns, evaluator);
    try {
      auto days = SteadyClasses::days_from(step, worked_out, last, sums, workers, scratches);
      return found->diagnostics().empty() ? std::move(days) : std::nullopt;
    } catch (const DoesNotFit&) {
      return std::nullopt;
    }
  }

  void hand_out(const SteadyDays& days, value::Day first, const std::function<void(const ClassesOfDay&)>& on_day) {
    const std::size_t things = days.things();
    // Of several workers each has days of its own, so few that their classes are in a cache when they are handed out.
    constexpr std::size_t most_days = 16, most_things = std::size_t{1} << 16;
    const std::size_t of_each = std::clamp<std::size_t>(most_things / std::max<std::size_t>(things, 1), 1, most_days);
    const std::size_t at_once = workers.count() == 1 ? 1 : workers.count() * of_each;
    std::vector<interpret::ClassState> states(at_once * things);
    std::vector<std::uint8_t> ranks(at_once * things);
    for (value::Day day = first; day <= days.last_day();) {
      const auto left = static_cast<std::size_t>(std::int64_t{days.last_day().since_epoch} - day.since_epoch + 1);
      const std::size_t count = std::min(left, at_once);
      const auto later = [&](std::size_t at) { return value::Day{day.since_epoch + static_cast<std::int32_t>(at)}; };
      workers.share(count, [&](std::size_t, std::size_t at) {
        days.look_up(later(at), states.data() + at * things, ranks.data() + at * things);
      });
      for (std::size_t at = 0; at < count; ++at)
        on_day(
            {later(at), std::span(states).subspan(at * things, things), std::span(ranks).subspan(at * things, things)});
      day = later(count);
    }
  }

  void hand_on_findings() {
    for (const diag::Diagnostic& finding : found->diagnostics())
      sink.emit_any(finding.primary.kind, finding.primary.span, finding.primary.arguments);
  }
};

Session::Session(const core::Program& program, const facts::FactBase& facts, diag::Sink& sink,
                 interpret::Options options, std::size_t threads, std::size_t days, const CodeOptions& code)
    : state_(std::make_unique<State>(program, facts, sink, std::move(options), threads, days, code)) {}
Session::~Session() = default;
Session::Session(Session&&) noexcept = default;

interpret::DayResult Session::evaluate(value::Moment moment) {
  interpret::DayResult result;
  evaluate_in_parts(moment, [&](interpret::DayResult& whole) { result = std::move(whole); }, interpret::no_row);
  return result;
}

void Session::evaluate_in_parts(value::Moment moment, const std::function<void(interpret::DayResult&)>& on_part,
                                facts::Row subjects_at_once) {
  State& state = *state_;
  state.found.emplace();
  interpret::Evaluator evaluator(state.world, moment);
  WorkedOut worked_out(state.plan, state.columns, evaluator);
  const bool fits = state.work_out(worked_out, [&](Steps& steps) {
    steps.want_all_classes_and_flags();
    if (state.options.norms) steps.want_guards();
  });
  if (!fits) {
    state.reference.evaluate_in_parts(moment, on_part, subjects_at_once);
    return;
  }
  Guards guards(worked_out, state.workers, state.scratches, state.profile);
  interpret::evaluate_in_parts(evaluator, &guards, state.options, on_part, subjects_at_once);
  state.hand_on_findings();
}

interpret::ClassTable Session::classes(core::ScaleId scale, core::RelationId sort, value::Moment moment) {
  State& state = *state_;
  state.found.emplace();
  interpret::Evaluator evaluator(state.world, moment);
  WorkedOut worked_out(state.plan, state.columns, evaluator);
  if (!state.work_out(worked_out, [&](Steps& steps) { steps.want_classes(scale, sort); }))
    return state.reference.classes(scale, sort, moment);
  interpret::ClassTable table;
  evaluator.lend(scale, sort, table);
  state.hand_on_findings();
  return table;
}

void Session::classes_of_days(core::ScaleId scale, core::RelationId sort, value::Day first, value::Day last,
                              const std::function<void(const ClassesOfDay&)>& on_day) {
  State& state = *state_;
  const std::optional<plan::StepId> step = state.step_of(scale, sort);
  bool may_be_looked_up = step.has_value();
  for (value::Day day = first; day <= last;) {
    const auto days = may_be_looked_up ? state.steady_days(*step, day, last) : std::nullopt;
    if (days) {
      state.hand_out(*days, day, on_day);
      day = {days->last_day().since_epoch + 1};
      continue;
    }
    may_be_looked_up = false;
    const interpret::ClassTable table = classes(scale, sort, interpret::end_of(day));
    on_day({day, table.state, table.rank});
    ++day.since_epoch;
  }
}

const plan::Plan& Session::plan() const { return state_->plan; }
const Profile& Session::profile() const { return state_->profile; }
std::optional<CodeUse> Session::code_use() const {
  return state_->code == nullptr ? std::nullopt : std::optional(state_->code->use());
}

}  // namespace polc::vector
