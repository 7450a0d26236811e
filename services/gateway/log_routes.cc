// What outsiders verify the logs with: policy, checkpoints, tiles; and receipts and entries for
// those they belong to.
#include <algorithm>
#include <atomic>
#include <mutex>

#include "assay/aggregate/processor.h"
#include "assay/base/check.h"
#include "assay/bus/v1/queries.pb.h"
#include "assay/merkle/tile.h"
#include "services/gateway/api_call.h"
#include "services/gateway/witness.h"

namespace assay::gateway {
namespace {

using aggregate::Refuse;

constexpr uint32_t kLogTimeoutMs = 5'000;
constexpr char kText[] = "text/plain; charset=utf-8";
constexpr char kBytes[] = "application/octet-stream";

// A tile never changes; a checkpoint is as new as the second.
constexpr char kForEver[] = "public, max-age=31536000, immutable";
constexpr char kNotKept[] = "no-cache";

http::Response Cached(std::string type, std::string body, const char* cache) {
  http::Response response;
  response.content_type = std::move(type);
  response.body = std::move(body);
  response.headers.emplace_back("Cache-Control", cache);
  return response;
}

// "audits/rest" in its halves.
std::pair<std::string, std::string> SplitFirst(const std::string& arguments) {
  size_t slash = arguments.find('/');
  ASSAY_CHECK(slash != std::string::npos);
  return {arguments.substr(0, slash), arguments.substr(slash + 1)};
}

template <typename T>
T Parsed(const bus::Answer& answer) {
  T message;
  (void)message.ParseFromString(answer.body);  // a service of this installation
  return message;
}

std::string NoteName(const bus::v1::SignedCheckpoint& checkpoint) {
  return checkpoint.note().substr(0, checkpoint.note().find('\n'));
}

}  // namespace

void Api::ShowPolicy(const std::string& /*argument*/, const CallPtr& call) {
  struct Gathering {
    std::mutex mu;
    size_t pending = 0;  // guarded by mu
    bool failed = false;
    std::map<std::string, bus::v1::SignedCheckpoint> checkpoints;  // by service
  };
  call->header.set_timeout_ms(kLogTimeoutMs);
  call->header.set_method(bus::v1::ReadCheckpoint::descriptor()->full_name());
  auto gathering = std::make_shared<Gathering>();
  gathering->pending = options_.clients->services().size();
  for (const std::string& service : options_.clients->services()) {
    options_.clients->Ask(
        service, call->header, "", [this, call, service, gathering](const auto& answer) {
          std::lock_guard lock(gathering->mu);
          gathering->failed = gathering->failed || !answer.ok() || answer->header.has_problem();
          if (!gathering->failed) {
            gathering->checkpoints[service] = Parsed<bus::v1::SignedCheckpoint>(*answer);
          }
          if (--gathering->pending > 0) {
            return;
          }
          if (gathering->failed) {
            return call->Refuse(Refuse("unavailable", "Not all services answer; try again."));
          }
          std::string policy;
          for (const auto& [name, checkpoint] : gathering->checkpoints) {
            policy += "# " + NoteName(checkpoint) + "\n";
            for (const std::string& key : checkpoint.verifier_keys()) {
              policy += "log " + key + " " + options_.public_url + "/log/" + name + "\n";
            }
          }
          call->respond(Cached(kText, policy + "quorum none\n", kNotKept));
        });
  }
}

void Api::ShowCheckpoint(const std::string& service, const CallPtr& call) {
  call->header.set_timeout_ms(kLogTimeoutMs);
  if (!IsService(service, call)) {
    return;
  }
  Ask(service, bus::v1::ReadCheckpoint(), call, [call](const bus::Answer& answer) {
    call->respond(Cached(kText, Parsed<bus::v1::SignedCheckpoint>(answer).note(), kNotKept));
  });
}

void Api::ShowTile(const std::string& arguments, const CallPtr& call) {
  call->header.set_timeout_ms(kLogTimeoutMs);
  auto [service, path] = SplitFirst(arguments);
  if (!IsService(service, call)) {
    return;
  }
  Result<merkle::Tile> tile = merkle::ParseTilePath("tile/" + path);
  if (!tile.ok()) {
    return call->Refuse(Refuse("not-found", "This is not the path of a tile."));
  }
  bus::v1::ReadTile read;
  read.set_entries(tile->entries);
  read.set_level(tile->level);
  read.set_index(tile->index);
  read.set_width(tile->width);
  Ask(service, read, call, [call](const bus::Answer& answer) {
    call->respond(Cached(kBytes, Parsed<bus::v1::TileRead>(answer).bytes(), kForEver));
  });
}

void Api::AskForProof(const std::string& arguments, const CallPtr& call,
                      std::function<void(const bus::v1::ProvedEntry&)> then) {
  auto [organisation, rest] = SplitFirst(arguments);
  auto [service, position] = SplitFirst(rest);
  if (!Prepare(organisation, call) || !IsService(service, call)) {
    return;
  }
  bool plain = !position.empty() && position.size() <= 18 &&
               position.find_first_not_of("0123456789") == std::string::npos;
  if (!plain) {
    return call->Refuse(Refuse("not-found", "The position in the path is not a number."));
  }
  bus::v1::ProveEntry prove;
  prove.set_position(std::stoull(position));
  Ask(service, prove, call, [then = std::move(then)](const bus::Answer& answer) {
    then(Parsed<bus::v1::ProvedEntry>(answer));
  });
}

void Api::ShowReceipt(const std::string& arguments, const CallPtr& call) {
  AskForProof(arguments, call, [call](const bus::v1::ProvedEntry& proved) {
    call->respond(Cached(kText, proved.receipt(), kNotKept));
  });
}

void Api::ShowEntry(const std::string& arguments, const CallPtr& call) {
  AskForProof(arguments, call, [call](const bus::v1::ProvedEntry& proved) {
    if (proved.stored().empty()) {
      return call->Refuse(
          Refuse("forbidden", "Whole entries are for the organisation's compliance managers."));
    }
    call->respond(Cached(kBytes, proved.stored(), kNotKept));
  });
}

void Api::AddCheckpoint(const std::string& /*argument*/, const CallPtr& call) {
  Status queued = options_.pool->Run([this, call] {
    Witness::Answer answer = options_.witness->AddCheckpoint(call->request.body);
    http::Response response = Cached(kText, std::move(answer.body), kNotKept);
    response.status = answer.status;
    if (answer.status == 409) {
      response.content_type = "text/x.tlog.size";
    }
    call->respond(std::move(response));
  });
  if (!queued.ok()) {
    call->Refuse(Refuse("unavailable", "Too many requests at once; try again."));
  }
}

void Api::ShowWitnessKey(const std::string& /*unused*/, const CallPtr& call) {
  call->respond(Cached(kText, options_.witness->key().ToString() + "\n", kNotKept));
}

void Api::ShowWitnessed(const std::string& origin_hash, const CallPtr& call) {
  Result<std::string> note = options_.witness->Find(origin_hash);
  if (!note.ok()) {
    return call->Refuse(Refuse("not-found", "No checkpoint of such a log was cosigned here."));
  }
  call->respond(Cached(kText, *note, kNotKept));
}

}  // namespace assay::gateway
