// SPDX-License-Identifier: Apache-2.0
// Reads the pieces of a table, several at once: one thread takes the next one from the store while the others make values of
// those they have.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>

#include "runtime/facts/fact_store.h"
#include "runtime/workers/workers.h"

namespace polc::facts {

// Threads that are there once they are needed: small tables need none.
class Threads {
 public:
  // 0: as many as the machine has.
  explicit Threads(std::size_t count);
  [[nodiscard]] std::size_t count() const { return count_; }
  [[nodiscard]] workers::Workers& workers();

 private:
  std::size_t count_;
  std::optional<workers::Workers> workers_;
};

// Calls `read(worker, number, piece)` for the pieces, numbered from 0 in the order of the store; calls of different workers, below
// Threads::count(), run at once. When one fails, its failure is given back once all pieces before it have been read; some behind
// it may have been read too.
using ReadPiece = std::function<Outcome(std::size_t worker, std::size_t number, RowPiece& piece)>;
struct PiecesRead {
  std::size_t count = 0;  // pieces, up to and with the one that failed
  std::optional<Failure> failed;
};
[[nodiscard]] PiecesRead read_pieces(RowPieces& pieces, Threads& threads, const ReadPiece& read);

}  // namespace polc::facts
