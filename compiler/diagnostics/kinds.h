// SPDX-License-Identifier: Apache-2.0
// The registry kinds.def as an enum and a constant table, and the filling-in of arguments.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "compiler/diagnostics/argument.h"
#include "compiler/source/language.h"

namespace polc::diag {

using source::Language;

enum class Severity : std::uint8_t { Error, Warning, Note };

enum class Kind : std::uint16_t {
#define DIAGNOSTIC(code, name, ...) name,
#define NOTE(name, ...) name,
#include "compiler/diagnostics/kinds.def"
};

struct KindInfo {
  Kind kind;
  std::string_view code;  // "P0101"; empty for notes
  std::string_view name;  // "InvalidUtf8"
  Severity severity;
  std::string_view english;
  std::string_view chinese;
  std::string_view english_help;
  std::string_view chinese_help;

  [[nodiscard]] constexpr std::string_view text(Language language) const {
    return language == Language::Chinese ? chinese : english;
  }
  [[nodiscard]] constexpr std::string_view help(Language language) const {
    return language == Language::Chinese ? chinese_help : english_help;
  }
};

inline constexpr auto kind_table = std::to_array<KindInfo>({
#define DIAGNOSTIC(code, name, severity, ...) {Kind::name, #code, #name, Severity::severity, __VA_ARGS__},
#define NOTE(name, english, chinese) {Kind::name, "", #name, Severity::Note, english, chinese, "", ""},
#include "compiler/diagnostics/kinds.def"
});

[[nodiscard]] constexpr const KindInfo& info(Kind kind) { return kind_table[static_cast<std::size_t>(kind)]; }
// By code, in any case: "P0101", "p0101".
[[nodiscard]] std::optional<Kind> find_kind(std::string_view code);

// How many arguments the texts of a kind use: one more than the highest {n} in any of them.
[[nodiscard]] constexpr std::size_t arity(Kind kind) {
  const KindInfo& entry = info(kind);
  std::size_t count = 0;
  for (const std::string_view text : {entry.english, entry.chinese, entry.english_help, entry.chinese_help}) {
    for (std::size_t at = 0; at + 2 < text.size(); ++at) {
      if (text[at] != '{' || text[at + 2] != '}' || text[at + 1] < '0' || text[at + 1] > '9') continue;
      const auto used = static_cast<std::size_t>(text[at + 1] - '0') + 1;
      count = used > count ? used : count;
    }
  }
  return count;
}

// `pattern` with every {n} replaced by the nth argument in that language.
[[nodiscard]] std::string fill_in(std::string_view pattern, std::span<const Argument> arguments, Language language);

}  // namespace polc::diag
