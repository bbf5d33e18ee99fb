// SPDX-License-Identifier: Apache-2.0
#include "compiler/driver/arguments.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <charconv>
#include <cstdlib>
#include <functional>
#include <string_view>
#include <utility>

#include "compiler/diagnostics/suggest.h"

namespace polc::driver {
namespace {

using diag::Argument;
using diag::Kind;
using source::Language;

// What CLI11 fills in: texts as given. Conversion is ours, so that a wrong value gets a finding of ours.
struct Raw {
  std::vector<std::string> paths, search, where, only, csv;
  std::string language, colour, format, fail_on, target, on, from, to, facts, added, out, mapping, limit, smt, cache,
      witness, engine, threads, norms, subject, class_name, measure, article, required_rules, required_conditions,
      prose;
  bool time = false, each = false, totals = false, summary = false, show_personal = false, replace = false,
       profile = false, no_proof = false, only_check = false, to_stdout = false, no_cache = false, violation = false,
       coverage = false;
};

template <class Enum>
struct Choice {
  std::string_view text;
  Enum value;
};
constexpr auto languages = std::to_array<Choice<Language>>({{"en", Language::English}, {"zh", Language::Chinese}});
constexpr auto colours = std::to_array<Choice<ColourChoice>>(
    {{"auto", ColourChoice::Auto}, {"always", ColourChoice::Always}, {"never", ColourChoice::Never}});
constexpr auto report_formats = std::to_array<Choice<Format>>({{"text", Format::Text}, {"json", Format::Json}});
constexpr auto test_formats = std::to_array<Choice<TestFormat>>(
    {{"text", TestFormat::Text}, {"json", TestFormat::Json}, {"junit", TestFormat::Junit}});
constexpr auto table_formats =
    std::to_array<Choice<Format>>({{"text", Format::Text}, {"json", Format::Json}, {"csv", Format::Csv}});
constexpr auto check_formats = std::to_array<Choice<ReportFormat>>({{"text", ReportFormat::Text},
                                                                    {"json", ReportFormat::Json},
                                                                    {"sarif", ReportFormat::Sarif},
                                                                    {"junit", ReportFormat::Junit},
                                                                    {"github", ReportFormat::Github}});
constexpr auto sources_formats = std::to_array<Choice<SourcesFormat>>(
    {{"text", SourcesFormat::Text}, {"json", SourcesFormat::Json}, {"html", SourcesFormat::Html}});
constexpr auto explanation_formats = std::to_array<Choice<ExplanationFormat>>(
    {{"text", ExplanationFormat::Text}, {"json", ExplanationFormat::Json}, {"html", ExplanationFormat::Html}});
constexpr auto severities = std::to_array<Choice<diag::Severity>>(
    {{"error", diag::Severity::Error}, {"warning", diag::Severity::Warning}, {"note", diag::Severity::Note}});
constexpr auto engines = std::to_array<Choice<Engine>>({{"auto", Engine::Automatic},
                                                        {"interpreter", Engine::Interpreter},
                                                        {"vector", Engine::Vector},
                                                        {"native", Engine::Native}});
constexpr auto targets = std::to_array<Choice<Target>>({{"tree", Target::Tree},
                                                        {"ast", Target::Ast},
                                                        {"core", Target::Core},
                                                        {"sql", Target::Sql},
                                                        {"llvm", Target::Llvm},
                                                        {"plan", Target::Plan},
                                                        {"smt", Target::Smt}});

// Turns the texts of one command line into values; what does not convert goes to the sink.
class Converter {
 public:
  explicit Converter(diag::Sink& sink) : sink_(sink) {}

  template <class Enum, std::size_t count>
  Enum choose(std::string_view option, const std::string& text, const std::array<Choice<Enum>, count>& choices,
              Enum otherwise) {
    if (text.empty()) return otherwise;
    std::string allowed;
    for (const auto& choice : choices) {
      if (choice.text == text) return choice.value;
      if (!allowed.empty()) allowed += ", ";
      allowed += choice.text;
    }
    bad_value(option, text, Argument(std::move(allowed)));
    return otherwise;
  }

