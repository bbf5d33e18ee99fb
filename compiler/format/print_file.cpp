// SPDX-License-Identifier: Apache-2.0
#include "compiler/format/print_file.h"

#include <map>

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

void put_comment(std::string& text, const parse::Comment& comment) {
  if (comment.blank_before) text += '\n';
  text += comment.text + '\n';
}

}  // namespace

std::optional<std::string> print(const ast::File& file, std::string_view original, source::Language language) {
  const Sentences sentences(file, language);
  const parse::WrittenText written = parse::written(original);
  const std::string stop = language == source::Language::Chinese ? "。" : ".";
  std::string text;
  for (const parse::WrittenSentence& sentence : written.sentences) {
    for (const parse::Comment& comment : sentence.above) put_comment(text, comment);
    if (sentence.blank_before) text += '\n';
    for (const parse::WrittenWord& word : sentence.words)
      for (const parse::Comment& comment : word.behind) put_comment(text, {comment.text, true, false});
    const std::string* line = sentences.find(sentence.begin);
    const bool note = sentence.words.front().token == "NOTE";
    text += mark(sentence.marks, language);
    text += line != nullptr ? *line : sentences.limits_line();
    if (!note) text += " " + stop;
    if (!sentence.comment.empty()) text += " " + sentence.comment;
    text += '\n';
  }
  for (const parse::Comment& comment : written.below) put_comment(text, comment);
  return format(text);
}

}  // namespace polc::format
