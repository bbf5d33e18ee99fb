// SPDX-License-Identifier: Apache-2.0
// The pages of `polc explain`: explain/{en,zh}/Pxxxx.md, part of the program since it was built.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "compiler/source/language.h"

namespace polc::diag {

struct Page {
  std::string_view code;
  source::Language language;
  std::string_view text;
};

// By code in any case; no value when there is no such page.
[[nodiscard]] std::optional<std::string_view> explain(std::string_view code, source::Language language);
[[nodiscard]] std::span<const Page> all_pages();

}  // namespace polc::diag
