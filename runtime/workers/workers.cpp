// SPDX-License-Identifier: Apache-2.0
#include "runtime/workers/workers.h"

#include <system_error>

namespace polc::workers {

Workers::Workers(std::size_t count) {
  try {
    for (std::size_t worker = 1; worker < count; ++worker)
      threads_.emplace_back([this, worker] { wait_for_work(worker); });
  } catch (const std::system_error&) {
    // The machine gives no more threads: those that are there do the work.
  }
}

Workers::~Workers() {
  {
    const std::lock_guard lock(mutex_);
    is_over_ = true;
  }
  begin_.notify_all();
  for (std::thread& thread : threads_) thread.join();
}

void Workers::take_pieces(std::size_t worker) {
  try {
    for (std::size_t piece = next_.fetch_add(1); piece < pieces_; piece = next_.fetch_add(1)) (*work_)(worker, piece);
  } catch (...) {
    next_.store(pieces_);
    const std::lock_guard lock(mutex_);
    if (!failure_) failure_ = std::current_exception();
  }
}

void Workers::wait_for_work(std::size_t worker) {
  std::size_t seen = 0;
  std::unique_lock lock(mutex_);
  for (;;) {
    begin_.wait(lock, [&] { return is_over_ || job_ != seen; });
    if (is_over_) return;
    seen = job_;
    lock.unlock();
    take_pieces(worker);
    lock.lock();
    if (--busy_ == 0) done_.notify_one();
  }
}

void Workers::share(std::size_t pieces, const std::function<void(std::size_t, std::size_t)>& work) {
  const bool alone = threads_.empty() || pieces <= 1;
  {
    const std::lock_guard lock(mutex_);
    work_ = &work;
    pieces_ = pieces;
    next_.store(0);
    failure_ = nullptr;
    if (!alone) {
      busy_ = threads_.size();
      ++job_;
    }
  }
  if (!alone) begin_.notify_all();
  take_pieces(0);
  std::unique_lock lock(mutex_);
  done_.wait(lock, [&] { return busy_ == 0; });
  if (failure_) std::rethrow_exception(failure_);
}

}  // namespace polc::workers
