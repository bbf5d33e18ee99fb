// SPDX-License-Identifier: Apache-2.0
// A query as SMT-LIB 2.6 text (logic QF_LIRA): the same text for the same terms, so that it can be read by any solver and
// serve as the name of the query.
#pragma once

#include <string>
#include <vector>

#include "compiler/prove/terms.h"

namespace polc::prove {

// `comment` stands at the top, a line each. Shared parts are named once.
[[nodiscard]] std::string to_smtlib(const Terms& terms, const std::vector<Term>& assertions,
                                    const std::vector<std::string>& comment = {});

}  // namespace polc::prove
