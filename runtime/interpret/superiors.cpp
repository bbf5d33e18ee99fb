// SPDX-License-Identifier: Apache-2.0
// Norms and class rules of a lower policy against the norms and class rules of those above it, in the given world. A lower
// policy that repeats what its superiors say themselves is not in breach.
#include <algorithm>

#include "runtime/interpret/compliance.h"
#include "runtime/interpret/positions.h"

namespace polc::interpret {

namespace {

bool is_hard(const core::Norm& norm) { return norm.strength == core::Strength::Hard; }

std::optional<core::MeasureId> single_measure(const core::Norm& norm) {
  const core::MeasureHead* head = measure_head(norm, 0);
  return head != nullptr && norm.connective == core::HeadConnective::Single ? std::optional(head->measure)
                                                                            : std::nullopt;
}

// Lengths in minutes for given rows 0.
struct Lengths {
  std::optional<Values> lowest, highest;
};

class Breaches {
 public:
  Breaches(NormEvaluator& norms, DayResult& result) : norms_(norms), positions_(norms), result_(result) {}

  void find() {
    const core::Program& program = norms_.evaluator.program;
    for (const std::uint32_t lower : positions_.lower_norms()) {
      if (norms_.bearing(lower).size() == 0) continue;
      for (std::uint32_t upper = 0; upper < program.norms.size(); ++upper) {
        if (norms_.norm(upper).sort != norms_.norm(lower).sort || !positions_.stands_above(upper, lower)) continue;
        if (!is_hard(norms_.norm(upper))) continue;
        against_prohibition(upper, lower);
        against_duty(upper, lower);
        against_amount(upper, lower);
      }
    }
    for (std::uint32_t rule = 0; rule < program.class_rules.size(); ++rule) against_classes(rule);
  }

 private:
  using Stance = Positions::Stance;

  void report(ViolationKind kind, std::uint32_t upper, std::uint32_t lower, Row subject, Row occasion, Truth truth) {
    if (truth == Truth::False) return;
    Violation violation;
    violation.kind = kind;
    violation.truth = truth;
    violation.article = norms_.norm(upper).sentence.article;
    violation.sort = norms_.norm(lower).sort;
    violation.subject = subject;
    violation.occasion = norms_.norm(lower).occasion ? occasion : no_row;
    violation.norm = upper;
    violation.local = lower;
    result_.violations.push_back(violation);
  }

  // Whether the norm bears on each of its rows_of.
  std::vector<Truth> guarded_rows(std::uint32_t at) {
    const Bearing& bearing = norms_.bearing(at);
    const auto [first, last] = norms_.rows_of(at);
    std::vector<Truth> guarded(last - first, Truth::False);
    for (std::size_t entry = 0; entry < bearing.size(); ++entry)
      guarded[bearing.row[entry] - first] = bearing.guarded[entry];
    return guarded;
  }

  // The upper norm bears too, and not `inherited`, on each instance on which the lower norm is active. What is forbidden on one
  // entry may be asked for on another: acts on each occasion of an event meet on the same one only.
  void report_each(ViolationKind kind, std::uint32_t upper, std::uint32_t lower, const std::vector<Truth>& inherited) {
    const Bearing& on = norms_.bearing(lower);
    const core::Norm& above = norms_.norm(upper);
    const core::Norm& below = norms_.norm(lower);
    const bool same_occasion =
        above.timing.each_occasion && below.timing.each_occasion && above.occasion && above.occasion == below.occasion;
    const std::vector<Truth> bears = same_occasion ? guarded_rows(upper) : norms_.guarded_subjects(upper);
    const auto [first_row, last_row] = norms_.rows_of(upper);
    for (std::size_t entry = 0; entry < on.size(); ++entry) {
      const std::size_t place = norms_.place(on.subject[entry]);
      const Row row = on.row[entry];
      if (same_occasion && (row < first_row || row >= last_row)) continue;
      Truth truth = value::kleene_and(on.active[entry], bears[same_occasion ? row - first_row : place]);
      truth = value::kleene_and(truth, value::kleene_not(inherited[place]));
      report(kind, upper, lower, on.subject[entry], on.row[entry], truth);
    }
  }

