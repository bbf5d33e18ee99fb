// SPDX-License-Identifier: Apache-2.0
#include "compiler/driver/search_path.h"

#include <doctest/doctest.h>
#include <unistd.h>

#include <fstream>

namespace polc::driver {
namespace {

namespace fs = std::filesystem;
using source::Language;

// A folder of this test alone, gone when the test is over.
struct PolicyFolder {
  fs::path path = fs::temp_directory_path() / ("polc_search_path_" + std::to_string(::getpid()));
  PolicyFolder() { fs::create_directories(path); }
  ~PolicyFolder() { fs::remove_all(path); }
  void write(const fs::path& name, const char* text) const {
    fs::create_directories((path / name).parent_path());
    std::ofstream(path / name) << text;
  }
};

}  // namespace

TEST_CASE("declaring lines are found by their first word, with all their labels") {
  const auto found = scan_declarations(
      "\xEF\xBB\xBF# policy of nobody\n"
      "vocabulary epidemic / 疫情 also disease, outbreak  # the words\n"
      "policyholders are not meant\n"
      "  policy \"Guangxi guidance\" / 廣西指导意见\r\n"
      "政策 乙 又称 丙、丁\n");
  REQUIRE(found.size() == 3);
  CHECK(found[0].vocabulary);
  CHECK(found[0].language == Language::English);
  CHECK(found[0].keys == std::vector<std::string>{"epidemic", "疫情", "disease", "outbreak"});
  CHECK_FALSE(found[1].vocabulary);
  CHECK(found[1].keys == std::vector<std::string>{"guangxi guidance", "广西指导意见"});
  CHECK(found[2].language == Language::Chinese);
  CHECK(found[2].keys == std::vector<std::string>{"乙", "丙", "丁"});
}

TEST_CASE("the nearest place that declares a name wins") {
  const PolicyFolder folder;
  folder.write("policies/words/epidemic.pol", "vocabulary epidemic / 疫情\n");
  folder.write("policies/words/疫情.pol", "词汇 疫情 / epidemic\n");
  folder.write("elsewhere/epidemic.pol", "vocabulary epidemic\n");
  folder.write("examples/county/proposal.pol", "policy p\nuses epidemic\n");
  SearchPath search({folder.path / "elsewhere"});
  const fs::path wanting = folder.path / "examples/county/proposal.pol";

  SUBCASE("a folder `policies` beside one that holds the file, before --path") {
    CHECK(search.find("epidemic", true, wanting, Language::English) ==
          std::vector<fs::path>{folder.path / "policies/words/epidemic.pol"});
  }
  SUBCASE("the file in the language of the one that asks") {
    CHECK(search.find("epidemic", true, wanting, Language::Chinese) ==
          std::vector<fs::path>{folder.path / "policies/words/疫情.pol"});
  }
  SUBCASE("the folder of the file before all others") {
    folder.write("examples/county/own.pol", "vocabulary epidemic\n");
    CHECK(search.find("epidemic", true, wanting, Language::English) ==
          std::vector<fs::path>{folder.path / "examples/county/own.pol"});
  }
  SUBCASE("a policy is no vocabulary") { CHECK(search.find("epidemic", false, wanting, Language::English).empty()); }
  SUBCASE("two files of one place are both named") {
    folder.write("policies/again.pol", "vocabulary epidemic\n");
    CHECK(search.find("epidemic", true, wanting, Language::English).size() == 2);
  }
}

TEST_CASE("files are listed in the order of their names, hidden folders left out") {
  const PolicyFolder folder;
  for (const char* name : {"b.pol", "a/z.pol", "a/a.pol", ".git/x.pol", "notes.txt"}) folder.write(name, "policy p\n");
  CHECK(policy_files(folder.path) ==
        std::vector<fs::path>{folder.path / "a/a.pol", folder.path / "a/z.pol", folder.path / "b.pol"});
}

}  // namespace polc::driver
