// SPDX-License-Identifier: Apache-2.0
// The part of verify that walks values and conditions; for verify*.cpp alone.
#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "compiler/core/core.h"

namespace polc::core {

class ConditionVerifier {
 public:
  explicit ConditionVerifier(const Program& program) : program_(program) {}

  void condition(ConditionId id, std::vector<RelationId> rows);
  // `kind`: what the value must be.
  void value(ValueId id, const std::vector<RelationId>& rows, TypeKind kind);
  void time_value(ValueId id, const std::vector<RelationId>& rows);
  void number(ValueId id, const std::vector<RelationId>& rows, value::Dimension dimension);
  void path(const Path& path, const std::vector<RelationId>& rows);

  template <class Tag, class Table>
  bool in_range(Id<Tag> id, const Table& table, const char* what) {
    if (id.index < table.size()) return true;
    return check(false, std::string(what) + " " + std::to_string(id.index) + " does not exist");
  }
  // Keeps the first fault; says whether this one holds.
  bool check(bool holds, const std::string& fault) { return check(holds, fault.c_str()); }
  bool check(bool holds, const char* fault) {
    if (!holds && !fault_) fault_ = fault;
    return holds;
  }
  [[nodiscard]] const std::optional<std::string>& fault() const { return fault_; }

 private:
  void walk(ConditionId id, std::size_t depth);
  void walk_value(ValueId id, std::size_t depth);
  void walk_count(const Count& count, std::size_t depth);
  bool valid_path(const Path& path);
  bool valid_column(const Path& path, ColumnIndex column, std::optional<TypeKind> kind);
  bool same_type(const Type& left, const Type& right) const;
  [[nodiscard]] bool is_constant(ValueId id, std::size_t depth) const;

  const Program& program_;
  std::vector<RelationId> rows_;
  std::optional<std::string> fault_;
};

}  // namespace polc::core
