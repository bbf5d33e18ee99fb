// SPDX-License-Identifier: Apache-2.0
// polc check: what can be told from names, types and structure, and what is proved of every world. Findings are the result
// and go to standard output, as text or as a report for another program.
#include <fmt/format.h>

#include <filesystem>
#include <system_error>

#include "compiler/diagnostics/render_github.h"
#include "compiler/diagnostics/render_json.h"
#include "compiler/diagnostics/render_junit.h"
#include "compiler/diagnostics/render_sarif.h"
#include "compiler/driver/commands.h"
#include "compiler/driver/prove_sets.h"
#include "compiler/prove/spans.h"
#include "compiler/prove/words.h"

namespace polc::driver {
namespace {

std::size_t count_sentences(const Compiled& compiled) {
  std::size_t count = 0;
  if (compiled.sets.empty()) return count;
  for (const ProgramSet& set : compiled.sets) {
    for (const LoadedFile& file : set.files) {
      // A file that is in both sets is counted with its own language.
      if (!file.given || (compiled.sets.size() > 1 && file.tree.language != set.language)) continue;
      for (const auto& part : file.tree.parts) {
        const auto* policy = std::get_if<ast::Policy>(&part);
        if (policy == nullptr) continue;
        for (const ast::Article& article : policy->articles) count += article.statements.size() + article.limits.size();
      }
    }
  }
  return count;
}

std::string summary(const Run& run, const Compiled& compiled) {
  return fmt::format(fmt::runtime(run.say("checked for names, types and structure: files {}, sentences {}, errors {}, "
                                          "warnings {}\n",
                                          "已检查名称、类型与结构：文件 {}，语句 {}，错误 {}，警告 {}\n")),
                     compiled.files, count_sentences(compiled), run.sink.error_count(), run.sink.warning_count());
}

std::string proof_summary(const Run& run, const ProofTotals& totals) {
  return fmt::format(
      fmt::runtime(
          run.say("proved for every world: {} of {} claims, found {}, undecided {}; not covered by a superior {}\n",
                  "已就一切情形证明：{} / {} 项，发现 {}，未判定 {}；上级未涉及 {}\n")),
      totals.proved, totals.claims, totals.found, totals.open, totals.uncovered);
}

// In which days the policies breach what stands above them.
std::string breach_summary(const Run& run, const ProofTotals& totals) {
  std::string text;
  for (const prove::LawCell& span : totals.breaches) {
    const std::string first = prove::beginning(span.first).text(run.language);
    const std::string last = prove::moment(span.last).text(run.language);
    const bool begins_open = prove::begins_open(span);
    const bool ends_open = prove::ends_open(span);
    if (!text.empty()) text += run.say("; ", "；");
    if (begins_open && ends_open)
      text += run.say("at any time", "任何时间");
    else if (begins_open)
      text += fmt::format(fmt::runtime(run.say("until {}", "至 {} 止")), last);
    else if (ends_open)
      text += fmt::format(fmt::runtime(run.say("from {} on", "自 {} 起")), first);
    else
      text += fmt::format(fmt::runtime(run.say("from {} until {}", "自 {} 至 {}")), first, last);
  }
  return fmt::format(fmt::runtime(run.say("in breach of superiors: {}\n", "与上级规定不符：{}\n")), text);
}

// What proving took, by property.
std::string effort_of(const Run& run, const ProofTotals& totals) {
  std::string text = fmt::format("queries asked {}, answered before {}\n", totals.queries, totals.reused);
  for (const auto& [property, effort] : totals.effort)
    text += fmt::format("  {:<28}{:>6} claims{:>10.2f} ms\n", prove::name_of(property).text(source::Language::English),
                        effort.claims, effort.seconds * 1000);
  if (totals.slowest) {
    const source::SourceFile& file = run.sources.file(totals.slowest->file);
    text += fmt::format("slowest claim: {}:{} {:.2f} ms\n", file.path(), file.position(totals.slowest->begin).line,
                        totals.slowest_seconds * 1000);
  }
  return text;
}

std::string witness_summary(const Run& run, std::size_t worlds, const std::filesystem::path& folder) {
  return fmt::format(fmt::runtime(run.say("worlds that show findings, as facts and as tests in {}: {}\n",
                                          "显示问题的情形已作为事实和测试写入 {}：{}\n")),
                     folder.string(), worlds);
}

diag::Report describe(const CheckArguments& arguments, const Compiled& compiled, const Run& run) {
  diag::Report report;
  report.language = run.language;
  report.fails_from = arguments.fail_on;
  report.version = POLC_VERSION;
  std::error_code none;  // without the folder, paths stay as they are
  report.folder = std::filesystem::current_path(none);
  for (const ProgramSet& set : compiled.sets) {
    for (const LoadedFile& file : set.files) report.files.push_back(file.id);
  }
  return report;
}

std::string findings(const CheckArguments& arguments, const Compiled& compiled, const Run& run) {
  switch (arguments.format) {
    case ReportFormat::Text:
      return findings_text(run, run.sink, false);
    case ReportFormat::Json:
      return diag::render_json(run.sink, run.sources, run.language);
    case ReportFormat::Sarif:
      return diag::render_sarif(run.sink, run.sources, describe(arguments, compiled, run));
    case ReportFormat::Junit:
      return diag::render_junit(run.sink, run.sources, describe(arguments, compiled, run));
    case ReportFormat::Github:
      return diag::render_github(run.sink, run.sources, describe(arguments, compiled, run));
  }
  return "";
}

}  // namespace

ExitCode run_check(const CheckArguments& arguments, Run& run) {
  const Compiled compiled = compile_input(arguments.input, Until::Checked, run);
  std::optional<ProofTotals> totals;
  if (arguments.prove && compiled.files > 0 && !run.sink.has_errors()) totals = prove_sets(arguments, compiled, run);
  run.out.write(findings(arguments, compiled, run));
  run.out.flush();  // the summary comes last, also where both go to one place
  if (compiled.files > 0) print_error(summary(run, compiled));
  if (totals && totals->claims > 0) {
    print_error(proof_summary(run, *totals));
    if (!totals->breaches.empty()) print_error(breach_summary(run, *totals));
    if (totals->worlds > 0) print_error(witness_summary(run, totals->worlds, *arguments.witness));
    if (arguments.input.time) print_error(effort_of(run, *totals));
  }
  return finish(run, exit_code_of(run.sink, arguments.fail_on), arguments.input.time);
}

}  // namespace polc::driver
