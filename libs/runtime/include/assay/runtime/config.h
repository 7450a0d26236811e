#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "assay/base/status.h"
#include "assay/bus/context.h"

namespace assay::runtime {

enum class Transport { kInproc, kIpc, kTcp };

// One installation's configuration: the same file serves all its processes, and every value has a
// default that needs no file.
struct Config {
  std::string data = "assay-data";     // folder of logs, views, keys and credentials
  std::string node = "HQ";             // carried in reference numbers
  std::string origin = "assay.local";  // schema-less URL; log origins are <origin>/<node>/<service>
  bool simulated_clock = false;        // fixed when a log is created
  std::string simulated_start = "2023-01-02T08:00:00Z";
  uint64_t free_bytes_reserve = 256 << 20;

  Transport transport = Transport::kIpc;
  std::map<std::string, std::string>
      addresses;  // service -> "tcp://127.0.0.1:7101"; others follow from transport and data

  std::string http_host = "127.0.0.1";
  uint16_t http_port = 8080;
  std::string http_public_url;  // as outsiders reach the gateway; empty: from host and port
  std::string tls_certificate;
  std::string tls_key;
  std::string http_console;  // folder of the built console; empty: "console" beside the binaries

  std::vector<std::string> witnessed_logs;  // vkeys of the logs that the gateway cosigns

  std::string
      rules_folder;  // of overlays on the built-in rules; empty: <data>/rules, if it is there

  std::string log_level = "info";

  // Where last checkpoints are kept; best on another disk than `data`. Empty: below `data`.
  std::string checkpoints;

  // A folder below `data`.
  std::string Folder(const std::string& name) const { return data + "/" + name; }
  // The name of a service's log, which its keys and checkpoints carry.
  std::string LogOrigin(const std::string& service) const {
    return origin + "/" + node + "/" + service;
  }
  std::string CheckpointPath(const std::string& service) const {
    return (checkpoints.empty() ? Folder("checkpoints") : checkpoints) + "/" + service;
  }
};

// Reads TOML; an empty path gives the defaults. InvalidArgument, naming line or key, for malformed
// TOML, an unknown key or a value of the wrong kind or out of its bounds. NotFound when the file is
// not there.
Result<Config> LoadConfig(const std::string& path);
// The same from text; `name` is used in messages.
Result<Config> ParseConfig(const std::string& toml, const std::string& name);

// Where `service` listens, with the keys that its own side, or a client of it, needs. Keys are read
// from <data>/keys/<name>.key and are made by `assayctl keys`; tcp without them is
// PermissionDenied.
Result<bus::Endpoint> ServerEndpoint(const Config& config, const std::string& service);
Result<bus::Endpoint> ClientEndpoint(const Config& config, const std::string& client,
                                     const std::string& service);
// A party's key pair, and the public half of one. PermissionDenied, saying what to do, when there
// is none.
Result<bus::CurveKeys> LoadCurveKeys(const Config& config, const std::string& party);
Result<std::string> LoadPublicKey(const Config& config, const std::string& party);
// The public keys that may connect; empty without tcp.
Result<std::vector<std::string>> AllowedClients(const Config& config);

// Makes a key pair for each service, the gateway and assayctl below <data>/keys where there is
// none, with mode 0600, and the allow-list. Returns the names made.
Result<std::vector<std::string>> MakeKeys(const Config& config);

// The key that signs the checkpoints of a service's log.
std::string LogKeyPath(const Config& config, const std::string& service);

// A secret of 32 bytes kept in a file of mode 0600, made and synced when it is not there. DataLoss
// when it has another size.
Result<std::string> LoadOrMakeSecret(const std::string& path);

}  // namespace assay::runtime
