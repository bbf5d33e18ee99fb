// SPDX-License-Identifier: Apache-2.0
#include "compiler/driver/explain_selection.h"

#include <algorithm>
#include <vector>

#include "compiler/source/unicode.h"

namespace polc::driver {
namespace {

using diag::Argument;
using diag::Kind;

// Both labels of a thing, folded.
std::vector<std::string> keys_of(const core::Label& label) {
  std::vector<std::string> keys;
  for (const std::string* text : {&label.english, &label.chinese})
    if (!text->empty()) keys.push_back(source::fold_key(*text));
  return keys;
}
bool is_called(const core::Label& label, const std::string& key) {
  const std::vector<std::string> keys = keys_of(label);
  return std::find(keys.begin(), keys.end(), key) != keys.end();
}

// "a, b, c" in each language, not endless.
class Names {
 public:
  void add(const core::Label& label) {
    add(label.english.empty() ? label.chinese : label.english, label.chinese.empty() ? label.english : label.chinese);
  }
  void add(const std::string& english, const std::string& chinese) {
    constexpr std::size_t shown = 12;
    if (++count_ > shown) {
      if (count_ == shown + 1) english_ += ", …", chinese_ += "、……";
      return;
    }
    english_ += (english_.empty() ? "" : ", ") + english;
    chinese_ += (chinese_.empty() ? "" : "、") + chinese;
  }
  [[nodiscard]] Argument argument(const std::string& english, const std::string& chinese) const {
    return {english + (english_.empty() ? "" : ": " + english_), chinese + (chinese_.empty() ? "" : "：" + chinese_)};
  }

 private:
  std::size_t count_ = 0;
  std::string english_, chinese_;
};

bool has_name(const core::Program& program, const facts::FactBase& facts, core::RelationId sort, facts::Row row,
              const std::string& text) {
  for (core::ColumnIndex at = 0; at < program[sort].columns.size(); ++at) {
    const core::Column& column = program[sort].columns[at];
    const auto* texts = std::get_if<facts::TextColumn>(&facts[sort].columns[at]);
    if (column.key || column.personal || texts == nullptr || texts->codes[row] == facts::absent_code) continue;
    return texts->dictionary->text(texts->codes[row]) == text;  // the first of them is its name
  }
  return false;
}

void add_things(const core::Program& program, const facts::FactBase& facts, const Wording& wording,
                core::RelationId sort, const std::string& text, std::vector<Subject>& found) {
  const facts::Table& table = facts[sort];
  if (const auto row = table.find(text)) {
    found.push_back({sort, *row});
    return;
  }
  const bool is_pseudonym = text.starts_with('~');
  for (facts::Row row = 0; row < table.row_count; ++row)
    if (is_pseudonym ? wording.key(sort, row) == text : has_name(program, facts, sort, row, text))
      found.push_back({sort, row});
}

}  // namespace

std::optional<Subject> find_subject(const core::Program& program, const facts::FactBase& facts, const Wording& wording,
                                    const std::string& text, diag::Sink& sink) {
  std::vector<Subject> found;
  Names sorts;
  for (std::uint32_t at = 0; at < program.vocabulary.relations.size(); ++at) {
    const core::Relation& relation = program.vocabulary.relations[at];
    if (relation.kind != core::RelationKind::Entity || !facts[{at}].keys) continue;
    sorts.add(relation.label);
    const std::size_t before = found.size();
    add_things(program, facts, wording, {at}, text, found);
    if (found.size() != before) continue;
    for (const std::string* label : {&relation.label.english, &relation.label.chinese}) {
      if (label->empty() || !text.starts_with(*label) || text.size() == label->size()) continue;
      std::string rest = text.substr(label->size());
      rest.erase(0, rest.find_first_not_of(' '));
      add_things(program, facts, wording, {at}, rest, found);
      break;
    }
  }
  if (found.size() == 1) return found.front();
  if (found.empty()) {
    sink.emit(Kind::BadOptionValue, {}, "--subject", text,
              sorts.argument("the key, the name or the pseudonym of a thing in the facts; things are",
                             "事实数据中某一对象的主键、名称或假名；对象有"));
    return std::nullopt;
  }
  Names choices;
  for (const Subject& one : found) {
    const core::Label& sort = program[one.sort].label;
    const std::string key = wording.key(one.sort, one.row);
    choices.add((sort.english.empty() ? sort.chinese : sort.english) + " " + key,
                (sort.chinese.empty() ? sort.english : sort.chinese) + key);
  }
  sink.emit(Kind::BadOptionValue, {}, "--subject", text, choices.argument("one of these", "其中之一"));
  return std::nullopt;
}

std::optional<ClassChoice> find_class(const core::Program& program, core::RelationId sort, const std::string& text,
                                      diag::Sink& sink) {
  const std::string key = source::fold_key(text);
  Names names;
  for (std::uint32_t at = 0; at < program.vocabulary.scales.size(); ++at) {
    const core::Scale& scale = program.vocabulary.scales[at];
    if (std::find(scale.sorts.begin(), scale.sorts.end(), sort) == scale.sorts.end()) continue;
    names.add(scale.label);
    if (is_called(scale.label, key)) return ClassChoice{core::ScaleId{at}, std::nullopt, std::nullopt};
    const std::vector<core::Label>& classes = program[scale.classes].values;
    for (std::uint32_t rank = 0; rank < classes.size(); ++rank) {
      const core::Label& one = classes[rank];
      const core::Label phrase{one.english + " " + scale.label.english, one.chinese + scale.label.chinese, {}};
      if (is_called(phrase, key)) return ClassChoice{core::ScaleId{at}, rank, std::nullopt};
    }
  }
  for (core::ColumnIndex at = 0; at < program[sort].columns.size(); ++at) {
    const core::Column& column = program[sort].columns[at];
    if (!column.defined_by_rules) continue;
    names.add(column.label);
    if (is_called(column.label, key)) return ClassChoice{std::nullopt, std::nullopt, at};
  }
  sink.emit(Kind::BadOptionValue, {}, "--class", text,
            names.argument("a scale of such things, a class of it such as high-risk, or an attribute that rules define",
                           "该类对象的等级、其中一级（如“高风险”），或由规则定义的属性"));
  return std::nullopt;
}

std::optional<core::MeasureId> find_measure(const core::Program& program, core::RelationId sort,
                                            const std::string& text, diag::Sink& sink) {
  const std::string key = source::fold_key(text);
  Names names;
  for (std::uint32_t at = 0; at < program.vocabulary.measures.size(); ++at) {
    const core::Measure& measure = program.vocabulary.measures[at];
    if (std::find(measure.sorts.begin(), measure.sorts.end(), sort) == measure.sorts.end()) continue;
    names.add(measure.label);
    if (is_called(measure.label, key)) return core::MeasureId{at};
  }
  sink.emit(Kind::BadOptionValue, {}, "--measure", text,
            names.argument("a measure for such things", "适用于该类对象的措施"));
  return std::nullopt;
}

}  // namespace polc::driver
