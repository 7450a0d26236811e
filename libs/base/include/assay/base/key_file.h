#pragma once

#include <string>
#include <string_view>

#include "assay/base/status.h"

namespace assay {

// The file of a private key that signs, held by one process at a time: two that sign with one key
// could sign what disagrees. Whoever replaces the file (WriteFileDurably) holds it meanwhile.
class KeyFile {
 public:
  // Makes the file, readable by its owner only, and durable. Never replaces one: when another
  // process made it first, that one stays.
  static Status Make(const std::string& path, std::string_view bytes);

  // Holds the file that is at `path` now, until this goes. Unavailable: another process does.
  // PermissionDenied: it cannot be read, or others may read it.
  static Result<KeyFile> Hold(const std::string& path);

  KeyFile(KeyFile&& other) noexcept;
  KeyFile& operator=(KeyFile&&) = delete;
  KeyFile(const KeyFile&) = delete;
  KeyFile& operator=(const KeyFile&) = delete;
  ~KeyFile();

  const std::string& path() const { return path_; }

 private:
  KeyFile(std::string path, int fd);

  std::string path_;
  int fd_;  // holds the lock
};

}  // namespace assay
