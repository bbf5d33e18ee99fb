// SPDX-License-Identifier: Apache-2.0
#include "compiler/driver/table.h"

#include <doctest/doctest.h>

namespace polc::driver {

TEST_CASE("columns are as wide as their widest cell, and numbers stand right") {
  Table table({{"place"}, {"cases", Align::Right}, {"note"}});
  table.add({"Nanning", "7", "x"});
  table.add({"Yulin", "112", ""});
  CHECK(table.render("") ==
        "place    cases  note\n"
        "Nanning      7  x\n"
        "Yulin      112\n");
}

TEST_CASE("a Han character takes two places") {
  Table table({{"地区"}, {"等级"}});
  table.add({"南宁市", "高"});
  table.add({"X", "低"});
  CHECK(table.render("  ") ==
        "  地区    等级\n"
        "  南宁市  高\n"
        "  X       低\n");
}

TEST_CASE("a heading is marked where colour is wanted") {
  Table table({{"a"}});
  table.add({"b"});
  CHECK(table.render("", true) == "\x1b[1ma\x1b[0m\nb\n");
}

}  // namespace polc::driver
