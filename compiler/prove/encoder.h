// SPDX-License-Identifier: Apache-2.0
// Core rules -> terms, for a world and a moment of one law cell. Exact: what has no exact counterpart throws Undecided. Works as
// runtime/interpret does, sentence by sentence, but shares nothing with it, so that each can show the other wrong.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "compiler/core/core.h"
#include "compiler/core/places.h"
#include "compiler/prove/law.h"
#include "compiler/prove/truths.h"
#include "compiler/prove/undecided.h"
#include "compiler/prove/world.h"

namespace polc::prove {

// The rows in scope, from row 0.
using Rows = std::vector<SlotId>;

// A value of a core program: number / divisor, where there is a divisor.
struct Amount {
  Term number;
  std::optional<Term> divisor;
  Term given;  // it is known
  Term never;  // it waits for something that has not come
};

// A norm on one subject: by the subject itself, or by a row of its occasion.
struct Instance {
  SlotId row = 0;
  SlotId subject = 0;
  Term present;  // the row is there
};

class Encoder {
 public:
  Encoder(const Law& law, Terms& terms, RowNeeds needs, const LawCell& cell, Scope scope);

  // encode_conditions.cpp
  Truths condition(core::ConditionId id, const Rows& rows);
  Truths unless(core::ConditionId id, const std::vector<core::ConditionId>& exceptions, const Rows& rows);
  Reference follow(const core::Path& path, const Rows& rows);
  // encode_values.cpp
  Amount value(core::ValueId id, const Rows& rows);
  Truths compare(core::Comparison op, const Amount& left, const Amount& right, source::Span span);
  // encode_counts.cpp
  Truths count(core::ConditionId id, const Rows& rows);  // of a Count
  // encode_classes.cpp
  Truths has_class(core::ScaleId scale, std::uint32_t lowest, std::uint32_t highest, SlotId thing);
  Truths class_rule(std::uint32_t rule, SlotId thing);  // `otherwise` taken into account
  Truths flag(core::RelationId sort, core::ColumnIndex column, SlotId thing);
  // encode_norms.cpp
  std::vector<Instance> instances(std::uint32_t norm, SlotId subject);
  // The guard holds, no exception, nothing prevails over it, nobody is exempt; `active`: and inside its span of days.
  Truths guarded(std::uint32_t norm, const Instance& instance);
  Truths active(std::uint32_t norm, const Instance& instance);
  Truths any_guarded(std::uint32_t norm, SlotId subject);
  Truths any_active(std::uint32_t norm, SlotId subject);
  // The limit's policy applies and no exception holds; `phrase`: and its phrase holds.
  Truths limit_scope(std::uint32_t limit, SlotId subject);
  Truths limit_phrase(std::uint32_t limit, SlotId subject);
  // encode_policies.cpp
  Truths applies(core::PolicyId policy, SlotId thing);
  Truths sentence_applies(const core::Sentence& sentence, SlotId thing);
  // Whether the place of the thing is known to lie in the policy's jurisdiction; none: policies of everywhere.
  [[nodiscard]] const std::map<std::pair<std::uint32_t, SlotId>, Term>& inside() const { return inside_; }
  // What is true only in worlds of which the facts of a witness may say less: lapsed, resting on a region above the place.
  [[nodiscard]] const std::vector<Term>& beyond() const { return beyond_; }

  // Classes that the facts record, by scale and thing: a rank, or -1.
  [[nodiscard]] const std::map<std::pair<std::uint32_t, SlotId>, Term>& recorded() const { return recorded_; }

  // All that holds in any world that was looked at so far; to be called last.
  [[nodiscard]] std::vector<Term> axioms();

  const Law& law;
  const core::Program& program;
  Terms& terms;
  World world;
  const LawCell cell;
  const Scope scope;
  const Term today;  // day
  const Term now;    // minute

 private:
  Truths truths(Term yes) { return known(terms, yes); }
  Truths never_true() { return {terms.no(), terms.yes()}; }
  Truths always_true() { return {terms.yes(), terms.no()}; }

  Amount constant(Term number) { return {number, std::nullopt, terms.yes(), terms.no()}; }
  Amount attribute(const core::Attribute& attribute, const Rows& rows);
  Amount product(const core::Product& product, source::Span span, const Rows& rows);
  Amount latest(const core::LatestEvent& latest, source::Span span, const Rows& rows);
  Amount shifted(const core::Shifted& shifted, core::TypeKind kind, source::Span span, const Rows& rows);
  Term day_of(Term minute);
  std::optional<value::Rational> constant_of(Term term) const;

  Truths compute(core::ConditionId id, const Rows& rows);
  struct WindowEnds {
    std::optional<Term> begin, end;  // in the unit of the rows; none: open
    Term given;                      // both are known
    Term never;                      // one waits for something that has not come: no row
  };
  WindowEnds window(const core::Count& count, bool in_minutes, const Rows& rows);
  Term inside_window(const core::Relation& relation, SlotId row, const std::optional<Term>& begin,
                     const std::optional<Term>& end);
  struct Total {
    Term least, most;  // of what filters leave open
  };
  Total total(const core::Count& count, const Reference& thing, const std::optional<Term>& begin,
              const std::optional<Term>& end, const Rows& rows);
  Truths between(const core::Count& count, const Total& total, const Rows& rows, source::Span span);
  // base + constant
  std::pair<std::optional<Term>, std::int64_t> split(Term number) const;

  Truths class_rule_alone(std::uint32_t rule, SlotId thing);
  std::uint32_t combination_of(core::ScaleId scale, core::RelationId sort, core::PolicyId policy) const;
  const std::vector<Truths>& classes(core::ScaleId scale, SlotId thing);  // by rank

  Truths alone_guarded(std::uint32_t norm, const Instance& instance);
  Truths alone_active(std::uint32_t norm, const Instance& instance);
  Truths prevailed_over(std::uint32_t norm, const Instance& instance);
  Truths span_of_days(std::uint32_t norm, const Instance& instance);
  Truths before_deadline(std::uint32_t norm, const Instance& instance);
  Term row_time(core::RelationId event, SlotId row);
  Term last_minute(Term day) { return terms.add(terms.scale(value::Rational(1440), day), 1439); }

  std::optional<SlotId> place_of(SlotId thing, Term& known_place);
  Term resting(core::PolicyId policy, SlotId place);
  void tie_what_is_same();
  void name_jurisdictions();

  using Key = std::pair<std::uint32_t, Rows>;
  std::map<Key, Truths> conditions_;
  std::map<Key, Amount> values_;
  std::map<std::pair<std::uint32_t, SlotId>, std::vector<Truths>> classes_;
  std::map<std::pair<std::uint32_t, SlotId>, Truths> rules_, flags_;
  std::map<std::tuple<std::uint32_t, SlotId, SlotId>, Truths> alone_guarded_, alone_active_, guarded_;
  std::map<std::pair<std::uint32_t, SlotId>, Term> inside_, recorded_, resting_;
  std::set<std::pair<std::uint32_t, SlotId>> resting_in_progress_;
  std::vector<Term> beyond_;
  std::map<Term, Term> days_;
  // What was counted of a thing, to be counted alike of what is the same thing.
  struct Counted {
    core::ConditionId condition;
    Rows rows;
    SlotId thing;
    Term least, most;
  };
  std::vector<Counted> counted_;
  std::uint32_t depth_ = 0;
};

}  // namespace polc::prove
