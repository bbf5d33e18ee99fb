// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/facts/small_world.h"

#include <doctest/doctest.h>
#include <sqlite3.h>
#include <zlib.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>

#include "compiler/diagnostics/render_text.h"

namespace polc::facts::test {

namespace {

using core::TypeKind;

core::Label label(const char* english, const char* chinese) { return {english, chinese, {}}; }

core::Column column(const char* english, const char* chinese, TypeKind kind) {
  core::Column made;
  made.label = label(english, chinese);
  made.type.kind = kind;
  return made;
}
core::Column reference(const char* english, const char* chinese, core::RelationId target) {
  core::Column made = column(english, chinese, TypeKind::Reference);
  made.type.target = target;
  return made;
}
core::Column one_of(const char* english, const char* chinese, std::uint32_t enumeration) {
  core::Column made = column(english, chinese, TypeKind::Enumeration);
  made.type.enumeration = {enumeration};
  return made;
}
core::Column optional(core::Column made) {
  made.optional = true;
  return made;
}
core::Column key(core::Column made) {
  made.key = true;
  return made;
}

core::Relation relation(core::RelationKind kind, core::Label name, std::vector<core::Column> columns) {
  core::Relation made;
  made.kind = kind;
  made.label = std::move(name);
  made.columns = std::move(columns);
  if (kind == core::RelationKind::Entity)
    made.key = 0;
  else
    made.subject = 0;
  return made;
}

core::Relation make_person() {
  core::Column number = key(column("person number", "身份号", TypeKind::Text));
  number.personal = true;
  core::Column area = optional(column("floor area", "面积", TypeKind::Number));
  area.type.dimension = value::Dimension::Area;
  area.type.unit_factor = *value::Rational::make(1, 10000);
  return relation(
      core::RelationKind::Entity, label("person", "人员"),
      {number, reference("home", "住地", region), optional(column("temperature", "体温", TypeKind::Number)), area});
}

core::Relation make_cases(core::Counting counting, core::Corrections corrections) {
  core::Relation made = relation(core::RelationKind::Event, label("case", "病例"),
                                 {reference("region", "地区", region), column("date", "日期", TypeKind::Day),
                                  one_of("case kind", "病例类型", 1), column("count", "例数", TypeKind::Number)});
  made.begin = 1;
  made.report_every = 1;
  made.counting = counting;
  made.counting_column = 3;
  made.corrections = corrections;
  return made;
}

std::string number_text(const NumberColumn& column, Row row) {
  const auto number = value::multiply(value::Rational(column.mantissas[row]), column.step);
  return number ? value::to_string(*number) : "too large";
}

}  // namespace

core::Program small_world(core::Counting counting, core::Corrections corrections) {
  core::Program program;
  auto& words = program.vocabulary;
  words.enumerations = {
      {label("level", "级别"), {label("city", "市"), label("county", "县")}},
      {label("case kind", "病例类型"), {label("confirmed", "确诊"), label("suspected", "疑似")}},
      {label("risk", "风险"), {label("low", "低"), label("medium", "中"), label("high", "高")}},
  };
  words.relations.push_back(
      relation(core::RelationKind::Entity, label("region", "地区"),
               {key(column("code", "代码", TypeKind::Text)), optional(column("region name", "名称", TypeKind::Text)),
                optional(one_of("level", "级别", 0)), optional(reference("parent", "上级地区", region)),
                optional(column("clean", "无本土疫情", TypeKind::YesNo))}));
  words.relations.push_back(make_person());
  words.relations.push_back(make_cases(counting, corrections));
  words.relations.push_back(
      relation(core::RelationKind::Event, label("stay", "旅居史"),
               {reference("person", "人员", person), reference("place", "地点", region),
                column("start day", "开始日", TypeKind::Day), optional(column("end day", "结束日", TypeKind::Day))}));
  words.relations.back().begin = 2;
  words.relations.back().end = 3;
  words.relations.push_back(
      relation(core::RelationKind::Event, label("entry", "进入"),
               {reference("person", "人员", person), column("at moment", "时刻", TypeKind::Moment)}));
  words.relations.back().begin = 1;
  words.relations.push_back(relation(
      core::RelationKind::ClassRecord, label("risk of region", "地区风险"),
      {reference("region", "地区", region), one_of("class", "等级", 2),
       optional(column("from day", "开始日", TypeKind::Day)), optional(column("until day", "结束日", TypeKind::Day))}));
  words.relations.back().scale = core::ScaleId{0};
  words.relations.push_back(relation(core::RelationKind::Conduct, label("mask of person", "人员佩戴口罩"),
                                     {reference("person", "人员", person), column("done", "已做", TypeKind::YesNo),
                                      optional(column("day", "日期", TypeKind::Day))}));
  words.relations.back().measure = core::MeasureId{0};
  core::Scale scale;
  scale.label = label("risk", "风险");
  scale.classes = {2};
  scale.sorts = {region};
  scale.records = {risk};
  words.scales.push_back(scale);
  core::Measure measure;
  measure.label = label("mask", "佩戴口罩");
  measure.sorts = {person};
  measure.conduct = {mask};
  words.measures.push_back(measure);
  return program;
}

Folder::Folder() {
  std::string pattern = (std::filesystem::temp_directory_path() / "polc-facts-XXXXXX").string();
  REQUIRE(mkdtemp(pattern.data()) != nullptr);
  path_ = pattern;
}
Folder::~Folder() {
  std::error_code error;
  std::filesystem::permissions(path_, std::filesystem::perms::owner_all, error);
  std::filesystem::remove_all(path_, error);
}

std::filesystem::path Folder::write(const std::string& name, std::string_view text) const {
  std::ofstream(path_ / name, std::ios::binary) << text;
  return path_ / name;
}
std::filesystem::path Folder::write_gzip(const std::string& name, std::string_view text) const {
  gzFile file = gzopen((path_ / name).c_str(), "wb");
  REQUIRE(file != nullptr);
  REQUIRE(gzwrite(file, text.data(), static_cast<unsigned>(text.size())) == static_cast<int>(text.size()));
  gzclose(file);
  return path_ / name;
}
std::filesystem::path Folder::sql(const std::string& name, const std::string& statements) const {
  sqlite3* database = nullptr;
  REQUIRE(sqlite3_open((path_ / name).c_str(), &database) == SQLITE_OK);
  const int code = sqlite3_exec(database, statements.c_str(), nullptr, nullptr, nullptr);
  INFO(sqlite3_errmsg(database));
  CHECK(code == SQLITE_OK);
  sqlite3_close(database);
  return path_ / name;
}
std::vector<std::string> Folder::files() const {
  std::vector<std::string> names;
  for (const auto& file : std::filesystem::directory_iterator(path_)) names.push_back(file.path().filename());
  std::sort(names.begin(), names.end());
  return names;
}

std::vector<std::string> findings(const diag::Sink& sink, const Folder& folder) {
  std::vector<std::string> texts;
  const std::string prefix = folder.path().string() + "/";
  for (const diag::Diagnostic& found : sink.diagnostics()) {
    std::string text = std::string(diag::info(found.primary.kind).code) + " " +
                       diag::message_text(found.primary, source::Language::English);
    for (std::size_t at = text.find(prefix); at != std::string::npos; at = text.find(prefix))
      text.erase(at, prefix.size());
    texts.push_back(std::move(text));
  }
  return texts;
}
std::vector<std::string> codes(const diag::Sink& sink) {
  std::vector<std::string> list;
  for (const diag::Diagnostic& found : sink.diagnostics()) list.emplace_back(diag::info(found.primary.kind).code);
  return list;
}

void load_into(LoadedWorld& world, const std::filesystem::path& path) {
  auto opened = open_facts(path, std::nullopt, world.sources, world.sink);
  REQUIRE(opened.ok());
  auto loaded = load(world.program, *opened, world.sink);
  REQUIRE(loaded.ok());
  world.facts = std::move(*loaded);
}

std::string cell_text(const core::Program& program, const FactBase& facts, core::RelationId id, core::ColumnIndex index,
                      Row row) {
  const core::Type& type = program[id].columns[index].type;
  return std::visit(
      [&](const auto& column) -> std::string {
        using T = std::decay_t<decltype(column)>;
        if constexpr (std::is_same_v<T, YesNoColumn>)
          return column.values[row] == value::Truth::Unknown ? "-"
                 : column.values[row] == value::Truth::True  ? "yes"
                                                             : "no";
        else if constexpr (std::is_same_v<T, EnumerationColumn>)
          return column.values[row] == absent_code
                     ? "-"
                     : program[type.enumeration].values[static_cast<std::size_t>(column.values[row])].english;
        else if constexpr (std::is_same_v<T, NumberColumn>)
          return column.mantissas[row] == absent_number ? "-" : number_text(column, row);
        else if constexpr (std::is_same_v<T, TextColumn>)
          return column.codes[row] == absent_code ? "-" : std::string(column.dictionary->text(column.codes[row]));
        else if constexpr (std::is_same_v<T, DayColumn>)
          return column.days[row] == absent_day ? "-" : value::to_iso(value::Day{column.days[row]});
        else if constexpr (std::is_same_v<T, MomentColumn>)
          return column.minutes[row] == absent_moment ? "-" : value::to_iso(value::Moment{column.minutes[row]});
        else if constexpr (std::is_same_v<T, ReferenceColumn>)
          return column.rows[row] == absent_code ? "-" : std::string(facts[type.target].keys->text(column.rows[row]));
        else
          return "?";
      },
      facts[id].columns[index]);
}

std::vector<std::string> rows_text(const core::Program& program, const FactBase& facts, core::RelationId id) {
  std::vector<std::string> rows;
  for (Row row = 0; row < facts[id].row_count; ++row) {
    std::string text;
    for (core::ColumnIndex column = 0; column < program[id].columns.size(); ++column)
      text += (column == 0 ? "" : " ") + cell_text(program, facts, id, column, row);
    rows.push_back(std::move(text));
  }
  return rows;
}

}  // namespace polc::facts::test
