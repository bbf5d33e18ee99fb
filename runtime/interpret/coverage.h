// SPDX-License-Identifier: Apache-2.0
// What tests have touched of a program: of each sentence, whether it ever applied to something, and of each condition in it,
// whether it was ever true and ever false. A plain record; Session fills it where Options::coverage points to one.
#pragma once

#include <cstdint>
#include <vector>

#include "compiler/core/core.h"

namespace polc::interpret {

// An atomic condition of a sentence: no connective and no constant. `one of` several values of an attribute is one condition,
// and none where no other value is declared. The filter of a count has atoms of its own.
struct ConditionCoverage {
  core::ConditionId condition;
  bool was_true = false;
  bool was_false = false;
  [[nodiscard]] bool is_covered() const { return was_true && was_false; }
};

// One of the core rules that a sentence stands for.
struct RuleCoverage {
  enum class Kind : std::uint8_t { ClassRule, Norm, Limit } kind = Kind::ClassRule;
  std::uint32_t index = 0;  // of Program::class_rules, norms or limits
  // At some moment it held for something: the class was given, the norm was due, what the limit guards was in question.
  bool held = false;
};

struct SentenceCoverage {
  core::Sentence sentence;
  std::vector<RuleCoverage> rules;  // at least one
  std::vector<ConditionCoverage>
      conditions;  // in the order in which they are asked; each once, however many rules ask it
  [[nodiscard]] bool is_covered() const {
    for (const RuleCoverage& rule : rules)
      if (!rule.held) return false;
    return true;
  }
};

struct Coverage {
  std::vector<SentenceCoverage> sentences;  // by file and place
};

// Every sentence of the program with its conditions, nothing of it touched yet.
[[nodiscard]] Coverage nothing_covered(const core::Program& program);

}  // namespace polc::interpret
