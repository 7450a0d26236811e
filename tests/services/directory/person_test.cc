#include "services/directory/domain/person.h"

#include "tests/services/directory/fixture.h"

namespace assay::directory {
namespace {

class PersonTest : public DirectoryTest {
 protected:
  v1::CorrectPerson Correcting(const std::string& id, const std::string& name) {
    v1::CorrectPerson command;
    command.set_id(id);
    command.set_name(name);
    command.set_tie(v1::STAFF);
    return command;
  }
};

TEST_F(PersonTest, NameAndEmailAreRecordedOnlySealed) {
  auto person = domain.Get<v1::Person>(Person("anke"));
  EXPECT_EQ(person.name().field(), "name");
  EXPECT_EQ(person.email().field(), "email");
  EXPECT_EQ(person.name().person(), IdOf("anke"));
  EXPECT_EQ(person.name().ciphertext().find("sealed at "), 0u);
  EXPECT_EQ(person.name().text(), "");
  EXPECT_EQ(person.state(), v1::Person::PRESENT);
}

TEST_F(PersonTest, PersonalDataIsSealedForTheAddressOfItsEvent) {
  Person("tom");
  aggregate::Receipt receipt = domain.Accepted(Registering("anke"));
  auto name = domain.Get<v1::Person>(IdOf("anke")).name();
  EXPECT_EQ(name.ciphertext(), "sealed at " + std::to_string(receipt.position) + ": anke");
  std::vector<std::string> stored = domain.log().Read(receipt.position, 1, 1 << 20).value();
  log::v1::Entry entry = eventlog::ParseEntry(stored.at(0)).value();
  EXPECT_EQ(entry.events(0).type(), "assay.directory.v1.PersonRegistered");  // ordinal 0
}

TEST_F(PersonTest, AnEmailAddressMayBeMissing) {
  v1::RegisterPerson command = Registering("anke");
  command.clear_email();
  domain.Accepted(command);
  EXPECT_FALSE(domain.Get<v1::Person>(command.id()).has_email());
}

TEST_F(PersonTest, ACorrectionReplacesEverything) {
  std::string id = Person("anke");
  v1::CorrectPerson command = Correcting(id, "anke with another name");
  command.set_tie(v1::CONSULTANT_STAFF);
  domain.Accepted(command);
  auto person = domain.Get<v1::Person>(id);
  EXPECT_NE(person.name().ciphertext().find("another name"), std::string::npos);
  EXPECT_EQ(person.email().ciphertext(), "");
  EXPECT_EQ(person.tie(), v1::CONSULTANT_STAFF);
}

TEST_F(PersonTest, WorkingAtAClosedSiteIsRefused) {
  domain.Accepted(Adding("Hamburg"));
  Closes(IdOf("Hamburg"), "2024-05-31");
  v1::RegisterPerson command = Registering("anke");
  command.set_site_id(IdOf("Hamburg"));
  Problem problem = domain.Refused(command);
  EXPECT_EQ(problem.code(), "site-closed");
  EXPECT_EQ(problem.field(), "siteId");
}

TEST_F(PersonTest, MovingToAClosedSiteIsRefused) {
  std::string id = Person("anke");
  domain.Accepted(Adding("Hamburg"));
  Closes(IdOf("Hamburg"), "2024-05-31");
  v1::CorrectPerson command = Correcting(id, "anke");
  command.set_site_id(IdOf("Hamburg"));
  EXPECT_EQ(domain.Refused(command).code(), "site-closed");
}

TEST_F(PersonTest, SomebodyWhoseSiteWasClosedSinceCanBeCorrected) {
  domain.Accepted(Adding("Hamburg"));
  v1::RegisterPerson registering = Registering("anke");
  registering.set_site_id(IdOf("Hamburg"));
  domain.Accepted(registering);
  Closes(IdOf("Hamburg"), "2024-05-31");
  v1::CorrectPerson command = Correcting(IdOf("anke"), "anke");
  command.set_site_id(IdOf("Hamburg"));
  domain.Accepted(command);
}

TEST_F(PersonTest, ASiteThatDoesNotExistIsRefused) {
  v1::RegisterPerson command = Registering("anke");
  command.set_site_id(IdOf("nowhere"));
  EXPECT_EQ(domain.Refused(command).code(), "not-found");
}

TEST_F(PersonTest, SomebodyWhoLeftIsNotCorrected) {
  std::string id = Person("anke");
  Leaves(id, "2024-06-01");
  EXPECT_EQ(domain.Get<v1::Person>(id).left_on(), "2024-06-01");
  EXPECT_EQ(domain.Refused(Correcting(id, "anke")).code(), "wrong-state");
}

TEST_F(PersonTest, ADepartureInTheFutureIsRefused) {
  std::string id = Person("anke");
  v1::RecordDeparture command;
  command.set_id(id);
  command.set_occurred_on("2024-06-19");
  EXPECT_EQ(domain.Refused(command).code(), "in-the-future");
}

}  // namespace
}  // namespace assay::directory
