// SPDX-License-Identifier: Apache-2.0
// A program cut down to the sentences that can matter to one claim, so that replaying a witness does not cost more the more
// sentences stand beside it. Vocabulary, policies and conditions stay as they are.
#pragma once

#include <map>
#include <memory>
#include <optional>

#include "compiler/core/core.h"
#include "compiler/prove/apart.h"
#include "compiler/prove/law.h"
#include "compiler/prove/sentence.h"

namespace polc::prove {

class Slice {
 public:
  // The whole program, until something is chosen.
  Slice(const Law& law, const Demands& demands);

  // The sentences themselves; of the superiors of their policies all limits and class rules, and the norms about the sorts that
  // the sentences are about; of the policies themselves all limits and class rules, and the norms that are not known to stand
  // apart from the first of the sentences.
  void choose(const std::vector<SentenceRef>& sentences);
  // As if policies without a first day came into force on this one; none: as they are.
  void set_first_day(std::optional<value::Day> day);

  [[nodiscard]] const core::Program& program() const { return program_; }
  // Where a sentence of the whole program stands in the slice.
  [[nodiscard]] std::optional<std::uint32_t> at(SentenceRef ref) const;

 private:
  void add(SentenceRef ref);

  const Law& law_;
  const Demands& demands_;
  core::Program program_;
  std::map<SentenceRef, std::uint32_t> places_;
  bool is_whole_ = true;
  bool is_dated_ = false;
};

}  // namespace polc::prove
