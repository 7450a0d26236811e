#include "services/gateway/witness.h"

#include <filesystem>

#include "assay/base/bytes.h"
#include "assay/base/file.h"
#include "assay/base/hash.h"
#include "assay/merkle/checkpoint.h"
#include "assay/merkle/proof.h"
#include "assay/merkle/witness.h"

namespace assay::gateway {
namespace {

Status MakeKey(const std::string& path, const std::string& name) {
  ASSAY_ASSIGN_OR_RETURN(merkle::Signer made,
                         merkle::Signer::FromSeed(name, merkle::KeyType::kCosignatureV1,
                                                  RandomBytes(merkle::Signer::kSeedBytes)));
  return KeyFile::Make(path, made.ToString());
}

Result<merkle::Signer> LoadSigner(const std::string& path) {
  ASSAY_ASSIGN_OR_RETURN(std::string text, ReadFile(path));
  Result<merkle::Signer> signer = merkle::Signer::Parse(text);
  if (!signer.ok()) {
    return signer.status().In(path);
  }
  return signer;
}

std::string HashOf(const std::string& origin) {
  return ToHex(Sha256(origin));
}

Witness::Answer Refused(unsigned status, const std::string& reason) {
  return {status, reason + "\n"};
}

}  // namespace

Result<std::unique_ptr<Witness>> Witness::Open(Options options) {
  std::vector<merkle::VerifierKey> logs;
  for (const std::string& vkey : options.logs) {
    ASSAY_ASSIGN_OR_RETURN(merkle::VerifierKey key, merkle::VerifierKey::Parse(vkey));
    logs.push_back(std::move(key));
  }
  std::string path = options.folder + "/witness.key";
  if (!std::filesystem::exists(path)) {
    ASSAY_RETURN_IF_ERROR(MakeKey(path, options.name));
  }
  ASSAY_ASSIGN_OR_RETURN(KeyFile key, KeyFile::Hold(path));
  ASSAY_ASSIGN_OR_RETURN(merkle::Signer signer, LoadSigner(path));
  return std::unique_ptr<Witness>(
      new Witness(std::move(options), std::move(logs), std::move(key), std::move(signer)));
}

Witness::Answer Witness::AddCheckpoint(const std::string& body) {
  Result<merkle::AddCheckpoint> request = merkle::ParseAddCheckpoint(body);
  auto claimed = request.ok() ? merkle::ParseCheckpoint(request->note.text) : request.status();
  if (!claimed.ok()) {
    return Refused(400, claimed.status().message());
  }
  std::vector<merkle::VerifierKey> keys;
  for (const merkle::VerifierKey& key : logs_) {
    if (key.name() == claimed->origin) {
      keys.push_back(key);
    }
  }
  if (keys.empty()) {
    return Refused(404, "this witness does not know the log");
  }
  auto checkpoint = merkle::OpenCheckpoint(request->note, keys);
  if (!checkpoint.ok()) {
    return Refused(403, checkpoint.status().message());
  }
  if (request->old_size > checkpoint->size) {
    return Refused(400, "the old size is greater than the checkpoint's");
  }
  std::lock_guard lock(mu_);
  std::string path = options_.folder + "/" + HashOf(checkpoint->origin);
  merkle::Checkpoint seen{checkpoint->origin, 0, merkle::EmptyRoot()};
  if (std::filesystem::exists(path)) {
    Result<std::string> text = ReadFile(path);
    auto note = text.ok() ? merkle::ParseNote(*text) : text.status();
    auto stored = note.ok() ? merkle::ParseCheckpoint(note->text) : note.status();
    if (!stored.ok()) {
      return Refused(500, "what this witness has seen cannot be read");
    }
    seen = *stored;
  }
  if (request->old_size != seen.size) {
    return {409, std::to_string(seen.size) + "\n"};
  }
  Status consistent = merkle::VerifyConsistency(seen.size, checkpoint->size, request->proof,
                                                seen.root, checkpoint->root);
  if (!consistent.ok()) {
    return Refused(422, consistent.message());
  }
  merkle::Note note = request->note;
  merkle::NoteSignature cosignature =
      signer_.Cosign(note.text, static_cast<uint64_t>(options_.clock->NowMicros() / 1'000'000));
  note.signatures.push_back(cosignature);
  if (Status kept = WriteFileDurably(path, note.ToString()); !kept.ok()) {
    return Refused(500, "what this witness has seen cannot be kept");
  }
  std::string line = merkle::Note{"", {cosignature}}.ToString().substr(1);
  return {200, line};
}

Result<std::string> Witness::Find(const std::string& origin_hash) const {
  bool is_hash = origin_hash.size() == 2 * kSha256Bytes &&
                 origin_hash.find_first_not_of("0123456789abcdef") == std::string::npos;
  return is_hash ? ReadFile(options_.folder + "/" + origin_hash)
                 : Result<std::string>(NotFound("not a hash"));
}

}  // namespace assay::gateway
