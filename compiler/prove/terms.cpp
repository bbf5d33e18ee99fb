// SPDX-License-Identifier: Apache-2.0
#include "compiler/prove/terms.h"

#include <algorithm>
#include <functional>

#include "runtime/value/check_macro.h"

namespace polc::prove {

std::size_t Terms::hash(const Node& node) {
  std::size_t seed = std::hash<std::string>()(node.name);
  // As in Boost's hash_combine.
  const auto mix = [&](std::size_t value) { seed ^= value + 0x9e3779b97f4a7c15U + (seed << 6) + (seed >> 2); };
  mix(static_cast<std::size_t>(node.op));
  mix(static_cast<std::size_t>(node.sort));
  mix(static_cast<std::size_t>(node.number.numerator()));
  mix(static_cast<std::size_t>(node.number.denominator()));
  for (const Term child : node.children) mix(child.index);
  return seed;
}

Terms::Terms() {
  nodes_.push_back({Op::True, Sort::Bool, {}, {}, {}});
  nodes_.push_back({Op::False, Sort::Bool, {}, {}, {}});
}

Term Terms::make(Node node) {
  std::vector<Term>& alike = known_[hash(node)];
  for (const Term term : alike)
    if (nodes_[term.index] == node) return term;
  alike.push_back({static_cast<std::uint32_t>(nodes_.size())});
  nodes_.push_back(std::move(node));
  return alike.back();
}

Term Terms::integer(std::int64_t number) { return make({Op::Number, Sort::Int, number, {}, {}}); }
Term Terms::real(value::Rational number) { return make({Op::Number, Sort::Real, number, {}, {}}); }

Term Terms::variable(Sort sort, const std::string& name) {
  const Term term = make({Op::Variable, sort, {}, {}, name + "_" + std::to_string(variables_.size())});
  variables_.push_back(term);
  return term;
}

Term Terms::negation(Term part) {
  const Node& node = nodes_[part.index];
  if (node.op == Op::True) return no();
  if (node.op == Op::False) return yes();
  if (node.op == Op::Not) return node.children[0];
  return make({Op::Not, Sort::Bool, {}, {part}, {}});
}

Term Terms::connective(Op op, std::vector<Term> parts) {
  const Term neutral = op == Op::And ? yes() : no();
  const Term decided = op == Op::And ? no() : yes();
  std::vector<Term> flat;
  for (const Term part : parts) {
    const Node& node = nodes_[part.index];
    if (part == neutral) continue;
    if (part == decided) return decided;
    if (node.op == op)
      flat.insert(flat.end(), node.children.begin(), node.children.end());
    else
      flat.push_back(part);
  }
  std::sort(flat.begin(), flat.end());
  flat.erase(std::unique(flat.begin(), flat.end()), flat.end());
  for (const Term part : flat)
    if (nodes_[part.index].op == Op::Not &&
        std::binary_search(flat.begin(), flat.end(), nodes_[part.index].children[0]))
      return decided;
  if (flat.empty()) return neutral;
  if (flat.size() == 1) return flat.front();
  return make({op, Sort::Bool, {}, std::move(flat), {}});
}

Term Terms::all(std::vector<Term> parts) { return connective(Op::And, std::move(parts)); }
Term Terms::any(std::vector<Term> parts) { return connective(Op::Or, std::move(parts)); }

Term Terms::to_real(Term number) {
  const Node& node = nodes_[number.index];
  if (node.sort == Sort::Real) return number;
  if (node.op == Op::Number) return real(node.number);
  return make({Op::ToReal, Sort::Real, {}, {number}, {}});
}

Term Terms::compare(Op op, Term left, Term right) {
  POLC_CHECK(nodes_[left.index].sort != Sort::Bool && nodes_[right.index].sort != Sort::Bool, "truths are compared");
  if (nodes_[left.index].sort != nodes_[right.index].sort) {
    left = to_real(left);
    right = to_real(right);
  }
  if (left == right) return truth(op != Op::Less);
  if (is_number(left) && is_number(right)) {
    const auto order = nodes_[left.index].number <=> nodes_[right.index].number;
    return truth(op == Op::Equal ? order == 0 : op == Op::Less ? order < 0 : order <= 0);
  }
  if (op == Op::Equal && right < left) std::swap(left, right);
  return make({op, Sort::Bool, {}, {left, right}, {}});
}

Term Terms::add(std::vector<Term> parts) {
  bool any_real = false;
  for (const Term part : parts) any_real = any_real || nodes_[part.index].sort == Sort::Real;
  value::Rational sum(0);
  std::vector<Term> rest;
  for (Term part : parts) {
    if (any_real) part = to_real(part);
    if (!is_number(part)) {
      rest.push_back(part);
      continue;
    }
    const auto next = value::add(sum, nodes_[part.index].number);
    if (!next) throw TermOverflow{};
    sum = *next;
  }
  const auto constant = [&] { return any_real ? real(sum) : make({Op::Number, Sort::Int, sum, {}, {}}); };
  if (rest.empty()) return constant();
  if (sum != value::Rational(0)) rest.push_back(constant());
  if (rest.size() == 1) return rest.front();
  return make({Op::Add, any_real ? Sort::Real : Sort::Int, {}, std::move(rest), {}});
}

Term Terms::scale(value::Rational factor, Term number) {
  if (!factor.is_integer()) number = to_real(number);
  const Node& node = nodes_[number.index];
  if (factor == value::Rational(1)) return number;
  if (node.op == Op::Number) {
    const auto product = value::multiply(factor, node.number);
    if (!product) throw TermOverflow{};
    return make({Op::Number, node.sort, *product, {}, {}});
  }
  if (factor == value::Rational(0)) return make({Op::Number, node.sort, value::Rational(0), {}, {}});
  return make({Op::Scale, node.sort, factor, {number}, {}});
}

Term Terms::choose(Term condition, Term then, Term otherwise) {
  if (nodes_[then.index].sort == Sort::Bool) return both(implies(condition, then), either(condition, otherwise));
  if (nodes_[then.index].sort != nodes_[otherwise.index].sort) {
    then = to_real(then);
    otherwise = to_real(otherwise);
  }
  if (condition == yes() || then == otherwise) return then;
  if (condition == no()) return otherwise;
  return make({Op::Choose, nodes_[then.index].sort, {}, {condition, then, otherwise}, {}});
}

}  // namespace polc::prove
