// Backup and scrub: asked of a service, or done here for the gateway's own accounts and files.
#include "assay/aggregate/processor.h"
#include "assay/gateway/v1/uploads.pb.h"
#include "assay/runtime/backup_folder.h"
#include "services/gateway/api_call.h"

namespace assay::gateway {
namespace {

using aggregate::Refuse;

constexpr char kGateway[] = "gateway";
constexpr uint64_t kScrubbedBytes = 256 << 20;  // in one request: a second or two

Result<bus::v1::ChoreBegun> CopyAccounts(Accounts* accounts, const std::string& installation,
                                         const bus::v1::BackUp& asked) {
  ASSAY_ASSIGN_OR_RETURN(runtime::BackupMark mark, runtime::ReadBackupMark(asked.folder()));
  if (mark.installation != installation) {
    return InvalidArgument(asked.folder() + " is the backup of " + mark.installation +
                           ", this is " + installation + ": choose another folder");
  }
  ASSAY_ASSIGN_OR_RETURN(uint32_t copy,
                         accounts->BackUp(asked.folder() + "/" + runtime::kAccountCopies,
                                          {asked.keep().begin(), asked.keep().end()}));
  bus::v1::ChoreBegun begun;
  begun.mutable_chore()->set_copy(copy);
  return begun;
}

}  // namespace

void Api::BackUp(const std::string& service, const CallPtr& call) {
  bus::v1::BackUp asked;
  if (!call->ReadBody(&asked)) {
    return;
  }
  if (!asked.folder().starts_with("/")) {
    return call->Refuse(
        Refuse("invalid-field", "The folder is a path that begins with /.", "folder"));
  }
  if (service == kGateway) {
    return BackUpAccounts(asked, call);
  }
  if (IsService(service, call)) {
    AskAndRender(service, asked, bus::v1::ChoreBegun(), call);
  }
}

// Small, and done when this answers: the chore has ended.
void Api::BackUpAccounts(const bus::v1::BackUp& asked, const CallPtr& call) {
  Status queued = options_.pool->Run([this, call, asked] {
    auto begun = CopyAccounts(options_.accounts, options_.installation, asked);
    if (!begun.ok()) {
      return call->Refuse(Refuse("invalid-field", begun.status().message(), "folder"));
    }
    call->respond(ToResponse(*begun));
  });
  if (!queued.ok()) {
    call->Refuse(Refuse("unavailable", "Too many requests at once; try again."));
  }
}

void Api::HoldReactions(const std::string& service, const CallPtr& call) {
  bus::v1::HoldReactions asked;
  if (call->ReadBody(&asked) && IsService(service, call)) {
    AskAndRender(service, asked, bus::v1::ReactionsHeld(), call);
  }
}

void Api::Scrub(const std::string& service, const CallPtr& call) {
  if (IsService(service, call)) {
    AskAndRender(service, bus::v1::Scrub(), bus::v1::ChoreBegun(), call);
  }
}

void Api::ScrubUploads(const std::string& /*unused*/, const CallPtr& call) {
  v1::ScrubUploads asked;
  if (!call->ReadBody(&asked)) {
    return;
  }
  Status queued = options_.pool->Run([this, call, asked] {
    Uploads::Scrubbed scrubbed = options_.uploads->Scrub(asked.from(), kScrubbedBytes);
    v1::UploadsScrubbed answer;
    answer.set_files(scrubbed.files);
    answer.set_bytes(scrubbed.bytes);
    answer.mutable_damaged()->Assign(scrubbed.damaged.begin(), scrubbed.damaged.end());
    answer.set_next(scrubbed.next);
    call->respond(ToResponse(answer));
  });
  if (!queued.ok()) {
    call->Refuse(Refuse("unavailable", "Too many requests at once; try again."));
  }
}

}  // namespace assay::gateway
