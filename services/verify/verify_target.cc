#include "services/verify/verify_target.h"

#include <unistd.h>

#include <filesystem>
#include <optional>
#include <ostream>

#include "assay/base/file.h"
#include "assay/evidence/verify.h"
#include "assay/http/client.h"

namespace assay::verify {
namespace {

using Seen = std::map<std::string, merkle::Checkpoint>;

int NotChecked(const Status& status, std::ostream& err) {
  err << "NOT CHECKED: " << status.message() << "\n";
  return kNotChecked;
}

int Tell(const evidence::Report& report, std::ostream& out) {
  out << report.ToString();
  return report.ok() ? kVerified : kNotVerified;
}

Result<std::string> Fetch(http::Client* client, const std::string& url) {
  ASSAY_ASSIGN_OR_RETURN(http::ClientResponse response, client->Send({.url = url}));
  if (response.status != 200) {
    return NotFound(url + " answers " + std::to_string(response.status));
  }
  return std::move(response.body);
}

// Checkpoint texts, one after the other, each followed by an empty line.
Result<Seen> ReadSeen(const std::string& path) {
  Seen seen;
  if (path.empty() || !std::filesystem::exists(path)) {
    return seen;
  }
  ASSAY_ASSIGN_OR_RETURN(std::string text, ReadFile(path));
  for (size_t begin = 0; begin < text.size();) {
    size_t end = text.find("\n\n", begin);
    end = end == std::string::npos ? text.size() : end + 1;
    Result<merkle::Checkpoint> checkpoint =
        merkle::ParseCheckpoint(text.substr(begin, end - begin));
    if (!checkpoint.ok()) {
      return checkpoint.status().In(path);
    }
    seen[checkpoint->origin] = *checkpoint;
    begin = end + 1;
  }
  return seen;
}

Status WriteSeen(const std::string& path, const Seen& seen) {
  std::string text;
  for (const auto& [origin, checkpoint] : seen) {
    text += checkpoint.ToString() + "\n";
  }
  return WriteFileDurably(path, text);
}

int VerifyAddress(const Options& options, const std::optional<merkle::Policy>& trusted,
                  std::ostream& out, std::ostream& err) {
  http::Client client;
  evidence::Fetch fetch = [&client](const std::string& url) { return Fetch(&client, url); };
  std::optional<merkle::Policy> policy = trusted;
  if (!policy) {
    Result<std::string> text = fetch(options.target + "/log/policy");
    auto parsed = text.ok() ? merkle::Policy::Parse(*text) : text.status();
    if (!parsed.ok()) {
      return NotChecked(parsed.status(), err);
    }
    policy = *parsed;
  }
  Result<Seen> seen = ReadSeen(options.remember);
  if (!seen.ok()) {
    return NotChecked(seen.status(), err);
  }
  bool terminal = isatty(STDERR_FILENO) != 0;
  evidence::Report report = evidence::VerifyLogs(
      *policy, fetch,
      [&](const std::string& origin, uint64_t done, uint64_t total) {
        if (terminal) {
          err << "\r" << origin << ": " << done << " of " << total << (done == total ? "\n" : "")
              << std::flush;
        }
      },
      &*seen);
  if (report.ok() && !options.remember.empty()) {
    if (Status kept = WriteSeen(options.remember, *seen); !kept.ok()) {
      return NotChecked(kept, err);
    }
  }
  return Tell(report, out);
}

}  // namespace

int VerifyTarget(const Options& options, std::ostream& out, std::ostream& err) {
  std::optional<merkle::Policy> trusted;
  if (!options.policy.empty()) {
    Result<std::string> text = ReadFile(options.policy);
    auto policy = text.ok() ? merkle::Policy::Parse(*text) : text.status();
    if (!policy.ok()) {
      return NotChecked(policy.status().In("the policy"), err);
    }
    trusted = *policy;
  }
  if (options.target.starts_with("http://") || options.target.starts_with("https://")) {
    Options trimmed = options;
    while (trimmed.target.ends_with('/')) {
      trimmed.target.pop_back();
    }
    return VerifyAddress(trimmed, trusted, out, err);
  }
  if (!std::filesystem::is_regular_file(options.target)) {
    return NotChecked(NotFound("there is no file " + options.target), err);
  }
  Result<evidence::Evidence> file = evidence::ReadEvidenceFile(options.target);
  if (!file.ok()) {
    evidence::Report report;
    report.failure = file.status().message();
    return Tell(report, out);
  }
  return Tell(evidence::VerifyEvidence(*file, trusted), out);
}

}  // namespace assay::verify
