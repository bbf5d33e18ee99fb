// SPDX-License-Identifier: Apache-2.0
#include <cstdio>

#include "compiler/ast/dump_parts.h"

namespace polc::ast::shown {

// A name between bars was written in quotation marks.
std::string show(const Name& name) { return name.quoted ? "|" + name.text + "|" : quote(name.text); }

std::string show(const Label& label) {
  if (!label.other && label.also.empty()) return show(label.primary);
  std::string also;
  if (!label.also.empty()) also = Node("also").all(label.also, [](const Name& n) { return show(n); }).end();
  return Node("label")
      .add(show(label.primary))
      .add(maybe(label.other, [](const Name& n) { return show(n); }))
      .add(also)
      .end();
}

std::string show(const Operand& operand) {
  std::string text = show(operand.first);
  for (const Link& link : operand.links)
    text = Node(link.kind == LinkKind::Of ? "of" : "possessive").add(text).add(show(link.name)).end();
  if (operand.per) text = Node("per").add(text).add(show(*operand.per)).end();
  return text;
}

std::string show(const Names& names) {
  if (names.join == NameJoin::Alone) return show(names.alternatives.front());
  return Node(names.join == NameJoin::Or ? "either" : "listed")
      .all(names.alternatives, [](const Operand& o) { return show(o); })
      .end();
}

std::string show(const Quantity& quantity) {
  return quantity.unit ? Node("quantity").add(quantity.number).add(quantity.unit->text).end() : quantity.number;
}

std::string show(const Amount& amount) {
  return match(amount, [](const Quantity& q) { return show(q); }, [](const Name& n) { return show(n); });
}

std::string show(const Range& range) { return Node("between").add(show(range.low)).add(show(range.high)).end(); }

std::string_view word(Bound bound) {
  switch (bound) {
    case Bound::AtLeast:
      return "at-least";
    case Bound::AtMost:
      return "at-most";
    case Bound::MoreThan:
      return "more-than";
    case Bound::FewerThan:
      return "fewer-than";
    case Bound::Exactly:
      return "exactly";
  }
  return "";
}

std::string show(const Value& value) {
  return match(
      value, [](const Quantity& q) { return show(q); },
      [](const Share& s) { return Node("share").add(show(s.share)).add(show(s.whole)).end(); },
      [](const Operand& o) { return show(o); });
}

std::string show(const Bounded& bounded) { return Node(word(bounded.bound)).add(show(bounded.value)).end(); }

std::string show(const Date& date) {
  char text[40];
  std::snprintf(text, sizeof text, "%04d-%02d-%02d", date.year, date.month, date.day);
  return text;
}

std::string show(const Time& time) {
  char text[32];
  std::snprintf(text, sizeof text, "%02d:%02d", time.hour, time.minute);
  return text;
}

std::string show(const Moment& moment) {
  return moment.time ? Node("moment").add(show(moment.date)).add(show(*moment.time)).end() : show(moment.date);
}

std::string_view word(Side side) { return side == Side::Before ? "before" : "after"; }

std::string show(const Anchor& anchor) {
  return match(
      anchor, [](const Moment& m) { return show(m); }, [](const Operand& o) { return show(o); },
      [](const Offset& o) { return Node(word(o.side)).add(show(o.amount)).add(show(o.event)).end(); });
}

std::string show(const Rhythm& rhythm) {
  switch (rhythm.calendar) {
    case CalendarUnit::Day:
      return "daily";
    case CalendarUnit::Week:
      return "weekly";
    case CalendarUnit::Other:
      break;
  }
  return Node("every").add(maybe(rhythm.every, [](const Quantity& q) { return show(q); })).end();
}

std::string quote(std::string_view text) { return '"' + std::string(text) + '"'; }

std::string show(const Note& note) { return Node("note").add(quote(note.text)).end(); }

}  // namespace polc::ast::shown
