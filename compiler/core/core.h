// SPDX-License-Identifier: Apache-2.0
// Core rules: the small, typed, fully resolved program between the checker and every engine (interpreter, prover, native
// code, SQL). Nothing that reads it looks at syntax. Made by check::check, held to its invariants by core::verify, printed by
// core::dump. Conditions and values are shared tables: a ConditionId or ValueId indexes them.
#pragma once
#include <vector>

#include "compiler/core/conditions.h"
#include "compiler/core/ids.h"
#include "compiler/core/rules.h"
#include "compiler/core/vocabulary.h"

namespace polc::core {

struct Program {
  Vocabulary vocabulary;
  std::vector<Policy> policies;
  std::vector<Article> articles;
  std::vector<Parameter> parameters;
  std::vector<ClassRule> class_rules;
  std::vector<CombinationRule> combinations;
  std::vector<Norm> norms;
  std::vector<Limit> limits;
  std::vector<GeneralDelegation> general_delegations;
  std::vector<Test> tests;
  std::vector<Waiver> waivers;
  std::vector<Value> values;
  std::vector<Condition> conditions;

  const Value& operator[](ValueId id) const { return values[id.index]; }
  const Condition& operator[](ConditionId id) const { return conditions[id.index]; }
  const Relation& operator[](RelationId id) const { return vocabulary.relations[id.index]; }
  const Scale& operator[](ScaleId id) const { return vocabulary.scales[id.index]; }
  const Enumeration& operator[](EnumerationId id) const { return vocabulary.enumerations[id.index]; }
  const Measure& operator[](MeasureId id) const { return vocabulary.measures[id.index]; }
  const ListOfValues& operator[](ListId id) const { return vocabulary.lists[id.index]; }
  const Authority& operator[](AuthorityId id) const { return vocabulary.authorities[id.index]; }
  const Policy& operator[](PolicyId id) const { return policies[id.index]; }
  const Article& operator[](ArticleId id) const { return articles[id.index]; }
  const Parameter& operator[](ParameterId id) const { return parameters[id.index]; }

  const Policy& policy_of(const Sentence& sentence) const { return (*this)[(*this)[sentence.article].policy]; }
};

}  // namespace polc::core
