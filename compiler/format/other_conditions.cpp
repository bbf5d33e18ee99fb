// SPDX-License-Identifier: Apache-2.0
#include "compiler/format/other_conditions.h"

#include <utility>

#include "compiler/ast/match.h"

namespace polc::format {

void OtherConditions::change(ast::Condition& condition) {
  swap_count(condition);
  if (auto* both = std::get_if<ast::And>(&condition.kind))
    for (ast::Condition& part : both->parts) change(part);
  if (auto* either = std::get_if<ast::Or>(&condition.kind))
    for (ast::Condition& part : either->parts) change(part);
  if (auto* negation = std::get_if<ast::Not>(&condition.kind)) change(*negation->inner);
  if (auto* exists = std::get_if<ast::Exists>(&condition.kind)) change(*exists);
  if (auto* comparison = std::get_if<ast::Comparison>(&condition.kind)) change(*comparison);
}

void OtherConditions::swap_count(ast::Condition& condition) {
  if (names_.to_chinese()) {
    auto* exists = std::get_if<ast::Exists>(&condition.kind);
    if (exists == nullptr || exists->owner || exists->where || exists->rows.alternatives.size() != 1) return;
    auto* count = std::get_if<ast::CountOf>(&exists->quantifier.kind);
    if (count == nullptr || !names_.is_thing(exists->rows.alternatives.front())) return;
    ast::Comparison comparison{std::move(exists->rows.alternatives.front()), std::move(exists->period),
                               ast::Bounded{count->bound, ast::Value{count->number, count->number.span}}};
    condition.kind = std::move(comparison);
    return;
  }
  auto* comparison = std::get_if<ast::Comparison>(&condition.kind);
  auto* bounded = comparison == nullptr ? nullptr : std::get_if<ast::Bounded>(&comparison->right);
  auto* number = bounded == nullptr ? nullptr : std::get_if<ast::Quantity>(&bounded->value.kind);
  if (number == nullptr || number->number.starts_with('-') || !names_.is_thing(comparison->left)) return;
  ast::Names rows{{}, ast::NameJoin::Alone, comparison->left.span};
  rows.alternatives.push_back(std::move(comparison->left));
  const ast::Quantifier quantifier{ast::CountOf{bounded->bound, *number}, condition.span};
  condition.kind = ast::Exists{std::nullopt, quantifier, std::move(rows), std::move(comparison->period), std::nullopt};
}

void OtherConditions::change(ast::Exists& exists) {
  if (exists.owner) names_.change(*exists.owner, Role::Thing);
  bool plural = false;
  auto* count = std::get_if<ast::CountOf>(&exists.quantifier.kind);
  if (count != nullptr) {
    names_.change(count->number);
    plural = count->number.number != "1";
  }
  if (auto* range = std::get_if<ast::Range>(&exists.quantifier.kind)) {
    names_.change(*range);
    plural = true;
  }
  names_.change(exists.rows, Role::Thing, plural);
  if (count != nullptr) names_.count(count->number, exists.rows.alternatives.back());
  if (exists.period) change(*exists.period);
  if (exists.where) change(*exists.where->condition);
}

void OtherConditions::change(ast::Comparison& comparison) {
  const bool counts = names_.is_thing(comparison.left);
  names_.change(comparison.left, Role::Left);
  if (comparison.period) change(*comparison.period);
  if (auto* bounded = std::get_if<ast::Bounded>(&comparison.right)) {
    names_.change(bounded->value);
    auto* number = std::get_if<ast::Quantity>(&bounded->value.kind);
    if (counts && number != nullptr) names_.count(*number, comparison.left);
  }
  if (auto* range = std::get_if<ast::Range>(&comparison.right)) names_.change(*range);
  if (auto* one_of = std::get_if<ast::OneOf>(&comparison.right))
    for (ast::Item& item : one_of->items) change(item, Role::Item);
  if (auto* in = std::get_if<ast::InList>(&comparison.right)) {
    if (names_.to_chinese()) names_.miss(in->list.span, in->list.text);
    names_.change(in->list, Role::List);
  }
  if (auto* ordered = std::get_if<ast::Ordered>(&comparison.right)) names_.change(ordered->anchor);
}

void OtherConditions::change(ast::Item& item, Role role) {
  if (auto* operand = std::get_if<ast::Operand>(&item.kind)) names_.change(*operand, role);
  if (auto* quantity = std::get_if<ast::Quantity>(&item.kind)) names_.change(*quantity);
}

void OtherConditions::change(ast::Period& period) {
  if (auto* window = std::get_if<ast::Window>(&period.kind)) names_.change(*window, false);
  if (auto* each = std::get_if<ast::Consecutive>(&period.kind)) names_.change(each->length);
  if (auto* since = std::get_if<ast::Since>(&period.kind)) names_.change(since->from);
  if (auto* beside = std::get_if<ast::Beside>(&period.kind)) names_.change(beside->anchor);
  if (auto* at = std::get_if<ast::At>(&period.kind)) names_.change(at->anchor);
}

}  // namespace polc::format
