// SPDX-License-Identifier: Apache-2.0
#include "compiler/core/expression.h"

#include <algorithm>

namespace polc::core {

namespace {

bool is_plain(char letter) {
  const auto byte = static_cast<unsigned char>(letter);
  return byte >= 0x80 || (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
         byte == '-' || byte == '_';
}

void append_flat(const Expression& expression, std::string& out) {
  if (!expression.is_list) {
    out += expression.word;
    return;
  }
  out += '(';
  out += expression.word;
  for (const Expression& part : expression.parts) {
    out += ' ';
    append_flat(part, out);
  }
  out += ')';
}

// The length on one line, counted no further than `limit`.
std::size_t flat_length(const Expression& expression, std::size_t limit) {
  std::size_t length = expression.word.size() + (expression.is_list ? 2 : 0);
  for (const Expression& part : expression.parts) {
    if (length > limit) return length;
    length += 1 + flat_length(part, limit - length);
  }
  return length;
}

void append_broken(const Expression& expression, std::size_t indent, std::size_t width, std::string& out) {
  const std::size_t room = width > indent ? width - indent : 0;
  if (!expression.is_list || flat_length(expression, room) <= room) {
    append_flat(expression, out);
    return;
  }
  out += '(';
  out += expression.word;
  // Leading words stay with the head: `(class region risk low`.
  std::size_t at = 0;
  for (; at < expression.parts.size() && !expression.parts[at].is_list; ++at) {
    out += ' ';
    out += expression.parts[at].word;
  }
  for (; at < expression.parts.size(); ++at) {
    out += '\n';
    out.append(indent + 2, ' ');
    append_broken(expression.parts[at], indent + 2, width, out);
  }
  out += ')';
}

}  // namespace

std::string quoted_text(std::string_view text) {
  std::string out = "\"";
  for (const char letter : text) {
    if (letter == '"' || letter == '\\') out += '\\';
    if (letter == '\n') {
      out += "\\n";
      continue;
    }
    out += letter;
  }
  out += '"';
  return out;
}

std::string quoted_name(std::string_view name) {
  if (!name.empty() && std::all_of(name.begin(), name.end(), is_plain)) return std::string(name);
  return quoted_text(name);
}

std::string on_one_line(const Expression& expression) {
  std::string out;
  append_flat(expression, out);
  return out;
}

void print_indented(const Expression& expression, std::size_t indent, std::size_t width, std::string& out) {
  out.append(indent, ' ');
  append_broken(expression, indent, width, out);
  out += '\n';
}

}  // namespace polc::core
