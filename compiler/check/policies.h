// SPDX-License-Identifier: Apache-2.0
// Policies: header, parameters, articles, tests, waivers. First the headers and articles of all policies are read, since
// sentences refer to other policies' parameters and articles; then the sentences.
#pragma once
#include <vector>

#include "compiler/check/context.h"
#include "compiler/check/vocabulary.h"

namespace polc::check {

void read_policies(const std::vector<const ast::File*>& files, const std::vector<DeclaredVocabulary>& vocabularies,
                   core::Program& program, Builder& builder, diag::Sink& sink);

// What a header says, without its names of other policies.
void read_header(const Context& context, core::Policy& policy, const ast::Header& header);
void read_test(const Context& context, const ast::Test& test);

}  // namespace polc::check
