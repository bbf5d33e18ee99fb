// SPDX-License-Identifier: Apache-2.0
// What a Session keeps; for session.cpp and probe.cpp alone.
#pragma once

#include <utility>

#include "runtime/interpret/interpret.h"
#include "runtime/interpret/world.h"

namespace polc::interpret {

struct Session::State {
  State(const core::Program& program, const facts::FactBase& facts, diag::Sink& sink, Options options_)
      : world(program, facts, sink, options_.policies), options(std::move(options_)) {}

  World world;
  Options options;
};

}  // namespace polc::interpret
