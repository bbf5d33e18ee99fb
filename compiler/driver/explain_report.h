// SPDX-License-Identifier: Apache-2.0
// Explanations in words, and their three forms: text, JSON (described by explanation.schema.json), HTML. The words are made once,
// in explain_words*.cpp; the forms only lay them out.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace polc::driver {

// Whether what a step says holds.
enum class Mark : std::uint8_t { None, Holds, Fails, Unknown };

// The sentence a step rests on, as it is written.
struct Citation {
  std::string article;  // "article 40", with its policy where there are several
  std::string title;
  std::string quote;
  std::string file;
  std::uint32_t line = 0;
};

enum class StepKind : std::uint8_t {
  Heading,
  Rule,  // a sentence that gives a class or defines an attribute
  Norm,
  Reach,      // force, places, lapse
  Condition,  // a part of a sentence, against the facts
  Exception,
  Override,  // another sentence prevails, or spares the subject
  Timing,
  Row,    // a row that counts, or does not
  Given,  // a class that the facts give
  Combination,
  Missing,  // a report that is missing
  Conflict,
  More,  // what is left out
};
[[nodiscard]] const char* name(Mark mark);  // empty: none
[[nodiscard]] const char* name(StepKind kind);

struct Step {
  StepKind kind = StepKind::Condition;
  Mark mark = Mark::None;
  std::string text;
  std::optional<Citation> citation;
  std::vector<Step> steps;
};

struct FlipWords {
  std::vector<std::string> changes;
  std::size_t cost = 0;
  std::string then;
};

enum class AnswerKind : std::uint8_t { Class, Attribute, Measure, Violation };
[[nodiscard]] const char* name(AnswerKind kind);
enum class Verdict : std::uint8_t { Yes, No, Unknown, Conflict, Gap };
[[nodiscard]] const char* name(Verdict verdict);

struct AnswerWords {
  AnswerKind kind = AnswerKind::Class;
  Verdict verdict = Verdict::No;
  std::string question;  // "Why is the risk of person ~k3f9q2ab high?"
  std::string answer;    // "risk of person ~k3f9q2ab: high"
  std::vector<Step> steps;
  std::vector<FlipWords> flips;
  std::string flips_note;  // how they are to be read, or why there is none
};

struct ExplanationWords {
  std::string subject;
  std::string on;
  std::string policies;
  std::vector<AnswerWords> answers;
};

// Words of the frame, in the language of the output.
struct FrameWords {
  std::string title;  // "Explanation"
  std::string holds, fails, unknown;
  std::string smallest;  // "The smallest change of facts that was found"
  std::string or_else;   // "or"
  std::string language;  // "en", "zh"
};

[[nodiscard]] std::string explanation_as_text(const ExplanationWords& words, const FrameWords& frame, bool colour);
[[nodiscard]] std::string explanation_as_json(const ExplanationWords& words);
[[nodiscard]] std::string explanation_as_html(const ExplanationWords& words, const FrameWords& frame);

}  // namespace polc::driver
