// SPDX-License-Identifier: Apache-2.0
// Which steps there are, and their order: a step comes one level after the last of those that it needs.
#include <algorithm>
#include <limits>
#include <map>
#include <set>
#include <utility>

#include "compiler/core/match.h"
#include "compiler/core/static_guard.h"
#include "compiler/plan/lower.h"
#include "compiler/plan/plan.h"
#include "runtime/value/check_macro.h"

namespace polc::plan {

namespace {

using Pair = std::pair<std::uint32_t, std::uint32_t>;

// What a condition needs worked out before it.
struct Needs {
  std::set<Pair> classes;  // (scale, sort)
  std::set<Pair> flags;    // (sort, column)
  std::set<std::uint32_t> counts, asked;
};

class Builder {
 public:
  explicit Builder(const core::Program& program) : program_(program), lowering_(program, plan_) {}

  Plan build() {
    lower_rules();
    lower_norms();
    place_counts();
    for (std::uint32_t at = 0; at < plan_.nodes.size(); ++at)
      if (std::holds_alternative<Asked>(plan_.nodes[at].kind))
        add_step(Ask{{at}}, level_of_asked(at), needs_of_asked(at));
    for (auto& [key, classes] : classes_) {
      const Needs needs = needs_of(classes.rules);
      add_step(std::move(classes), level_of_classes(key), needs);
    }
    for (auto& [key, flag] : flags_) {
      const Needs needs = needs_of(flag.rules);
      add_step(std::move(flag), level_of_flag(key), needs);
    }
    for (Guard& guard : guards_) {
      const Needs needs = needs_of(guard);
      const std::size_t level = level_after(needs);
      add_step(std::move(guard), level, needs);
    }
    put_in_order();
    return std::move(plan_);
  }

 private:
  struct Placed {
    Step step;
    std::size_t level = 0;
    Needs needs;
  };

  // ---- conditions

  Rule lower_rule(std::uint32_t at) {
    const core::ClassRule& rule = program_.class_rules[at];
    Rule made{at, lowering_.condition(rule.condition, rule.sort), {}, {}};
    for (const core::ConditionId exception : rule.exceptions)
      made.exceptions.push_back(lowering_.condition(exception, rule.sort));
    for (const core::ConditionId kind : core::static_guard(program_, rule.condition))
      made.kinds.push_back(lowering_.condition(kind, rule.sort));
    return made;
  }

  void lower_rules() {
    for (std::uint32_t at = 0; at < program_.class_rules.size(); ++at) {
      const core::ClassRule& rule = program_.class_rules[at];
      if (rule.scale) {
        Classes& classes = classes_[{rule.scale->index, rule.sort.index}];
        classes.scale = *rule.scale;
        classes.sort = rule.sort;
        classes.rules.push_back(lower_rule(at));
        classes.is_steady = classes.is_steady && is_steady(classes.rules.back());
      } else if (rule.flag) {
        DefinedFlag& flag = flags_[{rule.sort.index, *rule.flag}];
        flag.sort = rule.sort;
        flag.column = *rule.flag;
        flag.rules.push_back(lower_rule(at));
      }
    }
  }

  // What is due by a norm is plain where its span of days does not look back on other days, nothing prevails over it, and
  // nobody is spared it.
  bool is_plain(const core::Norm& norm) const {
    const core::Timing& timing = norm.timing;
    if (timing.start == core::Timing::Start::Run || timing.each_occasion || timing.due_from || timing.due_by ||
        timing.at_once)
      return false;
    if (norm.connective == core::HeadConnective::Sequence || (timing.length && !lowering_.is_fixed(*timing.length)))
      return false;
    for (const core::Head& head : norm.heads) {
      const auto* measure = std::get_if<core::MeasureHead>(&head);
      if (measure == nullptr) return false;
      for (const auto& bound : {measure->length.lowest, measure->length.highest})
        if (bound && !lowering_.is_fixed(*bound)) return false;
    }
    return std::none_of(program_.norms.begin(), program_.norms.end(), [&](const core::Norm& other) {
      const bool prevails = std::find(other.notwithstanding.begin(), other.notwithstanding.end(),
                                      norm.sentence.article) != other.notwithstanding.end();
      const bool spares = other.modality == core::Modality::NeedNot && norm.modality == core::Modality::Must &&
                          program_[other.sentence.article].policy == program_[norm.sentence.article].policy;
      return prevails || spares;
    });
  }

  void lower_norms() {
    for (std::uint32_t at = 0; at < program_.norms.size(); ++at) {
      const core::Norm& norm = program_.norms[at];
      const core::RelationId domain = norm.occasion ? *norm.occasion : norm.sort;
      Guard guard{at, lowering_.condition(norm.guard, domain), {}, {}, {}, false};
      for (const core::ConditionId exception : norm.exceptions)
        guard.exceptions.push_back(lowering_.condition(exception, domain));
      guard.gives_due = is_plain(norm);
      const auto time = [&](const std::optional<core::ValueId>& value) {
        std::optional<TimeId> found;
        if (value) found = lowering_.time(*value, domain);
        if (value && !found) guard.gives_due = false;
        return found;
      };
      if (guard.gives_due) {
        guard.from = time(norm.timing.from);
        guard.until = time(norm.timing.until);
      }
      guards_.push_back(std::move(guard));
    }
  }

