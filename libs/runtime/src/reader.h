#pragma once

#include "parts.h"

namespace assay::runtime {

// Answers queries from the read models and the log; pool threads. Every failure is a problem in the
// reply.
class Reader {
 public:
  explicit Reader(Parts* parts) : parts_(parts) {}

  // Whether it answers this method: the queries of proto/assay/bus/v1/queries.proto and the
  // service's own.
  bool Answers(const std::string& method) const;
  void Answer(const bus::v1::Request& header, const std::string& body,
              const bus::Responder& respond);

 private:
  struct Moment;
  struct Reply;
  Reply Dispatch(const bus::v1::Request& header, const std::string& body);
  std::variant<Moment, Rejection> MomentOf(const bus::v1::Request& header) const;
  Reply GetRecord(const bus::v1::Request& header, const std::string& body, Moment* moment);
  Reply ListRecords(const bus::v1::Request& header, const std::string& body, Moment* moment);
  Reply ShowHistory(const bus::v1::Request& header, const std::string& body, const Moment& moment);
  Reply Unseal(const std::string& body);
  Reply Digests();
  Reply Tile(const std::string& body);
  Reply Prove(const bus::v1::Request& header, const std::string& body);
  Reply Ask(const bus::v1::Request& header, const std::string& body, const Moment& moment);
  const schema::RecordType* FindRecordType(const bus::v1::Request& header, const std::string& name,
                                           Reply* reply) const;

  Parts* parts_;
};

}  // namespace assay::runtime
