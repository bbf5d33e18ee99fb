// SPDX-License-Identifier: Apache-2.0
// Classes and defined attributes: every ground for every rank, rules and records alike, and what they come to together.
#include <algorithm>
#include <bit>

#include "compiler/core/static_guard.h"
#include "runtime/interpret/evaluator.h"
#include "runtime/value/check_macro.h"

namespace polc::interpret {

namespace {

struct Masks {
  std::uint64_t certain = 0;
  std::uint64_t possible = 0;
};

std::uint64_t bits_above(int rank) { return rank >= 63 ? 0 : ~std::uint64_t{0} << (rank + 1); }
std::uint64_t bits_below(int rank) { return (std::uint64_t{1} << rank) - 1; }

// A rank is the class iff it holds and no stronger one does.
Masks strongest(Masks grounds, bool highest) {
  if (grounds.certain == 0) return grounds;
  const int rank = highest ? 63 - std::countl_zero(grounds.certain) : std::countr_zero(grounds.certain);
  const std::uint64_t bit = std::uint64_t{1} << rank;
  const std::uint64_t stronger = grounds.possible & (highest ? bits_above(rank) : bits_below(rank));
  return stronger == 0 ? Masks{bit, 0} : Masks{0, bit | stronger};
}

ClassState state_of(Masks grounds, bool may_be_gap) {
  const int certain = std::popcount(grounds.certain);
  if (certain >= 2) return ClassState::Conflict;
  if (grounds.possible != 0) return ClassState::Unknown;
  if (certain == 1) return ClassState::Class;
  return may_be_gap ? ClassState::Gap : ClassState::None;
}

// The classes that the facts give: a column of the thing itself, or rows of the record relation that hold today.
class GivenClasses {
 public:
  GivenClasses(const World& world, core::ScaleId scale, core::RelationId sort, value::Day today)
      : sort_(sort), today_(today.since_epoch) {
    const core::Scale& declared = world.program[scale];
    const core::Relation& entity = world.program[sort];
    for (core::ColumnIndex at = 0; at < entity.columns.size(); ++at) {
      const core::Type& type = entity.columns[at].type;
      if (type.kind != core::TypeKind::Enumeration || type.enumeration != declared.classes) continue;
      if (const auto* classes = std::get_if<facts::EnumerationColumn>(&world.column(sort, at)))
        own_.emplace_back(at, classes);
    }
    for (std::size_t at = 0; at < declared.records.size(); ++at)
      if (declared.sorts[at] == sort) add_records(world, declared.records[at]);
  }

  template <class Visit>
  void each(Row thing, Visit visit) const {
    for (const auto& [column, classes] : own_)
      if (classes->values[thing] != facts::absent_code)
        visit(GivenClass{sort_, thing, column, static_cast<std::uint32_t>(classes->values[thing])});
    for (const Records& records : records_) {
      const auto [first, last] = records.table->rows_of(thing);
      for (Row row = first; row < last; ++row) {
        const std::int32_t from = records.from == nullptr ? facts::absent_day : records.from->days[row];
        const std::int32_t until = records.until == nullptr ? facts::absent_day : records.until->days[row];
        if (records.classes->values[row] == facts::absent_code) continue;
        if (from != facts::absent_day && from > today_) continue;
        if (until != facts::absent_day && until < today_) continue;
        visit(GivenClass{records.relation, row, records.column,
                         static_cast<std::uint32_t>(records.classes->values[row])});
      }
    }
  }

 private:
  struct Records {
    core::RelationId relation;
    core::ColumnIndex column = 0;
    const facts::Table* table = nullptr;
    const facts::EnumerationColumn* classes = nullptr;
    const facts::DayColumn* from = nullptr;
    const facts::DayColumn* until = nullptr;
  };

  void add_records(const World& world, core::RelationId id) {
    Records records{id, 0, &world.facts[id], nullptr, nullptr, nullptr};
    bool from_is_next = true;
    for (core::ColumnIndex at = 0; at < world.program[id].columns.size(); ++at) {
      const core::TypeKind kind = world.program[id].columns[at].type.kind;
      if (kind == core::TypeKind::Enumeration && records.classes == nullptr) {
        records.classes = std::get_if<facts::EnumerationColumn>(&world.column(id, at));
        records.column = at;
      }
      if (kind != core::TypeKind::Day) continue;
      const auto* days = std::get_if<facts::DayColumn>(&world.column(id, at));
      (from_is_next ? records.from : records.until) = days;
      from_is_next = false;
    }
    if (records.classes != nullptr && records.table->by_subject.exists()) records_.push_back(records);
  }

