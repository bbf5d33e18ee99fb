// SPDX-License-Identifier: Apache-2.0
// When policies conform: the spans of time in which some sentence of theirs breaches what stands above it.
#pragma once

#include <vector>

#include "compiler/prove/prove.h"

namespace polc::prove {

// All of time that polc knows is open at its ends.
[[nodiscard]] bool begins_open(const LawCell& span);
[[nodiscard]] bool ends_open(const LawCell& span);
// Spans that touch or overlap become one; earliest first.
[[nodiscard]] std::vector<LawCell> merged(std::vector<LawCell> spans);
// Of the findings against superiors that are breaches. Earliest first: the first moment of the first is the first breach.
[[nodiscard]] std::vector<LawCell> spans_of_breach(const Report& report);

}  // namespace polc::prove
