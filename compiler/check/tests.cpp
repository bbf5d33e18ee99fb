// SPDX-License-Identifier: Apache-2.0
// `test` blocks: given facts, moments, expectations. A key in quotes is a thing of the sort that the facts given of it say.
#include <algorithm>
#include <map>

#include "compiler/ast/match.h"
#include "compiler/check/cuts.h"
#include "compiler/check/operands.h"
#include "compiler/check/policies.h"
#include "compiler/check/rules.h"
#include "compiler/check/windows.h"
#include "compiler/source/unicode.h"

namespace polc::check {
namespace {

value::Moment end_of(value::Day day) { return {value::start_of(day).since_epoch + value::minutes_per_day - 1}; }

class TestReader {
 public:
  TestReader(const Context& context, const ast::Test& text) : context_(context), text_(text) {
    made_.policy = context.policy;
    made_.name = text.title.text;
    made_.span = text.span;
  }

  void run() {
    const std::size_t before = context_.sink.error_count();
    // Facts first: expectations speak of what they mention, wherever they stand.
    for (const ast::TestStep& step : text_.steps)
      if (const auto* fact = std::get_if<ast::GivenFact>(&step.kind)) given(*fact, step.span);
    for (const ast::TestStep& step : text_.steps)
      if (const auto* missing = std::get_if<ast::GivenNoReport>(&step.kind)) no_report(*missing, step.span);
    for (const ast::TestStep& step : text_.steps) {
      if (const auto* on = std::get_if<ast::OnMoment>(&step.kind)) {
        if (const auto moment = read_moment(context_, on->moment))
          made_.steps.push_back({moment->moment.value_or(end_of(moment->day)), {}});
      } else if (const auto* expected = std::get_if<ast::Expect>(&step.kind)) {
        if (made_.steps.empty()) {
          context_.sink.emit(diag::Kind::ExpectBeforeOn, step.span);
          continue;
        }
        expect(*expected, step.span);
      }
    }
    if (context_.sink.error_count() == before) context_.program.tests.push_back(std::move(made_));
  }

 private:
  void unknown(const ast::Name& name) { report_unknown_name(context_, name); }

  void mention(const std::string& key, core::RelationId sort) {
    auto& sorts = sorts_of_[key];
    if (std::find(sorts.begin(), sorts.end(), sort) == sorts.end()) sorts.push_back(sort);
  }

  // ---- given

  void given(const ast::GivenFact& fact, source::Span span) {
    const core::Program& program = context_.program;
    const std::string key = source::fold_key(fact.kind.text);
    if (const auto relations = context_.scope.find_all<RelationName>(key); !relations.empty()) {
      const core::RelationId relation = relations.front().relation;
      const bool is_event = program[relation].kind == core::RelationKind::Event;
      const auto& name = is_event ? fact.owner : fact.key;
      if (!name) {
        context_.sink.emit(diag::Kind::WhoseFact, span, fact.kind.text);
        return;
      }
      mention(name->text, is_event ? program[relation].columns[*program[relation].subject].type.target : relation);
      row(relation, name->text, fact.assignments, span);
      return;
    }
    if (!fact.owner) return unknown(fact.kind);
    if (const auto measures = context_.scope.find_all<MeasureName>(key); !measures.empty())
      return record(program[measures.front().measure].sorts, program[measures.front().measure].conduct, fact, span);
    if (const auto scales = context_.scope.find_all<ScaleName>(key); !scales.empty())
      return record(program[scales.front().scale].sorts, program[scales.front().scale].records, fact, span);
    unknown(fact.kind);
  }

  // A row of the conduct or class record of the owner's sort.
  void record(const std::vector<core::RelationId>& sorts, const std::vector<core::RelationId>& records,
              const ast::GivenFact& fact, source::Span span) {
    const auto known = sorts_of_.find(fact.owner->text);
    for (std::size_t at = 0; at < records.size(); ++at) {
      const bool fits = known == sorts_of_.end()
                            ? records.size() == 1
                            : std::find(known->second.begin(), known->second.end(), sorts[at]) != known->second.end();
      if (!fits) continue;
      mention(fact.owner->text, sorts[at]);
      row(records[at], fact.owner->text, fact.assignments, span);
      return;
    }
    context_.sink.emit(diag::Kind::NotGiven, fact.owner->span, fact.owner->text);
  }

