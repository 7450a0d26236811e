#include "services/verify/verify_target.h"

#include <unistd.h>

#include <CLI/CLI.hpp>
#include <chrono>
#include <filesystem>
#include <optional>
#include <ostream>
#include <thread>

#include "assay/base/file.h"
#include "assay/evidence/verify.h"
#include "assay/http/client.h"

namespace assay::verify {
namespace {

using evidence::Seen;

constexpr int kTriesMax = 5;
constexpr auto kTryAgainAfter = std::chrono::milliseconds(500);

int NotChecked(const Status& status, std::ostream& err) {
  evidence::Report report;
  report.Fail(Unavailable(status.message()));
  return Tell(report, err, err);
}

// A server that says it is busy is asked again a few times.
Result<std::string> Fetch(http::Client* client, const std::string& url) {
  for (int tries = 1;; ++tries) {
    Result<http::ClientResponse> response = client->Send({.url = url});
    if (!response.ok()) {
      return Unavailable(response.status().message());
    }
    if (response->status == 200) {
      return std::move(response->body);
    }
    if (response->status != 503 || tries == kTriesMax) {
      return Unavailable(url + " answers " + std::to_string(response->status));
    }
    std::this_thread::sleep_for(kTryAgainAfter);
  }
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
      *policy, {.address = options.target, .accept_new_epoch = options.accept_new_epoch}, fetch,
      [&](const std::string& origin, uint64_t done, uint64_t total) {
        if (terminal) {
          err << "\r" << evidence::Printable(origin) << ": " << done << " of " << total
              << (done == total ? "\n" : "") << std::flush;
        }
      },
      &*seen);
  if (!report.ok()) {
    return Tell(report, out, err);
  }
  if (!options.remember.empty()) {
    if (Status kept = WriteSeen(options.remember, *seen); !kept.ok()) {
      return NotChecked(kept, err);
    }
  }
  report.lines.emplace_back(
      trusted ? "These are all the logs of the policy that you gave, by its keys."
              : "The keys are those that the address itself names: compare them with a policy from "
                "another source (--policy).");
  return Tell(report, out, err);
}

int VerifyFile(const Options& options, const std::optional<merkle::Policy>& trusted,
               std::ostream& out, std::ostream& err) {
  if (!std::filesystem::is_regular_file(options.target)) {
    return NotChecked(NotFound("there is no file " + options.target), err);
  }
  Result<evidence::Evidence> file = evidence::ReadEvidenceFile(options.target);
  if (!file.ok()) {
    evidence::Report report;
    report.Fail(file.status());
    return Tell(report, out, err);
  }
  return Tell(evidence::VerifyEvidence(*file, trusted), out, err);
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
  return VerifyFile(options, trusted, out, err);
}

void AddOptions(CLI::App* app, Options* options) {
  app->add_option("--policy", options->policy,
                  "File with the keys to trust (tlog-policy), which you got from another source; "
                  "default: the keys that the target itself names");
  app->add_option("--remember", options->remember,
                  "For an address: file that keeps what was seen; the next run proves that no log "
                  "went away and none was cut or changed");
  app->add_flag("--accept-new-epoch", options->accept_new_epoch,
                "With --remember: accept that a log goes on under a new name after a loss that was "
                "explained to you");
}

int Tell(const evidence::Report& report, std::ostream& out, std::ostream& err) {
  bool hindered = report.verdict == evidence::Verdict::kNotChecked;
  (hindered ? err : out) << report.ToString();
  if (hindered) {
    return kNotChecked;
  }
  return report.ok() ? kVerified : kNotVerified;
}

}  // namespace assay::verify
