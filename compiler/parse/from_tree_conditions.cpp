// SPDX-License-Identifier: Apache-2.0
#include <utility>

#include "PolicyLexer.h"
#include "compiler/parse/from_tree.h"
#include "compiler/parse/match_tree.h"

namespace polc::parse {
namespace {

std::unique_ptr<ast::Condition> boxed(ast::Condition condition) {
  return std::make_unique<ast::Condition>(std::move(condition));
}

// ---- periods ----------------------------------------------------------------------------------------------------

ast::Window window(ast::Amount length) { return {std::move(length), std::nullopt}; }

ast::Window window(const Reader& reader, ast::Amount length, const antlr4::Token* relation,
                   Grammar::OperandContext* event) {
  if (relation == nullptr || event == nullptr) return window(std::move(length));
  return {std::move(length), ast::WindowPlace{relation_of(relation), operand_of(reader, *event)}};
}

ast::Amount amount(const Reader& reader, Grammar::QuantityContext& quantity) {
  return {quantity_of(reader, quantity), reader.span(quantity)};
}
ast::Amount amount(const Reader& reader, Grammar::NameContext& name) {
  return {name_of(reader, name), reader.span(name)};
}

ast::Beside beside(const Reader& reader, const antlr4::Token* side, Grammar::OperandContext& event) {
  return {side_of(side), ast::Anchor{operand_of(reader, event), reader.span(event)}};
}
ast::Beside beside(const Reader& reader, const antlr4::Token* side, Grammar::MomentContext& moment) {
  return {side_of(side), ast::Anchor{moment_of(reader, moment), reader.span(moment)}};
}

ast::TimesOfDay times_of(const Reader& reader, Grammar::DayTimesContext& context) {
  return match_tree<ast::TimesOfDay>(
      context,
      [&](Grammar::BetweenTimesContext& c) { return ast::TimesOfDay{time_of(reader, c.from), time_of(reader, c.to)}; },
      [&](Grammar::TimesThroughContext& c) { return ast::TimesOfDay{time_of(reader, c.from), time_of(reader, c.to)}; });
}

}  // namespace

ast::Period period_of(const Reader& reader, Grammar::PeriodContext& context) {
  using Period = ast::Period;
  const source::Span span = reader.span(context);
  return match_tree<Period>(
      context,
      [&](Grammar::WindowPeriodContext& c) {
        return Period{window(reader, amount(reader, *c.quantity()), c.relation, c.operand()), span};
      },
      [&](Grammar::NamedWindowPeriodContext& c) { return Period{window(amount(reader, *c.name())), span}; },
      [&](Grammar::InsideBesidePeriodContext& c) {
        return Period{window(reader, amount_of(reader, *c.amount()), c.side, c.operand()), span};
      },
      [&](Grammar::InsidePeriodContext& c) { return Period{window(amount_of(reader, *c.amount())), span}; },
      [&](Grammar::EachOfPeriodContext& c) { return Period{ast::Consecutive{amount_of(reader, *c.amount())}, span}; },
      [&](Grammar::EverPeriodContext&) { return Period{ast::Ever{}, span}; },
      [&](Grammar::SincePeriodContext& c) { return Period{ast::Since{anchor_of(reader, *c.anchor())}, span}; },
      [&](Grammar::BetweenPeriodContext& c) {
        return Period{ast::BetweenMoments{moment_of(reader, *c.from), moment_of(reader, *c.to)}, span};
      },
      [&](Grammar::ThroughPeriodContext& c) {
        return Period{ast::BetweenMoments{moment_of(reader, *c.from), moment_of(reader, *c.to)}, span};
      },
      [&](Grammar::TimesPeriodContext& c) { return Period{times_of(reader, *c.dayTimes()), span}; },
      [&](Grammar::BesidePeriodContext& c) {
        return Period{ast::Beside{side_of(c.side), anchor_of(reader, *c.anchor())}, span};
      },
      [&](Grammar::OnPeriodContext& c) { return Period{ast::At{anchor_of(reader, *c.anchor())}, span}; },
      [&](Grammar::BesideEventPeriodContext& c) { return Period{beside(reader, c.side, *c.operand()), span}; },
      [&](Grammar::BesideMomentPeriodContext& c) { return Period{beside(reader, c.side, *c.moment()), span}; },
      [&](Grammar::CalendarPeriodContext& c) { return Period{calendar_rhythm(reader, c.calendar), span}; });
}

// ---- existence --------------------------------------------------------------------------------------------------

namespace {

struct Lead {
  std::optional<ast::Operand> owner;
  std::optional<ast::Period> period;
};

Lead lead_of(const Reader& reader, Grammar::LeadContext* context) {
  if (context == nullptr) return {};
  const auto read = [&](Grammar::OperandContext* operand, Grammar::PeriodContext* period) {
    Lead lead;
    if (operand != nullptr) lead.owner = operand_of(reader, *operand);
    if (period != nullptr) lead.period = period_of(reader, *period);
    return lead;
  };
  return match_tree<Lead>(
      *context, [&](Grammar::PeriodLeadContext& c) { return read(c.operand(), c.period()); },
      [&](Grammar::OperandLeadContext& c) { return read(c.operand(), c.period()); });
}

ast::Quantifier quantifier_of(const Reader& reader, Grammar::QuantifierContext& context) {
  using Quantifier = ast::Quantifier;
  const source::Span span = reader.span(context);
  return match_tree<Quantifier>(
      context, [&](Grammar::NoneQuantifierContext&) { return Quantifier{ast::NoneOf{}, span}; },
      [&](Grammar::AnyQuantifierContext&) { return Quantifier{ast::AnyOf{}, span}; },
      [&](Grammar::CountQuantifierContext& c) {
        return Quantifier{ast::CountOf{bound_of(*c.bound()), quantity_of(reader, *c.quantity())}, span};
      },
      [&](Grammar::RangeQuantifierContext& c) { return Quantifier{range_of(reader, *c.range_()), span}; });
}

// A condition looks at one period only: `in 14 days any stay in 7 days` is read in two ways.
void add_period(const Reader& reader, ast::Exists& exists, Grammar::PeriodContext* context) {
  if (context == nullptr) return;
  ast::Period period = period_of(reader, *context);
  if (exists.period) {
    reader.sink().emit(diag::Kind::TwoPeriods, period.span).note(diag::Kind::FirstOneHere, exists.period->span);
    return;
  }
  exists.period = std::move(period);
}

ast::Exists exists_of(const Reader& reader, Grammar::ExistsContext& context) {
  Lead lead = lead_of(reader, context.lead());
  ast::Exists exists{std::move(lead.owner), quantifier_of(reader, *context.quantifier()),
                     alternatives_of(reader, *context.names()), std::move(lead.period), std::nullopt};
  if (context.existsTail() == nullptr) return exists;
  const auto bracket = [&](Grammar::PeriodContext* period, Grammar::WhereBracketContext* where) {
    add_period(reader, exists, period);
    if (where != nullptr) exists.where = where_of(reader, *where);
    return true;
  };
  match_tree<bool>(
      *context.existsTail(),
      [&](Grammar::BracketThenPeriodContext& c) { return bracket(c.period(), c.whereBracket()); },
      [&](Grammar::PeriodThenBracketContext& c) { return bracket(c.period(), c.whereBracket()); },
      [&](Grammar::OpenWhereContext& c) {
        add_period(reader, exists, c.period());
        ast::Condition inner = atom_of(reader, *c.atom());
        const source::Span span = join(reader.span(c.WHERE()->getSymbol()), inner.span);
        exists.where = ast::Where{boxed(std::move(inner)), span};
        return true;
      });
  return exists;
}

// ---- comparisons --------------------------------------------------------------------------------------------------

// Without a verb `one of` is its own: `岗位 取值 …`.
bool is_negated(const antlr4::Token* verb) { return verb != nullptr && verb->getType() == PolicyLexer::IS_NOT; }

ast::OneOf one_of(const Reader& reader, const antlr4::Token* verb, const std::vector<Grammar::ItemContext*>& items,
                  bool open) {
  ast::OneOf result{is_negated(verb), {}, open};
  for (Grammar::ItemContext* item : items) result.items.push_back(item_of(reader, *item));
  return result;
}

ast::Condition comparison_of(const Reader& reader, Grammar::ComparisonContext& context) {
  const source::Span span = reader.span(context);
  const auto compare = [&](Grammar::LeadContext* lead_context, auto right) {
    Lead lead = lead_of(reader, lead_context);
    // `in 14 days is at least 3` names nothing that could be compared.
    if (!lead.owner) {
      reader.sink().emit(diag::Kind::NothingCompared, reader.span(*lead_context));
      lead.owner = ast::Operand{ast::Name{"", span, false}, {}, std::nullopt, span};
    }
    return ast::Condition{ast::Comparison{std::move(*lead.owner), std::move(lead.period), std::move(right)}, false,
                          span};
  };
  return match_tree<ast::Condition>(
      context,
      [&](Grammar::BoundComparisonContext& c) {
        return compare(c.lead(), ast::Bounded{bound_of(*c.bound()), value_of(reader, *c.value())});
      },
      [&](Grammar::RangeComparisonContext& c) { return compare(c.lead(), range_of(reader, *c.range_())); },
      [&](Grammar::TimeComparisonContext& c) { return compare(c.lead(), times_of(reader, *c.dayTimes())); },
      [&](Grammar::OneOfComparisonContext& c) {
        return compare(c.lead(), one_of(reader, c.verb, c.item(), c.open != nullptr));
      },
      [&](Grammar::ItemComparisonContext& c) {
        return compare(c.lead(), one_of(reader, c.verb, c.item(), c.open != nullptr));
      },
      [&](Grammar::ListComparisonContext& c) {
        return compare(c.lead(), ast::InList{is_negated(c.verb), name_of(reader, *c.name())});
      },
      [&](Grammar::OrderComparisonContext& c) {
        return compare(c.lead(), ast::Ordered{is_negated(c.verb), side_of(c.side), anchor_of(reader, *c.anchor())});
      });
}

// ---- connecting ---------------------------------------------------------------------------------------------------

ast::Condition part_of(const Reader& reader, Grammar::PartContext& context) {
  return match_tree<ast::Condition>(
      context,
      [&](Grammar::BracketedContext& c) {
        ast::Condition inner = condition_of(reader, *c.condition());
        inner.bracketed = true;
        return inner;
      },
      [&](Grammar::NegatedContext& c) {
        return ast::Condition{ast::Not{boxed(condition_of(reader, *c.condition()))}, false, reader.span(c)};
      },
      [&](Grammar::BareContext& c) { return atom_of(reader, *c.atom()); });
}

// `A where B and C`: nobody can tell whether C belongs to `where`.
void refuse_open_where(const Reader& reader, const ast::Condition& part, source::Span joint) {
  const auto* exists = std::get_if<ast::Exists>(&part.kind);
  if (part.bracketed || exists == nullptr || !exists->where || exists->where->condition->bracketed) return;
  const source::Span inner = exists->where->condition->span;
  reader.sink()
      .emit(diag::Kind::OpenWhereNotLast, joint)
      .note(diag::Kind::OpenWhereHere, exists->where->span)
      .fix({inner.file, inner.begin, inner.begin}, "(")
      .fix({inner.file, inner.end, inner.end}, ")");
}

/// The first part and those behind a joint; `joined` are contexts with a `part()`.
template <typename Joined>
std::vector<ast::Condition> parts_of(const Reader& reader, Grammar::PartContext& first,
                                     const std::vector<Joined*>& joined) {
  std::vector<ast::Condition> parts;
  parts.reserve(joined.size() + 1);
  parts.push_back(part_of(reader, first));
  for (Joined* one : joined) {
    refuse_open_where(reader, parts.back(), reader.span(*one));
    parts.push_back(part_of(reader, *one->part()));
  }
  return parts;
}

}  // namespace

ast::Condition condition_of(const Reader& reader, Grammar::ConditionContext& context) {
  const source::Span span = reader.span(context);
  if (!context.andPart().empty()) return {ast::And{parts_of(reader, *context.first, context.andPart())}, false, span};
  if (!context.orPart().empty()) return {ast::Or{parts_of(reader, *context.first, context.orPart())}, false, span};
  return part_of(reader, *context.first);
}

std::optional<ast::Condition> optional_condition(const Reader& reader, Grammar::ConditionContext* context) {
  if (context == nullptr) return std::nullopt;
  return condition_of(reader, *context);
}

ast::Condition atom_of(const Reader& reader, Grammar::AtomContext& context) {
  return match_tree<ast::Condition>(
      context,
      [&](Grammar::ExistsAtomContext& c) {
        return ast::Condition{exists_of(reader, *c.exists()), false, reader.span(c)};
      },
      [&](Grammar::ComparisonAtomContext& c) { return comparison_of(reader, *c.comparison()); });
}

ast::Where where_of(const Reader& reader, Grammar::WhereBracketContext& context) {
  ast::Condition condition = condition_of(reader, *context.condition());
  condition.bracketed = true;
  return {boxed(std::move(condition)), reader.span(context)};
}

ast::Item item_of(const Reader& reader, Grammar::ItemContext& context) {
  const source::Span span = reader.span(context);
  return match_tree<ast::Item>(
      context, [&](Grammar::OperandItemContext& c) { return ast::Item{operand_of(reader, *c.operand()), span}; },
      [&](Grammar::QuantityItemContext& c) { return ast::Item{quantity_of(reader, *c.signedQuantity()), span}; },
      [&](Grammar::MomentItemContext& c) { return ast::Item{moment_of(reader, *c.moment()), span}; },
      [&](Grammar::TruthItemContext& c) { return ast::Item{ast::Truth{c.truth->getType() != PolicyLexer::NO}, span}; });
}

}  // namespace polc::parse
