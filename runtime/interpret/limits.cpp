// SPDX-License-Identifier: Apache-2.0
// Norms of lower policies against the limits that policies above them set, in the given world.
#include <algorithm>

#include "runtime/interpret/compliance.h"
#include "runtime/interpret/positions.h"

namespace polc::interpret {

namespace {

bool any_in(const std::vector<core::MeasureId>& some, const std::vector<core::MeasureId>& all) {
  return std::any_of(some.begin(), some.end(), [&](core::MeasureId one) { return contains(all, one); });
}

// Whether the issuer is the authority, or one of its kind where it names no place ("county"): then the level of the place that
// the issuer rules says of what kind it is. Unknown where nothing tells.
Truth is_of_kind(const World& world, std::optional<core::AuthorityId> issuer, core::AuthorityId authority) {
  if (!issuer) return Truth::Unknown;
  if (*issuer == authority) return Truth::True;
  const core::Authority& kind = world.program[authority];
  const auto& place = world.program[*issuer].place;
  if (kind.place || !place) return Truth::False;
  if (!world.place) return Truth::Unknown;
  const facts::Table& regions = world.facts[*world.place];
  const core::Relation& relation = world.program[*world.place];
  for (Row row = 0; row < regions.row_count; ++row) {
    const bool is_it = std::any_of(regions.columns.begin(), regions.columns.end(), [&](const facts::Column& column) {
      const auto* texts = std::get_if<facts::TextColumn>(&column);
      return texts != nullptr && texts->codes[row] != facts::absent_code &&
             texts->dictionary->text(texts->codes[row]) == *place;
    });
    if (!is_it) continue;
    for (core::ColumnIndex at = 0; at < relation.columns.size(); ++at) {
      const auto* levels = std::get_if<facts::EnumerationColumn>(&regions.columns[at]);
      if (levels == nullptr || levels->values[row] == facts::absent_code) continue;
      const std::vector<core::Label>& names = world.program[relation.columns[at].type.enumeration].values;
      const auto is_kind = [&](const core::Label& label) {
        return (!label.english.empty() && label.english == kind.label.english) ||
               (!label.chinese.empty() && label.chinese == kind.label.chinese);
      };
      if (std::none_of(names.begin(), names.end(), is_kind)) continue;
      return value::truth(is_kind(names[static_cast<std::size_t>(levels->values[row])]));
    }
  }
  return Truth::Unknown;
}

class LimitChecker {
 public:
  LimitChecker(NormEvaluator& norms, DayResult& result)
      : norms_(norms), program_(norms.evaluator.program), positions_(norms), result_(result) {}

  void check(std::uint32_t at) {
    at_ = at;
    const core::Limit& limit = program_.limits[at];
    const core::PolicyId upper = program_[limit.sentence.article].policy;
    if (!norms_.evaluator.in_force(upper)) return;
    for (const std::uint32_t lower : positions_.lower_norms()) {
      if (norms_.norm(lower).strength != core::Strength::Hard) continue;  // advice imposes nothing
      if (!norms_.evaluator.world.is_under(norms_.policy(lower), upper) || norms_.bearing(lower).size() == 0) continue;
      if (norms_.norm(lower).sort == limit.sort)
        check_norm(limit, lower);
      else if (limit.kind == core::LimitKind::OnlyFor && any_in(limit.measures, positions_.imposed(lower)))
        check_parts(limit, lower);
    }
    if (limit.kind == core::LimitKind::Delegated && limit.scale) check_class_rules(limit, upper);
  }

 private:
  void check_norm(const core::Limit& limit, std::uint32_t lower) {
    const core::Norm& norm = norms_.norm(lower);
    const bool imposes = any_in(limit.measures, positions_.imposed(lower));
    switch (limit.kind) {
      case core::LimitKind::Amount:
        if (norm.modality == core::Modality::Must) check_amount(limit, lower, positions_.limit_phrase(at_));
        return;
      case core::LimitKind::OnlyFor: {
        if (!imposes) return;
        std::vector<Truth> outside = positions_.limit_scope(at_);
        const std::vector<Truth>& allowed = positions_.limit_phrase(at_);
        for (std::size_t row = 0; row < outside.size(); ++row)
          outside[row] = value::kleene_and(outside[row], value::kleene_not(allowed[row]));
        report_each(ViolationKind::ScopeWidened, lower, not_imposed_above(limit, lower, std::move(outside)));
        return;
      }
      case core::LimitKind::NotImposed:
        if (imposes)
          report_each(ViolationKind::Barred, lower, not_imposed_above(limit, lower, positions_.limit_phrase(at_)));
        return;
      case core::LimitKind::NoBan:
        check_ban(limit, lower);
        return;
      case core::LimitKind::ClosedList:
        check_list(limit, lower);
        return;
      case core::LimitKind::Delegated:
        check_delegation(limit, lower);
        return;
    }
  }

