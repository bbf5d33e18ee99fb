// SPDX-License-Identifier: Apache-2.0
// Whom, when and unless: the parts that rules and limits share, wherever in the sentence they stood.
#include <algorithm>
#include <utility>

#include "PolicyLexer.h"
#include "compiler/parse/from_tree.h"
#include "compiler/parse/match_tree.h"

namespace polc::parse {
namespace {

// A part that may stand once has been written twice; the first is kept.
void said_twice(const Reader& reader, source::Span first, source::Span second, const char* english,
                const char* chinese) {
  reader.sink()
      .emit(diag::Kind::SaidTwice, second, diag::Argument(english, chinese))
      .note(diag::Kind::FirstOneHere, first);
}

ast::Timing timing_of(const Reader& reader, Grammar::TimingContext& context) {
  using Timing = ast::Timing;
  const source::Span span = reader.span(context);
  return match_tree<Timing>(
      context,
      [&](Grammar::FromTimingContext& c) { return Timing{ast::FromAnchor{anchor_of(reader, *c.anchor())}, span}; },
      [&](Grammar::UntilTimingContext& c) { return Timing{ast::UntilAnchor{anchor_of(reader, *c.anchor())}, span}; },
      [&](Grammar::OnTimingContext& c) { return Timing{ast::OnEvent{operand_of(reader, *c.operand())}, span}; },
      [&](Grammar::AtOnceTimingContext&) { return Timing{ast::AtOnce{}, span}; });
}

ast::Deadline deadline_of(const Reader& reader, Grammar::DeadlineContext& context) {
  using Deadline = ast::Deadline;
  const source::Span span = reader.span(context);
  const auto within = [&](Grammar::QuantityContext& quantity, const antlr4::Token* relation,
                          Grammar::OperandContext* event) {
    ast::Window window{ast::Amount{quantity_of(reader, quantity), reader.span(quantity)}, std::nullopt};
    if (relation != nullptr && event != nullptr)
      window.place = ast::WindowPlace{relation_of(relation), operand_of(reader, *event)};
    return Deadline{std::move(window), span};
  };
  return match_tree<Deadline>(
      context, [&](Grammar::WithinDeadlineContext& c) { return within(*c.quantity(), c.relation, c.operand()); },
      [&](Grammar::WithinNameDeadlineContext& c) {
        return Deadline{ast::Window{ast::Amount{name_of(reader, *c.name()), reader.span(*c.name())}, std::nullopt},
                        span};
      },
      [&](Grammar::InsideBesideDeadlineContext& c) { return within(*c.quantity(), c.side, c.operand()); },
      [&](Grammar::InsideDeadlineContext& c) { return within(*c.quantity(), nullptr, nullptr); },
      [&](Grammar::BesideEventDeadlineContext& c) {
        const ast::Anchor anchor{operand_of(reader, *c.operand()), reader.span(*c.operand())};
        return Deadline{ast::Beside{side_of(c.side), anchor}, span};
      },
      [&](Grammar::BesideMomentDeadlineContext& c) {
        const ast::Anchor anchor{moment_of(reader, *c.moment()), reader.span(*c.moment())};
        return Deadline{ast::Beside{side_of(c.side), anchor}, span};
      },
      [&](Grammar::BesideDeadlineContext& c) {
        return Deadline{ast::Beside{side_of(c.side), anchor_of(reader, *c.anchor())}, span};
      });
}

ast::Frequency frequency_of(const Reader& reader, Grammar::FrequencyContext& context) {
  const auto frequency = [&](Grammar::TimesContext* times, Grammar::RhythmContext* rhythm, const antlr4::Token* number,
                             const antlr4::Token* unit) {
    ast::Frequency result;
    result.span = reader.span(context);
    result.rhythm = rhythm != nullptr ? rhythm_of(reader, *rhythm) : rhythm_of(reader, number, unit);
    if (times == nullptr) return result;
    if (times->bound() != nullptr) result.bound = bound_of(*times->bound());
    const antlr4::Token* count = times->number != nullptr ? times->number
                                 : times->once != nullptr ? times->once
                                                          : times->twice;
    const std::string text = times->number != nullptr ? reader.number(times->number)
                             : times->once != nullptr ? "1"
                                                      : "2";
    result.times = ast::Quantity{text, std::nullopt, reader.span(count)};
    return result;
  };
  return match_tree<ast::Frequency>(
      context, [&](Grammar::TimesFirstContext& c) { return frequency(c.times(), c.rhythm(), c.number, c.unit); },
      [&](Grammar::RhythmFirstContext& c) { return frequency(c.times(), c.rhythm(), c.number, c.unit); });
}

}  // namespace

// ---- whom -------------------------------------------------------------------------------------------------------

ast::Phrase phrase_of(const Reader& reader, Grammar::PhraseContext& context) {
  ast::Phrase phrase{alternatives_of(reader, *context.names()), std::nullopt, reader.span(context)};
  if (context.whereBracket() != nullptr) {
    phrase.where = where_of(reader, *context.whereBracket());
  } else if (context.atom() != nullptr) {
    ast::Condition atom = atom_of(reader, *context.atom());
    const source::Span span = join(reader.span(context.WHERE()->getSymbol()), atom.span);
    phrase.where = ast::Where{std::make_unique<ast::Condition>(std::move(atom)), span};
  }
  return phrase;
}

ast::Phrase phrase_of(const Reader& reader, Grammar::WhoeverContext& context) {
  ast::Names names{{}, join_of(context.joints), {}};
  for (Grammar::NameContext* name : context.name()) {
    ast::Name read = name_of(reader, *name);
    const source::Span span = read.span;
    names.span = join(names.span, span);
    names.alternatives.push_back({std::move(read), {}, std::nullopt, span});
  }
  ast::Condition condition = condition_of(reader, *context.condition());
  const source::Span where_span = join(reader.span(context.WHOEVER()->getSymbol()), condition.span);
  return {std::move(names), ast::Where{std::make_unique<ast::Condition>(std::move(condition)), where_span},
          reader.span(context)};
}

ast::Phrase phrase_of(const Reader& reader, Grammar::NamesContext& names, Grammar::WhereBracketContext* where) {
  ast::Phrase phrase{alternatives_of(reader, names), std::nullopt, reader.span(names)};
  if (where != nullptr) {
    phrase.where = where_of(reader, *where);
    phrase.span = join(phrase.span, phrase.where->span);
  }
  return phrase;
}

ast::Recipients recipients_of(const Reader& reader, Grammar::RecipientsContext& context) {
  ast::Recipients recipients{names_of(reader, context.name()), ast::Connective::Alone, reader.span(context)};
  for (const antlr4::Token* joint : context.joints) {
    const bool any = joint->getType() == PolicyLexer::OR;
    const ast::Connective connective = any ? ast::Connective::Or : ast::Connective::And;
    if (recipients.connective != ast::Connective::Alone && recipients.connective != connective)
      reader.sink().emit(diag::Kind::MixedRecipients, recipients.span);
    recipients.connective = connective;
  }
  return recipients;
}

void add_target(const Reader& reader, ast::Circumstances& to, ast::Phrase phrase) {
  if (to.target)
    said_twice(reader, to.target->span, phrase.span, "the group it applies to", "适用的对象");
  else
    to.target = std::move(phrase);
}

void add_for_clause(const Reader& reader, ast::Circumstances& to, Grammar::ForClauseContext& context) {
  add_target(reader, to,
             match_tree<ast::Phrase>(
                 context, [&](Grammar::ForPhraseContext& c) { return phrase_of(reader, *c.phrase()); },
                 [&](Grammar::ForWhoeverContext& c) { return phrase_of(reader, *c.whoever()); }));
}

void add_condition(const Reader& reader, ast::Circumstances& to, Grammar::ConditionContext* context) {
  if (context == nullptr) return;
  if (to.condition)
    said_twice(reader, to.condition->span, reader.span(*context), "the condition", "条件");
  else
    to.condition = condition_of(reader, *context);
}

// ---- when -------------------------------------------------------------------------------------------------------

void add_timing(const Reader& reader, ast::Circumstances& to, Grammar::TimingContext& context) {
  ast::Timing timing = timing_of(reader, context);
  const auto same = std::find_if(to.timings.begin(), to.timings.end(),
                                 [&](const ast::Timing& other) { return other.kind.index() == timing.kind.index(); });
  if (same != to.timings.end())
    said_twice(reader, same->span, timing.span, "its beginning, its end or its occasion", "起止或时点");
  else
    to.timings.push_back(std::move(timing));
}

void add_deadline(const Reader& reader, ast::Circumstances& to, Grammar::DeadlineContext& context) {
  if (to.deadline)
    said_twice(reader, to.deadline->span, reader.span(context), "the deadline", "期限");
  else
    to.deadline = deadline_of(reader, context);
}

void add_frequency(const Reader& reader, ast::Circumstances& to, Grammar::FrequencyContext& context) {
  if (to.frequency)
    said_twice(reader, to.frequency->span, reader.span(context), "the frequency", "频次");
  else
    to.frequency = frequency_of(reader, context);
}

void add_timings(const Reader& reader, ast::Circumstances& to, Grammar::TimingsContext& context) {
  for (Grammar::TimingContext* timing : context.timing()) add_timing(reader, to, *timing);
  if (context.frequency() != nullptr) add_frequency(reader, to, *context.frequency());
  if (context.deadline() != nullptr) add_deadline(reader, to, *context.deadline());
}

// ---- unless -----------------------------------------------------------------------------------------------------

ast::Exemption exemption_of(const Reader& reader, Grammar::ExemptionContext& context) {
  using Exemption = ast::Exemption;
  const source::Span span = reader.span(context);
  return match_tree<Exemption>(
      context,
      [&](Grammar::UnlessExemptionContext& c) {
        return Exemption{ast::Unless{condition_of(reader, *c.condition())}, span};
      },
      [&](Grammar::StricterExemptionContext&) { return Exemption{ast::UnlessStricter{}, span}; },
      [&](Grammar::ExceptPhraseContext& c) { return Exemption{ast::ExceptFor{phrase_of(reader, *c.phrase())}, span}; },
      [&](Grammar::ExceptWhoeverContext& c) {
        return Exemption{ast::ExceptFor{phrase_of(reader, *c.whoever())}, span};
      },
      [&](Grammar::ExceptIfContext& c) { return Exemption{ast::ExceptIf{condition_of(reader, *c.condition())}, span}; },
      [&](Grammar::NotwithstandingContext& c) {
        return Exemption{ast::Notwithstanding{reader.number(c.number), optional_name(reader, c.policy)}, span};
      });
}

void add_tail(const Reader& reader, ast::Circumstances& to, Grammar::TailContext& context) {
  if (context.forClause() != nullptr) add_for_clause(reader, to, *context.forClause());
  add_condition(reader, to, context.condition());
  to.otherwise = to.otherwise || context.otherwise != nullptr;
  for (Grammar::ExemptionContext* exemption : context.exemption())
    to.exemptions.push_back(exemption_of(reader, *exemption));
  for (Grammar::NameContext* name : context.chosenBy) {
    ast::Name chooser = name_of(reader, *name);
    if (to.chosen_by)
      said_twice(reader, to.chosen_by->span, chooser.span, "the one who chooses", "选择权的归属");
    else
      to.chosen_by = std::move(chooser);
  }
  for (Grammar::TimingContext* timing : context.timing()) add_timing(reader, to, *timing);
  for (Grammar::DeadlineContext* deadline : context.deadline()) add_deadline(reader, to, *deadline);
  for (Grammar::FrequencyContext* frequency : context.frequency()) add_frequency(reader, to, *frequency);
}

}  // namespace polc::parse
