// SPDX-License-Identifier: Apache-2.0
// Vocabularies of the text as the vocabulary of a core program: first every name is declared, then everything that refers to a
// name is filled in, so that the order of the lines does not matter.
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "compiler/ast/nodes.h"
#include "compiler/check/context.h"
#include "compiler/check/labels.h"
#include "compiler/check/symbols.h"

namespace polc::check {

struct DeclaredVocabulary {
  const ast::Vocabulary* text = nullptr;
  source::Language language = source::Language::English;
  std::unique_ptr<Symbols> symbols;
};

// Declares all vocabularies of the files. The result is in the order of the text.
std::vector<DeclaredVocabulary> declare_vocabularies(const std::vector<const ast::File*>& files, core::Program& program,
                                                     Builder& builder, diag::Sink& sink);

}  // namespace polc::check
