// SPDX-License-Identifier: Apache-2.0
// Thrown while a query is built, and caught where it is asked: the text says what no query can say exactly. Never guessed.
#pragma once

#include <cstdint>

#include "compiler/source/span.h"

namespace polc::prove {

enum class Construct : std::uint8_t {
  ProductOfUnknowns,  // an amount times or divided by another one that is not known
  EndOfLatest,        // the end of the latest event
  PartOfTotal,        // a cumulative total is counted by a filter
  DaysNotCounted,     // `on each of` a span whose number of days is not fixed
  TooManyRows,        // so many rows matter that the query would not end
  DefinedByItself,    // a class that needs itself by way of other things
  NumberTooLarge,     // a number that does not fit
  WorldsThatAreNone,  // a model that is no world: rows are seen from two sides
};

struct Undecided {
  Construct construct;
  source::Span span;
};

}  // namespace polc::prove
