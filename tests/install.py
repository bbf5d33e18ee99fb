#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""install.py BUILD: installs the build into an empty folder, finds every part of it there, and compiles and runs
a program against the installed library and headers."""
import pathlib
import subprocess
import sys
import tempfile

PARTS = [
    "bin/polc",
    "include/polc/compiler/core/core.h",
    "share/man/man1/polc.1",
    "share/bash-completion/completions/polc",
    "share/zsh/site-functions/_polc",
    "share/fish/vendor_completions.d/polc.fish",
    "share/polc/policies",
    "share/polc/report.schema.json",
]
PROJECT = """\
cmake_minimum_required(VERSION 3.25)
project(uses_polc LANGUAGES CXX)
find_package(polc REQUIRED)
add_executable(uses_polc main.cpp)
target_link_libraries(uses_polc PRIVATE polc::polc)
"""
PROGRAM = """\
#include <cstdio>
#include "compiler/diagnostics/explain.h"
#include "runtime/value/civil_time.h"
#include "runtime/vector/decider.h"

int main() {
  // What decides on single things is there to be linked.
  polc::vector::Decider::Decision (polc::vector::Decider::*decide)(polc::facts::Row) = &polc::vector::Decider::decide;
  if (decide == nullptr) return 3;
  if (!polc::value::parse_day("2020-02-29") || polc::value::parse_day("2020-02-30")) return 1;
  return polc::diag::explain("P0101", polc::source::Language::English) ? 0 : 2;
}
"""


def run(*command):
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))}: status {done.returncode}\n{done.stdout}")
    return done.stdout


def main():
    with tempfile.TemporaryDirectory() as temporary:
        prefix, user = pathlib.Path(temporary, "prefix"), pathlib.Path(temporary, "user")
        run("cmake", "--install", sys.argv[1], "--prefix", prefix)
        missing = [part for part in PARTS if not (prefix / part).exists()]
        # What is opened when it is needed, where it was built.
        missing += [library.name for library in pathlib.Path(sys.argv[1]).glob("libpolc_*.so")
                    if not list(prefix.glob(f"lib*/**/polc/{library.name}"))]
        if missing:
            sys.exit(f"not installed: {', '.join(missing)}")
        print(run(prefix / "bin/polc", "--version").strip())
        user.mkdir()
        (user / "CMakeLists.txt").write_text(PROJECT)
        (user / "main.cpp").write_text(PROGRAM)
        run("cmake", "-G", "Ninja", "-S", user, "-B", user / "build", f"-DCMAKE_PREFIX_PATH={prefix}")
        run("cmake", "--build", user / "build")
        run(user / "build/uses_polc")


if __name__ == "__main__":
    main()
