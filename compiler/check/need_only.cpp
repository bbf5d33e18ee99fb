// SPDX-License-Identifier: Apache-2.0
#include "compiler/check/need_only.h"

#include <algorithm>

#include "compiler/check/rules.h"

namespace polc::check {
namespace {

bool has(const std::vector<core::MeasureId>& measures, core::MeasureId one) {
  return std::find(measures.begin(), measures.end(), one) != measures.end();
}

}  // namespace

std::vector<core::MeasureId> spared_beside(const core::Program& program, core::RelationId sort,
                                           const std::vector<core::MeasureId>& enough) {
  std::vector<core::MeasureId> spared;
  for (const core::ListOfValues& list : program.vocabulary.lists) {
    const bool names_one =
        std::any_of(enough.begin(), enough.end(), [&](core::MeasureId measure) { return has(list.measures, measure); });
    if (!names_one) continue;
    for (const core::MeasureId other : list.measures) {
      if (is_done_to(program, other, sort) && !has(enough, other) && !has(spared, other)) spared.push_back(other);
    }
  }
  std::sort(spared.begin(), spared.end());
  return spared;
}

}  // namespace polc::check