  std::optional<value::Day> day(std::string_view option, const std::string& text) {
    if (text.empty()) return std::nullopt;
    const auto parsed = value::parse_day(text);
    if (!parsed) bad_value(option, text, Argument("a day such as 2020-03-01", "日期，如 2020-03-01"));
    return parsed;
  }

  // A day without a time stands for its end, when all of its rows are in.
  std::optional<value::Moment> moment(std::string_view option, const std::string& text) {
    if (text.empty()) return std::nullopt;
    if (const auto day = value::parse_day(text)) return value::Moment{value::start_of(*day).since_epoch + 1439};
    const auto parsed = value::parse_moment(text);
    if (!parsed) {
      bad_value(option, text,
                Argument("a day such as 2020-03-01, or a moment such as `2020-03-01 14:00`",
                         "日期（如 2020-03-01）或时刻（如“2020-03-01 14:00”）"));
    }
    return parsed;
  }

  std::size_t count(std::string_view option, const std::string& text, std::size_t otherwise) {
    if (text.empty()) return otherwise;
    if (const auto number = whole_number(text)) return *number;
    bad_value(option, text, Argument("a whole number, 0 for all", "整数，0 表示全部"));
    return otherwise;
  }

  std::optional<std::size_t> percent(std::string_view option, const std::string& text) {
    if (text.empty()) return std::nullopt;
    const auto number = whole_number(text);
    if (number && *number <= 100) return number;
    bad_value(option, text, Argument("a whole number from 0 to 100", "0 至 100 的整数"));
    return std::nullopt;
  }

  std::optional<std::filesystem::path> optional_path(const std::string& text) {
    return text.empty() ? std::nullopt : std::optional<std::filesystem::path>(text);
  }

  InputArguments input(const Raw& raw, Argument wanted) {
    InputArguments out;
    out.paths.assign(raw.paths.begin(), raw.paths.end());
    out.search.assign(raw.search.begin(), raw.search.end());
    if (!raw.language.empty()) out.language = choose("--lang", raw.language, languages, Language::English);
    out.colour = choose("--color", raw.colour, colours, ColourChoice::Auto);
    out.time = raw.time;
    if (out.paths.empty()) missing(std::move(wanted));
    return out;
  }

  void missing(Argument what) { sink_.emit(Kind::MissingArgument, {}, std::move(what)); }
  void conflict(std::string_view one, std::string_view other) { sink_.emit(Kind::ConflictingOptions, {}, one, other); }
  void bad_value(std::string_view option, const std::string& text, Argument expected) {
    sink_.emit(Kind::BadOptionValue, {}, option, text, std::move(expected));
  }

 private:
  static std::optional<std::size_t> whole_number(const std::string& text) {
    std::size_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc() && end == text.data() + text.size() ? std::optional(number) : std::nullopt;
  }

