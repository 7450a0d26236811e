#include "services/directory/domain/organisation.h"

#include "tests/services/directory/fixture.h"

namespace assay::directory {
namespace {

class OrganisationTest : public DirectoryTest {
 protected:
  const std::string id = testing::DomainHarness::kOrganisation;

  v1::RegisterOrganisation Registering() {
    v1::RegisterOrganisation command;
    command.set_id(id);
    command.set_name("Fjordlicht IT");
    command.set_zone("Europe/Berlin");
    command.set_personnel(148);
    return command;
  }
  v1::SelectStandard Selecting(const std::string& name, const std::string& edition) {
    v1::SelectStandard command;
    command.set_id(id);
    command.mutable_standard()->set_name(name);
    command.mutable_standard()->set_edition(edition);
    return command;
  }
  v1::DropStandard Dropping(const std::string& name) {
    v1::DropStandard command;
    command.set_id(id);
    command.set_standard_name(name);
    command.set_reason("not asked for by customers");
    return command;
  }
};

TEST_F(OrganisationTest, AnOrganisationIsRegisteredUnderItsOwnId) {
  domain.Accepted(Registering());
  EXPECT_EQ(domain.Get<v1::Organisation>(id).name(), "Fjordlicht IT");
  EXPECT_EQ(domain.Get<v1::Organisation>(id).personnel(), 148u);
}

TEST_F(OrganisationTest, AnOrganisationUnderAnotherIdIsRefused) {
  v1::RegisterOrganisation command = Registering();
  command.set_id(IdOf("another"));
  Problem problem = domain.Refused(command);
  EXPECT_EQ(problem.code(), "other-organisation");
  EXPECT_EQ(problem.field(), "id");
}

TEST_F(OrganisationTest, AnOrganisationIsRegisteredOnce) {
  domain.Accepted(Registering());
  EXPECT_EQ(domain.Refused(Registering()).code(), "already-exists");
}

TEST_F(OrganisationTest, SelectedStandardsAreListed) {
  domain.Accepted(Registering());
  domain.Accepted(Selecting("ISO/IEC 20000-1", "2018"));
  domain.Accepted(Selecting("ISO/IEC 27001", "2022"));
  domain.Accepted(Selecting("ISO 22301", "2019"));
  EXPECT_EQ(domain.Get<v1::Organisation>(id).standards_size(), 3);
}

TEST_F(OrganisationTest, AnotherEditionReplacesTheOneBefore) {
  domain.Accepted(Registering());
  domain.Accepted(Selecting("ISO/IEC 27001", "2013"));
  domain.Accepted(Selecting("ISO/IEC 27001", "2022"));
  auto organisation = domain.Get<v1::Organisation>(id);
  ASSERT_EQ(organisation.standards_size(), 1);
  EXPECT_EQ(organisation.standards(0).edition(), "2022");
}

TEST_F(OrganisationTest, SelectingTheSameEditionAgainIsRefused) {
  domain.Accepted(Registering());
  domain.Accepted(Selecting("ISO 22301", "2019"));
  EXPECT_EQ(domain.Refused(Selecting("ISO 22301", "2019")).code(), "already-selected");
}

TEST_F(OrganisationTest, ADroppedStandardIsGone) {
  domain.Accepted(Registering());
  domain.Accepted(Selecting("ISO 22301", "2019"));
  domain.Accepted(Dropping("ISO 22301"));
  EXPECT_EQ(domain.Get<v1::Organisation>(id).standards_size(), 0);
}

TEST_F(OrganisationTest, DroppingAStandardThatIsNotSelectedIsRefused) {
  domain.Accepted(Registering());
  Problem problem = domain.Refused(Dropping("ISO 9001"));
  EXPECT_EQ(problem.code(), "not-selected");
  EXPECT_EQ(problem.field(), "standardName");
}

TEST_F(OrganisationTest, ASiteHasManagersUntilTheyAreRemoved) {
  std::string tom = Person("tom");
  domain.Accepted(Adding("leipzig"));
  v1::AddSiteManager add;
  add.set_id(IdOf("leipzig"));
  add.set_person_id(tom);
  domain.Accepted(add);
  domain.Accepted(add);  // says the same
  EXPECT_EQ(domain.Get<v1::Site>(IdOf("leipzig")).manager_ids_size(), 1);
  add.set_person_id(IdOf("nobody"));
  EXPECT_EQ(domain.Refused(add).code(), "not-found");
  v1::RemoveSiteManager remove;
  remove.set_id(IdOf("leipzig"));
  remove.set_person_id(tom);
  domain.Accepted(remove);
  EXPECT_EQ(domain.Get<v1::Site>(IdOf("leipzig")).manager_ids_size(), 0);
  Closes(IdOf("leipzig"), "2024-06-18");
  EXPECT_EQ(domain.Refused(remove).code(), "wrong-state");
}

TEST(DirectoryModuleTest, EveryCommandIsDecidedOrBecomesItsEvent) {
  schema::Catalog catalog;
  aggregate::Module module = MakeModule();
  int commands = 0;
  for (const auto& [name, type] : catalog.commands()) {
    if (type.service == "directory") {
      EXPECT_TRUE((type.emits != nullptr) != (module.FindDecider(name) != nullptr)) << name;
      ++commands;
    }
  }
  EXPECT_GT(commands, 0);
}

TEST(DirectoryModuleTest, EveryQueryIsAnswered) {
  schema::Catalog catalog;
  aggregate::Module module = MakeModule();
  for (const auto& [name, type] : catalog.queries()) {
    EXPECT_TRUE(type.service != "directory" || module.FindQuery(name) != nullptr) << name;
  }
}

}  // namespace
}  // namespace assay::directory
