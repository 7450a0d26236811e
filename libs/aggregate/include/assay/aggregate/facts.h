#pragma once

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>

#include <memory>
#include <string>
#include <vector>

#include "assay/base/status.h"
#include "assay/log/v1/entry.pb.h"

namespace assay::aggregate {

// Records of other services as their feeds have told them so far. Called by the writer thread;
// never waits for a peer.
class FactSource {
 public:
  virtual ~FactSource() = default;
  // Null when it is not known (yet), or belongs to another organisation.
  virtual Result<std::unique_ptr<google::protobuf::Message>> Find(
      const std::string& service, const google::protobuf::Descriptor* record,
      const std::string& organisation, const std::string& id) = 0;
  // All records of the kind in the organisation. InvalidArgument beyond limits::kReadSetMax.
  virtual Result<std::vector<std::unique_ptr<google::protobuf::Message>>> All(
      const std::string& service, const google::protobuf::Descriptor* record,
      const std::string& organisation) = 0;
  // How far the service's log is known; empty log_id when nothing is known of it.
  virtual log::v1::Fact Known(const std::string& service) = 0;
  // The organisation's time zone; "UTC" while it is not known.
  virtual std::string ZoneOf(const std::string& organisation) = 0;
};

}  // namespace assay::aggregate
