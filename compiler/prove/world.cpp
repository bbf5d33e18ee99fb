// SPDX-License-Identifier: Apache-2.0
#include "compiler/prove/world.h"

#include <algorithm>

#include "compiler/prove/undecided.h"
#include "runtime/value/check_macro.h"

namespace polc::prove {
namespace {

// A world is a tree: things that need each other's things in turn make it as wide as it is deep.
constexpr std::size_t most_slots = 3'000;

// Letters and digits of the neutral label, for names that a solver can read.
std::string plain(const std::string& label) {
  std::string text;
  for (const char letter : label)
    if ((letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') || (letter >= '0' && letter <= '9'))
      text += letter;
  return text.empty() ? "x" : text;
}

}  // namespace

std::string World::name(SlotId slot, core::ColumnIndex column) const {
  const core::Relation& relation = program_[slots_[slot].relation];
  return plain(relation.label.neutral()) + std::to_string(slot) + "_" + plain(relation.columns[column].label.neutral());
}

SlotId World::add_thing(core::RelationId relation) {
  if (slots_.size() >= most_slots) throw Undecided{Construct::TooManyRows, {}};
  Slot slot;
  slot.relation = relation;
  slot.present = terms_.yes();
  slot.amount = terms_.integer(1);
  slots_.push_back(std::move(slot));
  return static_cast<SlotId>(slots_.size() - 1);
}

SlotId World::add_row(core::RelationId relation, core::ColumnIndex link, SlotId owner) {
  const core::Relation& declared = program_[relation];
  const SlotId id = add_thing(relation);
  Slot& slot = slots_[id];
  slot.owner = owner;
  slot.link = link;
  const std::string base = plain(declared.label.neutral()) + std::to_string(id);
  slot.amount = terms_.variable(Sort::Int, base + "_amount");
  const bool is_counted = declared.counting != core::Counting::Rows;
  if (is_counted) {
    slot.present = terms_.variable(Sort::Bool, base + "_present");
    axioms_.push_back(terms_.implies(terms_.negation(slot.present), terms_.equal(slot.amount, terms_.integer(0))));
    const Term not_negative = terms_.less_or_equal(terms_.integer(0), slot.amount);
    (declared.corrections == core::Corrections::Subtracted ? wishes_ : axioms_).push_back(not_negative);
  } else {
    axioms_.push_back(terms_.less_or_equal(terms_.integer(0), slot.amount));
    slot.present = terms_.less_or_equal(terms_.integer(1), slot.amount);
  }
  return id;
}

Term World::attribute(SlotId slot, core::ColumnIndex column) {
  const auto found = slots_[slot].attributes.find(column);
  if (found != slots_[slot].attributes.end()) return found->second;
  const core::Column& declared = program_[slots_[slot].relation].columns[column];
  Term term;
  switch (declared.type.kind) {
    case core::TypeKind::YesNo:
      term = terms_.variable(Sort::Bool, name(slot, column));
      break;
    case core::TypeKind::Number:
      term = terms_.variable(Sort::Real, name(slot, column));
      // No amount is negative but a temperature.
      if (declared.type.dimension != value::Dimension::Temperature)
        axioms_.push_back(terms_.less_or_equal(terms_.integer(0), term));
      break;
    case core::TypeKind::Enumeration: {
      term = terms_.variable(Sort::Int, name(slot, column));
      const auto values = static_cast<std::int64_t>(program_[declared.type.enumeration].values.size());
      axioms_.push_back(terms_.less_or_equal(terms_.integer(0), term));
      axioms_.push_back(terms_.less(term, terms_.integer(values)));
      break;
    }
    case core::TypeKind::Text:
      term = terms_.variable(Sort::Int, name(slot, column));
      axioms_.push_back(terms_.less_or_equal(terms_.integer(0), term));
      break;
    case core::TypeKind::Day:
    case core::TypeKind::Moment:
      term = terms_.variable(Sort::Int, name(slot, column));
      break;
    case core::TypeKind::Reference:
      POLC_UNREACHABLE("a reference is not an attribute");
  }
  slots_[slot].attributes.emplace(column, term);
  const core::Relation& relation = program_[slots_[slot].relation];
  if (relation.end == column && relation.begin) {
    const Term ordered = terms_.less_or_equal(attribute(slot, *relation.begin), term);
    axioms_.push_back(terms_.implies(end_given(slot, column), ordered));
  }
  return term;
}

Term World::end_given(SlotId slot, core::ColumnIndex column) {
  const auto found = slots_[slot].given.find(column);
  if (found != slots_[slot].given.end()) return found->second;
  const core::Column& declared = program_[slots_[slot].relation].columns[column];
  const Term term = declared.optional ? terms_.variable(Sort::Bool, name(slot, column) + "_given") : terms_.yes();
  slots_[slot].given.emplace(column, term);
  return term;
}

Reference World::reference(SlotId slot, core::ColumnIndex column) {
  if (slots_[slot].owner && slots_[slot].link == column) return {*slots_[slot].owner, terms_.yes()};
  const auto found = slots_[slot].references.find(column);
  if (found != slots_[slot].references.end()) return found->second;
  const core::Column& declared = program_[slots_[slot].relation].columns[column];
  const Term present = declared.optional ? terms_.variable(Sort::Bool, name(slot, column) + "_given") : terms_.yes();
  const Reference made{add_thing(declared.type.target), present};
  slots_[slot].references.emplace(column, made);
  return made;
}

const std::vector<SlotId>& World::rows(core::RelationId relation, core::ColumnIndex link, SlotId owner) {
  const core::ColumnIndex counted_by = counted_by_.try_emplace(relation.index, link).first->second;
  if (counted_by != link || program_[relation].kind == core::RelationKind::Entity) has_more_worlds_ = true;
  const auto [found, is_new] = pools_.try_emplace({relation.index, link, owner});
  if (!is_new) return found->second;
  const auto need = needs_.find(relation.index);
  const std::uint32_t count = need == needs_.end() ? 1 : need->second;
  std::vector<SlotId> made;
  for (std::uint32_t at = 0; at < count; ++at) made.push_back(add_row(relation, link, owner));
  // Slots are alike, so they may as well stand in the order of their time.
  if (const auto begin = program_[relation].begin)
    for (std::uint32_t at = 1; at < count; ++at)
      axioms_.push_back(terms_.less_or_equal(attribute(made[at - 1], *begin), attribute(made[at], *begin)));
  return pools_[{relation.index, link, owner}] = std::move(made);
}

std::int64_t World::text_code(const std::string& text) {
  const auto code = std::find(texts_.begin(), texts_.end(), text) - texts_.begin();
  if (static_cast<std::size_t>(code) == texts_.size()) texts_.push_back(text);
  return code;
}

Term World::same(SlotId left, SlotId right) {
  if (left == right) return terms_.yes();
  if (right < left) std::swap(left, right);
  const auto [found, is_new] = same_.try_emplace({left, right});
  if (is_new) found->second = terms_.variable(Sort::Bool, "same_" + std::to_string(left) + "_" + std::to_string(right));
  return found->second;
}

}  // namespace polc::prove