  // Where the superiors impose the measure themselves, repeating it is no breach.
  std::vector<Truth> not_imposed_above(const core::Limit& limit, std::uint32_t lower, std::vector<Truth> who) {
    for (const core::MeasureId measure : limit.measures) {
      if (!contains(positions_.imposed(lower), measure)) continue;
      const std::vector<Truth>& theirs =
          positions_.of_superiors(norms_.policy(lower), Positions::Stance::Impose, measure, limit.sort);
      for (std::size_t row = 0; row < who.size(); ++row)
        who[row] = value::kleene_and(who[row], value::kleene_not(theirs[row]));
    }
    return who;
  }

  // Nothing that the superiors forbid themselves is withdrawn by the lower policy.
  void check_ban(const core::Limit& limit, std::uint32_t lower) {
    const std::vector<core::MeasureId>& forbidden = positions_.forbidden(lower);
    for (const core::MeasureId act : limit.measures) {
      if (!contains(forbidden, act)) continue;
      std::vector<Truth> who = positions_.limit_phrase(at_);
      const std::vector<Truth>& inherited =
          positions_.of_superiors(norms_.policy(lower), Positions::Stance::Forbid, act, limit.sort);
      for (std::size_t row = 0; row < who.size(); ++row)
        who[row] = value::kleene_and(who[row], value::kleene_not(inherited[row]));
      report_each(ViolationKind::PermissionWithdrawn, lower, who);
      return;
    }
  }

  // A measure of the list that the superiors do not impose themselves; or a new ground to forbid the act that the list guards.
  void check_list(const core::Limit& limit, std::uint32_t lower) {
    const core::ListOfValues& list = program_[*limit.list];
    const core::PolicyId upper = program_[limit.sentence.article].policy;
    const auto report_beyond = [&](Positions::Stance stance, core::MeasureId act) {
      std::vector<Truth> who = positions_.limit_phrase(at_);
      const std::vector<Truth>& theirs = positions_.of_policy_and_above(upper, stance, act, limit.sort);
      for (std::size_t row = 0; row < who.size(); ++row)
        who[row] = value::kleene_and(who[row], value::kleene_not(theirs[row]));
      report_each(ViolationKind::ClosedListExtended, lower, who);
    };
    if (norms_.norm(lower).modality == core::Modality::Must) {
      for (const core::MeasureId measure : measures_of(norms_.norm(lower))) {
        if (!contains(list.measures, measure) || !contains(positions_.imposed(lower), measure)) continue;
        report_beyond(Positions::Stance::Impose, measure);
        return;
      }
    }
    if (list.guarded && contains(positions_.forbidden(lower), *list.guarded))
      report_beyond(Positions::Stance::Forbid, *list.guarded);
  }

  // Several sentences of one policy may each name an authority: any of them is one that may decide.
  [[nodiscard]] Truth may_decide(std::optional<core::AuthorityId> issuer, const core::Limit& limit) const {
    Truth any = Truth::False;
    for (const core::Limit& other : program_.limits) {
      const bool same_decision = other.kind == core::LimitKind::Delegated && other.sort == limit.sort &&
                                 other.scale == limit.scale && other.measures == limit.measures &&
                                 program_[other.sentence.article].policy == program_[limit.sentence.article].policy;
      if (same_decision) any = value::kleene_or(any, is_of_kind(norms_.evaluator.world, issuer, *other.authority));
    }
    return any;
  }

  void check_delegation(const core::Limit& limit, std::uint32_t lower) {
    const core::Norm& norm = norms_.norm(lower);
    if (norm.modality != core::Modality::Must || !any_in(limit.measures, measures_of(norm))) return;
    const Truth is_theirs = may_decide(program_[norms_.policy(lower)].issuer, limit);
    if (is_theirs == Truth::False) {
      report_each(ViolationKind::NotDelegated, lower, positions_.limit_phrase(at_));
      return;
    }
    check_amount(limit, lower, positions_.limit_phrase(at_));
  }

