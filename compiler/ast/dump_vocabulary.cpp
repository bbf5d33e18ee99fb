// SPDX-License-Identifier: Apache-2.0
#include "compiler/ast/dump_parts.h"

namespace polc::ast::shown {

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
      [](const LocatedByProperty&) { return string("located-by"); },
      [](const AttestedProperty&) { return string("attested"); },
      [](const ByProperty& b) { return Node("by").add(show(b.authority)).end(); });
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
      [&](const OppositeProperty& p) { return named("opposite-of", p.measure); },
      [&](const PresupposesProperty& p) { return named("presupposes", p.measure); },
      [](const RepeatedProperty&) { return std::string("repeated"); });
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
    lines += "    " +
             Node("attribute")
                 .add(show(attribute.label))
                 .add(show(attribute.type))
                 .all(attribute.properties, [](const AttributeProperty& p) { return show(p); })
                 .end() +
             "\n";
  return lines;
}

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

std::string vocabulary_lines(const Vocabulary& vocabulary) {
  std::string lines = Node("vocabulary").add(show(vocabulary.label)).end() + "\n";
  for (const VocabularyItem& item : vocabulary.items) lines += item_lines(item);
  return lines;
}

}  // namespace polc::ast::shown
