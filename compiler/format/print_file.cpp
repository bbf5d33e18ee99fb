// SPDX-License-Identifier: Apache-2.0
#include "compiler/format/print_file.h"

#include <algorithm>
#include <map>
#include <span>
#include <vector>

#include "compiler/ast/match.h"
#include "compiler/format/format.h"
#include "compiler/format/printer.h"
#include "compiler/format/spacing.h"
#include "compiler/parse/written.h"

namespace polc::format {
namespace {

/// The sentences of a file under the offsets at which they begin.
class Sentences {
 public:
  Sentences(const ast::File& file, source::Language language) : printer_(language) {
    for (const auto& part : file.parts) ast::match(part, [&](const auto& one) { add(one); });
  }

  /// Null for the heading of the limits, which is no node of the tree.
  [[nodiscard]] const std::string* find(std::uint32_t begin) const {
    const auto found = lines_.find(begin);
    return found == lines_.end() ? nullptr : &found->second;
  }
  [[nodiscard]] std::string limits_line() const { return printer_.limits_line(); }

 private:
  void put(source::Span span, std::string line) { lines_.emplace(span.begin, std::move(line)); }

  void add(const ast::Vocabulary& vocabulary) {
    put(vocabulary.span, printer_.first_line(vocabulary));
    for (const ast::VocabularyItem& item : vocabulary.items) {
      std::visit([&](const auto& one) { put(one.span, printer_.line(item)); }, item);
      if (const auto* entity = std::get_if<ast::Entity>(&item)) add(entity->attributes);
      if (const auto* event = std::get_if<ast::Event>(&item)) add(event->attributes);
    }
  }
  void add(const std::vector<ast::Attribute>& attributes) {
    for (const ast::Attribute& one : attributes) put(one.span, printer_.line(one));
  }

  void add(const ast::Policy& policy) {
    put(policy.span, printer_.first_line(policy));
    for (const ast::Header& one : policy.headers) put(one.span, printer_.line(one));
    for (const ast::Article& article : policy.articles) {
      put(article.span, printer_.first_line(article));
      for (const ast::Statement& one : article.statements)
        std::visit([&](const auto& s) { put(s.span, printer_.line(one)); }, one);
      for (const auto& one : article.limits) std::visit([&](const auto& l) { put(l.span, printer_.line(l)); }, one);
    }
    for (const ast::Test& test : policy.tests) {
      put(test.span, printer_.first_line(test));
      for (const ast::TestStep& one : test.steps) put(one.span, printer_.line(one));
    }
    for (const ast::Waiver& one : policy.waivers) put(one.span, printer_.line(one));
  }

  Printer printer_;
  std::map<std::uint32_t, std::string> lines_;
};

/// The comments of a text as whole lines, in the language that it is to be in.
class Comments {
 public:
  explicit Comments(OtherProse* prose) : prose_(prose) {}

  /// Lines with no empty line between them stand together.
  void put(std::string& text, const std::vector<parse::Comment>& comments) const {
    const std::span<const parse::Comment> all(comments);
    for (std::size_t at = 0, end = 0; at < all.size(); at = end) {
      for (end = at + 1; end < all.size() && !all[end].blank_before;) ++end;
      if (all[at].blank_before) text += '\n';
      text += lines(all.subspan(at, end - at));
    }
  }
  /// A comment behind its sentence, on one line.
  [[nodiscard]] std::string behind(const parse::Comment& comment) const {
    std::string line = lines({&comment, 1});
    line.pop_back();
    std::replace(line.begin(), line.end(), '\n', ' ');
    return line;
  }

 private:
  [[nodiscard]] std::string lines(std::span<const parse::Comment> comments) const {
    if (prose_ != nullptr) return prose_->lines(comments);
    std::string text;
    for (const parse::Comment& comment : comments) text += comment.text + '\n';
    return text;
  }

  OtherProse* prose_;
};

}  // namespace

std::optional<std::string> print(const ast::File& file, std::string_view original, source::Language language,
                                 OtherProse* prose) {
  const Sentences sentences(file, language);
  const Comments comments(prose);
  const parse::WrittenText written = parse::written(original);
  const std::string stop = language == source::Language::Chinese ? "。" : ".";
  std::string text;
  for (const parse::WrittenSentence& sentence : written.sentences) {
    comments.put(text, sentence.above);
    if (sentence.blank_before) text += '\n';
    for (const parse::WrittenWord& word : sentence.words) comments.put(text, word.behind);
    const std::string* line = sentences.find(sentence.begin);
    const bool note = sentence.words.front().token == "NOTE";
    text += mark(sentence.marks, language);
    text += line != nullptr ? *line : sentences.limits_line();
    if (!note) text += " " + stop;
    if (!sentence.comment.text.empty()) text += " " + comments.behind(sentence.comment);
    text += '\n';
  }
  comments.put(text, written.below);
  return format(text);
}

}  // namespace polc::format
