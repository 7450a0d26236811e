// Publishes to a JetStream stream of one replica on disk, with a bound on what is not acknowledged
// yet; acknowledged messages per second as JSON. The server acknowledges before it has synced.
//
//   bench_nats <url> <seconds> <in flight> <payload bytes>
#include <nats/nats.h>

#include <boost/json.hpp>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>

namespace {

void Must(natsStatus status, const char* what) {
  if (status != NATS_OK) {
    std::fprintf(stderr, "%s: %s\n", what, natsStatus_GetText(status));
    std::exit(1);
  }
}

void CountFailure(jsCtx*, jsPubAckErr*, void* failures) {
  ++*static_cast<uint64_t*>(failures);
}

void MakeStream(jsCtx* stream_context) {
  jsStreamConfig config;
  Must(jsStreamConfig_Init(&config), "jsStreamConfig_Init");
  const char* subjects[] = {"events.>"};
  config.Name = "events";
  config.Subjects = subjects;
  config.SubjectsLen = 1;
  config.Storage = js_FileStorage;
  config.Replicas = 1;
  Must(js_AddStream(nullptr, stream_context, &config, nullptr, nullptr), "js_AddStream");
}

double SecondsSince(std::chrono::steady_clock::time_point begin) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

// Messages per second, from the first publish to the last acknowledgement.
double Publish(jsCtx* stream_context, double seconds, const std::string& payload,
               uint64_t* failures) {
  uint64_t sent = 0;
  auto begin = std::chrono::steady_clock::now();
  while (SecondsSince(begin) < seconds) {
    Must(js_PublishAsync(stream_context, "events.bench", payload.data(),
                         static_cast<int>(payload.size()), nullptr),
         "js_PublishAsync");
    ++sent;
  }
  Must(js_PublishAsyncComplete(stream_context, nullptr), "js_PublishAsyncComplete");
  return static_cast<double>(sent - *failures) / SecondsSince(begin);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 5) {
    std::fprintf(stderr, "bench_nats <url> <seconds> <in flight> <payload bytes>\n");
    return 2;
  }
  uint64_t failures = 0;
  natsConnection* connection = nullptr;
  Must(natsConnection_ConnectTo(&connection, argv[1]), argv[1]);
  jsOptions options;
  Must(jsOptions_Init(&options), "jsOptions_Init");
  options.PublishAsync.MaxPending = std::atoll(argv[3]);
  options.PublishAsync.StallWait = 10'000;
  options.PublishAsync.ErrHandler = CountFailure;
  options.PublishAsync.ErrHandlerClosure = &failures;
  jsCtx* stream_context = nullptr;
  Must(natsConnection_JetStream(&stream_context, connection, &options), "JetStream");
  MakeStream(stream_context);
  std::string payload(std::strtoul(argv[4], nullptr, 10), 'n');
  double rate = Publish(stream_context, std::atof(argv[2]), payload, &failures);
  std::printf("%s\n", boost::json::serialize(boost::json::object{{"messages_per_second", rate},
                                                                 {"failures", failures}})
                          .c_str());
  jsCtx_Destroy(stream_context);
  natsConnection_Destroy(connection);
  nats_Close();
  return 0;
}
