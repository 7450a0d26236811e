#include "assay/aggregate/acting_person.h"

#include <algorithm>

#include "assay/aggregate/outcome.h"

namespace assay::aggregate {

bool ActsForBody(const Context& context) {
  const auto& roles = context.actor.roles();
  return std::any_of(roles.begin(), roles.end(), [](int role) {
    return role == assay::BODY_AUDITOR || role == assay::BODY_DECIDER;
  });
}

std::optional<Rejection> RefuseForAnother(const std::string& person, std::string_view deed,
                                          const std::string& field, const Context& context) {
  const std::string& acting = context.actor.person();
  if (acting.empty() || person.empty() || acting == person) {
    return std::nullopt;
  }
  std::string verb(deed);
  return Refuse("another-person",
                "Sign in as the person who " + verb + "; nobody " + verb + " for another.", field);
}

std::optional<Rejection> RefuseForAnotherOfBody(const std::string& person, std::string_view deed,
                                                const std::string& field, const Context& context) {
  return ActsForBody(context) ? RefuseForAnother(person, deed, field, context) : std::nullopt;
}

}  // namespace assay::aggregate
