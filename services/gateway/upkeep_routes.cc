// Backup and scrub: asked of a service, or done here for the gateway's own accounts and files.
#include <charconv>

#include "assay/aggregate/processor.h"
#include "assay/gateway/v1/uploads.pb.h"
#include "assay/runtime/backup_folder.h"
#include "services/gateway/api_call.h"

namespace assay::gateway {
namespace {

using aggregate::Refuse;

constexpr char kGateway[] = "gateway";
constexpr std::string_view kLogs = "log/";      // begins the places after those of files
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
  RunOnPool(call, [this, call, asked] {
    auto begun = CopyAccounts(options_.accounts, options_.installation, asked);
    if (!begun.ok()) {
      return call->Refuse(Refuse("invalid-field", begun.status().message(), "folder"));
    }
    call->respond(ToResponse(*begun));
  });
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
  if (asked.from().starts_with(kLogs)) {
    return LookForNamedFiles(asked.from().substr(kLogs.size()), call);
  }
  RunOnPool(call, [this, call, asked] {
    Result<Uploads::Scrubbed> scrubbed = options_.uploads->Scrub(asked.from(), kScrubbedBytes);
    if (!scrubbed.ok()) {
      return call->Refuse(Refuse("internal", scrubbed.status().message()));
    }
    v1::UploadsScrubbed answer;
    answer.set_files(scrubbed->files);
    answer.set_bytes(scrubbed->bytes);
    answer.mutable_damaged()->Assign(scrubbed->damaged.begin(), scrubbed->damaged.end());
    answer.set_next(scrubbed->next.empty() ? LogAfter("") : scrubbed->next);
    call->respond(ToResponse(answer));
  });
}

// Where the search goes on after a service's log; empty: that was the last one.
std::string Api::LogAfter(const std::string& service) const {
  const std::set<std::string>& services = options_.clients->named_files().services();
  auto next = services.upper_bound(service);
  return next == services.end() ? "" : std::string(kLogs) + *next + "/0";
}

// `place` is "<service>/<position>". What entries name was there when they were accepted.
void Api::LookForNamedFiles(const std::string& place, const CallPtr& call) {
  size_t slash = place.find('/');
  std::string service = place.substr(0, slash);
  std::string digits = slash == std::string::npos ? "" : place.substr(slash + 1);
  uint64_t from = 0;
  auto parsed = std::from_chars(digits.data(), digits.data() + digits.size(), from);
  if (!options_.clients->named_files().services().contains(service) || digits.empty() ||
      parsed.ec != std::errc() || parsed.ptr != digits.data() + digits.size()) {
    return call->Refuse(Refuse("invalid-field", "Go on from what `next` says.", "from"));
  }
  options_.clients->named_files().Read(service, from, [=, this](Result<NamedFiles::Part> part) {
    if (!part.ok()) {
      return call->Refuse(Refuse("unavailable", part.status().message()));
    }
    RunOnPool(call, [this, call, service, part = *std::move(part)] {
      v1::UploadsScrubbed answer;
      for (const std::string& name : part.files) {
        size_t middle = name.find('/');
        if (!options_.uploads->SizeOf(name.substr(0, middle), name.substr(middle + 1)).ok()) {
          answer.add_missing(name);
        }
      }
      answer.set_next(part.is_last
                          ? LogAfter(service)
                          : std::string(kLogs) + service + "/" + std::to_string(part.next));
      call->respond(ToResponse(answer));
    });
  });
}

void Api::RunOnPool(const CallPtr& call, std::function<void()> work) {
  if (!options_.pool->Run(std::move(work)).ok()) {
    call->Refuse(Refuse("unavailable", "Too many requests at once; try again."));
  }
}

}  // namespace assay::gateway
