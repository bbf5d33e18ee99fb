// SPDX-License-Identifier: Apache-2.0
#include "compiler/prove/witness.h"

#include <algorithm>
#include <set>

#include "compiler/core/places.h"

namespace polc::prove {
namespace {

constexpr std::int64_t most_copies = 200;

class Builder {
 public:
  Builder(const Encoder& encoder, const Model& model, source::Language language)
      : encoder_(encoder), program_(encoder.program), model_(model), language_(language) {}

  std::optional<Witness> build(SlotId subject) {
    for (const auto& [pair, same] : encoder_.world.sameness())
      if (holds(same)) alias_[pair.second] = pair.first;
    place_jurisdictions();
    Witness witness;
    witness.sort = encoder_.world[subject].relation;
    witness.subject = key_of(subject);
    visit(subject);
    while (!open_.empty()) {
      const SlotId slot = open_.back();
      open_.pop_back();
      add_thing(slot);
    }
    add_rows();
    add_up_totals();
    add_records();
    if (too_many_) return std::nullopt;
    std::stable_sort(things_.begin(), things_.end(), [](const core::GivenRow& left, const core::GivenRow& right) {
      return std::pair(left.relation.index, left.subject) < std::pair(right.relation.index, right.subject);
    });
    witness.test.given = std::move(things_);
    witness.test.given.insert(witness.test.given.end(), rows_.begin(), rows_.end());
    core::TestStep step;
    step.moment = {number(encoder_.now).numerator()};
    witness.test.steps.push_back(std::move(step));
    return witness;
  }

 private:
  [[nodiscard]] SlotId self(SlotId slot) const {
    for (auto found = alias_.find(slot); found != alias_.end(); found = alias_.find(slot)) slot = found->second;
    return slot;
  }

  [[nodiscard]] value::Rational number(Term term) const {
    const Node& node = encoder_.terms[term];
    switch (node.op) {
      case Op::True:
        return value::Rational(1);
      case Op::False:
        return value::Rational(0);
      case Op::Number:
        return node.number;
      case Op::LessOrEqual:
        return value::Rational(number(node.children[0]) <= number(node.children[1]) ? 1 : 0);
      case Op::Not:
        return value::Rational(holds(node.children[0]) ? 0 : 1);
      default: {
        const auto found = model_.find(term);
        return found == model_.end() ? value::Rational(0) : found->second;
      }
    }
  }
  [[nodiscard]] bool holds(Term term) const { return number(term) != value::Rational(0); }

  [[nodiscard]] std::string label(const core::Label& of) const {
    const bool chinese = language_ == source::Language::Chinese && !of.chinese.empty();
    return chinese ? of.chinese : of.neutral();
  }

  // A key that the conditions ask for, else a name of its own.
  std::string key_of(SlotId slot) {
    slot = self(slot);
    const auto found = keys_.find(slot);
    if (found != keys_.end()) return found->second;
    const core::RelationId id = encoder_.world[slot].relation;
    const core::Relation& relation = program_[id];
    if (relation.key) {
      const auto literal = encoder_.world[slot].attributes.find(*relation.key);
      if (literal != encoder_.world[slot].attributes.end()) {
        const auto code = static_cast<std::size_t>(number(literal->second).numerator());
        if (code < encoder_.world.texts().size()) return keys_[slot] = encoder_.world.texts()[code];
      }
    }
    return keys_[slot] = next_name(id);
  }

  std::string next_name(core::RelationId id) {
    const core::Relation& relation = program_[id];
    const std::string number = std::to_string(++named_[id.index]);
    if (relation.key && relation.columns[*relation.key].type.kind == core::TypeKind::Number) return number;
    return label(relation.label) + (language_ == source::Language::Chinese ? "" : " ") + number;
  }

  void visit(SlotId slot) {
    slot = self(slot);
    if (visited_.insert(slot).second) open_.push_back(slot);
  }

