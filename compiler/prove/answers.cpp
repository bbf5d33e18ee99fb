// SPDX-License-Identifier: Apache-2.0
#include "compiler/prove/answers.h"

#include "compiler/prove/plausible.h"
#include "compiler/prove/smtlib.h"

namespace polc::prove {
namespace {

// To be counted up when queries of the same text would be answered otherwise, or with other worlds.
constexpr int generation = 1;

}  // namespace

Solver* Answers::load() {
  if (solver_ || !no_solver_.empty()) return solver_.get();
  auto loaded = load_solver();
  if (!loaded) {
    no_solver_ = loaded.error();
    return nullptr;
  }
  solver_ = std::move(*loaded);
  const std::string version = solver_->version();
  if (store_ != nullptr && version != version_) store_->keep_solver(version, solver_->library());
  version_ = version;
  return solver_.get();
}

std::string Answers::key_of(const std::string& text) {
  // Within one run there is one solver.
  if (store_ == nullptr) return digest(text);
  if (version_.empty()) {
    if (const auto version = store_->solver_version())
      version_ = *version;
    else
      load();
  }
  return digest(std::to_string(generation) + "|" + version_ + "|" + std::to_string(limits_.steps) + "|" +
                std::to_string(limits_.megabytes) + "|" + text);
}

std::unique_ptr<Query> Answers::start(const Terms& terms, const std::vector<Term>& assertions) {
  auto query = solver_->start(terms, limits_);
  for (const Term assertion : assertions) query->add(assertion);
  return query;
}

std::optional<Answers::Reply> Answers::of(const Terms& terms, const std::vector<Term>& assertions) {
  const std::string text = to_smtlib(terms, assertions);
  const std::string key = key_of(text);
  auto known = known_.find(key);
  if (known == known_.end() && store_ != nullptr)
    if (auto kept = store_->find(key)) known = known_.emplace(key, std::move(*kept)).first;
  if (known != known_.end()) {
    ++reused_;
  } else {
    if (load() == nullptr) return std::nullopt;
    ++asked_;
    const Answer answer = start(terms, assertions)->check();
    known = known_.emplace(key, ProofStore::Proof{answer, std::nullopt}).first;
    if (store_ != nullptr && answer != Answer::Unknown) store_->keep(key, known->second);
  }
  if (on_query_) on_query_(text, known->second.answer);
  return Reply{known->second.answer, key};
}

std::optional<Model> Answers::model(Encoder& encoder, const std::vector<Term>& assertions, const Reply& reply) {
  const std::vector<Term> variables = encoder.terms.variables();
  ProofStore::Proof& proof = known_.at(reply.key);
  if (proof.model && proof.model->size() == variables.size()) {
    Model model;
    for (std::size_t at = 0; at < variables.size(); ++at) model.emplace(variables[at], (*proof.model)[at]);
    return model;
  }
  if (load() == nullptr) return std::nullopt;
  const auto query = start(encoder.terms, assertions);
  if (query->check() != Answer::Satisfiable) return std::nullopt;
  auto model = plausible_model(encoder, *query);
  if (!model) return std::nullopt;
  proof.model.emplace();
  for (const Term variable : variables) {
    const auto value = model->find(variable);
    proof.model->push_back(value == model->end() ? value::Rational(0) : value->second);
  }
  if (store_ != nullptr) store_->keep(reply.key, proof);
  return model;
}

}  // namespace polc::prove
