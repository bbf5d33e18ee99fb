// SPDX-License-Identifier: Apache-2.0
#include "runtime/facts/cell.h"

#include <doctest/doctest.h>

#include "tests/unit/facts/small_world.h"

namespace {

using namespace polc::facts;
using polc::core::Type;
using polc::core::TypeKind;

Parsed parse(TypeKind kind, std::string_view text, bool whole = false, const Spellings& spellings = {}) {
  Type type;
  type.kind = kind;
  type.enumeration = {1};
  CellParser parser(test::small_world(), type, whole, spellings);
  Parsed parsed = parser.parse_text(text);
  parsed.text = {};
  return parsed;
}

TEST_CASE("numbers are exact decimals") {
  const auto number = [](std::string_view text) { return parse(TypeKind::Number, text); };
  CHECK(number("36.60").number == 366);
  CHECK(number("36.60").scale == 1);
  CHECK(number("-0.5").number == -5);
  CHECK(number(" 7 ").number == 7);
  CHECK(number("007").number == 7);
  CHECK(number("1.000").scale == 0);
  CHECK(number("999999999999999999").number == 999999999999999999);
  for (const char* bad : {"1e5", "1,000", "+1", ".5", "5.", "-", "1.2.3", "0x10", "three", "１"})
    CHECK_MESSAGE(number(bad).problem == CellProblem::NotANumber, bad);
  CHECK(number("1234567890123456789").problem == CellProblem::TooManyDigits);
  CHECK(number("0.1234567890123456789").problem == CellProblem::TooManyDigits);
  CHECK(parse(TypeKind::Number, "2.5", true).problem == CellProblem::NotWhole);
  CHECK(parse(TypeKind::Number, "2.0", true).problem == CellProblem::None);
}

TEST_CASE("days and moments are of the calendar") {
  CHECK(parse(TypeKind::Day, "1970-01-02").number == 1);
  for (const char* bad : {"2020-02-30", "2020-2-3", "20200224", "2020-02-24 00:00", "24/02/2020", "2020年2月24日"})
    CHECK_MESSAGE(parse(TypeKind::Day, bad).problem == CellProblem::NotADay, bad);
  CHECK(parse(TypeKind::Moment, "1970-01-01 01:30").number == 90);
  CHECK(parse(TypeKind::Moment, "1970-01-01T01:30:59").number == 90);
  for (const char* bad : {"2020-02-24", "2020-02-24 25:00", "2020-02-30 10:00", "2020-02-24 20:00:60", "10:00"})
    CHECK_MESSAGE(parse(TypeKind::Moment, bad).problem == CellProblem::NotAMoment, bad);
}

TEST_CASE("yes, no and named values are read in both languages and in own spellings") {
  for (const char* yes : {"1", "yes", "YES", "true", "是"}) CHECK_MESSAGE(parse(TypeKind::YesNo, yes).number == 1, yes);
  for (const char* no : {"0", "no", "False", "否"}) CHECK_MESSAGE(!parse(TypeKind::YesNo, no).absent, no);
  CHECK(parse(TypeKind::YesNo, "maybe").problem == CellProblem::NotYesNo);
  CHECK(parse(TypeKind::YesNo, "Y", false, {{"Y", "yes"}}).number == 1);
  CHECK(parse(TypeKind::Enumeration, "Suspected").number == 1);
  CHECK(parse(TypeKind::Enumeration, "確診").number == 0);
  CHECK(parse(TypeKind::Enumeration, "c").problem == CellProblem::NotAValue);
  CHECK(parse(TypeKind::Enumeration, "2", false, {{"2", "疑似"}}).number == 1);
}

TEST_CASE("an empty cell is absent, a cell in another encoding a problem") {
  for (const TypeKind kind : {TypeKind::Text, TypeKind::YesNo, TypeKind::Enumeration, TypeKind::Number, TypeKind::Day,
                              TypeKind::Moment, TypeKind::Reference}) {
    CHECK(parse(kind, "  ").absent);
    CHECK(parse(kind, "  ").problem == CellProblem::None);
  }
  CHECK(parse(TypeKind::Text, "\xB5\xD8").problem == CellProblem::NotText);
  CHECK(parse(TypeKind::Enumeration, "\xB5\xD8").problem == CellProblem::NotText);
}

TEST_CASE("a word is remembered with its meaning") {
  Type type;
  type.kind = TypeKind::YesNo;
  CellParser parser(test::small_world(), type, false, {});
  for (int round = 0; round < 3; ++round) {
    CHECK(parser.parse_text("yes").number == 1);
    CHECK(parser.parse_text("perhaps").problem == CellProblem::NotYesNo);
    CHECK(parser.parse({Cell::Kind::Integer, 1, {}}).number == 1);
    CHECK(parser.parse({Cell::Kind::Integer, 2, {}}).problem == CellProblem::NotYesNo);
  }
}

}  // namespace
