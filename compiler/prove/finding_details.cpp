// SPDX-License-Identifier: Apache-2.0
#include "compiler/prove/finding_details.h"

#include "compiler/core/match.h"
#include "compiler/prove/spans.h"
#include "compiler/prove/words.h"
#include "runtime/value/units.h"

namespace polc::prove {
namespace {

diag::ProofSentence sentence(const core::Program& program, SentenceRef ref) {
  const core::Sentence& said = sentence_of(program, ref);
  const core::Article& article = program[said.article];
  return {program[article.policy].label.neutral(), article.number, said.span};
}

diag::ProofValue value_of(const core::Program& program, const core::Column& column, const core::GivenValue& given) {
  diag::ProofValue made{column.label.neutral(), std::string(), ""};
  core::match(
      given, [&](bool yes) { made.value = yes; }, [&](const std::string& text) { made.value = text; },
      [&](std::uint32_t place) { made.value = program[column.type.enumeration].values[place].neutral(); },
      [&](value::Rational number) {
        made.value = value::to_string(value::divide(number, column.type.unit_factor).value_or(number));
        made.unit = column.type.unit;
      },
      [&](value::Day day) { made.value = value::to_iso(day); },
      [&](value::Moment moment) { made.value = value::to_iso(moment); });
  return made;
}

diag::ProofWorld world_of(const core::Program& program, const Witness& witness) {
  diag::ProofWorld world{
      value::to_iso(witness.test.steps.front().moment), program[witness.sort].label.neutral(), witness.subject, {}};
  for (const core::GivenRow& row : witness.test.given) {
    const core::Relation& relation = program[row.relation];
    diag::ProofFact said{fact(program, row), relation.label.neutral(), row.subject, {}};
    for (const core::GivenCell& cell : row.cells)
      said.values.push_back(value_of(program, relation.columns[cell.column], cell.value));
    world.facts.push_back(std::move(said));
  }
  return world;
}

}  // namespace

diag::Argument attribute_of(const core::Program& program, core::RelationId relation, core::ColumnIndex column) {
  const diag::Argument attribute = words(program[relation].columns[column].label);
  const diag::Argument thing = words(program[relation].label);
  return {"`" + attribute.text(source::Language::English) + "` of " + thing.text(source::Language::English),
          thing.text(source::Language::Chinese) + "的 `" + attribute.text(source::Language::Chinese) + "`"};
}

diag::ProofDetails details_of(const core::Program& program, const Finding& finding, const std::string& id) {
  diag::ProofDetails details;
  details.id = id;
  details.property = key_of(finding.property);
  for (const SentenceRef ref : finding.about) details.about.push_back(sentence(program, ref));
  for (const SentenceRef ref : finding.because) details.because.push_back(sentence(program, ref));
  for (const LawCell& span : finding.when) {
    const auto first = begins_open(span) ? std::nullopt : std::optional(value::to_iso(span.first));
    const auto last = ends_open(span) ? std::nullopt : std::optional(value::to_iso(span.last));
    details.when.emplace_back(first, last);
  }
  if (finding.witness) details.world = world_of(program, *finding.witness);
  if (finding.depends) {
    details.spared = world_of(program, finding.depends->spared);
    for (const auto& [relation, column] : finding.depends->on)
      details.depends_on.push_back(attribute_of(program, relation, column).text(source::Language::English));
  }
  return details;
}

diag::ProofDetails details_of(const core::Program& program, const LapsedReference& reference, const std::string& id) {
  diag::ProofDetails details;
  details.id = id;
  details.property = key_of(Property::LapsedReference);
  if (reference.sentence)
    details.about.push_back(sentence(program, *reference.sentence));
  else
    details.about.push_back({program[reference.policy].label.neutral(), "", program[reference.policy].span});
  const core::Policy& target = program[reference.target];
  if (reference.article)
    details.about.push_back(
        {target.label.neutral(), program[*reference.article].number, program[*reference.article].span});
  else
    details.about.push_back({target.label.neutral(), "", target.span});
  details.when.emplace_back(value::to_iso(reference.from), std::nullopt);
  return details;
}

}  // namespace polc::prove
