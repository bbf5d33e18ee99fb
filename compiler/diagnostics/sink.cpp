// SPDX-License-Identifier: Apache-2.0
#include "compiler/diagnostics/sink.h"

#include <algorithm>

#include "runtime/value/check_macro.h"

namespace polc::diag {

Builder Sink::emit_any(Kind kind, Span span, std::vector<Argument> arguments) {
  POLC_CHECK(arguments.size() == arity(kind), "the number of arguments differs from what kinds.def uses");
  if (!admit(kind, span)) return Builder(nullptr);
  return keep({kind, span, std::move(arguments)});
}

bool Sink::admit(Kind kind, Span span) {
  const Severity severity = info(kind).severity;
  if (std::find(muted_.begin(), muted_.end(), kind) != muted_.end()) return false;
  if (severity != Severity::Error && errors_only_.contains(span.file)) return false;
  const std::size_t kept = severity == Severity::Error ? kept_errors_ : kept_.size() - kept_errors_;
  const bool room = kept < limits_.kept;
  const Place place{kind, span.file, span.begin, span.end};
  if (span.is_known() && !(room ? seen_.insert(place).second : !seen_.contains(place))) return false;
  switch (severity) {
    case Severity::Error:
      ++errors_;
      break;
    case Severity::Warning:
      ++warnings_;
      break;
    case Severity::Note:
      ++notes_;
      break;
  }
  return room;
}

Builder Sink::keep(Message primary) {
  if (info(primary.kind).severity == Severity::Error) ++kept_errors_;
  kept_.push_back({std::move(primary), {}, std::nullopt, {}, nullptr});
  return Builder(&kept_.back());
}

std::vector<const Diagnostic*> Sink::in_source_order() const {
  std::vector<const Diagnostic*> order;
  order.reserve(kept_.size());
  for (const Diagnostic& diagnostic : kept_) order.push_back(&diagnostic);
  std::stable_sort(order.begin(), order.end(), [](const Diagnostic* left, const Diagnostic* right) {
    const Span& here = left->primary.span;
    const Span& there = right->primary.span;
    return std::tie(here.file, here.begin, here.end) < std::tie(there.file, there.begin, there.end);
  });
  return order;
}

}  // namespace polc::diag
