// SPDX-License-Identifier: Apache-2.0
#include "compiler/prove/terms.h"

#include <doctest/doctest.h>

#include "compiler/prove/smtlib.h"

using namespace polc::prove;
using polc::value::Rational;

TEST_CASE("constants are folded, and equal terms are one") {
  Terms terms;
  const Term a = terms.variable(Sort::Bool, "a");
  const Term n = terms.variable(Sort::Int, "n");
  CHECK(terms.both(a, terms.yes()) == a);
  CHECK(terms.both(a, terms.negation(a)) == terms.no());
  CHECK(terms.either(a, terms.negation(a)) == terms.yes());
  CHECK(terms.negation(terms.negation(a)) == a);
  CHECK(terms.all({a, a, terms.yes()}) == a);
  CHECK(terms.less(terms.integer(3), terms.integer(4)) == terms.yes());
  CHECK(terms.equal(n, n) == terms.yes());
  CHECK(terms.less(n, n) == terms.no());
  CHECK(terms.add({terms.integer(2), terms.integer(-2)}) == terms.integer(0));
  CHECK(terms.add(n, 0) == n);
  CHECK(terms.scale(Rational(0), n) == terms.integer(0));
  CHECK(terms.equal(n, terms.integer(1)) == terms.equal(terms.integer(1), n));
  CHECK(terms.choose(a, n, n) == n);
  CHECK(terms.less_or_equal(terms.real(*Rational::make(5, 2)), terms.integer(3)) == terms.yes());
}

TEST_CASE("a number that does not fit is not folded to another") {
  Terms terms;
  CHECK_THROWS_AS((void)terms.add({terms.integer(INT64_MAX), terms.integer(1)}), TermOverflow);
  CHECK_THROWS_AS((void)terms.scale(Rational(INT64_MAX), terms.integer(3)), TermOverflow);
}

TEST_CASE("a query reads as SMT-LIB") {
  Terms terms;
  const Term n = terms.variable(Sort::Int, "n");
  const Term r = terms.variable(Sort::Real, "r");
  const std::string text =
      to_smtlib(terms, {terms.less(terms.add(n, -3), r), terms.equal(r, terms.real(*Rational::make(-5, 2)))}, {"why"});
  CHECK(text == R"(; why
(set-logic QF_LIRA)
(declare-const n_0 Int)
(declare-const r_1 Real)
(define-fun t5 () Int (+ n_0 (- 3)))
(define-fun t6 () Real (to_real t5))
(define-fun t7 () Bool (< t6 r_1))
(define-fun t9 () Bool (= r_1 (- (/ 5.0 2.0))))
(assert t7)
(assert t9)
(check-sat)
)");
}
