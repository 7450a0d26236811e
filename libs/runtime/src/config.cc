#include "assay/runtime/config.h"

#include <toml++/toml.h>

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <set>
#include <sstream>

#include "assay/base/clock.h"

namespace assay::runtime {
namespace {

// Where a service listens by default when the transport is tcp.
constexpr uint16_t kFirstPort = 7101;
constexpr const char* kServices[] = {"directory", "audits", "actions", "training", "scheduling"};
constexpr size_t kIpcPathMax = 100;  // the operating system's bound on socket paths, less a reserve

// Reads known keys of one table; what is left over is an error.
class Section {
 public:
  Section(const toml::table& root, std::string name) : name_(std::move(name)) {
    table_ = root[name_].as_table();
    if (table_ == nullptr && root.contains(name_)) {
      SetFault("[" + name_ + "] is not a table");
    }
  }
  Section& Text(const char* key, std::string* value) {
    return Read<std::string>(key, "a text", [&](const std::string& read) { *value = read; });
  }
  Section& Flag(const char* key, bool* value) {
    return Read<bool>(key, "true or false", [&](bool read) { *value = read; });
  }
  template <typename Integer>
  Section& Number(const char* key, int64_t min, int64_t max, Integer* value) {
    return Read<int64_t>(key, "a number", [&](int64_t read) {
      if (read < min || read > max) {
        SetFault(name_ + "." + key + " must lie in " + std::to_string(min) + " to " +
                 std::to_string(max));
      }
      *value = static_cast<Integer>(read);
    });
  }
  Section& Table(const char* key, std::map<std::string, std::string>* values) {
    return Read<toml::table>(key, "a table of texts", [&](const toml::table& read) {
      for (const auto& [name, value] : read) {
        if (!value.is_string()) {
          SetFault(name_ + "." + key + "." + std::string(name.str()) + " must be a text");
        }
        (*values)[std::string(name.str())] = value.value_or(std::string());
      }
    });
  }
  Section& Texts(const char* key, std::vector<std::string>* values) {
    return Read<toml::array>(key, "a list of texts", [&](const toml::array& read) {
      for (const auto& value : read) {
        if (!value.is_string()) {
          SetFault(name_ + "." + key + " must be a list of texts");
        }
        values->push_back(value.value_or(std::string()));
      }
    });
  }
  // The first fault, unknown keys included.
  std::string Fault() const {
    if (!fault_.empty() || table_ == nullptr) {
      return fault_;
    }
    for (const auto& [key, value] : *table_) {
      if (!known_.contains(std::string(key.str()))) {
        return name_ + "." + std::string(key.str()) + " is not a setting";
      }
    }
    return "";
  }

 private:
  // The first one counts.
  void SetFault(std::string fault) {
    if (fault_.empty()) {
      fault_ = std::move(fault);
    }
  }
  template <typename T, typename Take>
  Section& Read(const char* key, const char* kind, Take take) {
    known_.insert(key);
    if (table_ == nullptr || !table_->contains(key)) {
      return *this;
    }
    if (const auto* node = (*table_)[key].as<T>()) {
      if constexpr (std::is_same_v<T, toml::table> || std::is_same_v<T, toml::array>) {
        take(*node);
      } else {
        take(node->get());
      }
    } else {
      SetFault(name_ + "." + key + " must be " + kind);
    }
    return *this;
  }