  // ---- what needs what

  void collect(NodeId id, Needs& needs) const {
    const auto all = [&](const std::vector<NodeId>& parts) {
      for (const NodeId part : parts) collect(part, needs);
    };
    core::match(
        plan_[id], [](const Constant&) {}, [&](const All& node) { all(node.parts); },
        [&](const AnyOf& node) { all(node.parts); }, [&](const Negation& node) { collect(node.part, needs); },
        [](const CompareColumn&) {}, [](const CompareTimes&) {},
        [&](const Flag& node) {
          if (program_[node.way.end].columns[node.column].defined_by_rules)
            needs.flags.insert({node.way.end.index, node.column});
        },
        [](const SameThing&) {}, [](const Present&) {},
        [&](const HasClass& node) { needs.classes.insert({node.scale.index, node.way.end.index}); },
        [&](const Counted& node) { needs.counts.insert(node.count.index); },
        [&](const Asked&) { needs.asked.insert(id.index); });
  }

  Needs needs_of(const std::vector<Rule>& rules) const {
    Needs needs;
    for (const Rule& rule : rules) {
      collect(rule.condition, needs);
      for (const NodeId exception : rule.exceptions) collect(exception, needs);
      for (const NodeId kind : rule.kinds) collect(kind, needs);
    }
    return needs;
  }

  Needs needs_of(const Guard& guard) const {
    Needs needs;
    collect(guard.condition, needs);
    for (const NodeId exception : guard.exceptions) collect(exception, needs);
    return needs;
  }

  [[nodiscard]] bool is_steady(const Rule& rule) const {
    const auto steady = [&](NodeId id) { return lowering_.is_steady(id); };
    return steady(rule.condition) && std::all_of(rule.exceptions.begin(), rule.exceptions.end(), steady) &&
           std::all_of(rule.kinds.begin(), rule.kinds.end(), steady);
  }

  // The interpreter takes classes and attributes that are there already.
  void collect(core::ConditionId id, Needs& needs) const {
    const auto all = [&](const std::vector<core::ConditionId>& parts) {
      for (const core::ConditionId part : parts) collect(part, needs);
    };
    core::match(
        program_[id], [](const core::Constant&) {}, [&](const core::All& node) { all(node.parts); },
        [&](const core::AnyOf& node) { all(node.parts); },
        [&](const core::Negation& node) { collect(node.part, needs); }, [](const core::Compare&) {},
        [&](const core::Flag& node) {
          if (program_[node.path.end].columns[node.column].defined_by_rules)
            needs.flags.insert({node.path.end.index, node.column});
        },
        [](const core::SameThing&) {}, [](const core::Present&) {},
        [&](const core::HasClass& node) { needs.classes.insert({node.scale.index, node.path.end.index}); },
        [&](const core::Count& node) {
          if (node.filter) collect(*node.filter, needs);
        });
  }

  Needs needs_of_asked(std::uint32_t node) const {
    Needs needs;
    collect(std::get<Asked>(plan_.nodes[node].kind).condition, needs);
    return needs;
  }

  // ---- levels. INVARIANT: what needs what has no cycle; the checker refuses classes and attributes that rest on themselves.

  std::size_t level_after(const Needs& needs) {
    std::size_t level = 0;
    for (const Pair& key : needs.classes) level = std::max(level, level_of_classes(key) + 1);
    for (const Pair& key : needs.flags) level = std::max(level, level_of_flag(key) + 1);
    for (const std::uint32_t count : needs.counts) level = std::max(level, level_of_count(count) + 1);
    for (const std::uint32_t node : needs.asked) level = std::max(level, level_of_asked(node) + 1);
    return level;
  }
  template <class Key, class Work>
  static std::size_t remembered(std::map<Key, std::size_t>& levels, const Key& key, Work work) {
    const auto found = levels.find(key);
    if (found != levels.end()) return found->second;
    const std::size_t level = work();
    return levels[key] = level;
  }
  // Without a rule there is no step, and nothing to wait for.
  std::size_t level_of_classes(const Pair& key) {
    return remembered(class_levels_, key, [&] {
      const auto found = classes_.find(key);
      return found == classes_.end() ? 0 : level_after(needs_of(found->second.rules));
    });
  }
  std::size_t level_of_flag(const Pair& key) {
    return remembered(flag_levels_, key, [&] {
      const auto found = flags_.find(key);
      return found == flags_.end() ? 0 : level_after(needs_of(found->second.rules));
    });
  }
  std::size_t level_of_count(std::uint32_t at) {
    return remembered(count_levels_, at, [&] { return level_after(needs_of_count(at)); });
  }
  std::size_t level_of_asked(std::uint32_t node) {
    return remembered(asked_levels_, node, [&] { return level_after(needs_of_asked(node)); });
  }

