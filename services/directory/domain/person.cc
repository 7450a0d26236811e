#include "services/directory/domain/person.h"

#include "assay/schema/fold.h"

namespace assay::directory {
namespace {

std::optional<Rejection> RefuseClosed(const Context& context, const std::string& site_id) {
  const auto* site = context.Find<v1::Site>(site_id);
  if (site == nullptr || site->state() != v1::Site::CLOSED) {
    return std::nullopt;
  }
  return aggregate::Refuse("site-closed",
                           "This site was closed on " + site->closed_on() +
                               ": name an open site, or none, as the place of work.",
                           "siteId");
}

}  // namespace

std::optional<Rejection> RefuseGone(const v1::Person* person, const std::string& on,
                                    const std::string& field) {
  if (person == nullptr || person->state() != v1::Person::GONE || on <= person->left_on()) {
    return std::nullopt;
  }
  return aggregate::Refuse("person-gone",
                           "This person left on " + person->left_on() +
                               ": name somebody who is with the organisation on " + on + ".",
                           field);
}

Outcome DecideRegisterPerson(const v1::Person& /*person*/, const v1::RegisterPerson& command,
                             const Context& context) {
  if (auto refusal = RefuseClosed(context, command.site_id())) {
    return *refusal;
  }
  v1::PersonRegistered registered;
  schema::CopyFields(command, &registered);
  *registered.mutable_name() = context.Sealed("name");
  if (!command.email().empty()) {
    *registered.mutable_email() = context.Sealed("email");
  }
  return Outcome().Begin(command.id(), registered);
}

Outcome DecideCorrectPerson(const v1::Person& person, const v1::CorrectPerson& command,
                            const Context& context) {
  if (command.site_id() != person.site_id()) {
    if (auto refusal = RefuseClosed(context, command.site_id())) {
      return *refusal;
    }
  }
  v1::PersonCorrected corrected;
  schema::CopyFields(command, &corrected);
  *corrected.mutable_name() = context.Sealed("name");
  *corrected.mutable_email() = context.Sealed("email");  // said even when empty: it replaces
  return Outcome().Then(command.id(), corrected);
}

}  // namespace assay::directory
