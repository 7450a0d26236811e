// What proto/ does not allow is denied.
#include "assay/runtime/access.h"

#include <gtest/gtest.h>

namespace assay::runtime {
namespace {

log::v1::Actor ActorWith(std::initializer_list<assay::Role> roles) {
  log::v1::Actor actor;
  for (assay::Role role : roles) {
    actor.add_roles(role);
  }
  return actor;
}

schema::CommandType CommandFor(std::initializer_list<assay::Role> allowed, bool internal = false) {
  schema::CommandType command;
  for (assay::Role role : allowed) {
    command.options.add_allow(role);
  }
  command.options.set_internal(internal);
  return command;
}

TEST(MayGive, OnlyRolesThatAreAllowed) {
  schema::CommandType command = CommandFor({assay::AUDITOR, assay::CONSULTANT});
  EXPECT_TRUE(MayGive(ActorWith({assay::AUDITOR}), command));
  EXPECT_TRUE(MayGive(ActorWith({assay::READER, assay::CONSULTANT}), command));
  EXPECT_FALSE(MayGive(ActorWith({assay::READER}), command));
  EXPECT_FALSE(MayGive(ActorWith({assay::SERVICE}), command));
  EXPECT_FALSE(MayGive(ActorWith({}), command));
}

TEST(MayGive, WhatIsAllowedToNobodyIsLeftToTheAdministrator) {
  schema::CommandType command = CommandFor({});
  for (int role = assay::Role_MIN; role <= assay::Role_MAX; ++role) {
    EXPECT_EQ(MayGive(ActorWith({static_cast<assay::Role>(role)}), command),
              role == assay::ADMINISTRATOR);
  }
}

TEST(MayGive, WhatIsInternalIsNotForAnAdministratorOfAnOrganisation) {
  schema::CommandType command = CommandFor({assay::SERVICE}, true);
  EXPECT_TRUE(MayGive(ActorWith({assay::SERVICE}), command));
  EXPECT_FALSE(MayGive(ActorWith({assay::ADMINISTRATOR}), command));
}

TEST(MayRead, WhoeverHoldsARoleUnlessReadersAreNamed) {
  schema::RecordType record;
  EXPECT_TRUE(MayRead(ActorWith({assay::READER}), record));
  EXPECT_FALSE(MayRead(ActorWith({}), record));
  record.options.add_readers(assay::BODY_AUDITOR);
  EXPECT_TRUE(MayRead(ActorWith({assay::BODY_AUDITOR}), record));
  EXPECT_TRUE(MayRead(ActorWith({assay::ADMINISTRATOR}), record));
  EXPECT_FALSE(MayRead(ActorWith({assay::READER}), record));
}

TEST(MayAsk, WhoeverHoldsARoleUnlessSomeAreNamed) {
  schema::QueryType query;
  EXPECT_TRUE(MayAsk(ActorWith({assay::READER}), query));
  EXPECT_FALSE(MayAsk(ActorWith({}), query));
  query.options.add_allow(assay::TOP_MANAGEMENT);
  EXPECT_TRUE(MayAsk(ActorWith({assay::TOP_MANAGEMENT}), query));
  EXPECT_FALSE(MayAsk(ActorWith({assay::READER}), query));
}

// A reader changes nothing, whatever is published.
TEST(Access, AReaderMayGiveNoPublishedCommand) {
  schema::Catalog catalog;
  for (const auto& [name, command] : catalog.commands()) {
    EXPECT_FALSE(MayGive(ActorWith({assay::READER}), command)) << name;
    EXPECT_FALSE(MayGive(ActorWith({}), command)) << name;
    EXPECT_FALSE(MayGive(ActorWith({assay::ROLE_UNSPECIFIED}), command)) << name;
  }
}

}  // namespace
}  // namespace assay::runtime
