// SPDX-License-Identifier: Apache-2.0
// What is wrong between the articles of a policy and those of its source: an article that the source does not have, an
// article of the source that is not there, an article that says nothing.
#pragma once

#include "compiler/ast/policy.h"
#include "compiler/diagnostics/sink.h"

namespace polc::trace {

void report_articles(const ast::Policy& policy, diag::Sink& sink);

}  // namespace polc::trace
