// SPDX-License-Identifier: Apache-2.0
// polc facts import, check and snapshot: what was read, table by table, what is wrong with it, and keeping it.
#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <string>

#include "compiler/diagnostics/render_json.h"
#include "compiler/driver/commands.h"
#include "compiler/driver/table.h"
#include "compiler/driver/with_facts.h"

namespace polc::driver {
namespace {

using Json = nlohmann::ordered_json;

const std::string& label(const Run& run, const core::Label& label) {
  const bool chinese = run.language == source::Language::Chinese;
  const std::string& wanted = chinese ? label.chinese : label.english;
  return wanted.empty() ? label.neutral() : wanted;
}

// What both commands report, under the names they share.
struct FactsView {
  const std::vector<facts::RelationSummary>& relations;
  const std::vector<facts::KindCount>& counts;
  const std::vector<std::string>& unused_tables;
  const std::vector<std::string>& unused_columns;
  bool looked_into = true;  // corrections and missing reports were counted: by check, not by import
};

std::string join(const std::vector<std::string>& parts) {
  std::string text;
  for (const std::string& part : parts) text += (text.empty() ? "" : ", ") + part;
  return text;
}

std::string to_text(const Run& run, const core::Program& program, const FactsView& view) {
  const auto say = [&](std::string_view english, std::string_view chinese) {
    return std::string(run.say(english, chinese));
  };
  std::vector<Heading> headings{{say("facts", "事实")}, {say("rows", "行数"), Align::Right}};
  if (view.looked_into) {
    headings.push_back({say("corrections", "更正"), Align::Right});
    headings.push_back({say("missing reports", "缺报"), Align::Right});
    headings.push_back({say("never reported", "从未填报"), Align::Right});
  }
  headings.push_back({say("read from", "来自")});
  Table table(std::move(headings));
  for (const facts::RelationSummary& relation : view.relations) {
    if (relation.tables.empty() && !relation.made_by_reference) continue;
    const core::Relation& declared = program[relation.relation];
    std::vector<std::string> cells{label(run, declared.label), std::to_string(relation.rows)};
    if (view.looked_into) {
      const bool reported = declared.report_every > 0;
      const bool counted = declared.counting != core::Counting::Rows;
      cells.push_back(counted ? std::to_string(relation.corrections) : "");
      cells.push_back(reported ? std::to_string(relation.missing_reports) : "");
      cells.push_back(reported ? std::to_string(relation.things_without_report) : "");
    }
    cells.push_back(relation.made_by_reference ? say("(named by other rows)", "（由其他行提及）")
                                               : join(relation.tables));
    table.add(std::move(cells));
  }
  std::string text = table.empty() ? "" : table.render("", use_colour(run.colour, 1));
  if (!view.unused_tables.empty()) text += say("tables not used: ", "未使用的表：") + join(view.unused_tables) + "\n";
  if (!view.unused_columns.empty())
    text += say("columns not used: ", "未使用的列：") + join(view.unused_columns) + "\n";
  for (const facts::KindCount& count : view.counts) {
    text += fmt::format(fmt::runtime(run.say("{}: {} in all\n", "{}：共 {} 处\n")), diag::info(count.kind).code,
                        count.total);
  }
  return text;
}

std::string to_json(const Run& run, const core::Program& program, const FactsView& view) {
  Json document = Json::parse(diag::render_json(run.sink, run.sources, run.language));
  Json relations = Json::array();
  for (const facts::RelationSummary& relation : view.relations) {
    Json one{{"relation", program[relation.relation].label.neutral()},
             {"tables", relation.tables},
             {"rows", relation.rows},
             {"made_by_reference", relation.made_by_reference}};
    if (view.looked_into) {
      one["corrections"] = relation.corrections;
      one["missing_reports"] = relation.missing_reports;
      one["things_without_report"] = relation.things_without_report;
    }
    relations.push_back(std::move(one));
  }
  Json counts = Json::object();
  for (const facts::KindCount& count : view.counts) counts[std::string(diag::info(count.kind).code)] = count.total;
  document["relations"] = std::move(relations);
  document["row_findings"] = std::move(counts);
  document["unused_tables"] = view.unused_tables;
  document["unused_columns"] = view.unused_columns;
  return document.dump(2) + "\n";
}

void print(Run& run, Format format, const core::Program& program, const FactsView& view) {
  if (format == Format::Json) {
    run.out.write(to_json(run, program, view));
  } else {
    run.out.write(findings_text(run, run.sink, false));
    run.out.write(to_text(run, program, view));
  }
}

// Progress in one line on a terminal; nothing elsewhere.
std::function<void(const facts::ImportProgress&)> progress_line(const Run& run) {
  if (!is_terminal(2)) return {};
  return [&run](const facts::ImportProgress& progress) {
    const auto percent = progress.bytes_total > 0 ? progress.bytes_done * 100 / progress.bytes_total : 100;
    print_error(fmt::format(fmt::runtime(run.say("\r\x1b[K{:>3} %  {}: {} rows", "\r\x1b[K{:>3} %  {}：{} 行")),
                            percent, progress.table, progress.rows));
  };
}

void tell_what_was_written(bool is_written, const std::filesystem::path& target, const Run& run) {
  if (is_written)
    print_error(fmt::format(fmt::runtime(run.say("written: {}\n", "已写入：{}\n")), target.string()));
  else
    print_error(std::string(run.say("nothing was written\n", "未写入任何内容\n")));
}

}  // namespace

ExitCode run_facts_import(const FactsImportArguments& arguments, Run& run) {
  return with_program(arguments.input, run, [&](const core::Program& program) {
    facts::ImportOptions options;
    options.mapping = arguments.facts.mapping;
    options.replace = arguments.replace;
    options.progress = progress_line(run);
    const auto report = run.phases.run("import", [&] {
      return facts::import_csv(program, arguments.from, arguments.facts.store, run.sources, run.sink, options);
    });
    if (options.progress) print_error("\r\x1b[K");
    if (!report) return give_up(report.error(), run);
    print(run, arguments.format, program,
          {report->relations, report->counts, report->unused_tables, report->unused_columns, false});
    tell_what_was_written(report->written, arguments.facts.store, run);
    return exit_code_of(run.sink);
  });
}

ExitCode run_facts_check(const FactsCheckArguments& arguments, Run& run) {
  return with_opened_facts(
      arguments.input, arguments.facts, run, [&](const core::Program& program, const facts::OpenFacts& opened) {
        const std::uint64_t shown = arguments.limit == 0 ? std::uint64_t{1} << 40 : arguments.limit;
        const auto report =
            run.phases.run("facts", [&] { return facts::check_facts(program, opened, run.sink, shown); });
        if (!report) return give_up(report.error(), run);
        print(run, arguments.format, program,
              {report->relations, report->counts, report->unused_tables, report->unused_columns});
        return exit_code_of(run.sink);
      });
}

ExitCode run_facts_snapshot(const FactsSnapshotArguments& arguments, Run& run) {
  const auto& [facts, added] = arguments.facts;
  return with_opened_facts(
      arguments.input, added.value_or(facts), run, [&](const core::Program& program, const facts::OpenFacts& opened) {
        const auto written = run.phases.run("snapshot", [&] {
          return added ? facts::add_to_snapshot(program, facts.store, opened, arguments.out, run.sink)
                       : facts::make_snapshot(program, opened, arguments.out, run.sink);
        });
        if (!written) return give_up(written.error(), run);
        report_findings(run);
        tell_what_was_written(*written, arguments.out, run);
        return exit_code_of(run.sink);
      });
}

}  // namespace polc::driver
