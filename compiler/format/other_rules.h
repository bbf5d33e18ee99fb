// SPDX-License-Identifier: Apache-2.0
// Sentences -> the form in which the other language says them. Every form has one counterpart, so that a sentence comes
// back as it was:
//
//   mask for staff                      员工应当佩戴口罩
//   staff must (have) mask              员工必须(落实)佩戴口罩
//   must (have) mask for staff          对于员工，应当(落实)佩戴口罩
//   must mask if C                      必须佩戴口罩，如果C          (without whom; the bare sentence takes 应当)
//   low risk for region if C            地区如果C，属于低风险
//   region is low risk if C             低风险对于地区，如果C
//   at most 6 occupants for room        房间应当入住人数至多6人
//   occupants at most 6 for room        房间 的 入住人数至多6人
#pragma once

#include "compiler/ast/nodes.h"
#include "compiler/format/other_conditions.h"
#include "compiler/format/other_names.h"

namespace polc::format {

class OtherRules {
 public:
  OtherRules(OtherNames& names, OtherConditions& conditions) : names_(names), conditions_(conditions) {}

  void change(ast::Statement& statement);
  /// A rule that stays one: in an article or in a test.
  void change(ast::Rule& rule);
  void change(ast::Limit& limit);

 private:
  enum class HeadKind { Measure, Class, Amount };
  [[nodiscard]] HeadKind kind_of(const ast::Head& head) const;

  [[nodiscard]] bool becomes_classify(const ast::Rule& rule) const;
  void form_in_chinese(ast::Rule& rule);
  void form_in_english(ast::Rule& rule);
  void owner_into_head(ast::Rule& rule);
  void owner_out_of_head(ast::Rule& rule);
  void place_amounts(ast::Heads& heads) const;
  void place_amount(ast::Head& head) const;

  void change(ast::Parameter& parameter);
  void change(ast::Classify& classify);
  void change(ast::Phrase& phrase, Role role = Role::Thing);
  void change(ast::Head& head);
  void change(ast::Heads& heads);
  void change(ast::Circumstances& circumstances);
  void change(ast::Exemption& exemption);

  OtherNames& names_;
  OtherConditions& conditions_;
};

}  // namespace polc::format
