#include "services/gateway/console_files.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "assay/base/bytes.h"
#include "assay/base/hash.h"
#include "services/gateway/derived/fixed_routes.h"

namespace assay::gateway {
namespace {

namespace fs = std::filesystem;

constexpr char kIndex[] = "/index.html";
constexpr std::string_view kAssets = "/assets/";
constexpr std::string_view kCompressed = ".gz";
constexpr std::string_view kNoncePlace = "__NONCE__";  // stands in index.html

std::string ContentType(const std::string& extension) {
  static const std::map<std::string, std::string> kTypes = {
      {".html", "text/html; charset=utf-8"},
      {".js", "text/javascript; charset=utf-8"},
      {".css", "text/css; charset=utf-8"},
      {".json", "application/json"},
      {".svg", "image/svg+xml"},
      {".woff2", "font/woff2"},
      {".png", "image/png"}};
  auto known = kTypes.find(extension);
  return known == kTypes.end() ? "application/octet-stream" : known->second;
}

std::string_view FirstSegment(std::string_view path) {
  path.remove_prefix(path.starts_with('/') ? 1 : 0);
  return path.substr(0, path.find_first_of("/:"));
}

bool IsOfTheApi(const std::string& path) {
  std::string_view first = FirstSegment(path);
  auto routes = FixedRoutes();
  return std::any_of(routes.begin(), routes.end(),
                     [&](const FixedRoute& route) { return FirstSegment(route.path) == first; });
}

// No script but our own files, no other host, no frame around us; style elements need the nonce.
std::string Policy(const std::string& nonce) {
  return "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-" + nonce +
         "'; img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; manifest-src "
         "'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
}

std::string Replaced(std::string text, std::string_view what, const std::string& with) {
  for (size_t at = text.find(what); at != std::string::npos; at = text.find(what, at)) {
    text.replace(at, what.size(), with);
    at += with.size();
  }
  return text;
}

}  // namespace

std::string ConsoleFiles::DefaultFolder() {
  std::error_code error;
  fs::path binary = fs::read_symlink("/proc/self/exe", error);
  return error ? "" : (binary.parent_path().parent_path() / "console").string();
}

Result<ConsoleFiles> ConsoleFiles::Load(const std::string& folder) {
  ConsoleFiles console;
  std::error_code error;
  if (!fs::is_directory(folder, error)) {
    return console;
  }
  size_t count = 0;
  size_t bytes = 0;
  std::map<std::string, std::string> compressed;
  for (fs::recursive_directory_iterator at(folder, error), end; !error && at != end;
       at.increment(error)) {
    if (!at->is_regular_file(error)) {
      continue;
    }
    std::ifstream in(at->path(), std::ios::binary);
    std::string body((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
    if (!in) {
      return Unavailable("the console's file " + at->path().string() + " cannot be read");
    }
    bytes += body.size();
    if (++count > kFilesMax || bytes > kBytesMax) {
      return InvalidArgument(folder + " holds more than a console has: is it the right folder?");
    }
    std::string path = "/" + at->path().lexically_relative(folder).generic_string();
    if (path.ends_with(kCompressed)) {
      compressed[path.substr(0, path.size() - kCompressed.size())] = std::move(body);
      continue;
    }
    std::string etag = "\"" + ToHex(Sha256(body)).substr(0, 32) + "\"";
    console.files_[path] = {ContentType(at->path().extension()), std::move(body), "", etag};
  }
  if (error) {
    return Unavailable("the console's folder " + folder + " cannot be read: " + error.message());
  }
  for (auto& [path, body] : compressed) {
    if (auto file = console.files_.find(path); file != console.files_.end()) {
      file->second.gzip = std::move(body);
    }
  }
  return console;
}

std::optional<http::Response> ConsoleFiles::Find(const http::Request& request) const {
  bool reads = request.method == "GET" || request.method == "HEAD";
  auto index = files_.find(kIndex);
  if (!reads || index == files_.end() || IsOfTheApi(request.path)) {
    return std::nullopt;
  }
  auto found = files_.find(request.path);
  if (found == index || request.path == "/") {
    return Index(index->second.body);
  }
  if (found == files_.end()) {
    bool is_page = !request.path.starts_with(kAssets) &&
                   request.header("accept").find("text/html") != std::string_view::npos;
    return is_page ? std::optional(Index(index->second.body)) : std::nullopt;
  }
  const File& file = found->second;
  http::Response response;
  response.content_type = file.content_type;
  response.headers.emplace_back("ETag", file.etag);
  response.headers.emplace_back("Vary", "Accept-Encoding");
  // A name below assets/ carries the hash of its content: another content has another name.
  response.headers.emplace_back("Cache-Control", request.path.starts_with(kAssets)
                                                     ? "public, max-age=31536000, immutable"
                                                     : "no-cache");
  if (request.header("if-none-match") == file.etag) {
    response.status = 304;
    return response;
  }
  bool compressed = !file.gzip.empty() &&
                    request.header("accept-encoding").find("gzip") != std::string_view::npos;
  if (compressed) {
    response.headers.emplace_back("Content-Encoding", "gzip");
  }
  response.body = compressed ? file.gzip : file.body;
  return response;
}

http::Response ConsoleFiles::Index(const std::string& page) const {
  std::string nonce = ToHex(RandomBytes(16));
  http::Response response;
  response.content_type = "text/html; charset=utf-8";
  response.body = Replaced(page, kNoncePlace, nonce);
  response.headers.emplace_back("Cache-Control", "no-cache");
  response.headers.emplace_back("Content-Security-Policy", Policy(nonce));
  response.headers.emplace_back("Cross-Origin-Opener-Policy", "same-origin");
  return response;
}

}  // namespace assay::gateway
