// SPDX-License-Identifier: Apache-2.0
#include "compiler/format/to_other.h"

#include "compiler/ast/match.h"
#include "compiler/format/other_conditions.h"
#include "compiler/format/other_names.h"
#include "compiler/format/other_rules.h"

namespace polc::format {
namespace {

using source::Language;

class Change {
 public:
  Change(const Dictionary& dictionary, Language from)
      : names_(dictionary, from), conditions_(names_), rules_(names_, conditions_) {}

  std::vector<Missing> run(ast::File& file) {
    for (auto& part : file.parts) std::visit([&](auto& one) { change(one); }, part);
    file.language = names_.to_chinese() ? Language::Chinese : Language::English;
    return std::move(names_.missing());
  }

 private:
  // ---- vocabularies --------------------------------------------------------------------------------------------

  void change(ast::Vocabulary& vocabulary) {
    names_.change(vocabulary.label);
    for (ast::VocabularyItem& item : vocabulary.items) std::visit([&](auto& one) { change(one); }, item);
  }

  void change(ast::Note&) {}
  void change(ast::Scale& scale) {
    names_.change(scale.label);
    names_.change(scale.of, Role::Thing);
    change(scale.classes);
  }
  void change(ast::Entity& entity) {
    names_.change(entity.label);
    change(entity.attributes);
  }
  void change(ast::Event& event) {
    names_.change(event.label);
    names_.change(event.of, Role::Thing);
    if (event.reporting) {
      ast::Rhythm& rhythm = event.reporting->rhythm;
      names_.change(rhythm, false);
      // Chinese has 每日 and 每周 there, and nothing for other intervals.
      if (rhythm.every && names_.to_chinese()) names_.miss(rhythm.span, rhythm.every->number);
    }
    change(event.attributes);
  }
  void change(ast::Measure& measure) {
    names_.change(measure.label);
    names_.change(measure.of, Role::Thing);
    for (ast::MeasureProperty& one : measure.properties)
      std::visit([&](auto& property) { change(property); }, one.kind);
  }
  void change(ast::LastingProperty& p) { names_.change(p.unit, Role::Type); }
  void change(ast::OnScaleProperty& p) { names_.change(p.scale, Role::Scale); }
  // 机关 is no label but the word of the language for all authorities.
  void change(ast::RecipientProperty& p) {
    if (p.kind.text == "authority" || p.kind.text == "机关")
      p.kind = {names_.to_chinese() ? "机关" : "authority", p.kind.span, false};
    else
      names_.change(p.kind, Role::Type);
  }
  void change(ast::ByProperty& p) { names_.change(p.authority, Role::Authority); }
  void change(ast::ShownByProperty& p) { names_.change(p.event, Role::Event); }
  void change(ast::AttestedProperty&) {}
  void change(ast::RulesOutProperty& p) { names_.change(p.measure, Role::Measure); }
  void change(ast::CountsAsProperty& p) { names_.change(p.measure, Role::Measure); }
  void change(ast::OppositeProperty& p) { names_.change(p.measure, Role::Measure); }
  void change(ast::PresupposesProperty& p) { names_.change(p.measure, Role::Measure); }
  void change(ast::RepeatedProperty&) {}

  void change(ast::List& list) {
    names_.change(list.label);
    names_.change(list.of, Role::Thing);
    if (list.guards) names_.change(*list.guards, Role::Measure);
    change(list.items);
  }
  void change(ast::UnitDeclaration& unit) {
    names_.change(unit.label);
    names_.change(unit.size);
  }
  void change(ast::Authority& authority) {
    names_.change(authority.label);
    if (authority.under) names_.change(*authority.under, Role::Authority);
    if (authority.over) names_.change(*authority.over, Role::Authority);
  }

