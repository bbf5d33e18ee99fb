// SPDX-License-Identifier: Apache-2.0
// Amounts of time against a superior's norm on the same measure and occasion. Satisfiable iff, for one (x, o):
//   above ceiling: l is active, s bears, no limit gives a range, l's least length exceeds s's greatest, and no other norm above
//                  that bears on x allows more;
//   below floor:   l is active, s bears, no limit gives a range, and some length that l allows falls short of s's least.
// Where one of the two is timed by an event and the other is not, they bear on the same point too; then both must be active.
#include "compiler/prove/claim.h"

namespace polc::prove {
namespace {

// left < right, where both are known.
Term shorter(Encoder& encoder, core::ValueId left, SlotId left_row, core::ValueId right, SlotId right_row) {
  const Amount one = encoder.value(left, {left_row});
  const Amount other = encoder.value(right, {right_row});
  return encoder.compare(core::Comparison::Less, one, other, encoder.program[left].span).yes;
}

struct Pair {
  std::uint32_t lower, upper;
  std::vector<std::uint32_t> limits;   // ranges that take the place of the superior's own amount
  std::vector<std::uint32_t> greater;  // other norms above on the same measure and occasion
  std::vector<std::uint32_t> own;      // other norms of l's policy on the same measure and occasion
};

// The instances of both are the same rows, since their occasion is the same.
Term above(Encoder& encoder, const Pair& pair, SlotId subject) {
  Terms& terms = encoder.terms;
  const core::MeasureHead& set = *Conduct::head(encoder.program.norms[pair.lower]);
  const core::MeasureHead& asked = *Conduct::head(encoder.program.norms[pair.upper]);
  if (!set.length.lowest || !asked.length.highest) return terms.no();
  std::vector<Term> any;
  for (const Instance& instance : encoder.instances(pair.lower, subject)) {
    std::vector<Term> parts{encoder.active(pair.lower, instance).yes, encoder.guarded(pair.upper, instance).yes,
                            shorter(encoder, *asked.length.highest, instance.row, *set.length.lowest, instance.row)};
    for (const std::uint32_t other : pair.greater) {
      const core::MeasureHead& more = *Conduct::head(encoder.program.norms[other]);
      const Term allows = more.length.highest ? shorter(encoder, *asked.length.highest, instance.row,
                                                        *more.length.highest, instance.row)
                                              : terms.truth(more.length.lowest.has_value());
      parts.push_back(terms.negation(terms.both(encoder.any_guarded(other, subject).yes, allows)));
    }
    for (const std::uint32_t limit : pair.limits) parts.push_back(encoder.limit_phrase(limit, subject).no);
    any.push_back(terms.all(parts));
  }
  return terms.any(any);
}

Term below(Encoder& encoder, const Pair& pair, SlotId subject) {
  Terms& terms = encoder.terms;
  const core::MeasureHead& set = *Conduct::head(encoder.program.norms[pair.lower]);
  const core::MeasureHead& asked = *Conduct::head(encoder.program.norms[pair.upper]);
  const auto least = set.length.lowest ? set.length.lowest : set.length.highest;
  if (!least || !asked.length.lowest) return terms.no();
  const bool same_rows = encoder.program.norms[pair.lower].occasion == encoder.program.norms[pair.upper].occasion;
  std::vector<Term> any;
  for (const Instance& instance : encoder.instances(pair.lower, subject)) {
    std::vector<Term> parts{encoder.active(pair.lower, instance).yes};
    std::vector<Term> short_of;
    for (const Instance& theirs : same_rows ? std::vector{instance} : encoder.instances(pair.upper, subject)) {
      const Term bears = same_rows ? encoder.guarded(pair.upper, theirs).yes : encoder.active(pair.upper, theirs).yes;
      short_of.push_back(terms.both(bears, shorter(encoder, *least, instance.row, *asked.length.lowest, theirs.row)));
    }
    parts.push_back(terms.any(short_of));
    // Another rule of the same policy may ask for enough: all that bind hold together.
    for (const std::uint32_t other : pair.own) {
      const core::MeasureHead& also = *Conduct::head(encoder.program.norms[other]);
      if (!also.length.lowest) continue;
      const Term enough =
          terms.negation(shorter(encoder, *also.length.lowest, instance.row, *asked.length.lowest, instance.row));
      parts.push_back(terms.negation(terms.both(encoder.active(other, instance).yes, enough)));
    }
    for (const std::uint32_t limit : pair.limits) parts.push_back(encoder.limit_phrase(limit, subject).no);
    any.push_back(terms.all(parts));
  }
  return terms.any(any);
}

// Lengths that are written down, and l's least is at least s's.
bool is_no_shorter(const core::Program& program, const core::Norm& local, const core::Norm& above) {
  const auto least = [&](const core::Norm& norm) -> std::optional<value::Rational> {
    const core::MeasureHead& head = *Conduct::head(norm);
    if (!head.length.lowest) return std::nullopt;
    const auto* literal = std::get_if<core::NumberLiteral>(&program[*head.length.lowest].kind);
    return literal == nullptr ? std::nullopt : std::optional(literal->number);
  };
  const auto ours = least(local);
  const auto theirs = least(above);
  return ours && theirs && *ours >= *theirs;
}

bool is_flat_must(const core::Norm& norm) {
  return norm.modality == core::Modality::Must && Conduct::single(norm).has_value();
}

}  // namespace

void add_amounts(const Ground& ground, Claims& claims) {
  const core::Program& program = ground.program;
  for (std::uint32_t lower = 0; lower < program.norms.size(); ++lower) {
    const core::Norm& local = program.norms[lower];
    const core::PolicyId policy = ground.policy_of(norm_ref(lower));
    const bool binds = local.strength == core::Strength::Hard && is_flat_must(local);
    if (!ground.is_asked(policy) || !ground.has_superiors(policy) || !binds) continue;
    const core::MeasureId measure = *Conduct::single(local);
    Pair pair{lower, 0, {}, {}, {}};
    for (const std::uint32_t at : ground.law.limits_above(policy)) {
      const core::Limit& limit = program.limits[at];
      const bool is_range = limit.kind == core::LimitKind::Amount || limit.kind == core::LimitKind::Delegated;
      if (is_range && limit.sort == local.sort && contains(limit.measures, measure)) pair.limits.push_back(at);
    }
    std::vector<std::uint32_t> above_it;   // on the same occasion
    std::vector<std::uint32_t> beside_it;  // one of the two on none
    for (const std::uint32_t upper : ground.law.norms_above(policy, local.sort)) {
      const core::Norm& norm = program.norms[upper];
      if (is_flat_must(norm) && norm.strength == core::Strength::Hard && Conduct::single(norm) == measure) {
        if (norm.occasion == local.occasion)
          above_it.push_back(upper);
        else if (!norm.occasion || !local.occasion)
          beside_it.push_back(upper);
      }
    }
    for (const std::uint32_t other : ground.law.norms(policy, local.sort)) {
      const core::Norm& norm = program.norms[other];
      if (other != lower && is_flat_must(norm) && norm.strength == core::Strength::Hard &&
          Conduct::single(norm) == measure && norm.occasion == local.occasion &&
          !ground.demands.apart(norm_ref(lower), norm_ref(other)))
        pair.own.push_back(other);
    }
    // What a superior says itself, with as long a time, is repeated.
    std::vector<std::uint32_t> repeated;
    for (const std::uint32_t upper : above_it)
      if (is_no_shorter(program, local, program.norms[upper])) repeated.push_back(upper);
    const auto repeats = [lower, repeated](Encoder& encoder, SlotId subject) {
      return encoder.terms.both(encoder.any_active(lower, subject).yes, any_of(encoder, repeated, subject).no);
    };
    for (const std::uint32_t upper : above_it) {
      pair.upper = upper;
      pair.greater.clear();
      for (const std::uint32_t other : above_it)
        if (other != upper) pair.greater.push_back(other);
      Claim claim;
      claim.sort = local.sort;
      claim.about = {norm_ref(lower), norm_ref(upper)};
      for (const std::uint32_t other : pair.greater) claim.reads.push_back(norm_ref(other));
      for (const std::uint32_t limit : pair.limits) claim.reads.push_back(limit_ref(limit));
      for (const std::uint32_t other : pair.own) claim.reads.push_back(norm_ref(other));
      claim.property = Property::AboveCeiling;
      claim.formula = [pair](Encoder& encoder, SlotId subject) { return above(encoder, pair, subject); };
      claim.seen = violation_seen(interpret::ViolationKind::AboveCeiling, norm_ref(lower), norm_ref(upper));
      claims.push_back(claim);
      claim.property = Property::BelowFloor;
      claim.formula = [pair](Encoder& encoder, SlotId subject) { return below(encoder, pair, subject); };
      claim.seen = violation_seen(interpret::ViolationKind::BelowFloor, norm_ref(lower), norm_ref(upper));
      if (!repeated.empty()) claim.repeats = repeats;
      // Aimed at those whom the floor protects iff it bears on nobody else.
      claim.beside = [lower, above_it](Encoder& encoder, SlotId subject) {
        return encoder.terms.both(encoder.any_active(lower, subject).yes, any_of(encoder, above_it, subject).no);
      };
      claims.push_back(std::move(claim));
    }
    for (const std::uint32_t upper : beside_it) {
      pair.upper = upper;
      pair.greater.clear();
      Claim claim = claim_about(Property::BelowFloor, local.sort, {norm_ref(lower), norm_ref(upper)});
      for (const std::uint32_t limit : pair.limits) claim.reads.push_back(limit_ref(limit));
      claim.formula = [pair](Encoder& encoder, SlotId subject) { return below(encoder, pair, subject); };
      claim.seen = both_due(lower, upper);
      if (!repeated.empty()) claim.repeats = repeats;
      claim.beside = [lower, beside_it](Encoder& encoder, SlotId subject) {
        return encoder.terms.both(encoder.any_active(lower, subject).yes, any_of(encoder, beside_it, subject).no);
      };
      claims.push_back(std::move(claim));
    }
  }
}

}  // namespace polc::prove
