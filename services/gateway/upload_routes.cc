// Uploading evidence files, reading them, and naming them in commands.
#include <algorithm>

#include "assay/aggregate/processor.h"
#include "assay/base/id.h"
#include "assay/evidence.pb.h"
#include "services/gateway/api_call.h"
#include "services/gateway/named_files.h"
#include "services/gateway/uploads.h"

namespace assay::gateway {
namespace {

using aggregate::Refuse;

// "<organisation>/<hash>", as the route gives it.
std::pair<std::string, std::string> FileOf(const std::string& arguments) {
  size_t slash = arguments.find('/');
  return {arguments.substr(0, slash), arguments.substr(slash + 1)};
}

bool MayUpload(const log::v1::Actor& actor) {
  return std::any_of(actor.roles().begin(), actor.roles().end(),
                     [](int role) { return role != assay::READER; });
}

}  // namespace

std::shared_ptr<http::BodySink> Api::SinkFor(const http::Request& request) const {
  Route route = FindRoute(*options_.catalog, request.method, request.path);
  const auto* own = std::get_if<OwnRoute>(&route);
  if (own == nullptr || own->route->operation_id != "putUpload") {
    return nullptr;
  }
  auto [organisation, hash] = FileOf(own->argument);
  Credential credential = CredentialOf(request);
  auto identity = options_.accounts->Authenticate(credential.token);
  bool allowed = identity && !CheckOrigin(request, credential, options_.public_url) &&
                 IsId(organisation) && IsSha256(hash) && MayUpload(identity->ActorIn(organisation));
  return allowed ? options_.uploads->Begin(organisation, hash) : nullptr;
}

void Api::PutUpload(const std::string& arguments, const CallPtr& call) {
  auto [organisation, hash] = FileOf(arguments);
  if (!Prepare(organisation, call)) {
    return;
  }
  if (!MayUpload(call->header.actor())) {
    return call->Refuse(Refuse("forbidden", "Your roles in this organisation do not allow this."));
  }
  if (!IsSha256(hash)) {
    return call->Refuse(Refuse("invalid-field",
                               "The path ends with the file's SHA-256 in lower-case hexadecimal."));
  }
  auto incoming = std::dynamic_pointer_cast<Uploads::Incoming>(call->request.sink);
  if (incoming == nullptr) {
    return call->Refuse(Refuse("unavailable", "The file cannot be taken now."));
  }
  std::string media_type(call->request.header("content-type"));
  Status queued = options_.pool->Run([this, call, incoming, media_type] {
    Result<Uploads::Kept> kept = options_.uploads->Finish(incoming.get(), media_type);
    if (kept.status().code() == StatusCode::kInvalidArgument) {
      return call->Refuse(Refuse("invalid-upload", kept.status().message()));
    }
    if (!kept.ok()) {
      return call->Refuse(Refuse("internal", kept.status().message()));
    }
    http::Response response;
    response.status = kept->was_there ? 200 : 201;
    response.body = "{\"bytes\":" + std::to_string(kept->bytes) + "}";
    call->respond(std::move(response));
  });
  if (!queued.ok()) {
    call->Refuse(Refuse("unavailable", "Too many requests at once; try again."));
  }
}

void Api::GetUpload(const std::string& arguments, const CallPtr& call) {
  auto [organisation, hash] = FileOf(arguments);
  if (!Prepare(organisation, call)) {
    return;
  }
  Status queued = options_.pool->Run([this, call, organisation = organisation, hash = hash] {
    if (!options_.uploads->SizeOf(organisation, hash).ok()) {
      return call->Refuse(Refuse("not-found", "No such file was uploaded."));
    }
    Result<std::string> content = options_.uploads->Read(organisation, hash);
    if (!content.ok()) {
      return call->Refuse(Refuse("internal", content.status().message()));
    }
    http::Response response;
    response.content_type = MediaTypeOf(*content);
    response.body = std::move(content).value();
    // Never shown inside a page of ours, whatever it holds.
    response.headers.emplace_back("Content-Disposition", "attachment; filename=\"" + hash + "\"");
    response.headers.emplace_back("Content-Security-Policy", "sandbox");
    call->respond(std::move(response));
  });
  if (!queued.ok()) {
    call->Refuse(Refuse("unavailable", "Too many requests at once; try again."));
  }
}

std::optional<Rejection> Api::CheckFiles(const std::string& organisation,
                                         const Message& command) const {
  return VisitFiles(command, [&](const assay::EvidenceFile& file) -> std::optional<Rejection> {
    Result<uint64_t> size = options_.uploads->SizeOf(organisation, file.sha256());
    if (!size.ok()) {
      return Refuse("invalid-field", "Upload the file first: there is none with this SHA-256.",
                    "file.sha256");
    }
    if (*size != file.bytes()) {
      return Refuse("invalid-field", "The file has " + std::to_string(*size) + " bytes.",
                    "file.bytes");
    }
    return std::nullopt;
  });
}

}  // namespace assay::gateway
