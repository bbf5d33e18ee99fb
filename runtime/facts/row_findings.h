// SPDX-License-Identifier: Apache-2.0
// Findings about rows: all are counted by kind, the first few of each kind go to the sink. Also the words in which rows,
// columns and values are named, so that every finding about facts reads alike and shows nothing personal.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "compiler/core/core.h"
#include "compiler/diagnostics/sink.h"
#include "runtime/facts/cell.h"

namespace polc::facts {

inline constexpr std::uint64_t shown_of_a_kind = 20;

struct KindCount {
  diag::Kind kind;
  std::uint64_t total = 0;
};

class RowFindings {
 public:
  explicit RowFindings(diag::Sink& sink, std::uint64_t limit = shown_of_a_kind) : sink_(sink), limit_(limit) {}

  // Counts one; true when it is to be shown: then the caller puts the arguments together and calls `show`.
  bool admit(diag::Kind kind) { return ++counts_[kind] <= limit_; }
  template <class... Arguments>
  void show(diag::KindWith<sizeof...(Arguments)> kind, Arguments&&... arguments) {
    sink_.emit(kind, {}, std::forward<Arguments>(arguments)...);
  }
  // Of each kind so many are shown.
  [[nodiscard]] std::uint64_t limit() const { return limit_; }
  // Counts some that are not to be shown, since as many as are shown came before them.
  void count(diag::Kind kind, std::uint64_t further) { counts_[kind] += further; }
  // `help`: in place of the help of the kind.
  void show_any(diag::Kind kind, std::vector<diag::Argument> arguments,
                std::optional<diag::Message> help = std::nullopt) {
    diag::Builder shown = sink_.emit_any(kind, {}, std::move(arguments));
    if (help) shown.help_any(std::move(*help));
  }

  [[nodiscard]] std::uint64_t error_count() const;
  [[nodiscard]] std::vector<KindCount> counts() const;  // by code

 private:
  diag::Sink& sink_;
  std::uint64_t limit_;
  std::map<diag::Kind, std::uint64_t> counts_;
};

[[nodiscard]] diag::Kind kind_of(CellProblem problem);
// The arguments of that kind behind the place of the row.
[[nodiscard]] std::vector<diag::Argument> cell_arguments(const core::Program& program, const core::Column& column,
                                                         CellProblem problem, std::string_view text);
// The label in the language of the reader.
[[nodiscard]] diag::Argument words(const core::Label& label);
// A value as written, shortened when long; other words in place of what is personal.
[[nodiscard]] diag::Argument shown_value(std::string_view text, bool personal);

}  // namespace polc::facts
