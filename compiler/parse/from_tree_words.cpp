// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <charconv>

#include "PolicyLexer.h"
#include "compiler/parse/from_tree.h"
#include "compiler/parse/match_tree.h"
#include "compiler/source/unicode.h"

namespace polc::parse {

// ---- Reader ----------------------------------------------------------------------------------------------------

Token Reader::at(const antlr4::Token* token) const {
  const std::size_t place = token->getTokenIndex();
  if (place < tokens_.size()) return tokens_[place];
  const std::uint32_t end = tokens_.empty() ? 0 : tokens_.back().end;
  return Token{no_token, -1, end, end};
}

source::Span Reader::span(const antlr4::Token* token) const {
  const Token found = at(token);
  return letters_.span(found.begin, found.end);
}

// A rule that matched nothing stops before it starts: an empty span where it would stand.
source::Span Reader::span(const antlr4::ParserRuleContext& context) const {
  const Token first = at(context.start);
  if (context.stop == nullptr || context.stop->getTokenIndex() < context.start->getTokenIndex())
    return letters_.span(first.begin, first.begin);
  return letters_.span(first.begin, at(context.stop).end);
}

std::string Reader::folded(const antlr4::Token* token) const {
  const Token found = at(token);
  return source::to_utf8(letters_.folded(found.begin, found.end));
}

std::string Reader::written(const antlr4::Token* token) const {
  const Token found = at(token);
  return std::string(letters_.written(found.begin, found.end));
}

std::string Reader::number(const antlr4::Token* token) const {
  const Token found = at(token);
  return found.ordinal >= 0 ? std::to_string(found.ordinal) : folded(token);
}

std::string Reader::words(const antlr4::Token* token) const {
  const Token found = at(token);
  const std::u32string_view folded = letters_.folded(found.begin, found.end);
  const auto is_blank = [](char32_t letter) {
    return letter == U' ' || letter == U'\t' || letter == U'\n' || letter == U'\r' || letter == U'\u00a0';
  };
  if (std::none_of(folded.begin(), folded.end(), is_blank)) return written(token);
  std::string text;
  for (std::uint32_t begin = found.begin; begin < found.end;) {
    std::uint32_t end = begin;
    while (end < found.end && !is_blank(letters_.folded()[end])) ++end;
    if (end > begin && letters_.folded(begin, end) != U"the") {
      if (!text.empty()) text += ' ';
      text += letters_.written(begin, end);
    }
    begin = end + 1;
  }
  return text;
}

// ---- names ------------------------------------------------------------------------------------------------------

ast::Name name_of(const Reader& reader, const antlr4::Token* token) {
  const bool quoted = token->getType() == PolicyLexer::STRING;
  if (!quoted) return {reader.words(token), reader.span(token), false};
  const std::string text = reader.written(token);
  const std::size_t opening = source::decode(text, 0).length;
  // The closing mark is the last character; both marks of a pair have the same length in UTF-8.
  return {text.substr(opening, text.size() - 2 * opening), reader.span(token), true};
}

ast::Name name_of(const Reader& reader, Grammar::NameContext& context) { return name_of(reader, context.text); }

std::optional<ast::Name> optional_name(const Reader& reader, Grammar::NameContext* context) {
  if (context == nullptr) return std::nullopt;
  return name_of(reader, *context);
}

std::optional<ast::Name> optional_name(const Reader& reader, const antlr4::Token* token) {
  if (token == nullptr) return std::nullopt;
  return name_of(reader, token);
}

std::vector<ast::Name> names_of(const Reader& reader, const std::vector<Grammar::NameContext*>& contexts) {
  std::vector<ast::Name> names;
  names.reserve(contexts.size());
  for (Grammar::NameContext* context : contexts) names.push_back(name_of(reader, *context));
  return names;
}

ast::Label label_of(const Reader& reader, Grammar::LabelContext& context) {
  return {name_of(reader, *context.primary), optional_name(reader, context.other), names_of(reader, context.also),
          reader.span(context)};
}

std::vector<ast::Label> labels_of(const Reader& reader, const std::vector<Grammar::PairContext*>& contexts) {
  std::vector<ast::Label> labels;
  labels.reserve(contexts.size());
  for (Grammar::PairContext* pair : contexts)
    labels.push_back({name_of(reader, *pair->primary), optional_name(reader, pair->other), {}, reader.span(*pair)});
  return labels;
}

ast::Operand operand_of(const Reader& reader, Grammar::OperandContext& context) {
  ast::Operand operand{name_of(reader, *context.first), {}, optional_name(reader, context.per), reader.span(context)};
  for (Grammar::LinkContext* link : context.links) {
    operand.links.push_back(match_tree<ast::Link>(
        *link, [&](Grammar::OfLinkContext& c) { return ast::Link{ast::LinkKind::Of, name_of(reader, *c.name())}; },
        [&](Grammar::PossessiveLinkContext& c) {
          return ast::Link{ast::LinkKind::Possessive, name_of(reader, *c.name())};
        }));
  }
  return operand;
}

ast::NameJoin join_of(const std::vector<antlr4::Token*>& joints) {
  if (joints.empty()) return ast::NameJoin::Alone;
  const auto is_or = [](const antlr4::Token* joint) { return joint->getType() == PolicyLexer::OR; };
  return std::any_of(joints.begin(), joints.end(), is_or) ? ast::NameJoin::Or : ast::NameJoin::Listed;
}

ast::Names alternatives_of(const Reader& reader, Grammar::NamesContext& context) {
  ast::Names names{{}, join_of(context.joints), reader.span(context)};
  for (Grammar::OperandContext* operand : context.operand()) names.alternatives.push_back(operand_of(reader, *operand));
  return names;
}

// ---- amounts ----------------------------------------------------------------------------------------------------

ast::Quantity quantity_of(const Reader& reader, Grammar::QuantityContext& context) {
  ast::Quantity quantity{reader.number(context.number), std::nullopt, reader.span(context)};
  if (context.unit != nullptr) quantity.unit = ast::Unit{reader.written(context.unit), reader.span(context.unit)};
  return quantity;
}

ast::Quantity quantity_of(const Reader& reader, Grammar::SignedQuantityContext& context) {
  ast::Quantity quantity = quantity_of(reader, *context.quantity());
  if (context.minus != nullptr) quantity.number.insert(quantity.number.begin(), '-');
  quantity.span = reader.span(context);
  return quantity;
}

ast::Bound bound_of(Grammar::BoundContext& context) {
  switch (context.kind->getType()) {
    case PolicyLexer::AT_LEAST:
      return ast::Bound::AtLeast;
    case PolicyLexer::AT_MOST:
      return ast::Bound::AtMost;
    case PolicyLexer::MORE_THAN:
      return ast::Bound::MoreThan;
    case PolicyLexer::FEWER_THAN:
      return ast::Bound::FewerThan;
    case PolicyLexer::EXACTLY:
      return ast::Bound::Exactly;
    default:
      POLC_UNREACHABLE("a bound that the grammar does not know");
  }
}

ast::Side side_of(const antlr4::Token* token) {
  switch (token->getType()) {
    case PolicyLexer::BEFORE:
    case PolicyLexer::PRIOR:
    case PolicyLexer::EARLIER:
      return ast::Side::Before;
    case PolicyLexer::AFTER:
    case PolicyLexer::PAST:
    case PolicyLexer::LATER:
      return ast::Side::After;
    default:
      POLC_UNREACHABLE("a side that the grammar does not know");
  }
}

ast::Relation relation_of(const antlr4::Token* token) {
  if (token->getType() == PolicyLexer::OF) return ast::Relation::Of;
  return side_of(token) == ast::Side::Before ? ast::Relation::Before : ast::Relation::After;
}

ast::Amount amount_of(const Reader& reader, Grammar::AmountContext& context) {
  return match_tree<ast::Amount>(
      context,
      [&](Grammar::AmountInFiguresContext& c) {
        return ast::Amount{quantity_of(reader, *c.quantity()), reader.span(c)};
      },
      [&](Grammar::AmountByNameContext& c) { return ast::Amount{name_of(reader, *c.name()), reader.span(c)}; });
}

ast::Value value_of(const Reader& reader, Grammar::ValueContext& context) {
  const auto share = [&](Grammar::QuantityContext& quantity, Grammar::OperandContext& whole) {
    return ast::Value{ast::Share{quantity_of(reader, quantity), operand_of(reader, whole)}, reader.span(context)};
  };
  return match_tree<ast::Value>(
      context,
      [&](Grammar::QuantityValueContext& c) {
        return ast::Value{quantity_of(reader, *c.signedQuantity()), reader.span(c)};
      },
      [&](Grammar::ShareValueContext& c) { return share(*c.quantity(), *c.operand()); },
      [&](Grammar::ShareOfOwnerValueContext& c) { return share(*c.quantity(), *c.operand()); },
      [&](Grammar::OperandValueContext& c) { return ast::Value{operand_of(reader, *c.operand()), reader.span(c)}; });
}

ast::Range range_of(const Reader& reader, Grammar::Range_Context& context) {
  const auto end = [&](Grammar::QuantityContext& quantity) {
    return ast::Amount{quantity_of(reader, quantity), reader.span(quantity)};
  };
  return match_tree<ast::Range>(
      context,
      [&](Grammar::RangeBetweenContext& c) {
        return ast::Range{amount_of(reader, *c.low), amount_of(reader, *c.high), reader.span(c)};
      },
      [&](Grammar::RangeThroughContext& c) { return ast::Range{end(*c.first), end(*c.last), reader.span(c)}; });
}

// ---- time -------------------------------------------------------------------------------------------------------

namespace {

// The runs of digits in a token, in order.
std::vector<int> figures(const std::string& text) {
  std::vector<int> numbers;
  const char* const end = text.data() + text.size();
  for (const char* at = text.data(); at < end;) {
    int number = 0;
    const auto [next, error] = std::from_chars(at, end, number);
    // A hyphen parts figures (2020-02-24): it is no sign.
    if (error == std::errc{} && *at != '-') {
      numbers.push_back(number);
      at = next;
    } else {
      ++at;
    }
  }
  return numbers;
}

}  // namespace

ast::Date date_of(const Reader& reader, const antlr4::Token* token) {
  const std::vector<int> parts = figures(reader.folded(token));
  POLC_CHECK(parts.size() == 3, "a date of the lexer has a year, a month and a day");
  return {parts[0], parts[1], parts[2], reader.span(token)};
}

ast::Time time_of(const Reader& reader, const antlr4::Token* token) {
  const std::vector<int> parts = figures(reader.folded(token));
  POLC_CHECK(!parts.empty(), "a time of the lexer has an hour");
  return {parts[0], parts.size() > 1 ? parts[1] : 0, reader.span(token)};
}

ast::Moment moment_of(const Reader& reader, Grammar::MomentContext& context) {
  ast::Moment moment{date_of(reader, context.date), std::nullopt, reader.span(context)};
  if (context.time != nullptr) moment.time = time_of(reader, context.time);
  return moment;
}

ast::Anchor anchor_of(const Reader& reader, Grammar::AnchorContext& context) {
  const auto offset = [&](Grammar::QuantityContext& amount, const antlr4::Token* side, Grammar::OperandContext& event) {
    return ast::Anchor{ast::Offset{quantity_of(reader, amount), side_of(side), operand_of(reader, event)},
                       reader.span(context)};
  };
  return match_tree<ast::Anchor>(
      context,
      [&](Grammar::MomentAnchorContext& c) { return ast::Anchor{moment_of(reader, *c.moment()), reader.span(c)}; },
      [&](Grammar::EventAnchorContext& c) { return ast::Anchor{operand_of(reader, *c.operand()), reader.span(c)}; },
      [&](Grammar::OffsetAnchorContext& c) { return offset(*c.quantity(), c.side, *c.operand()); },
      [&](Grammar::OffsetBehindAnchorContext& c) { return offset(*c.quantity(), c.side, *c.operand()); });
}

ast::Rhythm calendar_rhythm(const Reader& reader, const antlr4::Token* calendar) {
  const bool daily = calendar->getType() == PolicyLexer::DAILY;
  return {daily ? ast::CalendarUnit::Day : ast::CalendarUnit::Week, std::nullopt, reader.span(calendar)};
}

ast::Rhythm rhythm_of(const Reader& reader, const antlr4::Token* number, const antlr4::Token* unit) {
  const source::Span unit_span = reader.span(unit);
  const source::Span span = number == nullptr ? unit_span : join(reader.span(number), unit_span);
  ast::Quantity every{number == nullptr ? "1" : reader.number(number), ast::Unit{reader.written(unit), unit_span},
                      span};
  return {ast::CalendarUnit::Other, std::move(every), span};
}

ast::Rhythm rhythm_of(const Reader& reader, Grammar::RhythmContext& context) {
  return match_tree<ast::Rhythm>(
      context, [&](Grammar::CalendarRhythmContext& c) { return calendar_rhythm(reader, c.calendar); },
      [&](Grammar::EveryRhythmContext& c) { return rhythm_of(reader, c.number, c.unit); });
}

}  // namespace polc::parse
