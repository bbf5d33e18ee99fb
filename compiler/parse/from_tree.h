// SPDX-License-Identifier: Apache-2.0
// Tree of one sentence -> its node of the AST, one typed function a rule. What the grammar allows but no sentence may
// say twice is reported here; meaning is not looked at.
#pragma once

#include <antlr4-runtime.h>

#include <span>
#include <string>
#include <variant>
#include <vector>

#include "PolicyParser.h"
#include "compiler/ast/nodes.h"
#include "compiler/diagnostics/sink.h"
#include "compiler/parse/letters.h"
#include "compiler/parse/token.h"

namespace polc::parse {

/// One sentence while it is read: its text, its tokens, and where to report.
class Reader {
 public:
  Reader(const Letters& letters, std::span<const Token> tokens, diag::Sink& sink)
      : letters_(letters), tokens_(tokens), sink_(sink) {}

  [[nodiscard]] source::Span span(const antlr4::Token* token) const;
  [[nodiscard]] source::Span span(const antlr4::ParserRuleContext& context) const;
  /// Folded: digits plain, letters small.
  [[nodiscard]] std::string folded(const antlr4::Token* token) const;
  [[nodiscard]] std::string written(const antlr4::Token* token) const;
  /// The digits of a NUMBER, also of one that was written 十五.
  [[nodiscard]] std::string number(const antlr4::Token* token) const;
  /// Words parted by one space, without `the`.
  [[nodiscard]] std::string words(const antlr4::Token* token) const;
  [[nodiscard]] diag::Sink& sink() const { return sink_; }

 private:
  [[nodiscard]] Token at(const antlr4::Token* token) const;

  const Letters& letters_;
  std::span<const Token> tokens_;
  diag::Sink& sink_;
};

using Grammar = PolicyParser;

// from_tree_words.cpp
ast::Name name_of(const Reader& reader, const antlr4::Token* token);
ast::Name name_of(const Reader& reader, Grammar::NameContext& context);
std::optional<ast::Name> optional_name(const Reader& reader, Grammar::NameContext* context);
std::optional<ast::Name> optional_name(const Reader& reader, const antlr4::Token* token);
std::vector<ast::Name> names_of(const Reader& reader, const std::vector<Grammar::NameContext*>& contexts);
ast::Label label_of(const Reader& reader, Grammar::LabelContext& context);
std::vector<ast::Label> labels_of(const Reader& reader, const std::vector<Grammar::PairContext*>& contexts);
ast::Operand operand_of(const Reader& reader, Grammar::OperandContext& context);
ast::Names alternatives_of(const Reader& reader, Grammar::NamesContext& context);
ast::NameJoin join_of(const std::vector<antlr4::Token*>& joints);
ast::Quantity quantity_of(const Reader& reader, Grammar::QuantityContext& context);
ast::Quantity quantity_of(const Reader& reader, Grammar::SignedQuantityContext& context);
ast::Bound bound_of(Grammar::BoundContext& context);
ast::Side side_of(const antlr4::Token* token);
ast::Relation relation_of(const antlr4::Token* token);
ast::Amount amount_of(const Reader& reader, Grammar::AmountContext& context);
ast::Value value_of(const Reader& reader, Grammar::ValueContext& context);
ast::Range range_of(const Reader& reader, Grammar::Range_Context& context);
ast::Date date_of(const Reader& reader, const antlr4::Token* token);
ast::Time time_of(const Reader& reader, const antlr4::Token* token);
ast::Moment moment_of(const Reader& reader, Grammar::MomentContext& context);
ast::Anchor anchor_of(const Reader& reader, Grammar::AnchorContext& context);
ast::Rhythm rhythm_of(const Reader& reader, Grammar::RhythmContext& context);
ast::Rhythm rhythm_of(const Reader& reader, const antlr4::Token* number, const antlr4::Token* unit);
ast::Rhythm calendar_rhythm(const Reader& reader, const antlr4::Token* calendar);

// from_tree_vocabulary.cpp
ast::VocabularyItem vocabulary_item_of(const Reader& reader, Grammar::VocabularyItemContext& context);
ast::Attribute attribute_of(const Reader& reader, Grammar::AttributeLineContext& context);

// from_tree_conditions.cpp
ast::Condition condition_of(const Reader& reader, Grammar::ConditionContext& context);
std::optional<ast::Condition> optional_condition(const Reader& reader, Grammar::ConditionContext* context);
ast::Condition atom_of(const Reader& reader, Grammar::AtomContext& context);
ast::Where where_of(const Reader& reader, Grammar::WhereBracketContext& context);
ast::Period period_of(const Reader& reader, Grammar::PeriodContext& context);
ast::Item item_of(const Reader& reader, Grammar::ItemContext& context);

// from_tree_rules.cpp
ast::Statement statement_of(const Reader& reader, Grammar::StatementContext& context);
ast::Rule rule_of(const Reader& reader, Grammar::PlainRuleContext& context);
ast::Rule rule_of(const Reader& reader, Grammar::NormContext& context);
ast::Limit limit_of(const Reader& reader, Grammar::LimitContext& context);

// from_tree_circumstances.cpp: whom, when, unless; parts that rules and limits share.
ast::Phrase phrase_of(const Reader& reader, Grammar::PhraseContext& context);
ast::Phrase phrase_of(const Reader& reader, Grammar::WhoeverContext& context);
ast::Phrase phrase_of(const Reader& reader, Grammar::NamesContext& names, Grammar::WhereBracketContext* where);
ast::Exemption exemption_of(const Reader& reader, Grammar::ExemptionContext& context);
ast::Recipients recipients_of(const Reader& reader, Grammar::RecipientsContext& context);
void add_target(const Reader& reader, ast::Circumstances& to, ast::Phrase phrase);
void add_condition(const Reader& reader, ast::Circumstances& to, Grammar::ConditionContext* context);
void add_timing(const Reader& reader, ast::Circumstances& to, Grammar::TimingContext& context);
void add_deadline(const Reader& reader, ast::Circumstances& to, Grammar::DeadlineContext& context);
void add_frequency(const Reader& reader, ast::Circumstances& to, Grammar::FrequencyContext& context);
void add_timings(const Reader& reader, ast::Circumstances& to, Grammar::TimingsContext& context);
void add_for_clause(const Reader& reader, ast::Circumstances& to, Grammar::ForClauseContext& context);
void add_tail(const Reader& reader, ast::Circumstances& to, Grammar::TailContext& context);

// from_tree_policy.cpp
ast::Header header_of(const Reader& reader, Grammar::HeaderLineContext& context);
ast::Article article_of(const Reader& reader, Grammar::ArticleLineContext& context);
ast::TestStep test_step_of(const Reader& reader, Grammar::TestStepContext& context);
ast::TestStep test_step_of(const Reader& reader, Grammar::NormStepContext& context);
ast::Waiver waiver_of(const Reader& reader, Grammar::WaiverLineContext& context);

}  // namespace polc::parse
