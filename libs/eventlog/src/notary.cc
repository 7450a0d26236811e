#include "assay/eventlog/notary.h"

#include <algorithm>
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

std::string RetiredPath(const Notary::Options& options) {
  return options.key_path + ".retired";
}

std::string SignedPath(const Notary::Options& options) {
  return options.key_path + ".signed";
}

bool WasSigned(const Notary::Options& options) {
  return fs::exists(options.checkpoint_path) || fs::exists(SignedPath(options));
}

Status KeepThatItWasSigned(const Notary::Options& options, const std::string& origin) {
  std::string path = SignedPath(options);
  return fs::exists(path) ? OkStatus() : WriteFileDurably(path, origin + "\n");
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
  if (WasSigned(options)) {
    return DataLoss("the key " + options.key_path + " is missing, but " + options.origin +
                    " was signed with it: restore the key from a backup");
  }
  ASSAY_ASSIGN_OR_RETURN(std::string line, NewKeyLine(options.origin));
  return KeyFile::Make(options.key_path, line);
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
  bool goes_on = std::any_of(held->signers_.begin() + 1, held->signers_.end(),
                             [&](const auto& signer) { return held->IsSignedBy(signer.key()); });
  if (held->last() && !goes_on) {
    return InvalidArgument("the last checkpoint of " + held->origin() +
                           " is not signed by another key than the one to retire: start the "
                           "service, which signs it with all, stop it and try again");
  }
  std::string line = held->signers_.front().key().ToString() + "\n";
  std::string retired;
  for (const merkle::VerifierKey& key : held->retired_) {
    retired += key.ToString() + "\n";
  }
  retired += retired.find(line) == std::string::npos ? line : "";  // it was cut off here before
  ASSAY_RETURN_IF_ERROR(WriteFileDurably(RetiredPath(options), retired));
  ASSAY_ASSIGN_OR_RETURN(std::string keys, ReadFile(options.key_path));
  return WriteFileDurably(options.key_path, keys.substr(keys.find('\n') + 1));
}

Result<std::unique_ptr<Notary>> Notary::Open(Options options) {
  if (!fs::exists(options.key_path)) {
    ASSAY_RETURN_IF_ERROR(MakeKey(options));
  }
  ASSAY_ASSIGN_OR_RETURN(KeyFile key, KeyFile::Hold(options.key_path));
  std::unique_ptr<Notary> notary(new Notary(std::move(options), std::move(key)));
  ASSAY_RETURN_IF_ERROR(notary->LoadKeys());
  ASSAY_RETURN_IF_ERROR(notary->LoadRetiredKeys());
  if (WasSigned(notary->options_)) {  // only now does nobody else sign
    ASSAY_RETURN_IF_ERROR(notary->LoadCheckpoint());
    ASSAY_RETURN_IF_ERROR(KeepThatItWasSigned(notary->options_, notary->origin()));
  }
  return notary;
}

Status Notary::LoadKeys() {
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

Status Notary::LoadRetiredKeys() {
  std::string path = RetiredPath(options_);
  if (!fs::exists(path)) {
    return OkStatus();
  }
  ASSAY_ASSIGN_OR_RETURN(std::string text, ReadFile(path));
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    Result<merkle::VerifierKey> key = merkle::VerifierKey::Parse(line);
    if (!key.ok() || key->name() != origin()) {
      return DataLoss(path + " holds what is no key of " + origin() +
                      ": restore it from a backup of the keys");
    }
    retired_.push_back(*std::move(key));
  }
  return OkStatus();
}

std::vector<merkle::VerifierKey> Notary::Keys() const {
  std::vector<merkle::VerifierKey> keys;
  for (const merkle::Signer& signer : signers_) {
    keys.push_back(signer.key());
  }
  keys.insert(keys.end(), retired_.begin(), retired_.end());
  return keys;
}

bool Notary::IsSignedBy(const merkle::VerifierKey& key) const {
  Result<merkle::Note> parsed = merkle::ParseNote(note());
  return parsed.ok() && merkle::VerifyNote(*parsed, {key}).ok();
}

bool Notary::IsSignedByAll() const {
  return std::all_of(signers_.begin(), signers_.end(),
                     [this](const merkle::Signer& signer) { return IsSignedBy(signer.key()); });
}

Status Notary::LoadCheckpoint() {
  if (!fs::exists(options_.checkpoint_path)) {
    return DataLoss("the checkpoint " + options_.checkpoint_path + " is missing, but " + origin() +
                    " was signed: copy it from a witness, or restore a backup. Without it another "
                    "history could be signed under this name");
  }
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
    if (head.size < before->size || head.root != before->root) {
      return DataLoss("the log does not hold what was signed: nothing is signed any more");
    }
    if (IsSignedByAll()) {
      return OkStatus();
    }
  }
  merkle::Checkpoint checkpoint{origin(), head.size, head.root};
  merkle::Note note;
  note.text = checkpoint.ToString();
  for (const merkle::Signer& signer : signers_) {
    note.signatures.push_back(signer.Sign(note.text));
  }
  // If we crash in between, nobody saw it, and the next to open keeps that it was signed.
  ASSAY_RETURN_IF_ERROR(WriteFileDurably(options_.checkpoint_path, note.ToString()));
  ASSAY_RETURN_IF_ERROR(KeepThatItWasSigned(options_, origin()));
  std::lock_guard lock(mu_);
  last_ = checkpoint;
  note_ = note.ToString();
  return OkStatus();
}

}  // namespace assay::eventlog
