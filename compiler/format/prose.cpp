// SPDX-License-Identifier: Apache-2.0
#include "compiler/format/prose.h"

#include <algorithm>
#include <utility>

#include "compiler/ast/match.h"

namespace polc::format {
namespace {

bool has_letter(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char byte) {
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
           (static_cast<unsigned char>(byte) & 0x80U) != 0;
  });
}

/// What a comment says: without its `#` and the blanks behind it.
std::string said(const parse::Comment& comment) {
  const std::size_t begin = comment.text.find_first_not_of(" \t", 1);
  return begin == std::string::npos ? "" : comment.text.substr(begin);
}

std::string as_comment(std::string_view text) {
  std::string lines;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    lines += (begin == end ? "#" : "# ") + std::string(text.substr(begin, end - begin)) + '\n';
    begin = end + 1;
  }
  return lines;
}

}  // namespace

std::optional<std::size_t> ProseTable::add(Row row) {
  const auto english = by_english_.find(row.english);
  const auto chinese = by_chinese_.find(row.chinese);
  if (english != by_english_.end()) return english->second;
  if (chinese != by_chinese_.end()) return chinese->second;
  by_english_.emplace(row.english, rows_.size());
  by_chinese_.emplace(row.chinese, rows_.size());
  rows_.push_back(std::move(row));
  return std::nullopt;
}

const std::string* ProseTable::find(std::string_view text, source::Language language) const {
  const bool is_english = language == source::Language::English;
  const auto& from = is_english ? by_english_ : by_chinese_;
  const auto found = from.find(text);
  if (found == from.end()) return nullptr;
  return is_english ? &rows_[found->second].chinese : &rows_[found->second].english;
}

void OtherProse::change(ast::File& file) {
  for (auto& part : file.parts) std::visit([&](auto& one) { change(one); }, part);
}

void OtherProse::change(ast::Vocabulary& vocabulary) {
  for (ast::VocabularyItem& item : vocabulary.items)
    if (auto* note = std::get_if<ast::Note>(&item)) change(*note);
}

void OtherProse::change(ast::Policy& policy) {
  for (ast::Header& header : policy.headers) {
    if (auto* note = std::get_if<ast::Note>(&header.kind)) change(*note);
    if (auto* source = std::get_if<ast::SourceHeader>(&header.kind)) {
      change(source->title);
      if (source->detail) change(*source->detail);
    }
  }
  for (ast::Article& article : policy.articles) {
    if (article.title) change(*article.title);
    for (ast::Statement& statement : article.statements)
      if (auto* note = std::get_if<ast::Note>(&statement)) change(*note);
    for (auto& limit : article.limits)
      if (auto* note = std::get_if<ast::Note>(&limit)) change(*note);
  }
  for (ast::Test& test : policy.tests) {
    change(test.title);
    for (ast::TestStep& step : test.steps)
      if (auto* note = std::get_if<ast::Note>(&step.kind)) change(*note);
  }
  for (ast::Waiver& waiver : policy.waivers) change(waiver.reason);
}

void OtherProse::change(ast::Name& name) {
  if (!has_letter(name.text)) return;
  if (const std::string* other = table_.find(name.text, language_)) {
    name.text = *other;
    name.quoted = true;
  } else {
    missing_.push_back({name.span, name.text});
  }
}

void OtherProse::change(ast::Note& note) {
  if (!has_letter(note.text)) return;
  if (const std::string* other = table_.find(note.text, language_))
    note.text = *other;
  else
    missing_.push_back({note.span, note.text});
}

std::string OtherProse::lines(std::span<const parse::Comment> comments) {
  std::string whole;
  for (const parse::Comment& comment : comments) whole += (whole.empty() ? "" : "\n") + said(comment);
  if (const std::string* other = table_.find(whole, language_)) return as_comment(*other);
  std::string lines;
  for (const parse::Comment& comment : comments) {
    const std::string line = said(comment);
    const std::string* other = table_.find(line, language_);
    lines += other != nullptr ? as_comment(*other) : comment.text + '\n';
    if (other != nullptr || !has_letter(line)) continue;
    const auto end = comment.begin + static_cast<std::uint32_t>(comment.text.size());
    missing_.push_back({{file_, comment.begin, end}, line});
  }
  return lines;
}

}  // namespace polc::format
