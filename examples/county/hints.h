// SPDX-License-Identifier: Apache-2.0
// What is known of the world beyond the vocabulary: how many of what, how often, between which bounds. A table of four
// columns (hints.tsv): relation, column, what is said, how much. Whatever the table does not name is filled by the rows of
// its type, so a vocabulary may grow without it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "compiler/core/core.h"
#include "runtime/value/result.h"

namespace polc::county {

// lowest … highest in units of 1/10^decimals.
struct Range {
  std::int64_t lowest = 0;
  std::int64_t highest = 0;
  std::uint32_t decimals = 0;
};

class Hints {
 public:
  // The error says which line is not as it should be.
  [[nodiscard]] static value::Result<Hints, std::string> read(const std::filesystem::path& file);

  // Of a whole relation: by its own name, else by what it is: `(event)`, `(conduct of person)`, `(conduct)`.
  [[nodiscard]] std::optional<std::string> of_rows(const core::Program& program, const core::Relation& relation,
                                                   const std::string& what) const;
  // Of a column: of that relation, of all of that kind, of any relation, of any column of its type (`(yes or no)`).
  [[nodiscard]] std::optional<std::string> of_column(const core::Program& program, const core::Relation& relation,
                                                     const core::Column& column, const std::string& what) const;

 private:
  [[nodiscard]] std::optional<std::string> find(const std::string& relation, const std::string& column,
                                                const std::string& what) const;

  std::map<std::tuple<std::string, std::string, std::string>, std::string> rows_;
};

// "36.0..37.2"; both bounds with as many decimals. POLC_CHECKs its form: the table is part of the program.
[[nodiscard]] Range range_of(const std::string& text);
[[nodiscard]] std::uint64_t number_of(const std::string& text);
[[nodiscard]] std::vector<std::string> split(const std::string& text, char mark);

}  // namespace polc::county