  core::RelationId sort_;
  std::int32_t today_;
  std::vector<std::pair<core::ColumnIndex, const facts::EnumerationColumn*>> own_;
  std::vector<Records> records_;
};

}  // namespace

std::uint32_t combination_of(const World& world, core::ScaleId scale, core::RelationId sort, core::PolicyId policy) {
  std::uint32_t best = no_index;
  for (std::uint32_t at = 0; at < world.program.combinations.size(); ++at) {
    const core::CombinationRule& rule = world.program.combinations[at];
    if (!rule.is_about(scale, sort)) continue;
    const core::PolicyId owner = world.program[rule.sentence.article].policy;
    if (owner != policy && !world.is_under(policy, owner)) continue;
    if (best == no_index ||
        world.is_under(world.program[world.program.combinations[best].sentence.article].policy, owner))
      best = at;
  }
  return best;
}

// The grounds that fall under one combination rule (or none).
struct Evaluator::Grounds {
  std::uint32_t combination = no_index;
  RankSets certain;
  RankSets possible;

  void add(std::size_t row, std::uint32_t rank, Truth truth) {
    if (truth == Truth::True) certain.add(row, std::uint64_t{1} << rank);
    if (truth == Truth::Unknown) possible.add(row, std::uint64_t{1} << rank);
  }
};

ClassTotals totals(const ClassTable& table, std::size_t rank_count) {
  ClassTotals sums;
  sums.of_rank.assign(rank_count, 0);
  for (std::size_t row = 0; row < table.size(); ++row) {
    switch (table.state[row]) {
      case ClassState::None:
        ++sums.none;
        break;
      case ClassState::Class:
        ++sums.of_rank[table.rank[row]];
        break;
      case ClassState::Gap:
        ++sums.gap;
        break;
      case ClassState::Conflict:
        ++sums.conflict;
        break;
      case ClassState::Unknown:
        ++sums.unknown;
        break;
    }
  }
  return sums;
}

std::vector<Truth> Evaluator::class_rule(const core::ClassRule& rule, const Batch& batch) {
  std::vector<Truth> truths(batch.size, Truth::False);
  const Applicability& applying = sentence_applies(rule.sentence, rule.sort);
  std::vector<std::uint32_t> open;
  for (std::uint32_t at = 0; at < batch.size; ++at)
    if (applying[batch.rows[0][at]] != Truth::False) open.push_back(at);
  if (open.empty()) return truths;
  const bool whole = open.size() == batch.size;
  const std::vector<Truth> held = unless(rule.condition, rule.exceptions, whole ? batch : select(batch, open));
  for (std::size_t at = 0; at < open.size(); ++at)
    truths[open[at]] = value::kleene_and(applying[batch.rows[0][open[at]]], held[at]);
  return truths;
}

// The thing is of the kinds that the rule asks for.
std::vector<Truth> Evaluator::spoken_of(const core::ClassRule& rule, const Batch& all) {
  std::vector<Truth> spoken(all.size, Truth::True);
  for (const core::ConditionId part : core::static_guard(program, rule.condition)) {
    const std::vector<Truth> held = condition(part, all);
    for (std::size_t row = 0; row < all.size; ++row) spoken[row] = value::kleene_and(spoken[row], held[row]);
  }
  return spoken;
}

// No other rule of the same policy in `rules` holds.
std::vector<Truth> Evaluator::otherwise_holds(const std::vector<std::uint32_t>& rules, const core::ClassRule& rule,
                                              const std::map<std::uint32_t, std::vector<Truth>>& truths,
                                              std::size_t size) {
  std::vector<Truth> none(size, Truth::True);
  for (const std::uint32_t other : rules) {
    const core::ClassRule& candidate = program.class_rules[other];
    if (candidate.otherwise || program[candidate.sentence.article].policy != program[rule.sentence.article].policy)
      continue;
    const std::vector<Truth>& held = truths.at(other);
    for (std::size_t row = 0; row < size; ++row) none[row] = value::kleene_and(none[row], value::kleene_not(held[row]));
  }
  return none;
}

std::vector<Truth> Evaluator::class_rule_with_otherwise(std::uint32_t at, const std::vector<Row>& things) {
  const core::ClassRule& rule = program.class_rules[at];
  const Batch all = batch_of(rule.sort, things);
  std::vector<Truth> held = class_rule(rule, all);
  if (!rule.otherwise) return held;
  const std::vector<std::uint32_t>& rules = rule.scale ? world.class_rules.at({rule.scale->index, rule.sort.index})
                                                       : world.flag_rules.at({rule.sort.index, *rule.flag});
  std::map<std::uint32_t, std::vector<Truth>> truths;
  for (const std::uint32_t other : rules)
    if (!program.class_rules[other].otherwise) truths.emplace(other, class_rule(program.class_rules[other], all));
  const std::vector<Truth> none = otherwise_holds(rules, rule, truths, all.size);
  for (std::size_t row = 0; row < all.size; ++row) held[row] = value::kleene_and(held[row], none[row]);
  return held;
}

void Evaluator::add_rule_grounds(const std::vector<Row>& rows, ClassTable& table, std::vector<Grounds>& groups,
                                 Given& given) {
  const auto [scale, sort] = std::pair(table.scale, table.sort);
  const auto found = world.class_rules.find({scale.index, sort.index});
  if (found == world.class_rules.end()) return;
  const std::vector<std::uint32_t>& rules = found->second;
  const std::size_t size = rows.size();
  const std::size_t ranks = program[program[scale].classes].values.size();
  const Batch all = batch_of(sort, rows);
  const bool any_otherwise =
      std::any_of(rules.begin(), rules.end(), [&](std::uint32_t at) { return program.class_rules[at].otherwise; });
  const auto group_of = [&](std::uint32_t combination) -> Grounds& {
    for (Grounds& group : groups)
      if (group.combination == combination) return group;
    groups.push_back({combination, RankSets(size, ranks), RankSets(size, ranks)});
    return groups.back();
  };
  std::map<std::uint32_t, std::vector<Truth>> truths;  // kept only where an `otherwise` needs them
  for (const bool otherwise : {false, true}) {
    for (const std::uint32_t at : rules) {
      const core::ClassRule& rule = program.class_rules[at];
      if (rule.otherwise != otherwise) continue;
      const core::PolicyId policy = program[rule.sentence.article].policy;
      std::vector<Truth> held = class_rule(rule, all);
      if (otherwise) {
        const std::vector<Truth> none = otherwise_holds(rules, rule, truths, size);
        for (std::size_t at_row = 0; at_row < size; ++at_row)
          held[at_row] = value::kleene_and(held[at_row], none[at_row]);
      }
      Grounds& grounds = group_of(combination_of(world, scale, sort, policy));
      const Applicability& applying = sentence_applies(rule.sentence, sort);
      const std::vector<Truth> spoken = spoken_of(rule, all);
      for (std::size_t place = 0; place < size; ++place) {
        grounds.add(place, rule.rank, held[place]);
        if (applying[rows[place]] == Truth::False) continue;
        given.ranks.add(place, std::uint64_t{1} << rule.rank);
        if (spoken[place] == Truth::True) given.spoken_of[place] = true;
      }
      if (any_otherwise && !otherwise) truths.emplace(at, held);
      table.grounds.push_back({at, {held.begin(), held.end()}});
    }
  }
}

ClassTable Evaluator::work_out_classes(core::ScaleId scale, core::RelationId sort, const std::vector<Row>& rows) {
  const std::size_t size = rows.size();
  ClassTable table{scale, sort, {}, {}, {}, {}, {}};
  table.state.assign(size, ClassState::None);
  table.rank.assign(size, 0);
  const std::size_t ranks = program[program[scale].classes].values.size();
  table.certain = RankSets(size, std::min(ranks, greatest_rank_count));
  table.possible = table.certain;
  if (ranks > greatest_rank_count) {
    world.sink.emit(diag::Kind::TooManyClasses, program[scale].label.span, program[scale].label.neutral(), ranks,
                    greatest_rank_count);
    return table;
  }
  std::vector<Grounds> groups;
  Given given{RankSets(size, ranks), std::vector<bool>(size)};
  add_rule_grounds(rows, table, groups, given);
  // A record is one ground more; where classes combine, it takes part.
  if (groups.empty()) groups.push_back({no_index, RankSets(size, ranks), RankSets(size, ranks)});
  const auto combined =
      std::find_if(groups.begin(), groups.end(), [](const Grounds& group) { return group.combination != no_index; });
  Grounds& beside_rules = combined == groups.end() ? groups.front() : *combined;
  const GivenClasses records(world, scale, sort, today);
  for (std::size_t at = 0; at < size; ++at)
    records.each(rows[at], [&](const GivenClass& one) { beside_rules.add(at, one.rank, Truth::True); });
  for (const Grounds& group : groups) {
    const core::CombinationRule* rule =
        group.combination == no_index ? nullptr : &program.combinations[group.combination];
    const Applicability* applying = rule == nullptr ? nullptr : &sentence_applies(rule->sentence, sort);
    for (std::size_t at = 0; at < size; ++at) {
      Masks grounds{group.certain[at], group.possible[at] & ~group.certain[at]};
      if (applying != nullptr && (*applying)[rows[at]] != Truth::False)
        grounds = strongest(grounds, rule->combination == core::Combination::Highest);
      table.certain.add(at, grounds.certain);
      table.possible.add(at, grounds.possible);
    }
  }
  for (std::size_t at = 0; at < size; ++at) {
    table.possible.remove(at, table.certain[at]);
    const bool may_be_gap = given.spoken_of[at] && std::popcount(given.ranks[at]) >= 2;
    table.state[at] = state_of({table.certain[at], table.possible[at]}, may_be_gap);
    if (table.state[at] == ClassState::Class)
      table.rank[at] = static_cast<std::uint8_t>(std::countr_zero(table.certain[at]));
  }
  return table;
}

std::vector<GivenClass> Evaluator::given_classes(core::ScaleId scale, core::RelationId sort, Row thing) const {
  std::vector<GivenClass> given;
  GivenClasses(world, scale, sort, today).each(thing, [&](const GivenClass& one) { given.push_back(one); });
  return given;
}

const ClassTable& Evaluator::classes(core::ScaleId scale, core::RelationId sort) {
  const Pair key{scale.index, sort.index};
  const auto found = classes_.find(key);
  if (found != classes_.end()) return found->second;
  if (const auto lent = lent_.find(key); lent != lent_.end()) return *lent->second;
  POLC_CHECK(classes_in_progress_.insert(key).second, "a class depends on itself");
  ClassTable table = work_out_classes(scale, sort, first_rows(facts[sort].row_count));
  classes_in_progress_.erase(key);
  return classes_.emplace(key, std::move(table)).first->second;
}

void Evaluator::lend(core::ScaleId scale, core::RelationId sort, ClassTable& to) {
  static_cast<void>(classes(scale, sort));
  const auto own = classes_.find({scale.index, sort.index});
  POLC_CHECK(own != classes_.end(), "classes were lent before");
  to = std::move(own->second);
  classes_.erase(own);
  lent_[{scale.index, sort.index}] = &to;
}

void Evaluator::take(ClassTable table) {
  const Pair key{table.scale.index, table.sort.index};
  POLC_CHECK(classes_.emplace(key, std::move(table)).second, "classes are there already");
}

void Evaluator::take(FlagTable table) {
  const Pair key{table.sort.index, table.column};
  POLC_CHECK(flags_.emplace(key, std::move(table.truth)).second, "an attribute is there already");
}

const std::vector<Truth>& Evaluator::flag(core::RelationId sort, core::ColumnIndex column) {
  const Pair key{sort.index, column};
  const auto found = flags_.find(key);
  if (found != flags_.end()) return found->second;
  POLC_CHECK(flags_in_progress_.insert(key).second, "an attribute depends on itself");
  const Row size = facts[sort].row_count;
  std::vector<Truth> holds(size, Truth::False);
  const auto rules = world.flag_rules.find(key);
  if (rules != world.flag_rules.end()) {
    const Batch all = batch_of(sort, first_rows(size));
    std::map<std::uint32_t, std::vector<Truth>> truths;
    for (const bool otherwise : {false, true}) {
      for (const std::uint32_t at : rules->second) {
        const core::ClassRule& rule = program.class_rules[at];
        if (rule.otherwise != otherwise) continue;
        std::vector<Truth> held = class_rule(rule, all);
        if (otherwise) {
          const std::vector<Truth> none = otherwise_holds(rules->second, rule, truths, size);
          for (Row row = 0; row < size; ++row) held[row] = value::kleene_and(held[row], none[row]);
        }
        for (Row row = 0; row < size; ++row) holds[row] = value::kleene_or(holds[row], held[row]);
        if (!otherwise) truths.emplace(at, std::move(held));
      }
    }
  }
  flags_in_progress_.erase(key);
  return flags_.emplace(key, std::move(holds)).first->second;
}

}  // namespace polc::interpret
