// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <string>

#include "compiler/core/dump.h"
#include "compiler/core/expression.h"
#include "compiler/core/match.h"
#include "compiler/plan/plan.h"

namespace polc::plan {

namespace {

using core::Expression;
using core::leaf;
using core::list;

constexpr std::size_t width = 110;

const char* word_of(core::Comparison op) {
  switch (op) {
    case core::Comparison::Equal:
      return "=";
    case core::Comparison::NotEqual:
      return "!=";
    case core::Comparison::Less:
      return "<";
    case core::Comparison::LessOrEqual:
      return "<=";
    case core::Comparison::Greater:
      return ">";
    case core::Comparison::GreaterOrEqual:
      return ">=";
  }
  return "";
}

const char* word_of(Reason reason) {
  switch (reason) {
    case Reason::OuterRow:
      return "outer-row";
    case Reason::MovingWindow:
      return "moving-window";
    case Reason::EachDay:
      return "each-day";
    case Reason::Totals:
      return "totals";
    case Reason::Comparison:
      return "comparison";
  }
  return "";
}

class Printer {
 public:
  Printer(const core::Program& program, const Plan& plan, const std::vector<std::uint64_t>& rows)
      : program_(program), plan_(plan), rows_(rows) {}

  std::string print() const {
    std::string out;
    for (std::uint32_t at = 0; at < plan_.steps.size(); ++at) core::print_indented(step({at}), 0, width, out);
    return out;
  }

 private:
  Expression name(const core::Label& label) const { return leaf(core::quoted_name(label.neutral())); }
  Expression relation(core::RelationId id) const { return name(program_[id].label); }
  Expression value(core::ValueId id) const { return leaf(core::print(program_, id)); }

  Expression way(const Way& way, core::RelationId domain, std::optional<core::ColumnIndex> column = {}) const {
    std::string text = "0";
    core::RelationId at = domain;
    for (const core::ColumnIndex step : way.steps) {
      text += '.' + core::quoted_name(program_[at].columns[step].label.neutral());
      at = program_[at].columns[step].type.target;
    }
    if (column) text += '.' + core::quoted_name(program_[at].columns[*column].label.neutral());
    return leaf(std::move(text));
  }

  Expression time(TimeId id) const {
    const core::RelationId domain = plan_[id].domain;
    return core::match(
        plan_[id], [&](const TimeOfColumn& one) { return way(one.way, domain, one.column); },
        [&](const FixedTime& one) { return value(one.value); },
        [&](const LatestTime& one) {
          return list(one.its_end ? "end-of-latest" : "latest", {relation(one.event), way(one.way, domain)});
        },
        [&](const MovedTime& one) {
          const auto& shifted = std::get<core::Shifted>(program_[one.shifted].kind);
          if (shifted.parameter)
            return list("shift",
                        {time(one.base), leaf(shifted.backwards ? "back" : "on"),
                         name(program_[*shifted.parameter].label), leaf(std::to_string(shifted.plus_days) + "d")});
          return list("shift", {time(one.base), leaf(shifted.minutes != 0 ? std::to_string(shifted.minutes) + "min"
                                                                          : std::to_string(shifted.days) + "d")});
        },
        [&](const DayOfMoment& one) { return list("day", {time(one.moment)}); });
  }

  std::vector<Expression> nodes(const std::vector<NodeId>& ids) const {
    std::vector<Expression> made;
    for (const NodeId id : ids) made.push_back(node(id));
    return made;
  }

  Expression node(NodeId id) const {
    const core::RelationId domain = plan_[id].domain;
    return core::match(
        plan_[id], [](const Constant& one) { return leaf(std::string(value::to_string(one.truth))); },
        [&](const All& one) { return list("and", nodes(one.parts)); },
        [&](const AnyOf& one) { return list("or", nodes(one.parts)); },
        [&](const Negation& one) { return list("not", {node(one.part)}); },
        [&](const CompareColumn& one) {
          return list(word_of(one.op), {way(one.way, domain, one.column), value(one.bound)});
        },
        [&](const CompareTimes& one) { return list(word_of(one.op), {time(one.left), time(one.right)}); },
        [&](const Flag& one) { return way(one.way, domain, one.column); },
        [&](const SameThing& one) { return list("same", {way(one.left, domain), way(one.right, domain)}); },
        [&](const Present& one) { return list("present", {way(one.way, domain)}); },
        [&](const HasClass& one) {
          const auto& classes = program_[program_[one.scale].classes].values;
          std::vector<Expression> parts{way(one.way, domain), name(program_[one.scale].label),
                                        name(classes[one.lowest])};
          if (one.highest != one.lowest) parts.push_back(name(classes[one.highest]));
          return list("class", std::move(parts));
        },
        [&](const Counted& one) {
          return list("counted", {leaf("count-" + std::to_string(one.count.index)), way(one.way, domain)});
        },
        [&](const Asked& one) {
          return list("interpreter", {leaf(word_of(one.reason)), leaf(core::print(program_, one.condition, {domain}))});
        });
  }