  diag::Sink& sink_;
};

const Argument policy_paths("PATH, a `.pol` file or a folder of them", "PATH：`.pol` 文件或其文件夹");

// ---- one command: its options, and the values they become -------------------------------------------------------

void add_input_options(CLI::App& command, Raw& raw, const char* paths = "policy files (*.pol), or folders of them",
                       const char* language = "language of what is printed: en, zh (default: that of the first file)",
                       const char* name = "PATH") {
  command.add_option(name, raw.paths, paths);
  command.add_option("--path", raw.search, "a folder where vocabularies and superior policies are looked for")
      ->allow_extra_args(false);
  command.add_option("--lang", raw.language, language);
  command.add_option("--color", raw.colour, "auto, always, never (auto: on a terminal, unless NO_COLOR is set)");
  command.add_flag("--time", raw.time, "print the time of each phase to standard error");
}

void add_facts_options(CLI::App& command, Raw& raw) {
  command.add_option("--facts", raw.facts, "the facts: a SQLite file, a folder of CSV files, or a snapshot");
  command.add_option("--map", raw.mapping, "a file that says which table and column holds what");
}

void add_facts_with_added_options(CLI::App& command, Raw& raw) {
  add_facts_options(command, raw);
  command.add_option("--add", raw.added, "facts whose rows come to those of the snapshot that is given as --facts");
}

FactsWithAdded convert_facts_with_added(const Raw& raw, Converter& converter) {
  FactsWithAdded out;
  out.facts.store = raw.facts;
  (raw.added.empty() ? out.facts : out.added.emplace(FactsLocation{raw.added, {}})).mapping =
      converter.optional_path(raw.mapping);
  return out;
}

void add_format_option(CLI::App& command, Raw& raw, const char* formats) {
  command.add_option("--format", raw.format, formats);
}

void convert_span(const Raw& raw, Converter& converter, std::optional<value::Moment>& on,
                  std::optional<value::Day>& from, std::optional<value::Day>& to) {
  on = converter.moment("--on", raw.on);
  from = converter.day("--from", raw.from);
  to = converter.day("--to", raw.to);
  if (!raw.on.empty() && !raw.from.empty()) converter.conflict("--on", "--from");
  if (!raw.on.empty() && !raw.to.empty()) converter.conflict("--on", "--to");
  if (!raw.from.empty() && raw.to.empty()) converter.missing("--to");
  if (raw.from.empty() && !raw.to.empty()) converter.missing("--from");
  if (from && to && *from > *to) {
    converter.bad_value("--to", raw.to, Argument("a day not before --from", "不早于 --from 的日期"));
  }
}

CheckArguments convert_check(const Raw& raw, Converter& converter) {
  CheckArguments out;
  out.input = converter.input(raw, policy_paths);
  out.format = converter.choose("--format", raw.format, check_formats, ReportFormat::Text);
  out.fail_on = converter.choose("--fail-on", raw.fail_on, severities, diag::Severity::Error);
  out.prove = !raw.no_proof;
  convert_span(raw, converter, out.on, out.from, out.to);
  out.queries = converter.optional_path(raw.smt);
  out.reuse = !raw.no_cache;
  out.proofs = converter.optional_path(raw.cache);
  out.witness = converter.optional_path(raw.witness);
  return out;
}

void add_eval_options(CLI::App& command, Raw& raw) {
  add_input_options(command, raw);
  add_facts_with_added_options(command, raw);
  add_format_option(command, raw, "text, json, csv");
  command.add_option("--on", raw.on, "the day (its end), or `DAY HH:MM`; today when nothing is said");
  command.add_option("--from", raw.from, "the first of several days");
  command.add_option("--to", raw.to, "the last of several days");
  command.add_option("--where", raw.where, "only subjects whose attribute has this value: `level is county`")
      ->allow_extra_args(false);
  command.add_option("--only", raw.only, "classes, measures, violations, unknowns, or a name of the vocabulary")
      ->allow_extra_args(false);
  command.add_flag("--each", raw.each, "with --from: every change of every subject, not totals by day");
  command.add_flag("--totals", raw.totals, "the totals alone");
  command.add_flag("--summary", raw.summary, "one day on a page or two: totals, and the first of each kind");
  command.add_flag("--show-personal", raw.show_personal, "show personal keys instead of pseudonyms");
  command.add_option("--limit", raw.limit,
                     "rows shown of each table, 0 for all (default: 20; 10 with --summary; all with --each)");
  command.add_option("--engine", raw.engine,
                     "interpreter, vector, native: the same result; auto: by the number of facts (auto)");
  command.add_option("--threads", raw.threads, "threads of the engines vector and native (default: one a processor)");
  command.add_flag("--profile", raw.profile, "print rows and time of each step of the plan to standard error");
}

Selection convert_selection(const std::vector<std::string>& only) {
  Selection selection;
  bool kinds_named = false;
  bool classes = false, measures = false, violations = false, unknowns = false;
  for (const std::string& word : only) {
    bool* kind = word == "classes"      ? &classes
                 : word == "measures"   ? &measures
                 : word == "violations" ? &violations
                 : word == "unknowns"   ? &unknowns
                                        : nullptr;
    if (kind == nullptr) {
      selection.labels.push_back(word);
    } else {
      *kind = kinds_named = true;
    }
  }
  if (!kinds_named) return selection;
  selection.classes = classes;
  selection.measures = measures;
  selection.violations = violations;
  selection.unknowns = unknowns;
  return selection;
}

EvalArguments convert_eval(const Raw& raw, Converter& converter) {
  EvalArguments out;
  out.input = converter.input(raw, policy_paths);
  out.format = converter.choose("--format", raw.format, table_formats, Format::Text);
  out.facts = convert_facts_with_added(raw, converter);
  if (raw.facts.empty()) converter.missing(Argument("--facts, the facts to evaluate on", "--facts：要求值的事实数据"));
  convert_span(raw, converter, out.on, out.from, out.to);
  out.where = raw.where;
  out.only = convert_selection(raw.only);
  out.each = raw.each;
  out.totals = raw.totals;
  out.summary = raw.summary;
  if (raw.summary && !raw.from.empty()) converter.conflict("--summary", "--from");
  if (raw.summary && raw.totals) converter.conflict("--summary", "--totals");
  if (raw.summary && out.format == Format::Csv) converter.conflict("--summary", "--format csv");
  out.show_personal = raw.show_personal;
  if (!raw.limit.empty()) out.limit = converter.count("--limit", raw.limit, 0);
  out.engine.engine = converter.choose("--engine", raw.engine, engines, Engine::Automatic);
  if (!raw.threads.empty()) out.engine.threads = converter.count("--threads", raw.threads, 1);
  out.profile = raw.profile;
  return out;
}

TestArguments convert_test(const Raw& raw, Converter& converter) {
  TestArguments out;
  out.input = converter.input(raw, policy_paths);
  out.format = converter.choose("--format", raw.format, test_formats, TestFormat::Text);
  out.required_rules = converter.percent("--require-rules", raw.required_rules);
  out.required_conditions = converter.percent("--require-conditions", raw.required_conditions);
  out.coverage = raw.coverage || out.required_rules || out.required_conditions;
  return out;
}

CompileArguments convert_compile(const Raw& raw, Converter& converter) {
  return {converter.input(raw, policy_paths), converter.choose("--to", raw.target, targets, Target::Core)};
}

FmtArguments convert_fmt(const Raw& raw, Converter& converter) {
  FmtArguments out;
  out.input = converter.input(raw, Argument("PATH, a `.pol` file or a folder of them, or `-` for standard input",
                                            "PATH：`.pol` 文件或其文件夹；`-` 为标准输入"));
  out.prose = converter.optional_path(raw.prose);
  if (out.prose && !out.input.language)
    converter.missing(Argument("--lang, the language to write in", "--lang：要写成的语言"));
  out.check = raw.only_check;
  out.to_standard_output = raw.to_stdout;
  if (out.check && out.to_standard_output) converter.conflict("--check", "--stdout");
  return out;
}

SourcesArguments convert_sources(const Raw& raw, Converter& converter) {
  return {converter.input(raw, policy_paths),
          converter.choose("--format", raw.format, sources_formats, SourcesFormat::Text),
          converter.optional_path(raw.norms)};
}

FactsImportArguments convert_facts_import(const Raw& raw, Converter& converter) {
  FactsImportArguments out;
  out.input = converter.input(raw, policy_paths);
  out.format = converter.choose("--format", raw.format, report_formats, Format::Text);
  out.from.assign(raw.csv.begin(), raw.csv.end());
  out.facts = {raw.facts, converter.optional_path(raw.mapping)};
  out.replace = raw.replace;
  if (raw.csv.empty())
    converter.missing(Argument("--from, a CSV file or a folder of them", "--from：CSV 文件或其文件夹"));
  if (raw.facts.empty())
    converter.missing(Argument("--facts, the SQLite file to write", "--facts：要写入的 SQLite 文件"));
  return out;
}

FactsCheckArguments convert_facts_check(const Raw& raw, Converter& converter) {
  FactsCheckArguments out;
  out.input = converter.input(raw, policy_paths);
  out.format = converter.choose("--format", raw.format, report_formats, Format::Text);
  out.facts = {raw.facts, converter.optional_path(raw.mapping)};
  out.limit = converter.count("--limit", raw.limit, out.limit);
  if (raw.facts.empty()) converter.missing(Argument("--facts, the facts to check", "--facts：要检查的事实数据"));
  return out;
}

FactsSnapshotArguments convert_facts_snapshot(const Raw& raw, Converter& converter) {
  FactsSnapshotArguments out;
  out.input = converter.input(raw, policy_paths);
  out.facts = convert_facts_with_added(raw, converter);
  out.out = raw.out;
  if (raw.facts.empty()) converter.missing(Argument("--facts, the facts to keep", "--facts：要保存的事实数据"));
  if (raw.out.empty()) converter.missing(Argument("--out, the snapshot to write", "--out：要写入的快照"));
  return out;
}

void add_explain_options(CLI::App& command, Raw& raw) {
  add_input_options(command, raw, "the code of a finding, such as P0101; or policy files, for a result",
                    "language of what is printed: en, zh (default: that of the first file)", "CODE|PATH");
  add_facts_with_added_options(command, raw);
  add_format_option(command, raw, "text, json, html");
  command.add_option("--on", raw.on, "the day (its end), or `DAY HH:MM`; today when nothing is said");
  command.add_option("--subject", raw.subject,
                     "whose result: a key, a name or a pseudonym; `person P1` if several have it");
  command.add_option("--class", raw.class_name,
                     "why it has its class of this scale; `high-risk`: why or why not that one");
  command.add_option("--measure", raw.measure, "why this measure is due, or why not");
  command.add_flag("--violation", raw.violation, "why each violation of the subject is one");
  command.add_option("--article", raw.article, "of the violations those of the article of this number");
  command.add_flag("--show-personal", raw.show_personal, "show personal keys and values instead of pseudonyms");
}

Arguments convert_explain(const Raw& raw, Converter& converter) {
  if (raw.facts.empty() && raw.subject.empty() && raw.paths.size() <= 1) {
    if (raw.paths.empty())
      converter.missing(Argument("CODE, such as P0101; or PATH with --facts and --subject, to explain a result",
                                 "代码，如 P0101；要说明结果，则为 PATH 及 --facts、--subject"));
    ExplainArguments out{raw.paths.empty() ? "" : raw.paths.front(), std::nullopt};
    if (!raw.language.empty()) out.language = converter.choose("--lang", raw.language, languages, Language::English);
    return out;
  }
  ExplainResultArguments out;
  out.input = converter.input(raw, policy_paths);
  out.format = converter.choose("--format", raw.format, explanation_formats, ExplanationFormat::Text);
  out.facts = convert_facts_with_added(raw, converter);
  if (raw.facts.empty())
    converter.missing(Argument("--facts, the facts that the result rests on", "--facts：结果所依据的事实数据"));
  if (raw.subject.empty())
    converter.missing(Argument("--subject, whose result is to be explained", "--subject：要说明谁的结果"));
  out.on = converter.moment("--on", raw.on);
  out.subject = raw.subject;
  out.class_name = raw.class_name;
  out.measure = raw.measure;
  out.violation = raw.violation;
  out.article = raw.article;
  out.show_personal = raw.show_personal;
  return out;
}

// ---- all commands -------------------------------------------------------------------------------------------------

struct Command {
  CLI::App* app;
  std::function<Arguments(const Raw&, Converter&)> convert;
};

class CommandLine {
 public:
  CommandLine() : app_("polc: checks and runs public-health policy written as sentences", "polc") {
    app_.set_help_flag("-h,--help", "print this");
    app_.add_flag("--version", version_, "print the version");
    app_.add_option("--lang", raw_.language, "language of what is printed: en, zh");
    app_.footer(
        "Exit status: 0 nothing to report, 1 findings, 2 only undecided, 3 policy or facts not valid,\n"
        "4 could not do the work, 5 internal error.");
    app_.allow_extras();

    CLI::App& check = add(app_, "check", "names, types, structure, and what holds in every world", convert_check);
    add_input_options(check, raw_);
    add_format_option(check, raw_, "text, json, sarif, junit, github");
    check.add_option("--fail-on", raw_.fail_on,
                     "error, warning, note: the mildest finding that the exit status tells (default: error)");
    check.add_flag("--no-proof", raw_.no_proof, "names, types and structure alone");
    check.add_option("--on", raw_.on, "prove for this moment alone: a day (its end), or `DAY HH:MM`");
    check.add_option("--from", raw_.from, "prove for the days from this one …");
    check.add_option("--to", raw_.to, "… to this one");
    check.add_option("--cache", raw_.cache, "the file of proofs to use again, made when it is not there");
    check.add_flag("--no-cache", raw_.no_cache, "prove everything anew, and keep nothing");
    check.add_option("--witness", raw_.witness, "a folder: write there the world of each finding, as facts and test");
    check.add_option("--emit-smt", raw_.smt, "a folder: write there each query of a proof as SMT-LIB");

    CLI::App& eval = add(app_, "eval", "classes, measures due and violations on the facts", convert_eval);
    add_eval_options(eval, raw_);

    CLI::App& test = add(app_, "test", "run the test blocks", convert_test);
    add_input_options(test, raw_);
    add_format_option(test, raw_, "text, json, junit");
    test.add_flag("--coverage", raw_.coverage, "tell which rules and conditions of the policies no test touches");
    test.add_option("--require-rules", raw_.required_rules,
                    "the percentage of rules below which the run fails; implies --coverage");
    test.add_option("--require-conditions", raw_.required_conditions,
                    "the percentage of conditions below which the run fails; implies --coverage");

    CLI::App& compile = add(app_, "compile", "print what a policy becomes", convert_compile);
    add_input_options(compile, raw_);
    compile.add_option("--to", raw_.target, "ast, core, plan (default: core)");

    CLI::App& fmt = add(app_, "fmt", "write policies in one layout", convert_fmt);
    add_input_options(fmt, raw_, "policy files (*.pol), or folders of them; `-` is standard input",
                      "en, zh: the language to write in, with the words of the vocabulary");
    fmt.add_option("--prose", raw_.prose, "with --lang: a table of titles, notes and comments, English<tab>Chinese");
    fmt.add_flag("--check", raw_.only_check, "change nothing; print the files that would change, status 1 if any");
    fmt.add_flag("--stdout", raw_.to_stdout, "write to standard output, not to the file");

    CLI::App& sources = add(app_, "sources", "where the articles and norms of the sources stand", convert_sources);
    add_input_options(sources, raw_);
    add_format_option(sources, raw_, "text, json, html");
    sources.add_option("--norms", raw_.norms,
                       "the register of norms: a table of norm, document, article, sort, remark");

    CLI::App& facts = *app_.add_subcommand("facts", "bring in, check and keep facts");
    groups_.push_back(&facts);
    facts.allow_extras();
    CLI::App& import = add(facts, "import", "read CSV files into a SQLite file", convert_facts_import);
    add_input_options(import, raw_);
    add_facts_options(import, raw_);
    add_format_option(import, raw_, "text, json");
    import.add_option("--from", raw_.csv, "a CSV file (also .csv.gz), or a folder of them; may be repeated")
        ->allow_extra_args(false);
    import.add_flag("--replace", raw_.replace, "replace the SQLite file if it is there");
    CLI::App& facts_check = add(facts, "check", "types, keys, references, ranges and report gaps", convert_facts_check);
    add_input_options(facts_check, raw_);
    add_facts_options(facts_check, raw_);
    add_format_option(facts_check, raw_, "text, json");
    facts_check.add_option("--limit", raw_.limit, "bad rows shown of each kind, 0 for all (default: 20)");

    CLI::App& snapshot =
        add(facts, "snapshot", "keep loaded facts in a file that is used at once", convert_facts_snapshot);
    add_input_options(snapshot, raw_);
    add_facts_with_added_options(snapshot, raw_);
    snapshot.add_option("--out", raw_.out, "the snapshot to write; an older one there is replaced");

    CLI::App& explain =
        add(app_, "explain", "what a finding means and how to mend it; why a result is as it is", convert_explain);
    add_explain_options(explain, raw_);
  }

