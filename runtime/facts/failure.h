// SPDX-License-Identifier: Apache-2.0
// What stopped the reading or writing of facts altogether: a file, a database, a disk. Findings about rows go to the sink
// instead. A failure is a kind of the registry with its arguments, so that the driver shows it like any finding.
#pragma once

#include <utility>
#include <variant>
#include <vector>

#include "compiler/diagnostics/sink.h"
#include "runtime/value/result.h"

namespace polc::facts {

struct Failure {
  diag::Kind kind;
  std::vector<diag::Argument> arguments;
};

template <class T>
using Result = value::Result<T, Failure>;
using Outcome = Result<std::monostate>;

template <class... Arguments>
[[nodiscard]] Failure failure(diag::KindWith<sizeof...(Arguments)> kind, Arguments&&... arguments) {
  return {kind.kind(), {diag::Argument(std::forward<Arguments>(arguments))...}};
}
inline void report(const Failure& failed, diag::Sink& sink) { sink.emit_any(failed.kind, {}, failed.arguments); }

}  // namespace polc::facts
