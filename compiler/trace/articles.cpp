// SPDX-License-Identifier: Apache-2.0
#include "compiler/trace/articles.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <optional>
#include <set>
#include <string_view>

namespace polc::trace {
namespace {

/// Beyond this, numbers of articles are all alike.
constexpr std::uint64_t highest = 1'000'000'000'000;

struct Number {
  std::uint64_t article = 0;
  std::optional<std::uint64_t> part;  ///< 7 in 15.7.
};

std::uint64_t figures(std::string_view text) {
  std::uint64_t number = highest;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return std::min(number, highest);
}

Number number_of(const std::string& text) {
  const std::size_t dot = text.find('.');
  Number number{figures(std::string_view(text).substr(0, dot)), std::nullopt};
  if (dot != std::string::npos) number.part = figures(std::string_view(text).substr(dot + 1));
  return number;
}

/// Articles `first` to `last`, or parts `first` to `last` of one article.
struct Range {
  std::optional<std::uint64_t> of;
  std::uint64_t first = 0;
  std::uint64_t last = 0;

  [[nodiscard]] std::string shown(std::uint64_t number) const {
    return of ? std::to_string(*of) + "." + std::to_string(number) : std::to_string(number);
  }
};

std::optional<Range> range_of(const ast::ArticleStretch& stretch) {
  const Number first = number_of(stretch.first);
  const Number last = stretch.last ? number_of(*stretch.last) : first;
  if (first.part.has_value() != last.part.has_value()) return std::nullopt;
  if (!first.part)
    return first.article <= last.article ? std::optional(Range{{}, first.article, last.article}) : std::nullopt;
  if (first.article != last.article || *first.part > *last.part) return std::nullopt;
  return Range{first.article, *first.part, *last.part};
}

/// What of the range an article is: its number, or that of its part. An article that the range has parts of is all of them.
struct Place {
  bool whole = false;
  std::optional<std::uint64_t> number;
};

Place place_in(const Range& range, const std::string& article) {
  const Number number = number_of(article);
  if (range.of) {
    if (number.article != *range.of) return {};
    return {!number.part.has_value(), number.part};
  }
  return {false, number.article};
}

template <typename Joint>
std::string shown(const std::vector<ArticleRun>& runs, std::string_view between, const Joint& run) {
  std::string text;
  for (const ArticleRun& one : runs) text += (text.empty() ? "" : std::string(between)) + run(one);
  return text;
}

}  // namespace

const ast::SourceHeader* source_of(const ast::Policy& policy) {
  for (const ast::Header& header : policy.headers)
    if (const auto* source = std::get_if<ast::SourceHeader>(&header.kind); source && !source->extent.empty())
      return source;
  return nullptr;
}

bool is_run(const ast::ArticleStretch& stretch) { return range_of(stretch).has_value(); }

bool is_within(const std::string& article, const std::vector<ast::ArticleStretch>& extent) {
  return std::any_of(extent.begin(), extent.end(), [&](const ast::ArticleStretch& stretch) {
    const auto range = range_of(stretch);
    if (!range) return false;
    const Place place = place_in(*range, article);
    return place.whole || (place.number && *place.number >= range->first && *place.number <= range->last);
  });
}

std::vector<ArticleRun> lacking(const std::vector<ast::ArticleStretch>& extent,
                                const std::vector<std::string>& present) {
  std::vector<ArticleRun> runs;
  for (const ast::ArticleStretch& stretch : extent) {
    const auto range = range_of(stretch);
    if (!range) continue;
    std::set<std::uint64_t> there;
    bool whole = false;
    for (const std::string& article : present) {
      const Place place = place_in(*range, article);
      whole = whole || place.whole;
      if (place.number) there.insert(*place.number);
    }
    if (whole) continue;
    std::uint64_t next = range->first;
    for (auto at = there.lower_bound(range->first); at != there.end() && *at <= range->last; ++at) {
      if (*at > next) runs.push_back({range->shown(next), range->shown(*at - 1)});
      next = *at + 1;
    }
    if (next <= range->last) runs.push_back({range->shown(next), range->shown(range->last)});
  }
  return runs;
}

std::string shown_in_english(const std::vector<ArticleRun>& runs) {
  return shown(runs, ", ",
               [](const ArticleRun& run) { return run.first == run.last ? run.first : run.first + " to " + run.last; });
}

std::string shown_in_chinese(const std::vector<ArticleRun>& runs) {
  return shown(runs, "、", [](const ArticleRun& run) {
    const std::string first = "第" + run.first + "条";
    return run.first == run.last ? first : first + "至第" + run.last + "条";
  });
}

std::vector<ArticleRun> runs_of(const std::vector<ast::ArticleStretch>& extent) {
  std::vector<ArticleRun> runs;
  for (const ast::ArticleStretch& stretch : extent)
    runs.push_back({stretch.first, stretch.last.value_or(stretch.first)});
  return runs;
}

}  // namespace polc::trace
