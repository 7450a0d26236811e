#include "assay/bus/context.h"

#include <algorithm>
#include <set>
#include <zmq.hpp>

#include "bus_limits.h"
#include "context_impl.h"

namespace assay::bus {
namespace {

Result<std::set<std::string>> DecodeKeys(const std::vector<std::string>& keys) {
  std::set<std::string> decoded;
  for (const std::string& key : keys) {
    std::string bytes(32, '\0');
    if (key.size() != 40 ||
        zmq_z85_decode(reinterpret_cast<uint8_t*>(bytes.data()), key.c_str()) == nullptr) {
      return InvalidArgument("not a CURVE public key in Z85: " + key);
    }
    decoded.insert(std::move(bytes));
  }
  return decoded;
}

}  // namespace

CurveKeys MakeCurveKeys() {
  char public_key[41] = {};
  char secret_key[41] = {};
  ASSAY_CHECK(zmq_curve_keypair(public_key, secret_key) == 0);
  return {public_key, secret_key};
}

Result<std::shared_ptr<Context>> Context::Create(ContextOptions options) {
  try {
    auto zmq = std::make_unique<zmq::context_t>(options.io_threads);
    int limit = zmq_ctx_get(zmq->handle(), ZMQ_SOCKET_LIMIT);
    zmq->set(zmq::ctxopt::max_sockets, limit > 0 ? std::min(kSocketsMax, limit) : kSocketsMax);
    zmq->set(zmq::ctxopt::blocky, 0);
    auto context = std::make_shared<ContextImpl>(std::move(zmq), std::move(options.log));
    ASSAY_RETURN_IF_ERROR(context->StartZap(options.allowed_clients));
    return std::shared_ptr<Context>(std::move(context));
  } catch (const zmq::error_t& error) {
    return Internal(std::string("cannot make a ZeroMQ context: ") + error.what());
  }
}

ContextImpl::ContextImpl(std::unique_ptr<zmq::context_t> context, LogSink log)
    : log_(std::move(log)), zmq_(std::move(context)) {}

ContextImpl::~ContextImpl() {
  zmq_->shutdown();
  zap_.reset();
}

Status ContextImpl::StartZap(const std::vector<std::string>& allowed_clients) {
  ASSAY_ASSIGN_OR_RETURN(auto allowed, DecodeKeys(allowed_clients));
  ASSAY_ASSIGN_OR_RETURN(zap_, Zap::Start(zmq_.get(), std::move(allowed), log_));
  return OkStatus();
}

void* ContextImpl::handle() {
  return zmq_->handle();
}

void ContextImpl::Log(std::string_view line) const {
  if (log_) {
    log_(line);
  }
}

}  // namespace assay::bus