  Needs needs_of_count(std::uint32_t at) const {
    Needs needs;
    if (plan_.counts[at].filter) collect(*plan_.counts[at].filter, needs);
    return needs;
  }

  // ---- steps

  // A count may wait for others over the same rows, as long as nothing waits for it: those that can be ready by the time that the
  // first of them is needed go together.
  void place_counts() {
    std::map<Pair, std::vector<std::uint32_t>> alike;  // by relation and link
    const std::vector<std::size_t> needed = levels_needed();
    for (std::uint32_t at = 0; at < plan_.counts.size(); ++at)
      if (needed[at] != never) alike[{plan_.counts[at].relation.index, plan_.counts[at].link}].push_back(at);
    for (auto& [key, counts] : alike) {
      std::stable_sort(counts.begin(), counts.end(),
                       [&](std::uint32_t left, std::uint32_t right) { return needed[left] < needed[right]; });
      while (!counts.empty()) {
        const std::size_t level = needed[counts.front()] - 1;
        Scan scan{{key.first}, key.second, {}};
        Needs needs;
        std::vector<std::uint32_t> later;
        for (const std::uint32_t at : counts) {
          if (level_of_count(at) > level) {
            later.push_back(at);
            continue;
          }
          scan.counts.push_back({at});
          Needs more = needs_of_count(at);
          needs.classes.merge(more.classes);
          needs.flags.merge(more.flags);
          needs.counts.merge(more.counts);
          needs.asked.merge(more.asked);
        }
        std::sort(scan.counts.begin(), scan.counts.end());
        add_step(std::move(scan), level, std::move(needs));
        counts = std::move(later);
      }
    }
  }

  // By count: the level of the first that needs it; of a count inside a condition that was left to the interpreter, never.
  static constexpr std::size_t never = std::numeric_limits<std::size_t>::max();
  std::vector<std::size_t> levels_needed() {
    std::vector<std::size_t> needed(plan_.counts.size(), never);
    const auto note = [&](const Needs& needs, std::size_t level) {
      for (const std::uint32_t count : needs.counts) needed[count] = std::min(needed[count], level);
    };
    for (std::uint32_t at = 0; at < plan_.counts.size(); ++at) note(needs_of_count(at), level_of_count(at));
    for (const auto& [key, classes] : classes_) note(needs_of(classes.rules), level_of_classes(key));
    for (const auto& [key, flag] : flags_) note(needs_of(flag.rules), level_of_flag(key));
    for (const Guard& guard : guards_) {
      const Needs needs = needs_of(guard);
      note(needs, level_after(needs));
    }
    return needed;
  }

  void add_step(StepKind kind, std::size_t level, Needs needs) {
    placed_.push_back({{std::move(kind), {}}, level, std::move(needs)});
  }

  void put_in_order() {
    std::stable_sort(placed_.begin(), placed_.end(),
                     [](const Placed& left, const Placed& right) { return left.level < right.level; });
    std::map<Pair, StepId> classes, flags;
    std::map<std::uint32_t, StepId> counts, asked;
    for (Placed& one : placed_) {
      const StepId id{static_cast<std::uint32_t>(plan_.steps.size())};
      std::set<StepId> before;
      const auto need = [&](const auto& keys, const auto& steps) {
        for (const auto& key : keys)
          if (const auto found = steps.find(key); found != steps.end()) before.insert(found->second);
      };
      need(one.needs.classes, classes);
      need(one.needs.flags, flags);
      need(one.needs.counts, counts);
      need(one.needs.asked, asked);
      one.step.needs.assign(before.begin(), before.end());
      core::match(
          one.step,
          [&](const Scan& scan) {
            for (const CountId count : scan.counts) counts[count.index] = id;
          },
          [&](const Ask& ask) { asked[ask.node.index] = id; },
          [&](const Classes& made) { classes[{made.scale.index, made.sort.index}] = id; },
          [&](const DefinedFlag& made) { flags[{made.sort.index, made.column}] = id; }, [](const Guard&) {});
      plan_.steps.push_back(std::move(one.step));
    }
  }

  const core::Program& program_;
  Plan plan_;
  Lowering lowering_;
  std::map<Pair, Classes> classes_;
  std::map<Pair, DefinedFlag> flags_;
  std::vector<Guard> guards_;
  std::map<Pair, std::size_t> class_levels_, flag_levels_;
  std::map<std::uint32_t, std::size_t> count_levels_, asked_levels_;
  std::vector<Placed> placed_;
};

}  // namespace

Plan build(const core::Program& program) { return Builder(program).build(); }

}  // namespace polc::plan
