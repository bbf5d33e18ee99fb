// SPDX-License-Identifier: Apache-2.0
// A sentence of a core program, by the table that holds it.
#pragma once

#include <compare>
#include <cstdint>

#include "compiler/core/core.h"

namespace polc::prove {

struct SentenceRef {
  enum class Table : std::uint8_t { ClassRule, Norm, Limit } table = Table::Norm;
  std::uint32_t index = 0;
  auto operator<=>(const SentenceRef&) const = default;
};

[[nodiscard]] inline SentenceRef class_rule_ref(std::uint32_t at) { return {SentenceRef::Table::ClassRule, at}; }
[[nodiscard]] inline SentenceRef norm_ref(std::uint32_t at) { return {SentenceRef::Table::Norm, at}; }
[[nodiscard]] inline SentenceRef limit_ref(std::uint32_t at) { return {SentenceRef::Table::Limit, at}; }

[[nodiscard]] inline const core::Sentence& sentence_of(const core::Program& program, SentenceRef ref) {
  switch (ref.table) {
    case SentenceRef::Table::ClassRule:
      return program.class_rules[ref.index].sentence;
    case SentenceRef::Table::Limit:
      return program.limits[ref.index].sentence;
    case SentenceRef::Table::Norm:
      break;
  }
  return program.norms[ref.index].sentence;
}

// What it is about.
[[nodiscard]] inline core::RelationId sort_of(const core::Program& program, SentenceRef ref) {
  switch (ref.table) {
    case SentenceRef::Table::ClassRule:
      return program.class_rules[ref.index].sort;
    case SentenceRef::Table::Limit:
      return program.limits[ref.index].sort;
    case SentenceRef::Table::Norm:
      break;
  }
  return program.norms[ref.index].sort;
}

}  // namespace polc::prove
