// SPDX-License-Identifier: Apache-2.0
// The mapping file: which table and column of a store holds what the vocabulary speaks of, where the names differ.
// Read here line by line into plain lists; whether its names exist is bind.h's to find out. Format: README.md.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "compiler/diagnostics/sink.h"
#include "compiler/source/source_file.h"

namespace polc::facts {

struct MapWord {
  std::string text;
  source::Span span;
};
struct MapValue {  // `value C means confirmed`
  MapWord spelling;
  MapWord meaning;
};
struct MapColumn {  // `column fips holds region`, or `case kind is confirmed`
  MapWord name;     // in the vocabulary
  MapWord source;   // the column of the store, or the constant
  bool constant = false;
  std::vector<MapValue> values;
};
struct MapTable {  // `table us_counties_daily holds case`
  MapWord table;
  MapWord relation;
  std::vector<MapColumn> columns;
};

struct Mapping {
  std::vector<MapTable> tables;
  std::vector<MapValue> values;  // before the first table: for every column
};

// No value after an error, which is then in the sink.
[[nodiscard]] std::optional<Mapping> parse_mapping(const source::SourceMap& sources, source::FileId file,
                                                   diag::Sink& sink);

}  // namespace polc::facts
