// SPDX-License-Identifier: Apache-2.0
#include "compiler/prove/proof_store.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <string>

using namespace polc;
using prove::Answer;
using prove::ProofStore;

namespace {

namespace fs = std::filesystem;

struct Folder {
  Folder() : path(fs::temp_directory_path() / ("polc_proofs_" + prove::digest(std::to_string(clock())).substr(0, 12))) {
    fs::create_directories(path);
  }
  ~Folder() { fs::remove_all(path); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  fs::path path;
};

std::unique_ptr<ProofStore> opened(const fs::path& file) {
  auto store = ProofStore::open(file);
  REQUIRE(store);
  return std::move(*store);
}

}  // namespace

TEST_CASE("the digest is SHA-256") {
  CHECK(prove::digest("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST_CASE("proofs are found again by the next run, with their models") {
  const Folder folder;
  const fs::path file = folder.path / "below" / "proofs.db";
  {
    const auto store = opened(file);
    CHECK_FALSE(store->find("a"));
    store->keep("a", {Answer::Unsatisfiable, std::nullopt});
    store->keep("b", {Answer::Satisfiable, std::vector{value::Rational(7), *value::Rational::make(-3, 2)}});
  }
  const auto store = opened(file);
  REQUIRE(store->find("a"));
  CHECK(store->find("a")->answer == Answer::Unsatisfiable);
  CHECK_FALSE(store->find("a")->model);
  REQUIRE(store->find("b"));
  REQUIRE(store->find("b")->model);
  CHECK((*store->find("b")->model)[1] == *value::Rational::make(-3, 2));
  CHECK_FALSE(store->find("c"));
}

TEST_CASE("two runs at once both keep what they proved") {
  const Folder folder;
  const fs::path file = folder.path / "proofs.db";
  {
    const auto one = opened(file);
    const auto other = opened(file);
    one->keep("a", {Answer::Unsatisfiable, std::nullopt});
    other->keep("b", {Answer::Unsatisfiable, std::nullopt});
  }
  CHECK(opened(file)->find("a"));
  CHECK(opened(file)->find("b"));
}

TEST_CASE("a proof that was altered in the file is no proof") {
  const Folder folder;
  const fs::path file = folder.path / "proofs.db";
  opened(file)->keep("key-of-the-query", {Answer::Satisfiable, std::vector{value::Rational(41)}});
  std::string bytes;
  {
    std::ifstream in(file, std::ios::binary);
    bytes.assign(std::istreambuf_iterator<char>(in), {});
  }
  const std::size_t model = bytes.find("41/1 .");
  REQUIRE(model != std::string::npos);
  bytes[model] = '5';
  std::ofstream(file, std::ios::binary) << bytes;
  CHECK_FALSE(opened(file)->find("key-of-the-query"));
}

TEST_CASE("what is no file of proofs is refused, and left as it is") {
  const Folder folder;
  const fs::path file = folder.path / "notes.txt";
  const std::string text =
      "these are somebody's notes, and long enough to be read as the header of something else, which "
      "they are not";
  std::ofstream(file) << text;
  CHECK_FALSE(ProofStore::open(file));
  std::ifstream in(file);
  CHECK(std::string(std::istreambuf_iterator<char>(in), {}) == text);
  CHECK_FALSE(ProofStore::open(folder.path));
  CHECK_FALSE(ProofStore::open("/proc/none/proofs.db"));
}

TEST_CASE("the version of a solver holds as long as its library stays the same file") {
  const Folder folder;
  const fs::path library = folder.path / "solver.so";
  std::ofstream(library) << "one";
  const fs::path file = folder.path / "proofs.db";
  CHECK_FALSE(opened(file)->solver_version());
  opened(file)->keep_solver("z3 1.2.3", library);
  CHECK(opened(file)->solver_version() == "z3 1.2.3");
  std::ofstream(library) << "another";
  CHECK_FALSE(opened(file)->solver_version());
}
