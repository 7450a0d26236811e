#include "assay/eventlog/notary.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <regex>
#include <sstream>

#include "assay/base/file.h"
#include "assay/base/hash.h"

namespace assay::eventlog {
namespace {

namespace fs = std::filesystem;

Result<std::string> NewKeyLine(const std::string& origin) {
  ASSAY_ASSIGN_OR_RETURN(merkle::Signer signer,
                         merkle::Signer::FromSeed(origin, merkle::KeyType::kEd25519,
                                                  RandomBytes(merkle::Signer::kSeedBytes)));
  return signer.ToString() + "\n";
}

}  // namespace

std::string EpochOrigin(const std::string& origin, uint32_t epoch) {
  fs::path path(origin);
  fs::path node = path.parent_path();
  static const std::regex kIsEpoch("epoch-[1-9][0-9]{0,8}");
  if (std::regex_match(node.filename().string(), kIsEpoch)) {
    node = node.parent_path();
  }
  if (epoch > 1) {
    node /= "epoch-" + std::to_string(epoch);
  }
  return (node / path.filename()).string();
}

Status Notary::MakeKey(const Options& options) {
  ASSAY_ASSIGN_OR_RETURN(std::string line, NewKeyLine(options.origin));
  return WriteFileDurably(options.key_path, line);
}

Status Notary::AddKey(const Options& options) {
  ASSAY_ASSIGN_OR_RETURN(auto held, Open(options));  // nobody else signs meanwhile
  ASSAY_ASSIGN_OR_RETURN(std::string keys, ReadFile(options.key_path));
  ASSAY_ASSIGN_OR_RETURN(std::string line, NewKeyLine(held->origin()));
  return WriteFileDurably(options.key_path, keys + line);
}

Status Notary::RetireKey(const Options& options) {
  ASSAY_ASSIGN_OR_RETURN(auto held, Open(options));
  if (held->signers().size() < 2) {
    return InvalidArgument(options.origin + " has only one key: add another first");
  }
  ASSAY_ASSIGN_OR_RETURN(std::string keys, ReadFile(options.key_path));
  return WriteFileDurably(options.key_path, keys.substr(keys.find('\n') + 1));
}

Result<std::unique_ptr<Notary>> Notary::Open(Options options) {
  bool signed_before = fs::exists(options.checkpoint_path);
  if (!fs::exists(options.key_path)) {
    if (signed_before) {
      return DataLoss("the key " + options.key_path + " is missing, but " + options.origin +
                      " was signed with it: restore the key from a backup");
    }
    ASSAY_RETURN_IF_ERROR(MakeKey(options));
  }
  int fd = open(options.key_path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) {
    return PermissionDenied("cannot read the key " + options.key_path);
  }
  std::unique_ptr<Notary> notary(new Notary(std::move(options), fd));
  if (flock(fd, LOCK_EX | LOCK_NB) != 0) {
    return Unavailable("another process signs with " + notary->options_.key_path);
  }
  ASSAY_RETURN_IF_ERROR(notary->LoadKeys());
  if (signed_before) {
    ASSAY_RETURN_IF_ERROR(notary->LoadCheckpoint());
  }
  return notary;
}

Notary::~Notary() {
  close(key_fd_);
}

Status Notary::LoadKeys() {
  struct stat stats {};
  if (fstat(key_fd_, &stats) != 0 || (stats.st_mode & 077) != 0) {
    return PermissionDenied("others may read the key " + options_.key_path + ": chmod 600 it");
  }
  ASSAY_ASSIGN_OR_RETURN(std::string text, ReadFile(options_.key_path));
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    Result<merkle::Signer> signer = merkle::Signer::Parse(line);
    if (!signer.ok()) {
      return signer.status().In(options_.key_path);
    }
    const std::string& name = signer->key().name();
    if (EpochOrigin(name, 1) != EpochOrigin(options_.origin, 1) ||
        (!signers_.empty() && name != origin())) {
      return DataLoss("the key " + options_.key_path + " is of " + name + ", the log is " +
                      options_.origin);
    }
    signers_.push_back(std::move(signer).value());
  }
  return signers_.empty() ? DataLoss("there is no key in " + options_.key_path) : OkStatus();
}

std::vector<merkle::VerifierKey> Notary::Keys() const {
  std::vector<merkle::VerifierKey> keys;
  for (const merkle::Signer& signer : signers_) {
    keys.push_back(signer.key());
  }
  return keys;
}

Status Notary::LoadCheckpoint() {
  std::lock_guard lock(mu_);
  ASSAY_ASSIGN_OR_RETURN(note_, ReadFile(options_.checkpoint_path));
  Result<merkle::Note> note = merkle::ParseNote(note_);
  auto checkpoint = note.ok() ? merkle::OpenCheckpoint(*note, Keys()) : note.status();
  if (!checkpoint.ok() || checkpoint->origin != origin()) {
    return DataLoss("the checkpoint in " + options_.checkpoint_path + " is not one that " +
                    origin() + " signed: restore it from a backup, or copy it from a " + "witness" +
                    (checkpoint.ok() ? "" : " (" + checkpoint.status().message() + ")"));
  }
  last_ = *checkpoint;
  return OkStatus();
}

std::optional<merkle::Checkpoint> Notary::last() const {
  std::lock_guard lock(mu_);
  return last_;
}

std::string Notary::note() const {
  std::lock_guard lock(mu_);
  return note_;
}

Status Notary::Sign(const TreeHead& head) {
  std::optional<merkle::Checkpoint> before = last();
  if (before && head.size <= before->size) {
    bool same = head.size == before->size && head.root == before->root;
    return same ? OkStatus()
                : DataLoss("the log does not hold what was signed: nothing is signed any more");
  }
  merkle::Checkpoint checkpoint{origin(), head.size, head.root};
  merkle::Note note;
  note.text = checkpoint.ToString();
  for (const merkle::Signer& signer : signers_) {
    note.signatures.push_back(signer.Sign(note.text));
  }
  ASSAY_RETURN_IF_ERROR(WriteFileDurably(options_.checkpoint_path, note.ToString()));
  std::lock_guard lock(mu_);
  last_ = checkpoint;
  note_ = note.ToString();
  return OkStatus();
}

}  // namespace assay::eventlog
