// SPDX-License-Identifier: Apache-2.0
// What one norm demands against what another does, in every respect that a norm can name but for whom and when.
#pragma once

#include "compiler/core/core.h"
#include "compiler/prove/conduct.h"

namespace polc::prove {

// Who does what `other` demands of one measure does what `one` demands: the same measure, as long and as often, to the same
// recipients, without times that only one of them has.
[[nodiscard]] bool demands_no_less(const core::Program& program, const core::Norm& one, const core::Norm& other);
// Two hard norms, of which `other` demands (forbids) all that `one` does and more: the same measure longer or more often, or a
// measure that counts as it; a ban of what the measure counts as.
[[nodiscard]] bool demands_more(const core::Program& program, const Conduct& conduct, const core::Norm& one,
                                const core::Norm& other);

}  // namespace polc::prove
