// SPDX-License-Identifier: Apache-2.0
// Chains of names (`temperature`, `home's risk`, `floor area per occupants`) and amounts, resolved against the rows in scope:
// the row named last first, then those around it, then parameters.
#pragma once
#include <optional>
#include <variant>

#include "compiler/ast/nodes.h"
#include "compiler/check/context.h"

namespace polc::check {

// An attribute that holds a value (not a reference).
struct AttributeOperand {
  core::Path path;
  core::ColumnIndex column = 0;
};
// `floor area per occupants`.
struct RatioOperand {
  AttributeOperand numerator, denominator;
};
// A thing: `home`, `host`.
struct ThingOperand {
  core::Path path;
};
// `risk of home`, `response`.
struct ClassOperand {
  core::Path path;
  core::ScaleId scale;
};
struct ParameterOperand {
  core::ParameterId parameter;
};
// `arrival`: the rows of an event of the thing at the end of `path`. `own_row`: the row in scope that is such a row.
struct EventOperand {
  core::Path path;
  core::RelationId event;
  std::optional<std::uint32_t> own_row;
};
using OperandMeaning =
    std::variant<AttributeOperand, RatioOperand, ThingOperand, ClassOperand, ParameterOperand, EventOperand>;

// No value when the names mean nothing here; reported unless `quiet`.
std::optional<OperandMeaning> read_operand(const Context& context, const ast::Operand& operand, bool quiet = false);

// An attribute as a value.
core::ValueId attribute_value(const Context& context, const AttributeOperand& attribute, source::Span span);
// What an operand is, in words, for findings: `a number of days`, `a day`, `a thing`.
diag::Argument described(const Context& context, const OperandMeaning& meaning);
diag::Argument described(const core::Program& program, const core::Type& type);

// `14 days` in the base unit of its dimension. Reports a number that does not fit, a unit that is not known.
struct Amount {
  value::Rational number;
  value::Dimension dimension = value::Dimension::Number;
  bool has_unit = false;
};
std::optional<Amount> read_quantity(const Context& context, const ast::Quantity& quantity);

// An amount that is compared with something of `type` (a number): its dimension must be that one; an amount without a unit is
// taken in a plain number only.
std::optional<core::ValueId> read_amount(const Context& context, const ast::Quantity& quantity, const core::Type& type);
// A range whose low end has no unit takes that of the high end (`between 7 and 14 days`).
ast::Range with_unit(const ast::Range& range);

// A value in a bound (`at most 37.3 °C`, `less than normal temperature`, `at most 50 % of rated capacity`), of this type.
std::optional<core::ValueId> read_value(const Context& context, const ast::Value& value, const core::Type& type);
// A length of time: a quantity, or a parameter that is one.
std::optional<core::ValueId> read_length(const Context& context, const ast::Amount& amount);

}  // namespace polc::check
