// SPDX-License-Identifier: Apache-2.0
// A syntax tree in words: each sentence of it as one line of text in one language, in the order and with the words that law
// prefers there. Words are parted by single spaces; format.h lays the text out. Names, units and figures are printed
// as the tree has them: to_other.h makes the tree of the other language.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/ast/nodes.h"

namespace polc::format {

class Printer {
 public:
  explicit Printer(source::Language language) : language_(language), chinese_(language == source::Language::Chinese) {}

  // print_vocabulary.cpp
  [[nodiscard]] std::string first_line(const ast::Vocabulary& vocabulary) const;
  [[nodiscard]] std::string line(const ast::VocabularyItem& item) const;
  [[nodiscard]] std::string line(const ast::Attribute& attribute) const;

  // print_policy.cpp
  [[nodiscard]] std::string first_line(const ast::Policy& policy) const;
  [[nodiscard]] std::string line(const ast::Header& header) const;
  [[nodiscard]] std::string first_line(const ast::Article& article) const;
  [[nodiscard]] std::string limits_line() const { return word("LIMITS"); }
  [[nodiscard]] std::string first_line(const ast::Test& test) const;
  [[nodiscard]] std::string line(const ast::TestStep& step) const;
  [[nodiscard]] std::string line(const ast::Waiver& waiver) const;
  [[nodiscard]] std::string line(const ast::Note& note) const;

  // print_rules.cpp
  [[nodiscard]] std::string line(const ast::Statement& statement) const;
  [[nodiscard]] std::string line(const ast::Limit& limit) const;

 private:
  // A token of the grammar as it is written; see parse::reserved_word.
  [[nodiscard]] std::string word(std::string_view token, std::size_t which = 0) const;

  // print_words.cpp
  [[nodiscard]] std::string quoted(const std::string& text, bool straight = false) const;
  [[nodiscard]] std::string name(const ast::Name& name, bool straight = false) const;
  [[nodiscard]] std::string names(const std::vector<ast::Name>& names) const;
  [[nodiscard]] std::string label(const ast::Label& label) const;
  [[nodiscard]] std::string operand(const ast::Operand& operand) const;
  [[nodiscard]] std::string alternatives(const ast::Names& names) const;
  [[nodiscard]] std::string quantity(const ast::Quantity& quantity) const;
  [[nodiscard]] std::string amount(const ast::Amount& amount) const;
  [[nodiscard]] std::string value(const ast::Value& value) const;
  [[nodiscard]] std::string range(const ast::Range& range) const;
  [[nodiscard]] std::string date(const ast::Date& date, bool in_figures = false) const;
  [[nodiscard]] std::string time(const ast::Time& time, bool in_figures = false) const;
  [[nodiscard]] std::string moment(const ast::Moment& moment, bool in_figures = false) const;
  [[nodiscard]] std::string anchor(const ast::Anchor& anchor) const;
  [[nodiscard]] std::string beside(const ast::Beside& beside) const;
  [[nodiscard]] std::string window(const ast::Window& window, bool is_deadline) const;
  [[nodiscard]] std::string rhythm(const ast::Rhythm& rhythm, bool is_counted) const;
  [[nodiscard]] std::string article_number(const std::string& number) const;

  // print_conditions.cpp
  [[nodiscard]] std::string condition(const ast::Condition& condition, bool is_whole_where = false) const;
  [[nodiscard]] std::string exists(const ast::Exists& exists, bool is_whole_where) const;
  [[nodiscard]] std::string comparison(const ast::Comparison& comparison) const;
  [[nodiscard]] std::string right_side(const ast::Comparison& comparison) const;
  [[nodiscard]] std::string period(const ast::Period& period) const;
  [[nodiscard]] std::string times_of_day(const ast::TimesOfDay& times) const;
  [[nodiscard]] std::string quantifier(const ast::Exists& exists, bool is_whole_where) const;
  [[nodiscard]] std::string bound(ast::Bound bound, const ast::Value* compared) const;
  [[nodiscard]] std::string one_of(const ast::OneOf& one_of) const;
  [[nodiscard]] std::string item(const ast::Item& item) const;
  [[nodiscard]] std::string where_of_row(const ast::Where& where) const;

  // print_rules.cpp
  [[nodiscard]] std::string phrase(const ast::Phrase& phrase) const;
  [[nodiscard]] std::string head(const ast::Head& head, bool with_recipients) const;
  [[nodiscard]] std::string heads(const ast::Heads& heads, bool with_recipients) const;
  [[nodiscard]] std::string recipients(const ast::Recipients& recipients) const;
  [[nodiscard]] std::string modal(const ast::Rule& rule) const;
  [[nodiscard]] std::string timing(const ast::Timing& timing) const;
  [[nodiscard]] std::string deadline(const ast::Deadline& deadline) const;
  [[nodiscard]] std::string frequency(const ast::Frequency& frequency) const;
  [[nodiscard]] std::string timings(const ast::Circumstances& circumstances) const;
  [[nodiscard]] std::string exemption(const ast::Exemption& exemption) const;
  [[nodiscard]] std::string exemptions(const std::vector<ast::Exemption>& exemptions) const;
  [[nodiscard]] std::string tail(const ast::Circumstances& circumstances, bool with_target, bool with_condition) const;
  [[nodiscard]] std::string rule(const ast::Rule& rule) const;
  [[nodiscard]] std::string chinese_norm(const ast::Rule& rule) const;
  [[nodiscard]] std::string classify(const ast::Classify& classify) const;
  [[nodiscard]] std::string parameter(const ast::Parameter& parameter) const;
  [[nodiscard]] std::string combine(const ast::Combine& combine) const;
  [[nodiscard]] std::string limit_core(const ast::Limit& limit) const;

  // print_policy.cpp
  [[nodiscard]] std::string extent(const std::vector<ast::ArticleStretch>& extent) const;
  [[nodiscard]] std::string assignments(const std::vector<ast::Assignment>& assignments) const;
  [[nodiscard]] std::string given(const ast::GivenFact& fact) const;
  [[nodiscard]] std::string not_reported(const ast::GivenNoReport& report) const;
  [[nodiscard]] std::string breach(const ast::ExpectBreach& breach) const;
  [[nodiscard]] std::string expectation(const ast::Expect& expect) const;

  // print_vocabulary.cpp
  [[nodiscard]] std::string labels(const std::vector<ast::Label>& labels, std::string_view joint) const;
  [[nodiscard]] std::string of(const std::vector<ast::Name>& of) const;
  [[nodiscard]] std::string type(const ast::AttributeType& type) const;
  [[nodiscard]] std::string property(const ast::AttributeProperty& property) const;
  [[nodiscard]] std::string property(const ast::MeasureProperty& property) const;
  [[nodiscard]] std::string reporting(const ast::Reporting& reporting) const;
  [[nodiscard]] std::string list_joint() const { return chinese_ ? "、" : ","; }

  source::Language language_;
  bool chinese_;
};

/// Not joined to others by `and` or `or`, and not negated.
[[nodiscard]] bool is_atom(const ast::Condition& condition);
/// Words side by side; what is empty leaves no space behind.
[[nodiscard]] std::string joined(const std::vector<std::string>& words);

}  // namespace polc::format
