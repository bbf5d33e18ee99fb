// SPDX-License-Identifier: Apache-2.0
#include "runtime/facts/mapped_file.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace polc::facts {

Result<std::shared_ptr<const MappedFile>> MappedFile::open(const std::filesystem::path& path) {
  const auto failed = [&] { return failure(diag::Kind::FactsUnreadable, path.string(), std::strerror(errno)); };
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return failed();
  struct stat found{};
  if (fstat(file, &found) != 0) {
    const Failure reason = failed();
    close(file);
    return reason;
  }
  const auto size = static_cast<std::size_t>(found.st_size);
  void* const at = size == 0 ? nullptr : mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file, 0);
  if (at == MAP_FAILED) {
    const Failure reason = failed();
    close(file);
    return reason;
  }
  close(file);
  // All of it will be read: in large pages, and once for a great many pages, it costs less. Where the system cannot, it comes
  // page by page.
  if (at != nullptr) {
    static_cast<void>(madvise(at, size, MADV_HUGEPAGE));
    static_cast<void>(madvise(at, size, MADV_POPULATE_READ));
  }
  return std::shared_ptr<const MappedFile>(new MappedFile({static_cast<const std::byte*>(at), size}));
}

MappedFile::~MappedFile() {
  if (!bytes_.empty()) munmap(const_cast<std::byte*>(bytes_.data()), bytes_.size());
}

}  // namespace polc::facts
