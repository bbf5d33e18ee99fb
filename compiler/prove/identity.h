// SPDX-License-Identifier: Apache-2.0
// The id of a finding: eight characters that stay while the sentences it is about say the same. Hashed: the kind, the policy, the
// core forms of its sentences, the numbers of the parameters they name, and the superior's article and core form. Not hashed:
// files, lines, layout, language, the world, the moment. So moving, reformatting or translating keeps an id; changing 14 to 21
// changes it, and a waiver no longer covers it.
#pragma once

#include <string>
#include <vector>

#include "compiler/core/core.h"
#include "compiler/prove/prove.h"

namespace polc::prove {

// In the order of the findings; of several with the same id the second ends in "-2", and so on.
[[nodiscard]] std::vector<std::string> ids_of(const core::Program& program, const std::vector<Finding>& findings);

[[nodiscard]] std::string id_of(const core::Program& program, const LapsedReference& reference);

}  // namespace polc::prove