  void against_prohibition(std::uint32_t upper, std::uint32_t lower) {
    const core::Norm& above = norms_.norm(upper);
    if (above.modality != core::Modality::MustNot) return;
    const core::RelationId sort = above.sort;
    const core::PolicyId policy = norms_.policy(lower);
    for (const core::MeasureId act : measures_of(above)) {
      const std::vector<core::MeasureId>& imposed = positions_.imposed(lower);
      if (std::find(imposed.begin(), imposed.end(), act) != imposed.end()) {
        report_each(ViolationKind::ProhibitionContradicted, upper, lower,
                    positions_.of_superiors(policy, Stance::Impose, act, sort));
        return;
      }
      std::vector<core::MeasureId> permitted;
      for (const core::MeasureId measure : measures_of(norms_.norm(lower)))
        for (const core::MeasureId one : implied_by(norms_.evaluator.program, measure)) permitted.push_back(one);
      if (norms_.norm(lower).modality != core::Modality::May ||
          std::find(permitted.begin(), permitted.end(), act) == permitted.end())
        continue;
      std::vector<Truth> inherited = positions_.of_superiors(policy, Stance::Impose, act, sort);
      const std::vector<Truth>& also = positions_.of_superiors(policy, Stance::Permit, act, sort);
      for (std::size_t row = 0; row < inherited.size(); ++row)
        inherited[row] = value::kleene_or(inherited[row], also[row]);
      report_each(ViolationKind::ProhibitionContradicted, upper, lower, inherited);
      return;
    }
  }

  void against_duty(std::uint32_t upper, std::uint32_t lower) {
    const core::Norm& above = norms_.norm(upper);
    const auto act = single_measure(above);
    if (above.modality != core::Modality::Must || !act) return;
    const core::Norm& below = norms_.norm(lower);
    const std::vector<core::MeasureId>& forbidden = positions_.forbidden(lower);
    if (std::find(forbidden.begin(), forbidden.end(), *act) != forbidden.end())
      report_each(ViolationKind::DutyObstructed, upper, lower,
                  positions_.of_superiors(norms_.policy(lower), Stance::Forbid, *act, above.sort));
    if (below.modality != core::Modality::NeedNot) return;
    const std::vector<core::MeasureId> spared = measures_of(below);
    if (std::find(spared.begin(), spared.end(), *act) != spared.end())
      report_each(ViolationKind::BelowFloor, upper, lower, std::vector<Truth>(norms_.places(above.sort), Truth::False));
  }

  Lengths lengths(std::uint32_t at, const std::vector<Row>& rows) {
    const core::MeasureHead* head = measure_head(norms_.norm(at), 0);
    const Batch batch = norms_.instances(at, rows);
    Lengths found;
    if (head->length.lowest) found.lowest = norms_.evaluator.value(*head->length.lowest, batch);
    if (head->length.highest) found.highest = norms_.evaluator.value(*head->length.highest, batch);
    return found;
  }

  // The same measure on the same occasion, a shorter or longer time; where a limit gives a range, the range decides.
  void against_amount(std::uint32_t upper, std::uint32_t lower) {
    const core::Norm& above = norms_.norm(upper);
    const core::Norm& below = norms_.norm(lower);
    const auto measure = single_measure(above);
    if (above.modality != core::Modality::Must || below.modality != core::Modality::Must || !is_hard(below)) return;
    if (!measure || single_measure(below) != measure || above.occasion != below.occasion) return;
    const Bearing& on = norms_.bearing(lower);
    const std::vector<Truth> guarded = guarded_rows(upper);
    const auto [first_row, last_row] = norms_.rows_of(upper);
    const Lengths asked = lengths(upper, on.row);
    const Lengths set = lengths(lower, on.row);
    const std::vector<Truth>& limited = positions_.explicitly_limited(norms_.policy(lower), *measure, above.sort);
    const std::vector<Truth> allowed = longer_allowed(upper, lower, asked);
    for (std::size_t entry = 0; entry < on.size(); ++entry) {
      const bool is_demanded = first_row <= on.row[entry] && on.row[entry] < last_row;
      Truth truth = is_demanded ? guarded[on.row[entry] - first_row] : Truth::False;
      truth = value::kleene_and(on.active[entry], truth);
      truth = value::kleene_and(truth, value::kleene_not(limited[norms_.place(on.subject[entry])]));
      if (truth == Truth::False) continue;
      const auto floor = asked.lowest ? number_at(*asked.lowest, entry) : std::nullopt;
      const auto ceiling = asked.highest ? number_at(*asked.highest, entry) : std::nullopt;
      const auto least = set.lowest ? number_at(*set.lowest, entry) : std::nullopt;
      const auto most = set.highest ? number_at(*set.highest, entry) : std::nullopt;
      const std::size_t before = result_.violations.size();
      const auto shortest = least ? least : most;
      if (floor && shortest && *shortest < *floor)
        report(ViolationKind::BelowFloor, upper, lower, on.subject[entry], on.row[entry],
               value::kleene_and(truth, value::kleene_not(asked_by_another(lower, entry, *floor))));
      if (ceiling && least && *least > *ceiling)
        report(ViolationKind::AboveCeiling, upper, lower, on.subject[entry], on.row[entry],
               value::kleene_and(truth, value::kleene_not(allowed[entry])));
      if (result_.violations.size() == before) continue;
      Violation& violation = result_.violations.back();
      violation.found = violation.kind == ViolationKind::BelowFloor ? shortest : least;
      violation.lowest = floor;
      violation.highest = ceiling;
    }
  }