  Expression count(CountId id) const {
    const Count& count = plan_[id];
    std::vector<Expression> parts;
    if (count.filter) parts.push_back(list("where", {node(*count.filter)}));
    const auto bound = [&](const char* word, const std::optional<core::TimeBound>& at) {
      if (at) parts.push_back(list(word, {value(at->at)}));
    };
    const core::Window& window = count.window;
    bound(window.begin && !window.begin->inclusive ? "after" : "from", window.begin);
    bound(window.end && !window.end->inclusive ? "before" : "through", window.end);
    if (count.lowest) parts.push_back(list("at-least", {value(*count.lowest)}));
    if (count.highest) parts.push_back(list("at-most", {value(*count.highest)}));
    if (count.is_timeless) parts.push_back(leaf("every-day-at-once"));
    return list("count-" + std::to_string(id.index), std::move(parts));
  }

  Expression rule(const Rule& rule) const {
    const core::ClassRule& declared = program_.class_rules[rule.rule];
    std::vector<Expression> parts{name(program_.policy_of(declared.sentence).label),
                                  leaf(program_[declared.sentence.article].number)};
    if (declared.scale) parts.push_back(name(program_[program_[*declared.scale].classes].values[declared.rank]));
    if (declared.otherwise) parts.push_back(leaf("otherwise"));
    parts.push_back(list("if", {node(rule.condition)}));
    for (const NodeId exception : rule.exceptions) parts.push_back(list("unless", {node(exception)}));
    return list("rule", std::move(parts));
  }

  // The rows that a step reads.
  Expression reads(core::RelationId id) const {
    std::vector<Expression> parts{relation(id)};
    if (!rows_.empty()) parts.push_back(leaf(std::to_string(rows_[id.index])));
    return list("rows", std::move(parts));
  }

  Expression step(StepId id) const {
    std::vector<Expression> parts;
    const auto with_needs = [&](core::RelationId over) {
      parts.push_back(reads(over));
      std::vector<Expression> before;
      for (const StepId need : plan_[id].needs) before.push_back(leaf("step-" + std::to_string(need.index)));
      if (!before.empty()) parts.push_back(list("after", std::move(before)));
    };
    core::match(
        plan_[id],
        [&](const Scan& scan) {
          parts.push_back(list(
              "scan", {relation(scan.relation), leaf("by"), name(program_[scan.relation].columns[scan.link].label)}));
          with_needs(scan.relation);
          for (const CountId one : scan.counts) parts.push_back(count(one));
        },
        [&](const Ask& ask) {
          parts.push_back(list("ask-interpreter", {}));
          with_needs(plan_[ask.node].domain);
          parts.push_back(node(ask.node));
        },
        [&](const Classes& classes) {
          parts.push_back(list("classes", {name(program_[classes.scale].label), leaf("of"), relation(classes.sort)}));
          with_needs(classes.sort);
          if (classes.is_steady) parts.push_back(leaf("steady"));
          for (const Rule& one : classes.rules) parts.push_back(rule(one));
        },
        [&](const DefinedFlag& flag) {
          parts.push_back(list(
              "attribute", {name(program_[flag.sort].columns[flag.column].label), leaf("of"), relation(flag.sort)}));
          with_needs(flag.sort);
          for (const Rule& one : flag.rules) parts.push_back(rule(one));
        },
        [&](const Guard& guard) {
          const core::Norm& norm = program_.norms[guard.norm];
          parts.push_back(list(guard.gives_due ? "due" : "guard", {name(program_.policy_of(norm.sentence).label),
                                                                   leaf(program_[norm.sentence.article].number),
                                                                   leaf("norm-" + std::to_string(guard.norm))}));
          with_needs(plan_[guard.condition].domain);
          parts.push_back(list("if", {node(guard.condition)}));
          for (const NodeId exception : guard.exceptions) parts.push_back(list("unless", {node(exception)}));
          if (guard.from) parts.push_back(list("from", {time(*guard.from)}));
          if (guard.until) parts.push_back(list("until", {time(*guard.until)}));
        });
    return list("step-" + std::to_string(id.index), std::move(parts));
  }

  const core::Program& program_;
  const Plan& plan_;
  const std::vector<std::uint64_t>& rows_;
};

}  // namespace

std::string print(const core::Program& program, const Plan& plan, const std::vector<std::uint64_t>& rows) {
  return Printer(program, plan, rows).print();
}

}  // namespace polc::plan
