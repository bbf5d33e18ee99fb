// SPDX-License-Identifier: Apache-2.0
// Pairs of labels, English and Chinese, of what a file declares.
#pragma once
#include <map>
#include <string>

#include "compiler/ast/nodes.h"
#include "compiler/core/vocabulary.h"
#include "compiler/source/language.h"

namespace polc::check {

// The two labels of a name: one from the text, the other from behind the slash, or from another place of the same file that gives
// the pair.
class LabelPairs {
 public:
  explicit LabelPairs(source::Language language) : language_(language) {}
  void learn(const ast::Label& label);
  core::Label pair(const ast::Label& label) const;
  core::Label pair(const ast::Name& name) const;

 private:
  source::Language language_;
  std::map<std::string, std::string> other_;  // folded primary -> what stands behind the slash
};

}  // namespace polc::check
