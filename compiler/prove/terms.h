// SPDX-License-Identifier: Apache-2.0
// Formulas of a query: booleans with linear integer and rational arithmetic. Equal terms are one term, and what is constant is
// folded as it is made, so a query that needs no solver is seen to need none.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "runtime/value/rational.h"

namespace polc::prove {

struct Term {
  std::uint32_t index = 0;
  auto operator<=>(const Term&) const = default;
};

enum class Sort : std::uint8_t { Bool, Int, Real };

enum class Op : std::uint8_t {
  True,
  False,
  Number,    // `number`
  Variable,  // `name`
  Not,
  And,
  Or,
  Equal,  // of numbers of one sort
  LessOrEqual,
  Less,
  Add,
  Scale,   // number * child
  ToReal,  // of an Int
  Choose,  // child 0 ? child 1 : child 2, the latter two of one sort
};

struct Node {
  Op op = Op::True;
  Sort sort = Sort::Bool;
  value::Rational number = value::Rational(0);
  std::vector<Term> children;
  std::string name;
  friend bool operator==(const Node&, const Node&) = default;
};

// A number that does not fit while terms are folded.
struct TermOverflow {};

class Terms {
 public:
  Terms();

  [[nodiscard]] const Node& operator[](Term term) const { return nodes_[term.index]; }
  [[nodiscard]] std::size_t size() const { return nodes_.size(); }
  [[nodiscard]] const std::vector<Term>& variables() const { return variables_; }

  [[nodiscard]] Term yes() const { return {0}; }
  [[nodiscard]] Term no() const { return {1}; }
  [[nodiscard]] Term truth(bool value) const { return value ? yes() : no(); }
  [[nodiscard]] Term integer(std::int64_t number);
  [[nodiscard]] Term real(value::Rational number);
  // A new variable; names are made unique by a number.
  [[nodiscard]] Term variable(Sort sort, const std::string& name);

  [[nodiscard]] Term negation(Term part);
  [[nodiscard]] Term both(Term left, Term right) { return all({left, right}); }
  [[nodiscard]] Term either(Term left, Term right) { return any({left, right}); }
  [[nodiscard]] Term all(std::vector<Term> parts);
  [[nodiscard]] Term any(std::vector<Term> parts);
  [[nodiscard]] Term implies(Term left, Term right) { return either(negation(left), right); }

  // Numbers; an Int beside a Real becomes one.
  [[nodiscard]] Term equal(Term left, Term right) { return compare(Op::Equal, left, right); }
  [[nodiscard]] Term less_or_equal(Term left, Term right) { return compare(Op::LessOrEqual, left, right); }
  [[nodiscard]] Term less(Term left, Term right) { return compare(Op::Less, left, right); }
  [[nodiscard]] Term add(std::vector<Term> parts);
  [[nodiscard]] Term add(Term number, std::int64_t amount) { return add({number, integer(amount)}); }
  [[nodiscard]] Term scale(value::Rational factor, Term number);
  [[nodiscard]] Term choose(Term condition, Term yes, Term no);

  [[nodiscard]] bool is_number(Term term) const { return nodes_[term.index].op == Op::Number; }

 private:
  Term compare(Op op, Term left, Term right);
  Term connective(Op op, std::vector<Term> parts);
  Term to_real(Term number);
  Term make(Node node);

  static std::size_t hash(const Node& node);

  std::vector<Node> nodes_;
  std::unordered_map<std::size_t, std::vector<Term>> known_;  // by hash
  std::vector<Term> variables_;
};

}  // namespace polc::prove
