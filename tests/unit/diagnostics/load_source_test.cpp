// SPDX-License-Identifier: Apache-2.0
#include "compiler/diagnostics/load_source.h"

#include <doctest/doctest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <utility>

#include "compiler/diagnostics/render_text.h"

using namespace polc;
namespace fs = std::filesystem;

TEST_CASE("each refusal of a file is a finding that names the file") {
  const fs::path folder = fs::temp_directory_path() / ("polc_load_test_" + std::to_string(getpid()));
  fs::create_directories(folder);
  const auto write = [&folder](const char* name, const std::string& bytes) {
    std::ofstream(folder / name, std::ios::binary) << bytes;
    return folder / name;
  };
  const source::LoadLimits limits{50, 20};
  const std::pair<fs::path, std::string> cases[] = {
      {folder / "none.pol", "P1001"},
      {folder, "P1003"},
      {write("plain", "x") / "below", "P1002"},
      {write("gbk.pol", "\xB5\xCD"), "P0101"},
      {write("nul.pol", std::string("a\0b", 3)), "P0102"},
      {write("large.pol", std::string(51, '\n')), "P0103"},
      {write("long.pol", std::string(21, 'x')), "P0104"},
  };
  for (const auto& [path, code] : cases) {
    source::SourceMap sources;
    diag::Sink sink;
    CHECK_FALSE(diag::load_source(sources, path, sink, {}, limits).has_value());
    REQUIRE(sink.diagnostics().size() == 1);
    const std::string text = diag::render_text(sink.diagnostics().front(), sources);
    CHECK_MESSAGE(text.starts_with("error[" + code + "]: "), text);
    CHECK_MESSAGE(text.find("`" + path.string() + "`") != std::string::npos, text);
    CHECK_MESSAGE(text.find("\nhelp: ") != std::string::npos, text);
  }
  source::SourceMap sources;
  diag::Sink sink;
  CHECK(diag::load_source(sources, write("good.pol", "policy a\n"), sink, {}, limits).has_value());
  CHECK_FALSE(sink.has_errors());
  fs::remove_all(folder);
}
