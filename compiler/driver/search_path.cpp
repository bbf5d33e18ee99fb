// SPDX-License-Identifier: Apache-2.0
#include "compiler/driver/search_path.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <optional>
#include <system_error>

#include "compiler/source/unicode.h"

namespace polc::driver {
namespace fs = std::filesystem;
namespace {

using source::Language;

bool is_policy_file(const fs::path& path) {
  std::error_code error;
  return path.extension() == ".pol" && fs::is_regular_file(path, error);
}

std::vector<fs::path> policy_files_directly_in(const fs::path& folder) {
  std::vector<fs::path> files;
  std::error_code error;
  for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
    if (is_policy_file(at->path())) files.push_back(at->path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

// The nearest folder called `policies` that holds the file, or stands beside one that does.
std::optional<fs::path> policies_around(const fs::path& file) {
  std::error_code error;
  const fs::path absolute = fs::weakly_canonical(file, error);
  if (error) return std::nullopt;
  for (fs::path at = absolute.parent_path(); at.has_relative_path(); at = at.parent_path()) {
    if (at.filename() == "policies") return at;
    if (fs::is_directory(at / "policies", error)) return at / "policies";
  }
  return std::nullopt;
}

// `<prefix>/share/polc/policies` for the program that runs as `<prefix>/bin/polc`.
std::optional<fs::path> installed_policies() {
  std::error_code error;
  const fs::path program = fs::read_symlink("/proc/self/exe", error);
  if (error) return std::nullopt;
  fs::path folder = program.parent_path().parent_path() / "share" / "polc" / "policies";
  if (!fs::is_directory(folder, error)) return std::nullopt;
  return folder;
}

struct FirstWord {
  std::string_view word;
  bool vocabulary;
  Language language;
};
constexpr auto first_words = std::to_array<FirstWord>({{"policy", false, Language::English},
                                                       {"vocabulary", true, Language::English},
                                                       {"政策", false, Language::Chinese},
                                                       {"词汇", true, Language::Chinese},
                                                       {"詞彙", true, Language::Chinese}});

// `epidemic / 疫情 also outbreak`: the names between the marks.
std::vector<std::string> label_keys(std::string_view label) {
  std::vector<std::string> keys;
  std::string current;
  const auto finish = [&] {
    std::string key = source::fold_key(current);
    if (!key.empty()) keys.push_back(std::move(key));
    current.clear();
  };
  for (std::size_t at = 0; at < label.size();) {
    const source::Decoded decoded = source::decode(label, at);
    const char32_t plain = source::fold_full_width(decoded.code_point);
    const std::string_view rest = label.substr(at);
    if (plain == U'#') break;
    if (rest.starts_with(" also ") || rest.starts_with("又称") || rest.starts_with("又稱")) {
      finish();
      at += 6;  // each is six bytes long
      continue;
    }
    if (plain == U'/' || plain == U',' || plain == U'、') {
      finish();
    } else if (plain != U'"' && plain != U'“' && plain != U'”' && plain != U'「' && plain != U'」' && plain != U'《' &&
               plain != U'》') {
      source::append_utf8(current, decoded.code_point);
    }
    at += decoded.length;
  }
  finish();
  return keys;
}

std::string read_file(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::string text;
  // A policy text; whatever is larger is refused when it is loaded.
  constexpr std::size_t limit = std::size_t{64} * 1024 * 1024;
  std::error_code error;
  const auto size = fs::file_size(path, error);
  if (error || size > limit) return text;
  text.resize(size);
  in.read(text.data(), static_cast<std::streamsize>(size));
  text.resize(static_cast<std::size_t>(std::max<std::streamsize>(0, in.gcount())));
  return text;
}

}  // namespace

std::vector<fs::path> policy_files(const fs::path& folder) {
  std::vector<fs::path> files;
  std::error_code error;
  for (fs::recursive_directory_iterator at(folder, fs::directory_options::skip_permission_denied, error), end;
       !error && at != end; at.increment(error)) {
    const bool hidden = at->path().filename().native().starts_with('.');
    std::error_code ignored;
    if (hidden && at->is_directory(ignored)) {
      at.disable_recursion_pending();
    } else if (!hidden && is_policy_file(at->path())) {
      files.push_back(at->path());
    }
  }
  std::sort(files.begin(), files.end());
  return files;
}

std::vector<Declaration> scan_declarations(std::string_view text) {
  std::vector<Declaration> found;
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
    for (const FirstWord& first : first_words) {
      if (!line.starts_with(first.word)) continue;
      const std::string_view label = line.substr(first.word.size());
      const bool whole_word = first.language == Language::Chinese || label.starts_with(' ') || label.starts_with('\t');
      if (whole_word) found.push_back({first.vocabulary, first.language, label_keys(label)});
      break;
    }
  }
  return found;
}

const std::vector<SearchPath::Entry>& SearchPath::entries(const fs::path& folder, bool all_of_it) {
  const auto [slot, is_new] = known_.try_emplace({folder, all_of_it});
  if (!is_new) return slot->second;
  for (const fs::path& file : all_of_it ? policy_files(folder) : policy_files_directly_in(folder)) {
    for (Declaration& declaration : scan_declarations(read_file(file))) {
      slot->second.push_back({file.lexically_normal(), std::move(declaration)});
    }
  }
  return slot->second;
}

std::vector<fs::path> SearchPath::find(std::string_view key, bool vocabulary, const fs::path& wanted_by,
                                       Language language) {
  struct Place {
    fs::path folder;
    bool all_of_it;
  };
  const fs::path own = wanted_by.parent_path();
  std::vector<Place> places{{own.empty() ? fs::path(".") : own, false}};
  if (auto around = policies_around(wanted_by)) places.push_back({std::move(*around), true});
  for (const fs::path& folder : folders_) places.push_back({folder, true});
  if (auto installed = installed_policies()) places.push_back({std::move(*installed), true});

  for (const Place& place : places) {
    std::vector<fs::path> same_language, any_language;
    for (const Entry& entry : entries(place.folder, place.all_of_it)) {
      const auto& keys = entry.declaration.keys;
      if (entry.declaration.vocabulary != vocabulary || std::find(keys.begin(), keys.end(), key) == keys.end())
        continue;
      any_language.push_back(entry.file);
      if (entry.declaration.language == language) same_language.push_back(entry.file);
    }
    std::vector<fs::path>& found = same_language.empty() ? any_language : same_language;
    found.erase(std::unique(found.begin(), found.end()), found.end());
    if (!found.empty()) return found;
  }
  return {};
}

}  // namespace polc::driver
