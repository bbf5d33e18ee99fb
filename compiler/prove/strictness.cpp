// SPDX-License-Identifier: Apache-2.0
#include "compiler/prove/strictness.h"

namespace polc::prove {
namespace {

using Frequency = core::Timing::Frequency;

const value::Rational* literal(const core::Program& program, const std::optional<core::ValueId>& of) {
  const auto* number = of ? std::get_if<core::NumberLiteral>(&program[*of].kind) : nullptr;
  return number == nullptr ? nullptr : &number->number;
}

bool same_values(const core::Program& program, const std::optional<core::ValueId>& one,
                 const std::optional<core::ValueId>& other) {
  if (!one || !other) return !one && !other;
  const value::Rational* left = literal(program, one);
  const value::Rational* right = literal(program, other);
  return left != nullptr && right != nullptr && *left == *right;
}

bool same_lengths(const core::Program& program, const core::Range& one, const core::Range& other) {
  return same_values(program, one.lowest, other.lowest) && same_values(program, one.highest, other.highest);
}

// As a duty, a length is met by any that is no shorter.
bool is_longer(const core::Program& program, const core::Range& one, const core::Range& other) {
  const value::Rational* left = literal(program, one.lowest);
  const value::Rational* right = literal(program, other.lowest);
  return left != nullptr && right != nullptr && *left < *right;
}

// Who does it as often as `other` asks does it as often as `one` asks: calendar periods lie within each other where one is a
// multiple of the other.
bool is_as_often(const std::optional<Frequency>& one, const std::optional<Frequency>& other) {
  if (!one || !other) return !one && !other;
  if (one->spacing != other->spacing || one->highest || one->period_minutes % other->period_minutes != 0) return false;
  if (one->spacing) return true;
  return one->lowest && other->lowest && *other->lowest * (one->period_minutes / other->period_minutes) >= *one->lowest;
}

bool is_timed(const core::Timing& timing) { return timing.from || timing.until || timing.due_by || timing.due_from; }

// All but the measure, its length and its frequency.
bool alike(const core::Norm& one, const core::Norm& other) {
  const core::MeasureHead* left = Conduct::head(one);
  const core::MeasureHead* right = Conduct::head(other);
  if (left == nullptr || right == nullptr || !Conduct::single(one) || !Conduct::single(other)) return false;
  return one.modality == other.modality && one.notwithstanding == other.notwithstanding &&
         one.strength == other.strength && one.occasion == other.occasion && one.addressee == other.addressee &&
         left->recipients == right->recipients && !is_timed(one.timing) && !is_timed(other.timing) &&
         one.timing.at_once == other.timing.at_once;
}

// Nothing is said but the measure.
bool is_bare(const core::Norm& norm) {
  const core::MeasureHead& head = *Conduct::head(norm);
  return !head.length.lowest && !head.length.highest && !norm.timing.frequency;
}

}  // namespace

bool demands_no_less(const core::Program& program, const core::Norm& one, const core::Norm& other) {
  if (!alike(one, other) || Conduct::single(one) != Conduct::single(other)) return false;
  return is_as_often(one.timing.frequency, other.timing.frequency) &&
         same_lengths(program, Conduct::head(one)->length, Conduct::head(other)->length);
}

bool demands_more(const core::Program& program, const Conduct& conduct, const core::Norm& one,
                  const core::Norm& other) {
  if (!alike(one, other) || one.strength != core::Strength::Hard) return false;
  const core::MeasureId measure = *Conduct::single(one);
  const bool is_same = measure == *Conduct::single(other);
  if (one.modality == core::Modality::MustNot)
    return !is_same && is_bare(one) && is_bare(other) && contains(conduct.forbidden(other), measure);
  if (one.modality != core::Modality::Must) return false;
  if (!is_same) return is_bare(one) && is_bare(other) && contains(conduct.imposed(other), measure);
  const core::Range& length = Conduct::head(one)->length;
  const core::Range& longer = Conduct::head(other)->length;
  const bool as_often = is_as_often(one.timing.frequency, other.timing.frequency);
  const bool more_often = as_often && !is_as_often(other.timing.frequency, one.timing.frequency);
  return as_often && (is_longer(program, length, longer) || (more_often && same_lengths(program, length, longer)));
}

}  // namespace polc::prove
