// SPDX-License-Identifier: Apache-2.0
// `need only registration`: what else the lists of the vocabulary name beside it is not needed.
#pragma once
#include <vector>

#include "compiler/core/core.h"

namespace polc::check {

// The measures of `sort` that stand in a list with one of `enough`, in the order of the vocabulary, those of `enough` left out.
[[nodiscard]] std::vector<core::MeasureId> spared_beside(const core::Program& program, core::RelationId sort,
                                                         const std::vector<core::MeasureId>& enough);

}  // namespace polc::check
