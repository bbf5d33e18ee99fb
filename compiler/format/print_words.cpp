// SPDX-License-Identifier: Apache-2.0
// Names, amounts and times.
#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>
#include <utility>

#include "compiler/ast/match.h"
#include "compiler/format/printer.h"
#include "compiler/parse/written.h"

namespace polc::format {

using ast::match;

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) {
    if (word.empty()) continue;
    if (!text.empty()) text += ' ';
    text += word;
  }
  return text;
}

std::string Printer::word(std::string_view token, std::size_t which) const {
  return std::string(parse::reserved_word(token, language_, which));
}

// ---- names ------------------------------------------------------------------------------------------------------

std::string Printer::quoted(const std::string& text, bool straight) const {
  using Pair = std::pair<std::string_view, std::string_view>;
  static constexpr std::array<Pair, 4> marks{{{"\"", "\""}, {"“", "”"}, {"「", "」"}, {"《", "》"}}};
  // A quotation ends at the first closing mark, so the pair is one whose mark does not stand in the text.
  const auto fits = [&](const Pair& pair) { return text.find(pair.second) == std::string::npos; };
  const auto* first =
      chinese_ && !straight && fits(marks[1]) ? &marks[1] : std::find_if(marks.begin(), marks.end(), fits);
  if (first == marks.end()) first = &marks[0];
  return std::string(first->first) + text + std::string(first->second);
}

std::string Printer::name(const ast::Name& name, bool straight) const {
  return name.quoted ? quoted(name.text, straight) : name.text;
}

std::string Printer::names(const std::vector<ast::Name>& names) const {
  std::vector<std::string> words;
  for (const ast::Name& one : names) {
    if (!words.empty()) words.push_back(list_joint());
    words.push_back(name(one));
  }
  return joined(words);
}

std::string Printer::label(const ast::Label& label) const {
  std::vector<std::string> words{name(label.primary)};
  if (label.other) words.insert(words.end(), {"/", name(*label.other, true)});
  for (const ast::Name& also : label.also) {
    words.push_back(&also == &label.also.front() ? word("ALSO") : list_joint());
    words.push_back(name(also, true));
  }
  return joined(words);
}

std::string Printer::operand(const ast::Operand& operand) const {
  std::vector<std::string> words{name(operand.first)};
  for (const ast::Link& link : operand.links) {
    words.push_back(link.kind == ast::LinkKind::Of ? word("OF") : chinese_ ? word("POSSESSIVE") : "'s");
    words.push_back(name(link.name));
  }
  if (operand.per) words.insert(words.end(), {word("PER"), name(*operand.per)});
  return joined(words);
}

std::string Printer::alternatives(const ast::Names& names) const {
  std::vector<std::string> words;
  for (const ast::Operand& one : names.alternatives) {
    if (!words.empty()) words.push_back(names.join == ast::NameJoin::Listed ? "、" : word("OR"));
    words.push_back(operand(one));
  }
  return joined(words);
}

// ---- amounts ----------------------------------------------------------------------------------------------------

std::string Printer::quantity(const ast::Quantity& quantity) const {
  return joined({quantity.number, quantity.unit ? quantity.unit->text : ""});
}

std::string Printer::amount(const ast::Amount& amount) const {
  return match(
      amount, [&](const ast::Quantity& q) { return quantity(q); }, [&](const ast::Name& n) { return name(n); });
}

std::string Printer::value(const ast::Value& value) const {
  return match(
      value, [&](const ast::Quantity& q) { return quantity(q); },
      [&](const ast::Share& share) {
        if (chinese_) return joined({operand(share.whole), word("POSSESSIVE"), quantity(share.share)});
        return joined({quantity(share.share), word("OF"), operand(share.whole)});
      },
      [&](const ast::Operand& o) { return operand(o); });
}

std::string Printer::range(const ast::Range& range) const {
  const bool figures =
      std::holds_alternative<ast::Quantity>(range.low.kind) && std::holds_alternative<ast::Quantity>(range.high.kind);
  if (chinese_ && figures) return joined({amount(range.low), word("UNTIL"), amount(range.high)});
  return joined({word("BETWEEN"), amount(range.low), word("AND"), amount(range.high)});
}

// ---- time -------------------------------------------------------------------------------------------------------

