// SPDX-License-Identifier: Apache-2.0
// Explanations in words: explain::Answer in, sentences that an official can read out. The form is not settled here.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/driver/explain_report.h"
#include "compiler/driver/wording.h"
#include "compiler/source/source_file.h"
#include "runtime/explain/explanation.h"

namespace polc::driver {

class ExplanationWriter {
 public:
  ExplanationWriter(const core::Program& program, const facts::FactBase& facts, const source::SourceMap& sources,
                    const Wording& wording, value::Moment moment, core::RelationId sort, facts::Row subject)
      : program_(program),
        facts_(facts),
        sources_(sources),
        wording_(wording),
        moment_(moment),
        sort_(sort),
        subject_(subject) {}

  [[nodiscard]] AnswerWords write(const explain::Answer& answer) const;
  [[nodiscard]] ExplanationWords frame() const;  // without answers
  [[nodiscard]] FrameWords frame_words() const;

 private:
  // explain_words.cpp
  AnswerWords write(const explain::ClassTrace& trace, std::optional<std::uint32_t> wanted) const;
  AnswerWords write(const explain::FlagTrace& trace) const;
  AnswerWords write(const explain::MeasureTrace& trace) const;
  AnswerWords write(const explain::ViolationTrace& trace) const;
  void add_flips(const explain::Answer& answer, AnswerWords& words) const;
  [[nodiscard]] std::string then(const explain::Answer& answer, const explain::Flip& flip) const;
  [[nodiscard]] std::string change(const explain::Change& change) const;

  // explain_words_rules.cpp
  void add_rules(const std::vector<explain::RuleTrace>& rules, explain::Truth truth, std::optional<std::uint64_t> ranks,
                 core::RelationId sort, facts::Row thing, std::vector<Step>& steps) const;
  [[nodiscard]] Step rule(const explain::RuleTrace& rule, core::RelationId sort, facts::Row thing) const;
  [[nodiscard]] Step norm(const explain::NormTrace& norm) const;
  [[nodiscard]] std::vector<Step> given(const explain::ClassTrace& trace) const;
  [[nodiscard]] std::optional<Step> reach(const interpret::Reach& reach, const core::Sentence& sentence,
                                          core::RelationId sort, facts::Row thing) const;
  void add_timing(const explain::NormTrace& norm, std::vector<Step>& steps) const;
  [[nodiscard]] Citation cite(const core::Sentence& sentence) const;
  [[nodiscard]] std::string article_with_title(core::ArticleId article) const;
  // A moment from which something is so: the first minute of a day is the day.
  [[nodiscard]] std::string instant(value::Moment at) const;

  // explain_words_conditions.cpp
  void add_parts(const explain::PartTrace& part, std::vector<Step>& steps) const;
  [[nodiscard]] Step part(const explain::PartTrace& part) const;
  void add_count(const explain::PartTrace& part, const explain::CountTrace& count, Step& step) const;
  [[nodiscard]] std::string found(const core::Count& node, const explain::CountTrace& count) const;
  [[nodiscard]] std::string window(const interpret::CountReading& reading) const;
  [[nodiscard]] std::string operand(const explain::Operand& operand, const core::Type& type) const;
  [[nodiscard]] std::string quote(source::Span span) const;
  // "region Lanxi", "人员~k3f9q2ab".
  [[nodiscard]] std::string thing(core::RelationId sort, facts::Row row) const;

  [[nodiscard]] std::string say(std::string_view english, std::string_view chinese) const {
    return std::string(wording_.say(english, chinese));
  }
  [[nodiscard]] const std::string& label(const core::Label& label) const { return wording_.label(label); }

  const core::Program& program_;
  const facts::FactBase& facts_;
  const source::SourceMap& sources_;
  const Wording& wording_;
  value::Moment moment_;
  core::RelationId sort_;
  facts::Row subject_;
};

[[nodiscard]] Mark mark_of(value::Truth truth);

}  // namespace polc::driver
