// SPDX-License-Identifier: Apache-2.0
// Explanations as one page that needs nothing else: light and dark as the reader's system is, readable when printed.
#include <string_view>

#include "compiler/driver/explain_report.h"

namespace polc::driver {
namespace {

constexpr std::string_view style = R"(
:root { color-scheme: light dark; --ink: #1b1f24; --paper: #ffffff; --soft: #5b6570; --line: #d5dae0; --quote: #f3f5f8;
  --yes: #1a6b35; --no: #a3231f; --open: #8a5a00; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e9ed; --paper: #15181c; --soft: #9aa4af; --line: #353b43;
  --quote: #20252b; --yes: #6fcf8e; --no: #ff8f88; --open: #e5b567; } }
body { font: 16px/1.55 "Noto Sans", "Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", system-ui, sans-serif;
  color: var(--ink); background: var(--paper); max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.5rem; margin: 0; } h2 { font-size: 1.2rem; margin: 2rem 0 .3rem; border-top: 1px solid var(--line); padding-top: 1rem; }
h3 { font-size: 1rem; margin: 1.2rem 0 .3rem; } .about { color: var(--soft); margin: .2rem 0; } .answer { font-weight: 600; margin: .2rem 0 .8rem; }
ul.steps { list-style: none; margin: 0; padding-left: 1.3rem; } ul.steps > li { margin: .25rem 0; }
.mark { display: inline-block; width: 1.3em; margin-left: -1.3em; font-weight: 700; }
.holds > .mark { color: var(--yes); } .fails > .mark { color: var(--no); } .unknown > .mark { color: var(--open); }
blockquote { margin: .2rem 0 .4rem; padding: .3rem .7rem; background: var(--quote); border-left: 3px solid var(--line); white-space: pre-wrap; }
.place { color: var(--soft); font-size: .85em; } .heading { font-weight: 600; } .heading > ul { font-weight: 400; }
.flips { border: 1px solid var(--line); border-radius: .4rem; padding: .2rem 1rem .8rem; margin-top: 1rem; } .note { color: var(--soft); }
@media print { :root { --ink: #000; --paper: #fff; --soft: #444; --line: #999; --quote: #fff; --yes: #000; --no: #000; --open: #000; }
  body { margin: 0; max-width: none; font-size: 11pt; } blockquote, .flips, li { break-inside: avoid; } }
)";

class HtmlForm {
 public:
  explicit HtmlForm(const FrameWords& frame) : frame_(frame) {}

  std::string write(const ExplanationWords& words) {
    out_ = "<!DOCTYPE html>\n<html lang=\"" + frame_.language + "\">\n<head>\n<meta charset=\"utf-8\">\n" +
           "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>";
    text(frame_.title + ": " + words.subject + ", " + words.on);
    out_ += "</title>\n<style>";
    out_ += style;
    out_ += "</style>\n</head>\n<body>\n";
    element("h1", "", words.subject);
    element("p", "about", words.on);
    element("p", "about", words.policies);
    for (const AnswerWords& answer : words.answers) write(answer);
    out_ += "</body>\n</html>\n";
    return std::move(out_);
  }

 private:
  void write(const AnswerWords& answer) {
    out_ += "<section>\n";
    element("h2", "", answer.question);
    element("p", "answer", answer.answer);
    write(answer.steps);
    out_ += "<div class=\"flips\">\n";
    if (!answer.flips.empty()) element("h3", "", frame_.smallest);
    for (std::size_t at = 0; at < answer.flips.size(); ++at) {
      if (at > 0) element("p", "", frame_.or_else);
      out_ += "<ul>\n";
      for (const std::string& change : answer.flips[at].changes) element("li", "", change);
      out_ += "</ul>\n";
      element("p", "", "→ " + answer.flips[at].then);
    }
    if (!answer.flips_note.empty()) element("p", "note", answer.flips_note);
    out_ += "</div>\n</section>\n";
  }

  void write(const std::vector<Step>& steps) {
    if (steps.empty()) return;
    out_ += "<ul class=\"steps\">\n";
    for (const Step& step : steps) {
      out_ += "<li class=\"";
      out_ += class_of(step);
      out_ += "\">";
      write(step.mark);
      text(step.text);
      if (step.citation) write(*step.citation);
      write(step.steps);
      out_ += "</li>\n";
    }
    out_ += "</ul>\n";
  }

  static std::string_view class_of(const Step& step) {
    if (step.mark != Mark::None) return name(step.mark);
    return step.kind == StepKind::Heading ? "heading" : "plain";
  }

  void write(Mark mark) {
    const auto say = [&](std::string_view sign, const std::string& word) {
      out_ += "<span class=\"mark\" role=\"img\" aria-label=\"";
      text(word);
      out_ += "\">";
      out_ += sign;
      out_ += "</span>";
    };
    if (mark == Mark::Holds) say("✓", frame_.holds);
    if (mark == Mark::Fails) say("✗", frame_.fails);
    if (mark == Mark::Unknown) say("?", frame_.unknown);
  }

  void write(const Citation& citation) {
    if (citation.quote.empty()) return;
    out_ += "\n<blockquote>";
    text(citation.quote);
    if (citation.line != 0) {
      out_ += " <span class=\"place\">";
      text(citation.file + ":" + std::to_string(citation.line));
      out_ += "</span>";
    }
    out_ += "</blockquote>";
  }

  void element(std::string_view tag, std::string_view css_class, std::string_view content) {
    out_ += "<";
    out_ += tag;
    if (!css_class.empty()) {
      out_ += " class=\"";
      out_ += css_class;
      out_ += "\"";
    }
    out_ += ">";
    text(content);
    out_ += "</";
    out_ += tag;
    out_ += ">\n";
  }

  // What comes from policies and facts is text, whatever it looks like.
  void text(std::string_view content) {
    for (const char letter : content) {
      switch (letter) {
        case '&':
          out_ += "&amp;";
          break;
        case '<':
          out_ += "&lt;";
          break;
        case '>':
          out_ += "&gt;";
          break;
        case '"':
          out_ += "&quot;";
          break;
        default:
          out_ += letter;
      }
    }
  }

  const FrameWords& frame_;
  std::string out_;
};

}  // namespace

std::string explanation_as_html(const ExplanationWords& words, const FrameWords& frame) {
  return HtmlForm(frame).write(words);
}

}  // namespace polc::driver
