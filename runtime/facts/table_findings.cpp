// SPDX-License-Identifier: Apache-2.0
#include "runtime/facts/table_findings.h"

#include <limits>

namespace polc::facts {

void ToldFindings::show_with_help(diag::Kind kind, RowNumber number, std::vector<diag::Argument> rest,
                                  std::optional<diag::Message> help) {
  rest.insert(rest.begin(), store_.place(table_, number));
  findings_.show_any(kind, std::move(rest), std::move(help));
}

void KeptFindings::tell_before(Position position, RowFindings& findings, const FactStore& store, std::size_t table) {
  ToldFindings told(findings, store, table);
  for (; told_ < kept_.size() && kept_[told_].position < position; ++told_) {
    Kept& kept = kept_[told_];
    if (told.admit(kept.kind)) told.show_with_help(kept.kind, kept.number, std::move(kept.rest), std::move(kept.help));
  }
}

void KeptFindings::tell(RowFindings& findings, const FactStore& store, std::size_t table) {
  tell_before({std::numeric_limits<Row>::max(), 0}, findings, store, table);
  for (const auto& [kind, count] : counts_)
    if (count > limit_) findings.count(kind, count - limit_);
  kept_.clear();
  counts_.clear();
  told_ = 0;
}

}  // namespace polc::facts
