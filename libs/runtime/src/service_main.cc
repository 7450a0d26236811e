#include "assay/runtime/service_main.h"

#include <sys/resource.h>

#include <CLI/CLI.hpp>
#include <csignal>
#include <iostream>
#include <optional>

#include "assay/runtime/logger.h"
#include "assay/runtime/rules_folder.h"

namespace assay::runtime {
namespace {

constexpr rlim_t kOpenFilesWanted = 65'536;

void RaiseOpenFiles() {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) == 0) {
    limit.rlim_cur = std::min(limit.rlim_max, kOpenFilesWanted);
    setrlimit(RLIMIT_NOFILE, &limit);
  }
}

struct Process {
  SystemClock clock;
  std::shared_ptr<const schema::Catalog> catalog = std::make_shared<schema::Catalog>();
  std::optional<rules::Rulebook> rules;
  std::shared_ptr<bus::Context> context;
  std::vector<std::unique_ptr<Running>> running;

  ~Process() {
    while (!running.empty()) {
      running.back()->Stop();
      running.pop_back();
    }
  }
};

Status StartService(const Config& config, const ServiceProgram& program, Process* process) {
  HostOptions options;
  options.config = config;
  options.module = std::make_shared<const aggregate::Module>(program.module());
  options.catalog = process->catalog;
  options.rules = &*process->rules;
  options.clock = &process->clock;
  options.context = process->context;
  if (program.vault) {
    ASSAY_ASSIGN_OR_RETURN(options.vault, program.vault(config));
  }
  ASSAY_ASSIGN_OR_RETURN(auto host, ServiceHost::Start(std::move(options)));
  process->running.push_back(std::move(host));
  return OkStatus();
}

Status StartAll(const Config& config, const std::vector<ServiceProgram>& services,
                const std::vector<ExtraProgram>& extras, Process* process) {
  ASSAY_ASSIGN_OR_RETURN(process->rules, LoadRulebook(config));
  bus::ContextOptions context;
  ASSAY_ASSIGN_OR_RETURN(context.allowed_clients, AllowedClients(config));
  context.log = [](std::string_view line) { Log(Level::kWarning, "bus", line); };
  ASSAY_ASSIGN_OR_RETURN(process->context, bus::Context::Create(std::move(context)));
  for (const ServiceProgram& service : services) {
    if (Status status = StartService(config, service, process); !status.ok()) {
      return status.In(service.name);
    }
  }
  for (const ExtraProgram& extra : extras) {
    auto running = extra.start(config, process->context);
    if (!running.ok()) {
      return running.status().In(extra.name);
    }
    process->running.push_back(std::move(running).value());
  }
  return OkStatus();
}

}  // namespace

void BlockSignals() {
  sigset_t signals;
  sigemptyset(&signals);
  for (int signal : {SIGTERM, SIGINT, SIGPIPE}) {
    sigaddset(&signals, signal);
  }
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
}

void WaitForSignal() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  int signal = 0;
  sigwait(&signals, &signal);
}

int RunServices(int argc, char** argv, const char* program, const char* description,
                const std::vector<ServiceProgram>& services,
                const std::vector<ExtraProgram>& extras) {
  CLI::App app{description, program};
  std::string path;
  std::string data;
  app.add_option("--config", path,
                 "TOML file; without one the defaults of docs/operators-guide.md hold");
  app.add_option("--data", data,
                 "Folder of logs, views and keys; goes before the file's node.data");
  CLI11_PARSE(app, argc, argv);

  BlockSignals();
  RaiseOpenFiles();
  Result<Config> config = LoadConfig(path);
  if (!config.ok()) {
    std::cerr << program << ": " << config.status().message() << "\n";
    return 1;
  }
  if (!data.empty()) {
    config->data = data;
  }
  if (services.size() > 1) {
    config->transport = Transport::kInproc;
  }
  SetLogLevel(config->log_level);
  Process process;
  if (Status status = StartAll(*config, services, extras, &process); !status.ok()) {
    std::cerr << program << ": cannot start: " << status.message() << "\n";
    return 1;
  }
  WaitForSignal();
  return 0;
}

}  // namespace assay::runtime
