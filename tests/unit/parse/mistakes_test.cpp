// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "tests/unit/parse/reading.h"

using polc::parse::test::read;
using polc::parse::test::read_article;

namespace {

using Codes = std::vector<std::string>;

bool says(const std::string& findings, const char* text) { return findings.find(text) != std::string::npos; }

}  // namespace

TEST_CASE("what is meant by a wrong word is told") {
  CHECK(says(read_article("low risk when no case in 14 days").findings, "write `if`"));
  CHECK(says(read_article("quarantine 14 days fro high-risk").findings, "write `for`"));
  CHECK(says(read_article("\"A\" shall mask").findings, "write `must`"));
  CHECK(says(read_article("mask for staff if at lest 3 cases").findings, "write `at least`"));
  CHECK(says(read_article("地区倘若 14天内没有病例，属于低风险", true).findings, "write `如果`"));
  CHECK(says(read_article("low risk 如果 no case").findings, "write `if`"));
}

TEST_CASE("words run together are shown cut, and are not cut silently") {
  const auto result = read_article("低风险若14天内无新增病例", true);
  CHECK(result.codes == Codes{"P0213"});
  CHECK(says(result.findings, "低风险 若 14天内 无 新增病例"));
  CHECK(result.unread == 1);
}

TEST_CASE("mixed joints") {
  CHECK(read_article("X if q is r and c is d or e is f").codes == Codes{"P0206"});
  CHECK(read_article("X if any q or r is c and d is e").codes == Codes{"P0206"});
  CHECK(read_article("X, Y or Z for P").codes == Codes{"P0207"});
  CHECK(read_article("X if q is r and (c is d or e is f)").codes.empty());
}

TEST_CASE("after a mistake the rest of the file is read") {
  const auto result =
      read("policy p\narticle 1\n) mask\nmask for staff\narticle two\ngloves for staff if (\narticle 3\nX for Y");
  CHECK(result.codes == Codes{"P0212", "P0203", "P0211"});
  CHECK(says(result.tree, "(rule \"mask\" (for (phrase \"staff\")))"));
  CHECK(says(result.tree, "(article 3)"));
  CHECK(says(result.tree, "(rule \"X\" (for (phrase \"Y\")))"));
}

TEST_CASE("a finding never speaks of the parser") {
  for (const char* text : {"must not not", "if", "mask for", "X if any", "X and", ", X", "X for Y Z if", "must"}) {
    const std::string findings = read_article(text).findings;
    CHECK(findings != "");
    for (const char* word : {"token", "EOF", "NAME", "mismatched", "viable", "extraneous", "missing"})
      CHECK_MESSAGE(!says(findings, word), findings);
  }
}

TEST_CASE("sentences in the wrong place") {
  CHECK(read("policy p\nstaff must mask").codes == Codes{"P0223"});
  CHECK(read_article("quarantine only for staff").codes == Codes{"P0222"});
  CHECK(read("policy p\nlimits on lower authorities").codes == Codes{"P0226"});
  CHECK(read("vocabulary v\ncode: text").codes == Codes{"P0221"});
  CHECK(read("article 1\nmask").codes == Codes{"P0201"});
  CHECK(read("").codes == Codes{"P0202"});
}

TEST_CASE("a part said twice") {
  CHECK(read_article("P must daily X, weekly").codes == Codes{"P0217"});
  CHECK(read_article("P if q is r, must X if c is d").codes == Codes{"P0217"});
  CHECK(read_article("report to police or fire brigade for P").codes == Codes{"P0220"});
}
