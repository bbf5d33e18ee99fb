// SPDX-License-Identifier: Apache-2.0
#include "compiler/check/phrases.h"

#include <algorithm>

#include "compiler/check/cuts.h"
#include "compiler/source/unicode.h"

namespace polc::check {
namespace {

bool same(const Adjective& left, const Adjective& right) {
  if (left.index() != right.index()) return false;
  return std::visit(
      [&](const auto& value) {
        using Kind = std::decay_t<decltype(value)>;
        const Kind& other = std::get<Kind>(right);
        if constexpr (std::is_same_v<Kind, ClassName>) return value.scale == other.scale && value.rank == other.rank;
        if constexpr (std::is_same_v<Kind, ValueName>)
          return value.relation == other.relation && value.column == other.column && value.value == other.value;
        if constexpr (std::is_same_v<Kind, ColumnName>)
          return value.relation == other.relation && value.column == other.column;
        if constexpr (std::is_same_v<Kind, ListName>) return value.list == other.list;
      },
      left);
}

bool same(const Noun& left, const Noun& right) {
  return left.relation == right.relation && left.adjectives.size() == right.adjectives.size() &&
         std::equal(left.adjectives.begin(), left.adjectives.end(), right.adjectives.begin(),
                    [](const Adjective& a, const Adjective& b) { return same(a, b); });
}

void add_distinct(std::vector<Noun>& nouns, Noun noun) {
  for (const Noun& known : nouns)
    if (same(known, noun)) return;
  nouns.push_back(std::move(noun));
}

bool has_scale(const core::Program& program, core::ScaleId scale, core::RelationId relation) {
  const auto& sorts = program[scale].sorts;
  return std::find(sorts.begin(), sorts.end(), relation) != sorts.end();
}

// What the words of a phrase may be, one piece after the other.
struct Piece {
  std::vector<Meaning> meanings;
};

// Splits a folded name into declared pieces. English names are cut at spaces, others anywhere.
class Cutter {
 public:
  Cutter(const Context& context, std::string key) : context_(context), key_(std::move(key)) {
    const bool english =
        std::all_of(key_.begin(), key_.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
    cuts_.push_back(0);
    for (std::size_t at = 0; at < key_.size();) {
      const auto character = source::decode(key_, at);
      at += character.length;
      if (at >= key_.size() || !english || key_[at] == ' ') cuts_.push_back(at);
    }
    longest_ = english ? context.scope.longest_in_words() : context.scope.longest_in_characters();
    // One more for a plural, whose singular is the name that is known.
    longest_ += 1;
  }

  // Calls `found` with every way to write the key as declared pieces, whole names first.
  template <class Found>
  void each_cut(Found found) {
    if (cuts_.size() > max_pieces) return;
    pieces_.clear();
    walk(0, found);
  }

 private:
  static constexpr std::size_t max_pieces = 64;

  std::string piece(std::size_t from, std::size_t to) const {
    std::size_t begin = cuts_[from];
    if (begin < key_.size() && key_[begin] == ' ') ++begin;
    return key_.substr(begin, cuts_[to] - begin);
  }

  template <class Found>
  bool walk(std::size_t from, Found& found) {
    if (from + 1 >= cuts_.size()) {
      found(pieces_);
      return true;
    }
    bool reached = false;
    // A tail that cannot be cut is not tried again.
    if (dead_.size() < cuts_.size()) dead_.resize(cuts_.size(), false);
    if (dead_[from]) return false;
    for (std::size_t to = std::min(cuts_.size() - 1, from + longest_); to > from; --to) {
      auto meanings = context_.scope.find(piece(from, to));
      if (meanings.empty()) continue;
      pieces_.push_back({std::move(meanings)});
      reached = walk(to, found) || reached;
      pieces_.pop_back();
      if (++steps_ > max_steps) return reached;
    }
    if (!reached) dead_[from] = true;
    return reached;
  }

  static constexpr std::size_t max_steps = 20'000;

  const Context& context_;
  std::string key_;
  std::vector<std::size_t> cuts_;
  std::size_t longest_ = 1;
  std::vector<Piece> pieces_;
  std::vector<bool> dead_;
  std::size_t steps_ = 0;
};

// The adjectives among the meanings of a piece that fit `relation`. `filler` is set if it may also be a word that adds nothing.
std::vector<Adjective> fitting(const core::Program& program, const std::vector<Meaning>& meanings,
                               core::RelationId relation, bool bare_classes, bool& filler) {
  std::vector<Adjective> found;
  for (const Meaning& meaning : meanings) {
    if (const auto* name = std::get_if<ClassName>(&meaning)) {
      if ((bare_classes || !name->bare) && has_scale(program, name->scale, relation)) found.push_back(*name);
    } else if (const auto* value = std::get_if<ValueName>(&meaning)) {
      if (value->relation == relation) found.push_back(*value);
    } else if (const auto* column = std::get_if<ColumnName>(&meaning)) {
      if (column->relation == relation && program[relation].columns[column->column].type.kind == core::TypeKind::YesNo)
        found.push_back(*column);
    } else if (const auto* list = std::get_if<ListName>(&meaning)) {
      if (program[list->list].sort == relation && program[list->list].column) found.push_back(*list);
    } else if (const auto* word = std::get_if<FillerName>(&meaning)) {
      filler = filler || word->relation == relation;
    }
  }
  return found;
}

// All nouns that these pieces give for one relation: every piece but a final noun is an adjective of it.
void read_pieces(const core::Program& program, const std::vector<Piece>& pieces, std::size_t count,
                 core::RelationId relation, Noun so_far, std::size_t at, std::vector<Noun>& nouns) {
  if (at == count) {
    add_distinct(nouns, std::move(so_far));
    return;
  }
  bool filler = false;
  const auto adjectives = fitting(program, pieces[at].meanings, relation, false, filler);
  for (const Adjective& adjective : adjectives) {
    Noun longer = so_far;
    longer.adjectives.push_back(adjective);
    read_pieces(program, pieces, count, relation, std::move(longer), at + 1, nouns);
  }
  if (filler) read_pieces(program, pieces, count, relation, std::move(so_far), at + 1, nouns);
}

std::vector<core::RelationId> all_described(const core::Program& program, const std::vector<Meaning>& meanings) {
  std::vector<core::RelationId> found;
  const auto note = [&](core::RelationId relation) {
    if (std::find(found.begin(), found.end(), relation) == found.end()) found.push_back(relation);
  };
  for (const Meaning& meaning : meanings) {
    if (const auto* value = std::get_if<ValueName>(&meaning)) note(value->relation);
    if (const auto* column = std::get_if<ColumnName>(&meaning)) note(column->relation);
    if (const auto* list = std::get_if<ListName>(&meaning)) note(program[list->list].sort);
    if (const auto* name = std::get_if<ClassName>(&meaning))
      for (const core::RelationId sort : program[name->scale].sorts) note(sort);
  }
  return found;
}

void read_cut(const Context& context, const std::vector<Piece>& pieces, const std::vector<core::RelationId>& expected,
              std::vector<Noun>& nouns) {
  if (pieces.empty()) return;  // the empty name `""`
  const core::Program& program = context.program;
  for (const Meaning& last : pieces.back().meanings) {
    if (const auto* relation = std::get_if<RelationName>(&last))
      read_pieces(program, pieces, pieces.size() - 1, relation->relation, {relation->relation, {}}, 0, nouns);
    if (const auto* list = std::get_if<ListName>(&last); list && program[list->list].column && expected.empty())
      read_pieces(program, pieces, pieces.size() - 1, program[list->list].sort,
                  {program[list->list].sort, {Adjective{*list}}}, 0, nouns);
  }
  const auto candidates = expected.empty() ? all_described(program, pieces.back().meanings) : expected;
  for (const core::RelationId relation : candidates)
    read_pieces(program, pieces, pieces.size(), relation, {relation, {}}, 0, nouns);
}

std::string describe(const Context& context, const Noun& noun, source::Language language) {
  const core::Program& program = context.program;
  std::string text;
  const bool chinese = language == source::Language::Chinese;
  const auto word = [&](const diag::Argument& argument) {
    if (!text.empty() && !chinese) text += ' ';
    text += "[" + argument.text(language) + "]";
  };
  for (const Adjective& adjective : noun.adjectives) {
    if (const auto* name = std::get_if<ClassName>(&adjective)) {
      const core::Scale& scale = program[name->scale];
      const diag::Argument value = shown(program[scale.classes].values[name->rank]);
      const diag::Argument of = shown(scale.label);
      word({value.text(source::Language::English) + " " + of.text(source::Language::English),
            value.text(source::Language::Chinese) + of.text(source::Language::Chinese)});
    } else if (const auto* value = std::get_if<ValueName>(&adjective)) {
      // With its attribute: a yes/no attribute may have the same name as the value.
      const core::Column& column = program[value->relation].columns[value->column];
      const diag::Argument named = shown(program[column.type.enumeration].values[value->value]);
      const diag::Argument of = shown(column.label);
      word({of.text(source::Language::English) + " " + named.text(source::Language::English),
            of.text(source::Language::Chinese) + named.text(source::Language::Chinese)});
    } else if (const auto* column = std::get_if<ColumnName>(&adjective)) {
      word(shown(program[column->relation].columns[column->column].label));
    } else {
      word(shown(program[std::get<ListName>(adjective).list].label));
    }
  }
  word(shown(program[noun.relation].label));
  return text;
}

void report_readings(const Context& context, const ast::Name& name, const std::vector<Noun>& nouns) {
  std::string english, chinese;
  for (const Noun& noun : nouns) {
    english += (english.empty() ? "" : "`, `") + describe(context, noun, source::Language::English);
    chinese += (chinese.empty() ? "" : "`、`") + describe(context, noun, source::Language::Chinese);
  }
  context.sink.emit(diag::Kind::AmbiguousPhrase, name.span, name.text, diag::Argument(english, chinese));
}

// Says why a name has no reading: it is not known, or what is known does not fit together.
void report_no_reading(const Context& context, const ast::Name& name, const std::vector<core::RelationId>& expected) {
  const std::string key = source::fold_key(name.text);
  bool cut = false;
  Cutter(context, key).each_cut([&](const std::vector<Piece>&) { cut = true; });
  if (cut && !expected.empty()) {
    context.sink.emit(diag::Kind::PhraseDoesNotFit, name.span, name.text, shown(context.program, expected));
    return;
  }
  if (cut) {
    context.sink.emit(diag::Kind::NotAThing, name.span, name.text);
    return;
  }
  report_unknown_name(context, name);
}

}  // namespace

std::vector<Noun> readings(const Context& context, const std::string& name,
                           const std::vector<core::RelationId>& expected) {
  std::vector<Noun> nouns;
  const std::string key = source::fold_key(name);
  // A declared name, taken whole, wins: it is never taken apart.
  if (auto whole = context.scope.find(key); !whole.empty()) {
    read_cut(context, {{std::move(whole)}}, expected, nouns);
    if (!nouns.empty()) return nouns;
  }
  Cutter(context, key).each_cut([&](const std::vector<Piece>& pieces) { read_cut(context, pieces, expected, nouns); });
  return nouns;
}

std::optional<Noun> read_noun(const Context& context, const ast::Name& name,
                              const std::vector<core::RelationId>& expected) {
  auto nouns = readings(context, name.text, expected);
  if (nouns.size() == 1) return std::move(nouns.front());
  if (nouns.empty())
    report_no_reading(context, name, expected);
  else
    report_readings(context, name, nouns);
  return std::nullopt;
}

std::optional<std::vector<NounGroup>> read_nouns(const Context& context, const ast::Names& names,
                                                 const std::vector<core::RelationId>& expected) {
  std::vector<NounGroup> groups;
  std::vector<core::RelationId> borrowed = expected;
  bool failed = false;
  // Backwards, since adjectives alone borrow the noun of the last alternative.
  for (auto operand = names.alternatives.rbegin(); operand != names.alternatives.rend(); ++operand) {
    if (!operand->links.empty() || operand->per) {
      context.sink.emit(diag::Kind::NotAThing, operand->span, operand->first.text);
      failed = true;
      continue;
    }
    // What names its own noun need not fit what adjectives alone would have borrowed.
    const bool is_last = operand == names.alternatives.rbegin();
    auto nouns = readings(context, operand->first.text, borrowed);
    std::optional<Noun> noun;
    if (nouns.size() == 1)
      noun = std::move(nouns.front());
    else
      noun = read_noun(context, operand->first, borrowed);
    if (!noun) {
      failed = true;
      continue;
    }
    if (is_last) borrowed = {noun->relation};
    auto group = std::find_if(groups.begin(), groups.end(),
                              [&](const NounGroup& known) { return known.relation == noun->relation; });
    if (group == groups.end()) group = groups.insert(groups.end(), {noun->relation, {}, names.span});
    group->alternatives.insert(group->alternatives.begin(), std::move(*noun));
  }
  if (failed) return std::nullopt;
  return groups;
}

core::ConditionId to_condition(const Context& context, const Adjective& adjective, const core::Path& path,
                               source::Span span) {
  Builder& builder = context.builder;
  const core::Program& program = context.program;
  const auto equals = [&](core::ColumnIndex column, std::uint32_t value) {
    const core::Type type = program[path.end].columns[column].type;
    const auto left = builder.add(core::Attribute{path, column}, type, span);
    const auto right = builder.add(core::EnumerationLiteral{type.enumeration, value}, type, span);
    return builder.add(core::Compare{core::Comparison::Equal, left, right}, span);
  };
  if (const auto* name = std::get_if<ClassName>(&adjective))
    return builder.add(core::HasClass{path, name->scale, name->rank, name->rank}, span);
  if (const auto* value = std::get_if<ValueName>(&adjective)) return equals(value->column, value->value);
  if (const auto* column = std::get_if<ColumnName>(&adjective))
    return builder.add(core::Flag{path, column->column}, span);
  const core::ListOfValues& list = program[std::get<ListName>(adjective).list];
  std::vector<core::ConditionId> parts;
  parts.reserve(list.values.size());
  for (const std::uint32_t value : list.values) parts.push_back(equals(*list.column, value));
  return builder.any_of(std::move(parts), span);
}

core::ConditionId to_condition(const Context& context, const Noun& noun, const core::Path& path, source::Span span) {
  std::vector<core::ConditionId> parts;
  parts.reserve(noun.adjectives.size());
  for (const Adjective& adjective : noun.adjectives) parts.push_back(to_condition(context, adjective, path, span));
  return context.builder.all(std::move(parts), span);
}

core::ConditionId to_condition(const Context& context, const NounGroup& group, const core::Path& path) {
  std::vector<core::ConditionId> parts;
  for (const Noun& noun : group.alternatives) {
    // One alternative that says nothing more than the noun takes in all others.
    if (noun.adjectives.empty()) return context.builder.all({}, group.span);
    parts.push_back(to_condition(context, noun, path, group.span));
  }
  return context.builder.any_of(std::move(parts), group.span);
}

std::vector<Adjective> adjectives_of(const Context& context, const std::string& name, core::RelationId relation,
                                     bool bare_classes) {
  bool filler = false;
  auto found = fitting(context.program, context.scope.find(source::fold_key(name)), relation, bare_classes, filler);
  std::vector<Adjective> distinct;
  for (const Adjective& adjective : found)
    if (std::none_of(distinct.begin(), distinct.end(), [&](const Adjective& known) { return same(known, adjective); }))
      distinct.push_back(adjective);
  return distinct;
}

}  // namespace polc::check