  // What a slot says, and all that are the same as it.
  [[nodiscard]] std::vector<SlotId> all_of(SlotId slot) const {
    std::vector<SlotId> found;
    for (SlotId at = 0; at < encoder_.world.slots().size(); ++at)
      if (self(at) == slot) found.push_back(at);
    return found;
  }

  std::vector<core::GivenCell> cells_of(SlotId slot) {
    std::vector<core::GivenCell> cells;
    std::set<core::ColumnIndex> said;
    for (const SlotId one : all_of(slot)) {
      const Slot& from = encoder_.world[one];
      for (const auto& [column, term] : from.attributes) {
        const core::Column& declared = program_[from.relation].columns[column];
        if (declared.defined_by_rules || declared.ratio || program_[from.relation].key == column) continue;
        const auto given = from.given.find(column);
        if (given != from.given.end() && !holds(given->second)) continue;
        if (said.insert(column).second) cells.push_back({column, cell(declared.type, number(term), one)});
      }
      for (const auto& [column, reference] : from.references) {
        if (!holds(reference.present) || !said.insert(column).second) continue;
        visit(reference.slot);
        cells.push_back({column, key_of(reference.slot)});
      }
    }
    std::sort(cells.begin(), cells.end(),
              [](const core::GivenCell& left, const core::GivenCell& right) { return left.column < right.column; });
    return cells;
  }

  [[nodiscard]] core::GivenValue cell(const core::Type& type, value::Rational number, SlotId slot) const {
    switch (type.kind) {
      case core::TypeKind::YesNo:
        return number != value::Rational(0);
      case core::TypeKind::Enumeration:
        return static_cast<std::uint32_t>(number.numerator());
      case core::TypeKind::Number:
        return number;
      case core::TypeKind::Day:
        return value::Day{static_cast<std::int32_t>(number.numerator())};
      case core::TypeKind::Moment:
        return value::Moment{number.numerator()};
      case core::TypeKind::Text:
      case core::TypeKind::Reference:
        break;
    }
    const auto code = static_cast<std::size_t>(number.numerator());
    const auto& texts = encoder_.world.texts();
    return code < texts.size() ? texts[code] : "other " + std::to_string(slot);
  }

  void add_thing(SlotId slot) {
    const core::RelationId id = encoder_.world[slot].relation;
    core::GivenRow row{id, key_of(slot), cells_of(slot), {}};
    const auto parent = parents_.find(slot);
    const auto place = core::place_relation(program_);
    if (parent != parents_.end() && place) {
      const auto column = core::parent_column(program_, *place);
      const bool is_said = column && std::any_of(row.cells.begin(), row.cells.end(),
                                                 [&](const core::GivenCell& one) { return one.column == *column; });
      if (column && !is_said) row.cells.push_back({*column, parent->second});
    }
    things_.push_back(std::move(row));
    // Rows of this thing; of things that are the same, those of the first that has any.
    std::set<std::pair<std::uint32_t, core::ColumnIndex>> said;
    for (const SlotId one : all_of(slot)) {
      std::set<std::pair<std::uint32_t, core::ColumnIndex>> own;
      for (SlotId at = 0; at < encoder_.world.slots().size(); ++at) {
        const Slot& candidate = encoder_.world[at];
        if (candidate.owner != one || !holds(candidate.present)) continue;
        const std::pair pool(candidate.relation.index, candidate.link);
        if (said.contains(pool)) continue;
        own.insert(pool);
        rows_to_add_.emplace_back(at, slot);
        if (program_[candidate.relation].kind == core::RelationKind::Entity) continue;
        for (const auto& [column, reference] : candidate.references)
          if (holds(reference.present)) visit(reference.slot);
      }
      said.insert(own.begin(), own.end());
    }
  }

  void add_rows() {
    for (std::size_t next = 0; next < rows_to_add_.size(); ++next) {
      const auto [slot, owner] = rows_to_add_[next];
      add_row(slot, owner);
      while (!open_.empty()) {
        const SlotId thing = open_.back();
        open_.pop_back();
        add_thing(thing);
      }
    }
  }

