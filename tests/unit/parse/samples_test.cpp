// SPDX-License-Identifier: Apache-2.0
// The samples of the language and its refused examples, where they lie beside the project.
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "tests/unit/parse/reading.h"

namespace {

namespace fs = std::filesystem;

std::string text_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

TEST_CASE("the samples are read without a finding") {
  const fs::path samples = "../shared/language/samples";
  if (!fs::exists(samples)) {
    MESSAGE("no samples beside the project: ", samples.string());
    return;
  }
  int files = 0;
  for (const auto& entry : fs::recursive_directory_iterator(samples)) {
    if (entry.path().extension() != ".pol") continue;
    ++files;
    const auto result = polc::parse::test::read(text_of(entry.path()));
    CHECK_MESSAGE(result.findings == "", entry.path().string(), "\n", result.findings);
  }
  CHECK(files >= 16);
}

TEST_CASE("what the language refuses is refused") {
  const fs::path refused = "../shared/language/proto/bad";
  if (!fs::exists(refused)) {
    MESSAGE("no refused examples beside the project: ", refused.string());
    return;
  }
  // Sentences whose words no vocabulary has are refused by the check of names.
  const std::string left_to_names[] = {"9.pol", "13.pol"};
  for (const auto& entry : fs::directory_iterator(refused)) {
    const std::string name = entry.path().filename().string();
    const bool later = name == left_to_names[0] || name == left_to_names[1];
    const auto result = polc::parse::test::read(text_of(entry.path()));
    CHECK_MESSAGE(result.codes.empty() == later, name);
  }
}
