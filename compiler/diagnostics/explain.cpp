// SPDX-License-Identifier: Apache-2.0
#include "compiler/diagnostics/explain.h"

#include "compiler/diagnostics/kinds.h"

namespace polc::diag {

std::optional<std::string_view> explain(std::string_view code, source::Language language) {
  const std::optional<Kind> kind = find_kind(code);
  if (!kind) return std::nullopt;
  for (const Page& page : all_pages())
    if (page.code == info(*kind).code && page.language == language) return page.text;
  return std::nullopt;
}

}  // namespace polc::diag
