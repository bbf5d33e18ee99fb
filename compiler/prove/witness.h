// SPDX-License-Identifier: Apache-2.0
// A model as a world that the interpreter can be shown: the facts of a test block, at one moment.
#pragma once

#include <optional>
#include <string>

#include "compiler/core/core.h"
#include "compiler/prove/encoder.h"
#include "compiler/prove/solver.h"
#include "compiler/source/language.h"

namespace polc::prove {

struct Witness {
  core::Test test;  // given rows and one moment; nothing is expected
  core::RelationId sort;
  std::string subject;  // the key of the subject
};

// Things are named after their sort, in the given language. None where the world would need more rows than a reader could read.
[[nodiscard]] std::optional<Witness> to_witness(const Encoder& encoder, const Model& model, SlotId subject,
                                                source::Language language);

}  // namespace polc::prove
