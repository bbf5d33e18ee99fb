// SPDX-License-Identifier: Apache-2.0
#include "compiler/prove/advice.h"

#include <algorithm>

#include "compiler/prove/words.h"

namespace polc::prove {
namespace {

using diag::Argument;
using diag::Kind;

class Advice {
 public:
  Advice(const core::Program& program, const Finding& finding, const source::SourceMap& sources, diag::Builder& builder)
      : program_(program), finding_(finding), sources_(sources), builder_(builder) {}

  void add() {
    switch (finding_.property) {
      case Property::AboveCeiling:
        if (const auto most = bound(&Breach::highest)) builder_.help(Kind::HelpAtMost, *most, upper());
        return;
      case Property::BelowFloor:
        if (const auto least = bound(&Breach::lowest))
          builder_.help(Kind::HelpAtLeast, *least, upper());
        else if (const auto demanded = measure())
          builder_.help(Kind::HelpDemand, words(program_[*demanded].label), upper());
        return;
      case Property::ScopeWidened:
        if (const std::string who = phrase(); !who.empty()) builder_.help(Kind::HelpOnlyFor, who, upper());
        return;
      case Property::Barred:
      case Property::PermissionWithdrawn:
        if (const std::string who = phrase(); !who.empty()) builder_.help(Kind::HelpExcept, who, upper());
        return;
      case Property::Contradiction: {
        const core::Sentence& other = sentence_of(program_, finding_.about[1]);
        if (other.article != sentence_of(program_, finding_.about[0]).article)
          builder_.help(Kind::HelpPrevails, program_[other.article].number);
        return;
      }
      default:
        return;
    }
  }

 private:
  [[nodiscard]] Argument upper() const { return article_of(program_, sentence_of(program_, finding_.about[1])); }

  // What the superior demands, where the local sentence has something else in its place, or nothing.
  [[nodiscard]] std::optional<core::MeasureId> measure() const {
    const SentenceRef ref = finding_.about[1];
    const SentenceRef local = finding_.about[0];
    if (ref.table != SentenceRef::Table::Norm || local.table != SentenceRef::Table::Norm) return std::nullopt;
    const core::Norm& lower = program_.norms[local.index];
    const auto demanded = Conduct::single(program_.norms[ref.index]);
    const bool is_other = lower.modality == core::Modality::NeedNot || Conduct::single(lower) != demanded;
    return is_other ? demanded : std::nullopt;
  }

  // The bound of the superior, as the interpreter read it in the world.
  [[nodiscard]] std::optional<Argument> bound(std::optional<value::Rational> Breach::* which) const {
    if (!finding_.breach || !((*finding_.breach).*which)) return std::nullopt;
    const value::Rational base = *((*finding_.breach).*which);
    const SentenceRef local = finding_.about.front();
    if (local.table != SentenceRef::Table::Norm || program_.norms[local.index].heads.size() != 1) return std::nullopt;
    const core::Head& head = program_.norms[local.index].heads.front();
    const auto* quantity = std::get_if<core::QuantityHead>(&head);
    if (quantity == nullptr) return length(base);
    if (!quantity->attribute) return std::nullopt;
    return amount(program_[finding_.sort].columns[*quantity->attribute].type, base);
  }

  // For whom the limit holds, in its own words.
  [[nodiscard]] std::string phrase() const {
    const SentenceRef ref = finding_.about[1];
    if (ref.table != SentenceRef::Table::Limit) return "";
    const core::ConditionId id = program_.limits[ref.index].phrase;
    source::Span span = program_[id].span;
    // Several conditions: from the first to the last.
    if (const auto* all = std::get_if<core::All>(&program_[id].kind)) {
      span = program_[all->parts.front()].span;
      for (const core::ConditionId part : all->parts) {
        span.begin = std::min(span.begin, program_[part].span.begin);
        span.end = std::max(span.end, program_[part].span.end);
      }
    }
    if (!span.is_known() || span.file != sentence_of(program_, ref).span.file) return "";
    return in_one_line(with_bracket(span));
  }

  // A bracket that the last condition stands in is closed.
  [[nodiscard]] std::string with_bracket(source::Span span) const {
    const std::string text(sources_.text(span));
    const auto count = [&](std::string_view mark) {
      std::size_t found = 0;
      for (std::size_t at = text.find(mark); at != std::string::npos; at = text.find(mark, at + 1)) ++found;
      return found;
    };
    if (count("(") > count(")")) return text + ")";
    return count("（") > count("）") ? text + "）" : text;
  }

  static std::string in_one_line(const std::string& text) {
    std::string line;
    for (const char letter : text) {
      const bool blank = letter == ' ' || letter == '\n' || letter == '\r' || letter == '\t';
      if (!blank)
        line += letter;
      else if (!line.empty() && line.back() != ' ')
        line += ' ';
    }
    return line;
  }

  const core::Program& program_;
  const Finding& finding_;
  const source::SourceMap& sources_;
  diag::Builder& builder_;
};

}  // namespace

void add_advice(const core::Program& program, const Finding& finding, const source::SourceMap& sources,
                diag::Builder& builder) {
  Advice(program, finding, sources, builder).add();
}

}  // namespace polc::prove
