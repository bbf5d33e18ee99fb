// SPDX-License-Identifier: Apache-2.0
#include "runtime/vector/worked_out.h"

#include <algorithm>
#include <limits>

#include "compiler/core/match.h"
#include "runtime/interpret/wide.h"
#include "runtime/vector/kernels.h"

namespace polc::vector {

namespace {

using interpret::Wide;

constexpr Wide lowest_number = std::numeric_limits<std::int64_t>::min();
constexpr Wide highest_number = std::numeric_limits<std::int64_t>::max();

// The numbers for which a comparison holds: least … greatest, or all others.
struct Numbers {
  Wide least = lowest_number, greatest = highest_number;
  bool others = false;
};

Wide floor_of(Wide over, Wide under) {
  const Wide quotient = over / under;
  return over % under != 0 && over < 0 ? quotient - 1 : quotient;
}

// m op over / under.
Numbers numbers_for(core::Comparison op, Wide over, Wide under) {
  const Wide floor = floor_of(over, under);
  const bool is_whole = floor * under == over;
  switch (op) {
    case core::Comparison::Equal:
      return is_whole ? Numbers{floor, floor, false} : Numbers{lowest_number, highest_number, true};
    case core::Comparison::NotEqual:
      return is_whole ? Numbers{floor, floor, true} : Numbers{lowest_number, highest_number, false};
    case core::Comparison::Less:
      return {lowest_number, is_whole ? floor - 1 : floor, false};
    case core::Comparison::LessOrEqual:
      return {lowest_number, floor, false};
    case core::Comparison::Greater:
      return {floor + 1, highest_number, false};
    case core::Comparison::GreaterOrEqual:
      return {is_whole ? floor : floor + 1, highest_number, false};
  }
  return {};
}

}  // namespace

const ColumnView& Columns::view(core::RelationId relation, core::ColumnIndex column) {
  const auto [found, is_new] = views_.try_emplace({relation.index, column});
  if (is_new) found->second = view_of(facts_[relation].columns[column]);
  return found->second;
}

ColumnRange Columns::range(core::RelationId relation, core::ColumnIndex column) const {
  return range_of(facts_[relation].columns[column]);
}

const interpret::Values& WorkedOut::fixed_value(core::ValueId id) {
  const auto found = fixed.find(id.index);
  if (found != fixed.end()) return found->second;
  const std::size_t before = evaluator.world.sink.error_count();
  interpret::Values values = evaluator.value(id, interpret::Batch{{}, {}, 1});
  if (evaluator.world.sink.error_count() != before) throw DoesNotFit();
  return fixed.emplace(id.index, std::move(values)).first->second;
}

Applying WorkedOut::applying(const core::Sentence& sentence, core::RelationId sort) {
  const interpret::Applicability& truths = evaluator.sentence_applies(sentence, sort);
  const auto known =
      std::find_if(applying_.begin(), applying_.end(), [&](const Applying& one) { return one.truths == &truths; });
  if (known != applying_.end()) return *known;
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(truths.data());
  const bool nowhere = kernels().count_not_zero(bytes, truths.size()) == 0;
  const bool everywhere =
      kernels().count_equal(bytes, truths.size(), static_cast<std::uint8_t>(Truth::True)) == truths.size();
  return applying_.emplace_back(Applying{&truths, nowhere, everywhere});
}

Bounds WorkedOut::bounds_of(const plan::CompareColumn& compare) {
  const facts::Column& column = facts[compare.way.end].columns[compare.column];
  Bounds found;
  found.column = columns.view(compare.way.end, compare.column);
  const interpret::Values& bound = fixed_value(compare.bound);
  found.is_unknown = found.column.width == Width::None || !bound.given(0);
  if (found.is_unknown) return found;
  Wide over = bound.numbers[0];
  Wide under = 1;
  bool is_nothing = false;  // equal to no value of the column
  if (const auto* numbers = std::get_if<facts::NumberColumn>(&column)) {
    const auto steps = value::divide(numbers->step, bound.step);
    if (!steps) throw DoesNotFit();
    over *= steps->denominator();
    under = steps->numerator();
  } else if (const auto* texts = std::get_if<facts::TextColumn>(&column)) {
    const auto text_code = texts->dictionary->find(bound.texts[0]);
    is_nothing = !text_code.has_value();
    over = text_code.value_or(0);
  }
  Numbers wanted = numbers_for(compare.op, over, under);
  if (is_nothing) wanted = {lowest_number, highest_number, compare.op == core::Comparison::Equal};
  const Wide greatest = greatest_offset(found.column.width);
  const Wide least = std::max<Wide>(wanted.least - found.column.first, 0);
  const Wide most = std::min<Wide>(wanted.greatest - found.column.first, greatest);
  found.outside = wanted.others;
  if (least > most) {
    found.outside = !found.outside;
    found.span = static_cast<std::uint64_t>(greatest);
  } else {
    found.least = static_cast<std::uint64_t>(least);
    found.span = static_cast<std::uint64_t>(most - least);
  }
  return found;
}

void WorkedOut::prepare(plan::TimeId id) {
  core::match(
      plan[id], [](const plan::TimeOfColumn&) {},
      [&](const plan::FixedTime& time) {
        const interpret::Values& value = fixed_value(time.value);
        if (code == nullptr) return;
        set_input(plan.nodes.size() + id.index, {nullptr, static_cast<std::uint64_t>(value.numbers[0]), 0,
                                                 value.given(0) ? std::uint8_t{1} : std::uint8_t{0}, 0});
      },
      [](const plan::LatestTime&) {},
      [&](const plan::MovedTime& time) {
        prepare(time.base);
        if (code == nullptr) return;
        const auto amount =
            amount_of(std::get<core::Shifted>(program[time.shifted].kind), plan[id].to_the_minute, evaluator);
        set_input(plan.nodes.size() + id.index, {nullptr, static_cast<std::uint64_t>(amount.value_or(0)), 0,
                                                 amount ? std::uint8_t{1} : std::uint8_t{0}, 0});
      },
      [&](const plan::DayOfMoment& time) { prepare(time.moment); });
}

void WorkedOut::prepare(plan::NodeId id) {
  if (is_prepared[id.index]) return;
  is_prepared[id.index] = true;
  look_up(id);
  if (code != nullptr) set_input(id.index, input_of(id));
}

void WorkedOut::look_up(plan::NodeId id) {
  const auto all = [&](const std::vector<plan::NodeId>& parts) {
    for (const plan::NodeId part : parts) prepare(part);
  };
  core::match(
      plan[id], [](const plan::Constant&) {}, [&](const plan::All& node) { all(node.parts); },
      [&](const plan::AnyOf& node) { all(node.parts); }, [&](const plan::Negation& node) { prepare(node.part); },
      [&](const plan::CompareColumn& node) { bounds[id.index] = bounds_of(node); },
      [&](const plan::CompareTimes& node) {
        prepare(node.left);
        prepare(node.right);
      },
      [&](const plan::Flag& node) {
        if (program[node.way.end].columns[node.column].defined_by_rules)
          flags[id.index] = &evaluator.flag(node.way.end, node.column);
      },
      [](const plan::SameThing&) {}, [](const plan::Present&) {},
      [&](const plan::HasClass& node) {
        std::uint64_t wanted = 0;
        for (std::uint32_t rank = node.lowest; rank <= node.highest && rank < 64; ++rank)
          wanted |= std::uint64_t{1} << rank;
        Truths& truths = classes[id.index];
        truths.resize(facts[node.way.end].row_count);
        const interpret::ClassTable& table = evaluator.classes(node.scale, node.way.end);
        if (const std::uint8_t* certain = table.certain.bytes(); certain != nullptr) {
          kernels().has_rank(certain, table.possible.bytes(), table.size(), static_cast<std::uint8_t>(wanted),
                             truths.data());
          return;
        }
        for (std::size_t at = 0; at < table.size(); ++at) {
          const Truth truth = (table.certain[at] & wanted) != 0    ? Truth::True
                              : (table.possible[at] & wanted) != 0 ? Truth::Unknown
                                                                   : Truth::False;
          truths[at] = static_cast<std::uint8_t>(truth);
        }
      },
      [](const plan::Counted&) {}, [](const plan::Asked&) {});
}

NodeInput WorkedOut::input_of(plan::NodeId id) const {
  NodeInput input;
  core::match(
      plan[id], [](const plan::Constant&) {}, [](const plan::All&) {}, [](const plan::AnyOf&) {},
      [](const plan::Negation&) {},
      [&](const plan::CompareColumn&) {
        const Bounds& of = *bounds[id.index];
        const auto where = [&](bool outside_too) {
          return static_cast<std::uint8_t>(of.is_unknown ? Truth::Unknown : value::truth(of.outside == outside_too));
        };
        input = {nullptr, of.least, of.span, where(false), where(true)};
      },
      [](const plan::CompareTimes&) {},
      [&](const plan::Flag&) {
        if (flags[id.index] != nullptr) input.table = reinterpret_cast<const std::uint8_t*>(flags[id.index]->data());
      },
      [](const plan::SameThing&) {}, [](const plan::Present&) {},
      [&](const plan::HasClass&) { input.table = classes[id.index].data(); },
      [&](const plan::Counted& node) { input.table = counts[node.count.index].data(); },
      [&](const plan::Asked&) { input.table = asked[id.index].data(); });
  return input;
}

void WorkedOut::set_input(std::size_t at, const NodeInput& input) {
  if (inputs.empty()) inputs.resize(plan.nodes.size() + plan.times.size());
  inputs[at] = input;
}

}  // namespace polc::vector
