// SPDX-License-Identifier: Apache-2.0
// The world of a query: things and rows that may be there, with attributes that may be anything. It grows as conditions look at
// it, as a tree: every reference that is followed leads to a thing of its own, and things own the rows that are linked to
// them. Where two references may lead to one thing and that matters (`place is home`, keys), they are tied by `same`.
//
// Why a tree is enough: a condition reads a thing by its attributes, its references and counts of its rows alone, so a world in
// which two references meet can be unfolded, with copies of what they share, and every condition keeps its value. Rows that
// every count of the query treats alike are one slot with an amount; RowNeeds says how many slots can differ.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "compiler/core/core.h"
#include "compiler/prove/terms.h"

namespace polc::prove {

using SlotId = std::uint32_t;

struct Reference {
  SlotId slot = 0;
  Term present;  // false: absent
};

struct Slot {
  core::RelationId relation;
  // Of a row: the thing that it is linked to, and by which column.
  std::optional<SlotId> owner;
  core::ColumnIndex link = 0;
  Term present;  // the row is there
  Term amount;   // how many rows it stands for; of a relation with a counting column, the sum of that column
  std::map<core::ColumnIndex, Term> attributes;
  std::map<core::ColumnIndex, Term> given;  // of attributes that may be absent
  std::map<core::ColumnIndex, Reference> references;
};

// How many row slots of a relation one thing can need.
using RowNeeds = std::map<std::uint32_t, std::uint32_t>;

class World {
 public:
  World(const core::Program& program, Terms& terms, RowNeeds needs)
      : program_(program), terms_(terms), needs_(std::move(needs)) {}

  [[nodiscard]] const Slot& operator[](SlotId id) const { return slots_[id]; }
  [[nodiscard]] const std::vector<Slot>& slots() const { return slots_; }
  [[nodiscard]] SlotId add_thing(core::RelationId relation);

  // Enumerations: places in declared order; texts: see text_code; days and moments as in runtime/value; amounts in the base unit.
  [[nodiscard]] Term attribute(SlotId slot, core::ColumnIndex column);
  // Whether an end of a span is given: a span without one is still going on.
  [[nodiscard]] Term end_given(SlotId slot, core::ColumnIndex column);
  [[nodiscard]] Reference reference(SlotId slot, core::ColumnIndex column);
  [[nodiscard]] const std::vector<SlotId>& rows(core::RelationId relation, core::ColumnIndex link, SlotId owner);
  // A number for each text literal; any other number is another text.
  [[nodiscard]] std::int64_t text_code(const std::string& text);
  [[nodiscard]] const std::vector<std::string>& texts() const { return texts_; }
  [[nodiscard]] Term same(SlotId left, SlotId right);
  [[nodiscard]] const std::map<std::pair<SlotId, SlotId>, Term>& sameness() const { return same_; }

  // Whether rows may be seen from two sides, of which the tree has two copies: then it has more worlds than there are, and a
  // model need not be one of them.
  [[nodiscard]] bool has_more_worlds() const { return has_more_worlds_; }

  // What holds in every world: ends not before beginnings, no amount negative (but temperatures and corrections), values of
  // enumerations.
  [[nodiscard]] const std::vector<Term>& axioms() const { return axioms_; }
  void require(Term axiom) { axioms_.push_back(axiom); }
  // What a plausible world has; given up where nothing else helps. In order of weight.
  [[nodiscard]] const std::vector<Term>& wishes() const { return wishes_; }

 private:
  [[nodiscard]] std::string name(SlotId slot, core::ColumnIndex column) const;
  SlotId add_row(core::RelationId relation, core::ColumnIndex link, SlotId owner);

  const core::Program& program_;
  Terms& terms_;
  RowNeeds needs_;
  std::vector<Slot> slots_;
  std::map<std::tuple<std::uint32_t, core::ColumnIndex, SlotId>, std::vector<SlotId>> pools_;
  std::map<std::uint32_t, core::ColumnIndex> counted_by_;  // by relation
  bool has_more_worlds_ = false;
  std::map<std::pair<SlotId, SlotId>, Term> same_;
  std::vector<std::string> texts_;
  std::vector<Term> axioms_, wishes_;
};

}  // namespace polc::prove
