// SPDX-License-Identifier: Apache-2.0
// Answers to queries, each asked of a solver only once: what was answered before, in this run or in an earlier one, is looked up
// by the text of the query. Two queries of one text are one question, whatever sentences they came from.
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "compiler/prove/encoder.h"
#include "compiler/prove/proof_store.h"
#include "compiler/prove/solver.h"

namespace polc::prove {

class Answers {
 public:
  using OnQuery = std::function<void(const std::string& smtlib, Answer)>;

  // `store` may be null: then nothing outlasts the run.
  Answers(const SolverLimits& limits, ProofStore* store, const OnQuery& on_query)
      : limits_(limits), store_(store), on_query_(on_query) {}

  struct Reply {
    Answer answer = Answer::Unknown;
    std::string key;  // of the query
  };
  // None: it would have to be asked, and no solver is there.
  [[nodiscard]] std::optional<Reply> of(const Terms& terms, const std::vector<Term>& assertions);
  // A plausible model of what this reply calls satisfiable.
  [[nodiscard]] std::optional<Model> model(Encoder& encoder, const std::vector<Term>& assertions, const Reply& reply);

  [[nodiscard]] std::size_t asked() const { return asked_; }                 // of a solver
  [[nodiscard]] std::size_t reused() const { return reused_; }               // known before
  [[nodiscard]] const std::string& solver() const { return version_; }       // empty: none was needed, or none is there
  [[nodiscard]] const std::string& no_solver() const { return no_solver_; }  // why none is there

 private:
  Solver* load();
  [[nodiscard]] std::string key_of(const std::string& text);
  [[nodiscard]] std::unique_ptr<Query> start(const Terms& terms, const std::vector<Term>& assertions);

  const SolverLimits& limits_;
  ProofStore* store_;
  const OnQuery& on_query_;
  std::unique_ptr<Solver> solver_;
  std::string version_, no_solver_;
  std::map<std::string, ProofStore::Proof> known_;  // of this run, by key
  std::size_t asked_ = 0;
  std::size_t reused_ = 0;
};

}  // namespace polc::prove
