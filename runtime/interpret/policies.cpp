// SPDX-License-Identifier: Apache-2.0
// Where and when a policy applies: in force, in its jurisdiction, not lapsed, resting on what it supposes, its article not
// replaced.
#include <algorithm>

#include "runtime/interpret/evaluator.h"

namespace polc::interpret {

namespace {

// The first day that any event of the facts is dated.
std::optional<value::Day> first_dated(const World& world) {
  std::optional<value::Day> first;
  for (std::uint32_t at = 0; at < world.program.vocabulary.relations.size(); ++at) {
    const core::RelationId id{at};
    const core::Relation& relation = world.program[id];
    if (relation.kind != core::RelationKind::Event || !relation.begin) continue;
    const bool is_day = relation.columns[*relation.begin].type.kind == core::TypeKind::Day;
    for (Row row = 0; row < world.facts[id].row_count; ++row) {
      const std::int64_t time = time_at(world.column(id, *relation.begin), row);
      if (time >= far_off) continue;
      const value::Day day = is_day ? value::Day{static_cast<std::int32_t>(time)} : value::day_of({time});
      if (!first || day < *first) first = day;
    }
  }
  return first;
}

value::Moment last_minute(std::int32_t day) {
  return {value::start_of({day}).since_epoch + value::minutes_per_day - 1};
}

// An amending policy replaces the articles whose numbers it has too.
bool replaces(const core::Program& program, core::PolicyId newer, const core::Article& article) {
  return std::any_of(program.articles.begin(), program.articles.end(), [&](const core::Article& other) {
    return other.policy == newer && other.number == article.number;
  });
}

}  // namespace

bool Evaluator::in_force(core::PolicyId id) const {
  const core::Policy& policy = program[id];
  if (!world.counts[id.index]) return false;
  if (policy.in_force_from && now < *policy.in_force_from) return false;
  if (policy.in_force_until && now >= *policy.in_force_until) return false;
  if (!world.superseded[id.index]) return true;
  const auto& from = world.superseded_from[id.index];
  return from && now < *from;
}

std::optional<value::Moment> World::next_change_of_law(value::Moment now) const {
  std::optional<value::Moment> next;
  const auto look_at = [&](const std::optional<value::Moment>& change) {
    if (change && now < *change && (!next || *change < *next)) next = change;
  };
  for (std::size_t at = 0; at < program.policies.size(); ++at) {
    if (!counts[at]) continue;
    look_at(program.policies[at].in_force_from);
    look_at(program.policies[at].in_force_until);
    if (superseded[at]) look_at(superseded_from[at]);
  }
  return next;
}

// The days since the policy came into force, up to yesterday, each at its end.
void Evaluator::look_back(core::PolicyId id, const std::vector<Row>& regions, LapseHistory& history) const {
  const core::Policy& policy = program[id];
  if (history.first_true.empty()) {
    const std::size_t size = facts[*world.place].row_count;
    history.first_true.assign(size, facts::absent_day);
    history.first_unknown.assign(size, facts::absent_day);
  }
  std::optional<value::Day> next;
  if (history.through)
    next = value::Day{history.through->since_epoch + 1};
  else
    next = policy.in_force_from ? std::optional(value::day_of(*policy.in_force_from)) : first_dated(world);
  if (!next) return;
  std::set<std::uint32_t> assumed = assumed_;
  assumed.insert(id.index);
  for (std::int32_t day = next->since_epoch; day < today.since_epoch; ++day) {
    Evaluator past(world, last_minute(day), assumed);
    const std::vector<Truth> truths = past.condition(*policy.lapses, batch_of(*world.place, regions));
    for (std::size_t at = 0; at < regions.size(); ++at) {
      if (truths[at] == Truth::True && history.first_true[regions[at]] == facts::absent_day)
        history.first_true[regions[at]] = day;
      if (truths[at] == Truth::Unknown && history.first_unknown[regions[at]] == facts::absent_day)
        history.first_unknown[regions[at]] = day;
    }
    history.through = value::Day{day};
  }
}

// The regions that a policy's own conditions are asked of: those of its jurisdiction, or all.
std::vector<Row> Evaluator::regions_of(core::PolicyId id) {
  const Jurisdiction& reach = world.jurisdiction(id);
  if (reach.everywhere) return first_rows(facts[*world.place].row_count);
  std::vector<Row> regions = reach.region_of;
  std::sort(regions.begin(), regions.end());
  regions.erase(std::unique(regions.begin(), regions.end()), regions.end());
  if (!regions.empty() && regions.back() == no_row) regions.pop_back();
  return regions;
}

// A condition of the policy's head at the moment, by region row. The policy itself is taken to apply.
std::vector<Truth> Evaluator::at_regions(core::PolicyId id, core::ConditionId condition,
                                         const std::vector<Row>& regions) const {
  std::set<std::uint32_t> assumed = assumed_;
  assumed.insert(id.index);
  Evaluator present(world, now, assumed);
  const std::vector<Truth> truths = present.condition(condition, batch_of(*world.place, regions));
  std::vector<Truth> result(facts[*world.place].row_count, Truth::False);
  for (std::size_t at = 0; at < regions.size(); ++at) result[regions[at]] = truths[at];
  return result;
}

const std::vector<Truth>& Evaluator::lapsed(core::PolicyId id) {
  const auto found = lapsed_.find(id.index);
  if (found != lapsed_.end()) return found->second;
  const std::vector<Row> regions = regions_of(id);
  // Under an assumption the past is another one, and not to be kept.
  LapseHistory own;
  LapseHistory& history = assumed_.empty() ? world.lapses[id.index] : own;
  look_back(id, regions, history);
  std::vector<Truth> result = at_regions(id, *program[id].lapses, regions);
  const auto before_today = [&](std::int32_t day) { return day != facts::absent_day && day < today.since_epoch; };
  for (const Row region : regions) {
    Truth past = before_today(history.first_unknown[region]) ? Truth::Unknown : Truth::False;
    if (before_today(history.first_true[region])) past = Truth::True;
    result[region] = value::kleene_or(past, result[region]);
  }
  return lapsed_.emplace(id.index, std::move(result)).first->second;
}

const std::vector<Truth>& Evaluator::supposed(core::PolicyId id) {
  const auto found = supposed_.find(id.index);
  if (found != supposed_.end()) return found->second;
  return supposed_.emplace(id.index, at_regions(id, *program[id].supposes, regions_of(id))).first->second;
}

// Of a policy in force that does not apply everywhere.
Applicability Evaluator::work_out_reach(core::PolicyId policy, core::RelationId sort) {
  const Row size = facts[sort].row_count;
  Applicability truths(size, Truth::True);
  const Jurisdiction& reach = world.jurisdiction(policy);
  const bool is_assumed = assumed_.contains(policy.index);
  const std::vector<Truth>* gone = program[policy].lapses && !is_assumed ? &lapsed(policy) : nullptr;
  const std::vector<Truth>* rests_on = program[policy].supposes && !is_assumed ? &supposed(policy) : nullptr;
  const std::vector<Row>& places = world.places_of(sort);
  for (Row row = 0; row < size; ++row) {
    // A thing whose place is not known is inside; no region speaks for it.
    if (places[row] == no_row) continue;
    const Row region = reach.everywhere ? places[row] : reach.region_of[places[row]];
    if (region == no_row) {
      truths[row] = Truth::False;
      continue;
    }
    if (gone != nullptr) truths[row] = value::kleene_not((*gone)[region]);
    if (rests_on != nullptr) truths[row] = value::kleene_and(truths[row], (*rests_on)[region]);
  }
  return truths;
}

const Applicability& Evaluator::everywhere(Truth truth, core::RelationId sort) {
  const auto [found, is_new] = everywhere_.try_emplace({truth, sort.index});
  if (is_new) found->second.assign(facts[sort].row_count, truth);
  return found->second;
}

const Applicability& Evaluator::applies(core::PolicyId policy, core::RelationId sort) {
  const Pair key{policy.index, sort.index};
  const auto found = applies_.find(key);
  if (found != applies_.end()) return found->second;
  if (!in_force(policy)) return everywhere(Truth::False, sort);
  const bool is_bound = !assumed_.contains(policy.index) && (program[policy].lapses || program[policy].supposes);
  if (!world.place || (!is_bound && world.jurisdiction(policy).everywhere)) return everywhere(Truth::True, sort);
  Applicability truths = work_out_reach(policy, sort);
  return applies_.insert_or_assign(key, std::move(truths)).first->second;
}

const Applicability& Evaluator::sentence_applies(const core::Sentence& sentence, core::RelationId sort) {
  const core::Article& article = program[sentence.article];
  const std::vector<core::PolicyId>& amending = world.amended_by[article.policy.index];
  if (amending.empty()) return applies(article.policy, sort);
  const Pair key{sentence.article.index, sort.index};
  const auto found = sentence_applies_.find(key);
  if (found != sentence_applies_.end()) return found->second;
  Applicability truths = applies(article.policy, sort);
  for (const core::PolicyId newer : amending) {
    if (!replaces(program, newer, article)) continue;
    const Applicability& replacing = applies(newer, sort);
    for (std::size_t row = 0; row < truths.size(); ++row)
      truths[row] = value::kleene_and(truths[row], value::kleene_not(replacing[row]));
  }
  return sentence_applies_.insert_or_assign(key, std::move(truths)).first->second;
}

Reach Evaluator::reach(const core::Sentence& sentence, core::RelationId sort, Row thing) {
  const core::Article& article = program[sentence.article];
  const core::Policy& policy = program[article.policy];
  Reach reach;
  if (!world.counts[article.policy.index])
    reach.time = Reach::Time::NotLookedAt;
  else if (policy.in_force_from && now < *policy.in_force_from)
    reach.time = Reach::Time::NotYet;
  else if (policy.in_force_until && now >= *policy.in_force_until)
    reach.time = Reach::Time::NoLonger;
  else if (!in_force(article.policy))
    reach.time = Reach::Time::Superseded;
  reach.applies = sentence_applies(sentence, sort)[thing];
  if (reach.time != Reach::Time::InForce || !world.place) return reach;
  const Row place = world.places_of(sort)[thing];
  const Jurisdiction& where = world.jurisdiction(article.policy);
  const Row region = place == no_row || where.everywhere ? place : where.region_of[place];
  reach.outside = place != no_row && region == no_row;
  if (region != no_row && policy.lapses && !assumed_.contains(article.policy.index))
    reach.lapsed = lapsed(article.policy)[region];
  if (region != no_row && policy.supposes && !assumed_.contains(article.policy.index))
    reach.supposed = supposed(article.policy)[region];
  for (const core::PolicyId newer : world.amended_by[article.policy.index]) {
    if (!replaces(program, newer, article)) continue;
    const Truth there = applies(newer, sort)[thing];
    if (there == Truth::False) continue;
    reach.replaced_by = newer;
    reach.replaced = value::kleene_or(reach.replaced, there);
  }
  return reach;
}

}  // namespace polc::interpret
