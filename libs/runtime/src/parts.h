#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>

#include "assay/bus/client.h"
#include "assay/bus/server.h"
#include "assay/runtime/pool.h"
#include "assay/runtime/service_host.h"
#include "chores.h"
#include "command_queue.h"
#include "follower.h"
#include "metrics.h"
#include "progress.h"
#include "projector.h"
#include "quarantine.h"
#include "service_views.h"
#include "signing.h"
#include "writer.h"

namespace assay::runtime {

// What one running service is made of, in the order in which it is started; stopped in reverse.
struct Parts {
  HostOptions options;
  std::string service;
  std::unique_ptr<eventlog::Notary> notary;
  std::unique_ptr<eventlog::HighWater> high_water;
  std::unique_ptr<eventlog::EventLog> log;
  storage::Store* log_store = nullptr;  // the log's: for backup and scrub only
  std::unique_ptr<Signing> signing;
  std::unique_ptr<ServiceViews> views;
  std::unique_ptr<Quarantine> quarantine;
  std::unique_ptr<Chores> chores;
  std::unique_ptr<ServiceMetrics> metrics;
  std::unique_ptr<aggregate::Processor> processor;
  CommandQueue queue;
  Progress progress;
  std::set<std::string> reacts_to;
  std::unique_ptr<bus::Loop> loop;
  std::unique_ptr<Projector> projector;
  std::unique_ptr<Writer> writer;
  std::unique_ptr<Pool> pool;
  std::unique_ptr<bus::FeedSource> feed;
  std::map<std::string, std::unique_ptr<Follower>> followers;   // loop thread
  std::map<std::string, std::unique_ptr<Follower>> rebuilders;  // loop thread
  std::map<std::string, std::unique_ptr<bus::Client>>
      clients;  // loop thread: owners that commands are forwarded to
  std::unique_ptr<bus::Server> server;
};

// Gives the commands of the service's timers that are due; `done` is told how many were given, when
// all are decided.
void RunTimers(Parts* parts, std::function<void(uint32_t given)> done);

}  // namespace assay::runtime
