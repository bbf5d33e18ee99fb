// SPDX-License-Identifier: Apache-2.0
#include "compiler/prove/encoder.h"
#include "runtime/value/match.h"

namespace polc::prove {

Encoder::Encoder(const Law& law_, Terms& terms_, RowNeeds needs, const LawCell& cell_, Scope scope_)
    : law(law_),
      program(law_.program),
      terms(terms_),
      world(law_.program, terms_, std::move(needs)),
      cell(cell_),
      scope(std::move(scope_)),
      today(terms_.variable(Sort::Int, "today")),
      now(terms_.variable(Sort::Int, "now")) {
  const Term first = terms.scale(value::Rational(value::minutes_per_day), today);
  world.require(terms.less_or_equal(first, now));
  world.require(terms.less(now, terms.add(first, value::minutes_per_day)));
  world.require(terms.less_or_equal(terms.integer(cell.first.since_epoch), now));
  world.require(terms.less_or_equal(now, terms.integer(cell.last.since_epoch)));
}

Reference Encoder::follow(const core::Path& path, const Rows& rows) {
  Reference at{rows[path.row], terms.yes()};
  for (const core::ColumnIndex step : path.steps) {
    const Reference next = world.reference(at.slot, step);
    at = {next.slot, terms.both(at.present, next.present)};
  }
  return at;
}

Truths Encoder::condition(core::ConditionId id, const Rows& rows) {
  const Key key(id.index, rows);
  const auto found = conditions_.find(key);
  if (found != conditions_.end()) return found->second;
  const Truths computed = compute(id, rows);
  conditions_.emplace(key, computed);
  return computed;
}

Truths Encoder::compute(core::ConditionId id, const Rows& rows) {
  const core::Condition& node = program[id];
  return value::match(
      node,
      [&](const core::Constant& of) {
        return of.truth == value::Truth::True    ? always_true()
               : of.truth == value::Truth::False ? never_true()
                                                 : Truths{terms.no(), terms.no()};
      },
      [&](const core::All& of) {
        Truths whole = always_true();
        for (const core::ConditionId part : of.parts) whole = both(terms, whole, condition(part, rows));
        return whole;
      },
      [&](const core::AnyOf& of) {
        Truths whole = never_true();
        for (const core::ConditionId part : of.parts) whole = either(terms, whole, condition(part, rows));
        return whole;
      },
      [&](const core::Negation& of) { return negation(condition(of.part, rows)); },
      [&](const core::Compare& of) { return compare(of.op, value(of.left, rows), value(of.right, rows), node.span); },
      [&](const core::Flag& of) {
        const Reference thing = follow(of.path, rows);
        const bool derived = program[of.path.end].columns[of.column].defined_by_rules;
        const Truths held =
            derived ? flag(of.path.end, of.column, thing.slot) : truths(world.attribute(thing.slot, of.column));
        return Truths{terms.both(thing.present, held.yes), terms.both(thing.present, held.no)};
      },
      [&](const core::SameThing& of) {
        const Reference left = follow(of.left, rows);
        const Reference right = follow(of.right, rows);
        return truths(terms.all({left.present, right.present, world.same(left.slot, right.slot)}));
      },
      [&](const core::Present& of) { return truths(follow(of.path, rows).present); },
      [&](const core::HasClass& of) {
        const Reference thing = follow(of.path, rows);
        const Truths held = has_class(of.scale, of.lowest, of.highest, thing.slot);
        return Truths{terms.both(thing.present, held.yes), terms.either(terms.negation(thing.present), held.no)};
      },
      [&](const core::Count&) { return count(id, rows); });
}

Truths Encoder::unless(core::ConditionId id, const std::vector<core::ConditionId>& exceptions, const Rows& rows) {
  const Truths whole = condition(id, rows);
  std::vector<Term> yes{whole.yes};
  std::vector<Term> no{whole.no};
  for (const core::ConditionId exception : exceptions) {
    const Truths met = condition(exception, rows);
    yes.push_back(met.no);
    no.push_back(met.yes);
  }
  return {terms.all(std::move(yes)), terms.any(std::move(no))};
}

// One thing reached by two ways has one value of everything, and as many of all that is counted.
void Encoder::tie_what_is_same() {
  const std::uint32_t most_rounds = 1000;
  std::set<std::pair<SlotId, SlotId>> tied;
  for (std::uint32_t round = 0; round < most_rounds; ++round) {
    std::optional<std::pair<SlotId, SlotId>> next;
    for (const auto& [pair, same] : world.sameness())
      if (!tied.contains(pair)) next = pair;
    if (!next) return;
    tied.insert(*next);
    const auto [left, right] = *next;
    const Term same = world.same(left, right);
    std::set<core::ColumnIndex> columns;
    for (const SlotId slot : {left, right})
      for (const auto& [column, term] : world[slot].attributes) columns.insert(column);
    for (const core::ColumnIndex column : columns) {
      const Term one = world.attribute(left, column);
      const Term other = world.attribute(right, column);
      const bool is_truth = terms[one].sort == Sort::Bool;
      const Term equal =
          is_truth ? terms.both(terms.implies(one, other), terms.implies(other, one)) : terms.equal(one, other);
      world.require(terms.implies(same, equal));
    }
    std::set<core::ColumnIndex> references;
    for (const SlotId slot : {left, right})
      for (const auto& [column, to] : world[slot].references) references.insert(column);
    for (const core::ColumnIndex column : references) {
      const Reference one = world.reference(left, column);
      const Reference other = world.reference(right, column);
      world.require(terms.implies(
          same, terms.both(terms.implies(one.present, other.present), terms.implies(other.present, one.present))));
      world.require(terms.implies(terms.both(same, one.present), world.same(one.slot, other.slot)));
    }
    // Conditions are asked of both, so that what is counted of one is counted of the other.
    const std::vector<Counted> counted = counted_;
    for (const Counted& of : counted) {
      if (of.thing != left && of.thing != right) continue;
      const auto& asked = std::get<core::Count>(program[of.condition].kind);
      const SlotId twin = of.thing == left ? right : left;
      // What reaches the thing by its own row alone can be asked of its twin.
      if (!asked.path.steps.empty() || of.rows.size() != 1)
        throw Undecided{Construct::WorldsThatAreNone, program[of.condition].span};
      const Rows rows{twin};
      condition(of.condition, rows);
      for (const Counted& other : counted_)
        if (other.condition == of.condition && other.thing == twin)
          world.require(
              terms.implies(same, terms.both(terms.equal(of.least, other.least), terms.equal(of.most, other.most))));
    }
    for (const auto& [key, term] : std::map(inside_)) {
      if (key.second != left && key.second != right) continue;
      const auto twin = inside_.find({key.first, key.second == left ? right : left});
      if (twin != inside_.end())
        world.require(
            terms.implies(same, terms.both(terms.implies(term, twin->second), terms.implies(twin->second, term))));
    }
  }
}

std::vector<Term> Encoder::axioms() {
  tie_what_is_same();
  // A thing inside the jurisdiction of a lower policy is inside that of each one above.
  for (const auto& [lower, term] : inside_)
    for (const core::PolicyId upper : law.superiors({lower.first})) {
      const auto above = inside_.find({upper.index, lower.second});
      if (above != inside_.end()) world.require(terms.implies(term, above->second));
    }
  name_jurisdictions();
  return world.axioms();
}

// A place that is called as the region of a jurisdiction is that region.
void Encoder::name_jurisdictions() {
  for (const auto& [key, inside] : inside_) {
    const core::Relation& relation = program[world[key.second].relation];
    for (const auto& [column, term] : world[key.second].attributes) {
      if (relation.columns[column].type.kind != core::TypeKind::Text || relation.columns[column].personal) continue;
      for (const std::string& name : program.policies[key.first].over)
        world.require(terms.implies(terms.equal(term, terms.integer(world.text_code(name))), inside));
    }
  }
}

}  // namespace polc::prove