  void change(std::vector<ast::Label>& labels) {
    for (ast::Label& one : labels) names_.change(one);
  }
  void change(std::vector<ast::Attribute>& attributes) {
    for (ast::Attribute& one : attributes) {
      names_.change(one.label);
      if (auto* values = std::get_if<ast::EnumerationType>(&one.type.kind)) change(values->values);
      if (auto* named = std::get_if<ast::NamedType>(&one.type.kind)) names_.change(named->name, Role::Type);
      for (ast::AttributeProperty& property : one.properties) {
        if (auto* derived = std::get_if<ast::DerivedProperty>(&property.kind))
          names_.change(derived->from, Role::Left);
        else if (auto* judged = std::get_if<ast::ByProperty>(&property.kind))
          change(*judged);
      }
    }
  }

  // ---- policies ------------------------------------------------------------------------------------------------

  void change(ast::Policy& policy) {
    names_.change(policy.label);
    for (ast::Header& one : policy.headers) std::visit([&](auto& header) { change(header); }, one.kind);
    for (ast::Article& article : policy.articles) {
      for (ast::Statement& one : article.statements) rules_.change(one);
      for (auto& one : article.limits)
        if (auto* limit = std::get_if<ast::Limit>(&one)) rules_.change(*limit);
    }
    for (ast::Test& test : policy.tests)
      for (ast::TestStep& one : test.steps) std::visit([&](auto& step) { change(step); }, one.kind);
    for (ast::Waiver& one : policy.waivers)
      if (one.by) names_.change(*one.by, Role::Authority);
  }

  void change(ast::ByHeader& h) { names_.change(h.authority, Role::Authority); }
  void change(ast::UnderHeader& h) { names_.change(h.policies, Role::Policy); }
  void change(ast::UsesHeader& h) { names_.change(h.vocabularies, Role::Vocabulary); }
  void change(ast::SupersedesHeader& h) { names_.change(h.policies, Role::Policy); }
  void change(ast::AmendsHeader& h) { names_.change(h.policies, Role::Policy); }
  void change(ast::OverHeader& h) { names_.change(h.places, Role::Authority); }
  void change(ast::InForceHeader&) {}
  void change(ast::TimeZoneHeader&) {}
  // The title of another text is free text, which stands in quotation marks.
  void change(ast::SourceHeader& h) {
    h.title.quoted = true;
    if (h.detail) h.detail->quoted = true;
  }
  void change(ast::LapsesHeader& h) { conditions_.change(h.condition); }
  void change(ast::SupposesHeader& h) { conditions_.change(h.condition); }

  // ---- tests ---------------------------------------------------------------------------------------------------

  void change(ast::GivenFact& fact) {
    if (names_.to_chinese() && fact.key && fact.owner) names_.miss(fact.key->span, fact.key->text);
    names_.change(fact.kind, Role::Thing);
    for (ast::Assignment& one : fact.assignments) {
      names_.change(one.attribute, Role::Attribute);
      conditions_.change(one.value, Role::Item);
    }
  }
  void change(ast::GivenNoReport& report) {
    names_.change(report.event, Role::Event);
    if (report.period) conditions_.change(*report.period);
  }
  void change(ast::OnMoment&) {}
  void change(ast::Expect& expect) {
    std::visit([&](auto& what) { change(what); }, expect.what);
  }
  void change(ast::ExpectBreach& breach) {
    if (!breach.policy) return;
    if (names_.to_chinese()) names_.miss(breach.policy->span, breach.policy->text);
    names_.change(*breach.policy, Role::Policy);
  }
  void change(ast::ExpectValue& value) {
    names_.change(value.subject, Role::Left);
    conditions_.change(value.value, Role::ClassNoun);
  }
  void change(ast::Rule& rule) { rules_.change(rule); }

  OtherNames names_;
  OtherConditions conditions_;
  OtherRules rules_;
};

}  // namespace

std::vector<Missing> to_other_language(ast::File& file, const Dictionary& dictionary) {
  return Change(dictionary, file.language).run(file);
}

}  // namespace polc::format