  std::string name_;
  const toml::table* table_ = nullptr;
  std::set<std::string> known_;
  std::string fault_;
};

std::string ReadSections(const toml::table& root, Config* config, std::string* transport) {
  std::set<std::string> names = {"node", "bus", "http", "witness", "rules", "log"};
  for (const auto& [key, value] : root) {
    if (!names.contains(std::string(key.str()))) {
      return "[" + std::string(key.str()) + "] is not a section";
    }
  }
  Section node(root, "node");
  node.Text("data", &config->data).Text("code", &config->node).Text("origin", &config->origin);
  node.Text("checkpoints", &config->checkpoints);
  node.Flag("simulated_clock", &config->simulated_clock)
      .Text("simulated_start", &config->simulated_start);
  node.Number("free_bytes_reserve", 0, int64_t{1} << 50, &config->free_bytes_reserve);
  Section bus(root, "bus");
  bus.Text("transport", transport).Table("addresses", &config->addresses);
  Section http(root, "http");
  http.Text("host", &config->http_host).Number("port", 0, 65'535, &config->http_port);
  http.Text("tls_certificate", &config->tls_certificate).Text("tls_key", &config->tls_key);
  http.Text("public_url", &config->http_public_url).Text("console", &config->http_console);
  Section witness(root, "witness");
  witness.Texts("logs", &config->witnessed_logs);
  Section rules(root, "rules");
  rules.Text("folder", &config->rules_folder);
  Section log(root, "log");
  log.Text("level", &config->log_level);
  for (const Section* section : {&node, &bus, &http, &witness, &rules, &log}) {
    if (std::string fault = section->Fault(); !fault.empty()) {
      return fault;
    }
  }
  return "";
}

std::string CheckValues(const std::string& transport, Config* config) {
  bool code_ok =
      !config->node.empty() && config->node.size() <= 8 &&
      config->node.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") == std::string::npos;
  if (!code_ok) {
    return "node.code must be 1 to 8 capital letters or digits";
  }
  if (!ParseInstant(config->simulated_start).ok()) {
    return "node.simulated_start must be an instant such as 2023-01-02T08:00:00Z";
  }
  if (transport != "ipc" && transport != "tcp" && transport != "inproc") {
    return "bus.transport must be \"ipc\", \"tcp\" or \"inproc\"";
  }
  for (const auto& [service, address] : config->addresses) {
    if (std::find(std::begin(kServices), std::end(kServices), service) == std::end(kServices)) {
      return "bus.addresses." + service + " is not a service";
    }
  }
  if (config->data.empty()) {
    return "node.data must name a folder";
  }
  static const std::set<std::string> kLevels = {"debug", "info", "warning", "error"};
  if (!kLevels.contains(config->log_level)) {
    return "log.level must be \"debug\", \"info\", \"warning\" or \"error\"";
  }
  config->transport = transport == "ipc"   ? Transport::kIpc
                      : transport == "tcp" ? Transport::kTcp
                                           : Transport::kInproc;
  return "";
}

Result<std::string> AddressOf(const Config& config, const std::string& service) {
  if (auto at = config.addresses.find(service); at != config.addresses.end()) {
    return at->second;
  }
  if (config.transport == Transport::kInproc) {
    return "inproc://" + service;
  }
  if (config.transport == Transport::kIpc) {
    std::string path = std::filesystem::absolute(config.Folder("run")).string() + "/" + service;
    if (path.size() > kIpcPathMax) {
      return InvalidArgument("the path " + path +
                             " is too long for a socket: choose a shorter data folder");
    }
    return "ipc://" + path;
  }
  uint16_t port = kFirstPort;
  for (const char* name : kServices) {
    if (service == name) {
      return "tcp://127.0.0.1:" + std::to_string(port);
    }
    ++port;
  }
  return InvalidArgument("no address is known for " + service);
}

}  // namespace

Result<Config> ParseConfig(const std::string& text, const std::string& name) {
  Config config;
  std::string transport = "ipc";
  try {
    toml::table root = toml::parse(text, name);
    std::string fault = ReadSections(root, &config, &transport);
    if (fault.empty()) {
      fault = CheckValues(transport, &config);
    }
    if (!fault.empty()) {
      return InvalidArgument(name + ": " + fault);
    }
  } catch (const toml::parse_error& error) {
    std::ostringstream message;
    message << name << ", line " << error.source().begin.line << ": " << error.description();
    return InvalidArgument(message.str());
  }
  return config;
}

Result<bus::Endpoint> ServerEndpoint(const Config& config, const std::string& service) {
  bus::Endpoint endpoint;
  ASSAY_ASSIGN_OR_RETURN(endpoint.address, AddressOf(config, service));
  if (config.transport == Transport::kIpc) {
    std::error_code error;
    std::filesystem::create_directories(config.Folder("run"), error);
    std::filesystem::permissions(config.Folder("run"), std::filesystem::perms::owner_all, error);
    if (error) {
      return PermissionDenied("cannot make the folder " + config.Folder("run") + ": " +
                              error.message());
    }
  }
  if (config.transport == Transport::kTcp) {
    ASSAY_ASSIGN_OR_RETURN(endpoint.own, LoadCurveKeys(config, service));
  }
  return endpoint;
}

Result<bus::Endpoint> ClientEndpoint(const Config& config, const std::string& client,
                                     const std::string& service) {
  bus::Endpoint endpoint;
  ASSAY_ASSIGN_OR_RETURN(endpoint.address, AddressOf(config, service));
  if (config.transport == Transport::kTcp) {
    ASSAY_ASSIGN_OR_RETURN(endpoint.own, LoadCurveKeys(config, client));
    ASSAY_ASSIGN_OR_RETURN(endpoint.server_public_key, LoadPublicKey(config, service));
  }
  return endpoint;
}

}  // namespace assay::runtime