  void add_row(SlotId at, SlotId owner) {
    const Slot& slot = encoder_.world[at];
    const core::Relation& relation = program_[slot.relation];
    const value::Rational amount = number(slot.amount);
    std::vector<core::GivenCell> cells = cells_of(at);
    if (relation.kind == core::RelationKind::Entity) {
      cells.push_back({slot.link, key_of(owner)});
      for (std::int64_t copy = 0; copy < amount.numerator(); ++copy) {
        if (copy >= most_copies) {
          too_many_ = true;
          return;
        }
        things_.push_back({slot.relation, next_name(slot.relation), cells, {}});
      }
      return;
    }
    std::string subject = key_of(owner);
    if (relation.subject && *relation.subject != slot.link) {
      cells.push_back({slot.link, key_of(owner)});
      const auto named = std::find_if(cells.begin(), cells.end(),
                                      [&](const core::GivenCell& one) { return one.column == *relation.subject; });
      if (named != cells.end()) {
        subject = std::get<std::string>(named->value);
        cells.erase(named);
      } else {
        const core::RelationId sort = relation.columns[*relation.subject].type.target;
        subject = next_name(sort);
      }
    }
    std::int64_t copies = 1;
    if (relation.counting == core::Counting::Rows) {
      copies = amount.numerator();
    } else if (relation.counting_column) {
      std::erase_if(cells, [&](const core::GivenCell& one) { return one.column == *relation.counting_column; });
      cells.push_back({*relation.counting_column, amount});
    }
    if (copies > most_copies) {
      too_many_ = true;
      return;
    }
    for (std::int64_t copy = 0; copy < copies; ++copy) rows_.push_back({slot.relation, subject, cells, {}});
  }

  // Rows of a cumulative total: one a day, each with all that was new until then.
  void add_up_totals() {
    std::map<std::tuple<std::uint32_t, std::string, std::int64_t>, std::size_t> kept;  // relation, subject, time
    std::vector<core::GivenRow> rows;
    std::vector<core::GivenRow> totals;
    const auto time_of = [&](const core::GivenRow& row) {
      for (const core::GivenCell& cell : row.cells) {
        if (cell.column != program_[row.relation].begin) continue;
        if (const auto* day = std::get_if<value::Day>(&cell.value)) return std::int64_t{day->since_epoch};
        if (const auto* moment = std::get_if<value::Moment>(&cell.value)) return moment->since_epoch;
      }
      return std::int64_t{0};
    };
    for (core::GivenRow& row : rows_)
      (program_[row.relation].counting == core::Counting::Total ? totals : rows).push_back(std::move(row));
    std::stable_sort(totals.begin(), totals.end(), [&](const core::GivenRow& left, const core::GivenRow& right) {
      return std::tuple(left.relation.index, left.subject, time_of(left)) <
             std::tuple(right.relation.index, right.subject, time_of(right));
    });
    std::map<std::pair<std::uint32_t, std::string>, value::Rational> sums;
    for (core::GivenRow& row : totals) {
      const auto count = std::find_if(row.cells.begin(), row.cells.end(), [&](const core::GivenCell& cell) {
        return cell.column == program_[row.relation].counting_column;
      });
      if (count == row.cells.end()) continue;
      value::Rational& sum = sums[{row.relation.index, row.subject}];
      const auto more = value::add(sum, std::get<value::Rational>(count->value));
      if (!more) {
        too_many_ = true;
        return;
      }
      sum = *more;
      count->value = sum;
      const auto [known, is_new] = kept.try_emplace({row.relation.index, row.subject, time_of(row)}, rows.size());
      if (is_new)
        rows.push_back(std::move(row));
      else
        rows[known->second] = std::move(row);
    }
    rows_ = std::move(rows);
  }

