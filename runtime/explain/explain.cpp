// SPDX-License-Identifier: Apache-2.0
#include "runtime/explain/explain.h"

#include <algorithm>

#include "runtime/explain/propose.h"
#include "runtime/explain/trace.h"

namespace polc::explain {

using interpret::ClassState;
using interpret::Probe;
using interpret::Scope;

namespace {

bool has_measure(const core::Norm& norm, core::MeasureId measure) {
  return std::any_of(norm.heads.begin(), norm.heads.end(), [&](const core::Head& head) {
    const auto* one = std::get_if<core::MeasureHead>(&head);
    return one != nullptr && one->measure == measure;
  });
}

constexpr std::size_t occasions_read = 1000;

}  // namespace

std::vector<std::uint32_t> norms_of(const core::Program& program, core::MeasureId measure, core::RelationId sort) {
  std::vector<std::uint32_t> found;
  for (std::uint32_t at = 0; at < program.norms.size(); ++at)
    if (program.norms[at].sort == sort && has_measure(program.norms[at], measure)) found.push_back(at);
  return found;
}

Truth bears(Probe& probe, std::uint32_t norm, Row subject) {
  Truth truth = Truth::False;
  for (const interpret::NormReading& reading : probe.norm(norm, subject, occasions_read))
    truth = value::kleene_or(truth, reading.active);
  return truth;
}

Explainer::Explainer(const core::Program& program, const facts::FactBase& facts, value::Moment moment, diag::Sink& sink)
    : program_(program),
      facts_(facts),
      session_(program, facts, sink),
      probe_(session_, moment),
      finder_(program, facts, moment) {}

const interpret::DayResult& Explainer::day() {
  if (!day_) day_ = session_.evaluate(probe_.moment());
  return *day_;
}

Answer Explainer::why_class(core::ScaleId scale, core::RelationId sort, Row thing,
                            std::optional<std::uint32_t> wanted) {
  ClassTrace trace = Tracer(program_, probe_).classes(scale, sort, thing);
  FlipSearch flips = class_flips(trace, wanted);
  return {std::move(trace), wanted, std::move(flips)};
}

FlipSearch Explainer::class_flips(const ClassTrace& trace, std::optional<std::uint32_t> wanted) {
  Proposer proposer(program_, facts_, probe_);
  const auto bit = [](std::uint32_t rank) { return std::uint64_t{1} << rank; };
  const auto make = [&](std::uint64_t mask, bool is_wanted) {
    return proposer.classes(trace.scale, trace.sort, trace.thing, mask, is_wanted);
  };
  const auto count =
      std::min<std::uint32_t>(static_cast<std::uint32_t>(program_[program_[trace.scale].classes].values.size()), 64);
  const bool has_wanted = wanted && trace.state == ClassState::Class && trace.rank == *wanted;
  Proposals proposals;
  const auto towards = [&](std::uint32_t rank) {
    Proposals of_rank = make(bit(rank), true);
    Proposals alone = make((trace.certain | trace.possible) & ~bit(rank), false);
    return either(of_rank, both(of_rank, alone));
  };
  if (wanted && !has_wanted) {
    proposals = towards(*wanted);
  } else {
    if (trace.state == ClassState::Class) proposals = make(bit(trace.rank), false);
    for (std::uint32_t rank = 0; rank < count; ++rank)
      if (trace.state != ClassState::Class || rank != trace.rank)
        proposals = either(std::move(proposals), towards(rank));
    if (trace.state == ClassState::Unknown) proposals = either(std::move(proposals), make(trace.possible, false));
  }
  const Judge judge = [&](Probe& probe) -> std::optional<Outcome> {
    const interpret::ClassTable& table = probe.classes(trace.scale, trace.sort);
    const Outcome outcome{table.state[trace.thing], table.rank[trace.thing]};
    if (outcome.state == ClassState::Unknown) return std::nullopt;
    if (wanted && !has_wanted)
      return outcome.state == ClassState::Class && outcome.rank == *wanted ? std::optional(outcome) : std::nullopt;
    if (trace.state == ClassState::Class)
      return outcome.state == ClassState::Class && outcome.rank == trace.rank ? std::nullopt : std::optional(outcome);
    return outcome.state == ClassState::Class ? std::optional(outcome) : std::nullopt;
  };
  return trace.state == ClassState::Unknown ? finder_.find_known(proposals, judge, proposer.is_bounded())
                                            : finder_.find(proposals, judge, proposer.is_bounded());
}

Answer Explainer::why_flag(core::RelationId sort, core::ColumnIndex column, Row thing) {
  FlagTrace trace = Tracer(program_, probe_).flag(sort, column, thing);
  FlipSearch flips = flag_flips(trace);
  return {std::move(trace), std::nullopt, std::move(flips)};
}

FlipSearch Explainer::flag_flips(const FlagTrace& trace) {
  Proposer proposer(program_, facts_, probe_);
  Proposals proposals;
  for (const bool wanted : {true, false})
    if (trace.truth != value::truth(wanted))
      proposals = either(std::move(proposals), proposer.flag(trace.sort, trace.column, trace.thing, wanted));
  const Judge judge = [&](Probe& probe) -> std::optional<Outcome> {
    const Truth truth = probe.flag(trace.sort, trace.column, trace.thing);
    if (truth == Truth::Unknown || truth == trace.truth) return std::nullopt;
    return Outcome{};
  };
  return trace.truth == Truth::Unknown ? finder_.find_known(proposals, judge, proposer.is_bounded())
                                       : finder_.find(proposals, judge, proposer.is_bounded());
}

Answer Explainer::why_measure(core::MeasureId measure, core::RelationId sort, Row subject) {
  MeasureTrace trace;
  trace.measure = measure;
  const interpret::DayResult& result = day();
  for (const interpret::DueNorm& due : result.due) {
    if (due.sort != sort || due.subject != subject || !has_measure(program_.norms[due.norm], measure)) continue;
    trace.due_norms.emplace_back(due.norms.begin(), due.norms.end());
    trace.due.push_back(due);
    trace.due.back().norms = {};  // the result may be gone before the trace is
  }
  for (const interpret::NormConflict& conflict : result.conflicts)
    if (conflict.sort == sort && conflict.subject == subject &&
        (has_measure(program_.norms[conflict.first], measure) || has_measure(program_.norms[conflict.second], measure)))
      trace.conflicts.push_back(conflict);
  Tracer tracer(program_, probe_);
  for (const std::uint32_t norm : norms_of(program_, measure, sort))
    for (NormTrace& one : tracer.norm(norm, subject)) trace.norms.push_back(std::move(one));
  const auto active = [](const NormTrace& one) { return one.reading ? one.reading->active : Truth::False; };
  std::stable_sort(trace.norms.begin(), trace.norms.end(), [&](const NormTrace& left, const NormTrace& right) {
    if (active(left) != active(right)) return active(left) > active(right);
    return left.failing < right.failing;
  });
  FlipSearch flips = measure_flips(trace, sort, subject);
  return {std::move(trace), std::nullopt, std::move(flips)};
}

// What turns is whether any norm of one modality bears: of what is due first of all, else of what comes nearest to it.
FlipSearch Explainer::measure_flips(const MeasureTrace& trace, core::RelationId sort, Row subject) {
  const std::vector<std::uint32_t> all = norms_of(program_, trace.measure, sort);
  if (all.empty()) return {};
  core::Modality modality = trace.due.empty() ? core::Modality::Must : trace.due.front().modality;
  std::vector<std::uint32_t> norms;
  const auto choose = [&] {
    for (const std::uint32_t at : all)
      if (program_.norms[at].modality == modality) norms.push_back(at);
  };
  choose();
  if (norms.empty()) {
    modality = program_.norms[all.front()].modality;
    choose();
  }
  const auto borne = [&norms, subject](Probe& probe) {
    Truth truth = Truth::False;
    for (const std::uint32_t at : norms) truth = value::kleene_or(truth, bears(probe, at, subject));
    return truth;
  };
  const Truth before = borne(probe_);
  Proposer proposer(program_, facts_, probe_);
  Proposals proposals;
  if (before != Truth::True)
    for (const std::uint32_t at : norms) proposals = either(std::move(proposals), proposer.norm(at, subject, true));
  if (before != Truth::False) {
    Proposals off = nothing_to_do();
    for (const std::uint32_t at : norms) off = both(off, proposer.norm(at, subject, false));
    proposals = either(std::move(proposals), std::move(off));
  }
  const Judge judge = [&](Probe& probe) -> std::optional<Outcome> {
    const Truth now = borne(probe);
    return now == Truth::Unknown || now == before ? std::nullopt : std::optional(Outcome{});
  };
  return before == Truth::Unknown ? finder_.find_known(proposals, judge, proposer.is_bounded())
                                  : finder_.find(proposals, judge, proposer.is_bounded());
}

Answer Explainer::why_violation(const interpret::Violation& violation) {
  ViolationTrace trace;
  trace.violation = violation;
  Tracer tracer(program_, probe_);
  const auto on_occasion = [&](std::uint32_t norm, bool is_that_of_violation) -> std::optional<NormTrace> {
    if (norm == no_index || violation.subject == no_row) return std::nullopt;
    for (const interpret::NormReading& reading : probe_.norm(norm, violation.subject, occasions_read))
      if (!is_that_of_violation || violation.occasion == no_row || reading.row == violation.occasion)
        return tracer.norm_on(norm, reading);
    return std::nullopt;
  };
  const bool is_against_norm = violation.local != no_index || violation.local_rule != no_index;
  trace.norm = on_occasion(violation.norm, !is_against_norm);
  trace.local = on_occasion(violation.local, true);
  if (violation.kind == interpret::ViolationKind::Quantity && violation.norm != no_index && trace.norm &&
      trace.norm->reading) {
    const core::Norm& norm = program_.norms[violation.norm];
    const Scope scope{{norm.occasion.value_or(norm.sort)}, {trace.norm->reading->row}};
    for (const core::Head& head : norm.heads)
      if (const auto* quantity = std::get_if<core::QuantityHead>(&head); quantity != nullptr && !trace.quantity)
        trace.quantity = tracer.condition(quantity->condition, scope);
  }
  FlipSearch flips = violation_flips(violation);
  return {std::move(trace), std::nullopt, std::move(flips)};
}

FlipSearch Explainer::violation_flips(const interpret::Violation& violation) {
  using interpret::ViolationKind;
  if (violation.subject == no_row) return {};
  Proposer proposer(program_, facts_, probe_);
  // Against a superior's text: it ends where the lower norm does not bear.
  if (violation.local != no_index || violation.local_rule != no_index || violation.norm == no_index) {
    if (violation.local == no_index) return {};
    const Truth before = bears(probe_, violation.local, violation.subject);
    const Proposals proposals = proposer.norm(violation.local, violation.subject, before == Truth::Unknown);
    const Judge judge = [&](Probe& probe) -> std::optional<Outcome> {
      const Truth now = bears(probe, violation.local, violation.subject);
      return now == Truth::Unknown || now == before ? std::nullopt : std::optional(Outcome{});
    };
    return finder_.find(proposals, judge, proposer.is_bounded());
  }
  const core::Norm& norm = program_.norms[violation.norm];
  const auto broken = [&](Probe& probe) {
    Truth truth = Truth::False;
    for (const interpret::Violation& one : probe.violations(violation.norm))
      if (one.subject == violation.subject) truth = value::kleene_or(truth, one.truth);
    return truth;
  };
  const Truth before = broken(probe_);
  Proposals proposals = proposer.norm(violation.norm, violation.subject, false);
  const bool must = norm.modality == core::Modality::Must;
  for (const core::Head& head : norm.heads) {
    if (const auto* measure = std::get_if<core::MeasureHead>(&head)) {
      proposals =
          either(std::move(proposals), proposer.done(measure->measure, violation.sort, violation.subject, must));
    } else {
      const Scope scope{{norm.occasion.value_or(norm.sort)}, {norm.occasion ? violation.occasion : violation.subject}};
      if (scope.rows[0] != no_row)
        proposals =
            either(std::move(proposals), proposer.condition(std::get<core::QuantityHead>(head).condition, scope, must));
    }
  }
  const Judge judge = [&](Probe& probe) -> std::optional<Outcome> {
    const Truth now = broken(probe);
    return now == Truth::Unknown || now == before ? std::nullopt : std::optional(Outcome{});
  };
  return before == Truth::Unknown ? finder_.find_known(proposals, judge, proposer.is_bounded())
                                  : finder_.find(proposals, judge, proposer.is_bounded());
}

}  // namespace polc::explain
