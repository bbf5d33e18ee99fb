// SPDX-License-Identifier: Apache-2.0
// Whether a name can stand in a sentence as it is.
#pragma once

#include <string_view>

#include "compiler/source/language.h"

namespace polc::parse {

// True where a reserved word or a mark in the name would be read as such; also in some cases in which quotation marks could be
// left out.
[[nodiscard]] bool needs_quotes(std::string_view name, source::Language language);

}  // namespace polc::parse
