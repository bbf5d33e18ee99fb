// SPDX-License-Identifier: Apache-2.0
#include "compiler/driver/pseudonym.h"

#include "runtime/value/siphash.h"

namespace polc::driver {

Pseudonyms::Pseudonyms(std::string_view secret)
    : key_low_(value::siphash(0, 0, secret)), key_high_(value::siphash(0, 1, secret)) {}

std::string Pseudonyms::of(std::string_view kind, std::string_view key) const {
  // A separator that no name contains keeps ("ab", "c") and ("a", "bc") apart.
  std::string text(kind);
  text += '\0';
  text += key;
  return "~" + value::short_name(value::siphash(key_low_, key_high_, text));
}

}  // namespace polc::driver
