#include <charconv>
#include <set>

#include "assay/base/bytes.h"
#include "assay/evidence/verify.h"
#include "log_walk.h"

namespace assay::evidence {
namespace {

// "assay.local/HQ/epoch-2/audits" -> "assay.local/HQ/audits", audits, 2.
struct LogName {
  std::string in_any_epoch;
  std::string service;
  uint32_t epoch = 1;
};

LogName ParseOrigin(const std::string& origin) {
  size_t slash = origin.rfind('/');
  if (slash == std::string::npos) {
    return {origin, origin};
  }
  LogName name{origin, origin.substr(slash + 1)};
  std::string node = origin.substr(0, slash);
  constexpr std::string_view kEpoch = "/epoch-";
  size_t at = node.rfind(kEpoch);
  const char* end = node.data() + node.size();
  uint32_t epoch = 0;
  if (at != std::string::npos) {
    auto read = std::from_chars(node.data() + at + kEpoch.size(), end, epoch);
    if (read.ec == std::errc() && read.ptr == end) {
      name.epoch = epoch;
      name.in_any_epoch = node.substr(0, at) + "/" + name.service;
    }
  }
  return name;
}

std::string Entries(uint64_t count) {
  return std::to_string(count) + (count == 1 ? " entry" : " entries");
}

// Verifies the logs of a policy one after the other; the first failure ends it.
class LogsCheck {
 public:
  LogsCheck(const merkle::Policy& policy, const LogsOptions& options, const Fetch& fetch,
            const Progress& progress, const Seen& seen)
      : policy_(policy), options_(options), fetch_(fetch), progress_(progress), seen_(seen) {
    for (const merkle::Policy::Log& log : policy.logs()) {
      logs_[ParseOrigin(log.key.name()).in_any_epoch].insert(log.key.name());
    }
  }

  Status Run() {
    ASSAY_RETURN_IF_ERROR(CheckNoneIsGone());
    for (const auto& [name, origins] : logs_) {
      if (Status status = CheckLog(name, origins); !status.ok()) {
        return status.In(name);
      }
    }
    return OkStatus();
  }

  std::vector<std::string> TakeLines() { return std::move(lines_); }
  const Seen& now() const { return now_; }

 private:
  Status CheckNoneIsGone() const {
    for (const auto& [origin, then] : seen_) {
      if (!logs_.contains(ParseOrigin(origin).in_any_epoch)) {
        return DataLoss(
            origin + ": the log is gone. When you looked last it held " + Entries(then.size) +
            ", now the policy does not name it. A log is never removed: ask why. If you "
            "meant another installation, use another file with --remember");
      }
    }
    return OkStatus();
  }

  Status CheckLog(const std::string& name, const std::set<std::string>& origins) {
    std::vector<merkle::Checkpoint> before;
    std::set<uint64_t> sizes;
    for (const auto& [origin, then] : seen_) {
      if (ParseOrigin(origin).in_any_epoch == name) {
        before.push_back(then);
        sizes.insert(then.size);
      }
    }
    std::string url = options_.address + "/log/" + ParseOrigin(name).service;
    LogWalk walk(url, fetch_, progress_, sizes);
    ASSAY_ASSIGN_OR_RETURN(merkle::Checkpoint now, walk.Verify(policy_, origins));
    std::string told =
        now.origin + ": " + Entries(now.size) + ", root " + ToBase64(ToView(now.root));
    for (const merkle::Checkpoint& then : before) {
      ASSAY_ASSIGN_OR_RETURN(std::string kept, CheckSeen(walk, now, then));
      told += "; " + kept;
    }
    lines_.push_back(told);
    now_[now.origin] = now;
    return OkStatus();
  }

  // What to say of a checkpoint that was seen before.
  Result<std::string> CheckSeen(const LogWalk& walk, const merkle::Checkpoint& now,
                                const merkle::Checkpoint& then) const {
    uint32_t epoch_then = ParseOrigin(then.origin).epoch;
    uint32_t epoch_now = ParseOrigin(now.origin).epoch;
    bool holds = then.size <= now.size && walk.RootAt(then.size) == then.root;
    if (epoch_now < epoch_then) {
      return DataLoss("it was taken back: you have seen it go on as " + then.origin);
    }
    if (holds) {
      return "it still holds the " + std::to_string(then.size) + " seen before" +
             (epoch_now > epoch_then ? " as " + then.origin : "");
    }
    if (epoch_now > epoch_then) {
      return options_.accept_new_epoch
                 ? "a new epoch after a loss, accepted: not all of the " +
                       std::to_string(then.size) + " seen before as " + then.origin + " are in it"
                 : Result<std::string>(DataLoss(
                       "it goes on under the name " + now.origin + " without all of the " +
                       Entries(then.size) + " that you have seen as " + then.origin +
                       ": a new epoch after a loss. Ask what was lost and why; the entry that "
                       "begins "
                       "the epoch says so. To accept it, verify again with --accept-new-epoch"));
    }
    return then.size > now.size
               ? DataLoss("it was cut: you have seen " + Entries(then.size) + ", now it has " +
                          std::to_string(now.size))
               : DataLoss("its first " + Entries(then.size) + " are not those that you have seen");
  }

  const merkle::Policy& policy_;
  const LogsOptions& options_;
  const Fetch& fetch_;
  const Progress& progress_;
  const Seen& seen_;
  std::map<std::string, std::set<std::string>> logs_;  // their origins, by name in any epoch
  std::vector<std::string> lines_;
  Seen now_;
};

}  // namespace

Report VerifyLogs(const merkle::Policy& policy, const LogsOptions& options, const Fetch& fetch,
                  const Progress& progress, Seen* seen) {
  LogsCheck check(policy, options, fetch, progress, *seen);
  Status status = check.Run();
  Report report;
  report.lines = check.TakeLines();
  if (status.ok()) {
    *seen = check.now();
  } else {
    report.Fail(status);
  }
  return report;
}

}  // namespace assay::evidence
