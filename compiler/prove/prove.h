// SPDX-License-Identifier: Apache-2.0
// The prover: core rules in; for every claim about the sentences of the policies in question, whether it was proved, refuted by
// a world that the interpreter was shown and sees the same in, or could not be decided, and why.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "compiler/core/core.h"
#include "compiler/prove/answers.h"
#include "compiler/prove/claim.h"
#include "compiler/prove/dependence.h"
#include "compiler/prove/lapsed_reference.h"
#include "compiler/prove/undecided.h"
#include "compiler/prove/witness.h"
#include "compiler/source/language.h"

namespace polc::prove {

struct Options {
  std::vector<core::PolicyId> asked;  // whose sentences are in question
  // Moments in question, both included; absent: whenever the policy of the sentence is in force.
  std::optional<value::Moment> from, to;
  source::Language language = source::Language::English;  // of names in witnesses
  SolverLimits limits;
  ProofStore* store = nullptr;  // of earlier runs; may be null
  // Called with the text of each query, and whether it was found to be satisfiable.
  Answers::OnQuery on_query;
};

// Why something is not decided.
enum class Reason : std::uint8_t {
  Construct,  // a construct that no query can say exactly
  Limit,      // the solver reached its limit
  NoSolver,   // the solver is not there
};

// What the interpreter says of a finding against superiors, in the world of its witness.
struct Breach {
  interpret::ViolationKind kind;
  core::ArticleId article;                         // that is broken
  std::optional<value::Rational> lowest, highest;  // allowed, in the base unit
};

struct Finding {
  Property property = Property::ClassConflict;
  std::vector<SentenceRef> about;
  std::optional<std::uint32_t> exception;
  core::RelationId sort;
  std::vector<LawCell> when;               // it is found: spans that do not touch, earliest first
  bool always = true;                      // that is whenever the sentences are in force and in question
  std::optional<Witness> witness;          // of findings by model
  std::optional<Breach> breach;            // none: seen by something else than a violation
  std::vector<SentenceRef> because;        // of Redundant: sentences that say the same
  std::optional<Judgement> judgement;      // as in the claim
  std::optional<core::MeasureId> measure;  // as in the claim
  std::optional<Dependence> depends;
};

struct Open {
  Property property = Property::ClassConflict;
  std::vector<SentenceRef> about;
  Reason reason = Reason::Construct;
  Construct construct = Construct::ProductOfUnknowns;
  source::Span span;  // of the construct
};

// What the claims of one property took.
struct Effort {
  std::size_t claims = 0;
  double seconds = 0;
};

enum class Verdict : std::uint8_t {
  NeverInForce,
  SaidAlready,  // not asked: of one of its sentences it is found that it never applies or is redundant
  Proved,
  Found,
  Undecided,
};

struct Report {
  std::vector<core::PolicyId> asked;
  std::vector<Verdict> verdicts;  // of the claims, in the order of claims_of
  std::vector<Finding> findings;
  std::vector<LapsedReference> lapsed;
  std::vector<Open> open;
  std::vector<Finding> differences;      // the interpreter does not see what the prover found: a mistake in polc
  std::vector<std::uint32_t> uncovered;  // hard norms under a superior that says nothing of their point
  std::size_t claims = 0;
  std::size_t proved = 0;
  std::size_t queries = 0;  // that a solver was asked
  std::size_t reused = 0;   // queries that were answered before
  std::map<Property, Effort> effort;
  std::optional<SentenceRef> slowest;  // about which the claim was that took longest …
  double slowest_seconds = 0;          // … namely so long
  std::string solver;                  // its version; empty: none was needed, or none is there
  std::string no_solver;               // why none is there
};

// All claims about the policies in question.
[[nodiscard]] Claims claims_of(const Ground& ground);
[[nodiscard]] Report prove(const core::Program& program, const Options& options);

}  // namespace polc::prove
