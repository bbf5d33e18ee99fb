// SPDX-License-Identifier: Apache-2.0
// A few threads that share the pieces of one job after the other. Which thread does which piece is left to chance in the end, so
// a piece may only write what no other piece touches; then the result does not depend on how many there are.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <exception>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace polc::workers {

class Workers {
 public:
  // `count`: threads that work, the caller among them; at least 1. Fewer where the machine gives no more.
  explicit Workers(std::size_t count);
  ~Workers();
  Workers(const Workers&) = delete;
  Workers& operator=(const Workers&) = delete;

  [[nodiscard]] std::size_t count() const { return threads_.size() + 1; }
  // Calls work(worker, piece) once for every piece 0 … pieces - 1, with worker below count(), and returns when all are done.
  // Throws what one of the calls threw; pieces that were not begun by then are left out.
  void share(std::size_t pieces, const std::function<void(std::size_t worker, std::size_t piece)>& work);

 private:
  // Of each worker its pieces, one after the other: what the same worker has written for the job before is in its cache. Who has
  // none left takes the next of another.
  struct alignas(64) Share {
    std::atomic<std::size_t> next{0};
    std::size_t end = 0;
  };

  void wait_for_work(std::size_t worker);
  void take_pieces(std::size_t worker);
  void take_pieces_of(Share& share, std::size_t worker);

  std::vector<std::thread> threads_;
  std::mutex mutex_;
  std::condition_variable begin_, done_;
  const std::function<void(std::size_t, std::size_t)>* work_ = nullptr;
  std::vector<Share> shares_;
  std::atomic<std::size_t> busy_{0};
  std::atomic<std::size_t> job_{0};  // rises with each one
  bool is_over_ = false;
  std::exception_ptr failure_;
};

}  // namespace polc::workers
