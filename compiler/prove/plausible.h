// SPDX-License-Identifier: Apache-2.0
// Of all models of a query one that an official would believe: few rows, small amounts, days near the moment, a body's
// temperature.
#pragma once

#include <optional>

#include "compiler/prove/encoder.h"
#include "compiler/prove/solver.h"

namespace polc::prove {

// The model with as many wishes as can be had, in their order. The query must be satisfiable; it is left with the wishes that
// were granted. None where the solver reaches its limit or a number does not fit.
[[nodiscard]] std::optional<Model> plausible_model(Encoder& encoder, Query& query);

}  // namespace polc::prove
