// SPDX-License-Identifier: Apache-2.0
// Explanations as one JSON document, as explanation.schema.json describes it.
#include <nlohmann/json.hpp>

#include "compiler/driver/explain_report.h"

namespace polc::driver {
namespace {

using Json = nlohmann::ordered_json;

Json json_of(Mark mark) { return mark == Mark::None ? Json() : Json(name(mark)); }

Json json_of(const std::vector<Step>& steps) {
  Json list = Json::array();
  for (const Step& step : steps) {
    Json one{{"kind", name(step.kind)}, {"mark", json_of(step.mark)}, {"text", step.text}, {"citation", nullptr}};
    if (step.citation) {
      const Citation& citation = *step.citation;
      one["citation"] = {{"article", citation.article},
                         {"title", citation.title},
                         {"quote", citation.quote},
                         {"file", citation.file.empty() ? Json() : Json(citation.file)},
                         {"line", citation.line == 0 ? Json() : Json(citation.line)}};
    }
    one["steps"] = json_of(step.steps);
    list.push_back(std::move(one));
  }
  return list;
}

Json json_of(const AnswerWords& answer) {
  Json flips = Json::array();
  for (const FlipWords& flip : answer.flips)
    flips.push_back({{"changes", flip.changes}, {"cost", flip.cost}, {"then", flip.then}});
  return {{"kind", name(answer.kind)},      {"verdict", name(answer.verdict)}, {"question", answer.question},
          {"answer", answer.answer},        {"steps", json_of(answer.steps)},  {"flips", std::move(flips)},
          {"flips_note", answer.flips_note}};
}

}  // namespace

std::string explanation_as_json(const ExplanationWords& words) {
  Json answers = Json::array();
  for (const AnswerWords& answer : words.answers) answers.push_back(json_of(answer));
  const Json out{
      {"subject", words.subject}, {"on", words.on}, {"policies", words.policies}, {"answers", std::move(answers)}};
  return out.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace polc::driver
