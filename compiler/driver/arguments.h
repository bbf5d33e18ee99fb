// SPDX-License-Identifier: Apache-2.0
// The command line as plain values. In: argv. Out: what the command is to do, or findings (P1010 to P1016).
// Nothing is opened or read here; days, formats and languages are already converted.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "compiler/diagnostics/sink.h"
#include "compiler/driver/output.h"
#include "compiler/source/language.h"
#include "runtime/value/civil_time.h"

namespace polc::driver {

enum class Format : std::uint8_t { Text, Json, Csv };
enum class TestFormat : std::uint8_t { Text, Json, Junit };
enum class ReportFormat : std::uint8_t { Text, Json, Sarif, Junit, Github };
enum class SourcesFormat : std::uint8_t { Text, Json, Html };
enum class ExplanationFormat : std::uint8_t { Text, Json, Html };
enum class Target : std::uint8_t { Tree, Ast, Core, Sql, Llvm, Plan, Smt };

// What every command that reads policies takes.
struct InputArguments {
  std::vector<std::filesystem::path> paths;
  std::vector<std::filesystem::path> search;  // --path, in order
  std::optional<source::Language> language;   // --lang
  ColourChoice colour = ColourChoice::Auto;
  bool time = false;  // --time: the phases on standard error
};

struct CheckArguments {
  InputArguments input;
  ReportFormat format = ReportFormat::Text;
  diag::Severity fail_on = diag::Severity::Error;  // the mildest finding that fails the check
  bool prove = true;
  std::optional<value::Moment> on;  // prove for this moment, or for these days; absent: whenever in force
  std::optional<value::Day> from, to;
  std::optional<std::filesystem::path> queries;  // folder for the queries as SMT-LIB
  bool reuse = true;                             // proofs of earlier runs …
  std::optional<std::filesystem::path> proofs;   // … in this file; absent: where the user's are kept
  std::optional<std::filesystem::path> witness;  // folder for the worlds that show findings
};

struct TestArguments {
  InputArguments input;
  TestFormat format = TestFormat::Text;
  bool coverage = false;                           // tell what no test touches
  std::optional<std::size_t> required_rules;       // percent, 0 … 100; with coverage
  std::optional<std::size_t> required_conditions;  // likewise
};

struct CompileArguments {
  InputArguments input;
  Target target = Target::Core;
};

struct FmtArguments {
  InputArguments input;                        // the language is the one to write, not the one of messages
  std::optional<std::filesystem::path> prose;  // with a language: a table of free text in both
  bool check = false;
  bool to_standard_output = false;

  [[nodiscard]] bool reads_standard_input() const { return input.paths.size() == 1 && input.paths.front() == "-"; }
};

struct SourcesArguments {
  InputArguments input;
  SourcesFormat format = SourcesFormat::Text;
  std::optional<std::filesystem::path> norms;  // the register of norms; absent: articles alone
};

struct FactsLocation {
  std::filesystem::path store;                   // a SQLite file, a folder of CSV files or a snapshot
  std::optional<std::filesystem::path> mapping;  // --map
};
struct FactsWithAdded {
  FactsLocation facts;
  std::optional<FactsLocation> added;  // --add; then `facts` is a snapshot, and the mapping that of what is added
};

// What of the result is shown; totals count everything all the same.
struct Selection {
  bool classes = true;
  bool measures = true;
  bool violations = true;
  bool unknowns = true;
  std::vector<std::string> labels;  // of measures, scales or sorts; empty: all
};

enum class Engine : unsigned char {
  Automatic,
  Interpreter,
  Vector,
  Native
};  // Automatic: by the number of rows of the facts
struct EngineArguments {
  Engine engine = Engine::Automatic;
  std::optional<std::size_t> threads;  // of Vector and Native; absent: as many as the machine has processors
};

struct EvalArguments {
  InputArguments input;
  EngineArguments engine;
  bool profile = false;  // rows and time of each step of the plan
  Format format = Format::Text;
  FactsWithAdded facts;
  std::optional<value::Moment> on;  // --on; absent with --from/--to
  std::optional<value::Day> from, to;
  std::vector<std::string> where;
  Selection only;
  bool each = false;     // every subject and day, not only totals by day
  bool totals = false;   // totals alone
  bool summary = false;  // one day on a page or two
  bool show_personal = false;
  std::optional<std::size_t> limit;  // rows shown of each table; 0: all
};

struct FactsImportArguments {
  InputArguments input;
  Format format = Format::Text;
  std::vector<std::filesystem::path> from;  // CSV files, or one folder of them
  FactsLocation facts;
  bool replace = false;
};

struct FactsCheckArguments {
  InputArguments input;
  Format format = Format::Text;
  FactsLocation facts;
  std::size_t limit = 20;
};

struct FactsSnapshotArguments {
  InputArguments input;
  FactsWithAdded facts;
  std::filesystem::path out;
};

struct ExplainArguments {  // the page of a finding
  std::string code;
  std::optional<source::Language> language;
};

struct ExplainResultArguments {
  InputArguments input;
  ExplanationFormat format = ExplanationFormat::Text;
  FactsWithAdded facts;
  std::optional<value::Moment> on;
  std::string subject;
  // What of it; all empty: everything that was decided.
  std::string class_name;
  std::string measure;
  bool violation = false;
  std::string article;  // violations of this article alone
  bool show_personal = false;
};

// `--help`: the text to print on standard output.
struct HelpRequest {
  std::string text;
};

using Arguments = std::variant<CheckArguments, EvalArguments, TestArguments, CompileArguments, FmtArguments,
                               SourcesArguments, FactsImportArguments, FactsCheckArguments, FactsSnapshotArguments,
                               ExplainArguments, ExplainResultArguments, HelpRequest>;

// No value when the sink has received why not.
[[nodiscard]] std::optional<Arguments> parse_arguments(int argc, const char* const* argv, diag::Sink& sink);

// The language of messages before any file is read: --lang wherever it stands, else LC_ALL, LC_MESSAGES, LANG.
[[nodiscard]] source::Language language_of_environment(int argc, const char* const* argv);

}  // namespace polc::driver
