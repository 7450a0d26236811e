#include "assay/aggregate/outcome.h"

namespace assay::aggregate {

void Outcome::Add(std::string id, std::shared_ptr<const google::protobuf::Message> event,
                  bool creates) {
  happenings_.push_back({std::move(id), std::move(event), creates});
}

void Outcome::Warn(const rules::Judgement& judgement) {
  for (const rules::Breach& breach : judgement.Warnings()) {
    assay::Warning warning;
    warning.set_rule(breach.rule);
    warning.set_clause(breach.clause);
    warning.set_message(breach.message);
    warning.set_blocking(breach.softened);
    warnings_.push_back(std::move(warning));
  }
}

Rejection Refuse(std::string code, std::string message, std::string field) {
  return {.code = std::move(code), .message = std::move(message), .field = std::move(field)};
}

}  // namespace assay::aggregate
