#pragma once

#include <map>
#include <optional>
#include <string>

#include "assay/base/status.h"
#include "assay/http/server.h"

namespace assay::gateway {

// The built console: pages, scripts and styles, read once at the start. Constant after
// construction; any thread.
class ConsoleFiles {
 public:
  static constexpr size_t kFilesMax = 1'000;
  static constexpr size_t kBytesMax = 64 << 20;

  // Where the build puts the console: beside the folder of the running binary.
  static std::string DefaultFolder();
  // A folder that is not there gives no files, which is no error: the API works without a console.
  // Unavailable when a file cannot be read, InvalidArgument for more than the bounds.
  static Result<ConsoleFiles> Load(const std::string& folder);

  // The answer to a GET or HEAD of a path that is not the API's: a file, or for any other page of
  // the console its index, whose script finds out what to show. Nothing without a console, for
  // another method, for a path of the API, for a file below assets/ that is not there, and where a
  // page is not what the asker accepts: a tool is told that there is no such path.
  std::optional<http::Response> Find(const http::Request& request) const;

 private:
  struct File {
    std::string content_type;
    std::string body;
    std::string gzip;  // empty: there is no compressed form
    std::string etag;  // with its quotes
  };
  http::Response Index(const std::string& page) const;

  std::map<std::string, File> files_;  // by path: "/assets/index-1a2b.js"
};

}  // namespace assay::gateway
