// SPDX-License-Identifier: Apache-2.0
// Proofs of earlier runs, kept in one file of SQLite. Found by what they depend on and by nothing else: the text of the query,
// the version of the solver, its limits. So the file may be deleted at any time, and shared between runs and machines. What
// cannot be read, or was altered, is as good as not there.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "compiler/prove/solver.h"

namespace polc::prove {

class ProofStore {
 public:
  struct Proof {
    Answer answer = Answer::Unknown;
    // Of what is satisfiable: the values of the query's variables in a plausible world, in their order; none: never looked for.
    std::optional<std::vector<value::Rational>> model;
  };

  // The error is a sentence of the system. Folders above the file are made.
  [[nodiscard]] static value::Result<std::unique_ptr<ProofStore>, std::string> open(const std::filesystem::path& file);
  // Where a user's proofs are kept; none: the environment names no such place.
  [[nodiscard]] static std::optional<std::filesystem::path> usual_place();
  ~ProofStore();
  ProofStore(const ProofStore&) = delete;
  ProofStore& operator=(const ProofStore&) = delete;

  [[nodiscard]] std::optional<Proof> find(const std::string& key);
  void keep(const std::string& key, const Proof& proof);
  // The version of the solver, if its library was seen before and is still the same file, unchanged.
  [[nodiscard]] std::optional<std::string> solver_version();
  void keep_solver(const std::string& version, const std::filesystem::path& library);

 private:
  struct Database;
  explicit ProofStore(std::unique_ptr<Database> database);
  void write_proofs();
  void write_solver();

  std::unique_ptr<Database> database_;
  // To be written at the end.
  struct SolverFile {
    std::string version, path;
  };
  std::map<std::string, Proof> pending_;
  std::optional<SolverFile> solver_;
};

// A name for a text that no other text has, as far as anybody knows: SHA-256, in hexadecimal digits.
[[nodiscard]] std::string digest(const std::string& text);

}  // namespace polc::prove
