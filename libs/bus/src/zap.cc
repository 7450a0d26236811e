#include "zap.h"

#include <csignal>
#include <vector>
#include <zmq.hpp>

#include "assay/base/clock.h"
#include "assay/base/thread.h"
#include "bus_limits.h"

namespace assay::bus {
namespace {

constexpr size_t kKeyBytes = 32;
constexpr size_t kRequestFrames =
    7;  // version, request id, domain, address, routing id, mechanism, key

std::string Z85(const std::string& key) {
  char text[41] = {};
  zmq_z85_encode(text, reinterpret_cast<const uint8_t*>(key.data()), key.size());
  return text;
}

}  // namespace

Result<std::unique_ptr<Zap>> Zap::Start(zmq::context_t* context, std::set<std::string> allowed,
                                        Log log) {
  try {
    auto socket = std::make_unique<zmq::socket_t>(*context, zmq::socket_type::rep);
    socket->set(zmq::sockopt::linger, 0);
    socket->bind("inproc://zeromq.zap.01");
    return std::unique_ptr<Zap>(new Zap(std::move(socket), std::move(allowed), std::move(log)));
  } catch (const zmq::error_t& error) {
    return Internal(std::string("cannot start the ZAP handler: ") + error.what());
  }
}

Zap::Zap(std::unique_ptr<zmq::socket_t> socket, std::set<std::string> allowed, Log log)
    : allowed_(std::move(allowed)), log_(std::move(log)), socket_(std::move(socket)) {
  thread_ = StartThread("zap", [this] { Run(); });
}

Zap::~Zap() {
  thread_.join();
}

void Zap::Run() {
  sigset_t all;
  sigfillset(&all);
  pthread_sigmask(SIG_BLOCK, &all, nullptr);  // a signal in the middle of a message would tear it
  while (AnswerOne()) {
  }
  socket_->close();
}

bool Zap::AnswerOne() {
  try {
    std::vector<std::string> request;
    zmq::message_t part;
    do {
      if (!socket_->recv(part)) {
        return true;
      }
      request.push_back(part.to_string());
    } while (part.more());
    bool well_formed = request.size() == kRequestFrames && request[0] == "1.0" &&
                       request[5] == "CURVE" && request[6].size() == kKeyBytes;
    bool admitted = well_formed && allowed_.count(request[6]) == 1;
    if (!admitted) {
      NoteStranger(well_formed ? request[3] : "an unknown mechanism");
    }
    std::string id = request.size() > 1 ? request[1] : "";
    socket_->send(zmq::str_buffer("1.0"), zmq::send_flags::sndmore);
    socket_->send(zmq::buffer(id), zmq::send_flags::sndmore);
    socket_->send(zmq::buffer(std::string(admitted ? "200" : "400")), zmq::send_flags::sndmore);
    socket_->send(zmq::buffer(std::string(admitted ? "OK" : "key not on the list")),
                  zmq::send_flags::sndmore);
    socket_->send(zmq::buffer(admitted ? Z85(request[6]) : std::string()),
                  zmq::send_flags::sndmore);
    socket_->send(zmq::message_t(), zmq::send_flags::none);
    return true;
  } catch (const zmq::error_t&) {
    return false;  // ETERM: the context ends
  }
}

void Zap::NoteStranger(std::string_view address) {
  ++refused_;
  int64_t now_ms = MonotonicMillis();
  if (log_ && now_ms >= log_again_ms_) {
    log_again_ms_ = now_ms + kLogEveryMs;
    log_("bus: refused a peer whose key is not on the list, from " + std::string(address) + "; " +
         std::to_string(refused_) + " so far");
  }
}

}  // namespace assay::bus
