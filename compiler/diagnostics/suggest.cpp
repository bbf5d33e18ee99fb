// SPDX-License-Identifier: Apache-2.0
#include "compiler/diagnostics/suggest.h"

#include <algorithm>
#include <array>

#include "compiler/source/unicode.h"

namespace polc::diag {
namespace {

std::size_t distance(std::u32string_view left, std::u32string_view right, std::size_t limit) {
  const std::size_t gap = left.size() > right.size() ? left.size() - right.size() : right.size() - left.size();
  if (gap > limit) return limit + 1;
  // Three rows of the usual table: the one before the last is needed for swaps of neighbours.
  std::array<std::vector<std::size_t>, 3> rows;
  for (auto& row : rows) row.resize(right.size() + 1);
  for (std::size_t j = 0; j <= right.size(); ++j) rows[0][j] = j;
  for (std::size_t i = 1; i <= left.size(); ++i) {
    std::vector<std::size_t>& row = rows[i % 3];
    const std::vector<std::size_t>& above = rows[(i + 2) % 3];
    const std::vector<std::size_t>& two_above = rows[(i + 1) % 3];
    row[0] = i;
    std::size_t least = i;
    for (std::size_t j = 1; j <= right.size(); ++j) {
      const std::size_t replaced = above[j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1);
      row[j] = std::min({replaced, above[j] + 1, row[j - 1] + 1});
      if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1])
        row[j] = std::min(row[j], two_above[j - 2] + 1);
      least = std::min(least, row[j]);
    }
    if (least > limit) return limit + 1;
  }
  return std::min(rows[left.size() % 3][right.size()], limit + 1);
}

// How far a word may be from what was meant: a third of it. A word of two letters other than Han has no
// neighbours worth showing.
std::size_t allowed_distance(std::u32string_view word) {
  const bool has_han = std::any_of(word.begin(), word.end(), source::is_han);
  if (word.size() < (has_han ? 2u : 3u)) return 0;
  return std::max<std::size_t>(1, word.size() / 3);
}

template <class Text>
std::vector<std::string> nearest(std::string_view word, std::span<const Text> candidates, std::size_t count) {
  struct Found {
    std::size_t distance;
    std::size_t alike;  // letters at the beginning that agree
    std::size_t index;
  };
  const std::u32string wanted = source::to_utf32(source::fold_key(word));
  const std::size_t limit = allowed_distance(wanted);
  std::vector<Found> found;
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    const std::u32string candidate = source::to_utf32(source::fold_key(candidates[i]));
    const std::size_t away = distance(wanted, candidate, limit);
    if (away == 0 || away > limit) continue;
    const auto parting = std::mismatch(wanted.begin(), wanted.end(), candidate.begin(), candidate.end()).first;
    found.push_back({away, static_cast<std::size_t>(parting - wanted.begin()), i});
  }
  std::stable_sort(found.begin(), found.end(), [](const Found& left, const Found& right) {
    return left.distance != right.distance ? left.distance < right.distance : left.alike > right.alike;
  });
  std::vector<std::string> words;
  for (const Found& entry : found) {
    if (words.size() == count) break;
    std::string candidate(candidates[entry.index]);
    if (std::find(words.begin(), words.end(), candidate) == words.end()) words.push_back(std::move(candidate));
  }
  return words;
}

}  // namespace

std::size_t edit_distance(std::string_view left, std::string_view right, std::size_t limit) {
  return distance(source::to_utf32(left), source::to_utf32(right), limit);
}

std::vector<std::string> suggest(std::string_view word, std::span<const std::string_view> candidates,
                                 std::size_t count) {
  return nearest(word, candidates, count);
}

std::vector<std::string> suggest(std::string_view word, std::span<const std::string> candidates, std::size_t count) {
  return nearest(word, candidates, count);
}

}  // namespace polc::diag