  void add_records() {
    for (const auto& [key, term] : encoder_.recorded()) {
      const core::Scale& scale = program_.vocabulary.scales[key.first];
      const SlotId slot = self(key.second);
      const value::Rational rank = number(term);
      if (!visited_.contains(slot) || rank < value::Rational(0)) continue;
      for (std::size_t at = 0; at < scale.sorts.size(); ++at) {
        if (scale.sorts[at] != encoder_.world[slot].relation || at >= scale.records.size()) continue;
        const core::Relation& record = program_[scale.records[at]];
        for (core::ColumnIndex column = 0; column < record.columns.size(); ++column) {
          if (record.columns[column].type.kind != core::TypeKind::Enumeration) continue;
          rows_.push_back(
              {scale.records[at], key_of(slot), {{column, static_cast<std::uint32_t>(rank.numerator())}}, {}});
          break;
        }
      }
    }
  }

  // The place bears the name of a region of the jurisdiction.
  [[nodiscard]] bool is_named(std::uint32_t policy, SlotId place) const {
    const std::vector<std::string>& over = program_.policies[policy].over;
    const Slot& slot = encoder_.world[place];
    return std::any_of(slot.attributes.begin(), slot.attributes.end(), [&](const auto& attribute) {
      if (program_[slot.relation].columns[attribute.first].type.kind != core::TypeKind::Text) return false;
      const auto code = static_cast<std::size_t>(number(attribute.second).numerator());
      const auto& texts = encoder_.world.texts();
      return code < texts.size() && std::find(over.begin(), over.end(), texts[code]) != over.end();
    });
  }

  // Where no region of a jurisdiction is known, every place lies inside. So where some place lies outside, or is such a region
  // itself, the region of each jurisdiction is a fact, and so is what lies below it.
  void place_jurisdictions() {
    const bool all_inside = std::all_of(encoder_.inside().begin(), encoder_.inside().end(), [&](const auto& entry) {
      return holds(entry.second) && !is_named(entry.first.first, entry.first.second);
    });
    const auto place = core::place_relation(program_);
    if (all_inside || !place) return;
    std::set<std::uint32_t> used;
    for (const auto& [key, term] : encoder_.inside()) {
      used.insert(key.first);
      if (!holds(term) || is_named(key.first, key.second)) continue;
      const SlotId slot = self(key.second);
      // The innermost of those that it lies in.
      const auto known = innermost_.find(slot);
      if (known != innermost_.end() && !encoder_.law.is_above({known->second}, {key.first})) continue;
      innermost_[slot] = key.first;
      parents_[slot] = program_.policies[key.first].over.front();
    }
    const auto column = core::parent_column(program_, *place);
    std::set<std::string> named;
    for (const std::uint32_t policy : used) {
      const std::string& region = program_.policies[policy].over.front();
      if (!named.insert(region).second) continue;
      core::GivenRow row{*place, region, {}, {}};
      for (const core::PolicyId upper : encoder_.law.superiors({policy})) {
        const std::vector<std::string>& over = program_[upper].over;
        if (column && !over.empty() && over.front() != region) {
          row.cells.push_back({*column, over.front()});
          break;
        }
      }
      things_.push_back(std::move(row));
    }
  }

  const Encoder& encoder_;
  const core::Program& program_;
  const Model& model_;
  source::Language language_;
  std::map<SlotId, SlotId> alias_;
  std::map<SlotId, std::string> keys_, parents_;
  std::map<SlotId, std::uint32_t> innermost_;
  std::map<std::uint32_t, std::uint32_t> named_;  // by relation: how many have a name
  std::set<SlotId> visited_;
  std::vector<SlotId> open_;
  std::vector<std::pair<SlotId, SlotId>> rows_to_add_;
  std::vector<core::GivenRow> things_, rows_;
  bool too_many_ = false;
};

}  // namespace

std::optional<Witness> to_witness(const Encoder& encoder, const Model& model, SlotId subject,
                                  source::Language language) {
  return Builder(encoder, model, language).build(subject);
}

}  // namespace polc::prove
