// SPDX-License-Identifier: Apache-2.0
#include "runtime/facts/read_pieces.h"

#include <algorithm>
#include <mutex>
#include <thread>
#include <utility>

namespace polc::facts {

namespace {

constexpr std::size_t most_threads = 16;  // one of them cuts the pieces, which keeps no more busy

class Reading {
 public:
  Reading(RowPieces& pieces, const ReadPiece& read) : pieces_(pieces), read_(read) {}

  PiecesRead run(Threads& threads) {
    first_ = pieces_.take(nullptr);
    if (first_ != nullptr) second_ = pieces_.take(nullptr);
    if (threads.count() == 1 || second_ == nullptr) {
      work(0);
    } else {
      threads.workers().share(threads.workers().count(), [&](std::size_t worker, std::size_t) { work(worker); });
    }
    return std::move(result_);
  }

 private:
  std::unique_ptr<RowPiece> take(std::unique_ptr<RowPiece> used, std::size_t& number) {
    const std::lock_guard lock(mutex_);
    if (result_.failed) return nullptr;
    std::unique_ptr<RowPiece> piece = std::exchange(first_, nullptr);
    if (piece == nullptr) piece = std::exchange(second_, nullptr);
    if (piece == nullptr && !at_end_) piece = pieces_.take(std::move(used));
    at_end_ = piece == nullptr;
    if (piece != nullptr) number = result_.count++;
    return piece;
  }
  void work(std::size_t worker) {
    std::size_t number = 0;
    std::unique_ptr<RowPiece> piece;
    while ((piece = take(std::move(piece), number)) != nullptr) {
      const Outcome outcome = read_(worker, number, *piece);
      if (outcome) continue;
      const std::lock_guard lock(mutex_);
      if (result_.failed && failed_at_ < number) continue;
      result_.failed = outcome.error();
      failed_at_ = number;
    }
    const std::lock_guard lock(mutex_);
    if (result_.failed) result_.count = failed_at_ + 1;
  }

  RowPieces& pieces_;
  const ReadPiece& read_;
  std::mutex mutex_;
  std::unique_ptr<RowPiece> first_, second_;
  bool at_end_ = false;
  std::size_t failed_at_ = 0;
  PiecesRead result_;
};

}  // namespace

Threads::Threads(std::size_t count)
    : count_(std::clamp<std::size_t>(count == 0 ? std::thread::hardware_concurrency() : count, 1, most_threads)) {}

workers::Workers& Threads::workers() {
  if (!workers_) workers_.emplace(count_);
  return *workers_;
}

PiecesRead read_pieces(RowPieces& pieces, Threads& threads, const ReadPiece& read) {
  return Reading(pieces, read).run(threads);
}

}  // namespace polc::facts
