#include <map>
#include <set>

#include "assay/base/bytes.h"
#include "assay/base/clock.h"
#include "assay/base/hash.h"
#include "assay/eventlog/entry.h"
#include "assay/eventlog/leaf.h"
#include "assay/evidence/verify.h"
#include "assay/merkle/receipt.h"

namespace assay::evidence {
namespace {

// "assay.audits.v1.RaiseFinding" -> "RaiseFinding".
std::string ShortName(const std::string& full_name) {
  return full_name.substr(full_name.rfind('.') + 1);
}

std::string Told(const log::v1::Entry& entry, const ProvedEntry& proved) {
  std::string told = FormatInstant(entry.recorded_at()) + "  " + proved.service + " " +
                     std::to_string(proved.position) + "  ";
  told += entry.command().empty() ? "the log was opened" : ShortName(entry.command());
  told += ", by " + entry.actor().user() + ":";
  for (const log::v1::Event& event : entry.events()) {
    told += " " + ShortName(event.type()) + " (" + ShortName(event.record()) + " " + event.id() +
            ", " + std::to_string(event.version()) + ")";
  }
  return told;
}

Status VerifyOne(const ProvedEntry& proved, const merkle::Policy& policy, std::string* told,
                 merkle::Checkpoint* checkpoint) {
  ASSAY_ASSIGN_OR_RETURN(merkle::Receipt receipt, merkle::ParseReceipt(proved.receipt));
  ASSAY_ASSIGN_OR_RETURN(log::v1::Entry entry, eventlog::ParseEntry(proved.stored));
  ASSAY_ASSIGN_OR_RETURN(std::string leaf, eventlog::LeafRecordOf(proved.stored));
  if (receipt.index != proved.position) {
    return InvalidArgument("the proof is for position " + std::to_string(receipt.index));
  }
  if (receipt.extra != leaf) {
    return InvalidArgument("the entry was changed: the proof is for other bytes");
  }
  ASSAY_RETURN_IF_ERROR(merkle::VerifyReceipt(receipt, leaf, policy));
  ASSAY_ASSIGN_OR_RETURN(*checkpoint, merkle::ParseCheckpoint(receipt.checkpoint.text));
  if (!checkpoint->origin.ends_with("/" + proved.service)) {
    return InvalidArgument("the proof is for the log " + checkpoint->origin);
  }
  *told = Told(entry, proved);
  return OkStatus();
}

// "1 entry", "2 entries".
std::string Count(size_t count, const std::string& one, const std::string& many) {
  return std::to_string(count) + " " + (count == 1 ? one : many);
}

// Checks the entries, and gathers what they say.
class EvidenceCheck {
 public:
  EvidenceCheck(const Evidence& evidence, const merkle::Policy& policy)
      : evidence_(evidence), policy_(policy) {}

  Status Run() {
    for (const ProvedEntry& entry : evidence_.entries) {
      if (Status status = CheckEntry(entry); !status.ok()) {
        return status.In("entry " + std::to_string(entry.position) + " of " + entry.service);
      }
    }
    return CheckUploads();
  }

  std::vector<std::string> TakeLines() {
    for (const auto& [origin, checkpoint] : newest_) {
      lines_.push_back("Signed by " + origin + ", which then held " +
                       Count(checkpoint.size, "entry", "entries") + ".");
    }
    return std::move(lines_);
  }
  // Files that the entries name and that are not here.
  std::vector<std::string> AbsentFiles() const {
    std::vector<std::string> absent;
    for (const std::string& hash : named_) {
      if (!evidence_.uploads.contains(hash)) {
        absent.push_back(hash);
      }
    }
    return absent;
  }

 private:
  Status CheckEntry(const ProvedEntry& entry) {
    std::string told;
    merkle::Checkpoint checkpoint;
    ASSAY_RETURN_IF_ERROR(VerifyOne(entry, policy_, &told, &checkpoint));
    lines_.push_back(told);
    merkle::Checkpoint& known = newest_[checkpoint.origin];
    known = known.size < checkpoint.size ? checkpoint : known;
    named_.merge(FilesNamedIn(entry.stored));
    return OkStatus();
  }

  Status CheckUploads() const {
    for (const auto& [hash, bytes] : evidence_.uploads) {
      if (ToHex(Sha256(bytes)) != hash) {
        return InvalidArgument("the uploaded file " + hash + " is not the one that was uploaded");
      }
      if (!named_.contains(hash)) {
        return InvalidArgument("the uploaded file " + hash +
                               " is named by none of the entries: nothing proves that it was ever "
                               "uploaded");
      }
    }
    return OkStatus();
  }

  const Evidence& evidence_;
  const merkle::Policy& policy_;
  std::vector<std::string> lines_;
  std::map<std::string, merkle::Checkpoint> newest_;
  std::set<std::string> named_;
};

}  // namespace

Report VerifyEvidence(const Evidence& evidence, const std::optional<merkle::Policy>& trusted) {
  Report report;
  Result<merkle::Policy> own = merkle::Policy::Parse(evidence.policy);
  if (!trusted && !own.ok()) {
    report.Fail(InvalidArgument("the keys in the file cannot be read: " + own.status().message()));
    return report;
  }
  EvidenceCheck check(evidence, trusted ? *trusted : *own);
  Status status = check.Run();
  report.lines = check.TakeLines();
  if (!status.ok()) {
    report.Fail(InvalidArgument(status.message()));
    return report;
  }
  std::vector<std::string> absent = check.AbsentFiles();
  for (const std::string& hash : absent) {
    report.lines.push_back("Not in this file, but named by an entry: the uploaded file " + hash +
                           ".");
  }
  report.lines.push_back(Count(evidence.entries.size(), "entry", "entries") + " and " +
                         Count(evidence.uploads.size(), "uploaded file", "uploaded files") +
                         " are what was recorded; none was changed since." +
                         (absent.empty()
                              ? ""
                              : " " + Count(absent.size(), "named file is", "named files are") +
                                    " missing: ask for them if they matter."));
  report.lines.emplace_back(
      trusted ? "The keys are those of the policy that you gave."
              : "The keys are those that the file itself names: compare them with a policy from "
                "another source (--policy).");
  return report;
}

}  // namespace assay::evidence
