// SPDX-License-Identifier: Apache-2.0
// The solver behind the prover. It is a library of its own, found and loaded when the first query needs it: what is proved by
// folding constants, or was proved before, never pays for it.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "compiler/prove/terms.h"
#include "runtime/value/result.h"

namespace polc::prove {

enum class Answer : std::uint8_t { Satisfiable, Unsatisfiable, Unknown };

// Values of variables; one that is missing may be anything. A truth is 1 or 0.
using Model = std::map<Term, value::Rational>;

struct SolverLimits {
  // Of one check, in the solver's own unit, so that a limit is reached on every machine alike.
  std::uint32_t steps = 20'000'000;
  std::uint32_t megabytes = 2'000;
};

// One query: assertions are added and taken back as on a stack.
class Query {
 public:
  virtual ~Query() = default;
  virtual void push() = 0;
  virtual void pop() = 0;
  virtual void add(Term assertion) = 0;
  [[nodiscard]] virtual Answer check() = 0;
  // A value for each of these variables, in a model of what is asserted now. None where there is no model, or a number of it
  // does not fit.
  [[nodiscard]] virtual std::optional<Model> model(const std::vector<Term>& variables) = 0;
};

class Solver {
 public:
  virtual ~Solver() = default;
  // `terms` must outlive the query; terms that are made later may be added.
  [[nodiscard]] virtual std::unique_ptr<Query> start(const Terms& terms, const SolverLimits& limits) = 0;
  [[nodiscard]] virtual std::string version() const = 0;  // "z3 4.8.12"
  [[nodiscard]] virtual std::string library() const = 0;  // the file that it was loaded from
};

// Finds the library beside the program, or where it was installed. The error is a sentence of the system.
[[nodiscard]] value::Result<std::unique_ptr<Solver>, std::string> load_solver();

}  // namespace polc::prove

// The only symbol of the library; the caller owns what it returns.
extern "C" [[gnu::visibility("default")]] polc::prove::Solver* polc_make_solver();
