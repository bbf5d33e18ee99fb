// SPDX-License-Identifier: Apache-2.0
#include "compiler/ast/dump_parts.h"

namespace polc::ast::shown {

std::string_view word(Relation relation) {
  switch (relation) {
    case Relation::Of:
      return "of";
    case Relation::Before:
      return "before";
    case Relation::After:
      return "after";
  }
  return "";
}

std::string show(const Window& window) {
  const auto place = [](const WindowPlace& p) { return Node(word(p.relation)).add(show(p.event)).end(); };
  return Node("within").add(show(window.length)).add(maybe(window.place, place)).end();
}

std::string show(const Beside& beside) { return Node(word(beside.side)).add(show(beside.anchor)).end(); }

std::string show(const TimesOfDay& times) { return Node("times").add(show(times.from)).add(show(times.to)).end(); }

std::string show(const Period& period) {
  return match(
      period, [](const Window& w) { return show(w); },
      [](const Consecutive& c) { return Node("each-of").add(show(c.length)).end(); },
      [](const Ever&) { return std::string("ever"); },
      [](const Since& s) { return Node("since").add(show(s.from)).end(); },
      [](const BetweenMoments& b) { return Node("between").add(show(b.from)).add(show(b.to)).end(); },
      [](const TimesOfDay& t) { return show(t); }, [](const Beside& b) { return show(b); },
      [](const At& a) { return Node("on").add(show(a.anchor)).end(); }, [](const Rhythm& r) { return show(r); });
}

std::string show(const Quantifier& quantifier) {
  return match(
      quantifier, [](const NoneOf&) { return std::string("no"); }, [](const AnyOf&) { return std::string("any"); },
      [](const CountOf& c) { return Node(word(c.bound)).add(show(c.number)).end(); },
      [](const Range& r) { return show(r); });
}

std::string show(const Where& where) { return Node("where").add(show(*where.condition)).end(); }

std::string show(const Item& item) {
  return match(
      item, [](const Operand& o) { return show(o); }, [](const Quantity& q) { return show(q); },
      [](const Moment& m) { return show(m); }, [](const Truth& t) { return std::string(t.value ? "yes" : "no"); });
}

std::string show(const Exists& exists) {
  return Node("exists")
      .add(maybe(exists.owner, [](const Operand& o) { return Node("owner").add(show(o)).end(); }))
      .add(show(exists.quantifier))
      .add(show(exists.rows))
      .add(maybe(exists.period, [](const Period& p) { return show(p); }))
      .add(maybe(exists.where, [](const Where& w) { return show(w); }))
      .end();
}

std::string show(const Comparison& comparison) {
  const std::string right = match(
      comparison.right, [](const Bounded& b) { return show(b); }, [](const Range& r) { return show(r); },
      [](const OneOf& o) {
        return Node(o.negated ? "is-not" : "is")
            .all(o.items, [](const Item& i) { return show(i); })
            .add(o.open ? "and-the-like" : "")
            .end();
      },
      [](const InList& l) { return Node(l.negated ? "not-in" : "in").add(show(l.list)).end(); },
      [](const Ordered& o) {
        return Node(o.negated ? "is-not" : "is").add(Node(word(o.side)).add(show(o.anchor)).end()).end();
      },
      [](const TimesOfDay& t) { return show(t); });
  return Node("compare")
      .add(show(comparison.left))
      .add(maybe(comparison.period, [](const Period& p) { return show(p); }))
      .add(right)
      .end();
}

std::string show(const Condition& condition) {
  const auto part = [](const Condition& c) { return show(c); };
  return match(
      condition, [&](const And& a) { return Node("and").all(a.parts, part).end(); },
      [&](const Or& o) { return Node("or").all(o.parts, part).end(); },
      [](const Not& n) { return Node("not").add(show(*n.inner)).end(); }, [](const Exists& e) { return show(e); },
      [](const Comparison& c) { return show(c); });
}

}  // namespace polc::ast::shown
