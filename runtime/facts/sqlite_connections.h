// SPDX-License-Identifier: Apache-2.0
// The connections through which one database is read: the first one, and others that see the same state of it.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "runtime/facts/sqlite_handle.h"

namespace polc::facts {

class SqliteConnections {
 public:
  // Waits a while for a program that writes.
  [[nodiscard]] static Result<std::unique_ptr<SqliteConnections>> open(const std::string& path);

  [[nodiscard]] sqlite3* first() const { return first_.get(); }

  // From the first reading after `hold` until as many `let_go` the database stays as it is for all connections.
  void hold();
  void let_go();

  // `count` connections that see what the first one sees, which is one of them. Empty where they cannot be had for certain, or
  // not at once: the state is not held, the database has no rollback journal, a program waits
  // to write, or the file was replaced. They are there until the state is let go, each for one thread at a time.
  [[nodiscard]] std::vector<sqlite3*> of_same_state(std::size_t count);

 private:
  explicit SqliteConnections(Connection first) : first_(std::move(first)) {}

  Connection first_;
  std::vector<Connection> others_;
  std::size_t holders_ = 0;
};

}  // namespace polc::facts
