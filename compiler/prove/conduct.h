// SPDX-License-Identifier: Apache-2.0
// What a norm does to acts, by the vocabulary of conduct: which it imposes, which it forbids.
#pragma once

#include <optional>
#include <vector>

#include "compiler/core/core.h"

namespace polc::prove {

class Conduct {
 public:
  explicit Conduct(const core::Program& program);

  // A hard obligation imposes its measure and all that this counts as; a hard prohibition imposes opposites.
  [[nodiscard]] std::vector<core::MeasureId> imposed(const core::Norm& norm) const;
  // A default or an advice urges its measure and all that this counts as.
  [[nodiscard]] std::vector<core::MeasureId> urged(const core::Norm& norm) const;
  // A hard prohibition forbids its acts and all that count as them; a hard obligation what its measure rules out.
  [[nodiscard]] std::vector<core::MeasureId> forbidden(const core::Norm& norm) const;
  // Its measures and all that they count as.
  [[nodiscard]] std::vector<core::MeasureId> done_by(const core::Norm& norm) const;
  // The measures of its heads.
  [[nodiscard]] static std::vector<core::MeasureId> measures(const core::Norm& norm);
  // Of a norm that demands, forbids or allows just one.
  [[nodiscard]] static std::optional<core::MeasureId> single(const core::Norm& norm);
  [[nodiscard]] static const core::MeasureHead* head(const core::Norm& norm);

 private:
  // from -> all that can be reached, itself included.
  using Closure = std::vector<std::vector<core::MeasureId>>;
  Closure implied_;   // it counts as
  Closure implying_;  // count as it
  std::vector<std::vector<core::MeasureId>> opposite_, excluded_;
};

[[nodiscard]] bool contains(const std::vector<core::MeasureId>& all, core::MeasureId one);
[[nodiscard]] bool share_any(const std::vector<core::MeasureId>& some, const std::vector<core::MeasureId>& others);

}  // namespace polc::prove
