// SPDX-License-Identifier: Apache-2.0
#include <utility>

#include "PolicyLexer.h"
#include "compiler/parse/from_tree.h"
#include "compiler/parse/match_tree.h"

namespace polc::parse {
namespace {

using HeaderKind = decltype(ast::Header::kind);

HeaderKind names_header(const antlr4::Token* kind, std::vector<ast::Name> names) {
  switch (kind->getType()) {
    case PolicyLexer::UNDER:
      return ast::UnderHeader{std::move(names)};
    case PolicyLexer::USES:
      return ast::UsesHeader{std::move(names)};
    case PolicyLexer::SUPERSEDES:
      return ast::SupersedesHeader{std::move(names)};
    case PolicyLexer::AMENDS:
      return ast::AmendsHeader{std::move(names)};
    case PolicyLexer::OVER:
      return ast::OverHeader{std::move(names)};
    default:
      POLC_UNREACHABLE("a header that the grammar does not know");
  }
}

HeaderKind in_force(const Reader& reader, Grammar::MomentContext& from, Grammar::MomentContext* until) {
  ast::InForceHeader header{moment_of(reader, from), std::nullopt};
  if (until != nullptr) header.until = moment_of(reader, *until);
  return header;
}

ast::ArticleStretch stretch_of(const Reader& reader, Grammar::StretchContext& context) {
  ast::ArticleStretch stretch{reader.number(context.first), std::nullopt, reader.span(context)};
  if (context.last != nullptr) stretch.last = reader.number(context.last);
  return stretch;
}

using StepKind = decltype(ast::TestStep::kind);

std::vector<ast::Assignment> assignments_of(const Reader& reader, Grammar::AssignmentsContext* context) {
  std::vector<ast::Assignment> assignments;
  if (context == nullptr) return assignments;
  for (Grammar::AssignmentContext* one : context->assignment())
    assignments.push_back({name_of(reader, *one->name()), item_of(reader, *one->item()), reader.span(*one)});
  return assignments;
}

StepKind fact_of(const Reader& reader, Grammar::FactContext& context) {
  const auto no_report = [&](auto& c) {
    ast::GivenNoReport step{name_of(reader, c.event), optional_name(reader, c.owner), std::nullopt};
    if (c.period() != nullptr) step.period = period_of(reader, *c.period());
    return StepKind{std::move(step)};
  };
  return match_tree<StepKind>(
      context,
      [&](Grammar::FactOfKindContext& c) {
        return StepKind{ast::GivenFact{name_of(reader, c.kind), optional_name(reader, c.key),
                                       optional_name(reader, c.owner), assignments_of(reader, c.assignments())}};
      },
      [&](Grammar::FactOfOwnerContext& c) {
        return StepKind{ast::GivenFact{name_of(reader, c.kind), std::nullopt, name_of(reader, c.owner),
                                       assignments_of(reader, c.assignments())}};
      },
      [&](Grammar::NoReportContext& c) { return no_report(c); },
      [&](Grammar::NoReportOfOwnerContext& c) { return no_report(c); });
}

using Expected = decltype(ast::Expect::what);

Expected expectation_of(const Reader& reader, Grammar::ExpectationContext& context) {
  return match_tree<Expected>(
      context,
      [&](Grammar::BreachExpectedContext& c) {
        ast::ExpectBreach breach;
        breach.none = c.none != nullptr && c.none->getType() == PolicyLexer::NO;
        if (c.number != nullptr) breach.article = reader.number(c.number);
        breach.policy = optional_name(reader, c.policy);
        breach.kind = optional_name(reader, c.kind);
        return Expected{std::move(breach)};
      },
      [&](Grammar::ValueExpectedContext& c) {
        return Expected{ast::ExpectValue{operand_of(reader, *c.operand()), c.verb->getType() == PolicyLexer::IS_NOT,
                                         item_of(reader, *c.item())}};
      },
      [&](Grammar::RuleExpectedContext& c) { return Expected{rule_of(reader, *c.plainRule())}; });
}

}  // namespace

ast::Header header_of(const Reader& reader, Grammar::HeaderLineContext& context) {
  HeaderKind kind = match_tree<HeaderKind>(
      context, [&](Grammar::ByHeaderContext& c) { return HeaderKind{ast::ByHeader{name_of(reader, *c.name())}}; },
      [&](Grammar::NamesHeaderContext& c) { return names_header(c.kind, names_of(reader, c.name())); },
      [&](Grammar::InForceFirstContext& c) { return in_force(reader, *c.from, c.until); },
      [&](Grammar::InForceLastContext& c) { return in_force(reader, *c.from, c.until); },
      [&](Grammar::TimeZoneHeaderContext& c) { return HeaderKind{ast::TimeZoneHeader{name_of(reader, c.zone)}}; },
      [&](Grammar::SourceHeaderContext& c) {
        ast::SourceHeader source{name_of(reader, *c.name()), std::nullopt, optional_name(reader, c.detail), {}};
        if (c.extent() != nullptr)
          for (Grammar::StretchContext* one : c.extent()->stretch()) source.extent.push_back(stretch_of(reader, *one));
        if (c.date != nullptr) source.date = date_of(reader, c.date);
        return HeaderKind{std::move(source)};
      },
      [&](Grammar::LapsesHeaderContext& c) {
        return HeaderKind{ast::LapsesHeader{condition_of(reader, *c.condition())}};
      },
      [&](Grammar::SupposesHeaderContext& c) {
        return HeaderKind{ast::SupposesHeader{condition_of(reader, *c.condition())}};
      });
  return {std::move(kind), reader.span(context), {}};
}

ast::Article article_of(const Reader& reader, Grammar::ArticleLineContext& context) {
  return {reader.number(context.number), optional_name(reader, context.title), {}, {}, reader.span(context)};
}

ast::TestStep test_step_of(const Reader& reader, Grammar::TestStepContext& context) {
  StepKind kind = match_tree<StepKind>(
      context, [&](Grammar::GivenStepContext& c) { return fact_of(reader, *c.fact()); },
      [&](Grammar::OnStepContext& c) { return StepKind{ast::OnMoment{moment_of(reader, *c.moment())}}; },
      [&](Grammar::ExpectStepContext& c) {
        return StepKind{ast::Expect{c.negated != nullptr, expectation_of(reader, *c.expectation())}};
      });
  return {std::move(kind), reader.span(context)};
}

ast::TestStep test_step_of(const Reader& reader, Grammar::NormStepContext& context) {
  return {ast::Expect{context.negated != nullptr, rule_of(reader, *context.norm())}, reader.span(context)};
}

ast::Waiver waiver_of(const Reader& reader, Grammar::WaiverLineContext& context) {
  return {name_of(reader, context.finding), date_of(reader, context.date), optional_name(reader, context.name()),
          name_of(reader, context.reason), reader.span(context)};
}

}  // namespace polc::parse
