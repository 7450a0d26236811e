#include "services/gateway/uploads.h"

#include <fcntl.h>
#include <magic.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <filesystem>

#include "assay/base/bytes.h"
#include "assay/base/file.h"
#include "assay/base/hash.h"

namespace assay::gateway {
namespace {

namespace fs = std::filesystem;

constexpr size_t kSniffedBytes = 64 << 10;

// What is taken, and what its content may look like: a format inside another looks like the outer.
struct TakenType {
  std::string_view media_type;
  std::array<std::string_view, 2> looks_like;
};
constexpr TakenType kTaken[] = {
    {"application/pdf", {"application/pdf", ""}},
    {"image/jpeg", {"image/jpeg", ""}},
    {"image/png", {"image/png", ""}},
    {"text/plain", {"text/", ""}},
    {"text/csv", {"text/", "application/csv"}},
    {"message/rfc822", {"message/rfc822", "text/"}},
    {"application/zip", {"application/zip", ""}},
    {"application/vnd.openxmlformats-officedocument.wordprocessingml.document",
     {"application/vnd.openxmlformats-officedocument", "application/zip"}},
    {"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
     {"application/vnd.openxmlformats-officedocument", "application/zip"}},
    {"application/vnd.oasis.opendocument.text", {"application/vnd.oasis.opendocument", ""}},
    {"application/vnd.oasis.opendocument.spreadsheet", {"application/vnd.oasis.opendocument", ""}},
};

Status CheckType(const std::string& media_type, const std::string& looks) {
  const auto* taken =
      std::find_if(std::begin(kTaken), std::end(kTaken),
                   [&](const TakenType& type) { return type.media_type == media_type; });
  if (taken == std::end(kTaken)) {
    return InvalidArgument("files of type " + media_type + " are not taken");
  }
  bool fits =
      std::any_of(taken->looks_like.begin(), taken->looks_like.end(),
                  [&](std::string_view like) { return !like.empty() && looks.starts_with(like); });
  return fits ? OkStatus()
              : InvalidArgument("the file is not " + media_type + " but looks like " + looks);
}

constexpr char kIncoming[] = "incoming";

}  // namespace

Uploads::Uploads(std::string folder) : folder_(std::move(folder)) {
  std::error_code error;
  fs::remove_all(folder_ + "/" + kIncoming, error);
}

// "<organisation>/<hash>" of all files, not before `from`.
Result<std::set<std::string>> Uploads::NamesFrom(const std::string& from) const {
  std::set<std::string> names;
  std::error_code error;
  std::error_code gone;  // between being listed and being looked at
  if (!fs::exists(folder_, error) && !error) {
    return names;  // nothing was uploaded yet; what entries name is looked for all the same
  }
  fs::recursive_directory_iterator at(folder_, error);
  for (fs::recursive_directory_iterator end; !error && at != end; at.increment(error)) {
    std::string organisation = at->path().lexically_relative(folder_).begin()->string();
    if (organisation == kIncoming) {
      at.disable_recursion_pending();  // files come and go there
      continue;
    }
    std::string name = organisation + "/" + at->path().filename().string();
    if (name >= from && at->is_regular_file(gone)) {
      names.insert(name);
    }
  }
  if (error) {
    return Internal("the uploaded files in " + folder_ + " cannot be listed: " + error.message());
  }
  return names;
}

Result<Uploads::Scrubbed> Uploads::Scrub(const std::string& from, uint64_t bytes_max) const {
  ASSAY_ASSIGN_OR_RETURN(std::set<std::string> names, NamesFrom(from));
  Scrubbed scrubbed;
  for (const std::string& name : names) {
    if (scrubbed.bytes >= bytes_max) {
      scrubbed.next = name;
      break;
    }
    size_t slash = name.find('/');
    auto content = Read(name.substr(0, slash), name.substr(slash + 1));
    ++scrubbed.files;
    scrubbed.bytes += content.ok() ? content->size() : 0;
    if (!content.ok()) {
      scrubbed.damaged.push_back(name);
    }
  }
  return scrubbed;
}

struct Uploads::Incoming::State {
  std::string organisation;
  std::string sha256;
  std::string path;  // temporary
  int fd = -1;
  Sha256Stream hash;
  std::string start;  // for its type
  uint64_t bytes = 0;
};

Uploads::Incoming::Incoming(std::unique_ptr<State> state) : state_(std::move(state)) {}

Uploads::Incoming::~Incoming() {
  if (state_->fd >= 0) {
    close(state_->fd);
    unlink(state_->path.c_str());
  }
}

bool Uploads::Incoming::Take(std::string_view piece) {
  state_->hash.Add(piece);
  state_->start.append(
      piece.substr(0, kSniffedBytes - std::min(kSniffedBytes, state_->start.size())));
  state_->bytes += piece.size();
  while (!piece.empty()) {
    ssize_t written = write(state_->fd, piece.data(), piece.size());
    if (written < 0 && errno != EINTR) {
      return false;
    }
    piece.remove_prefix(written < 0 ? 0 : static_cast<size_t>(written));
  }
  return true;
}

bool IsSha256(std::string_view text) {
  return text.size() == 2 * kSha256Bytes &&
         text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

std::string MediaTypeOf(std::string_view content_start) {
  magic_t cookie = magic_open(MAGIC_MIME_TYPE);
  std::string type = "application/octet-stream";
  if (cookie != nullptr && magic_load(cookie, nullptr) == 0) {
    const char* found = magic_buffer(cookie, content_start.data(), content_start.size());
    type = found == nullptr ? type : found;
  }
  magic_close(cookie);
  return type;
}

std::string Uploads::PathOf(const std::string& organisation, const std::string& sha256) const {
  return folder_ + "/" + organisation + "/" + sha256.substr(0, 2) + "/" + sha256;
}

std::shared_ptr<Uploads::Incoming> Uploads::Begin(const std::string& organisation,
                                                  const std::string& sha256) const {
  auto state = std::make_unique<Incoming::State>();
  state->organisation = organisation;
  state->sha256 = sha256;
  std::string folder = folder_ + "/" + kIncoming;
  std::error_code error;
  fs::create_directories(folder, error);
  state->path = folder + "/" + ToHex(RandomBytes(16));
  state->fd = open(state->path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (state->fd < 0) {
    return nullptr;
  }
  return std::shared_ptr<Incoming>(new Incoming(std::move(state)));
}

Result<Uploads::Kept> Uploads::Finish(Incoming* incoming, const std::string& media_type) const {
  Incoming::State& state = *incoming->state_;
  if (state.bytes == 0) {
    return InvalidArgument("the file is empty");
  }
  std::string actual = ToHex(ToView(state.hash.Finish()));
  if (actual != state.sha256) {
    return InvalidArgument("the content's SHA-256 is " + actual + ", the path says otherwise");
  }
  ASSAY_RETURN_IF_ERROR(CheckType(media_type, MediaTypeOf(state.start)));
  std::string path = PathOf(state.organisation, state.sha256);
  Kept kept{media_type, state.bytes, Read(state.organisation, state.sha256).ok()};
  std::string folder = fs::path(path).parent_path().string();
  std::error_code error;
  fs::create_directories(folder, error);
  if (!kept.was_there) {
    if (fsync(state.fd) != 0 || rename(state.path.c_str(), path.c_str()) != 0) {
      return Internal("the file cannot be kept");
    }
    close(state.fd);
    state.fd = -1;
  }
  // The names of new folders, too, must outlive a power cut; also those of a file that was there,
  // since whoever renamed it may have failed here or be here at this moment.
  for (const std::string& changed : {folder, folder_ + "/" + state.organisation, folder_}) {
    ASSAY_RETURN_IF_ERROR(SyncFolder(changed));
  }
  return kept;
}

Result<std::string> Uploads::Read(const std::string& organisation,
                                  const std::string& sha256) const {
  ASSAY_ASSIGN_OR_RETURN(std::string content, ReadFile(PathOf(organisation, sha256)));
  if (ToHex(Sha256(content)) != sha256) {
    return DataLoss("the file " + sha256 + " is damaged: restore it from a backup");
  }
  return content;
}

Result<uint64_t> Uploads::SizeOf(const std::string& organisation, const std::string& sha256) const {
  std::error_code error;
  uint64_t size = IsSha256(sha256) ? fs::file_size(PathOf(organisation, sha256), error) : 0;
  if (error || size == 0) {
    return NotFound("no such file was uploaded");
  }
  return size;
}

}  // namespace assay::gateway
