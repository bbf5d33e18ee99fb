// SPDX-License-Identifier: Apache-2.0
// What Session does for one moment, for another engine that has filled the evaluator with what it worked out itself.
#pragma once

#include <functional>

#include "runtime/interpret/evaluator.h"
#include "runtime/interpret/interpret.h"
#include "runtime/interpret/norms.h"

namespace polc::interpret {

// As Session::evaluate_in_parts. `source`: of what is said of norms already, or none.
void evaluate_in_parts(Evaluator& evaluator, NormSource* source, Options options,
                       const std::function<void(DayResult&)>& on_part, Row subjects_at_once);

}  // namespace polc::interpret