  std::optional<Arguments> parse(int argc, const char* const* argv, diag::Sink& sink) {
    try {
      app_.parse(argc, argv);
    } catch (const CLI::CallForHelp&) {
      return HelpRequest{help_text()};
    } catch (const CLI::ParseError& error) {
      report(error, sink);
      return std::nullopt;
    }
    return convert(sink);
  }

 private:
  template <class Convert>
  CLI::App& add(CLI::App& parent, const char* name, const char* description, Convert convert_raw) {
    CLI::App& command = *parent.add_subcommand(name, description);
    command.allow_extras();
    commands_.push_back({&command, [convert_raw](const Raw& raw, Converter& converter) -> Arguments {
                           return convert_raw(raw, converter);
                         }});
    return command;
  }

  std::string help_text() {
    for (const Command& command : commands_) {
      if (command.app->parsed()) return command.app->help(command.app->get_parent()->get_name());
    }
    for (CLI::App* group : groups_) {
      if (group->parsed()) return group->help("polc");
    }
    return app_.help("", CLI::AppFormatMode::Normal);
  }

  std::optional<Arguments> convert(diag::Sink& sink) {
    for (const Command& command : commands_) {
      if (!command.app->parsed()) continue;
      for (const std::string& extra : command.app->remaining()) report_unknown(extra, option_names(*command.app), sink);
      Converter converter(sink);
      Arguments arguments = command.convert(raw_, converter);
      if (sink.has_errors()) return std::nullopt;
      return arguments;
    }
    report_no_command(sink);
    return std::nullopt;
  }

