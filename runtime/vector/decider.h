// SPDX-License-Identifier: Apache-2.0
// The classes of single things, as they are asked for at one moment: who stands at a checkpoint is classed from his own rows,
// not with everybody. The same as interpret::Session::classes says of the thing.
#pragma once

#include <cstdint>
#include <memory>

#include "compiler/core/core.h"
#include "compiler/diagnostics/sink.h"
#include "runtime/facts/fact_base.h"
#include "runtime/interpret/result.h"

namespace polc::vector {

class Decider {
 public:
  struct Decision {
    interpret::ClassState state = interpret::ClassState::None;
    std::uint8_t rank = 0;  // where the state is Class
    friend bool operator==(const Decision&, const Decision&) = default;
  };

  // What does not concern single things (the classes of the places where they have been) is worked out here. `program` has
  // passed core::verify; it, the facts and the sink must outlive the decider.
  Decider(const core::Program& program, const facts::FactBase& facts, diag::Sink& sink, core::ScaleId scale,
          core::RelationId sort, value::Moment moment);
  ~Decider();
  Decider(Decider&&) noexcept;

  // `thing`: a row of the sort. Not for several threads at once; each may have a decider.
  [[nodiscard]] Decision decide(facts::Row thing);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace polc::vector
