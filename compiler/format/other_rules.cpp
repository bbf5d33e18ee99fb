// SPDX-License-Identifier: Apache-2.0
#include "compiler/format/other_rules.h"

#include <algorithm>
#include <utility>

#include "compiler/ast/match.h"

namespace polc::format {

using ast::Modal;
using ast::ModalWord;
using ast::RuleForm;

// ---- which form -------------------------------------------------------------------------------------------------

OtherRules::HeadKind OtherRules::kind_of(const ast::Head& head) const {
  const Entry* entry = names_.entry(head.name, Role::Head);
  if (entry != nullptr && entry->kind == Kind::Measure) return HeadKind::Measure;
  if (head.amount) return HeadKind::Amount;
  const bool is_class =
      entry != nullptr && (entry->kind == Kind::Class || (entry->kind == Kind::Attribute && entry->yes_or_no));
  return is_class ? HeadKind::Class : HeadKind::Measure;
}

bool OtherRules::becomes_classify(const ast::Rule& rule) const {
  const ast::Circumstances& around = rule.circumstances;
  return rule.form == RuleForm::Plain && around.target && around.timings.empty() && !around.deadline &&
         !around.frequency && !around.chosen_by && rule.heads.heads.size() == 1 &&
         !rule.heads.heads.front().recipients && kind_of(rule.heads.heads.front()) == HeadKind::Class;
}

void OtherRules::owner_into_head(ast::Rule& rule) {
  auto& target = rule.circumstances.target;
  ast::Head& head = rule.heads.heads.front();
  if (!target || target->where || target->names.alternatives.size() != 1 || rule.heads.heads.size() != 1) return;
  ast::Operand& owner = target->names.alternatives.front();
  if (!owner.links.empty() || owner.per || !head.name.links.empty()) return;
  head.name.links.push_back({ast::LinkKind::Possessive, std::move(head.name.first)});
  head.name.first = std::move(owner.first);
  target.reset();
}

void OtherRules::owner_out_of_head(ast::Rule& rule) {
  ast::Head& head = rule.heads.heads.front();
  if (rule.circumstances.target || rule.heads.heads.size() != 1 || head.name.links.size() != 1) return;
  ast::Operand owner{head.name.first, {}, std::nullopt, head.name.first.span};
  if (!names_.is_thing(owner)) return;
  head.name.first = std::move(head.name.links.front().name);
  head.name.links.clear();
  const source::Span span = owner.span;
  ast::Names names{{}, ast::NameJoin::Alone, span};
  names.alternatives.push_back(std::move(owner));
  rule.circumstances.target = ast::Phrase{std::move(names), std::nullopt, span};
}

void OtherRules::form_in_chinese(ast::Rule& rule) {
  auto& target = rule.circumstances.target;
  const ast::Head& head = rule.heads.heads.front();
  if (rule.form == RuleForm::Plain) {
    const HeadKind kind = kind_of(head);
    if (kind == HeadKind::Class) return;
    if (kind == HeadKind::Amount && !head.amount_first) return owner_into_head(rule);
    if (kind == HeadKind::Amount && !target) return;
    rule.modal = Modal::Must;
    rule.form = target ? RuleForm::Deontic : RuleForm::Unaddressed;
    if (target) rule.subject = std::exchange(target, std::nullopt);
  } else if (rule.modal == Modal::Must && !target) {
    rule.modal_word = rule.modal_word == ModalWord::Noun ? ModalWord::StrongNoun : ModalWord::Strong;
  }
}

void OtherRules::form_in_english(ast::Rule& rule) {
  auto& target = rule.circumstances.target;
  const bool strong = rule.modal_word == ModalWord::Strong || rule.modal_word == ModalWord::StrongNoun;
  if (rule.form == RuleForm::Plain) {
    owner_out_of_head(rule);
  } else if (rule.modal == Modal::Must && !target && !strong) {
    rule.form = RuleForm::Plain;
    rule.modal.reset();
    rule.modal_word = ModalWord::Simple;
    if (rule.subject) target = std::exchange(rule.subject, std::nullopt);
  } else if (strong) {
    rule.modal_word = rule.modal_word == ModalWord::Strong ? ModalWord::Simple : ModalWord::Noun;
  }
}

// Chinese puts the amount of what is counted behind it, English before: 入住人数至多6人, `at most 6 occupants`.
void OtherRules::place_amount(ast::Head& head) const {
  if (!head.amount || !std::holds_alternative<ast::Bounded>(*head.amount) || head.recipients) return;
  const auto& bounded = std::get<ast::Bounded>(*head.amount);
  const bool figures = std::holds_alternative<ast::Quantity>(bounded.value.kind);
  if (figures && kind_of(head) == HeadKind::Amount) head.amount_first = !names_.to_chinese();
}

void OtherRules::place_amounts(ast::Heads& heads) const {
  for (ast::Head& head : heads.heads) place_amount(head);
}

// ---- statements -------------------------------------------------------------------------------------------------

void OtherRules::change(ast::Statement& statement) {
  if (auto* parameter = std::get_if<ast::Parameter>(&statement)) change(*parameter);
  if (auto* combine = std::get_if<ast::Combine>(&statement)) {
    names_.change(combine->scale, Role::Scale);
    if (combine->sort) names_.change(*combine->sort, Role::Thing);
  }
  if (auto* rule = std::get_if<ast::Rule>(&statement)) {
    if (!becomes_classify(*rule)) return change(*rule);
    ast::Circumstances& around = rule->circumstances;
    ast::Names classes{{}, ast::NameJoin::Alone, rule->heads.span};
    classes.alternatives.push_back(std::move(rule->heads.heads.front().name));
    ast::Classify classify{std::move(*around.target), std::move(classes),           std::move(around.condition),
                           around.otherwise,          std::move(around.exemptions), rule->span,
                           std::move(rule->marks)};
    change(classify);
    statement = std::move(classify);
  } else if (auto* classify = std::get_if<ast::Classify>(&statement)) {
    change(*classify);
    if (classify->classes.alternatives.size() != 1) return;
    ast::Rule plain;
    plain.span = classify->span;
    plain.marks = std::move(classify->marks);
    ast::Head head{std::move(classify->classes.alternatives.front()), std::nullopt, false, std::nullopt,
                   classify->classes.span};
    plain.heads = {{}, ast::Connective::Alone, classify->classes.span};
    plain.heads.heads.push_back(std::move(head));
    plain.circumstances.target = std::move(classify->subject);
    plain.circumstances.condition = std::move(classify->condition);
    plain.circumstances.otherwise = classify->otherwise;
    plain.circumstances.exemptions = std::move(classify->exemptions);
    statement = std::move(plain);
  }
}

void OtherRules::change(ast::Rule& rule) {
  // A plain sentence of Chinese, or one that becomes plain there, keeps the order of its amount: by that it comes back.
  const bool was_plain = !rule.modal;
  if (names_.to_chinese())
    form_in_chinese(rule);
  else
    form_in_english(rule);
  const bool keeps_order = was_plain && !rule.modal;
  if (!keeps_order) place_amounts(rule.heads);
  if (rule.subject) change(*rule.subject, Role::Subject);
  change(rule.heads);
  change(rule.circumstances);
}

void OtherRules::change(ast::Parameter& parameter) {
  names_.change(parameter.label);
  for (ast::ParameterVersion& version : parameter.versions) names_.change(version.value);
}

void OtherRules::change(ast::Classify& classify) {
  change(classify.subject);
  // `region where level is county is clean` would have two verbs in a row.
  if (classify.subject.where) classify.subject.where->condition->bracketed = true;
  names_.change(classify.classes, Role::ClassNoun);
  if (classify.condition) conditions_.change(*classify.condition);
  for (ast::Exemption& one : classify.exemptions) change(one);
}

// English leaves the brackets out where a single comparison stands: `for staff where job is driver`.
void OtherRules::change(ast::Phrase& phrase, Role role) {
  names_.change(phrase.names, role);
  if (!phrase.where) return;
  ast::Condition& inner = *phrase.where->condition;
  conditions_.change(inner);
  inner.bracketed = names_.to_chinese() || !std::holds_alternative<ast::Comparison>(inner.kind);
}

void OtherRules::change(ast::Head& head) {
  const bool counts = kind_of(head) == HeadKind::Amount;
  bool plural = false;
  if (head.amount) {
    if (auto* quantity = std::get_if<ast::Quantity>(&*head.amount)) names_.change(*quantity);
    if (auto* range = std::get_if<ast::Range>(&*head.amount)) names_.change(*range);
    if (auto* bounded = std::get_if<ast::Bounded>(&*head.amount)) {
      names_.change(bounded->value);
      const auto* number = std::get_if<ast::Quantity>(&bounded->value.kind);
      plural = head.amount_first && number != nullptr && number->number != "1";
    }
  }
  names_.change(head.name, Role::Head, plural);
  if (counts && head.amount)
    if (auto* bounded = std::get_if<ast::Bounded>(&*head.amount))
      if (auto* number = std::get_if<ast::Quantity>(&bounded->value.kind)) names_.count(*number, head.name);
  if (head.recipients) names_.change(head.recipients->names, Role::Authority);
}

void OtherRules::change(ast::Heads& heads) {
  for (ast::Head& head : heads.heads) change(head);
}

void OtherRules::change(ast::Circumstances& circumstances) {
  if (circumstances.target) change(*circumstances.target);
  if (circumstances.condition) conditions_.change(*circumstances.condition);
  for (ast::Timing& timing : circumstances.timings) {
    if (auto* from = std::get_if<ast::FromAnchor>(&timing.kind)) names_.change(from->anchor);
    if (auto* until = std::get_if<ast::UntilAnchor>(&timing.kind)) names_.change(until->anchor);
    if (auto* on = std::get_if<ast::OnEvent>(&timing.kind)) names_.change(on->event, Role::Event);
  }
  if (circumstances.deadline) {
    if (auto* window = std::get_if<ast::Window>(&circumstances.deadline->kind)) names_.change(*window, true);
    if (auto* beside = std::get_if<ast::Beside>(&circumstances.deadline->kind)) names_.change(beside->anchor);
  }
  if (circumstances.frequency)
    names_.change(circumstances.frequency->rhythm, circumstances.frequency->times.has_value());
  for (ast::Exemption& one : circumstances.exemptions) change(one);
  if (circumstances.chosen_by) names_.change(*circumstances.chosen_by, Role::Authority);
}

void OtherRules::change(ast::Exemption& exemption) {
  if (auto* unless = std::get_if<ast::Unless>(&exemption.kind)) conditions_.change(unless->condition);
  if (auto* except = std::get_if<ast::ExceptIf>(&exemption.kind)) conditions_.change(except->condition);
  if (auto* except = std::get_if<ast::ExceptFor>(&exemption.kind)) change(except->phrase);
  if (auto* other = std::get_if<ast::Notwithstanding>(&exemption.kind); other != nullptr && other->policy) {
    if (names_.to_chinese()) names_.miss(other->policy->span, other->policy->text);
    names_.change(*other->policy, Role::Policy);
  }
}

// ---- limits -----------------------------------------------------------------------------------------------------

void OtherRules::change(ast::Limit& limit) {
  if (auto* amount = std::get_if<ast::AmountLimit>(&limit.kind)) {
    place_amount(amount->head);
    change(amount->head);
  }
  if (auto* one = std::get_if<ast::NoImpose>(&limit.kind)) names_.change(one->measures, Role::Measure);
  if (auto* one = std::get_if<ast::NoBan>(&limit.kind)) names_.change(one->measures, Role::Measure);
  if (auto* one = std::get_if<ast::ClosedList>(&limit.kind)) names_.change(one->lists, Role::List);
  if (auto* decides = std::get_if<ast::Decides>(&limit.kind)) {
    if (decides->authorities) names_.change(*decides->authorities, Role::Authority);
    for (ast::Head& head : decides->heads.heads) change(head);
  }
  if (auto* others = std::get_if<ast::DecidesOthers>(&limit.kind)) names_.change(others->authorities, Role::Authority);
  if (auto* only = std::get_if<ast::OnlyFor>(&limit.kind)) {
    names_.change(only->measures, Role::Measure);
    change(only->phrase);
  }
  if (auto* only = std::get_if<ast::OnlyIf>(&limit.kind)) {
    names_.change(only->measures, Role::Measure);
    conditions_.change(only->condition);
  }
  change(limit.circumstances);
}

}  // namespace polc::format
