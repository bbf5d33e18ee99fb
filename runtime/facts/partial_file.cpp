// SPDX-License-Identifier: Apache-2.0
#include "runtime/facts/partial_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <utility>

namespace polc::facts {

PartialFile::PartialFile(const std::filesystem::path& target) : target_(target.string()) {
  name_ = target_ + ".partial-XXXXXX";
  file_ = mkostemp(name_.data(), O_CLOEXEC);
  if (file_ < 0) {
    error_ = errno;
    name_.clear();
    return;
  }
  // mkostemp makes a file for the owner alone.
  const mode_t mask = umask(0);
  umask(mask);
  fchmod(file_, 0666 & ~mask);
}

PartialFile::PartialFile(PartialFile&& other) noexcept
    : target_(std::move(other.target_)),
      name_(std::exchange(other.name_, {})),
      file_(std::exchange(other.file_, -1)),
      error_(other.error_) {}

PartialFile::~PartialFile() {
  if (file_ >= 0) close(file_);
  if (!name_.empty()) unlink(name_.c_str());
}

void PartialFile::keep(int result) {
  if (error_ == 0 && result != 0) error_ = errno;
}

void PartialFile::write(std::span<const std::byte> bytes, std::uint64_t at) {
  while (!bytes.empty() && error_ == 0) {
    const ssize_t written = pwrite(file_, bytes.data(), bytes.size(), static_cast<off_t>(at));
    if (written >= 0) {
      bytes = bytes.subspan(static_cast<std::size_t>(written));
      at += static_cast<std::uint64_t>(written);
    } else if (errno != EINTR) {
      error_ = errno;
    }
  }
}

void PartialFile::take_name(bool replace) {
  // A crash of the machine must not leave an empty file in the place of a full one.
  if (error_ == 0) keep(fsync(file_));
  if (file_ >= 0) keep(close(std::exchange(file_, -1)));
  if (error_ != 0) return;
  if (!replace && link(name_.c_str(), target_.c_str()) == 0) {
    unlink(name_.c_str());
  } else if (!replace && errno == EEXIST) {
    error_ = EEXIST;
  } else {
    // Some file systems know no links; there the rename has to do.
    keep(rename(name_.c_str(), target_.c_str()));
  }
  if (error_ == 0) name_.clear();
}

}  // namespace polc::facts
