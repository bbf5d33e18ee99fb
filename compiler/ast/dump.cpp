// SPDX-License-Identifier: Apache-2.0
#include "compiler/ast/dump.h"

#include <cstdio>
#include <string_view>

namespace polc::ast {
namespace {

/// `(word part part)`; empty parts leave nothing behind.
class Node {
 public:
  explicit Node(std::string_view word) : text_("(" + std::string(word)) {}
  Node&& add(std::string part) && {
    if (!part.empty()) text_ += " " + part;
    return std::move(*this);
  }
  template <typename T, typename Show>
  Node&& all(const std::vector<T>& parts, const Show& show) && {
    for (const T& part : parts) text_ += " " + show(part);
    return std::move(*this);
  }
  std::string end() && { return std::move(text_) + ")"; }

 private:
  std::string text_;
};

template <typename T, typename Show>
std::string maybe(const std::optional<T>& value, const Show& show) {
  return value ? show(*value) : std::string();
}

std::string quote(std::string_view text) { return '"' + std::string(text) + '"'; }

// ---- words ------------------------------------------------------------------------------------------------------

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
    case Bound::AtLeast: return "at-least";
    case Bound::AtMost: return "at-most";
    case Bound::MoreThan: return "more-than";
    case Bound::FewerThan: return "fewer-than";
    case Bound::Exactly: return "exactly";
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
    case CalendarUnit::Day: return "daily";
    case CalendarUnit::Week: return "weekly";
    case CalendarUnit::Other: break;
  }
  return Node("every").add(maybe(rhythm.every, [](const Quantity& q) { return show(q); })).end();
}

// ---- conditions -------------------------------------------------------------------------------------------------

std::string show(const Condition& condition);

