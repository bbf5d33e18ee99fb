// SPDX-License-Identifier: Apache-2.0
#include "compiler/diagnostics/suggest.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace polc::diag;

using Words = std::vector<std::string>;

TEST_CASE("distance counts insertions, deletions, replacements and swaps of code points") {
  CHECK(edit_distance("", "", 5) == 0);
  CHECK(edit_distance("case", "case", 5) == 0);
  CHECK(edit_distance("case", "cases", 5) == 1);
  CHECK(edit_distance("case", "csae", 5) == 1);
  CHECK(edit_distance("case", "cast", 5) == 1);
  CHECK(edit_distance("kitten", "sitting", 5) == 3);
  CHECK(edit_distance("高风险", "低风险", 5) == 1);
  CHECK(edit_distance("ca", "abc", 5) == 3);  // a swap is not opened again for an insertion
  CHECK(edit_distance("", "abc", 5) == 3);
}

TEST_CASE("distance stops at the limit") {
  CHECK(edit_distance("kitten", "sitting", 2) == 3);
  CHECK(edit_distance("a", std::string(1000, 'b'), 3) == 4);
  CHECK(edit_distance("case", "case", 0) == 0);
  CHECK(edit_distance("case", "cast", 0) == 1);
}

TEST_CASE("the nearest words come first") {
  const Words scope{"home quarantine", "centralized quarantine", "confirmed case", "confirmed cases", "region"};
  CHECK(suggest("home quarantin", scope) == Words{"home quarantine"});
  CHECK(suggest("confirmd case", scope) == Words{"confirmed case", "confirmed cases"});
  CHECK(suggest("confirmd case", scope, 1) == Words{"confirmed case"});
  CHECK(suggest("Home-Quarantin", scope) == Words{"home quarantine"});
  CHECK(suggest("Home-Quarantine", scope).empty());  // its own name
  CHECK(suggest("vaccination", scope).empty());
  CHECK(suggest("", scope).empty());
}

TEST_CASE("short words have few neighbours") {
  const Words scope{"if", "甲类", "乙类", "高风险"};
  CHECK(suggest("of", scope).empty());
  CHECK(suggest("甲内", scope) == Words{"甲类"});
  CHECK(suggest("中风险", scope) == Words{"高风险"});
  CHECK(suggest("類", scope).empty());
  CHECK(suggest("高風險", scope).empty());
  CHECK(suggest("高風臉", scope) == Words{"高风险"});
}

TEST_CASE("of equally near words the one that begins alike comes first") {
  const Words scope{"stay", "shaft", "staff"};
  CHECK(suggest("staf", scope) == Words{"staff", "stay"});
}

TEST_CASE("a word that is offered twice is shown once") {
  const std::vector<std::string_view> scope{"region", "region", "regions"};
  CHECK(suggest("regon", scope) == Words{"region"});
  CHECK(suggest("regionn", scope) == Words{"region", "regions"});
}
