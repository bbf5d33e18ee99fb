// SPDX-License-Identifier: Apache-2.0
#include <string>
#include <string_view>
#include <utility>

#include "PolicyLexer.h"
#include "compiler/parse/from_tree.h"
#include "compiler/parse/match_tree.h"

namespace polc::parse {
namespace {

ast::Modal modal_of(Grammar::ModalContext& context) {
  switch (context.kind->getType()) {
    case PolicyLexer::MUST:
      return ast::Modal::Must;
    case PolicyLexer::MUST_NOT:
      return ast::Modal::MustNot;
    case PolicyLexer::MAY:
      return ast::Modal::May;
    case PolicyLexer::SHOULD:
      return ast::Modal::Should;
    case PolicyLexer::SHOULD_NOT:
      return ast::Modal::ShouldNot;
    case PolicyLexer::IN_PRINCIPLE:
      return ast::Modal::InPrinciple;
    case PolicyLexer::IN_PRINCIPLE_NOT:
      return ast::Modal::InPrincipleNot;
    case PolicyLexer::NEED_NOT:
      return ast::Modal::NeedNot;
    case PolicyLexer::NEED_ONLY:
      return ast::Modal::NeedOnly;
    default:
      POLC_UNREACHABLE("a modal that the grammar does not know");
  }
}

// By what the word ends with and how long it is, not by its place in the table of reserved words.
ast::ModalWord modal_word_of(const Reader& reader, Grammar::ModalContext& context) {
  const std::string word = reader.folded(context.kind);
  const auto is = [&](std::string_view one) { return word == one; };
  if (is("必须")) return ast::ModalWord::Strong;
  if (is("必须落实")) return ast::ModalWord::StrongNoun;
  const bool noun_in_english = word.ends_with("have") || word.ends_with("observe") || is("in principle must");
  const bool noun_in_chinese = word.size() > std::string_view("应当").size() && word.starts_with("应当");
  const bool second =
      is("可") || is("宜") || is("不宜") || is("无需") || is("仅需") || is("不得采取") || is("原则上应当");
  return noun_in_english || noun_in_chinese || second ? ast::ModalWord::Noun : ast::ModalWord::Simple;
}

// ---- heads --------------------------------------------------------------------------------------------------------

using HeadAmount = std::variant<ast::Quantity, ast::Bounded, ast::Range>;

HeadAmount head_amount_of(const Reader& reader, Grammar::HeadAmountContext& context) {
  return match_tree<HeadAmount>(
      context, [&](Grammar::FlatAmountContext& c) { return HeadAmount{quantity_of(reader, *c.quantity())}; },
      [&](Grammar::BoundAmountContext& c) {
        return HeadAmount{ast::Bounded{bound_of(*c.bound()), value_of(reader, *c.value())}};
      },
      [&](Grammar::RangeAmountContext& c) { return HeadAmount{range_of(reader, *c.range_())}; });
}

ast::Head head_of(const Reader& reader, Grammar::HeadContext& context) {
  return match_tree<ast::Head>(
      context,
      [&](Grammar::NamedHeadContext& c) {
        ast::Head head{operand_of(reader, *c.operand()), std::nullopt, false, std::nullopt, reader.span(c)};
        if (c.headAmount() != nullptr) head.amount = head_amount_of(reader, *c.headAmount());
        if (c.recipients() != nullptr) head.recipients = recipients_of(reader, *c.recipients());
        return head;
      },
      [&](Grammar::CountedHeadContext& c) {
        ast::Quantity quantity = quantity_of(reader, *c.quantity());
        const source::Span span = quantity.span;
        ast::Bounded bounded{bound_of(*c.bound()), ast::Value{std::move(quantity), span}};
        return ast::Head{operand_of(reader, *c.operand()), HeadAmount{std::move(bounded)}, true, std::nullopt,
                         reader.span(c)};
      });
}

// `report to police or fire brigade`: the last name may be a recipient or a measure, so it is neither.
void refuse_unclear_recipients(const Reader& reader, const ast::Heads& heads) {
  if (heads.connective == ast::Connective::Then) return;
  for (std::size_t i = 1; i < heads.heads.size(); ++i) {
    const ast::Head& head = heads.heads[i];
    const bool bare = !head.recipients && !head.amount;
    if (!heads.heads[i - 1].recipients || !bare) continue;
    reader.sink()
        .emit(diag::Kind::RecipientOrMeasure, head.span, head.name.first.text)
        .note(diag::Kind::RecipientsHere, heads.heads[i - 1].recipients->span);
    return;
  }
}

/// `joined` are contexts with a `head()`.
template <typename Joined>
void add_heads(const Reader& reader, ast::Heads& heads, const std::vector<Joined*>& joined,
               ast::Connective connective) {
  if (joined.empty()) return;
  heads.connective = connective;
  for (Joined* one : joined) heads.heads.push_back(head_of(reader, *one->head()));
}

ast::Heads heads_of(const Reader& reader, Grammar::HeadsContext& context) {
  ast::Heads heads{{}, ast::Connective::Alone, reader.span(context)};
  heads.heads.push_back(head_of(reader, *context.first));
  add_heads(reader, heads, context.alsoHead(), ast::Connective::And);
  add_heads(reader, heads, context.orHead(), ast::Connective::Or);
  add_heads(reader, heads, context.thenHead(), ast::Connective::Then);
  refuse_unclear_recipients(reader, heads);
  return heads;
}

// ---- rules --------------------------------------------------------------------------------------------------------

ast::Phrase subject_of(const Reader& reader, Grammar::SubjectContext& context, ast::Circumstances& circumstances) {
  return match_tree<ast::Phrase>(
      context,
      [&](Grammar::PhraseSubjectContext& c) {
        add_condition(reader, circumstances, c.condition());
        return phrase_of(reader, *c.phrase());
      },
      [&](Grammar::WhoeverSubjectContext& c) { return phrase_of(reader, *c.whoever()); });
}

// Between the modal and the measures. Recipients that stand there are those of every measure behind them.
void add_before(const Reader& reader, Grammar::BeforeContext& context, ast::Rule& rule) {
  for (Grammar::EarlyContext* early : context.early()) {
    match_tree<bool>(
        *early,
        [&](Grammar::EarlyForContext& c) {
          add_target(reader, rule.circumstances, phrase_of(reader, *c.names(), c.whereBracket()));
          return true;
        },
        [&](Grammar::EarlyForWhoeverContext& c) {
          add_target(reader, rule.circumstances, phrase_of(reader, *c.whoever()));
          return true;
        },
        [&](Grammar::EarlyRecipientsContext& c) {
          const ast::Recipients recipients = recipients_of(reader, *c.recipients());
          for (ast::Head& head : rule.heads.heads) {
            if (head.recipients)
              reader.sink()
                  .emit(diag::Kind::SaidTwice, head.recipients->span, diag::Argument("the recipient", "对象机关"))
                  .note(diag::Kind::FirstOneHere, recipients.span);
            else
              head.recipients = recipients;
          }
          return true;
        },
        [&](Grammar::EarlyTimingContext& c) {
          add_timing(reader, rule.circumstances, *c.timing());
          return true;
        });
  }
  if (context.deadline() != nullptr) add_deadline(reader, rule.circumstances, *context.deadline());
  if (context.frequency() != nullptr) add_frequency(reader, rule.circumstances, *context.frequency());
}

ast::Rule rule_from(const Reader& reader, ast::RuleForm form, Grammar::ModalContext* modal,
                    Grammar::HeadsContext& heads, source::Span span) {
  ast::Rule rule;
  rule.form = form;
  if (modal != nullptr) {
    rule.modal = modal_of(*modal);
    rule.modal_word = modal_word_of(reader, *modal);
  }
  rule.heads = heads_of(reader, heads);
  rule.span = span;
  return rule;
}

ast::Classify classify_of(const Reader& reader, Grammar::ClassifyContext& context) {
  ast::Circumstances circumstances;
  ast::Phrase subject = match_tree<ast::Phrase>(
      *context.classified(), [&](Grammar::PhraseClassifiedContext& c) { return phrase_of(reader, *c.phrase()); },
      [&](Grammar::ConditionClassifiedContext& c) {
        add_condition(reader, circumstances, c.condition());
        return phrase_of(reader, *c.phrase());
      },
      [&](Grammar::WhoeverClassifiedContext& c) { return phrase_of(reader, *c.whoever()); });
  add_condition(reader, circumstances, context.condition());
  ast::Classify classify{std::move(subject),
                         alternatives_of(reader, *context.names()),
                         std::move(circumstances.condition),
                         context.otherwise != nullptr,
                         {},
                         reader.span(context)};
  for (Grammar::ExemptionContext* exemption : context.exemption())
    classify.exemptions.push_back(exemption_of(reader, *exemption));
  return classify;
}

ast::Parameter parameter_of(const Reader& reader, Grammar::ParameterContext& context) {
  const auto version = [&](auto& c) {
    ast::ParameterVersion result{quantity_of(reader, *c.quantity()), std::nullopt, reader.span(c)};
    if (c.moment() != nullptr) result.from = moment_of(reader, *c.moment());
    return result;
  };
  ast::Parameter parameter{label_of(reader, *context.label()), {}, reader.span(context)};
  parameter.versions.push_back(version(*context.firstVersion()));
  for (Grammar::LaterVersionContext* later : context.laterVersion()) parameter.versions.push_back(version(*later));
  return parameter;
}

ast::Combine combine_of(const Reader& reader, Grammar::CombineContext& context) {
  const auto combine = [&](auto& c) {
    std::optional<ast::Name> sort;
    if (c.sort != nullptr) sort = name_of(reader, *c.sort);
    return ast::Combine{name_of(reader, *c.scale), std::move(sort), c.order->getType() == PolicyLexer::HIGHEST,
                        reader.span(c)};
  };
  return match_tree<ast::Combine>(
      context, [&](Grammar::CombineFirstContext& c) { return combine(c); },
      [&](Grammar::CombineLastContext& c) { return combine(c); });
}

}  // namespace

ast::Rule rule_of(const Reader& reader, Grammar::PlainRuleContext& context) {
  ast::Rule rule = rule_from(reader, ast::RuleForm::Plain, nullptr, *context.heads(), reader.span(context));
  add_timings(reader, rule.circumstances, *context.timings());
  add_tail(reader, rule.circumstances, *context.tail());
  return rule;
}

ast::Rule rule_of(const Reader& reader, Grammar::NormContext& context) {
  const source::Span span = reader.span(context);
  return match_tree<ast::Rule>(
      context,
      [&](Grammar::DeonticNormContext& c) {
        ast::Rule rule = rule_from(reader, ast::RuleForm::Deontic, c.modal(), *c.heads(), span);
        rule.subject = subject_of(reader, *c.subject(), rule.circumstances);
        add_before(reader, *c.before(), rule);
        add_timings(reader, rule.circumstances, *c.timings());
        add_tail(reader, rule.circumstances, *c.tail());
        return rule;
      },
      [&](Grammar::UnaddressedNormContext& c) {
        ast::Rule rule = rule_from(reader, ast::RuleForm::Unaddressed, c.modal(), *c.heads(), span);
        if (c.forClause() != nullptr) add_for_clause(reader, rule.circumstances, *c.forClause());
        add_condition(reader, rule.circumstances, c.condition());
        add_before(reader, *c.before(), rule);
        add_timings(reader, rule.circumstances, *c.timings());
        add_tail(reader, rule.circumstances, *c.tail());
        return rule;
      });
}

ast::Statement statement_of(const Reader& reader, Grammar::StatementContext& context) {
  using Statement = ast::Statement;
  return match_tree<Statement>(
      context, [&](Grammar::ParameterStatementContext& c) { return Statement{parameter_of(reader, *c.parameter())}; },
      [&](Grammar::CombineStatementContext& c) { return Statement{combine_of(reader, *c.combine())}; },
      [&](Grammar::ClassifyStatementContext& c) { return Statement{classify_of(reader, *c.classify())}; },
      [&](Grammar::RuleStatementContext& c) { return Statement{rule_of(reader, *c.plainRule())}; });
}

// ---- limits -------------------------------------------------------------------------------------------------------

namespace {

ast::Limit limit_on_measures(const Reader& reader, Grammar::LimitOnMeasuresContext& context) {
  ast::Circumstances circumstances;
  if (context.names() != nullptr)
    add_target(reader, circumstances, phrase_of(reader, *context.names(), context.whereBracket()));
  using Kind = decltype(ast::Limit::kind);
  const auto names = [&](auto& c) { return alternatives_of(reader, *c.names()); };
  const auto with_timings = [&](auto& c, auto limit) {
    add_timings(reader, circumstances, *c.timings());
    return Kind{std::move(limit)};
  };
  Kind kind = match_tree<Kind>(
      *context.limitCore(), [&](Grammar::NoImposeLimitContext& c) { return with_timings(c, ast::NoImpose{names(c)}); },
      [&](Grammar::NoBanLimitContext& c) { return with_timings(c, ast::NoBan{names(c)}); },
      [&](Grammar::ClosedListLimitContext& c) { return with_timings(c, ast::ClosedList{names(c)}); },
      [&](Grammar::DecidesLimitContext& c) {
        ast::Decides decides{std::nullopt, heads_of(reader, *c.heads())};
        if (c.authorities != nullptr) decides.authorities = alternatives_of(reader, *c.authorities);
        return with_timings(c, std::move(decides));
      },
      [&](Grammar::AmountLimitContext& c) { return with_timings(c, ast::AmountLimit{head_of(reader, *c.head())}); },
      [&](Grammar::OnlyForLimitContext& c) { return Kind{ast::OnlyFor{names(c), phrase_of(reader, *c.phrase())}}; },
      [&](Grammar::OnlyIfLimitContext& c) {
        return Kind{ast::OnlyIf{names(c), condition_of(reader, *c.condition())}};
      });
  add_tail(reader, circumstances, *context.tail());
  return {std::move(kind), std::move(circumstances), reader.span(context)};
}

}  // namespace

ast::Limit limit_of(const Reader& reader, Grammar::LimitContext& context) {
  return match_tree<ast::Limit>(
      context, [&](Grammar::LimitOnMeasuresContext& c) { return limit_on_measures(reader, c); },
      [&](Grammar::GeneralDelegationContext& c) {
        return ast::Limit{ast::DecidesOthers{alternatives_of(reader, *c.names())}, {}, reader.span(c)};
      });
}

}  // namespace polc::parse