  void report_no_command(diag::Sink& sink) {
    const CLI::App* parent = &app_;
    for (const CLI::App* group : groups_) {
      if (group->parsed()) parent = group;
    }
    std::vector<std::string> names;
    for (const CLI::App* command : parent->get_subcommands([](const CLI::App*) { return true; })) {
      names.push_back(command->get_name());
    }
    const std::vector<std::string> extras = parent->remaining();
    if (extras.empty()) {
      std::string all;
      for (const std::string& name : names) all += (all.empty() ? "" : ", ") + name;
      sink.emit(Kind::MissingArgument, {}, Argument("the command (" + all + ")", "命令（" + all + "）"));
      return;
    }
    auto finding = sink.emit(Kind::UnknownCommand, {}, extras.front());
    const auto near = diag::suggest(extras.front(), names, 1);
    if (!near.empty()) finding.note(Kind::ArgumentMeant, {}, near.front());
  }

  static std::vector<std::string> option_names(const CLI::App& command) {
    std::vector<std::string> names;
    for (const CLI::Option* option : command.get_options()) {
      for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
    }
    return names;
  }

  static void report_unknown(const std::string& extra, const std::vector<std::string>& names, diag::Sink& sink) {
    auto finding = sink.emit(Kind::UnknownArgument, {}, extra);
    const auto near = diag::suggest(extra.substr(0, extra.find('=')), names, 1);
    if (!near.empty()) finding.note(Kind::ArgumentMeant, {}, near.front());
  }

