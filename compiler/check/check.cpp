// SPDX-License-Identifier: Apache-2.0
#include "compiler/check/check.h"

#include <algorithm>

#include "compiler/check/cycles.h"
#include "compiler/check/policies.h"
#include "compiler/check/unused.h"
#include "compiler/check/vocabulary.h"
#include "compiler/trace/findings.h"

namespace polc::check {
namespace {

bool all_read(std::span<const ast::File> files) {
  return std::all_of(files.begin(), files.end(), [](const ast::File& file) { return file.unread.empty(); });
}

// A sentence that could not be read may have declared what others name.
void mute_what_may_follow(diag::Sink& sink) {
  using diag::Kind;
  sink.mute({Kind::UnknownName,       Kind::PhraseDoesNotFit,   Kind::NotAThing,          Kind::UnknownAttribute,
             Kind::NameNotHere,       Kind::UnknownAuthority,   Kind::UnknownMeasure,     Kind::NotAMeasure,
             Kind::UnknownEntity,     Kind::UnknownScale,       Kind::UnknownParameter,   Kind::NotAClass,
             Kind::NoSuchClass,       Kind::NoSuchValue,        Kind::DoesNotBelong,      Kind::SubjectMissing,
             Kind::SubjectUnclear,    Kind::SubjectFitsNone,    Kind::UnknownType,        Kind::UnknownPolicy,
             Kind::UnknownArticle,    Kind::EventWithoutTime,   Kind::EntityWithoutKey,   Kind::WrongSort,
             Kind::MeasureNotOnScale, Kind::ListOfNothing,      Kind::NotAListOfMeasures, Kind::NotGiven,
             Kind::WhoseFact,         Kind::ExpectBeforeOn,     Kind::ParameterUnused,    Kind::NothingToCombine,
             Kind::ArticleEmpty,      Kind::ArticlesWithoutRule});
}

}  // namespace

std::optional<core::Program> check(std::span<const ast::File> files, diag::Sink& sink) {
  core::Program program;
  Builder builder(program);
  std::vector<const ast::File*> all;
  for (const ast::File& file : files) all.push_back(&file);

  const bool complete = all_read(files);
  if (complete)
    sink.mute({});
  else
    mute_what_may_follow(sink);
  const std::size_t errors_before = sink.error_count();
  const auto vocabularies = declare_vocabularies(all, program, builder, sink);
  read_policies(all, vocabularies, program, builder, sink);
  for (const ast::File* file : all)
    for (const auto& part : file->parts)
      if (const auto* policy = std::get_if<ast::Policy>(&part)) trace::report_articles(*policy, sink);
  report_cycles(program, sink);
  report_unused(program, sink);
  if (!complete || sink.error_count() != errors_before) return std::nullopt;
  return program;
}

}  // namespace polc::check
