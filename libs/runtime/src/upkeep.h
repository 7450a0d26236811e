#pragma once

#include "parts.h"

namespace assay::runtime {

// Takes what administrators ask for to keep the log safe: BackUp, HoldReactions and Scrub. The
// work is done on the chores' thread. Loop thread.
class Upkeep {
 public:
  explicit Upkeep(Parts* parts) : parts_(parts) {}

  static bool Takes(const std::string& method);
  // REQUIRES: Takes(method).
  void Take(const bus::IncomingRequest& request, const bus::Responder& respond);
  // How the last backup and scrub ended; a scrub that found damage is a problem.
  void AddTo(bus::v1::Health* health) const;

 private:
  using Answer = Result<std::string>;  // the body

  Answer BeginBackUp(const std::string& body);
  Answer BeginScrub();
  Answer HoldReactions(const std::string& body);

  Parts* parts_;
};

}  // namespace assay::runtime