  // The length (or bound) that a norm sets against the range of the limit.
  void check_amount(const core::Limit& limit, std::uint32_t lower, const std::vector<Truth>& who) {
    const core::Norm& norm = norms_.norm(lower);
    const Bearing& on = norms_.bearing(lower);
    for (std::uint32_t head = 0; head < norm.heads.size(); ++head) {
      const core::MeasureHead* measure = measure_head(norm, head);
      if (measure == nullptr) {
        check_quantity(limit, lower, std::get<core::QuantityHead>(norm.heads[head]), who);
        continue;
      }
      if (!contains(limit.measures, measure->measure) || norm.connective == core::HeadConnective::OneOf) continue;
      const Batch batch = norms_.instances(lower, on.row);
      compare(limit, lower, who, amounts(measure->length.lowest, batch), amounts(measure->length.highest, batch));
    }
  }

  // A bound on an attribute: the lower policy may not relax it.
  void check_quantity(const core::Limit& limit, std::uint32_t lower, const core::QuantityHead& set,
                      const std::vector<Truth>& who) {
    if (!limit.quantity || !set.attribute || limit.quantity->attribute != set.attribute) return;
    const auto* local = std::get_if<core::Compare>(&program_[set.condition].kind);
    const auto* theirs = std::get_if<core::Compare>(&program_[limit.quantity->condition].kind);
    if (local == nullptr || theirs == nullptr) return;
    const auto is_upper = [](core::Comparison op) {
      return op == core::Comparison::Less || op == core::Comparison::LessOrEqual;
    };
    if (is_upper(local->op) != is_upper(theirs->op)) return;
    const Bearing& on = norms_.bearing(lower);
    const auto found = amounts(local->right, norms_.instances(lower, on.row));
    const auto bound = amounts(theirs->right, batch_of(limit.sort, on.subject));
    for (std::size_t entry = 0; entry < on.size(); ++entry) {
      if (!found[entry] || !bound[entry]) continue;
      const bool relaxed = is_upper(local->op) ? *found[entry] > *bound[entry] : *found[entry] < *bound[entry];
      if (!relaxed) continue;
      Violation* violation = report(ViolationKind::BelowFloor, lower, entry, who[norms_.place(on.subject[entry])]);
      if (violation == nullptr) continue;
      violation->found = found[entry];
      (is_upper(local->op) ? violation->highest : violation->lowest) = bound[entry];
    }
  }

  using Amounts = std::vector<std::optional<value::Rational>>;
  Amounts amounts(const std::optional<core::ValueId>& id, const Batch& batch) {
    Amounts found(batch.size);
    if (!id) return found;
    const Values values = norms_.evaluator.value(*id, batch);
    for (std::size_t at = 0; at < batch.size; ++at) found[at] = number_at(values, at);
    return found;
  }

  void compare(const core::Limit& limit, std::uint32_t lower, const std::vector<Truth>& who, const Amounts& least,
               const Amounts& most) {
    const Bearing& on = norms_.bearing(lower);
    const Batch subjects = batch_of(limit.sort, on.subject);
    const Amounts floor = amounts(limit.range.lowest, subjects);
    const Amounts ceiling = amounts(limit.range.highest, subjects);
    for (std::size_t entry = 0; entry < on.size(); ++entry) {
      std::optional<ViolationKind> kind;
      if (ceiling[entry] && least[entry] && *least[entry] > *ceiling[entry]) kind = ViolationKind::AboveCeiling;
      const auto& shortest = least[entry] ? least[entry] : most[entry];
      if (floor[entry] && shortest && *shortest < *floor[entry]) kind = ViolationKind::BelowFloor;
      if (!kind) continue;
      Violation* violation = report(*kind, lower, entry, who[norms_.place(on.subject[entry])]);
      if (violation == nullptr) continue;
      violation->found = *kind == ViolationKind::AboveCeiling ? least[entry] : shortest;
      violation->lowest = floor[entry];
      violation->highest = ceiling[entry];
    }
  }

