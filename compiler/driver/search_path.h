// SPDX-License-Identifier: Apache-2.0
// Where `uses epidemic` and `under guidance` are looked for, beyond the files that were given. In this order:
//   1. the folder of the file that names it (that folder alone);
//   2. the nearest folder called `policies` that holds the file, or stands beside a folder that does: all of it;
//   3. each `--path` folder: all of it;
//   4. the policies installed with polc: all of them.
// The first place that declares the name wins. Files are taken in the order of their names, so that an answer
// does not depend on the disk. Only the declaring lines are read here; the file that is chosen is then parsed.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/source/language.h"

namespace polc::driver {

// The `.pol` files below a folder at any depth, sorted; hidden folders are left out. What cannot be read is skipped.
[[nodiscard]] std::vector<std::filesystem::path> policy_files(const std::filesystem::path& folder);

// One `policy …` or `vocabulary …` line.
struct Declaration {
  bool vocabulary = false;
  source::Language language = source::Language::English;
  std::vector<std::string> keys;  // every label, folded
};

// By the first word of each line; what merely looks like a declaration is sorted out by the parser later.
[[nodiscard]] std::vector<Declaration> scan_declarations(std::string_view text);

// Remembers what each folder declares: each is read once.
class SearchPath {
 public:
  explicit SearchPath(std::vector<std::filesystem::path> folders) : folders_(std::move(folders)) {}

  // The files of the first place that declares the name, those in the wanted language alone if there are any.
  // More than one means that the place declares it several times.
  [[nodiscard]] std::vector<std::filesystem::path> find(std::string_view key, bool vocabulary,
                                                        const std::filesystem::path& wanted_by,
                                                        source::Language language);

 private:
  struct Entry {
    std::filesystem::path file;
    Declaration declaration;
  };
  const std::vector<Entry>& entries(const std::filesystem::path& folder, bool all_of_it);

  std::vector<std::filesystem::path> folders_;
  std::map<std::pair<std::filesystem::path, bool>, std::vector<Entry>> known_;
};

}  // namespace polc::driver
