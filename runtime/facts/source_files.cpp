// SPDX-License-Identifier: Apache-2.0
#include "runtime/facts/source_files.h"

#include <sys/stat.h>

#include <algorithm>
#include <system_error>

#include "runtime/facts/csv_store.h"
#include "runtime/facts/find_mapping.h"

namespace polc::facts {
namespace {

namespace fs = std::filesystem;

void add(const fs::path& path, std::vector<SourceFile>& files) {
  struct stat found{};
  if (stat(path.c_str(), &found) != 0 || !S_ISREG(found.st_mode)) return;
  constexpr std::int64_t second = 1'000'000'000;
  files.push_back({path.string(), static_cast<std::uint64_t>(found.st_size),
                   std::int64_t{found.st_mtim.tv_sec} * second + found.st_mtim.tv_nsec});
}

}  // namespace

SourceFiles source_files(const fs::path& facts, const std::optional<fs::path>& mapping) {
  std::error_code error;
  SourceFiles found;
  const fs::path root = fs::absolute(facts, error);
  found.facts = root.string();
  if (mapping) found.mapping = fs::absolute(*mapping, error).string();
  if (fs::is_directory(root, error)) {
    for (fs::directory_iterator entry(root, error), end; !error && entry != end; entry.increment(error))
      if (is_csv_name(entry->path())) add(entry->path(), found.files);
    add(root / mapping_file_name, found.files);
  } else {
    add(root, found.files);
    for (const char* beside : {"-wal", "-journal"}) add(root.string() + beside, found.files);
    add(root.parent_path() / mapping_file_name, found.files);
  }
  if (found.mapping) add(*found.mapping, found.files);
  std::sort(found.files.begin(), found.files.end(),
            [](const SourceFile& left, const SourceFile& right) { return left.path < right.path; });
  return found;
}

std::optional<std::string> first_difference(const SourceFiles& then, const SourceFiles& now) {
  auto left = then.files.begin();
  auto right = now.files.begin();
  while (left != then.files.end() && right != now.files.end() && *left == *right) ++left, ++right;
  if (left == then.files.end() && right == now.files.end()) return std::nullopt;
  if (left == then.files.end()) return right->path;
  if (right == now.files.end()) return left->path;
  return std::min(left->path, right->path);
}

}  // namespace polc::facts
