// SPDX-License-Identifier: Apache-2.0
// A witness before the interpreter: whether it sees what the prover found, and which facts it needs for that.
#pragma once

#include <optional>

#include "compiler/prove/claim.h"
#include "compiler/prove/slice.h"
#include "compiler/prove/witness.h"

namespace polc::prove {

class Replayer {
 public:
  explicit Replayer(const Ground& ground) : ground_(ground) {}

  // The claim that the next questions are about.
  void choose(const Claim& claim);
  [[nodiscard]] bool is_seen(const Witness& witness);
  // The violation of the second sentence of the claim by the first that the interpreter reports there.
  [[nodiscard]] std::optional<interpret::Violation> breach_in(const Witness& witness);
  // Leaves out every fact without which the interpreter still sees the same.
  void drop_what_does_not_matter(Witness& witness);

 private:
  // `look` at what the interpreter makes of the witness; policies without a first day begin on `first_day`, if there is one.
  template <typename Look>
  auto evaluate(const Witness& witness, std::optional<value::Day> first_day, const Look& look);

  const Ground& ground_;
  const Claim* claim_ = nullptr;
  Scope scope_;
  std::optional<Slice> slice_;  // made when it is first needed: it is a copy of the program
};

// A norm that is on from the first day of its guard may have run out, which no query says.
[[nodiscard]] bool has_run(const core::Program& program, const Claim& claim);

}  // namespace polc::prove
