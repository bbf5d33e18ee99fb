// SPDX-License-Identifier: Apache-2.0
// Classes, the reach of policies, and norms.
#include <algorithm>

#include "compiler/core/static_guard.h"
#include "naive.h"

namespace polc::interpret_test {

using namespace core;
using value::kleene_and;
using value::kleene_not;
using value::kleene_or;
using value::Rational;
using value::truth;

bool Naive::is_under(PolicyId lower, PolicyId upper) const {
  for (const PolicyId above : program_[lower].under)
    if (above == upper || is_under(above, upper)) return true;
  return false;
}

bool Naive::in_force(PolicyId id, std::int64_t now) const {
  const Policy& policy = program_[id];
  if (policy.in_force_from && now < policy.in_force_from->since_epoch) return false;
  return !policy.in_force_until || now < policy.in_force_until->since_epoch;
}

// Held at the end of some day since it came into force, or holds now.
Truth Naive::lapsed(PolicyId id, Row region_row, std::int64_t now) {
  const Policy& policy = program_[id];
  if (!policy.lapses || assumed_.contains(id.index)) return Truth::False;
  std::int64_t first = day_of(now);
  if (policy.in_force_from) {
    first = day_of(policy.in_force_from->since_epoch);
  } else {
    for (std::uint32_t at = 0; at < program_.vocabulary.relations.size(); ++at) {
      const RelationId relation{at};
      if (program_[relation].kind != RelationKind::Event) continue;
      for (Row row = 0; row < case_.facts[relation].row_count; ++row) {
        const std::int64_t time = cell(relation, *program_[relation].begin, row).number.numerator();
        const bool by_day = program_[relation].columns[*program_[relation].begin].type.kind == TypeKind::Day;
        first = std::min(first, by_day ? time : day_of(time));
      }
    }
  }
  assumed_.insert(id.index);
  Truth result = condition(*policy.lapses, {{region, region_row}}, now);
  for (std::int64_t day = first; day < day_of(now); ++day)
    result = kleene_or(result, condition(*policy.lapses, {{region, region_row}}, end_of(day)));
  assumed_.erase(id.index);
  return result;
}

Truth Naive::supposed(PolicyId id, Row region_row, std::int64_t now) {
  const Policy& policy = program_[id];
  if (!policy.supposes || !assumed_.insert(id.index).second) return Truth::True;
  const Truth result = condition(*policy.supposes, {{region, region_row}}, now);
  assumed_.erase(id.index);
  return result;
}

Truth Naive::applies(PolicyId id, RelationId sort, Row row, std::int64_t now) {
  if (!in_force(id, now)) return Truth::False;
  const Policy& policy = program_[id];
  Row place = nothing;
  if (sort == region) place = row;
  if (sort == person) {
    const Answer home = cell(person, 1, row);
    if (home.state == Answer::State::Given) place = static_cast<Row>(home.number.numerator());
  }
  if (place == nothing) return Truth::True;
  std::optional<Row> over;
  for (const std::string& name : policy.over)
    if (const auto found = case_.facts[region].find(name)) over = found;
  const auto holds_at = [&](Row at) { return kleene_and(kleene_not(lapsed(id, at, now)), supposed(id, at, now)); };
  if (!over) return holds_at(place);
  for (Row at = place; at != nothing;) {
    if (at == *over) return holds_at(*over);
    const Answer parent = cell(region, 1, at);
    at = parent.state == Answer::State::Given ? static_cast<Row>(parent.number.numerator()) : nothing;
  }
  return Truth::False;
}

Truth Naive::rule(const ClassRule& rule, Row row, std::int64_t now) {
  Truth result = applies(program_[rule.sentence.article].policy, rule.sort, row, now);
  result = kleene_and(result, condition(rule.condition, {{rule.sort, row}}, now));
  for (const ConditionId exception : rule.exceptions)
    result = kleene_and(result, kleene_not(condition(exception, {{rule.sort, row}}, now)));
  return result;
}

Truth Naive::rule_or_otherwise(const ClassRule& one, Row row, std::int64_t now) {
  Truth result = rule(one, row, now);
  if (!one.otherwise) return result;
  for (const ClassRule& other : program_.class_rules) {
    const bool same = other.sort == one.sort && other.scale == one.scale && other.flag == one.flag &&
                      !other.otherwise &&
                      program_[other.sentence.article].policy == program_[one.sentence.article].policy;
    if (same) result = kleene_and(result, kleene_not(rule(other, row, now)));
  }
  return result;
}

NaiveClass Naive::classes(RelationId sort, Row row, std::int64_t now) {
  const std::tuple key(sort.index, row, now, assumed_);
  if (const auto found = classes_.find(key); found != classes_.end()) return found->second;
  NaiveClass result;
  // At most one combination rule a case.
  const CombinationRule* combination = program_.combinations.empty() ? nullptr : &program_.combinations.front();
  const auto owner = [&] { return program_[combination->sentence.article].policy; };
  if (combination != nullptr && applies(owner(), sort, row, now) == Truth::False) combination = nullptr;
  std::map<std::uint32_t, Truth> free, bound;
  for (const ClassRule& one : program_.class_rules) {
    if (!one.scale || one.sort != sort) continue;
    const PolicyId policy = program_[one.sentence.article].policy;
    if (applies(policy, sort, row, now) != Truth::False) {
      result.given.insert(one.rank);
      Truth spoken = Truth::True;
      for (const ConditionId part : static_guard(program_, one.condition))
        spoken = kleene_and(spoken, condition(part, {{sort, row}}, now));
      result.spoken_of = result.spoken_of || spoken == Truth::True;
    }
    const bool is_bound = combination != nullptr && (policy == owner() || is_under(policy, owner()));
    Truth& ground = (is_bound ? bound : free)[one.rank];
    ground = kleene_or(ground, rule_or_otherwise(one, row, now));
  }
  // Records take part in a combination if any rule of the sort does.
  const Scale& scale = program_[risk];
  const bool any_bound =
      combination != nullptr &&
      std::any_of(program_.class_rules.begin(), program_.class_rules.end(), [&](const ClassRule& one) {
        const PolicyId policy = program_[one.sentence.article].policy;
        return one.scale && one.sort == sort && (policy == owner() || is_under(policy, owner()));
      });
  if (sort == region && !scale.records.empty()) {
    for (Row at = 0; at < case_.facts[record].row_count; ++at) {
      if (cell(record, 0, at).number != Rational(row)) continue;
      const Answer from = cell(record, 2, at);
      const Answer until = cell(record, 3, at);
      if (from.state == Answer::State::Given && from.number > Rational(day_of(now))) continue;
      if (until.state == Answer::State::Given && until.number < Rational(day_of(now))) continue;
      (any_bound ? bound : free)[static_cast<std::uint32_t>(cell(record, 1, at).number.numerator())] = Truth::True;
    }
  }
  for (std::uint32_t rank = 0; rank < 3; ++rank) {
    Truth held = bound.contains(rank) ? bound.at(rank) : Truth::False;
    for (std::uint32_t other = 0; other < 3 && combination != nullptr; ++other) {
      const bool stronger = combination->combination == Combination::Highest ? other > rank : other < rank;
      if (stronger && bound.contains(other)) held = kleene_and(held, kleene_not(bound.at(other)));
    }
    if (free.contains(rank)) held = kleene_or(held, free.at(rank));
    if (held == Truth::True) result.certain.insert(rank);
    if (held == Truth::Unknown) result.possible.insert(rank);
  }
  return classes_[key] = result;
}

Truth Naive::flag(RelationId sort, ColumnIndex column, Row row, std::int64_t now) {
  Truth result = Truth::False;
  for (const ClassRule& one : program_.class_rules)
    if (one.flag == column && one.sort == sort) result = kleene_or(result, rule_or_otherwise(one, row, now));
  return result;
}

Row Naive::subject(std::uint32_t at, Row row) {
  const Norm& norm = program_.norms[at];
  return follow(norm.subject, {{norm.occasion ? *norm.occasion : norm.sort, row}});
}

Truth Naive::guard(std::uint32_t at, Row row, std::int64_t now) {
  const Norm& norm = program_.norms[at];
  if (norm.occasion && cell(stay, 2, row).number > Rational(day_of(now))) return Truth::False;
  const Truth applying = applies(program_[norm.sentence.article].policy, norm.sort, subject(at, row), now);
  return kleene_and(applying, condition(norm.guard, {{norm.occasion ? *norm.occasion : norm.sort, row}}, now));
}

Truth Naive::bears(std::uint32_t at, Row row, std::int64_t now, bool alone) {
  const Norm& norm = program_.norms[at];
  const Scope scope{{norm.occasion ? *norm.occasion : norm.sort, row}};
  Truth result = guard(at, row, now);
  if (result == Truth::False) return result;
  for (const ConditionId exception : norm.exceptions)
    result = kleene_and(result, kleene_not(condition(exception, scope, now)));
  const Row who = subject(at, row);
  for (std::uint32_t other = 0; other < program_.norms.size(); ++other) {
    const Norm& prevailing = program_.norms[other];
    if (alone || other == at || prevailing.sort != norm.sort) continue;
    const auto& over = prevailing.notwithstanding;
    bool takes_out = std::find(over.begin(), over.end(), norm.sentence.article) != over.end();
    const auto* head = std::get_if<MeasureHead>(&norm.heads[0]);
    const auto* spared = std::get_if<MeasureHead>(&prevailing.heads[0]);
    if (norm.modality == Modality::Must && prevailing.modality == Modality::NeedNot && head != nullptr &&
        spared != nullptr && head->measure == spared->measure &&
        program_[norm.sentence.article].policy == program_[prevailing.sentence.article].policy)
      takes_out = true;
    if (!takes_out) continue;
    const Row rows = case_.facts[prevailing.occasion ? *prevailing.occasion : prevailing.sort].row_count;
    for (Row each = 0; each < rows; ++each)
      if (subject(other, each) == who) result = kleene_and(result, kleene_not(bears(other, each, now, true)));
  }
  const std::int64_t today = day_of(now);
  if (norm.timing.start == Timing::Start::Standing) return result;
  const std::int64_t days = value(*norm.timing.length, scope, now).number.numerator() / 1440;
  if (norm.timing.start == Timing::Start::At) {
    const Answer from = value(*norm.timing.from, scope, now);
    if (from.state == Answer::State::Absent) return kleene_and(result, Truth::Unknown);
    const std::int64_t first = from.number.numerator();
    return kleene_and(result, truth(first <= today && today <= first + days - 1));
  }
  // A run: count back to its first day, for every way to settle the days in doubt.
  std::vector<Truth> past;
  std::uint32_t doubts = 0;
  for (std::int64_t back = 1; back <= days; ++back) {
    past.push_back(guard(at, row, end_of(today - back)));
    if (past.back() == Truth::Unknown) ++doubts;
  }
  bool may_be = false, may_not_be = false;
  for (std::uint32_t choice = 0; choice < (1U << doubts); ++choice) {
    std::uint32_t doubt = 0;
    std::int64_t length = 1;  // days of the run so far, today included
    bool broken = false;
    for (const Truth day : past) {
      const bool held = day == Truth::Unknown ? (choice >> doubt++ & 1U) != 0 : day == Truth::True;
      broken = broken || !held;
      if (!broken) ++length;
    }
    (length <= days ? may_be : may_not_be) = true;
  }
  const Truth inside = may_be && may_not_be ? Truth::Unknown : truth(may_be);
  return kleene_and(result, inside);
}

Truth Naive::active(std::uint32_t norm, Row row, std::int64_t now) { return bears(norm, row, now, false); }

Truth Naive::broken_quantity(std::uint32_t at, Row row, std::int64_t now) {
  const auto& head = std::get<QuantityHead>(program_.norms[at].heads[0]);
  return kleene_and(active(at, row, now), kleene_not(condition(head.condition, {{region, row}}, now)));
}

Truth Naive::attested(Row who, std::int64_t now) {
  Truth general = Truth::Unknown, today = Truth::Unknown;
  for (Row row = 0; row < case_.facts[conduct].row_count; ++row) {
    if (cell(conduct, 0, row).number != Rational(who)) continue;
    const Answer day = cell(conduct, 2, row);
    const Truth done = truth(cell(conduct, 1, row).number == Rational(1));
    if (day.state != Answer::State::Given) general = general == Truth::True ? general : done;
    if (day.state == Answer::State::Given && day.number == Rational(day_of(now)))
      today = today == Truth::True ? today : done;
  }
  return today == Truth::Unknown ? general : today;
}

}  // namespace polc::interpret_test
