// Personal data is sealed before an entry's bytes exist, and bound to where its event will stand.
#include "tests/libs/aggregate/write_path.h"

namespace assay::aggregate {
namespace {

directory::v1::RegisterPerson Lena(const std::string& id) {
  directory::v1::RegisterPerson command;
  command.set_id(id);
  command.set_name("Lena Brandt");
  command.set_email("lena@example.org");
  command.set_tie(directory::v1::STAFF);
  return command;
}

directory::v1::PersonRegistered RegisteredIn(const log::v1::Entry& entry) {
  directory::v1::PersonRegistered registered;
  EXPECT_TRUE(registered.ParseFromString(entry.events(0).data()));
  return registered;
}

TEST(Sealing, AValueIsBoundToTheAddressItsEventGets) {
  WritePath path(SmallDirectory());
  // Two in one batch: the second's position is that of a staged entry.
  path.Stage(path.RequestOf(Lena(IdOf("a"))));
  path.Stage(path.RequestOf(Lena(IdOf("b"))));
  ASSERT_TRUE(path.processor->Commit().ok());
  for (uint64_t position : {1U, 2U}) {
    directory::v1::PersonRegistered registered = RegisteredIn(path.EntryAt(position));
    std::string address = std::to_string(position) + "/0 of " + path.log->genesis().log_id() + ": ";
    EXPECT_EQ(registered.name().ciphertext(), address + "tdnarB aneL");
    EXPECT_EQ(registered.name().field(), "name");
    EXPECT_EQ(registered.name().person(), path.EntryAt(position).events(0).id());
    EXPECT_EQ(registered.email().ciphertext(), address + "gro.elpmaxe@anel");
    EXPECT_EQ(registered.email().field(), "email");
  }
}

TEST(Sealing, NothingPersonalStandsInAnEntrysBytes) {
  WritePath path(SmallDirectory());
  path.Give(Lena(IdOf("a")));
  std::string stored = path.log->Read(1, 1, 1).value().at(0);
  EXPECT_EQ(stored.find("Lena"), std::string::npos);
  EXPECT_EQ(stored.find("lena@"), std::string::npos);
}

TEST(Sealing, AnEmptyFieldIsNotSealed) {
  WritePath path(SmallDirectory());
  directory::v1::RegisterPerson command = Lena(IdOf("a"));
  command.clear_email();
  path.Give(command);
  EXPECT_FALSE(RegisteredIn(path.EntryAt(1)).has_email());
}

}  // namespace
}  // namespace assay::aggregate
