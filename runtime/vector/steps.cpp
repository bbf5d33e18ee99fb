// SPDX-License-Identifier: Apache-2.0
#include "runtime/vector/steps.h"

#include <utility>

#include "compiler/core/match.h"
#include "runtime/vector/chosen_code.h"
#include "runtime/vector/rules.h"
#include "runtime/vector/scan.h"

namespace polc::vector {

Steps::Steps(WorkedOut& world, DaySums& sums, SteadyClasses& steady, workers::Workers& workers,
             std::vector<Scratch>& scratches, Profile& profile)
    : world_(world),
      sums_(sums),
      steady_(steady),
      workers_(workers),
      scratches_(scratches),
      profile_(profile),
      wanted_steps_(world.plan.steps.size(), false),
      wanted_nodes_(world.plan.nodes.size(), false),
      wanted_counts_(world.plan.counts.size(), false),
      is_steady_(world.plan.steps.size(), false) {
  for (std::uint32_t at = 0; at < world.plan.steps.size(); ++at) {
    const plan::StepId id{at};
    core::match(
        world.plan[id],
        [&](const plan::Scan& scan) {
          for (const plan::CountId count : scan.counts) scans_[count.index] = id;
        },
        [&](const plan::Ask& ask) { asks_[ask.node.index] = id; },
        [&](const plan::Classes& one) { classes_[{one.scale.index, one.sort.index}] = id; },
        [&](const plan::DefinedFlag& one) { flags_[{one.sort.index, one.column}] = id; }, [](const plan::Guard&) {});
  }
}

bool Steps::is_left_to_interpreter(const plan::Classes& classes) const {
  return world_.program[world_.program[classes.scale].classes].values.size() > most_ranks;
}

void Steps::want_classes(core::ScaleId scale, core::RelationId sort) {
  const auto found = classes_.find({scale.index, sort.index});
  if (found != classes_.end()) want_step(found->second);
}

const plan::Classes& Steps::classes(core::ScaleId scale, core::RelationId sort) const {
  return std::get<plan::Classes>(world_.plan[classes_.at({scale.index, sort.index})].kind);
}

bool Steps::want_around(core::ScaleId scale, core::RelationId sort, std::vector<plan::CountId>& own) {
  if (!classes_.contains({scale.index, sort.index}) || is_left_to_interpreter(classes(scale, sort))) return false;
  seen_around_.assign(wanted_nodes_.size(), false);
  own_ = &own;
  want_rules(classes(scale, sort).rules);
  own_ = nullptr;
  // What something else needs of all things is there for each.
  std::erase_if(own, [&](plan::CountId count) { return wanted_counts_[count.index]; });
  return true;
}

void Steps::want_all_classes_and_flags() {
  for (const auto& [key, step] : classes_) want_step(step);
  for (const auto& [key, step] : flags_) want_step(step);
}

void Steps::want_guards() {
  for (const plan::Step& step : world_.plan.steps) {
    const auto* guard = std::get_if<plan::Guard>(&step.kind);
    if (guard == nullptr) continue;
    const core::Norm& norm = world_.program.norms[guard->norm];
    if (!world_.evaluator.in_force(world_.program[norm.sentence.article].policy)) continue;
    want(guard->condition);
    for (const plan::NodeId exception : guard->exceptions) want(exception);
    if (world_.code != nullptr) world_.code->want_guard(*guard, norm.occasion.has_value());
  }
}

void Steps::want_rules(const std::vector<plan::Rule>& rules) {
  for (const plan::Rule& rule : rules) {
    if (!may_apply(rule, world_)) continue;
    want(rule.condition);
    for (const plan::NodeId exception : rule.exceptions) want(exception);
    for (const plan::NodeId kind : rule.kinds) want(kind);
    if (world_.code != nullptr) world_.code->want_rule(rule);
  }
}

void Steps::want_step(plan::StepId id) {
  if (wanted_steps_[id.index]) return;
  wanted_steps_[id.index] = true;
  const auto own = std::exchange(own_, nullptr);
  core::match(
      world_.plan[id], [](const plan::Scan&) {},
      [&](const plan::Ask&) {
        for (const plan::StepId need : world_.plan[id].needs) want_step(need);
      },
      [&](const plan::Classes& classes) {
        if (is_left_to_interpreter(classes)) return;
        is_steady_[id.index] = steady_.prepare(id, world_, sums_, workers_, scratches_);
        if (!is_steady_[id.index]) want_rules(classes.rules);
      },
      [&](const plan::DefinedFlag& flag) { want_rules(flag.rules); }, [](const plan::Guard&) {});
  own_ = own;
}

void Steps::want(plan::NodeId id) {
  std::vector<bool>& seen = own_ != nullptr ? seen_around_ : wanted_nodes_;
  if (seen[id.index]) return;
  seen[id.index] = true;
  const auto all = [&](const std::vector<plan::NodeId>& parts) {
    for (const plan::NodeId part : parts) want(part);
  };
  core::match(
      world_.plan[id], [](const plan::Constant&) {}, [&](const plan::All& node) { all(node.parts); },
      [&](const plan::AnyOf& node) { all(node.parts); }, [&](const plan::Negation& node) { want(node.part); },
      [](const plan::CompareColumn&) {}, [](const plan::CompareTimes&) {},
      [&](const plan::Flag& node) {
        const auto found = flags_.find({node.way.end.index, node.column});
        if (found != flags_.end()) want_step(found->second);
      },
      [](const plan::SameThing&) {}, [](const plan::Present&) {},
      [&](const plan::HasClass& node) { want_classes(node.scale, node.way.end); },
      [&](const plan::Counted& node) {
        if (wanted_counts_[node.count.index]) return;
        const plan::StepId scan = scans_.at(node.count.index);
        const auto own = std::exchange(own_, nullptr);
        if (own != nullptr && node.way.steps.empty() &&
            ScanByThing::can_be(std::get<plan::Scan>(world_.plan[scan].kind), world_)) {
          own->push_back(node.count);
        } else {
          wanted_counts_[node.count.index] = true;
          want_step(scan);
        }
        const std::optional<plan::NodeId> filter = world_.plan[node.count].filter;
        if (filter) want(*filter);
        if (filter && world_.code != nullptr) world_.code->want_filter(*filter);
        own_ = own;
      },
      [&](const plan::Asked&) { want_step(asks_.at(id.index)); });
}

void Steps::run() {
  if (world_.code != nullptr) world_.code->make();
  for (std::uint32_t at = 0; at < wanted_steps_.size(); ++at)
    if (wanted_steps_[at]) run_step({at});
}

void Steps::run_step(plan::StepId id) {
  const auto timer = [&](core::RelationId over) { return Profile::Timer(profile_, id, world_.facts[over].row_count); };
  core::match(
      world_.plan[id],
      [&](const plan::Scan& scan) {
        const Profile::Timer taken = timer(scan.relation);
        std::vector<plan::CountId> counts;
        for (const plan::CountId count : scan.counts)
          if (wanted_counts_[count.index]) counts.push_back(count);
        run_scan(scan, counts, world_, sums_, workers_, scratches_);
      },
      [&](const plan::Ask& ask) {
        const core::RelationId domain = world_.plan[ask.node].domain;
        const Profile::Timer taken = timer(domain);
        const std::size_t before = world_.evaluator.world.sink.error_count();
        const std::vector<Truth> truths = world_.evaluator.condition(
            std::get<plan::Asked>(world_.plan[ask.node].kind).condition,
            interpret::batch_of(domain, interpret::first_rows(world_.facts[domain].row_count)));
        if (world_.evaluator.world.sink.error_count() != before) throw DoesNotFit();
        Truths& bytes = world_.asked[ask.node.index];
        bytes.reserve(truths.size());
        for (const Truth truth : truths) bytes.push_back(static_cast<std::uint8_t>(truth));
      },
      [&](const plan::Classes& classes) {
        if (is_left_to_interpreter(classes)) return;
        const Profile::Timer taken = timer(classes.sort);
        world_.evaluator.take(is_steady_[id.index] ? steady_.classes(id, workers_, scratches_)
                                                   : run_classes(classes, world_, workers_, scratches_));
      },
      [&](const plan::DefinedFlag& flag) {
        const Profile::Timer taken = timer(flag.sort);
        world_.evaluator.take(run_flag(flag, world_, workers_, scratches_));
      },
      [](const plan::Guard&) {});
}

}  // namespace polc::vector
