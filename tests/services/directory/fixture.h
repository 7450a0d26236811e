#pragma once

#include <string>

#include "assay/directory/v1/commands.pb.h"
#include "assay/directory/v1/queries.pb.h"
#include "services/directory/module.h"
#include "tests/support/domain_harness.h"

namespace assay::directory {

// An id that is the same in every run.
inline std::string IdOf(const std::string& name) {
  return Id::Derived(name).ToString();
}

// A directory with some people and a site, on 2024-06-18.
class DirectoryTest : public ::testing::Test {
 protected:
  v1::RegisterPerson Registering(const std::string& name) {
    v1::RegisterPerson command;
    command.set_id(IdOf(name));
    command.set_name(name);
    command.set_email(name + "@example.org");
    command.set_tie(v1::STAFF);
    return command;
  }
  std::string Person(const std::string& name) {
    domain.Accepted(Registering(name));
    return IdOf(name);
  }
  void Leaves(const std::string& person_id, const std::string& on) {
    v1::RecordDeparture command;
    command.set_id(person_id);
    command.set_occurred_on(on);
    domain.Accepted(command);
  }
  v1::AddSite Adding(const std::string& name) {
    v1::AddSite command;
    command.set_id(IdOf(name));
    command.set_name(name);
    command.set_address("Am Hafen 1");
    command.set_zone("Europe/Berlin");
    return command;
  }
  void Closes(const std::string& site_id, const std::string& on) {
    v1::CloseSite command;
    command.set_id(site_id);
    command.set_occurred_on(on);
    command.set_reason("the lease ends");
    domain.Accepted(command);
  }
  std::string Process(const std::string& name, const std::string& owner_id) {
    v1::DefineProcess command;
    command.set_id(IdOf(name));
    command.set_name(name);
    command.set_owner_id(owner_id);
    domain.Accepted(command);
    return IdOf(name);
  }

  testing::DomainHarness domain{MakeModule(), "2024-06-18"};
};

}  // namespace assay::directory
