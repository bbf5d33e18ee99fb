// SPDX-License-Identifier: Apache-2.0
// Standard output with every failure noticed: a closed pipe or a full disk must not pass for a complete answer.
// Written in large pieces, so that millions of rows cost no more than their bytes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace polc::driver {

class Output {
 public:
  explicit Output(int descriptor = 1) : descriptor_(descriptor) {}
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;

  void write(std::string_view text) {
    buffer_.append(text);
    if (buffer_.size() >= flush_at) flush();
  }
  // After a failure nothing more is written.
  void flush();
  [[nodiscard]] bool failed() const { return error_ != 0; }
  [[nodiscard]] std::string error_text() const;

 private:
  static constexpr std::size_t flush_at = std::size_t{256} * 1024;

  int descriptor_;
  int error_ = 0;  // errno of the first failure
  std::string buffer_;
};

[[nodiscard]] bool is_terminal(int descriptor);

enum class ColourChoice : std::uint8_t { Auto, Always, Never };
// --color, NO_COLOR and whether the descriptor is a terminal.
[[nodiscard]] bool use_colour(ColourChoice choice, int descriptor);

}  // namespace polc::driver
