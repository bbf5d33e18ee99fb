// SPDX-License-Identifier: Apache-2.0
// Free text in both languages: titles, notes, comments, names of tests, sources and reasons, which no vocabulary holds. A table
// pairs texts one to one; it is handed in as data, and serves both directions.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/ast/nodes.h"
#include "compiler/format/to_other.h"
#include "compiler/parse/written.h"

namespace polc::format {

class ProseTable {
 public:
  struct Row {
    std::string english;
    std::string chinese;
  };

  /// None when the row is taken in; else the number of the row (from 0) that gives one of its texts another counterpart.
  [[nodiscard]] std::optional<std::size_t> add(Row row);
  /// What a text of this language is in the other; null if no row has it.
  [[nodiscard]] const std::string* find(std::string_view text, source::Language language) const;

 private:
  std::vector<Row> rows_;
  std::map<std::string, std::size_t, std::less<>> by_english_, by_chinese_;
};

/// Turns the free text of one file. What the table does not have stays as written and is collected; a text without a letter
/// says the same in every language.
class OtherProse {
 public:
  /// `language`: of the text that is turned.
  OtherProse(const ProseTable& table, source::Language language, source::FileId file)
      : table_(table), language_(language), file_(file) {}

  /// Titles, notes, names of tests, sources and reasons of waivers.
  void change(ast::File& file);
  /// Comment lines that stand together are one text, its lines parted by `\n`; or each line is one. Gives whole lines.
  [[nodiscard]] std::string lines(std::span<const parse::Comment> comments);

  [[nodiscard]] const std::vector<Missing>& missing() const { return missing_; }

 private:
  void change(ast::Name& name);
  void change(ast::Note& note);
  void change(ast::Policy& policy);
  void change(ast::Vocabulary& vocabulary);

  const ProseTable& table_;
  source::Language language_;
  source::FileId file_;
  std::vector<Missing> missing_;
};

}  // namespace polc::format
