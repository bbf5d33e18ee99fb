// SPDX-License-Identifier: Apache-2.0
// The bytes of a CSV file one after the other: as they lie there, or inflated when the file is gzip by its content.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>

#include "runtime/facts/failure.h"

namespace polc::facts {

class CsvInput {
 public:
  // `shown` is the name of the file in messages.
  [[nodiscard]] static Result<CsvInput> open(const std::string& path, std::string shown);
  CsvInput(CsvInput&&) noexcept;
  CsvInput& operator=(CsvInput&&) noexcept;
  CsvInput(const CsvInput&) = delete;
  CsvInput& operator=(const CsvInput&) = delete;
  ~CsvInput();

  // How many bytes were read, 0 at the end. Failures: FactsUnreadable, GzipDamaged; nothing can be read afterwards.
  [[nodiscard]] Result<std::size_t> read(std::span<char> into);
  // Bytes of the file consumed so far (compressed bytes of a gzip file).
  [[nodiscard]] std::int64_t bytes_consumed() const;
  [[nodiscard]] const std::string& shown() const { return shown_; }

 private:
  struct File;  // zlib's handle

  CsvInput(std::unique_ptr<File> file, std::string shown);

  std::unique_ptr<File> file_;
  std::string shown_;
};

}  // namespace polc::facts