  // What is left to CLI11 to find: an option that stands without its value, or twice.
  static void report(const CLI::ParseError& error, diag::Sink& sink) {
    const std::string text = error.what();
    const std::string option = text.substr(0, text.find(':'));
    if (error.get_exit_code() == static_cast<int>(CLI::ExitCodes::ArgumentMismatch)) {
      sink.emit(Kind::OptionValueCount, {}, option);
    } else {
      sink.emit(Kind::UnknownArgument, {}, text);
    }
  }

  Raw raw_;
  bool version_ = false;  // main answers it before anything else; here it is only listed
  CLI::App app_;
  std::vector<Command> commands_;
  std::vector<CLI::App*> groups_;
};

}  // namespace

std::optional<Arguments> parse_arguments(int argc, const char* const* argv, diag::Sink& sink) {
  return CommandLine().parse(argc, argv, sink);
}

Language language_of_environment(int argc, const char* const* argv) {
  for (int i = 1; i < argc; ++i) {
    const std::string_view argument = argv[i];
    if (argument == "--lang=zh" || (argument == "--lang" && i + 1 < argc && std::string_view(argv[i + 1]) == "zh"))
      return Language::Chinese;
    if (argument == "--lang=en" || (argument == "--lang" && i + 1 < argc && std::string_view(argv[i + 1]) == "en"))
      return Language::English;
  }
  for (const char* variable : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const char* value = std::getenv(variable);
    if (value != nullptr && *value != '\0')
      return std::string_view(value).starts_with("zh") ? Language::Chinese : Language::English;
  }
  return Language::English;
}

}  // namespace polc::driver