std::string Printer::date(const ast::Date& date, bool in_figures) const {
  std::array<char, 48> text{};
  const char* form = chinese_ && !in_figures ? "%04d年%d月%d日" : "%04d-%02d-%02d";
  std::snprintf(text.data(), text.size(), form, date.year, date.month, date.day);
  return text.data();
}

std::string Printer::time(const ast::Time& time, bool in_figures) const {
  std::array<char, 32> text{};
  if (!chinese_ || in_figures)
    std::snprintf(text.data(), text.size(), "%02d:%02d", time.hour, time.minute);
  else if (time.minute == 0)
    std::snprintf(text.data(), text.size(), "%d时", time.hour);
  else
    std::snprintf(text.data(), text.size(), "%d时%d分", time.hour, time.minute);
  return text.data();
}

std::string Printer::moment(const ast::Moment& moment, bool in_figures) const {
  return joined({date(moment.date, in_figures), moment.time ? time(*moment.time, in_figures) : ""});
}

std::string Printer::anchor(const ast::Anchor& anchor) const {
  return match(
      anchor, [&](const ast::Moment& m) { return moment(m); }, [&](const ast::Operand& o) { return operand(o); },
      [&](const ast::Offset& offset) {
        const bool after = offset.side == ast::Side::After;
        if (chinese_) return joined({operand(offset.event), word(after ? "PAST" : "PRIOR"), quantity(offset.amount)});
        return joined({quantity(offset.amount), word(after ? "AFTER" : "BEFORE"), operand(offset.event)});
      });
}

std::string Printer::beside(const ast::Beside& beside) const {
  const bool after = beside.side == ast::Side::After;
  if (chinese_ && !std::holds_alternative<ast::Offset>(beside.anchor.kind))
    return joined({anchor(beside.anchor), word(after ? "LATER" : "EARLIER")});
  return joined({word(after ? "AFTER" : "BEFORE"), anchor(beside.anchor)});
}

std::string Printer::window(const ast::Window& window, bool is_deadline) const {
  std::string event;
  std::string relation;
  if (window.place) {
    const bool before = window.place->relation == ast::Relation::Before;
    const bool of = window.place->relation == ast::Relation::Of;
    event = operand(window.place->event);
    relation = chinese_ ? word(before ? "PRIOR" : "PAST") : word(before ? "BEFORE" : of ? "OF" : "AFTER");
  }
  if (chinese_) return joined({event, relation, amount(window.length), word("INSIDE")});
  const auto* length = std::get_if<ast::Quantity>(&window.length.kind);
  const bool hours = length != nullptr && length->unit && length->unit->text.starts_with("hour");
  return joined({word("IN", is_deadline || hours ? 1 : 0), amount(window.length), relation, event});
}

std::string Printer::rhythm(const ast::Rhythm& rhythm, bool is_counted) const {
  if (rhythm.calendar == ast::CalendarUnit::Day) return word("DAILY", chinese_ && is_counted ? 1 : 0);
  if (rhythm.calendar == ast::CalendarUnit::Week) return word("WEEKLY");
  const ast::Quantity& every = *rhythm.every;
  const std::string number = every.number == "1" ? "" : every.number;
  const std::string unit = every.unit ? every.unit->text : "";
  if (chinese_) {
    // 每天 and 每周 are words of their own.
    const std::string without = word("PER") + unit;
    const bool reserved = without == word("DAILY") || without == word("DAILY", 1) || without == word("WEEKLY");
    return reserved && number.empty() ? word("PER") + "1" + unit : word("PER") + number + unit;
  }
  if (is_counted && number.empty()) return joined({word("ANY", 1), unit});
  return joined({word("EVERY"), number, unit});
}

std::string Printer::article_number(const std::string& number) const {
  int value = -1;
  const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), value);
  if (!chinese_) return number;
  if (error != std::errc{} || end != number.data() + number.size() || value > 999) return "第" + number + "条";
  static constexpr std::array<std::string_view, 10> figures{"零", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
  const auto figure = [&](int digit) { return std::string(figures[static_cast<std::size_t>(digit)]); };
  std::string text;
  if (value >= 100) text = figure(value / 100) + "百";
  const int rest = value % 100;
  if (value >= 100 && rest > 0 && rest < 10) text += "零";
  if (rest >= 10) text += (rest >= 20 || value >= 100 ? figure(rest / 10) : "") + "十";
  if (rest % 10 != 0 || value == 0) text += figure(rest % 10);
  return "第" + text + "条";
}

}  // namespace polc::format
