#include "upkeep.h"

#include "assay/base/bytes.h"
#include "assay/eventlog/verify.h"
#include "assay/runtime/access.h"
#include "assay/runtime/backup_folder.h"

namespace assay::runtime {
namespace {

constexpr uint32_t kHoldSecondsMax = 600;

Status CheckMark(const std::string& folder, const Parts& parts) {
  ASSAY_ASSIGN_OR_RETURN(BackupMark mark, ReadBackupMark(folder));
  if (mark.logs[parts.service] != parts.log->genesis().log_id()) {
    return InvalidArgument(folder + " is the backup of another log of " + parts.service +
                           ": choose another folder");
  }
  return OkStatus();
}

Status BackUpLog(const Parts& parts, const bus::v1::BackUp& asked, const Chores::Progress& progress,
                 bus::v1::Chore* result) {
  ASSAY_RETURN_IF_ERROR(CheckMark(asked.folder(), parts));
  ASSAY_ASSIGN_OR_RETURN(uint32_t copy,
                         parts.log_store->Backup(asked.folder() + "/" + LogCopies(parts.service),
                                                 {asked.keep().begin(), asked.keep().end()},
                                                 [&] { return progress(0, 0); }));
  result->set_copy(copy);
  return OkStatus();
}

// Files first: they hold rows that no entry leads to. Half of the progress is theirs.
Status ScrubLog(const Parts& parts, const Chores::Progress& progress, bus::v1::Chore* result) {
  ASSAY_RETURN_IF_ERROR(parts.log_store->VerifyFiles(
      [&](uint64_t done, uint64_t total) { return progress(done, 2 * total); }));
  ASSAY_ASSIGN_OR_RETURN(eventlog::Verified verified,
                         eventlog::Verify(*parts.log, [&](uint64_t done, uint64_t total) {
                           return progress(total + done, 2 * total);
                         }));
  result->set_entries(verified.entries);
  result->set_root(ToHex(ToView(verified.root)));
  return OkStatus();
}

// The body of the answer.
Result<std::string> Begun(const Result<bus::v1::Chore>& chore) {
  ASSAY_RETURN_IF_ERROR(chore.status());
  bus::v1::ChoreBegun answer;
  *answer.mutable_chore() = *chore;
  return answer.SerializeAsString();
}

template <typename T>
bool Is(const std::string& method) {
  return method == T::descriptor()->full_name();
}

}  // namespace

bool Upkeep::Takes(const std::string& method) {
  return Is<bus::v1::BackUp>(method) || Is<bus::v1::Scrub>(method) ||
         Is<bus::v1::HoldReactions>(method);
}

Upkeep::Answer Upkeep::BeginBackUp(const std::string& body) {
  bus::v1::BackUp asked;
  if (!asked.ParseFromString(body) || !asked.folder().starts_with("/")) {
    return InvalidArgument("the folder to back up into is a path that begins with /");
  }
  return Begun(parts_->chores->Begin(
      Chores::Kind::kBackup,
      [parts = parts_, asked](const Chores::Progress& progress, bus::v1::Chore* result) {
        return BackUpLog(*parts, asked, progress, result);
      }));
}

Upkeep::Answer Upkeep::BeginScrub() {
  return Begun(parts_->chores->Begin(
      Chores::Kind::kScrub,
      [parts = parts_](const Chores::Progress& progress, bus::v1::Chore* result) {
        return ScrubLog(*parts, progress, result);
      }));
}

Upkeep::Answer Upkeep::HoldReactions(const std::string& body) {
  bus::v1::HoldReactions asked;
  if (!asked.ParseFromString(body) || asked.seconds() > kHoldSecondsMax) {
    return InvalidArgument("reactions are held for at most " + std::to_string(kHoldSecondsMax) +
                           " seconds");
  }
  bus::v1::ReactionsHeld answer;
  answer.set_before(parts_->queue.HoldFeeds(
      asked.seconds() == 0 ? 0 : MonotonicMillis() + int64_t{1'000} * asked.seconds()));
  return answer.SerializeAsString();
}

void Upkeep::Take(const bus::IncomingRequest& request, const bus::Responder& respond) {
  auto refuse = [&](const std::string& code, const std::string& message) {
    bus::v1::Reply reply;
    *reply.mutable_problem() = aggregate::ToProblem(aggregate::Refuse(code, message));
    parts_->metrics->Answered(code);
    respond(std::move(reply), "");
  };
  if (!IsAdministrator(request.header.actor())) {
    return refuse("forbidden", "Only an administrator may back up or scrub a log.");
  }
  const std::string& method = request.header.method();
  Answer answer = Is<bus::v1::BackUp>(method)  ? BeginBackUp(request.body)
                  : Is<bus::v1::Scrub>(method) ? BeginScrub()
                                               : HoldReactions(request.body);
  if (!answer.ok()) {
    bool busy = answer.status().code() == StatusCode::kUnavailable;
    return refuse(busy ? "unavailable" : "invalid-field", answer.status().message());
  }
  respond({}, *std::move(answer));
}

void Upkeep::AddTo(bus::v1::Health* health) const {
  if (auto backup = parts_->chores->last(Chores::Kind::kBackup)) {
    *health->mutable_last_backup() = *backup;
  }
  if (auto scrub = parts_->chores->last(Chores::Kind::kScrub)) {
    *health->mutable_last_scrub() = *scrub;
    if (!scrub->problem().empty()) {
      health->add_problems("the last scrub found damage: " + scrub->problem());
    }
  }
}

}  // namespace assay::runtime
