// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "compiler/trace/articles.h"

using namespace polc;
using trace::is_run;
using trace::is_within;
using trace::shown_in_chinese;
using trace::shown_in_english;

namespace {

ast::ArticleStretch run(std::string first, std::optional<std::string> last = std::nullopt) {
  return {std::move(first), std::move(last), {}};
}

std::string lacking(const std::vector<ast::ArticleStretch>& extent, const std::vector<std::string>& present) {
  return shown_in_english(trace::lacking(extent, present));
}

}  // namespace

TEST_CASE("a run goes from a smaller number to a larger one, within one article if it is of parts") {
  CHECK(is_run(run("0", "54")));
  CHECK(is_run(run("60")));
  CHECK(is_run(run("7", "7")));
  CHECK(is_run(run("15.1", "15.10")));
  CHECK_FALSE(is_run(run("3", "1")));
  CHECK_FALSE(is_run(run("15.9", "15.1")));
  CHECK_FALSE(is_run(run("15.2", "16.3")));
  CHECK_FALSE(is_run(run("4", "5.1")));
}

TEST_CASE("an article is within an extent that has it, or that has its parts, or of which it is a part") {
  const std::vector<ast::ArticleStretch> extent{run("0", "54"), run("60"), run("70.1", "70.9")};
  for (const char* inside : {"0", "54", "60", "15.7", "54.99", "60.1", "70", "70.9"}) CHECK(is_within(inside, extent));
  for (const char* outside : {"55", "61", "70.10", "71", "99999999999999999999999"})
    CHECK_FALSE(is_within(outside, extent));
}

TEST_CASE("what an extent lacks is told in runs") {
  CHECK(lacking({run("0", "5")}, {"0", "1", "2", "3", "4", "5"}).empty());
  CHECK(lacking({run("0", "5")}, {}) == "0 to 5");
  CHECK(lacking({run("0", "5")}, {"3"}) == "0 to 2, 4 to 5");
  CHECK(lacking({run("0", "5"), run("8")}, {"5", "0", "2.4"}) == "1, 3 to 4, 8");
  CHECK(lacking({run("15.1", "15.4")}, {"15.2", "16.3"}) == "15.1, 15.3 to 15.4");
  CHECK(lacking({run("15.1", "15.4")}, {"15"}).empty());
  CHECK(lacking({run("0", "99999999999999999999")}, {"0"}) == "1 to 1000000000000");
}

TEST_CASE("runs are written as each language writes them") {
  const std::vector<trace::ArticleRun> runs{{"0", "54"}, {"60", "60"}};
  CHECK(shown_in_english(runs) == "0 to 54, 60");
  CHECK(shown_in_chinese(runs) == "第0条至第54条、第60条");
}
