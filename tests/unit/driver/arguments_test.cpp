// SPDX-License-Identifier: Apache-2.0
#include "compiler/driver/arguments.h"

#include <doctest/doctest.h>

#include "compiler/diagnostics/render_text.h"

namespace polc::driver {
namespace {

struct Parsed {
  std::optional<Arguments> arguments;
  std::vector<diag::Kind> findings;
};

Parsed parse(std::vector<const char*> words) {
  words.insert(words.begin(), "polc");
  diag::Sink sink;
  Parsed parsed{parse_arguments(static_cast<int>(words.size()), words.data(), sink), {}};
  for (const diag::Diagnostic& finding : sink.diagnostics()) parsed.findings.push_back(finding.primary.kind);
  return parsed;
}

using diag::Kind;
using Kinds = std::vector<Kind>;

}  // namespace

TEST_CASE("a day stands for its end, a moment for itself") {
  const auto of_day = parse({"eval", "p.pol", "--facts", "db", "--on", "2020-03-01"});
  REQUIRE(of_day.arguments);
  CHECK(value::to_iso(*std::get<EvalArguments>(*of_day.arguments).on) == "2020-03-01 23:59");
  const auto of_moment = parse({"eval", "p.pol", "--facts=db", "--on=2020-03-01 14:00"});
  REQUIRE(of_moment.arguments);
  CHECK(value::to_iso(*std::get<EvalArguments>(*of_moment.arguments).on) == "2020-03-01 14:00");
}

TEST_CASE("options and paths may stand in any order") {
  const auto parsed = parse({"check", "--path", "one", "a.pol", "--format", "json", "b.pol", "--path", "two"});
  REQUIRE(parsed.arguments);
  const auto& check = std::get<CheckArguments>(*parsed.arguments);
  CHECK(check.input.paths == std::vector<std::filesystem::path>{"a.pol", "b.pol"});
  CHECK(check.input.search == std::vector<std::filesystem::path>{"one", "two"});
  CHECK(check.format == ReportFormat::Json);
}

TEST_CASE("--only takes kinds of results and names") {
  const auto parsed = parse({"eval", "p.pol", "--facts", "db", "--only", "violations", "--only", "mask"});
  REQUIRE(parsed.arguments);
  const Selection& only = std::get<EvalArguments>(*parsed.arguments).only;
  CHECK(only.violations);
  CHECK_FALSE(only.classes);
  CHECK_FALSE(only.measures);
  CHECK_FALSE(only.unknowns);
  CHECK(only.labels == std::vector<std::string>{"mask"});
}

TEST_CASE("a share that is required asks for coverage") {
  const auto parsed = parse({"test", "p.pol", "--require-rules", "100", "--format", "junit"});
  REQUIRE(parsed.arguments);
  const auto& test = std::get<TestArguments>(*parsed.arguments);
  CHECK(test.coverage);
  CHECK(test.required_rules == std::size_t{100});
  CHECK_FALSE(test.required_conditions);
  CHECK(test.format == TestFormat::Junit);
  CHECK(parse({"test", "p.pol", "--require-rules", "101"}).findings == Kinds{Kind::BadOptionValue});
  CHECK(parse({"test", "p.pol", "--require-conditions", "-1"}).findings == Kinds{Kind::BadOptionValue});
  CHECK(parse({"fmt", "p.pol", "--prose", "prose.tsv"}).findings == Kinds{Kind::MissingArgument});
}

TEST_CASE("what cannot be meant is a finding each") {
  CHECK(parse({}).findings == Kinds{Kind::MissingArgument});
  CHECK(parse({"chek", "p.pol"}).findings == Kinds{Kind::UnknownCommand});
  CHECK(parse({"check"}).findings == Kinds{Kind::MissingArgument});
  CHECK(parse({"check", "p.pol", "--frmat", "json"}).findings == Kinds{Kind::UnknownArgument});
  CHECK(parse({"test", "p.pol", "--format", "sarif"}).findings == Kinds{Kind::BadOptionValue});
  CHECK(parse({"check", "p.pol", "--format", "csv"}).findings == Kinds{Kind::BadOptionValue});
  CHECK(parse({"check", "p.pol", "--fail-on", "errors"}).findings == Kinds{Kind::BadOptionValue});
  CHECK(parse({"check", "p.pol", "--format"}).findings == Kinds{Kind::OptionValueCount});
  CHECK(parse({"check", "p.pol", "--format", "xml", "--lang", "fr"}).findings ==
        Kinds{Kind::BadOptionValue, Kind::BadOptionValue});
  CHECK(parse({"eval", "p.pol", "--facts", "db", "--on", "2020-02-30"}).findings == Kinds{Kind::BadOptionValue});
  CHECK(parse({"eval", "p.pol", "--facts", "db", "--on", "2020-03-01", "--from", "2020-03-01", "--to", "2020-03-02"})
            .findings == Kinds{Kind::ConflictingOptions, Kind::ConflictingOptions});
  CHECK(parse({"eval", "p.pol", "--facts", "db", "--from", "2020-03-02", "--to", "2020-03-01"}).findings ==
        Kinds{Kind::BadOptionValue});
}

TEST_CASE("help is asked for, not found") {
  const auto parsed = parse({"eval", "--help"});
  REQUIRE(parsed.arguments);
  CHECK(std::get<HelpRequest>(*parsed.arguments).text.find("--facts") != std::string::npos);
  CHECK(parsed.findings.empty());
}

}  // namespace polc::driver
