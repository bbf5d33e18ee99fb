// SPDX-License-Identifier: Apache-2.0
#include "runtime/workers/workers.h"

#include <algorithm>
#include <system_error>

#if defined(__x86_64__) || defined(__i386__)
#include <immintrin.h>
#endif

namespace polc::workers {

namespace {

// To wake a thread takes longer than most pieces of work, and the next job often comes at once: some tens of microseconds are
// spent looking for it.
constexpr int looks = 4000;

template <class IsThere>
bool look_for(IsThere is_there) {
  for (int look = 0; look < looks; ++look) {
    if (is_there()) return true;
#if defined(__x86_64__) || defined(__i386__)
    _mm_pause();
#endif
  }
  return false;
}

}  // namespace

Workers::Workers(std::size_t count) : shares_(std::max<std::size_t>(count, 1)) {
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

void Workers::take_pieces_of(Share& share, std::size_t worker) {
  for (std::size_t piece = share.next.fetch_add(1); piece < share.end; piece = share.next.fetch_add(1))
    (*work_)(worker, piece);
}

void Workers::take_pieces(std::size_t worker) {
  try {
    for (std::size_t at = 0; at < shares_.size(); ++at) take_pieces_of(shares_[(worker + at) % shares_.size()], worker);
  } catch (...) {
    for (Share& share : shares_) share.next.store(share.end);
    const std::lock_guard lock(mutex_);
    if (!failure_) failure_ = std::current_exception();
  }
}

void Workers::wait_for_work(std::size_t worker) {
  std::size_t seen = 0;
  for (;;) {
    look_for([&] { return job_.load() != seen; });
    {
      std::unique_lock lock(mutex_);
      begin_.wait(lock, [&] { return is_over_ || job_.load() != seen; });
      if (is_over_) return;
      seen = job_.load();
    }
    take_pieces(worker);
    if (busy_.fetch_sub(1) != 1) continue;
    // Whoever waits has seen `busy_` under the lock, or is woken.
    const std::lock_guard lock(mutex_);
    done_.notify_one();
  }
}

void Workers::share(std::size_t pieces, const std::function<void(std::size_t, std::size_t)>& work) {
  const bool alone = threads_.empty() || pieces <= 1;
  {
    const std::lock_guard lock(mutex_);
    work_ = &work;
    const std::size_t count = alone ? 1 : threads_.size() + 1;
    for (std::size_t at = 0; at < shares_.size(); ++at) {
      shares_[at].next.store(std::min(at, count) * pieces / count);
      shares_[at].end = std::min(at + 1, count) * pieces / count;
    }
    failure_ = nullptr;
    if (!alone) {
      busy_.store(threads_.size());
      job_.fetch_add(1);
    }
  }
  if (!alone) begin_.notify_all();
  take_pieces(0);
  if (!alone) look_for([&] { return busy_.load() == 0; });
  std::unique_lock lock(mutex_);
  done_.wait(lock, [&] { return busy_.load() == 0; });
  if (failure_) std::rethrow_exception(failure_);
}

}  // namespace polc::workers
