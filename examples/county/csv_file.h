// SPDX-License-Identifier: Apache-2.0
// A CSV file in the making, packed or not. Whether all of it reached the disk is known when it is closed.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

namespace polc::county {

class CsvFile {
 public:
  enum class Packing : unsigned char { Plain, Gzip };

  CsvFile(const std::filesystem::path& file, Packing packing);
  ~CsvFile();
  CsvFile(const CsvFile&) = delete;
  CsvFile& operator=(const CsvFile&) = delete;

  void cell(std::string_view text);
  void end_row();
  [[nodiscard]] bool close();

 private:
  void flush();

  struct Closer {
    void operator()(void* file) const;
  };
  std::unique_ptr<void, Closer> file_;  // zlib's, which writes plain files too
  bool good_ = true;
  bool row_is_begun_ = false;
  std::string buffer_;
};

}  // namespace polc::county
