#pragma once

#include <memory>
#include <string_view>

#include "assay/bus/context.h"
#include "inproc_names.h"
#include "zap.h"

namespace assay::bus {

// What the rest of the library sees of a Context. Thread-safe.
class ContextImpl final : public Context {
 public:
  ContextImpl(std::unique_ptr<zmq::context_t> context, LogSink log);
  ~ContextImpl() override;

  Status StartZap(const std::vector<std::string>& allowed_clients);
  void* handle() override;
  zmq::context_t& zmq() { return *zmq_; }
  InprocNames& inproc() { return inproc_; }
  void Log(std::string_view line) const;

 private:
  // Constant after construction.
  const LogSink log_;
  std::unique_ptr<zmq::context_t> zmq_;
  std::unique_ptr<Zap> zap_;

  InprocNames inproc_;
};

}  // namespace assay::bus
