// SPDX-License-Identifier: Apache-2.0
// Any bytes as a number, a day, a moment: what is read is printed, and read back as the same.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "runtime/value/check_macro.h"
#include "runtime/value/civil_time.h"
#include "runtime/value/rational.h"

using namespace polc::value;

// NOLINTNEXTLINE(readability-identifier-naming): the name that libFuzzer calls
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (const auto number = Rational::parse(text)) {
    const auto again = Rational::parse(to_string(*number));
    POLC_CHECK(again.ok() && *again == *number, "a number is not read back");
  }
  if (const auto day = parse_day(text)) {
    POLC_CHECK(parse_day(to_iso(*day)) == day, "a day is not read back");
    POLC_CHECK(parse_day(to_chinese(*day)) == day, "a day is not read back from Chinese");
  }
  if (const auto moment = parse_moment(text)) {
    POLC_CHECK(parse_moment(to_iso(*moment)) == moment, "a moment is not read back");
    POLC_CHECK(parse_moment(to_chinese(*moment)) == moment, "a moment is not read back from Chinese");
  }
  return 0;
}
