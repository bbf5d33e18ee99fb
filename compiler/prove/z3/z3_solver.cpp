// SPDX-License-Identifier: Apache-2.0
// Queries answered by Z3. No exception of Z3 leaves this file: what it cannot do is Answer::Unknown.
#include <dlfcn.h>
#include <z3++.h>

#include <string>
#include <unordered_map>

#include "compiler/prove/solver.h"
#include "runtime/value/check_macro.h"

namespace polc::prove {
namespace {

class Z3Query final : public Query {
 public:
  // The simple solver: another one builds its tactics anew for each query, which takes longer than most answers.
  Z3Query(const Terms& terms, const SolverLimits& limits) : terms_(terms), solver_(context_, z3::solver::simple()) {
    z3::params parameters(context_);
    parameters.set("rlimit", limits.steps);
    parameters.set("random_seed", 1U);
    parameters.set("max_memory", limits.megabytes);
    solver_.set(parameters);
  }

  void push() override {
    guarded([&] { solver_.push(); });
  }
  void pop() override {
    guarded([&] { solver_.pop(); });
  }
  void add(Term assertion) override {
    guarded([&] { solver_.add(translate(assertion)); });
  }

  Answer check() override {
    Answer answer = Answer::Unknown;
    guarded([&] {
      const z3::check_result result = solver_.check();
      if (result == z3::sat) answer = Answer::Satisfiable;
      if (result == z3::unsat) answer = Answer::Unsatisfiable;
    });
    last_ = answer;
    return failed_ ? Answer::Unknown : answer;
  }

  std::optional<Model> model(const std::vector<Term>& variables) override {
    Model model;
    bool whole = true;
    // What was tried since the last model and taken back leaves none behind.
    if (last_ != Answer::Satisfiable && check() != Answer::Satisfiable) return std::nullopt;
    guarded([&] {
      const z3::model found = solver_.get_model();
      for (const Term variable : variables) {
        const z3::expr value = found.eval(translate(variable), true);
        if (value.is_bool()) {
          model[variable] = value::Rational(value.is_true() ? 1 : 0);
          continue;
        }
        std::int64_t numerator = 0;
        std::int64_t denominator = 1;
        if (!value.is_numeral() || Z3_get_numeral_rational_int64(context_, value, &numerator, &denominator) == 0) {
          whole = false;
          continue;
        }
        const auto number = value::Rational::make(numerator, denominator);
        if (number)
          model[variable] = *number;
        else
          whole = false;
      }
    });
    return whole && !failed_ ? std::optional(model) : std::nullopt;
  }

 private:
  template <typename Action>
  void guarded(const Action& action) {
    try {
      action();
    } catch (const z3::exception&) {
      failed_ = true;
    }
  }

  z3::expr number(const Node& node) {
    const std::string text = std::to_string(node.number.numerator()) + "/" + std::to_string(node.number.denominator());
    return node.sort == Sort::Int ? context_.int_val(node.number.numerator()) : context_.real_val(text.c_str());
  }

  z3::expr make(const Node& node, const std::vector<z3::expr>& parts) {
    z3::expr_vector all(context_);
    for (const z3::expr& part : parts) all.push_back(part);
    switch (node.op) {
      case Op::True:
        return context_.bool_val(true);
      case Op::False:
        return context_.bool_val(false);
      case Op::Number:
        return number(node);
      case Op::Variable:
        return context_.constant(node.name.c_str(), node.sort == Sort::Bool  ? context_.bool_sort()
                                                    : node.sort == Sort::Int ? context_.int_sort()
                                                                             : context_.real_sort());
      case Op::Not:
        return !parts[0];
      case Op::And:
        return z3::mk_and(all);
      case Op::Or:
        return z3::mk_or(all);
      case Op::Equal:
        return parts[0] == parts[1];
      case Op::LessOrEqual:
        return parts[0] <= parts[1];
      case Op::Less:
        return parts[0] < parts[1];
      case Op::Add:
        return z3::sum(all);
      case Op::Scale:
        return number(node) * parts[0];
      case Op::ToReal:
        return z3::to_real(parts[0]);
      case Op::Choose:
        return z3::ite(parts[0], parts[1], parts[2]);
    }
    POLC_UNREACHABLE("an operation that Z3 is not told of");
  }

  // Children first; an explicit stack, since terms may be deep.
  z3::expr translate(Term root) {
    std::vector<std::pair<Term, bool>> open{{root, false}};
    while (!open.empty()) {
      const auto [term, ready] = open.back();
      open.pop_back();
      if (known_.contains(term.index)) continue;
      const Node& node = terms_[term];
      if (!ready) {
        open.emplace_back(term, true);
        for (const Term child : node.children) open.emplace_back(child, false);
        continue;
      }
      std::vector<z3::expr> parts;
      for (const Term child : node.children) parts.push_back(known_.at(child.index));
      known_.emplace(term.index, make(node, parts));
    }
    return known_.at(root.index);
  }

  const Terms& terms_;
  z3::context context_;
  z3::solver solver_;
  std::unordered_map<std::uint32_t, z3::expr> known_;
  Answer last_ = Answer::Unknown;
  bool failed_ = false;
};

class Z3Solver final : public Solver {
 public:
  std::unique_ptr<Query> start(const Terms& terms, const SolverLimits& limits) override {
    return std::make_unique<Z3Query>(terms, limits);
  }
  std::string version() const override {
    unsigned major = 0;
    unsigned minor = 0;
    unsigned build = 0;
    unsigned revision = 0;
    Z3_get_version(&major, &minor, &build, &revision);
    return "z3 " + std::to_string(major) + "." + std::to_string(minor) + "." + std::to_string(build);
  }
  std::string library() const override {
    Dl_info info;
    return dladdr(reinterpret_cast<const void*>(&Z3_get_version), &info) != 0 ? info.dli_fname : "";
  }
};

}  // namespace
}  // namespace polc::prove

extern "C" polc::prove::Solver* polc_make_solver() { return new polc::prove::Z3Solver; }
