#include "assay/runtime/access.h"

#include <algorithm>

namespace assay::runtime {
namespace {

template <typename Allowed>
bool HoldsOneOf(const log::v1::Actor& actor, const Allowed& allowed) {
  return std::any_of(actor.roles().begin(), actor.roles().end(), [&](int role) {
    return std::find(allowed.begin(), allowed.end(), role) != allowed.end();
  });
}

}  // namespace

bool IsAdministrator(const log::v1::Actor& actor) {
  return std::find(actor.roles().begin(), actor.roles().end(), assay::ADMINISTRATOR) !=
         actor.roles().end();
}

bool MayGive(const log::v1::Actor& actor, const schema::CommandType& command) {
  if (HoldsOneOf(actor, command.options.allow())) {
    return true;
  }
  return IsAdministrator(actor) && !command.options.internal();
}

bool MayReadEntries(const log::v1::Actor& actor) {
  return IsAdministrator(actor) ||
         HoldsOneOf(actor, std::initializer_list<int>{assay::COMPLIANCE_MANAGER});
}

bool MayRead(const log::v1::Actor& actor, const schema::RecordType& record) {
  return IsAdministrator(actor) ||
         (record.options.readers().empty() ? !actor.roles().empty()
                                           : HoldsOneOf(actor, record.options.readers()));
}

bool MayAsk(const log::v1::Actor& actor, const schema::QueryType& query) {
  return IsAdministrator(actor) ||
         (query.options.allow().empty() ? !actor.roles().empty()
                                        : HoldsOneOf(actor, query.options.allow()));
}

}  // namespace assay::runtime
