// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "runtime/explain/trace.h"
#include "runtime/value/match.h"

namespace polc::explain {

using interpret::Scope;

namespace {

// Steps on the way down that must be taken back.
class Deeper {
 public:
  explicit Deeper(std::size_t& depth) : depth_(depth) { ++depth_; }
  ~Deeper() { --depth_; }
  Deeper(const Deeper&) = delete;
  Deeper& operator=(const Deeper&) = delete;

 private:
  std::size_t& depth_;
};

}  // namespace

PartTrace Tracer::condition(core::ConditionId id, const Scope& scope) { return part(id, scope, true); }

PartTrace Tracer::part(core::ConditionId id, const Scope& scope, bool decides) {
  PartTrace trace;
  trace.condition = id;
  trace.truth = probe_.holds(id, scope);
  trace.decides = decides;
  const Deeper deeper(part_depth_);
  if (!take_step() || part_depth_ > deepest_parts) {
    trace.cut = true;
    return trace;
  }
  value::match(
      program_[id], [&](const core::Constant&) { trace.what = ConstantTrace{}; },
      [&](const core::All& all) { connective(ConnectiveTrace::Kind::All, all.parts, scope, trace); },
      [&](const core::AnyOf& any) { connective(ConnectiveTrace::Kind::Any, any.parts, scope, trace); },
      [&](const core::Negation& negation) {
        trace.what = ConnectiveTrace{ConnectiveTrace::Kind::Not};
        trace.parts.push_back(part(negation.part, scope, decides));
      },
      [&](const core::Compare& compare) {
        trace.what = ComparisonTrace{compare.op, operand(compare.left, scope), operand(compare.right, scope)};
      },
      [&](const core::Flag& flag_node) {
        YesNoTrace yes_no{{flag_node.path.end, probe_.follow(flag_node.path, scope), flag_node.column}, nullptr};
        const bool defined = program_[flag_node.path.end].columns[flag_node.column].defined_by_rules;
        if (defined && decides && yes_no.cell.row != no_row) {
          if (rule_depth_ < deepest_rules)
            yes_no.rules = std::make_shared<FlagTrace>(flag(flag_node.path.end, flag_node.column, yes_no.cell.row));
          else
            trace.cut = true;
        }
        trace.what = std::move(yes_no);
      },
      [&](const core::SameThing& same) {
        trace.what =
            SameTrace{same.left.end, same.right.end, probe_.follow(same.left, scope), probe_.follow(same.right, scope)};
      },
      [&](const core::Present& present) {
        trace.what = PresentTrace{present.path.end, probe_.follow(present.path, scope)};
      },
      [&](const core::HasClass& has) {
        HasClassTrace found;
        found.scale = has.scale;
        found.sort = has.path.end;
        found.thing = probe_.follow(has.path, scope);
        found.lowest = has.lowest;
        found.highest = has.highest;
        if (found.thing != no_row) {
          const interpret::ClassTable& table = probe_.classes(has.scale, has.path.end);
          found.state = table.state[found.thing];
          found.rank = table.rank[found.thing];
          const auto key = std::tuple(has.scale.index, has.path.end.index, found.thing);
          if (decides && rule_depth_ < deepest_rules && !open_.contains(key))
            found.rules = std::make_shared<ClassTrace>(classes(has.scale, has.path.end, found.thing));
          else
            trace.cut = decides;
        }
        trace.what = std::move(found);
      },
      [&](const core::Count& node) { trace.what = count(id, node, scope, trace.truth, decides); });
  return trace;
}

void Tracer::connective(ConnectiveTrace::Kind kind, const std::vector<core::ConditionId>& parts, const Scope& scope,
                        PartTrace& trace) {
  trace.what = ConnectiveTrace{kind};
  if (!trace.decides) return;
  const bool is_all = kind == ConnectiveTrace::Kind::All;
  // Of `and` that holds and of `or` that does not every part decides; else those that make it what it is.
  const bool by_every = trace.truth == value::truth(is_all);
  for (const core::ConditionId id : parts) {
    const Truth truth = probe_.holds(id, scope);
    trace.parts.push_back(part(id, scope, by_every || truth == trace.truth));
  }
}

Operand Tracer::operand(core::ValueId id, const Scope& scope) {
  Operand operand;
  operand.value = id;
  operand.reading = probe_.value(id, scope);
  const core::Value& node = program_[id];
  if (const auto* attribute = std::get_if<core::Attribute>(&node.kind)) {
    const Row row = probe_.follow(attribute->path, scope);
    if (row != no_row) operand.cell = Cell{attribute->path.end, row, attribute->column};
  }
  if (const auto* parameter = std::get_if<core::ParameterValue>(&node.kind)) {
    operand.parameter = parameter->parameter;
    for (const core::ParameterVersion& version : program_[parameter->parameter].versions)
      if (!version.from || *version.from <= probe_.moment()) operand.parameter_from = version.from;
  }
  return operand;
}

bool Tracer::rests_on_rules(core::ConditionId id) const {
  const auto any = [&](const std::vector<core::ConditionId>& parts) {
    return std::any_of(parts.begin(), parts.end(), [&](core::ConditionId one) { return rests_on_rules(one); });
  };
  return value::match(
      program_[id], [](const core::Constant&) { return false; }, [&](const core::All& all) { return any(all.parts); },
      [&](const core::AnyOf& node) { return any(node.parts); },
      [&](const core::Negation& negation) { return rests_on_rules(negation.part); },
      [](const core::Compare&) { return false; },
      [&](const core::Flag& flag_node) {
        return program_[flag_node.path.end].columns[flag_node.column].defined_by_rules;
      },
      [](const core::SameThing&) { return false; }, [](const core::Present&) { return false; },
      [](const core::HasClass&) { return true; }, [](const core::Count&) { return true; });
}

CountTrace Tracer::count(core::ConditionId id, const core::Count& node, const Scope& scope, Truth truth, bool decides) {
  CountTrace trace;
  trace.reading = probe_.count(id, scope);
  const bool too_few = truth != Truth::True && trace.reading.lowest && trace.reading.lowest->number &&
                       value::Rational(trace.reading.number.low) < *trace.reading.lowest->number;
  if (decides && trace.reading.thing != no_row) add_rows(node, scope, too_few, trace);
  if (node.each_day && truth != Truth::True && trace.reading.window == interpret::Presence::Given &&
      trace.reading.begin > interpret::long_ago && trace.reading.end < interpret::far_off) {
    const std::int64_t unit = trace.reading.in_minutes ? value::minutes_per_day : 1;
    const std::int64_t first = trace.reading.begin / unit;
    for (std::int64_t day = trace.reading.end / unit; day >= first && !trace.failing_day && take_step(); --day)
      if (probe_.count_on_day(id, scope, day) == truth) trace.failing_day = day;
  }
  return trace;
}

void Tracer::add_rows(const core::Count& node, const Scope& scope, bool with_left_out, CountTrace& trace) {
  const auto add = [&](const interpret::CountReading::Counted& counted) {
    if (!take_step()) return;
    CountedRow row{counted, {}};
    if (node.filter && (counted.truth != Truth::True || rests_on_rules(*node.filter))) {
      Scope inner = scope;
      inner.relations.push_back(node.relation);
      inner.rows.push_back(counted.row);
      row.filter.push_back(part(*node.filter, inner, true));
    }
    trace.rows.push_back(std::move(row));
  };
  // Reports that say 0 are many, and no row to be shown.
  const bool counts_amounts = program_[node.relation].counting_column.has_value();
  for (const auto& counted : trace.reading.rows)
    if (trace.rows.size() < rows_shown && (!counts_amounts || counted.amount != 0)) add(counted);
  if (!with_left_out) return;
  std::size_t shown = 0;
  for (const Row row : trace.reading.left_out) {
    if (shown++ == rows_shown) break;
    add({row, Truth::False, std::nullopt});
  }
}

std::size_t failing_parts(const PartTrace& trace, bool wanted) {
  if (trace.truth == value::truth(wanted)) return 0;
  const auto* connective = std::get_if<ConnectiveTrace>(&trace.what);
  if (connective == nullptr || trace.parts.empty()) return 1;
  if (connective->kind == ConnectiveTrace::Kind::Not) return failing_parts(trace.parts[0], !wanted);
  const bool needs_every = (connective->kind == ConnectiveTrace::Kind::All) == wanted;
  std::size_t sum = 0;
  std::size_t least = trace.parts.size() + 1;
  for (const PartTrace& part : trace.parts) {
    const std::size_t failing = failing_parts(part, wanted);
    sum += failing;
    least = std::min(least, failing);
  }
  return needs_every ? sum : least;
}

}  // namespace polc::explain
