#pragma once

#include "parts.h"
#include "reader.h"
#include "upkeep.h"
#include "waiters.h"

namespace assay::runtime {

// Takes requests from the bus: checks form, permission and organisation, waits for what the asker
// has seen, then hands commands to the writer and queries to the pool. Loop thread.
class Intake {
 public:
  explicit Intake(Parts* parts) : parts_(parts), reader_(parts), upkeep_(parts), waiters_(parts) {}

  void Take(bus::IncomingRequest request, bus::Responder respond);
  // A view, the log or a cursor has moved.
  void Moved() { waiters_.Check(); }
  // Begins to build anew, beside the ones in use, the views that another version of this program
  // has built.
  void RebuildOutdated();

 private:
  struct Given;
  void TakeCommand(const schema::CommandType& type, bus::IncomingRequest request,
                   bus::Responder respond);
  void Queue(const schema::CommandType& type, bus::IncomingRequest request,
             std::shared_ptr<const aggregate::Message> command, bus::Responder respond);
  void TakeQuery(bus::IncomingRequest request, bus::Responder respond);
  void Forward(const schema::CommandType& type, const bus::v1::Request& header,
               const aggregate::Message& command, bus::Responder respond);
  Status BeginRebuild(const std::string& log);
  void Rebuild(const bus::v1::Request& header, const bus::Responder& respond);
  void AnswerHealth(const bus::Responder& respond);
  void Refuse(const bus::Responder& respond, const Rejection& rejection);

  Parts* parts_;
  Reader reader_;
  Upkeep upkeep_;
  Waiters waiters_;
};

}  // namespace assay::runtime
