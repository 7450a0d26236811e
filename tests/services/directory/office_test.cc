#include "services/directory/domain/office.h"

#include "tests/services/directory/fixture.h"

namespace assay::directory {
namespace {

class OfficeTest : public DirectoryTest {
 protected:
  v1::AssignOffice Assigning(const std::string& person_id, v1::Office office,
                             const std::string& on) {
    v1::AssignOffice command;
    command.set_id(IdOf("office " + std::to_string(++offices_)));
    command.set_person_id(person_id);
    command.set_office(office);
    command.set_occurred_on(on);
    return command;
  }
  v1::EndOffice Ending(const std::string& id, const std::string& on) {
    v1::EndOffice command;
    command.set_id(id);
    command.set_occurred_on(on);
    return command;
  }
  std::string Engagement(const std::string& person_id, const std::string& from) {
    v1::StartEngagement command;
    command.set_id(IdOf("engagement of " + person_id));
    command.set_person_id(person_id);
    command.set_consultancy("Clearpath");
    command.set_kind(v1::IMPLEMENTATION);
    command.set_occurred_on(from);
    domain.Accepted(command);
    return command.id();
  }
  v1::EndEngagement EndingEngagement(const std::string& id, const std::string& on) {
    v1::EndEngagement command;
    command.set_id(id);
    command.set_occurred_on(on);
    return command;
  }

 private:
  int offices_ = 0;
};

TEST_F(OfficeTest, AnOfficeIsHeldFromItsAssignmentToItsEnd) {
  auto assigning = Assigning(Person("anke"), v1::FORUM_CHAIR, "2023-06-05");
  domain.Accepted(assigning);
  domain.Accepted(Ending(assigning.id(), "2024-06-01"));
  auto holder = domain.Get<v1::OfficeHolder>(assigning.id());
  EXPECT_EQ(holder.held_from(), "2023-06-05");
  EXPECT_EQ(holder.held_until(), "2024-06-01");
  EXPECT_EQ(holder.state(), v1::OfficeHolder::ENDED);
}

TEST_F(OfficeTest, AnOfficeMayEndOnTheDayItBegan) {
  auto assigning = Assigning(Person("anke"), v1::FORUM_CHAIR, "2024-06-05");
  domain.Accepted(assigning);
  domain.Accepted(Ending(assigning.id(), "2024-06-05"));
}

TEST_F(OfficeTest, EndingAnOfficeBeforeItBeganIsRefused) {
  auto assigning = Assigning(Person("anke"), v1::FORUM_CHAIR, "2024-06-05");
  domain.Accepted(assigning);
  Problem problem = domain.Refused(Ending(assigning.id(), "2024-06-04"));
  EXPECT_EQ(problem.code(), "ends-before-start");
  EXPECT_NE(problem.detail().find("2024-06-05"), std::string::npos);
}

TEST_F(OfficeTest, AnOfficeEndsOnce) {
  auto assigning = Assigning(Person("anke"), v1::FORUM_CHAIR, "2024-06-05");
  domain.Accepted(assigning);
  domain.Accepted(Ending(assigning.id(), "2024-06-05"));
  EXPECT_EQ(domain.Refused(Ending(assigning.id(), "2024-06-06")).code(), "wrong-state");
}

TEST_F(OfficeTest, AnOfficeIsNotAssignedTwiceToWhoHoldsIt) {
  std::string anke = Person("anke");
  auto first = Assigning(anke, v1::FORUM_SEAT, "2024-01-01");
  domain.Accepted(first);
  EXPECT_EQ(domain.Refused(Assigning(anke, v1::FORUM_SEAT, "2024-02-01")).code(),
            "already-holding");
  domain.Accepted(Assigning(anke, v1::FORUM_CHAIR, "2024-02-01"));
  domain.Accepted(Ending(first.id(), "2024-03-01"));
  domain.Accepted(Assigning(anke, v1::FORUM_SEAT, "2024-04-01"));
}

TEST_F(OfficeTest, SomebodyWhoLeftIsGivenNoOffice) {
  std::string anke = Person("anke");
  Leaves(anke, "2024-03-31");
  Problem problem = domain.Refused(Assigning(anke, v1::FORUM_SEAT, "2024-04-01"));
  EXPECT_EQ(problem.code(), "person-gone");
  EXPECT_EQ(problem.field(), "personId");
}

TEST_F(OfficeTest, AnOfficeHeldBeforeLeavingCanBeRecordedLater) {
  std::string anke = Person("anke");
  Leaves(anke, "2024-03-31");
  domain.Accepted(Assigning(anke, v1::FORUM_SEAT, "2024-03-31"));
}

TEST_F(OfficeTest, AnEngagementEndsAfterItBegan) {
  std::string id = Engagement(Person("petra"), "2023-06-05");
  domain.SetToday("2024-07-31");
  domain.Accepted(EndingEngagement(id, "2024-07-31"));
  auto engagement = domain.Get<v1::Engagement>(id);
  EXPECT_EQ(engagement.ended_on(), "2024-07-31");
  EXPECT_EQ(engagement.state(), v1::Engagement::FINISHED);
}

TEST_F(OfficeTest, EndingAnEngagementBeforeItBeganIsRefused) {
  std::string id = Engagement(Person("petra"), "2023-06-05");
  EXPECT_EQ(domain.Refused(EndingEngagement(id, "2023-06-04")).code(), "ends-before-start");
}

}  // namespace
}  // namespace assay::directory