  void row(core::RelationId relation, const std::string& subject, const std::vector<ast::Assignment>& assignments,
           source::Span span) {
    core::GivenRow made{relation, subject, {}, span};
    for (const ast::Assignment& assignment : assignments) {
      const std::string key = source::fold_key(assignment.attribute.text);
      if (const auto column = own_column(relation, key)) {
        if (auto value = cell(context_.program[relation].columns[*column].type, assignment.value))
          made.cells.push_back({*column, std::move(*value)});
        continue;
      }
      if (!given_class(relation, subject, assignment, key)) unknown_attribute(assignment.attribute, relation);
    }
    made_.given.push_back(std::move(made));
  }

  std::optional<core::ColumnIndex> own_column(core::RelationId relation, const std::string& key) const {
    if (const auto column = find_column(context_.scope, relation, key)) return column;
    const auto& columns = context_.program[relation].columns;
    for (core::ColumnIndex column = 0; column < columns.size(); ++column)
      if (is_named(columns[column].label, key)) return column;
    return std::nullopt;
  }

  void unknown_attribute(const ast::Name& name, core::RelationId relation) {
    context_.sink.emit(diag::Kind::UnknownAttribute, name.span, name.text, shown(context_.program[relation].label));
  }

  // `given region "A": risk is medium`: a class for all days.
  bool given_class(core::RelationId relation, const std::string& subject, const ast::Assignment& assignment,
                   const std::string& key) {
    for (const ScaleName& name : context_.scope.find_all<ScaleName>(key)) {
      const core::Scale& scale = context_.program[name.scale];
      const auto sort = std::find(scale.sorts.begin(), scale.sorts.end(), relation);
      if (sort == scale.sorts.end()) continue;
      const core::RelationId record = scale.records[static_cast<std::size_t>(sort - scale.sorts.begin())];
      const auto rank = class_of(name.scale, assignment.value);
      if (rank) made_.given.push_back({record, subject, {{1, core::GivenValue(*rank)}}, assignment.span});
      return true;
    }
    return false;
  }

  std::optional<std::uint32_t> class_of(core::ScaleId scale, const ast::Item& item) {
    const auto* operand = std::get_if<ast::Operand>(&item.kind);
    if (operand != nullptr)
      for (const ClassName& name : context_.scope.find_all<ClassName>(source::fold_key(operand->first.text)))
        if (name.scale == scale) return name.rank;
    std::string english;
    for (const core::Label& label : context_.program[context_.program[scale].classes].values)
      english += (english.empty() ? "" : "`, `") + label.neutral();
    context_.sink.emit(diag::Kind::NoSuchClass, item.span, operand != nullptr ? operand->first.text : std::string("?"),
                       shown(context_.program[scale].label), english);
    return std::nullopt;
  }

  std::optional<core::GivenValue> cell(const core::Type& type, const ast::Item& item) {
    const auto wrong = [&]() -> std::optional<core::GivenValue> {
      context_.sink.emit(diag::Kind::WrongValue, item.span, described(context_.program, type));
      return std::nullopt;
    };
    const auto* operand = std::get_if<ast::Operand>(&item.kind);
    const auto* moment = std::get_if<ast::Moment>(&item.kind);
    const auto* quantity = std::get_if<ast::Quantity>(&item.kind);
    const auto* truth = std::get_if<ast::Truth>(&item.kind);
    switch (type.kind) {
      case core::TypeKind::Text:
        if (operand != nullptr) return core::GivenValue(operand->first.text);
        if (quantity != nullptr && !quantity->unit) return core::GivenValue(quantity->number);
        return wrong();
      case core::TypeKind::YesNo:
        return truth != nullptr ? core::GivenValue(truth->value) : wrong();
      case core::TypeKind::Reference:
        if (operand == nullptr) return wrong();
        mention(operand->first.text, type.target);
        return core::GivenValue(operand->first.text);
      case core::TypeKind::Enumeration: {
        const auto& values = context_.program[type.enumeration].values;
        for (std::uint32_t value = 0; operand != nullptr && value < values.size(); ++value)
          if (is_named(values[value], source::fold_key(operand->first.text))) return core::GivenValue(value);
        return wrong();
      }
      case core::TypeKind::Number: {
        if (quantity == nullptr) return wrong();
        const auto value = read_amount(context_, *quantity, type);
        if (!value) return std::nullopt;
        return core::GivenValue(std::get<core::NumberLiteral>(context_.program[*value].kind).number);
      }
      case core::TypeKind::Day:
      case core::TypeKind::Moment: {
        if (moment == nullptr || (type.kind == core::TypeKind::Day && moment->time)) return wrong();
        const auto read = read_moment(context_, *moment);
        if (!read) return std::nullopt;
        if (type.kind == core::TypeKind::Day) return core::GivenValue(read->day);
        return core::GivenValue(read->moment.value_or(value::start_of(read->day)));
      }
    }
    return wrong();
  }

