// SPDX-License-Identifier: Apache-2.0
// date,subject,scale,class,articles,of: one row for every thing, scale and day. `class` is a class, or one of unknown,
// conflict, gap, none; `articles` are separated by spaces.
#include <string>

#include "compiler/driver/eval_report.h"

namespace polc::driver {
namespace {

class CsvReport : public EvalReport {
 public:
  explicit CsvReport(const EvalContext& context) : context_(context), keys_(context.facts.tables.size()) {
    context_.out.write("date,subject,scale,class,articles,of\n");
  }

  void add(const interpret::DayResult& day, const DayTotals& /*totals*/) override {
    const std::string date = quoted(context_.wording.moment(day.moment));
    for (const interpret::ClassTable& table : day.classes) {
      if (context_.view.shows(table)) add_table(date, table);
    }
  }

  void finish() override {}

 private:
  void add_table(const std::string& date, const interpret::ClassTable& table) {
    const Wording& wording = context_.wording;
    const std::string scale = quoted(wording.label(context_.program[table.scale].label));
    const std::string sort = quoted(wording.label(context_.program[table.sort].label));
    const auto ranks =
        static_cast<std::uint32_t>(context_.program[context_.program[table.scale].classes].values.size());
    std::vector<std::string> names;
    for (std::uint32_t rank = 0; rank < ranks; ++rank) names.push_back(quoted(wording.class_name(table.scale, rank)));
    const std::vector<std::string>& keys = keys_of(table.sort);
    for (facts::Row row = 0; row < table.size(); ++row) {
      if (!context_.view.keeps(table.sort, row)) continue;
      line_.clear();
      line_ += date;
      line_ += ',';
      line_ += keys[row];
      line_ += ',';
      line_ += scale;
      line_ += ',';
      line_ += state_of(table, row, names);
      line_ += ',';
      append_article_numbers(context_.program, table, row, line_);
      line_ += ',';
      line_ += sort;
      line_ += '\n';
      context_.out.write(line_);
    }
  }

  static std::string_view state_of(const interpret::ClassTable& table, facts::Row row,
                                   const std::vector<std::string>& names) {
    switch (table.state[row]) {
      case interpret::ClassState::None:
        return "none";
      case interpret::ClassState::Class:
        return names[table.rank[row]];
      case interpret::ClassState::Gap:
        return "gap";
      case interpret::ClassState::Conflict:
        return "conflict";
      case interpret::ClassState::Unknown:
        return "unknown";
    }
    return "";
  }

  // The keys of a sort, made once: the same things come back every day.
  const std::vector<std::string>& keys_of(core::RelationId sort) {
    std::vector<std::string>& keys = keys_[sort.index];
    const facts::Row count = context_.facts[sort].row_count;
    for (auto row = static_cast<facts::Row>(keys.size()); row < count; ++row)
      keys.push_back(quoted(context_.wording.key(sort, row)));
    return keys;
  }

  static std::string quoted(const std::string& text) {
    if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
    std::string out = "\"";
    for (const char letter : text) {
      if (letter == '"') out += '"';
      out += letter;
    }
    return out + '"';
  }

  EvalContext context_;
  std::vector<std::vector<std::string>> keys_;
  std::string line_;
};

}  // namespace

std::unique_ptr<EvalReport> make_csv_report(const EvalContext& context) { return std::make_unique<CsvReport>(context); }

}  // namespace polc::driver
