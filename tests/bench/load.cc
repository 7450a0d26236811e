#include "tests/bench/load.h"

#include "assay/actions/v1/commands.pb.h"
#include "assay/base/bytes.h"
#include "assay/base/id.h"
#include "tests/bench/sample.h"

namespace assay::bench {
namespace {

// kPayloadBytes when serialized: the title takes what the other fields leave, with letters that a
// compressor finds nothing in.
actions::v1::AddToDo MakeCommand(const std::string& id, Random* random) {
  actions::v1::AddToDo command;
  command.set_id(id);
  command.set_priority(actions::v1::HIGH);
  command.set_due_on("2027-03-01");
  command.set_title(ToHex(random->Bytes(kPayloadBytes / 2)));
  command.mutable_title()->resize(2 * kPayloadBytes - command.ByteSizeLong());
  return command;
}

bus::v1::Request MakeHeader(const std::string& method, const std::string& key) {
  bus::v1::Request header;
  header.set_method(method);
  header.set_organisation(kOrganisation);
  header.set_idempotency_key(key);
  header.mutable_actor()->set_user("bench");
  header.mutable_actor()->add_roles(assay::COMPLIANCE_MANAGER);
  return header;
}

// Why a command was not accepted; empty when it was.
std::string ProblemOf(const Result<bus::Answer>& answer) {
  if (!answer.ok()) {
    return answer.status().message();
  }
  return answer->header.has_problem() ? answer->header.problem().detail() : "";
}

}  // namespace

Load::Load(ServiceUnderLoad* service) : service_(service) {
  service_->OnLoop(
      [this] { client_ = Must(bus::Client::Connect(service_->loop(), service_->endpoint())); });
}

Load::~Load() {
  service_->OnLoop([this] { client_.reset(); });
}

Load::Outcome Load::Run(int in_flight, double seconds) {
  std::promise<void> finished;
  service_->OnLoop([&] {
    seconds_ = seconds;
    outcome_ = {};
    finished_ = &finished;
    watch_.Restart();
    for (int i = 0; i < in_flight; ++i) {
      Send();
    }
  });
  finished.get_future().wait();
  Must(outcome_.refused.empty() ? OkStatus()
                                : Internal("a command was refused: " + outcome_.refused));
  return outcome_;
}

void Load::Send() {
  std::string id = Id::TimeOrdered(SystemClock().NowMicros() / 1000).ToString();
  actions::v1::AddToDo command = MakeCommand(id, &random_);
  bus::v1::Request header = MakeHeader(command.GetDescriptor()->full_name(), id);
  std::string body = command.SerializeAsString();
  outcome_.header_bytes = header.ByteSizeLong();
  outcome_.body_bytes = body.size();
  ++outstanding_;
  Stopwatch asked;
  client_->Call(std::move(header), std::move(body),
                [this, asked](const Result<bus::Answer>& answer) {
                  Answered(asked.Micros(), ProblemOf(answer));
                });
}

void Load::Answered(double micros, const std::string& problem) {
  --outstanding_;
  if (!problem.empty()) {
    outcome_.refused = problem;
  }
  outcome_.micros.push_back(micros);
  if (watch_.Seconds() < seconds_) {
    return Send();
  }
  if (outstanding_ == 0) {
    outcome_.per_second = static_cast<double>(outcome_.micros.size()) / watch_.Seconds();
    finished_->set_value();
  }
}

}  // namespace assay::bench