  void no_report(const ast::GivenNoReport& missing, source::Span span) {
    const auto relations = context_.scope.find_all<RelationName>(source::fold_key(missing.event.text));
    if (relations.empty()) return unknown(missing.event);
    const core::RelationId relation = relations.front().relation;
    const core::Relation& event = context_.program[relation];
    if (event.report_every == 0) {
      context_.sink.emit(diag::Kind::NotReported, missing.event.span, missing.event.text);
      return;
    }
    core::GivenNoReport made{relation, missing.owner ? missing.owner->text : std::string(), std::nullopt, std::nullopt,
                             span};
    if (missing.owner) mention(missing.owner->text, event.columns[*event.subject].type.target);
    if (missing.period && !report_days(*missing.period, made)) return;
    made_.no_reports.push_back(std::move(made));
  }

  bool report_days(const ast::Period& period, core::GivenNoReport& made) {
    if (const auto* at = std::get_if<ast::At>(&period.kind))
      if (const auto* moment = std::get_if<ast::Moment>(&at->anchor.kind)) {
        const auto day = read_moment(context_, *moment);
        if (day) made.first = made.last = day->day;
        return day.has_value();
      }
    if (const auto* between = std::get_if<ast::BetweenMoments>(&period.kind)) {
      const auto from = read_moment(context_, between->from);
      const auto to = read_moment(context_, between->to);
      if (from && to) {
        made.first = from->day;
        made.last = to->day;
      }
      return from && to;
    }
    context_.sink.emit(diag::Kind::ReportDays, period.span);
    return false;
  }

  // ---- expected

  void expect(const ast::Expect& expected, source::Span span) {
    auto what = ast::match(
        expected.what,
        [&](const ast::ExpectBreach& breach) -> std::optional<core::Expectation> { return expect_breach(breach); },
        [&](const ast::ExpectValue& value) { return expect_value(value); },
        [&](const ast::Rule& rule) { return expect_norm(rule); });
    if (!what) return;
    what->negated = what->negated != expected.negated;
    what->span = span;
    made_.steps.back().expectations.push_back(std::move(*what));
  }

  core::Expectation expect_breach(const ast::ExpectBreach& breach) {
    core::ExpectBreach made;
    if (breach.article) made.article = *breach.article;
    if (breach.kind) made.kind = breach.kind->text;
    if (breach.policy) {
      const std::string key = source::fold_key(breach.policy->text);
      for (std::uint32_t index = 0; index < context_.program.policies.size(); ++index)
        if (is_named(context_.program.policies[index].label, key)) made.policy = core::PolicyId{index};
      if (!made.policy) context_.sink.emit(diag::Kind::UnknownPolicy, breach.policy->span, breach.policy->text);
    }
    return {breach.none, made, {}};
  }

  const std::vector<core::RelationId>* sorts(const ast::Name& key) {
    const auto known = sorts_of_.find(key.text);
    if (known != sorts_of_.end()) return &known->second;
    context_.sink.emit(diag::Kind::NotGiven, key.span, key.text);
    return nullptr;
  }

  // `unknown`, `conflicting`, `missing`: no class, and why.
  static std::optional<core::ExpectClass::Lack> lack_of(const ast::Item& item) {
    const auto* operand = std::get_if<ast::Operand>(&item.kind);
    if (operand == nullptr || operand->first.quoted) return std::nullopt;
    const std::string key = source::fold_key(operand->first.text);
    if (key == "unknown" || key == "未知") return core::ExpectClass::Lack::Unknown;
    if (key == "conflicting" || key == "冲突") return core::ExpectClass::Lack::Conflict;
    if (key == "missing" || key == "缺失") return core::ExpectClass::Lack::Gap;
    return std::nullopt;
  }
  static bool is_unknown(const ast::Item& item) { return lack_of(item) == core::ExpectClass::Lack::Unknown; }

  std::optional<core::Expectation> expect_value(const ast::ExpectValue& expected) {
    // `"C"'s risk`, `risk of "C"`, `"A"`.
    ast::Name key = expected.subject.first;
    std::optional<ast::Name> of;
    if (!expected.subject.links.empty()) {
      const ast::Link& link = expected.subject.links.front();
      of = link.kind == ast::LinkKind::Possessive ? link.name : expected.subject.first;
      if (link.kind == ast::LinkKind::Of) key = link.name;
    }
    const auto* known = sorts(key);
    if (known == nullptr) return std::nullopt;
    for (const core::RelationId sort : *known)
      if (auto found = value_of(expected, sort, key.text, of)) return found;
    const ast::Name& named = of ? *of : key;
    context_.sink.emit(diag::Kind::NothingToExpect, named.span, named.text);
    return std::nullopt;
  }

