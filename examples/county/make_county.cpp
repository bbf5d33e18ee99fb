// SPDX-License-Identifier: Apache-2.0
// make_county FOLDER: writes the facts of a made county, or of a province, as CSV files that `polc facts import` reads: every
// relation of the vocabulary, in proportion to the people. The same seed, people and day give the same bytes everywhere.
// Status 0: written; 3: the policies or the hints are not valid; 4: arguments, files.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdint>
#include <filesystem>
#include <string>
#include <system_error>

#include "compiler/diagnostics/sink.h"
#include "compiler/driver/phases.h"
#include "compiler/driver/pipeline.h"
#include "compiler/source/source_file.h"
#include "examples/county/rows.h"

namespace polc::county {
namespace {

constexpr int not_valid = 3, could_not = 4;
constexpr std::uint64_t most_people = 100'000'000;

struct Arguments {
  std::filesystem::path folder;
  std::filesystem::path policies = POLC_COUNTY_POLICIES;
  std::filesystem::path hints = POLC_COUNTY_HINTS;
  std::uint64_t people = 300;
  std::uint64_t seed = 1;
  std::string day = "2020-03-05";
  bool gzip = false;
};

int say(int status, const std::string& text) {
  fmt::print(stderr, "make_county: {}\n", text);
  return status;
}

int make(const Arguments& arguments) {
  const auto day = value::parse_iso_day(arguments.day);
  if (!day) return say(could_not, "--day: not a day: " + arguments.day);
  source::SourceMap sources;
  diag::Sink sink;
  driver::Phases phases;
  const driver::Compiled compiled =
      driver::compile({arguments.policies}, {}, driver::Until::Checked, sources, sink, phases);
  if (sink.has_errors() || compiled.sets.empty() || !compiled.sets.front().program)
    return say(not_valid, "polc check tells what is wrong with " + arguments.policies.string());
  const core::Program& program = *compiled.sets.front().program;
  const auto hints = Hints::read(arguments.hints);
  if (!hints) return say(not_valid, hints.error());
  const World world(program, make_plans(program, *hints, arguments.seed), arguments.people, *day);
  const auto written =
      write_world(world, arguments.folder, arguments.gzip ? CsvFile::Packing::Gzip : CsvFile::Packing::Plain);
  if (!written) return say(could_not, written.error());
  fmt::print("people {}, regions {}, files {}, rows {}\n", arguments.people, world.places.size(), written->files,
             written->rows);
  return 0;
}

}  // namespace
}  // namespace polc::county

int main(int argc, char** argv) {
  polc::county::Arguments arguments;
  CLI::App app("writes the facts of a made county as CSV files");
  app.add_option("folder", arguments.folder, "where the files go")->required();
  app.add_option("--people", arguments.people, "how many people live there")
      ->check(CLI::Range(std::uint64_t{1}, polc::county::most_people));
  app.add_option("--seed", arguments.seed, "another number, another county");
  app.add_option("--day", arguments.day, "the day on which the facts are looked at");
  app.add_option("--policies", arguments.policies,
                 "what the facts are for: their vocabulary tells what there is, their rules what need not be told");
  app.add_option("--hints", arguments.hints, "how many of what, how often, between which bounds");
  app.add_flag("--gzip", arguments.gzip, "packed files");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : polc::county::could_not;
  }
  return polc::county::make(arguments);
}
