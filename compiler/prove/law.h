// SPDX-License-Identifier: Apache-2.0
// The law of a program: which sentences stand where, who is above whom, and what is in force when. Made once, so that no query
// walks the sentences of the whole program. Over time the law falls into cells, within which no policy comes into force or ends
// and no parameter changes: within a cell it is constant, so a query speaks of one cell.
#pragma once

#include <map>
#include <optional>
#include <tuple>
#include <utility>
#include <vector>

#include "compiler/core/core.h"
#include "compiler/prove/sentence.h"
#include "runtime/value/civil_time.h"

namespace polc::prove {

// first … last, both included.
struct LawCell {
  value::Moment first;
  value::Moment last;
};

// Which policies are looked at: those that a question is about, and all above them. In ascending order.
using Scope = std::vector<core::PolicyId>;

class Law {
 public:
  explicit Law(const core::Program& program);

  const core::Program& program;

  // All policies above, at any remove, in ascending order.
  [[nodiscard]] const std::vector<core::PolicyId>& superiors(core::PolicyId policy) const {
    return superiors_[policy.index];
  }
  [[nodiscard]] bool is_above(core::PolicyId upper, core::PolicyId lower) const;
  // Whether the issuer of the policy may be of the authority's kind. Kinds of authority have no place; whether an issuer with a
  // place is one of the kind is a fact, and not held against it.
  [[nodiscard]] bool may_be_issued_by(core::PolicyId policy, core::AuthorityId authority) const;
  [[nodiscard]] core::PolicyId policy_of(SentenceRef ref) const {
    return program[sentence_of(program, ref).article].policy;
  }

  // Sentences by where they stand, in the order of the program.
  using Indices = std::vector<std::uint32_t>;
  [[nodiscard]] const Indices& norms(core::PolicyId policy) const { return norms_of_policy_[policy.index]; }
  [[nodiscard]] const Indices& limits(core::PolicyId policy) const { return limits_[policy.index]; }
  [[nodiscard]] const Indices& norms(core::PolicyId policy, core::RelationId sort) const;
  [[nodiscard]] Indices norms_above(core::PolicyId policy, core::RelationId sort) const;
  [[nodiscard]] Indices limits_above(core::PolicyId policy) const;
  [[nodiscard]] const Indices& class_rules(core::PolicyId policy, core::ScaleId scale, core::RelationId sort) const;
  // Of the policy, by scale and sort; never empty ones.
  [[nodiscard]] std::vector<const Indices*> class_rules(core::PolicyId policy) const;
  [[nodiscard]] std::vector<const Indices*> flag_rules(core::PolicyId policy) const;
  [[nodiscard]] Indices class_rules_above(core::PolicyId policy, core::ScaleId scale, core::RelationId sort) const;
  [[nodiscard]] const Indices& flag_rules(core::PolicyId policy, core::RelationId sort, core::ColumnIndex column) const;
  // Norms that are said to prevail over the article.
  [[nodiscard]] const Indices& prevailing_over(core::ArticleId article) const;
  // Norms of the policy that spare its subjects the measure.
  [[nodiscard]] const Indices& sparing(core::PolicyId policy, core::RelationId sort, core::MeasureId measure) const;
  // Policies that put an article of their own in the place of this one.
  [[nodiscard]] const std::vector<core::PolicyId>& amending(core::ArticleId article) const;

  [[nodiscard]] Scope scope_of(const std::vector<core::PolicyId>& policies) const;
  // Earliest first; together they are `from` … `to`. Edges are those of the policies of the scope.
  [[nodiscard]] std::vector<LawCell> cells(const Scope& scope, value::Moment from, value::Moment to) const;
  // In force, and not superseded by one of the scope, throughout the cell; never outside the scope.
  [[nodiscard]] bool in_force(core::PolicyId policy, const LawCell& cell, const Scope& scope) const;
  // The number that a parameter has throughout the cell.
  [[nodiscard]] std::optional<value::Rational> number_of(core::ParameterId parameter, const LawCell& cell) const;

 private:
  using Key = std::tuple<std::uint32_t, std::uint32_t, std::uint32_t>;

  std::vector<std::vector<core::PolicyId>> superiors_;
  std::vector<std::vector<core::PolicyId>> superseded_by_;
  std::vector<std::vector<core::ParameterId>> parameters_;  // by policy: those with several versions
  std::vector<std::vector<core::PolicyId>> amending_;       // by article
  // `of` each superior, in the order of the program.
  template <typename Of>
  Indices above(core::PolicyId policy, const Of& of) const;

  std::vector<Indices> norms_of_policy_, limits_;  // by policy
  std::map<std::pair<std::uint32_t, std::uint32_t>, Indices> norms_;
  std::map<Key, Indices> class_rules_, flag_rules_, sparing_;
  std::map<std::uint32_t, Indices> prevailing_;
};

}  // namespace polc::prove
