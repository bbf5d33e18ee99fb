// SPDX-License-Identifier: Apache-2.0
// "Did you mean": the words in scope nearest to a word that is not.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace polc::diag {

// Insertions, deletions, replacements and swaps of neighbours that make one of the other, counted in code
// points (optimal string alignment). Stops early with limit + 1 when it must be more than the limit.
[[nodiscard]] std::size_t edit_distance(std::string_view left, std::string_view right, std::size_t limit);

// At most `count` candidates, nearest first; of equally near ones first those that begin alike. Compared after
// fold_key; none is further than a third of the letters of `word` (at least one; a Han name of two may differ in one),
// and none is `word` itself: what was not found under its own name is not mended by writing it again.
[[nodiscard]] std::vector<std::string> suggest(std::string_view word, std::span<const std::string_view> candidates,
                                               std::size_t count = 3);
[[nodiscard]] std::vector<std::string> suggest(std::string_view word, std::span<const std::string> candidates,
                                               std::size_t count = 3);

}  // namespace polc::diag