  std::optional<core::Expectation> value_of(const ast::ExpectValue& expected, core::RelationId sort,
                                            const std::string& key, const std::optional<ast::Name>& of) {
    const auto has = [&](core::ScaleId scale) {
      const auto& sorts = context_.program[scale].sorts;
      return std::find(sorts.begin(), sorts.end(), sort) != sorts.end();
    };
    if (of) {
      const std::string name = source::fold_key(of->text);
      for (const ScaleName& scale : context_.scope.find_all<ScaleName>(name)) {
        if (!has(scale.scale)) continue;
        if (const auto lack = lack_of(expected.value))
          return core::Expectation{
              expected.negated, core::ExpectClass{sort, key, scale.scale, std::nullopt, *lack}, {}};
        const auto rank = class_of(scale.scale, expected.value);
        if (rank) return core::Expectation{expected.negated, core::ExpectClass{sort, key, scale.scale, rank}, {}};
      }
      const auto column = find_column(context_.scope, sort, name);
      if (!column || context_.program[sort].columns[*column].type.kind != core::TypeKind::YesNo) return std::nullopt;
      const auto* truth = std::get_if<ast::Truth>(&expected.value.kind);
      if (truth == nullptr && !is_unknown(expected.value)) return std::nullopt;
      const value::Truth wanted =
          truth == nullptr ? value::Truth::Unknown : (truth->value ? value::Truth::True : value::Truth::False);
      return core::Expectation{expected.negated, core::ExpectFlag{sort, key, *column, wanted}, {}};
    }
    const auto* operand = std::get_if<ast::Operand>(&expected.value.kind);
    if (operand == nullptr) return std::nullopt;
    for (const Adjective& adjective : adjectives_of(context_, operand->first.text, sort, true)) {
      if (const auto* name = std::get_if<ClassName>(&adjective))
        return core::Expectation{expected.negated, core::ExpectClass{sort, key, name->scale, name->rank}, {}};
      if (const auto* column = std::get_if<ColumnName>(&adjective))
        return core::Expectation{expected.negated, core::ExpectFlag{sort, key, column->column, value::Truth::True}, {}};
    }
    return std::nullopt;
  }

  std::optional<core::Expectation> expect_norm(const ast::Rule& rule) {
    core::ExpectNorm made;
    const ast::Phrase* phrase =
        rule.circumstances.target ? &*rule.circumstances.target : (rule.subject ? &*rule.subject : nullptr);
    if (phrase != nullptr) {
      const ast::Name& key = phrase->names.alternatives.front().first;
      const auto* known = sorts(key);
      if (known == nullptr) return std::nullopt;
      made.subject = key.text;
    }
    if (rule.modal) {
      switch (*rule.modal) {
        case ast::Modal::Must:
        case ast::Modal::Should:
        case ast::Modal::InPrinciple:
          break;
        case ast::Modal::MustNot:
        case ast::Modal::ShouldNot:
        case ast::Modal::InPrincipleNot:
          made.modality = core::Modality::MustNot;
          break;
        case ast::Modal::May:
          made.modality = core::Modality::May;
          break;
        case ast::Modal::NeedOnly:
          context_.sink.emit(diag::Kind::ExpectEachMeasure, rule.span);
          return std::nullopt;
        case ast::Modal::NeedNot:
          made.modality = core::Modality::NeedNot;
          break;
      }
    }
    for (const ast::Head& head : rule.heads.heads) {
      const auto measure = read_measure(context_, head.name);
      if (!measure) return std::nullopt;
      made.measures.push_back(*measure);
      if (!head.amount) continue;
      const auto range = read_length_range(context_, head, *measure);
      if (!range) return std::nullopt;
      if (range->lowest)
        if (const auto* literal = std::get_if<core::NumberLiteral>(&context_.program[*range->lowest].kind))
          made.length = literal->number;
    }
    if (phrase != nullptr) {
      const auto& known = sorts_of_[made.subject];
      for (const core::RelationId sort : known)
        if (is_done_to(context_.program, made.measures.front(), sort)) made.sort = sort;
      if (!made.sort) {
        const core::Measure& measure = context_.program[made.measures.front()];
        context_.sink.emit(diag::Kind::WrongSort, rule.span, shown(measure.label),
                           shown(context_.program, measure.sorts), shown(context_.program[known.front()].label));
        return std::nullopt;
      }
    }
    return core::Expectation{false, made, {}};
  }

  const Context& context_;
  const ast::Test& text_;
  core::Test made_;
  std::map<std::string, std::vector<core::RelationId>> sorts_of_;
};

}  // namespace

void read_test(const Context& context, const ast::Test& test) { TestReader(context, test).run(); }

}  // namespace polc::check
