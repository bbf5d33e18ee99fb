// SPDX-License-Identifier: Apache-2.0
// A small sound program: regions with parents, persons with homes, cases; one class rule, one norm, one limit.
#pragma once

#include "compiler/core/core.h"

namespace polc::core_test {

[[nodiscard]] core::Program example();

inline constexpr core::RelationId region{0}, person{1}, cases{2};

}  // namespace polc::core_test
