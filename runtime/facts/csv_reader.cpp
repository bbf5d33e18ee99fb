// SPDX-License-Identifier: Apache-2.0
#include "runtime/facts/csv_reader.h"

namespace polc::facts {

Result<CsvReader> CsvReader::open(const std::string& path, std::string shown) {
  auto pieces = CsvPieces::open(path, shown);
  if (!pieces) return pieces.error();
  return CsvReader(std::move(*pieces), std::move(shown));
}

Result<std::optional<std::span<const std::string_view>>> CsvReader::next() {
  while (true) {
    if (in_piece_ && records_.next()) return std::optional(records_.fields());
    if (in_piece_ && records_.failed()) return *records_.failed();
    in_piece_ = pieces_.take(piece_);
    if (!in_piece_) return std::optional<std::span<const std::string_view>>{};
    records_.begin(piece_, shown_);
  }
}

}  // namespace polc::facts
