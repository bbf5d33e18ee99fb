// SPDX-License-Identifier: Apache-2.0
// A witness before the interpreter: whether it sees what the prover found, and which facts it needs for that.
#pragma once

#include <optional>
#include <vector>

#include "compiler/prove/claim.h"
#include "compiler/prove/witness.h"

namespace polc::prove {

class Replayer {
 public:
  Replayer(const core::Program& program, const Ground& ground) : program_(program), ground_(ground) {}

  [[nodiscard]] bool is_seen(const Claim& claim, const Witness& witness);
  // Leaves out every fact without which the interpreter still sees the same.
  void drop_what_does_not_matter(const Claim& claim, Witness& witness);

 private:
  const core::Program& shown(const Claim& claim, const Witness& witness);

  const core::Program& program_;
  const Ground& ground_;
  // For policies without a first day: the program as if they had come into force on a given day.
  std::optional<core::Program> dated_;
  value::Day dated_on_;
};

// A norm that is on from the first day of its guard may have run out, which no query says.
[[nodiscard]] bool has_run(const core::Program& program, const Claim& claim);

}  // namespace polc::prove
