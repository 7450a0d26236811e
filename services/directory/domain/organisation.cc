#include "services/directory/domain/organisation.h"

#include <algorithm>

#include "assay/schema/fold.h"

namespace assay::directory {
namespace {

const v1::Standard* FindStandard(const v1::Organisation& organisation, const std::string& name) {
  const auto& standards = organisation.standards();
  auto at = std::find_if(standards.begin(), standards.end(),
                         [&](const v1::Standard& standard) { return standard.name() == name; });
  return at == standards.end() ? nullptr : &*at;
}

}  // namespace

Outcome DecideRegisterOrganisation(const v1::Organisation& /*organisation*/,
                                   const v1::RegisterOrganisation& command,
                                   const Context& context) {
  if (command.id() != context.organisation) {
    return aggregate::Refuse("other-organisation",
                             "The id is not that of the organisation this is sent for: an "
                             "organisation is registered under its own id.",
                             "id");
  }
  v1::OrganisationRegistered registered;
  schema::CopyFields(command, &registered);
  return Outcome().Begin(command.id(), registered);
}

Outcome DecideSelectStandard(const v1::Organisation& organisation,
                             const v1::SelectStandard& command, const Context& /*context*/) {
  const v1::Standard& standard = command.standard();
  const v1::Standard* selected = FindStandard(organisation, standard.name());
  if (selected != nullptr && selected->edition() == standard.edition()) {
    return aggregate::Refuse("already-selected",
                             standard.name() + ":" + standard.edition() +
                                 " is selected already; only another edition would be a change.",
                             "standard");
  }
  v1::StandardSelected happened;
  *happened.mutable_standard() = standard;
  return Outcome().Then(command.id(), happened);
}

Outcome DecideDropStandard(const v1::Organisation& organisation, const v1::DropStandard& command,
                           const Context& /*context*/) {
  if (FindStandard(organisation, command.standard_name()) == nullptr) {
    return aggregate::Refuse(
        "not-selected",
        command.standard_name() + " is not among the organisation's standards; name one that is.",
        "standardName");
  }
  v1::StandardDropped dropped;
  schema::CopyFields(command, &dropped);
  return Outcome().Then(command.id(), dropped);
}

}  // namespace assay::directory
