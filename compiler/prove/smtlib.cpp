// SPDX-License-Identifier: Apache-2.0
#include "compiler/prove/smtlib.h"

namespace polc::prove {
namespace {

class Printer {
 public:
  explicit Printer(const Terms& terms) : terms_(terms), seen_(terms.size(), false) {}

  std::string print(const std::vector<Term>& assertions) {
    for (const Term term : assertions) visit(term);
    std::string out = "(set-logic QF_LIRA)\n";
    for (const Term variable : terms_.variables())
      if (seen_[variable.index])
        out += "(declare-const " + terms_[variable].name + " " + sort_of(terms_[variable].sort) + ")\n";
    out += definitions_;
    for (const Term term : assertions) out += "(assert " + name(term) + ")\n";
    return out + "(check-sat)\n";
  }

 private:
  static const char* sort_of(Sort sort) { return sort == Sort::Bool ? "Bool" : sort == Sort::Int ? "Int" : "Real"; }

  static std::string number(const Node& node) {
    const bool negative = node.number.numerator() < 0;
    // The least integer has no counterpart above zero: digits are taken from the text.
    std::string digits = std::to_string(node.number.numerator());
    if (negative) digits.erase(0, 1);
    std::string text = node.sort == Sort::Real ? digits + ".0" : digits;
    if (!node.number.is_integer()) text = "(/ " + text + " " + std::to_string(node.number.denominator()) + ".0)";
    return negative ? "(- " + text + ")" : text;
  }

  std::string name(Term term) const {
    const Node& node = terms_[term];
    switch (node.op) {
      case Op::True:
        return "true";
      case Op::False:
        return "false";
      case Op::Number:
        return number(node);
      case Op::Variable:
        return node.name;
      default:
        return "t" + std::to_string(term.index);
    }
  }

  static const char* word(Op op) {
    switch (op) {
      case Op::Not:
        return "not";
      case Op::And:
        return "and";
      case Op::Or:
        return "or";
      case Op::Equal:
        return "=";
      case Op::LessOrEqual:
        return "<=";
      case Op::Less:
        return "<";
      case Op::Add:
        return "+";
      case Op::Scale:
        return "*";
      case Op::ToReal:
        return "to_real";
      case Op::Choose:
        return "ite";
      default:
        return "";
    }
  }

  // Children before parents; an explicit stack, since terms may be deep.
  void visit(Term root) {
    std::vector<std::pair<Term, bool>> open{{root, false}};
    while (!open.empty()) {
      const auto [term, done] = open.back();
      open.pop_back();
      if (done) {
        define(term);
        continue;
      }
      if (seen_[term.index]) continue;
      seen_[term.index] = true;
      open.emplace_back(term, true);
      for (const Term child : terms_[term].children) open.emplace_back(child, false);
    }
  }

  void define(Term term) {
    const Node& node = terms_[term];
    if (node.children.empty()) return;
    definitions_ += "(define-fun t" + std::to_string(term.index) + " () " + sort_of(node.sort) + " (" + word(node.op);
    if (node.op == Op::Scale) definitions_ += " " + number(node);
    for (const Term child : node.children) definitions_ += " " + name(child);
    definitions_ += "))\n";
  }

  const Terms& terms_;
  std::vector<bool> seen_;  // by term
  std::string definitions_;
};

}  // namespace

std::string to_smtlib(const Terms& terms, const std::vector<Term>& assertions,
                      const std::vector<std::string>& comment) {
  std::string out;
  for (const std::string& line : comment) out += "; " + line + "\n";
  return out + Printer(terms).print(assertions);
}

}  // namespace polc::prove
