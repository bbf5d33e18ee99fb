// SPDX-License-Identifier: Apache-2.0
#include "compiler/format/other_names.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "compiler/ast/match.h"
#include "compiler/parse/written.h"
#include "compiler/source/unicode.h"
#include "runtime/value/units.h"

namespace polc::format {

using source::Language;

namespace {

const std::vector<Kind>& kinds_of(Role role) {
  using enum Kind;
  static const std::vector<Kind> thing{Entity, Event, List, Attribute, Value, Class};
  static const std::vector<Kind> subject{Entity, Event, List, Attribute, Authority, Value, Class};
  static const std::vector<Kind> authority{Authority, Entity};
  static const std::vector<Kind> event{Event, Entity};
  static const std::vector<Kind> head{Measure, Class, BareClass, List, Attribute, Entity, Event, Scale};
  static const std::vector<Kind> measure{Measure, List, Scale};
  static const std::vector<Kind> list{List};
  static const std::vector<Kind> scale{Scale};
  static const std::vector<Kind> class_noun{Class, Attribute, BareClass, Value, Entity};
  static const std::vector<Kind> left{Attribute, Scale, Event, Entity, Parameter, List};
  static const std::vector<Kind> item{Value, Class, BareClass, Attribute, Entity, Parameter, List};
  static const std::vector<Kind> amount{Parameter, Attribute};
  static const std::vector<Kind> attribute{Attribute, Scale};
  static const std::vector<Kind> type{Entity, Authority};
  static const std::vector<Kind> policy{Policy};
  static const std::vector<Kind> vocabulary{Vocabulary};
  static const std::vector<Kind> none;
  switch (role) {
    case Role::Thing:
      return thing;
    case Role::Subject:
      return subject;
    case Role::Authority:
      return authority;
    case Role::Event:
      return event;
    case Role::Head:
      return head;
    case Role::Measure:
      return measure;
    case Role::List:
      return list;
    case Role::Scale:
      return scale;
    case Role::ClassNoun:
      return class_noun;
    case Role::Left:
      return left;
    case Role::Item:
      return item;
    case Role::Amount:
      return amount;
    case Role::Attribute:
      return attribute;
    case Role::Type:
      return type;
    case Role::Policy:
      return policy;
    case Role::Vocabulary:
      return vocabulary;
    case Role::FreeText:
      return none;
  }
  return none;
}

constexpr std::array<std::pair<std::string_view, std::string_view>, 4> types{
    {{"text", "文本"}, {"number", "数字"}, {"day", "日期"}, {"moment", "时刻"}}};

/// Why there is no class, where a test expects that.
constexpr std::array<std::pair<std::string_view, std::string_view>, 3> lacks{
    {{"unknown", "未知"}, {"conflicting", "冲突"}, {"missing", "缺失"}}};

std::string plural_of(std::string noun) {
  const auto ends = [&](std::string_view end) { return noun.ends_with(end); };
  if (ends("s") || ends("x") || ends("ch") || ends("sh")) return noun + "es";
  const bool consonant =
      noun.size() > 1 && std::string_view("aeiou").find(noun[noun.size() - 2]) == std::string_view::npos;
  if (ends("y") && consonant) return noun.substr(0, noun.size() - 1) + "ies";
  return noun + "s";
}

}  // namespace

// ---- names ------------------------------------------------------------------------------------------------------

std::vector<const Entry*> OtherNames::look_up(const std::string& name, Role role) const {
  if (const Entry* whole = dictionary_.find(name, kinds_of(role))) return {whole};
  static constexpr std::array<Role, 7> whole_only{Role::Type, Role::Scale,     Role::Amount,    Role::Policy,
                                                  Role::List, Role::Attribute, Role::Vocabulary};
  if (role == Role::FreeText) return {};
  if (std::find(whole_only.begin(), whole_only.end(), role) == whole_only.end()) return dictionary_.cut(name);
  return {};
}

std::string OtherNames::spelt(const std::vector<const Entry*>& entries, Role role, bool plural) const {
  std::string text;
  for (const Entry* entry : entries) {
    std::string word = entry->in(to_);
    if (word.empty()) return {};
    const bool english = to_ == Language::English;
    // `low risk` is a class, `low-risk` says that something has it.
    const bool noun = role == Role::ClassNoun || role == Role::Head || role == Role::Measure;
    if (english && entry->kind == Kind::Class && !(noun && entries.size() == 1) &&
        std::count(word.begin(), word.end(), ' ') == 1)
      std::replace(word.begin(), word.end(), ' ', '-');
    if (english && plural && entry == entries.back() && (entry->kind == Kind::Entity || entry->kind == Kind::Event))
      word = plural_of(std::move(word));
    if (english && !text.empty()) text += ' ';
    text += word;
  }
  return text;
}

bool OtherNames::needs_quotes(const std::string& text, Language language) {
  const auto [known, is_new] = quotes_.try_emplace({text, language}, true);
  if (!is_new) return known->second;
  const bool english = language == Language::English;
  // As a label and in the middle of a sentence of an article; some words are reserved in one of the two only.
  const std::array<std::string, 3> frames =
      english ? std::array<std::string, 3>{"vocabulary q / ", "policy p\narticle 1\nq or ",
                                           "policy p\narticle 1\ntest \"t\"\nq or "}
              : std::array<std::string, 3>{"词汇 q / ", "政策 p\n第1条\nq 或 ", "政策 p\n第1条\n测试 “t”\nq 或 "};
  known->second = std::any_of(frames.begin(), frames.end(), [&](const std::string& frame) {
    const parse::WrittenText read = parse::written(frame + text + " ,");
    const auto& words = read.sentences.back().words;
    const std::size_t before = frame.front() == 'v' || frame.starts_with("词汇") ? 3 : 2;
    return words.size() != before + 2 || words[before].token != "NAME" || words[before].text != text;
  });
  return known->second;
}

bool OtherNames::change_type(ast::Name& name, const std::string& key) const {
  for (const auto& [english, chinese] : types)
    if (key == english || key == chinese) {
      name.text = to_chinese() ? chinese : english;
      return true;
    }
  const auto unit = value::find_unit(key);
  if (!unit || dictionary_.find(key, kinds_of(Role::Type)) != nullptr) return false;
  name.text = to_chinese() ? value::chinese_name(*unit) : value::english_name(*unit, true);
  return true;
}

void OtherNames::change(ast::Name& name, Role role, bool plural) {
  const bool free = role == Role::FreeText || (name.quoted && !needs_quotes(name.text, from_));
  if (free) {
    name.quoted = name.quoted || needs_quotes(name.text, to_);
    return;
  }
  const std::string key = source::fold_key(name.text);
  if (role == Role::Type && change_type(name, key)) return;
  const auto entries = look_up(name.text, role);
  std::string text = spelt(entries, role, plural);
  if (entries.empty())
    for (const auto& [english, chinese] : lacks)
      if (key == english || key == chinese) text = to_chinese() ? chinese : english;
  // A proper name in quotation marks is no label, and a policy that was not found keeps its name.
  const bool may_stay = name.quoted || role == Role::Policy || role == Role::Vocabulary;
  if (text.empty() && !may_stay) miss(name.span, name.text);
  if (text.empty()) {
    name.quoted = name.quoted || needs_quotes(name.text, to_);
    return;
  }
  name.text = std::move(text);
  name.quoted = needs_quotes(name.text, to_);
}

void OtherNames::change(std::vector<ast::Name>& names, Role role) {
  for (ast::Name& name : names) change(name, role);
}

void OtherNames::change(ast::Label& label) {
  if (label.other) {
    std::swap(label.primary.text, label.other->text);
    label.other->quoted = needs_quotes(label.other->text, to_);
  } else if (const auto other = dictionary_.other_label(label.primary.text)) {
    label.primary.text = *other;
  }
  label.primary.quoted = needs_quotes(label.primary.text, to_);
  for (ast::Name& also : label.also) also.quoted = needs_quotes(also.text, to_);
}

const Entry* OtherNames::entry(const ast::Operand& operand, Role role) const {
  if (!operand.links.empty() || operand.per) return nullptr;
  return dictionary_.find(operand.first.text, kinds_of(role));
}

bool OtherNames::is_thing(const ast::Operand& operand) const {
  if (!operand.links.empty() || operand.per || operand.first.quoted) return false;
  if (dictionary_.find(operand.first.text, {Kind::Attribute, Kind::Scale, Kind::Parameter})) return false;
  const auto entries = look_up(operand.first.text, Role::Thing);
  return !entries.empty() && (entries.back()->kind == Kind::Entity || entries.back()->kind == Kind::Event);
}

bool OtherNames::is_authority(const ast::Names& names) const {
  return std::all_of(names.alternatives.begin(), names.alternatives.end(), [&](const ast::Operand& one) {
    return one.links.empty() && dictionary_.find(one.first.text, {Kind::Authority}) != nullptr &&
           dictionary_.find(one.first.text, {Kind::Entity, Kind::Event}) == nullptr;
  });
}

// In a chain all but the last owner are attributes; `role` is that of the name the whole is about.
void OtherNames::change(ast::Operand& operand, Role role, bool plural) {
  std::vector<ast::Name> from_owner{std::move(operand.first)};
  for (ast::Link& link : operand.links)
    from_owner.insert(link.kind == ast::LinkKind::Of ? from_owner.begin() : from_owner.end(), std::move(link.name));
  for (std::size_t i = 0; i < from_owner.size(); ++i) {
    const bool last = i + 1 == from_owner.size();
    change(from_owner[i], last ? role : Role::Left, plural && last);
  }
  operand.links.clear();
  if (to_chinese()) {
    operand.first = std::move(from_owner.front());
    for (std::size_t i = 1; i < from_owner.size(); ++i)
      operand.links.push_back({ast::LinkKind::Possessive, std::move(from_owner[i])});
  } else {
    operand.first = std::move(from_owner.back());
    for (std::size_t i = from_owner.size() - 1; i-- > 0;)
      operand.links.push_back({ast::LinkKind::Of, std::move(from_owner[i])});
  }
  if (operand.per) change(*operand.per, Role::Attribute);
}

void OtherNames::change(ast::Names& names, Role role, bool plural) {
  const bool keeps_or = role == Role::Measure || role == Role::List || is_authority(names);
  if (names.join != ast::NameJoin::Alone && !keeps_or)
    names.join = to_chinese() ? ast::NameJoin::Listed : ast::NameJoin::Or;
  if (names.join != ast::NameJoin::Alone && keeps_or) names.join = ast::NameJoin::Or;
  for (ast::Operand& one : names.alternatives) change(one, role, plural && &one == &names.alternatives.back());
}

// ---- amounts ----------------------------------------------------------------------------------------------------

void OtherNames::change(ast::Quantity& quantity) {
  if (!quantity.unit) return;
  const auto unit = value::find_unit(quantity.unit->text);
  if (!unit) return;
  // English has no counters: the noun says what is counted.
  if (!to_chinese() && value::unit(*unit).dimension == value::Dimension::Number) {
    quantity.unit.reset();
    return;
  }
  quantity.unit->text = to_chinese() ? value::chinese_name(*unit) : value::english_name(*unit, quantity.number != "1");
}

void OtherNames::count(ast::Quantity& quantity, const ast::Operand& counted) const {
  if (!to_chinese() || quantity.unit) return;
  const std::string& noun = counted.links.empty() ? counted.first.text : counted.links.back().name.text;
  const auto ends_with = [&](std::string_view end) { return noun.ends_with(end); };
  const bool cases = ends_with("例") || ends_with("病");
  const bool people = ends_with("人") || ends_with("人数") || ends_with("人员") || ends_with("者") || ends_with("员工");
  quantity.unit = ast::Unit{cases ? "例" : people ? "人" : "个", quantity.span};
}

void OtherNames::change(ast::Amount& amount) {
  if (auto* quantity = std::get_if<ast::Quantity>(&amount.kind)) change(*quantity);
  if (auto* name = std::get_if<ast::Name>(&amount.kind)) change(*name, Role::Amount);
}

void OtherNames::change(ast::Value& value) {
  if (auto* quantity = std::get_if<ast::Quantity>(&value.kind)) change(*quantity);
  if (auto* operand = std::get_if<ast::Operand>(&value.kind)) {
    static constexpr Role role = Role::Item;
    const bool parameter = entry(*operand, Role::Amount) != nullptr;
    change(*operand, parameter ? Role::Amount : role);
  }
  if (auto* share = std::get_if<ast::Share>(&value.kind)) {
    change(share->share);
    change(share->whole, Role::Left);
  }
}

void OtherNames::change(ast::Range& range) {
  const auto* high = std::get_if<ast::Quantity>(&range.high.kind);
  const auto* low = std::get_if<ast::Quantity>(&range.low.kind);
  const bool measures = high == nullptr && low == nullptr;
  for (ast::Amount* end : {&range.low, &range.high}) {
    auto* name = std::get_if<ast::Name>(&end->kind);
    if (measures && name != nullptr && dictionary_.find(name->text, kinds_of(Role::Amount)) == nullptr)
      change(*name, Role::Head);
    else
      change(*end);
  }
}

// ---- times ------------------------------------------------------------------------------------------------------

void OtherNames::change(ast::Anchor& anchor) {
  if (auto* operand = std::get_if<ast::Operand>(&anchor.kind)) change(*operand, Role::Event);
  if (auto* offset = std::get_if<ast::Offset>(&anchor.kind)) {
    change(offset->amount);
    change(offset->event, Role::Event);
  }
}

void OtherNames::change(ast::Window& window, bool is_deadline) {
  if (to_chinese() && is_deadline)
    if (const auto* name = std::get_if<ast::Name>(&window.length.kind)) miss(name->span, name->text);
  change(window.length);
  if (!window.place) return;
  change(window.place->event, Role::Event);
  using ast::Relation;
  if (window.place->relation != Relation::Before)
    window.place->relation = !to_chinese() && is_deadline ? Relation::Of : Relation::After;
}

void OtherNames::change(ast::Rhythm& rhythm, bool is_counted) {
  using ast::CalendarUnit;
  if (rhythm.every) {
    const auto unit = rhythm.every->unit ? value::find_unit(rhythm.every->unit->text) : std::nullopt;
    const bool one = rhythm.every->number == "1";
    const bool day = unit == value::UnitId::Day;
    if (one && (day || unit == value::UnitId::Week) && (to_chinese() || !is_counted)) {
      rhythm.calendar = day ? CalendarUnit::Day : CalendarUnit::Week;
      rhythm.every.reset();
    } else {
      change(*rhythm.every);
    }
  } else if (!to_chinese() && is_counted && rhythm.calendar != CalendarUnit::Other) {
    const bool day = rhythm.calendar == CalendarUnit::Day;
    rhythm.calendar = CalendarUnit::Other;
    rhythm.every = ast::Quantity{"1", ast::Unit{day ? "day" : "week", rhythm.span}, rhythm.span};
  }
}

}  // namespace polc::format
