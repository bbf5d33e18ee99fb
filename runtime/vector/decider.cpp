// SPDX-License-Identifier: Apache-2.0
#include "runtime/vector/decider.h"

#include <map>
#include <optional>
#include <vector>

#include "runtime/interpret/interpret.h"
#include "runtime/vector/day_sums.h"
#include "runtime/vector/rules.h"
#include "runtime/vector/scan.h"
#include "runtime/vector/steps.h"

namespace polc::vector {

struct Decider::State {
  State(const core::Program& program, const facts::FactBase& facts, diag::Sink& sink_, core::ScaleId scale_,
        core::RelationId sort_, value::Moment moment)
      : plan(plan::build(program)),
        columns(facts),
        scratches(1),
        sink(sink_),
        scale(scale_),
        sort(sort_),
        world(program, facts, found),
        evaluator(world, moment),
        worked_out(plan, columns, evaluator) {
    profile.reset(plan.steps.size());
    if (!is_ready()) {
      leave_to_interpreter();
      return;
    }
    for (const diag::Diagnostic& finding : found.diagnostics())
      sink.emit_any(finding.primary.kind, finding.primary.span, finding.primary.arguments);
  }

  void leave_to_interpreter() {
    scans.clear();
    classes.reset();
    table = interpret::Session(world.program, world.facts, sink, {}).classes(scale, sort, evaluator.now);
  }

  void work_out(facts::Row thing) {
    if (!classes) return;
    try {
      for (ScanByThing& scan : scans) scan.work_out(thing);
      classes->work_out(thing, 1, scratches[0], table);
    } catch (const DoesNotFit&) {
      leave_to_interpreter();
    }
  }

  // Everything but what concerns the thing alone. False: only the interpreter can say.
  bool is_ready() {
    try {
      std::vector<plan::CountId> own;
      Steps steps(worked_out, sums, steady, workers, scratches, profile);
      if (!steps.want_around(scale, sort, own)) return false;
      steps.run();
      std::map<std::uint32_t, std::vector<plan::CountId>> by_scan;
      for (const plan::CountId count : own) by_scan[steps.scan_of(count).index].push_back(count);
      for (const auto& [scan, counts] : by_scan)
        scans.emplace_back(std::get<plan::Scan>(plan.steps[scan].kind), counts, worked_out, sums, workers, scratches);
      classes.emplace(steps.classes(scale, sort), worked_out);
      table = classes->make_table();
      return true;
    } catch (const DoesNotFit&) {
      return false;
    }
  }

  plan::Plan plan;
  Columns columns;
  DaySums sums;
  SteadyClasses steady;
  workers::Workers workers{1};
  std::vector<Scratch> scratches;
  Profile profile;
  diag::Sink& sink;
  core::ScaleId scale;
  core::RelationId sort;
  diag::Sink found;
  interpret::World world;
  interpret::Evaluator evaluator;
  WorkedOut worked_out;
  std::vector<ScanByThing> scans;
  std::optional<ClassRun> classes;  // none: the table has them all
  interpret::ClassTable table;
};

Decider::Decider(const core::Program& program, const facts::FactBase& facts, diag::Sink& sink, core::ScaleId scale,
                 core::RelationId sort, value::Moment moment)
    : state_(std::make_unique<State>(program, facts, sink, scale, sort, moment)) {}
Decider::~Decider() = default;
Decider::Decider(Decider&&) noexcept = default;

Decider::Decision Decider::decide(facts::Row thing) {
  state_->work_out(thing);
  return {state_->table.state[thing], state_->table.rank[thing]};
}

}  // namespace polc::vector
