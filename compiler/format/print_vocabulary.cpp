// SPDX-License-Identifier: Apache-2.0
#include "compiler/ast/match.h"
#include "compiler/format/printer.h"

namespace polc::format {

using ast::match;

std::string Printer::first_line(const ast::Vocabulary& vocabulary) const {
  return joined({word("VOCABULARY"), label(vocabulary.label)});
}

std::string Printer::labels(const std::vector<ast::Label>& labels, std::string_view joint) const {
  std::vector<std::string> words;
  for (const ast::Label& one : labels) {
    if (!words.empty()) words.emplace_back(joint);
    words.push_back(label(one));
  }
  return joined(words);
}

std::string Printer::of(const std::vector<ast::Name>& of) const {
  return of.empty() ? "" : joined({word("OF"), names(of)});
}

std::string Printer::reporting(const ast::Reporting& reporting) const {
  return joined({word("REPORTED"), rhythm(reporting.rhythm, false), reporting.from ? word("FROM") : "",
                 reporting.from ? moment(*reporting.from, true) : "", reporting.until ? word("UNTIL") : "",
                 reporting.until ? moment(*reporting.until, true) : ""});
}

std::string Printer::type(const ast::AttributeType& type) const {
  return match(
      type, [&](const ast::YesNoType&) { return word("YES_OR_NO"); },
      [&](const ast::EnumerationType& e) { return joined({word("ONE_OF"), labels(e.values, list_joint())}); },
      [&](const ast::AlwaysType&) { return word("ALWAYS"); }, [&](const ast::NamedType& n) { return name(n.name); });
}

std::string Printer::property(const ast::AttributeProperty& property) const {
  return match(
      property, [&](const ast::KeyProperty&) { return word("KEY"); },
      [&](const ast::PersonalProperty&) { return word("PERSONAL"); },
      [&](const ast::OptionalProperty&) { return word("OPTIONAL"); },
      [&](const ast::CountingProperty& c) { return word(c.total ? "COUNTING_TOTAL" : "COUNTING"); },
      [&](const ast::CorrectionsProperty& c) {
        return word(c.subtract ? "CORRECTIONS_SUBTRACT" : "CORRECTIONS_IGNORED");
      },
      [&](const ast::DerivedProperty& d) { return joined({word("AS"), operand(d.from)}); },
      [&](const ast::PartOfProperty&) { return word("PART_OF"); },
      [&](const ast::LocatedByProperty&) { return word("LOCATED_BY"); },
      [&](const ast::AttestedProperty&) { return word("ATTESTED"); },
      [&](const ast::ByProperty& b) { return joined({word("BY"), name(b.authority)}); });
}

std::string Printer::property(const ast::MeasureProperty& property) const {
  const auto named = [&](std::string_view token, const ast::Name& one) { return joined({word(token), name(one)}); };
  return match(
      property, [&](const ast::LastingProperty& p) { return named("LASTING", p.unit); },
      [&](const ast::OnScaleProperty& p) { return named("ON", p.scale); },
      [&](const ast::RecipientProperty& p) { return named("TO", p.kind); },
      [&](const ast::ByProperty& p) { return named("BY", p.authority); },
      [&](const ast::ShownByProperty& p) { return named("SHOWN_BY", p.event); },
      [&](const ast::AttestedProperty&) { return word("ATTESTED"); },
      [&](const ast::RulesOutProperty& p) { return named("RULES_OUT", p.measure); },
      [&](const ast::CountsAsProperty& p) { return named("COUNTS_AS", p.measure); },
      [&](const ast::OppositeProperty& p) { return named("OPPOSITE_OF", p.measure); },
      [&](const ast::PresupposesProperty& p) { return named("PRESUPPOSES", p.measure); },
      [&](const ast::RepeatedProperty&) { return word("REPEATED"); });
}

std::string Printer::line(const ast::Attribute& attribute) const {
  std::vector<std::string> words{label(attribute.label), ":", type(attribute.type)};
  for (const ast::AttributeProperty& one : attribute.properties) words.insert(words.end(), {",", property(one)});
  return joined(words);
}

std::string Printer::line(const ast::VocabularyItem& item) const {
  struct Lines {
    const Printer& p;
    std::string operator()(const ast::Scale& s) const {
      return joined({p.word("SCALE"), p.label(s.label), p.of(s.of), ":", p.labels(s.classes, "<")});
    }
    std::string operator()(const ast::Entity& e) const { return joined({p.word("ENTITY"), p.label(e.label)}); }
    std::string operator()(const ast::Event& e) const {
      return joined({p.word("EVENT"), p.label(e.label), p.of({e.of}), e.reporting ? "," : "",
                     e.reporting ? p.reporting(*e.reporting) : ""});
    }
    std::string operator()(const ast::Measure& m) const {
      std::vector<std::string> words{p.word("MEASURE"), p.label(m.label), p.of(m.of)};
      for (const ast::MeasureProperty& one : m.properties) words.insert(words.end(), {",", p.property(one)});
      return joined(words);
    }
    std::string operator()(const ast::List& l) const {
      return joined({p.word("LIST"), p.label(l.label), p.of({l.of}), l.guards ? "," : "",
                     l.guards ? p.word("FOR", p.chinese_ ? 1 : 0) : "", l.guards ? p.name(*l.guards) : "", ":",
                     p.labels(l.items, p.list_joint()), l.open ? p.word("AND_THE_LIKE") : ""});
    }
    std::string operator()(const ast::UnitDeclaration& u) const {
      return joined({p.word("UNIT_IS"), p.label(u.label), ":", p.quantity(u.size)});
    }
    std::string operator()(const ast::Authority& a) const {
      return joined({p.word("AUTHORITY"), p.label(a.label), a.under ? p.word("UNDER", p.chinese_ ? 1 : 0) : "",
                     a.under ? p.name(*a.under) : "", a.over ? p.word("OVER", p.chinese_ ? 1 : 0) : "",
                     a.over ? p.name(*a.over, true) : ""});
    }
    std::string operator()(const ast::Note& n) const { return p.line(n); }
  };
  return std::visit(Lines{*this}, item);
}

}  // namespace polc::format
