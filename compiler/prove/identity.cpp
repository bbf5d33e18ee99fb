// SPDX-License-Identifier: Apache-2.0
#include "compiler/prove/identity.h"

#include <algorithm>
#include <map>

#include "compiler/core/dump.h"
#include "compiler/prove/words.h"
#include "runtime/value/siphash.h"

namespace polc::prove {
namespace {

constexpr char separator = '\x1f';  // stands in no name

std::string form(const core::Program& program, SentenceRef ref) {
  switch (ref.table) {
    case SentenceRef::Table::ClassRule:
      return core::print(program, program.class_rules[ref.index]);
    case SentenceRef::Table::Limit:
      return core::print(program, program.limits[ref.index]);
    case SentenceRef::Table::Norm:
      break;
  }
  return core::print(program, program.norms[ref.index]);
}

std::string text_of(const core::Program& program, const Finding& finding) {
  const auto policy_of = [&](SentenceRef ref) { return program[sentence_of(program, ref).article].policy; };
  std::string text(name_of(finding.property).text(source::Language::English));
  const core::PolicyId own = policy_of(finding.about.front());
  text += separator + program[own].label.neutral();
  std::vector<std::string> forms;
  for (const SentenceRef ref : finding.about) {
    std::string one = form(program, ref);
    if (policy_of(ref) != own) {
      const core::Article& article = program[sentence_of(program, ref).article];
      one += separator + program[article.policy].label.neutral() + separator + article.number;
    }
    forms.push_back(std::move(one));
  }
  std::sort(forms.begin(), forms.end());
  for (const std::string& one : forms) text += separator + one;
  if (finding.judgement) {
    const core::Relation& of = program[finding.judgement->relation];
    text += separator + of.label.neutral() + separator + of.columns[finding.judgement->column].label.neutral();
  }
  if (finding.measure) text += separator + program[*finding.measure].label.neutral();
  if (finding.exception) text += separator + std::to_string(*finding.exception);
  const std::string sentences = text;
  for (const core::Parameter& parameter : program.parameters)
    if (sentences.find(parameter.label.neutral()) != std::string::npos)
      text += separator + core::print(program, parameter);
  return text;
}

}  // namespace

std::vector<std::string> ids_of(const core::Program& program, const std::vector<Finding>& findings) {
  std::vector<std::string> ids;
  std::map<std::string, std::size_t> seen;
  for (const Finding& finding : findings) {
    std::string id = value::short_name(value::siphash(0, 0, text_of(program, finding)));
    const std::size_t count = ++seen[id];
    if (count > 1) id += "-" + std::to_string(count);
    ids.push_back(std::move(id));
  }
  return ids;
}

std::string id_of(const core::Program& program, const LapsedReference& reference) {
  std::string text(name_of(Property::LapsedReference).text(source::Language::English));
  text += separator + program[reference.policy].label.neutral() + separator + program[reference.target].label.neutral();
  if (reference.sentence) text += separator + form(program, *reference.sentence);
  if (reference.article) text += separator + program[*reference.article].number;
  return value::short_name(value::siphash(0, 0, text));
}

}  // namespace polc::prove
