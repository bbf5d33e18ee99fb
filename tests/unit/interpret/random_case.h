// SPDX-License-Identifier: Apache-2.0
// Small random programs and facts for them, made directly as core rules. Equal seeds give equal cases.
#pragma once

#include <cstdint>
#include <set>
#include <vector>

#include "compiler/core/core.h"
#include "runtime/facts/fact_base.h"

namespace polc::interpret_test {

struct Case {
  core::Program program;
  facts::FactBase facts;
  // The days without a report, by relation and subject; the same as in facts, as a plain set.
  std::vector<std::vector<std::set<std::int32_t>>> missing;
  value::Day first, last;  // days worth asking about
};

[[nodiscard]] Case make_case(std::uint32_t seed);

// Relations and columns of every case.
inline constexpr core::RelationId region{0}, person{1}, cases{2}, stay{3}, sample{4}, conduct{5}, record{6};
inline constexpr core::ScaleId risk{0};

}  // namespace polc::interpret_test
