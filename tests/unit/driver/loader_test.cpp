// SPDX-License-Identifier: Apache-2.0
#include "compiler/driver/loader.h"

#include <doctest/doctest.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>

#include "compiler/driver/pipeline.h"

namespace polc::driver {
namespace {

namespace fs = std::filesystem;
using diag::Kind;

struct Folder {
  fs::path path = fs::temp_directory_path() / ("polc_loader_" + std::to_string(::getpid()));
  Folder() { fs::create_directories(path); }
  ~Folder() { fs::remove_all(path); }
  void write(const fs::path& name, const char* text) const {
    fs::create_directories((path / name).parent_path());
    std::ofstream(path / name) << text;
  }
};

struct Result {
  source::SourceMap sources;
  diag::Sink sink;
  Phases phases;
  Compiled compiled;

  explicit Result(const std::vector<fs::path>& paths, Until until = Until::Parsed) {
    compiled = compile(paths, {}, until, sources, sink, phases);
  }
  [[nodiscard]] std::vector<Kind> kinds() const {
    std::vector<Kind> found;
    for (const diag::Diagnostic& finding : sink.diagnostics()) found.push_back(finding.primary.kind);
    return found;
  }
  [[nodiscard]] std::vector<std::string> names(std::size_t set) const {
    std::vector<std::string> found;
    for (const LoadedFile& file : compiled.sets[set].files)
      found.push_back(fs::path(sources.file(file.id).path()).filename().string() + (file.given ? "" : " (needed)"));
    return found;
  }
};

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("what a file names is loaded, and what that names in turn") {
  const Folder folder;
  folder.write("county.pol", "policy county rules\nunder province notice\narticle 1\nnote: x\n");
  folder.write("province.pol", "policy province notice\nuses words\narticle 1\nnote: x\n");
  folder.write("words.pol", "vocabulary words\n");
  folder.write("other.pol", "policy other\narticle 1\nnote: x\n");
  const Result result({folder.path / "county.pol"});
  CHECK(result.kinds().empty());
  CHECK(result.names(0) == Names{"county.pol", "province.pol (needed)", "words.pol (needed)"});
}

TEST_CASE("a superior that is not at hand is a warning, a vocabulary an error") {
  const Folder folder;
  folder.write("p.pol", "policy p\nunder nobody\nuses nothing\narticle 1\nnote: x\n");
  const Result result({folder.path});
  CHECK(result.kinds() == std::vector<Kind>{Kind::PolicyNotFound, Kind::VocabularyNotFound});
  CHECK(result.sink.error_count() == 1);
}

TEST_CASE("a name is declared once in each language") {
  const Folder folder;
  folder.write("a.pol", "policy p / 甲\narticle 1\nnote: x\n");
  folder.write("b.pol", "policy p\narticle 1\nnote: x\n");
  CHECK(Result({folder.path / "a.pol"}).kinds().empty());
  CHECK(Result({folder.path}).kinds() == std::vector<Kind>{Kind::DeclaredTwice});
}

TEST_CASE("policies in a circle are reported once, with the way round") {
  const Folder folder;
  folder.write("a.pol", "policy alpha\nunder beta\narticle 1\nnote: x\n");
  folder.write("b.pol", "policy beta\nunder gamma\narticle 1\nnote: x\n");
  folder.write("c.pol", "policy gamma\nunder alpha\narticle 1\nnote: x\n");
  const Result result({folder.path});
  REQUIRE(result.kinds() == std::vector<Kind>{Kind::PolicyCircle});
  CHECK(result.sink.diagnostics().front().primary.arguments.front().text(source::Language::English) ==
        "alpha → beta → gamma → alpha");
}

TEST_CASE("the same policy in two languages makes two sets, and what is there once belongs to both") {
  const Folder folder;
  folder.write("en.pol", "policy guidance / 指导意见\nuses words\narticle 1\nnote: x\n");
  folder.write("zh.pol", "政策 指导意见 / guidance\n使用词汇 词\n第1条\n说明：某\n");
  folder.write("words.pol", "vocabulary words / 词\n");
  const Result result({folder.path});
  CHECK(result.kinds().empty());
  REQUIRE(result.compiled.sets.size() == 2);
  CHECK(result.compiled.language == source::Language::English);
  CHECK(result.names(0) == Names{"en.pol", "words.pol"});
  CHECK(result.names(1) == Names{"words.pol", "zh.pol"});
  CHECK(result.compiled.set_for(source::Language::Chinese) == &result.compiled.sets[1]);
}

TEST_CASE("a file given twice is read once") {
  const Folder folder;
  folder.write("p.pol", "policy p\narticle 1\nnote: x\n");
  const Result result({folder.path, folder.path / "p.pol", folder.path / "." / "p.pol"});
  CHECK(result.kinds().empty());
  CHECK(result.compiled.files == 1);
}

TEST_CASE("nothing to read is said") {
  const Folder folder;
  CHECK(Result({folder.path}).kinds() == std::vector<Kind>{Kind::NoPolicyFiles});
  CHECK(Result({folder.path / "missing.pol"}).kinds() == std::vector<Kind>{Kind::FileNotFound});
}

TEST_CASE("a text from memory becomes a program") {
  const CompiledText text = compile_text("text.pol",
                                         "vocabulary words\nentity region\n  code: text, key\n"
                                         "policy p\nuses words\narticle 1\nnote: x\n");
  CHECK(text.sink->error_count() == 0);
  REQUIRE(text.program());
  CHECK(text.program()->policies.size() == 1);
}

}  // namespace polc::driver