  // By instance of the lower norm: another norm above that bears on the subject allows more of the measure, at least so much
  // without an end, or a greater flat length.
  std::vector<Truth> longer_allowed(std::uint32_t upper, std::uint32_t lower, const Lengths& asked) {
    const core::Program& program = norms_.evaluator.program;
    const auto measure = single_measure(norms_.norm(upper));
    const Bearing& on = norms_.bearing(lower);
    std::vector<Truth> allowed(on.size(), Truth::False);
    for (std::uint32_t other = 0; other < program.norms.size(); ++other) {
      const core::Norm& norm = program.norms[other];
      if (other == upper || norm.modality != core::Modality::Must || !is_hard(norm) ||
          norm.occasion != norms_.norm(upper).occasion || norm.sort != norms_.norm(upper).sort)
        continue;
      if (!positions_.stands_above(other, lower) || single_measure(norm) != measure) continue;
      const Lengths these = lengths(other, on.row);
      if (!these.highest && !these.lowest) continue;
      const std::vector<Truth> who = norms_.guarded_subjects(other);
      for (std::size_t entry = 0; entry < on.size(); ++entry) {
        const auto more = these.highest ? number_at(*these.highest, entry) : std::nullopt;
        const auto less = asked.highest ? number_at(*asked.highest, entry) : std::nullopt;
        if (!these.highest || (more && less && *more > *less))
          allowed[entry] = value::kleene_or(allowed[entry], who[norms_.place(on.subject[entry])]);
      }
    }
    return allowed;
  }

  // Another norm of the lower policy asks for enough on the same instance: all that bind hold together.
  Truth asked_by_another(std::uint32_t lower, std::size_t entry, const value::Rational& floor) {
    const core::Program& program = norms_.evaluator.program;
    const core::Norm& norm = norms_.norm(lower);
    const Row row = norms_.bearing(lower).row[entry];
    Truth asked = Truth::False;
    for (std::uint32_t other = 0; other < program.norms.size(); ++other) {
      const core::Norm& also = program.norms[other];
      if (other == lower || norms_.policy(other) != norms_.policy(lower) || also.modality != core::Modality::Must ||
          !is_hard(also) || also.occasion != norm.occasion || also.sort != norm.sort ||
          single_measure(also) != single_measure(norm))
        continue;
      const Bearing& on = norms_.bearing(other);
      const auto same = std::find(on.row.begin(), on.row.end(), row);
      if (same == on.row.end()) continue;
      const Lengths set = lengths(other, {row});
      const auto least = set.lowest ? number_at(*set.lowest, 0) : std::nullopt;
      if (least && *least >= floor)
        asked = value::kleene_or(asked, on.active[static_cast<std::size_t>(same - on.row.begin())]);
    }
    return asked;
  }

  // A lower class rule gives a class that the superiors, who define it for the sort, do not give.
  void against_classes(std::uint32_t at) {
    const core::Program& program = norms_.evaluator.program;
    const core::ClassRule& rule = program.class_rules[at];
    const core::PolicyId policy = program[rule.sentence.article].policy;
    if (!rule.scale || norms_.evaluator.world.superiors[policy.index].empty() || !norms_.evaluator.in_force(policy))
      return;
    std::optional<core::ArticleId> article;
    const std::vector<Row> things = norms_.subjects_of(rule.sort);
    std::vector<Truth> given(things.size(), Truth::False);
    for (const std::uint32_t other : norms_.evaluator.world.class_rules.at({rule.scale->index, rule.sort.index})) {
      const core::ClassRule& above = program.class_rules[other];
      const core::PolicyId upper = program[above.sentence.article].policy;
      if (!norms_.evaluator.world.is_under(policy, upper) || !norms_.evaluator.in_force(upper)) continue;
      if (!article || above.rank == rule.rank) article = above.sentence.article;
      if (above.rank != rule.rank) continue;
      const std::vector<Truth> held = norms_.evaluator.class_rule_with_otherwise(other, things);
      for (std::size_t row = 0; row < held.size(); ++row) given[row] = value::kleene_or(given[row], held[row]);
    }
    if (!article) return;
    const std::vector<Truth> held = norms_.evaluator.class_rule_with_otherwise(at, things);
    for (std::size_t which = 0; which < held.size(); ++which) {
      const Truth truth = value::kleene_and(held[which], value::kleene_not(given[which]));
      if (truth == Truth::False) continue;
      Violation violation;
      violation.kind = ViolationKind::ClassRedefined;
      violation.truth = truth;
      violation.article = *article;
      violation.sort = rule.sort;
      violation.subject = things[which];
      violation.local_rule = at;
      result_.violations.push_back(violation);
    }
  }

  NormEvaluator& norms_;
  Positions positions_;
  DayResult& result_;
};

}  // namespace

void add_breaches_of_superiors(NormEvaluator& norms, DayResult& result) { Breaches(norms, result).find(); }

}  // namespace polc::interpret
