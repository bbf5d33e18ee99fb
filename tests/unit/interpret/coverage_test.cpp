// SPDX-License-Identifier: Apache-2.0
// What counts as touched: sentences that held, and conditions seen from both sides where they were asked.
#include <doctest/doctest.h>

#include "compiler/core/verify.h"
#include "runtime/interpret/coverage.h"
#include "small_world.h"

using namespace polc;
using namespace polc::core;
using namespace polc::interpret;
using interpret_test::Small;

namespace {

source::Span line(std::uint32_t number) { return {source::FileId{0}, number * 10, number * 10 + 9}; }

void run(const Small& small, std::int32_t day, Coverage& coverage) {
  diag::Sink sink;
  Options options;
  options.coverage = &coverage;
  (void)Session(small.program, small.facts, sink, options).evaluate(end_of({day}));
}

}  // namespace

TEST_CASE("a class rule is covered once it holds, its condition once it has been true and false") {
  Small small;
  small.add_case(small.add_region("A"), 100, 1);
  small.finish();
  small.add_class(0, small.case_count(14, {}, 0));
  small.program.class_rules[0].sentence.span = line(1);
  REQUIRE(!find_fault(small.program));
  Coverage coverage = nothing_covered(small.program);
  REQUIRE(coverage.sentences.size() == 1);
  const SentenceCoverage& sentence = coverage.sentences[0];
  REQUIRE(sentence.conditions.size() == 1);
  CHECK(!sentence.is_covered());
  run(small, 105, coverage);
  CHECK(!sentence.is_covered());
  CHECK(!sentence.conditions[0].was_true);
  CHECK(sentence.conditions[0].was_false);
  run(small, 114, coverage);
  CHECK(sentence.is_covered());
  CHECK(sentence.conditions[0].is_covered());
}

TEST_CASE("`otherwise` holds where no other rule does") {
  Small small;
  small.add_case(small.add_region("A"), 100, 1);
  small.finish();
  small.add_class(0, small.case_count(14, {}, 0));
  small.add_class(1, small.always(), true);
  small.program.class_rules[0].sentence.span = line(1);
  small.program.class_rules[1].sentence.span = line(2);
  Coverage coverage = nothing_covered(small.program);
  run(small, 114, coverage);
  CHECK(!coverage.sentences[1].is_covered());
  CHECK(coverage.sentences[1].conditions.empty());
  run(small, 105, coverage);
  CHECK(coverage.sentences[1].is_covered());
}

TEST_CASE("a condition is asked only where those before it leave the matter open") {
  Small small;
  const facts::Row a = small.add_region("A");
  small.add_person("P", a, false);
  small.finish();
  const ConditionId contact = small.is_contact();
  const ConditionId has_home = small.add(Present{{0, {1}, Small::region}});
  small.add_norm(Small::upper_article, Modality::Must, Small::mask, small.add(All{{contact, has_home}})).sentence.span =
      line(1);
  small.add_norm(Small::upper_article, Modality::Must, Small::mask, small.add(AnyOf{{contact, has_home}}))
      .sentence.span = line(2);
  REQUIRE(!find_fault(small.program));
  Coverage coverage = nothing_covered(small.program);
  run(small, 100, coverage);
  const auto& both = coverage.sentences[0].conditions;
  REQUIRE(both.size() == 2);
  CHECK(both[0].was_false);
  CHECK(!both[0].was_true);
  CHECK(!both[1].was_true);
  CHECK(!both[1].was_false);
  CHECK(!coverage.sentences[0].is_covered());
  const auto& either = coverage.sentences[1].conditions;
  CHECK(either[0].was_false);
  CHECK(either[1].was_true);
  CHECK(coverage.sentences[1].is_covered());
}

TEST_CASE("an exception is asked where the sentence would apply without it") {
  Small small;
  const facts::Row a = small.add_region("A");
  small.add_person("P", a, false);
  small.add_person("Q", a, true);
  small.finish();
  Norm& norm = small.add_norm(Small::upper_article, Modality::Must, Small::mask, small.is_contact());
  norm.exceptions = {small.add(Present{{0, {1}, Small::region}})};
  norm.sentence.span = line(1);
  Coverage coverage = nothing_covered(small.program);
  run(small, 100, coverage);
  CHECK(!coverage.sentences[0].is_covered());
  REQUIRE(coverage.sentences[0].conditions.size() == 2);
  CHECK(coverage.sentences[0].conditions[0].is_covered());
  CHECK(coverage.sentences[0].conditions[1].was_true);
  CHECK(!coverage.sentences[0].conditions[1].was_false);
}

TEST_CASE("a sentence that stands for several rules is covered when each of them held, and has each condition once") {
  Small small;
  const facts::Row a = small.add_region("A");
  small.add_person("P", a, true);
  small.finish();
  const ConditionId contact = small.is_contact();
  small.add_norm(Small::upper_article, Modality::Must, Small::mask, contact).sentence.span = line(1);
  Norm& second = small.add_norm(Small::upper_article, Modality::Must, Small::travel, contact);
  second.exceptions = {contact};
  second.sentence.span = line(1);
  Coverage coverage = nothing_covered(small.program);
  run(small, 100, coverage);
  REQUIRE(coverage.sentences.size() == 1);
  CHECK(coverage.sentences[0].rules.size() == 2);
  CHECK(coverage.sentences[0].conditions.size() == 1);
  CHECK(coverage.sentences[0].rules[0].held);
  CHECK(!coverage.sentences[0].rules[1].held);
  CHECK(!coverage.sentences[0].is_covered());
}

TEST_CASE("a limit is covered when what it guards is in question") {
  Small small;
  const facts::Row a = small.add_region("A");
  small.add_person("P", a, true);
  small.finish();
  small.add_limit(LimitKind::NotImposed, Small::mask, small.is_contact()).sentence.span = line(1);
  small.add_limit(LimitKind::NotImposed, Small::mask, small.add(Negation{small.is_contact()})).sentence.span = line(2);
  Coverage coverage = nothing_covered(small.program);
  run(small, 100, coverage);
  CHECK(coverage.sentences[0].is_covered());
  CHECK(!coverage.sentences[1].is_covered());
  CHECK(coverage.sentences[1].conditions[0].was_true);
}
