// SPDX-License-Identifier: Apache-2.0
// What a vocabulary declares: the words that policies may use, and the facts that stand behind them.
// Line for line as written; names are not looked up here.
#pragma once

#include "compiler/ast/words.h"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace polc::ast {

/// `note: …` / `说明：…`: prose that is kept and counted, never evaluated. Stands in every part of a file.
struct Note {
  std::string text;  ///< After the colon, without the white space around it.
  Span span;         ///< Without the mark in front.
  Marks marks{};     ///< In an article.
};

// ---- attributes ----------------------------------------------------------------------------------------------------

/// `masked: yes or no` / `戴口罩：是否`.
struct YesNoType {};

/// `kind: one of confirmed / 确诊, suspected / 疑似` / `取值 …`.
struct EnumerationType {
  std::vector<Label> values;
};

/// `new: always` / `新增：恒真`: a word that adds nothing.
struct AlwaysType {};

/// `home: region`, `date: day`, `floor area: m²`: an entity, one of the types `text number day moment`, or a unit.
struct NamedType {
  Name name;
};

struct AttributeType {
  std::variant<YesNoType, EnumerationType, AlwaysType, NamedType> kind;
  Span span;
};

/// `key` 主键: the column that tells the entities of this kind apart.
struct KeyProperty {};
/// `personal` 个人信息: pseudonymised in what is printed.
struct PersonalProperty {};
/// `optional` 可空: the value may be absent.
struct OptionalProperty {};
/// `counting` 计数: the column that a count sums. `counting total` 累计计数: the column holds the sum of all rows so far.
struct CountingProperty {
  bool total = false;
};
/// `corrections subtract` 更正冲减 / `corrections ignored` 更正不计: how a negative row of a counting column counts.
struct CorrectionsProperty {
  bool subtract = false;
};
/// `as floor area per occupants` / `即 面积 每 入住人数`: derived from other attributes.
struct DerivedProperty {
  Operand from;
};
/// `part of` 组成部分: this reference names the whole that the entity is a part of.
struct PartOfProperty {};
/// `located by` 定位: this reference decides under whose jurisdiction the entity is.
struct LocatedByProperty {};
/// `attested` 认定: a yes/no that is judged, not measured: of a measure, whether it was complied with.
struct AttestedProperty {};
/// `by unit` 由 单位: who carries a measure out, or judges an attribute.
struct ByProperty {
  Name authority;
};

struct AttributeProperty {
  std::variant<KeyProperty, PersonalProperty, OptionalProperty, CountingProperty, CorrectionsProperty, DerivedProperty,
               PartOfProperty, LocatedByProperty, AttestedProperty, ByProperty>
      kind;
  Span span;
};

/// `home / 住地: region, optional`: one line under an entity or an event.
struct Attribute {
  Label label;
  AttributeType type;
  std::vector<AttributeProperty> properties;
  Span span;
};

// ---- items -----------------------------------------------------------------------------------------------------

/// `scale risk of region, person: low < medium < high`.
struct Scale {
  Label label;
  std::vector<Name> of;        ///< `region`, `person`; may be empty (a scale of measures).
  std::vector<Label> classes;  ///< `low`, `medium`, `high`: lowest first.
  Span span;
};

/// `entity person / 人员 also people` and the attribute lines below it.
struct Entity {
  Label label;
  std::vector<Attribute> attributes;
  Span span;  ///< Of the first line.
};

enum class CalendarUnit { Day, Week, Other };

/// How often: `daily`, `weekly`, `every 3 days`, `a day`, `per week`.
struct Rhythm {
  CalendarUnit calendar = CalendarUnit::Day;  ///< `Other`: `every` is set and says it.
  std::optional<Quantity> every;              ///< `3 days` in `every 3 days`, `1 day` in `a day`.
  Span span;
};

/// `reported daily from 2020-01-20` / `填报每日 自 2020-01-20`: a missing report is unknown, not zero.
struct Reporting {
  Rhythm rhythm;
  std::optional<Moment> from;   ///< First day on which a report is due; none: from the first report of the subject.
  std::optional<Moment> until;  ///< Last one.
  Span span;
};

/// `event case of region, reported daily` and the attribute lines below it.
struct Event {
  Label label;
  Name of;  ///< `region`: each row belongs to one such subject.
  std::optional<Reporting> reporting;
  std::vector<Attribute> attributes;
  Span span;  ///< Of the first line.
};

/// `lasting days` 期限 天: the unit of the amount of time; longer is stricter.
struct LastingProperty {
  Name unit;
};
/// `on isolation` 于 隔离: the scale on which the measure is a class.
struct OnScaleProperty {
  Name scale;
};
/// `to authority` 向 机关: the kind of recipient.
struct RecipientProperty {
  Name kind;
};
/// `shown by isolation spell` 证于 隔离期: the event whose rows prove compliance.
struct ShownByProperty {
  Name event;
};
/// `rules out travel` 排除 出行: who does this does not do that.
struct RulesOutProperty {
  Name measure;
};
/// `counts as mask` 视同 佩戴口罩: who does this has done that.
struct CountsAsProperty {
  Name measure;
};
/// `opposite of passage` 相反于 放行: exactly one of the two is done.
struct OppositeProperty {
  Name measure;
};
/// `presupposes isolation room` 有赖 隔离室: it can only be done where that is done, to the same thing or to what this one refers to.
struct PresupposesProperty {
  Name measure;
};
/// `repeated` 反复: done again and again, so that a norm has to say how often.
struct RepeatedProperty {};

struct MeasureProperty {
  std::variant<LastingProperty, OnScaleProperty, RecipientProperty, ByProperty, ShownByProperty, AttestedProperty,
               RulesOutProperty, CountsAsProperty, OppositeProperty, PresupposesProperty, RepeatedProperty>
      kind;
  Span span;
};

/// `measure home quarantine of person, lasting days, on isolation, shown by isolation spell`.
struct Measure {
  Label label;
  std::vector<Name> of;  ///< `person`: whom or what it is done to; may be empty.
  std::vector<MeasureProperty> properties;
  Span span;
};

/// `list entry condition of person, for enter: registration, code scan and the like`.
struct List {
  Label label;
  Name of;
  std::optional<Name> guards;  ///< `enter`: the act that the measures of the list are conditions of.
  std::vector<Label> items;
  bool open = false;  ///< `and the like` 等: not exhaustive.
  Span span;
};

/// `unit fortnight: 14 days`.
struct UnitDeclaration {
  Label label;
  Quantity size;
  Span span;
};

/// `authority Pubei under Qinzhou over "Pubei"`.
struct Authority {
  Label label;
  std::optional<Name> under;
  std::optional<Name> over;
  Span span;
};

using VocabularyItem = std::variant<Scale, Entity, Event, Measure, List, UnitDeclaration, Authority, Note>;

/// `vocabulary epidemic / 疫情` and all lines up to the next `vocabulary` or `policy`.
struct Vocabulary {
  Label label;
  std::vector<VocabularyItem> items;
  Span span;  ///< Of the first line.
};

}  // namespace polc::ast
