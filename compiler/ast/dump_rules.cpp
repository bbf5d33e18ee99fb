// SPDX-License-Identifier: Apache-2.0
#include "compiler/ast/dump_parts.h"

namespace polc::ast::shown {

std::string show(const Phrase& phrase) {
  return Node("phrase").add(show(phrase.names)).add(maybe(phrase.where, [](const Where& w) { return show(w); })).end();
}

std::string_view word(Connective connective) {
  switch (connective) {
    case Connective::Alone:
      return "only";
    case Connective::And:
      return "all";
    case Connective::Or:
      return "any";
    case Connective::Then:
      return "then";
  }
  return "";
}

std::string show(const Head& head) {
  const auto amount = [](const std::variant<Quantity, Bounded, Range>& a) {
    return match(
        a, [](const Quantity& q) { return show(q); }, [](const Bounded& b) { return show(b); },
        [](const Range& r) { return show(r); });
  };
  const auto recipients = [](const Recipients& r) {
    return Node("to").add(std::string(word(r.connective))).all(r.names, [](const Name& n) { return show(n); }).end();
  };
  if (!head.amount && !head.recipients) return show(head.name);
  return Node(head.amount_first ? "counted" : "head")
      .add(show(head.name))
      .add(maybe(head.amount, amount))
      .add(maybe(head.recipients, recipients))
      .end();
}

std::string show(const Heads& heads) {
  if (heads.connective == Connective::Alone) return show(heads.heads.front());
  return Node(word(heads.connective)).all(heads.heads, [](const Head& h) { return show(h); }).end();
}

std::string show(const Timing& timing) {
  return match(
      timing, [](const FromAnchor& f) { return Node("from").add(show(f.anchor)).end(); },
      [](const UntilAnchor& u) { return Node("until").add(show(u.anchor)).end(); },
      [](const OnEvent& o) { return Node("on").add(show(o.event)).end(); },
      [](const AtOnce&) { return std::string("at-once"); });
}

std::string show(const Deadline& deadline) {
  const std::string inner =
      match(deadline, [](const Window& w) { return show(w); }, [](const Beside& b) { return show(b); });
  return Node("deadline").add(inner).end();
}

std::string show(const Frequency& frequency) {
  return Node("frequency")
      .add(maybe(frequency.bound, [](Bound b) { return std::string(word(b)); }))
      .add(maybe(frequency.times, [](const Quantity& q) { return show(q); }))
      .add(show(frequency.rhythm))
      .end();
}

std::string show(const Exemption& exemption) {
  return match(
      exemption, [](const Unless& u) { return Node("unless").add(show(u.condition)).end(); },
      [](const ExceptIf& e) { return Node("except-if").add(show(e.condition)).end(); },
      [](const ExceptFor& e) { return Node("except-for").add(show(e.phrase)).end(); },
      [](const UnlessStricter&) { return std::string("unless-stricter"); },
      [](const Notwithstanding& n) {
        return Node("notwithstanding").add(n.article).add(maybe(n.policy, [](const Name& p) { return show(p); })).end();
      });
}

std::string if_clause(const std::optional<Condition>& condition) {
  return maybe(condition, [](const Condition& c) { return Node("if").add(show(c)).end(); });
}

Node&& add_circumstances(Node&& list, const Circumstances& c) {
  return std::move(list)
      .add(maybe(c.target, [](const Phrase& p) { return Node("for").add(show(p)).end(); }))
      .add(if_clause(c.condition))
      .add(c.otherwise ? "otherwise" : "")
      .all(c.timings, [](const Timing& t) { return show(t); })
      .add(maybe(c.deadline, [](const Deadline& d) { return show(d); }))
      .add(maybe(c.frequency, [](const Frequency& f) { return show(f); }))
      .all(c.exemptions, [](const Exemption& e) { return show(e); })
      .add(maybe(c.chosen_by, [](const Name& n) { return Node("chosen-by").add(show(n)).end(); }));
}

std::string_view word(Modal modal) {
  switch (modal) {
    case Modal::Must:
      return "must";
    case Modal::MustNot:
      return "must-not";
    case Modal::May:
      return "may";
    case Modal::Should:
      return "should";
    case Modal::ShouldNot:
      return "should-not";
    case Modal::InPrinciple:
      return "in-principle";
    case Modal::InPrincipleNot:
      return "in-principle-not";
    case Modal::NeedNot:
      return "need-not";
    case Modal::NeedOnly:
      return "need-only";
  }
  return "";
}

std::string show(const Rule& rule) {
  Node list = Node("rule")
                  .add(maybe(rule.subject, [](const Phrase& p) { return Node("subject").add(show(p)).end(); }))
                  .add(maybe(rule.modal, [](Modal m) { return std::string(word(m)); }))
                  .add(show(rule.heads));
  return add_circumstances(std::move(list), rule.circumstances).end();
}

std::string show(const Statement& statement) {
  return match(
      statement, [](const Note& n) { return show(n); },
      [](const Parameter& p) {
        const auto version = [](const ParameterVersion& v) {
          const auto from = [](const Moment& m) { return Node("from").add(show(m)).end(); };
          return v.from ? Node("version").add(show(v.value)).add(from(*v.from)).end() : show(v.value);
        };
        return Node("parameter").add(show(p.label)).all(p.versions, version).end();
      },
      [](const Combine& c) {
        return Node(c.highest ? "highest" : "lowest")
            .add(show(c.scale))
            .add(maybe(c.sort, [](const Name& sort) { return Node("for").add(show(sort)).end(); }))
            .end();
      },
      [](const Classify& c) {
        return Node("classify")
            .add(show(c.subject))
            .add(show(c.classes))
            .add(if_clause(c.condition))
            .add(c.otherwise ? "otherwise" : "")
            .all(c.exemptions, [](const Exemption& e) { return show(e); })
            .end();
      },
      [](const Rule& r) { return show(r); });
}

std::string show(const Limit& limit) {
  const std::string core = match(
      limit, [](const AmountLimit& a) { return Node("amount").add(show(a.head)).end(); },
      [](const NoImpose& n) { return Node("no").add(show(n.measures)).end(); },
      [](const NoBan& n) { return Node("no-ban").add(show(n.measures)).end(); },
      [](const ClosedList& c) { return Node("nothing-else").add(show(c.lists)).end(); },
      [](const Decides& d) {
        return Node("decides")
            .add(maybe(d.authorities, [](const Names& n) { return Node("by").add(show(n)).end(); }))
            .add(show(d.heads))
            .end();
      },
      [](const DecidesOthers& d) { return Node("decides-others").add(show(d.authorities)).end(); },
      [](const OnlyFor& o) { return Node("only-for").add(show(o.measures)).add(show(o.phrase)).end(); },
      [](const OnlyIf& o) { return Node("only-if").add(show(o.measures)).add(show(o.condition)).end(); });
  return add_circumstances(Node("limit").add(core), limit.circumstances).end();
}

}  // namespace polc::ast::shown
