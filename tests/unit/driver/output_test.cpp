// SPDX-License-Identifier: Apache-2.0
#include "compiler/driver/output.h"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <unistd.h>

#include <csignal>

namespace polc::driver {

TEST_CASE("a full disk is noticed") {
  const int full = ::open("/dev/full", O_WRONLY);
  REQUIRE(full >= 0);
  Output out(full);
  out.write("something");
  CHECK_FALSE(out.failed());
  out.flush();
  CHECK(out.failed());
  CHECK_FALSE(out.error_text().empty());
  ::close(full);
}

TEST_CASE("a reader that has gone is noticed") {
  int ends[2];
  REQUIRE(::pipe(ends) == 0);
  ::close(ends[0]);
  const auto before = std::signal(SIGPIPE, SIG_IGN);
  Output out(ends[1]);
  out.write("something");
  out.flush();
  std::signal(SIGPIPE, before);
  CHECK(out.failed());
  ::close(ends[1]);
}

TEST_CASE("everything written arrives") {
  int ends[2];
  REQUIRE(::pipe(ends) == 0);
  Output out(ends[1]);
  out.write("one ");
  out.write("two");
  out.flush();
  char buffer[16] = {};
  CHECK(::read(ends[0], buffer, sizeof buffer) == 7);
  CHECK(std::string_view(buffer) == "one two");
  CHECK_FALSE(out.failed());
  ::close(ends[0]);
  ::close(ends[1]);
}

}  // namespace polc::driver
