// SPDX-License-Identifier: Apache-2.0
// Conditions -> those of the other language, in place. A count is `at least 10 new cases` in English and 新增病例不少于10例
// in Chinese: the row and the comparison change places.
#pragma once

#include "compiler/ast/nodes.h"
#include "compiler/format/other_names.h"

namespace polc::format {

class OtherConditions {
 public:
  explicit OtherConditions(OtherNames& names) : names_(names) {}

  void change(ast::Condition& condition);
  void change(ast::Period& period);
  void change(ast::Item& item, Role role);

 private:
  void change(ast::Exists& exists);
  void change(ast::Comparison& comparison);
  void swap_count(ast::Condition& condition);

  OtherNames& names_;
};

}  // namespace polc::format
