// SPDX-License-Identifier: Apache-2.0
// Text that nobody writes: it must be refused or read, in time and memory that grow with its length only.
#include <doctest/doctest.h>

#include "tests/unit/parse/reading.h"

using polc::parse::test::read;
using polc::parse::test::read_article;

namespace {

using Codes = std::vector<std::string>;

std::string repeated(const std::string& text, std::size_t times) {
  std::string result;
  result.reserve(text.size() * times);
  for (std::size_t i = 0; i < times; ++i) result += text;
  return result;
}

}  // namespace

TEST_CASE("thousands of brackets") {
  CHECK(read_article("X if " + repeated("(", 9000) + "q is r" + repeated(")", 9000)).codes == Codes{"P0114"});
  CHECK(read_article("X if " + repeated("(", 9000)).codes == Codes{"P0114"});
  CHECK(read_article("X if " + repeated("(", 150) + "q is r" + repeated(")", 150)).codes.empty());
  CHECK(read_article("X if " + repeated("any q where ", 5000) + "r is c").codes == Codes{"P0114"});
}

TEST_CASE("a sentence of more words than are read") {
  CHECK(read_article("X if q is r" + repeated(" and q is r", 9000)).codes == Codes{"P0113"});
  CHECK(read_article("X if q is r" + repeated(" and q is r", 500)).codes.empty());
}

TEST_CASE("thousands of wrong sentences are one finding each") {
  const auto result = read_article(repeated("mask is is\n", 3000));
  CHECK(result.unread == 3000);
}

TEST_CASE("any bytes at all") {
  CHECK(!read("\"").codes.empty());
  CHECK(!read("policy \xe2\x80\x9c").codes.empty());
  CHECK(!read("政策").codes.empty());
  CHECK(!read("第").codes.empty());
  CHECK(!read("policy p\narticle 1\n)))))").codes.empty());
  CHECK(read("policy p\r\narticle 1\r\nmask for staff\r\n").codes.empty());
}