  // A measure imposed on a whole is imposed on each of its parts.
  void check_parts(const core::Limit& limit, std::uint32_t lower) {
    const core::Relation& part = program_[limit.sort];
    const Bearing& on = norms_.bearing(lower);
    for (core::ColumnIndex column = 0; column < part.columns.size(); ++column) {
      if (!part.columns[column].part_of || part.columns[column].type.target != norms_.norm(lower).sort) continue;
      // The parts, wherever they lie, of the wholes that are looked at.
      std::vector<Truth> outside(norms_.places(norms_.norm(lower).sort), Truth::False);
      std::vector<Row> parts;
      std::vector<std::size_t> wholes;
      for (Row row = 0; row < norms_.evaluator.facts[limit.sort].row_count; ++row) {
        const Row whole = reference_at(norms_.evaluator.world.column(limit.sort, column), row);
        if (whole == no_row || norms_.place(whole) >= outside.size()) continue;
        parts.push_back(row);
        wholes.push_back(norms_.place(whole));
      }
      const std::vector<Truth> scope = positions_.scope_of(at_, parts);
      const std::vector<Truth> allowed = positions_.phrase_of(at_, parts, scope);
      for (std::size_t which = 0; which < parts.size(); ++which) {
        Truth& one = outside[wholes[which]];
        one = value::kleene_or(one, value::kleene_and(scope[which], value::kleene_not(allowed[which])));
      }
      for (std::size_t entry = 0; entry < on.size(); ++entry)
        report(ViolationKind::ScopeWidened, lower, entry, outside[norms_.place(on.subject[entry])]);
    }
  }

  // A scale that only an authority may decide, classified by another.
  void check_class_rules(const core::Limit& limit, core::PolicyId upper) {
    const auto rules = norms_.evaluator.world.class_rules.find({limit.scale->index, limit.sort.index});
    if (rules == norms_.evaluator.world.class_rules.end()) return;
    for (const std::uint32_t at : rules->second) {
      const core::ClassRule& rule = program_.class_rules[at];
      const core::PolicyId lower = program_[rule.sentence.article].policy;
      if (!norms_.evaluator.world.is_under(lower, upper)) continue;
      if (may_decide(program_[lower].issuer, limit) != Truth::False) continue;
      const std::vector<Row> things = norms_.subjects_of(rule.sort);
      const std::vector<Truth> held = norms_.evaluator.class_rule_with_otherwise(at, things);
      const std::vector<Truth>& who = positions_.limit_phrase(at_);
      for (std::size_t which = 0; which < held.size(); ++which) {
        const Truth truth = value::kleene_and(held[which], who[which]);
        if (truth == Truth::False) continue;
        Violation violation = start(ViolationKind::NotDelegated, truth, limit);
        violation.sort = rule.sort;
        violation.subject = things[which];
        violation.local_rule = at;
        result_.violations.push_back(violation);
      }
    }
  }

  Violation start(ViolationKind kind, Truth truth, const core::Limit& limit) const {
    Violation violation;
    violation.kind = kind;
    violation.truth = truth;
    violation.article = limit.sentence.article;
    violation.limit = at_;
    return violation;
  }

  Violation* report(ViolationKind kind, std::uint32_t lower, std::size_t entry, Truth who) {
    const Bearing& on = norms_.bearing(lower);
    const Truth truth = value::kleene_and(on.active[entry], who);
    if (truth == Truth::False) return nullptr;
    Violation violation = start(kind, truth, program_.limits[at_]);
    violation.sort = norms_.norm(lower).sort;
    violation.subject = on.subject[entry];
    violation.occasion = norms_.norm(lower).occasion ? on.row[entry] : no_row;
    violation.local = lower;
    result_.violations.push_back(violation);
    return &result_.violations.back();
  }

  void report_each(ViolationKind kind, std::uint32_t lower, const std::vector<Truth>& who) {
    const Bearing& on = norms_.bearing(lower);
    for (std::size_t entry = 0; entry < on.size(); ++entry)
      report(kind, lower, entry, who[norms_.place(on.subject[entry])]);
  }

  NormEvaluator& norms_;
  const core::Program& program_;
  Positions positions_;
  DayResult& result_;
  std::uint32_t at_ = 0;
};

}  // namespace

void add_breaches_of_limits(NormEvaluator& norms, DayResult& result) {
  LimitChecker checker(norms, result);
  for (std::uint32_t at = 0; at < norms.evaluator.program.limits.size(); ++at) checker.check(at);
}

}  // namespace polc::interpret
