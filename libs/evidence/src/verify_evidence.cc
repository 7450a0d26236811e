#include <algorithm>
#include <map>

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

}  // namespace

std::string Report::ToString() const {
  std::string text;
  for (const std::string& line : lines) {
    text += line + "\n";
  }
  return text + (ok() ? "VERIFIED\n" : "NOT VERIFIED: " + failure + "\n");
}

Report VerifyEvidence(const Evidence& evidence, const std::optional<merkle::Policy>& trusted) {
  Report report;
  Result<merkle::Policy> own = merkle::Policy::Parse(evidence.policy);
  if (!trusted && !own.ok()) {
    report.failure = "the keys in the file cannot be read: " + own.status().message();
    return report;
  }
  const merkle::Policy& policy = trusted ? *trusted : *own;
  std::map<std::string, merkle::Checkpoint> newest;
  for (const ProvedEntry& entry : evidence.entries) {
    std::string told;
    merkle::Checkpoint checkpoint;
    Status status = VerifyOne(entry, policy, &told, &checkpoint);
    if (!status.ok()) {
      report.failure = "entry " + std::to_string(entry.position) + " of " + entry.service + ": " +
                       status.message();
      return report;
    }
    report.lines.push_back(told);
    merkle::Checkpoint& known = newest[checkpoint.origin];
    known = known.size < checkpoint.size ? checkpoint : known;
  }
  for (const auto& [hash, bytes] : evidence.uploads) {
    if (ToHex(Sha256(bytes)) != hash) {
      report.failure = "the uploaded file " + hash + " is not the one that was uploaded";
      return report;
    }
  }
  for (const auto& [origin, checkpoint] : newest) {
    report.lines.push_back("Signed by " + origin + ", which then held " +
                           std::to_string(checkpoint.size) + " entries.");
  }
  report.lines.push_back(std::to_string(evidence.entries.size()) + " entries and " +
                         std::to_string(evidence.uploads.size()) +
                         " uploaded files are what was recorded; none was changed since.");
  report.lines.emplace_back(
      trusted ? "The keys are those of the policy that you gave."
              : "The keys are those that the file itself names: compare them with a policy from "
                "another source (--policy).");
  return report;
}

}  // namespace assay::evidence
