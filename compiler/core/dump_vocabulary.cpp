// SPDX-License-Identifier: Apache-2.0
// The vocabulary as expressions.
#include "compiler/core/dump_parts.h"

namespace polc::core {

namespace {

Expression type_expression(const Program& program, const Type& type) {
  switch (type.kind) {
    case TypeKind::Text:
      return leaf("text");
    case TypeKind::YesNo:
      return leaf("yes-no");
    case TypeKind::Day:
      return leaf("day");
    case TypeKind::Moment:
      return leaf("moment");
    case TypeKind::Reference:
      return list("to", {name_of(program[type.target].label)});
    case TypeKind::Enumeration: {
      std::vector<Expression> values;
      for (const Label& value : program[type.enumeration].values) values.push_back(name_of(value));
      return list("one-of", std::move(values));
    }
    case TypeKind::Number:
      return list("number", {number_expression(type.unit_factor, type.dimension)});
  }
  return leaf("");
}

Expression column_expression(const Program& program, const Relation& relation, const Column& column) {
  std::vector<Expression> parts{name_of(column.label), type_expression(program, column.type)};
  const auto mark = [&](bool is_set, const char* word) {
    if (is_set) parts.push_back(leaf(word));
  };
  mark(column.key, "key");
  mark(column.personal, "personal");
  mark(column.optional, "optional");
  mark(column.part_of, "part-of");
  mark(column.located_by, "located-by");
  mark(column.attested, "attested");
  mark(column.defined_by_rules, "by-rules");
  if (column.ratio)
    parts.push_back(list("ratio", {name_of(relation.columns[column.ratio->first].label),
                                   name_of(relation.columns[column.ratio->second].label)}));
  return list("column", std::move(parts));
}

const char* word_of(RelationKind kind) {
  switch (kind) {
    case RelationKind::Entity:
      return "entity";
    case RelationKind::Event:
      return "event";
    case RelationKind::ClassRecord:
      return "class-record";
    case RelationKind::Conduct:
      return "conduct";
  }
  return "";
}

const char* word_of(Counting counting) {
  switch (counting) {
    case Counting::Rows:
      return "rows";
    case Counting::Sum:
      return "sum";
    case Counting::Total:
      return "total";
  }
  return "";
}

const char* word_of(Corrections corrections) {
  switch (corrections) {
    case Corrections::Refused:
      return "refused";
    case Corrections::Subtracted:
      return "subtracted";
    case Corrections::Ignored:
      return "ignored";
  }
  return "";
}

Expression relation_expression(const Program& program, const Relation& relation) {
  std::vector<Expression> parts{name_of(relation.label)};
  for (const Column& column : relation.columns) parts.push_back(column_expression(program, relation, column));
  if (relation.begin) parts.push_back(list("begins", {name_of(relation.columns[*relation.begin].label)}));
  if (relation.end) parts.push_back(list("ends", {name_of(relation.columns[*relation.end].label)}));
  if (relation.report_every != 0) {
    std::vector<Expression> duty{leaf(std::to_string(relation.report_every) + "d")};
    if (relation.report_from) duty.push_back(leaf(value::to_iso(*relation.report_from)));
    parts.push_back(list("reported", std::move(duty)));
  }
  if (relation.counting_column)
    parts.push_back(list("counting", {name_of(relation.columns[*relation.counting_column].label),
                                      leaf(word_of(relation.counting)), leaf(word_of(relation.corrections))}));
  if (relation.scale) parts.push_back(list("scale", {name_of(program[*relation.scale].label)}));
  if (relation.measure) parts.push_back(list("measure", {name_of(program[*relation.measure].label)}));
  return list(word_of(relation.kind), std::move(parts));
}

Expression names(const char* head, const Program& program, const std::vector<RelationId>& ids) {
  std::vector<Expression> parts;
  for (const RelationId id : ids) parts.push_back(name_of(program[id].label));
  return list(head, std::move(parts));
}
Expression names(const char* head, const Program& program, const std::vector<MeasureId>& ids) {
  std::vector<Expression> parts;
  for (const MeasureId id : ids) parts.push_back(name_of(program[id].label));
  return list(head, std::move(parts));
}

Expression scale_expression(const Program& program, const Scale& scale) {
  std::vector<Expression> classes;
  for (const Label& value : program[scale.classes].values) classes.push_back(name_of(value));
  std::vector<Expression> parts{name_of(scale.label), list("<", std::move(classes)), names("of", program, scale.sorts)};
  if (scale.decider) parts.push_back(list("decided-by", {name_of(program[*scale.decider].label)}));
  return list("scale", std::move(parts));
}

Expression measure_expression(const Program& program, const Measure& measure) {
  std::vector<Expression> parts{name_of(measure.label), names("of", program, measure.sorts)};
  if (measure.lasting) parts.push_back(leaf("lasting"));
  if (measure.scale) {
    const Scale& scale = program[*measure.scale];
    parts.push_back(list("on", {name_of(scale.label), name_of(program[scale.classes].values[measure.rank])}));
  }
  if (measure.attested) parts.push_back(leaf("attested"));
  if (measure.shown_by) {
    std::vector<Expression> proof{name_of(program[*measure.shown_by].label)};
    if (measure.shown_by_filter)
      proof.push_back(list("where", {condition_expression(program, *measure.shown_by_filter, {*measure.shown_by})}));
    parts.push_back(list("shown-by", std::move(proof)));
  }
  if (measure.recipient) parts.push_back(list("to", {leaf(quoted_name(*measure.recipient))}));
  if (!measure.rules_out.empty()) parts.push_back(names("rules-out", program, measure.rules_out));
  if (!measure.counts_as.empty()) parts.push_back(names("counts-as", program, measure.counts_as));
  if (!measure.opposite_of.empty()) parts.push_back(names("opposite-of", program, measure.opposite_of));
  if (!measure.presupposes.empty()) parts.push_back(names("presupposes", program, measure.presupposes));
  if (measure.repeated) parts.push_back(leaf("repeated"));
  return list("measure", std::move(parts));
}

Expression list_expression(const Program& program, const ListOfValues& entry) {
  std::vector<Expression> parts{name_of(entry.label), list("of", {name_of(program[entry.sort].label)})};
  std::vector<Expression> items;
  for (const Label& item : entry.items) items.push_back(name_of(item));
  parts.push_back(list("items", std::move(items)));
  if (entry.column) parts.push_back(list("values-of", {name_of(program[entry.sort].columns[*entry.column].label)}));
  if (entry.guarded) parts.push_back(list("guards", {name_of(program[*entry.guarded].label)}));
  if (entry.open) parts.push_back(leaf("open"));
  return list("list", std::move(parts));
}

Expression authority_expression(const Program& program, const Authority& authority) {
  std::vector<Expression> parts{name_of(authority.label)};
  if (authority.under) parts.push_back(list("under", {name_of(program[*authority.under].label)}));
  if (authority.place) parts.push_back(list("over", {leaf(quoted_text(*authority.place))}));
  return list("authority", std::move(parts));
}

}  // namespace

std::vector<Expression> vocabulary_expressions(const Program& program) {
  const Vocabulary& vocabulary = program.vocabulary;
  std::vector<Expression> all;
  for (const Authority& authority : vocabulary.authorities) all.push_back(authority_expression(program, authority));
  for (const Relation& relation : vocabulary.relations) all.push_back(relation_expression(program, relation));
  for (const Scale& scale : vocabulary.scales) all.push_back(scale_expression(program, scale));
  for (const Measure& measure : vocabulary.measures) all.push_back(measure_expression(program, measure));
  for (const ListOfValues& entry : vocabulary.lists) all.push_back(list_expression(program, entry));
  return all;
}

}  // namespace polc::core
