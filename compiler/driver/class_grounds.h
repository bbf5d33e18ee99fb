// SPDX-License-Identifier: Apache-2.0
// Which articles give a thing its class: those of the class rules of that rank that hold for it. A class that is recorded
// in the facts, and that no rule gives, has no article.
#pragma once

#include <string>
#include <vector>

#include "compiler/core/core.h"
#include "runtime/interpret/result.h"

namespace polc::driver {

// Of a thing with a class, or with several; empty for all others.
[[nodiscard]] std::vector<core::ArticleId> articles_of_class(const core::Program& program,
                                                             const interpret::ClassTable& table, facts::Row row);
// What needs attention first: conflicts, things without a class, unknown ones, then the highest class; -1: it has none.
[[nodiscard]] int urgency(const interpret::ClassTable& table, facts::Row row);
// Their numbers, appended as "2 39".
void append_article_numbers(const core::Program& program, const interpret::ClassTable& table, facts::Row row,
                            std::string& out);

}  // namespace polc::driver
