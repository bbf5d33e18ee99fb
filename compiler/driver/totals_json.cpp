// SPDX-License-Identifier: Apache-2.0
#include "compiler/driver/totals_json.h"

namespace polc::driver {

namespace {

using Json = nlohmann::ordered_json;

}  // namespace

Json totals_of(const DayTotals& totals, const EvalContext& context) {
  Json classes = Json::array();
  for (const ClassCount& count : totals.classes) {
    Json numbers = Json::object();
    for (std::uint32_t rank = 0; rank < count.numbers.of_rank.size(); ++rank)
      numbers[context.wording.class_name(count.scale, rank)] = count.numbers.of_rank[rank];
    classes.push_back({{"scale", context.wording.label(context.program[count.scale].label)},
                       {"of", context.wording.label(context.program[count.sort].label)},
                       {"classes", std::move(numbers)},
                       {"none", count.numbers.none},
                       {"unknown", count.numbers.unknown},
                       {"conflict", count.numbers.conflict},
                       {"gap", count.numbers.gap}});
  }
  Json measures = Json::array();
  for (const auto& [key, count] : totals.measures)
    measures.push_back(
        {{"modality", key.first}, {"measure", key.second}, {"due", count.certain}, {"unknown", count.unknown}});
  Json violations = Json::array();
  for (const auto& [key, count] : totals.violations) {
    violations.push_back({{"article", context.wording.article(key.first)},
                          {"advice", key.second},
                          {"found", count.certain},
                          {"unknown", count.unknown}});
  }
  return {{"classes", std::move(classes)},
          {"measures", std::move(measures)},
          {"violations", std::move(violations)},
          {"conflicts", totals.conflicts},
          {"gaps", totals.gaps},
          {"unknowns", totals.unknowns}};
}

}  // namespace polc::driver