std::string_view word(Relation relation) {
  switch (relation) {
    case Relation::Of: return "of";
    case Relation::Before: return "before";
    case Relation::After: return "after";
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

// ---- vocabularies -----------------------------------------------------------------------------------------------

std::string of_list(const std::vector<Name>& of) {
  return of.empty() ? "" : Node("of").all(of, [](const Name& n) { return show(n); }).end();
}

std::string show(const AttributeType& type) {
  return match(
      type, [](const YesNoType&) { return std::string("yes-or-no"); },
      [](const EnumerationType& e) {
        return Node("one-of").all(e.values, [](const Label& l) { return show(l); }).end();
      },
      [](const AlwaysType&) { return std::string("always"); }, [](const NamedType& n) { return show(n.name); });
}

std::string show(const AttributeProperty& property) {
  using std::string;
  return match(
      property, [](const KeyProperty&) { return string("key"); },
      [](const PersonalProperty&) { return string("personal"); },
      [](const OptionalProperty&) { return string("optional"); },
      [](const CountingProperty& c) { return string(c.total ? "counting-total" : "counting"); },
      [](const CorrectionsProperty& c) { return string(c.subtract ? "corrections-subtract" : "corrections-ignored"); },
      [](const DerivedProperty& d) { return Node("as").add(show(d.from)).end(); },
      [](const PartOfProperty&) { return string("part-of"); },
      [](const LocatedByProperty&) { return string("located-by"); });
}

std::string show(const MeasureProperty& property) {
  const auto named = [](std::string_view what, const Name& name) { return Node(what).add(show(name)).end(); };
  return match(
      property, [&](const LastingProperty& p) { return named("lasting", p.unit); },
      [&](const OnScaleProperty& p) { return named("on", p.scale); },
      [&](const RecipientProperty& p) { return named("to", p.kind); },
      [&](const ByProperty& p) { return named("by", p.authority); },
      [&](const ShownByProperty& p) { return named("shown-by", p.event); },
      [](const AttestedProperty&) { return std::string("attested"); },
      [&](const RulesOutProperty& p) { return named("rules-out", p.measure); },
      [&](const CountsAsProperty& p) { return named("counts-as", p.measure); },
      [&](const OppositeProperty& p) { return named("opposite-of", p.measure); });
}

std::string show(const Reporting& reporting) {
  return Node("reported")
      .add(show(reporting.rhythm))
      .add(maybe(reporting.from, [](const Moment& m) { return Node("from").add(show(m)).end(); }))
      .add(maybe(reporting.until, [](const Moment& m) { return Node("until").add(show(m)).end(); }))
      .end();
}

std::string attribute_lines(const std::vector<Attribute>& attributes) {
  std::string lines;
  for (const Attribute& attribute : attributes)
    lines += "    " + Node("attribute")
                          .add(show(attribute.label))
                          .add(show(attribute.type))
                          .all(attribute.properties, [](const AttributeProperty& p) { return show(p); })
                          .end() +
             "\n";
  return lines;
}

std::string show(const Note& note) { return Node("note").add(quote(note.text)).end(); }

std::string item_lines(const VocabularyItem& item) {
  const auto line = [](std::string text) { return "  " + std::move(text) + "\n"; };
  const auto label = [](const Label& l) { return show(l); };
  return match(
      item,
      [&](const Scale& s) {
        return line(Node("scale").add(show(s.label)).add(of_list(s.of)).all(s.classes, label).end());
      },
      [&](const Entity& e) { return line(Node("entity").add(show(e.label)).end()) + attribute_lines(e.attributes); },
      [&](const Event& e) {
        const auto reporting = [](const Reporting& r) { return show(r); };
        return line(Node("event").add(show(e.label)).add(of_list({e.of})).add(maybe(e.reporting, reporting)).end()) +
               attribute_lines(e.attributes);
      },
      [&](const Measure& m) {
        const auto property = [](const MeasureProperty& p) { return show(p); };
        return line(Node("measure").add(show(m.label)).add(of_list(m.of)).all(m.properties, property).end());
      },
      [&](const ast::List& l) {
        const auto guards = [](const Name& n) { return Node("for").add(show(n)).end(); };
        return line(Node("list")
                        .add(show(l.label))
                        .add(of_list({l.of}))
                        .add(maybe(l.guards, guards))
                        .all(l.items, label)
                        .add(l.open ? "and-the-like" : "")
                        .end());
      },
      [&](const UnitDeclaration& u) { return line(Node("unit").add(show(u.label)).add(show(u.size)).end()); },
      [&](const Authority& a) {
        return line(Node("authority")
                        .add(show(a.label))
                        .add(maybe(a.under, [](const Name& n) { return Node("under").add(show(n)).end(); }))
                        .add(maybe(a.over, [](const Name& n) { return Node("over").add(show(n)).end(); }))
                        .end());
      },
      [&](const Note& n) { return line(show(n)); });
}

// ---- rules ------------------------------------------------------------------------------------------------------

std::string show(const Phrase& phrase) {
  return Node("phrase").add(show(phrase.names)).add(maybe(phrase.where, [](const Where& w) { return show(w); })).end();
}

std::string_view word(Connective connective) {
  switch (connective) {
    case Connective::Alone: return "only";
    case Connective::And: return "all";
    case Connective::Or: return "any";
    case Connective::Then: return "then";
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
    case Modal::Must: return "must";
    case Modal::MustNot: return "must-not";
    case Modal::May: return "may";
    case Modal::Should: return "should";
    case Modal::ShouldNot: return "should-not";
    case Modal::InPrinciple: return "in-principle";
    case Modal::InPrincipleNot: return "in-principle-not";
    case Modal::NeedNot: return "need-not";
    case Modal::NeedOnly: return "need-only";
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
      [](const Combine& c) { return Node(c.highest ? "highest" : "lowest").add(show(c.scale)).end(); },
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
      [](const OnlyFor& o) { return Node("only-for").add(show(o.measures)).add(show(o.phrase)).end(); },
      [](const OnlyIf& o) { return Node("only-if").add(show(o.measures)).add(show(o.condition)).end(); });
  return add_circumstances(Node("limit").add(core), limit.circumstances).end();
}

// ---- policies ---------------------------------------------------------------------------------------------------

std::string show(const Header& header) {
  const auto names = [](std::string_view what, const std::vector<Name>& list) {
    return Node(what).all(list, [](const Name& n) { return show(n); }).end();
  };
  return match(
      header, [](const ByHeader& h) { return Node("by").add(show(h.authority)).end(); },
      [&](const UnderHeader& h) { return names("under", h.policies); },
      [&](const UsesHeader& h) { return names("uses", h.vocabularies); },
      [&](const SupersedesHeader& h) { return names("supersedes", h.policies); },
      [&](const AmendsHeader& h) { return names("amends", h.policies); },
      [&](const OverHeader& h) { return names("over", h.places); },
      [](const InForceHeader& h) {
        const auto until = [](const Moment& m) { return show(m); };
        return Node("in-force").add(show(h.from)).add(maybe(h.until, until)).end();
      },
      [](const TimeZoneHeader& h) { return Node("time-zone").add(show(h.zone)).end(); },
      [](const SourceHeader& h) {
        return Node("source")
            .add(show(h.title))
            .add(maybe(h.date, [](const Date& d) { return show(d); }))
            .add(maybe(h.detail, [](const Name& n) { return show(n); }))
            .end();
      },
      [](const LapsesHeader& h) { return Node("lapses").add(show(h.condition)).end(); },
      [](const SupposesHeader& h) { return Node("supposes").add(show(h.condition)).end(); },
      [](const Note& n) { return show(n); });
}

std::string show(const TestStep& step) {
  const auto name = [](const Name& n) { return show(n); };
  const auto owner = [](const Name& n) { return Node("owner").add(show(n)).end(); };
  return match(
      step,
      [&](const GivenFact& g) {
        const auto assign = [](const Assignment& a) {
          return Node("is").add(show(a.attribute)).add(show(a.value)).end();
        };
        return Node("given")
            .add(show(g.kind))
            .add(maybe(g.key, name))
            .add(maybe(g.owner, owner))
            .all(g.assignments, assign)
            .end();
      },
      [&](const GivenNoReport& g) {
        const auto period = [](const Period& p) { return show(p); };
        return Node("no-report").add(show(g.event)).add(maybe(g.owner, owner)).add(maybe(g.period, period)).end();
      },
      [](const OnMoment& o) { return Node("on").add(show(o.moment)).end(); },
      [&](const Expect& e) {
        const std::string what = match(
            e.what,
            [&](const ExpectBreach& b) {
              return Node(b.none ? "no-breach" : "breach")
                  .add(b.article.value_or(""))
                  .add(maybe(b.policy, name))
                  .add(maybe(b.kind, name))
                  .end();
            },
            [](const ExpectValue& v) {
              return Node(v.negated ? "is-not" : "is").add(show(v.subject)).add(show(v.value)).end();
            },
            [](const Rule& r) { return show(r); });
        return Node(e.negated ? "expect-not" : "expect").add(what).end();
      },
      [](const Note& n) { return show(n); });
}

std::string policy_lines(const Policy& policy) {
  std::string lines = Node("policy").add(show(policy.label)).end() + "\n";
  for (const Header& header : policy.headers) lines += "  " + show(header) + "\n";
  for (const Article& article : policy.articles) {
    const auto title = [](const Name& n) { return show(n); };
    lines += "  " + Node("article").add(article.number).add(maybe(article.title, title)).end() + "\n";
    for (const Statement& statement : article.statements) lines += "    " + show(statement) + "\n";
    for (const auto& limit : article.limits)
      lines += "    " + match(limit, [](const Limit& l) { return show(l); }, [](const Note& n) { return show(n); }) + "\n";
  }
  for (const Test& test : policy.tests) {
    lines += "  " + Node("test").add(show(test.title)).end() + "\n";
    for (const TestStep& step : test.steps) lines += "    " + show(step) + "\n";
  }
  for (const Waiver& waiver : policy.waivers)
    lines += "  " + Node("waive")
                        .add(show(waiver.finding))
                        .add(show(waiver.until))
                        .add(maybe(waiver.by, [](const Name& n) { return show(n); }))
                        .add(show(waiver.reason))
                        .end() +
             "\n";
  return lines;
}

std::string vocabulary_lines(const Vocabulary& vocabulary) {
  std::string lines = Node("vocabulary").add(show(vocabulary.label)).end() + "\n";
  for (const VocabularyItem& item : vocabulary.items) lines += item_lines(item);
  return lines;
}

}  // namespace

std::string dump(const File& file) {
  std::string text;
  for (const auto& part : file.parts)
    text += match(part, [](const Vocabulary& v) { return vocabulary_lines(v); },
                  [](const Policy& p) { return policy_lines(p); });
  return text;
}

}  // namespace polc::ast
