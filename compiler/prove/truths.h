// SPDX-License-Identifier: Apache-2.0
// What a condition means in a query: when it is true and when it is false; neither is unknown (strong Kleene).
#pragma once

#include "compiler/prove/terms.h"

namespace polc::prove {

struct Truths {
  Term yes;
  Term no;
};

[[nodiscard]] inline Truths known(Terms& terms, Term yes) { return {yes, terms.negation(yes)}; }
[[nodiscard]] inline Truths negation(Truths part) { return {part.no, part.yes}; }
[[nodiscard]] inline Truths both(Terms& terms, Truths left, Truths right) {
  return {terms.both(left.yes, right.yes), terms.either(left.no, right.no)};
}
[[nodiscard]] inline Truths either(Terms& terms, Truths left, Truths right) {
  return {terms.either(left.yes, right.yes), terms.both(left.no, right.no)};
}

}  // namespace polc::prove
