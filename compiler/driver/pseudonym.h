// SPDX-License-Identifier: Apache-2.0
// Stable stand-ins for what the vocabulary marks `personal`: the same person has the same stand-in in every
// output, and the key is not in it. The stand-in is a keyed hash (SipHash-2-4): without the key in
// POLC_PSEUDONYM_KEY whoever has a list of all keys could hash them and compare.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace polc::driver {

class Pseudonyms {
 public:
  // `secret` may be empty; then the stand-ins are the same everywhere.
  explicit Pseudonyms(std::string_view secret);

  // "~k3f9q2ab": eight characters of base 32.
  [[nodiscard]] std::string of(std::string_view kind, std::string_view key) const;

 private:
  std::uint64_t key_low_, key_high_;
};

}  // namespace polc::driver
