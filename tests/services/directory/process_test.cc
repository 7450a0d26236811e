#include "services/directory/domain/process.h"

#include "tests/services/directory/fixture.h"

namespace assay::directory {
namespace {

class ProcessTest : public DirectoryTest {
 protected:
  v1::AppointProcessOwner Appointing(const std::string& owner_id, const std::string& on) {
    v1::AppointProcessOwner command;
    command.set_id(process);
    command.set_owner_id(owner_id);
    command.set_occurred_on(on);
    return command;
  }
  template <typename Command>
  Command With(const std::string& person_id) {
    Command command;
    command.set_id(process);
    command.set_person_id(person_id);
    return command;
  }

  const std::string tom = Person("tom");
  const std::string mira = Person("mira");
  const std::string process = Process("incident management", tom);
};

TEST_F(ProcessTest, AProcessHasOneAccountableOwnerTheSuccessorInThePlaceOfTheOneBefore) {
  domain.Accepted(Appointing(mira, "2024-06-01"));
  auto record = domain.Get<v1::Process>(process);
  EXPECT_EQ(record.owner_id(), mira);
  EXPECT_EQ(record.owner_since(), "2024-06-01");
}

TEST_F(ProcessTest, AppointingTheOwnerAgainIsRefused) {
  Problem problem = domain.Refused(Appointing(tom, "2024-06-01"));
  EXPECT_EQ(problem.code(), "already-owner");
  EXPECT_EQ(problem.field(), "ownerId");
}

TEST_F(ProcessTest, ASuccessorBeforeThePresentOwnerIsRefused) {
  domain.Accepted(Appointing(mira, "2024-06-01"));
  EXPECT_EQ(domain.Refused(Appointing(tom, "2024-05-31")).code(), "before-last-appointment");
  domain.Accepted(Appointing(tom, "2024-06-01"));
}

TEST_F(ProcessTest, AnOwnerWhoHadLeftIsRefused) {
  Leaves(mira, "2024-05-31");
  EXPECT_EQ(domain.Refused(Appointing(mira, "2024-06-01")).code(), "person-gone");
}

TEST_F(ProcessTest, AProcessIsNotDefinedWithAnOwnerWhoLeft) {
  Leaves(mira, "2024-05-31");
  v1::DefineProcess command;
  command.set_id(IdOf("change management"));
  command.set_name("change management");
  command.set_owner_id(mira);
  EXPECT_EQ(domain.Refused(command).code(), "person-gone");
}

TEST_F(ProcessTest, AnOwnerWhoIsNotKnownIsRefused) {
  EXPECT_EQ(domain.Refused(Appointing(IdOf("nobody"), "2024-06-01")).code(), "not-found");
}

TEST_F(ProcessTest, ARetiredProcessGetsNoOwner) {
  v1::RetireProcess command;
  command.set_id(process);
  command.set_reason("merged into another one");
  domain.Accepted(command);
  EXPECT_EQ(domain.Refused(Appointing(mira, "2024-06-01")).code(), "wrong-state");
}

TEST_F(ProcessTest, ManagersAreAddedAndRemoved) {
  domain.Accepted(With<v1::AddProcessManager>(tom));
  domain.Accepted(With<v1::AddProcessManager>(mira));
  domain.Accepted(With<v1::RemoveProcessManager>(tom));
  auto record = domain.Get<v1::Process>(process);
  ASSERT_EQ(record.manager_ids_size(), 1);
  EXPECT_EQ(record.manager_ids(0), mira);
}

TEST_F(ProcessTest, AManagerIsAddedOnce) {
  domain.Accepted(With<v1::AddProcessManager>(tom));
  EXPECT_EQ(domain.Refused(With<v1::AddProcessManager>(tom)).code(), "already-manager");
}

TEST_F(ProcessTest, SomebodyWhoIsNoManagerIsNotRemoved) {
  EXPECT_EQ(domain.Refused(With<v1::RemoveProcessManager>(tom)).code(), "not-a-manager");
}

TEST_F(ProcessTest, SomebodyWhoLeftBecomesNoManager) {
  Leaves(mira, "2024-05-31");
  EXPECT_EQ(domain.Refused(With<v1::AddProcessManager>(mira)).code(), "person-gone");
}

TEST_F(ProcessTest, PractitionersAreAddedAndRemovedOnce) {
  domain.Accepted(With<v1::AddProcessPractitioner>(mira));
  EXPECT_EQ(domain.Refused(With<v1::AddProcessPractitioner>(mira)).code(), "already-practitioner");
  domain.Accepted(With<v1::RemoveProcessPractitioner>(mira));
  EXPECT_EQ(domain.Refused(With<v1::RemoveProcessPractitioner>(mira)).code(), "not-a-practitioner");
  EXPECT_EQ(domain.Get<v1::Process>(process).practitioner_ids_size(), 0);
}

TEST_F(ProcessTest, SomebodyWhoLeftBecomesNoPractitioner) {
  Leaves(mira, "2024-05-31");
  EXPECT_EQ(domain.Refused(With<v1::AddProcessPractitioner>(mira)).code(), "person-gone");
}

}  // namespace
}  // namespace assay::directory
