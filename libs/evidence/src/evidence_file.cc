#include "assay/evidence/evidence_file.h"

#include <zip.h>

#include <algorithm>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <set>

#include "assay/merkle/note.h"

namespace assay::evidence {
namespace {

constexpr uint64_t kEntryBytesMax = 900'000;
constexpr std::string_view kPolicy = "policy";
constexpr std::string_view kReadMe = "README.txt";
constexpr std::string_view kEntries = "entries/";
constexpr std::string_view kUploads = "uploads/";
constexpr std::string_view kEntryEnd = ".entry";
constexpr std::string_view kProofEnd = ".tlog-proof";

constexpr char kReadMeText[] =
    "This file proves entries of the history that an Assay installation keeps.\n"
    "\n"
    "Check it, without a network and without trusting whoever sent it:\n"
    "    assay-verify FILE\n"
    "and, if you have the installation's keys from another source (its /log/policy):\n"
    "    assay-verify --policy POLICY FILE\n"
    "\n"
    "docs/formats/evidence.md of Assay says how to write a verifier of your own.\n";

struct Discard {
  void operator()(zip_t* archive) const { zip_discard(archive); }
};
using Archive = std::unique_ptr<zip_t, Discard>;

std::string ErrorText(int code) {
  zip_error_t error;
  zip_error_init_with_code(&error, code);
  std::string text = zip_error_strerror(&error);
  zip_error_fini(&error);
  return text;
}

Status Add(zip_t* archive, const std::string& name, std::string_view bytes) {
  // The bytes outlive the archive: they are read when it is closed.
  zip_source_t* source = zip_source_buffer(archive, bytes.data(), bytes.size(), 0);
  if (source == nullptr || zip_file_add(archive, name.c_str(), source, ZIP_FL_ENC_UTF_8) < 0) {
    zip_source_free(source);
    return Internal("cannot add " + name + ": " + zip_strerror(archive));
  }
  return OkStatus();
}

bool IsHash(std::string_view name) {
  return name.size() == 64 && name.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

// "entries/audits/12.entry" -> audits, 12. Nothing when it is not written exactly so.
std::optional<std::pair<std::string, uint64_t>> Place(std::string_view name, std::string_view end) {
  if (!name.starts_with(kEntries) || !name.ends_with(end)) {
    return std::nullopt;
  }
  name = name.substr(kEntries.size(), name.size() - kEntries.size() - end.size());
  size_t slash = name.find('/');
  std::string service(name.substr(0, slash));
  std::string digits(slash == std::string_view::npos ? "" : name.substr(slash + 1));
  bool plain = !service.empty() &&
               service.find_first_not_of("abcdefghijklmnopqrstuvwxyz-") == std::string::npos &&
               !digits.empty() && digits.size() <= 18 &&
               digits.find_first_not_of("0123456789") == std::string::npos;
  if (!plain || std::to_string(std::stoull(digits)) != digits) {
    return std::nullopt;
  }
  return std::pair(service, std::stoull(digits));
}

uint64_t BytesMax(std::string_view name) {
  if (name.starts_with(kUploads)) {
    return kFileBytesMax;
  }
  return name.ends_with(kEntryEnd) ? kEntryBytesMax : merkle::kNoteBytesMax;
}

// Counts what a file holds, against its bounds.
class Bounds {
 public:
  Status Add(std::string_view name, uint64_t bytes) {
    total_ += std::min(bytes, kFileBytesMax);
    entries_ += name.ends_with(kEntryEnd) ? 1U : 0U;
    uploads_ += name.starts_with(kUploads) ? 1U : 0U;
    if (bytes > BytesMax(name)) {
      return InvalidArgument(std::string(name) + " is too large: at most " +
                             std::to_string(BytesMax(name)) + " bytes are allowed");
    }
    if (total_ > kFileBytesMax) {
      return InvalidArgument("it is too large: at most 1 GiB, unpacked, is allowed");
    }
    return entries_ <= kEntriesMax && uploads_ <= kUploadsMax
               ? OkStatus()
               : InvalidArgument(
                     "it holds too much: at most 100,000 entries and 100,000 uploaded "
                     "files are allowed");
  }

 private:
  uint64_t total_ = 0;
  size_t entries_ = 0;
  size_t uploads_ = 0;
};

// Every file of the archive: its name, and what it holds, which outlives the call.
Status ForEachFile(const Evidence& evidence,
                   const std::function<Status(const std::string&, std::string_view)>& visit) {
  ASSAY_RETURN_IF_ERROR(visit(std::string(kReadMe), kReadMeText));
  ASSAY_RETURN_IF_ERROR(visit(std::string(kPolicy), evidence.policy));
  for (const ProvedEntry& entry : evidence.entries) {
    std::string stem = std::string(kEntries) + entry.service + "/" + std::to_string(entry.position);
    ASSAY_RETURN_IF_ERROR(visit(stem + std::string(kEntryEnd), entry.stored));
    ASSAY_RETURN_IF_ERROR(visit(stem + std::string(kProofEnd), entry.receipt));
  }
  for (const auto& [hash, bytes] : evidence.uploads) {
    ASSAY_RETURN_IF_ERROR(visit(std::string(kUploads) + hash, bytes));
  }
  return OkStatus();
}

// Takes the files of an archive apart.
class Parser {
 public:
  Status Take(const std::string& name, std::string bytes) {
    if (!seen_.insert(name).second) {
      return InvalidArgument(name + " is there twice");
    }
    if (name == kReadMe) {
      return OkStatus();
    }
    if (name == kPolicy) {
      evidence_.policy = std::move(bytes);
      return OkStatus();
    }
    if (auto place = Place(name, kEntryEnd)) {
      entries_[*place].stored = std::move(bytes);
      return OkStatus();
    }
    if (auto place = Place(name, kProofEnd)) {
      entries_[*place].receipt = std::move(bytes);
      return OkStatus();
    }
    if (name.starts_with(kUploads) && IsHash(std::string_view(name).substr(kUploads.size()))) {
      evidence_.uploads[name.substr(kUploads.size())] = std::move(bytes);
      return OkStatus();
    }
    return InvalidArgument("it holds " + name + ", which is no part of an evidence file");
  }

  Result<Evidence> Finish() {
    if (evidence_.policy.empty()) {
      return InvalidArgument("it holds no policy");
    }
    for (auto& [place, entry] : entries_) {
      std::string name = place.first + "/" + std::to_string(place.second);
      if (entry.stored.empty() || entry.receipt.empty()) {
        return InvalidArgument("of " + name + " the entry or its proof is missing");
      }
      entry.service = place.first;
      entry.position = place.second;
      evidence_.entries.push_back(std::move(entry));
    }
    if (evidence_.entries.empty()) {
      return InvalidArgument("it proves no entry");
    }
    return std::move(evidence_);
  }

 private:
  Evidence evidence_;
  std::set<std::string> seen_;
  std::map<std::pair<std::string, uint64_t>, ProvedEntry> entries_;
};

Result<std::string> ReadMember(zip_t* archive, const zip_stat_t& stat) {
  zip_file_t* file = zip_fopen_index(archive, stat.index, 0);
  if (file == nullptr) {
    return InvalidArgument(std::string(stat.name) + " cannot be read: " + zip_strerror(archive));
  }
  std::string bytes(stat.size, '\0');
  zip_int64_t read = zip_fread(file, bytes.data(), bytes.size());
  char beyond = 0;
  bool whole = read == static_cast<zip_int64_t>(stat.size) && zip_fread(file, &beyond, 1) == 0;
  whole = zip_fclose(file) == 0 && whole;  // checks the CRC
  return whole ? Result<std::string>(std::move(bytes))
               : InvalidArgument(std::string(stat.name) + " is damaged");
}

}  // namespace

Status WriteEvidenceFile(const std::string& path, const Evidence& evidence) {
  Bounds bounds;
  Status fits = ForEachFile(evidence, [&](const std::string& name, std::string_view bytes) {
    return bounds.Add(name, bytes.size());
  });
  if (!fits.ok()) {
    return InvalidArgument(path + " is not written: " + fits.message() +
                           ". Export fewer records into one file");
  }
  int code = 0;
  Archive archive(zip_open(path.c_str(), ZIP_CREATE | ZIP_EXCL, &code));
  if (archive == nullptr) {
    return code == ZIP_ER_EXISTS
               ? Conflict(path + " is there already")
               : PermissionDenied("cannot write " + path + ": " + ErrorText(code));
  }
  ASSAY_RETURN_IF_ERROR(ForEachFile(evidence, [&](const std::string& name, std::string_view bytes) {
    return Add(archive.get(), name, bytes);
  }));
  if (zip_close(archive.get()) != 0) {
    return Internal("cannot write " + path + ": " + zip_strerror(archive.get()));
  }
  (void)archive.release();  // closed
  return OkStatus();
}

Result<Evidence> ReadEvidenceFile(const std::string& path) {
  int code = 0;
  Archive archive(zip_open(path.c_str(), ZIP_RDONLY | ZIP_CHECKCONS, &code));
  if (archive == nullptr) {
    return code == ZIP_ER_OPEN || code == ZIP_ER_READ
               ? PermissionDenied(path + " cannot be read: " + ErrorText(code))
               : InvalidArgument(path + " is not a whole ZIP archive: " + ErrorText(code));
  }
  Parser parser;
  Bounds bounds;
  zip_int64_t members = zip_get_num_entries(archive.get(), 0);
  for (zip_int64_t i = 0; i < members; ++i) {
    zip_stat_t stat;
    zip_stat_init(&stat);
    constexpr zip_uint64_t kNeeded = ZIP_STAT_NAME | ZIP_STAT_SIZE | ZIP_STAT_INDEX;
    if (zip_stat_index(archive.get(), static_cast<zip_uint64_t>(i), 0, &stat) != 0 ||
        (stat.valid & kNeeded) != kNeeded) {
      return InvalidArgument("its directory cannot be read");
    }
    ASSAY_RETURN_IF_ERROR(bounds.Add(stat.name, stat.size));
    std::string name = stat.name;
    ASSAY_ASSIGN_OR_RETURN(std::string bytes, ReadMember(archive.get(), stat));
    ASSAY_RETURN_IF_ERROR(parser.Take(name, std::move(bytes)));
  }
  return parser.Finish();
}

std::set<std::string> FilesNamedIn(std::string_view stored) {
  // EvidenceFile: field 1, 64 bytes, the hash; then field 2, its title.
  constexpr std::string_view kBefore = "\x0a\x40";
  constexpr char kAfter = '\x12';
  constexpr size_t kDigits = 64;
  std::set<std::string> named;
  for (size_t at = stored.find(kBefore); at != std::string_view::npos;
       at = stored.find(kBefore, at + 1)) {
    std::string_view hash = stored.substr(at + kBefore.size(), kDigits);
    size_t after = at + kBefore.size() + kDigits;
    if (IsHash(hash) && after < stored.size() && stored[after] == kAfter) {
      named.emplace(hash);
    }
  }
  return named;
}

}  // namespace assay::evidence
