// SPDX-License-Identifier: Apache-2.0
// Real tables, where they are at hand: millions of rows with corrections, and their figures.
#include <doctest/doctest.h>

#include <chrono>

#include "tests/unit/facts/small_world.h"

namespace {

using namespace polc;
using namespace polc::facts;
using namespace polc::facts::test;

const std::filesystem::path data = "../shared/data";

double seconds_of(const std::function<void()>& work) {
  const auto begin = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

TEST_CASE("daily totals of every county of the United States") {
  const auto file = data / "us_counties_daily.csv.gz";
  if (!std::filesystem::exists(file)) {
    MESSAGE("not tested: ", file.string(), " is not there");
    return;
  }
  const Folder folder;
  const auto map = folder.write("us.map",
                                "table us_counties_daily holds case\ncolumn fips holds region\n"
                                "column cases holds count\ncase kind is confirmed\n");
  LoadedWorld world;
  world.program = small_world(core::Counting::Total, core::Corrections::Subtracted);
  const auto target = folder.path() / "us.db";
  ImportOptions options;
  options.mapping = map;
  MESSAGE("import: ", seconds_of([&] {
            auto imported = import_csv(world.program, {file}, target, world.sources, world.sink, options);
            REQUIRE(imported.ok());
            CHECK(imported->written);
            CHECK(imported->relations.at(0).rows == 3'334'716);
          }),
          " s, ", std::filesystem::file_size(target) / 1'000'000, " MB");
  MESSAGE("load: ", seconds_of([&] { load_into(world, target); }), " s");
  CHECK(codes(world.sink).empty());
  CHECK(world.facts[cases].row_count == 3'334'716);
  CHECK(world.facts[region].row_count == 3'222);
  const auto& counts = std::get<NumberColumn>(world.facts[cases].columns[3]).mantissas;
  std::uint64_t falls = 0;
  for (Row subject = 0; subject < world.facts[region].row_count; ++subject) {
    const auto [begin, end] = world.facts[cases].rows_of(subject);
    for (Row row = begin + 1; row < end; ++row) falls += counts[row] < counts[row - 1] ? 1U : 0U;
  }
  FactsReport report;
  MESSAGE("check: ", seconds_of([&] {
            auto opened = open_facts(target, std::nullopt, world.sources, world.sink);
            REQUIRE(opened.ok());
            auto checked = check_facts(world.program, *opened, world.sink);
            REQUIRE(checked.ok());
            report = std::move(*checked);
          }),
          " s");
  CHECK(report.relations[cases.index].corrections == falls);
  // One row a county and day: what is not there is missing.
  CHECK(report.relations[cases.index].missing_reports == 3'222 * 1'041 - 3'334'716);
  CHECK(falls == 37'495);
}

TEST_CASE("Chinese divisions and the daily figures of Guangxi") {
  if (!std::filesystem::exists(data / "divisions.csv")) {
    MESSAGE("not tested: the figures are not there");
    return;
  }
  const Folder folder;
  folder.write("facts.map",
               "table divisions holds region\ncolumn name_zh holds region name\n"
               "table guangxi_city_daily holds case\ncolumn code holds region\n"
               "column new_confirmed holds count\ncase kind is confirmed\n");
  for (const char* name : {"divisions.csv", "guangxi_city_daily.csv"})
    std::filesystem::copy_file(data / name, folder.path() / name);
  LoadedWorld world;
  world.program = small_world();
  world.program.vocabulary.enumerations[0].values = {
      {"province", "省", {}}, {"city", "市", {}}, {"county", "县", {}}, {"township", "乡镇", {}}};
  load_into(world, folder.path());
  CHECK(codes(world.sink).empty());
  CHECK(world.facts[region].row_count == 44'703);
  CHECK(world.facts[cases].row_count == 4'522);
  const auto nanning = world.facts[region].find("450100");
  REQUIRE(nanning.has_value());
  CHECK(cell_text(world.program, world.facts, region, 1, *nanning) == "南宁市");
  CHECK(cell_text(world.program, world.facts, region, 3, *nanning) == "450000");
  const auto [begin, end] = world.facts[cases].rows_of(*nanning);
  CHECK(end - begin == 323);
}

}  // namespace
