// SPDX-License-Identifier: Apache-2.0
#include "compiler/ast/match.h"
#include "compiler/format/printer.h"
#include "runtime/value/units.h"

namespace polc::format {

using ast::match;

namespace {

// `a case`, `an arrival`.
bool sounds_open(const std::string& name) {
  return !name.empty() && std::string_view("aeiouAEIOU").find(name.front()) != std::string_view::npos;
}

/// A plain number, or a number of things or of units of time: what is counted, not measured.
bool is_count(const ast::Value* compared) {
  if (compared == nullptr) return true;
  const auto* quantity = std::get_if<ast::Quantity>(&compared->kind);
  if (quantity == nullptr) return false;
  if (!quantity->unit) return true;
  const auto unit = value::find_unit(quantity->unit->text);
  return unit && value::unit(*unit).dimension == value::Dimension::Number;
}

}  // namespace

bool is_atom(const ast::Condition& condition) {
  return std::holds_alternative<ast::Exists>(condition.kind) || std::holds_alternative<ast::Comparison>(condition.kind);
}

std::string Printer::condition(const ast::Condition& condition, bool is_whole_where) const {
  const auto part = [&](const ast::Condition& one) {
    const bool list = std::holds_alternative<ast::And>(one.kind) || std::holds_alternative<ast::Or>(one.kind);
    const std::string text = this->condition(one);
    return one.bracketed || list ? "( " + text + " )" : text;
  };
  const auto list = [&](const std::vector<ast::Condition>& parts, const std::string& joint) {
    std::vector<std::string> words;
    for (const ast::Condition& one : parts) {
      if (!words.empty()) words.push_back(joint);
      words.push_back(part(one));
    }
    return joined(words);
  };
  return match(
      condition, [&](const ast::And& a) { return list(a.parts, word("AND")); },
      [&](const ast::Or& o) { return list(o.parts, word("OR")); },
      [&](const ast::Not& n) { return word("NOT") + " ( " + this->condition(*n.inner) + " )"; },
      [&](const ast::Exists& e) { return exists(e, is_whole_where); },
      [&](const ast::Comparison& c) { return comparison(c); });
}

std::string Printer::quantifier(const ast::Exists& exists, bool is_whole_where) const {
  return match(
      exists.quantifier, [&](const ast::NoneOf&) { return word("NO", chinese_ ? 1 : 0); },
      [&](const ast::AnyOf&) {
        if (chinese_ || !(exists.owner || is_whole_where)) return word("ANY");
        return word("ANY", sounds_open(exists.rows.alternatives.front().first.text) ? 2 : 1);
      },
      [&](const ast::CountOf& count) { return joined({bound(count.bound, nullptr), quantity(count.number)}); },
      [&](const ast::Range& r) { return range(r); });
}

std::string Printer::exists(const ast::Exists& exists, bool is_whole_where) const {
  const std::string owner = exists.owner ? operand(*exists.owner) : "";
  const std::string time = exists.period ? period(*exists.period) : "";
  const std::string rows = alternatives(exists.rows);
  const std::string where = exists.where ? where_of_row(*exists.where) : "";
  const std::string many = quantifier(exists, is_whole_where);
  if (chinese_) return joined({owner, time, many, rows, where});
  return joined({owner, owner.empty() ? "" : word("HAS"), many, rows, time, where});
}

std::string Printer::where_of_row(const ast::Where& where) const {
  const ast::Condition& inner = *where.condition;
  if (inner.bracketed || !is_atom(inner)) return word("WHERE") + " ( " + condition(inner) + " )";
  return joined({word("WHERE"), condition(inner)});
}

// ---- comparisons --------------------------------------------------------------------------------------------------

// What is measured is 不低于, what is counted 不少于; without a value the amount stands before its noun: 至少.
std::string Printer::bound(ast::Bound bound, const ast::Value* compared) const {
  const bool before_noun = compared == nullptr;
  const bool count = is_count(compared);
  switch (bound) {
    case ast::Bound::AtLeast:
      return word("AT_LEAST", !chinese_ || before_noun ? 0 : count ? 1 : 2);
    case ast::Bound::AtMost:
      return word("AT_MOST");
    case ast::Bound::MoreThan:
      return word("MORE_THAN", chinese_ && !count ? 2 : 0);
    case ast::Bound::FewerThan:
      if (chinese_) return word("FEWER_THAN", count ? 0 : 2);
      return word("FEWER_THAN", count ? 0 : 1);
    case ast::Bound::Exactly:
      return word("EXACTLY");
  }
  return {};
}

std::string Printer::comparison(const ast::Comparison& comparison) const {
  const std::string left = operand(comparison.left);
  const std::string time = comparison.period ? period(*comparison.period) : "";
  return chinese_ ? joined({time, left, right_side(comparison)}) : joined({left, time, right_side(comparison)});
}

std::string Printer::right_side(const ast::Comparison& comparison) const {
  const std::string is = chinese_ ? "" : word("IS");
  const auto verb = [&](bool negated) { return word(negated ? "IS_NOT" : "IS"); };
  return match(
      comparison.right, [&](const ast::Bounded& b) { return joined({is, bound(b.bound, &b.value), value(b.value)}); },
      [&](const ast::Range& r) { return joined({is, range(r)}); }, [&](const ast::OneOf& o) { return one_of(o); },
      [&](const ast::InList& in) { return joined({verb(in.negated), word("IN"), name(in.list)}); },
      [&](const ast::Ordered& order) {
        const std::string side = word(order.side == ast::Side::Before ? "BEFORE" : "AFTER");
        return joined({verb(order.negated), side, anchor(order.anchor)});
      },
      [&](const ast::TimesOfDay& times) { return joined({word("IS"), times_of_day(times)}); });
}

std::string Printer::one_of(const ast::OneOf& one_of) const {
  std::vector<std::string> words{word(one_of.negated ? "IS_NOT" : "IS")};
  const auto* truth = std::get_if<ast::Truth>(&one_of.items.front().kind);
  if (chinese_ && truth != nullptr && one_of.items.size() == 1 && !one_of.negated) words.front() = word("IS", 1);
  const bool listed = !chinese_ && (one_of.items.size() > 2 || one_of.open);
  if (listed) words.push_back(word("ONE_OF"));
  for (const ast::Item& one : one_of.items) {
    if (&one != &one_of.items.front()) words.push_back(chinese_ ? "、" : listed ? "," : word("OR"));
    words.push_back(item(one));
  }
  if (one_of.open) words.push_back(word("AND_THE_LIKE"));
  return joined(words);
}

std::string Printer::item(const ast::Item& item) const {
  return match(
      item, [&](const ast::Operand& o) { return operand(o); }, [&](const ast::Quantity& q) { return quantity(q); },
      [&](const ast::Moment& m) { return moment(m, true); },
      [&](const ast::Truth& truth) {
        if (chinese_) return truth.value ? word("IS") : word("NO", 2);
        return truth.value ? word("YES") : word("NO");
      });
}

// ---- periods ----------------------------------------------------------------------------------------------------

std::string Printer::times_of_day(const ast::TimesOfDay& times) const {
  if (chinese_) return joined({time(times.from), word("UNTIL"), time(times.to)});
  return joined({word("BETWEEN"), time(times.from), word("AND"), time(times.to)});
}

std::string Printer::period(const ast::Period& period) const {
  return match(
      period, [&](const ast::Window& w) { return window(w, false); },
      [&](const ast::Consecutive& c) { return joined({word("EACH_OF"), amount(c.length)}); },
      [&](const ast::Ever&) { return word("EVER"); },
      [&](const ast::Since& s) { return joined({word("SINCE"), anchor(s.from)}); },
      [&](const ast::BetweenMoments& b) {
        if (chinese_) return joined({moment(b.from), word("UNTIL"), moment(b.to)});
        return joined({word("BETWEEN"), moment(b.from), word("AND"), moment(b.to)});
      },
      [&](const ast::TimesOfDay& t) { return times_of_day(t); }, [&](const ast::Beside& b) { return beside(b); },
      [&](const ast::At& at) { return joined({word("ON"), anchor(at.anchor)}); },
      [&](const ast::Rhythm& r) { return rhythm(r, false); });
}

}  // namespace polc::format
