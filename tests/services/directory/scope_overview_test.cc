#include "services/directory/readmodel/scope_overview.h"

#include <gmock/gmock.h>

#include <map>

#include "tests/services/directory/fixture.h"

namespace assay::directory {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// Records as the read model would hold them.
class Records final : public aggregate::QueryContext {
 public:
  template <typename Record>
  Record* Add(const std::string& name) {
    auto record = std::make_unique<Record>();
    record->set_id(IdOf(name));
    Record* added = record.get();
    by_id_[added->id()] = std::move(record);
    return added;
  }
  std::unique_ptr<aggregate::Message> FindRecord(const google::protobuf::Descriptor* type,
                                                 const std::string& id) const override {
    auto at = by_id_.find(id);
    if (at == by_id_.end() || at->second->GetDescriptor() != type) {
      return nullptr;
    }
    std::unique_ptr<aggregate::Message> copy(at->second->New());
    copy->CopyFrom(*at->second);
    return copy;
  }
  std::vector<std::unique_ptr<aggregate::Message>> AllRecords(
      const google::protobuf::Descriptor* /*type*/) const override {
    return {};
  }
  calendar::Date on() const override { return calendar::Date::Earliest(); }
  const rules::Ruleset& RulesFor(const std::string& /*body*/) const override {
    return rules::Ruleset::Default();
  }
  std::vector<Token> as_known() const override { return {}; }

 private:
  std::map<std::string, std::unique_ptr<aggregate::Message>> by_id_;
};

class ScopeOverviewTest : public ::testing::Test {
 protected:
  ScopeOverviewTest() {
    records.Add<v1::Person>("tom")->set_state(v1::Person::PRESENT);
    auto* process = records.Add<v1::Process>("incident management");
    process->set_name("incident management");
    process->set_owner_id(IdOf("tom"));
    process->set_state(v1::Process::CURRENT);
    auto* offering = records.Add<v1::ServiceOffering>("hosting");
    offering->set_name("hosting");
    offering->set_state(v1::ServiceOffering::OFFERED);
    auto* partner = records.Add<v1::Partner>("Nordstrom Power");
    partner->set_name("Nordstrom Power");
    partner->set_state(v1::Partner::ENGAGED);
    scope = records.Add<v1::Scope>("scope");
    scope->set_statement("hosting for public bodies");
    scope->add_person_ids(IdOf("tom"));
    scope->add_process_ids(IdOf("incident management"));
    scope->add_offering_ids(IdOf("hosting"));
    scope->add_partner_ids(IdOf("Nordstrom Power"));
  }
  v1::ScopeOverview Overview() {
    v1::DescribeScope query;
    query.set_id(IdOf("scope"));
    return std::get<v1::ScopeOverview>(DescribeScope(query, records));
  }

  Records records;
  v1::Scope* scope;
};

TEST_F(ScopeOverviewTest, TheFourPsAreShownByNameAndPeopleById) {
  v1::ScopeOverview overview = Overview();
  EXPECT_EQ(overview.statement(), "hosting for public bodies");
  EXPECT_THAT(overview.people(), ElementsAre(IdOf("tom")));
  EXPECT_THAT(overview.processes(), ElementsAre("incident management"));
  EXPECT_THAT(overview.products(), ElementsAre("hosting"));
  EXPECT_THAT(overview.partners(), ElementsAre("Nordstrom Power"));
  EXPECT_THAT(overview.empty(), IsEmpty());
  EXPECT_THAT(overview.without_owner(), IsEmpty());
  EXPECT_THAT(overview.outdated(), IsEmpty());
}

TEST_F(ScopeOverviewTest, APWithNothingIsFlagged) {
  scope->clear_partner_ids();
  scope->clear_person_ids();
  EXPECT_THAT(Overview().empty(), ElementsAre("people", "partners"));
}

TEST_F(ScopeOverviewTest, AnEmptyScopeLacksAllFour) {
  scope->clear_partner_ids();
  scope->clear_person_ids();
  scope->clear_offering_ids();
  scope->clear_process_ids();
  EXPECT_THAT(Overview().empty(), ElementsAre("people", "processes", "products", "partners"));
}

TEST_F(ScopeOverviewTest, AProcessWhoseOwnerLeftIsFlagged) {
  records.Add<v1::Person>("tom")->set_state(v1::Person::GONE);
  EXPECT_THAT(Overview().without_owner(), ElementsAre("incident management"));
}

TEST_F(ScopeOverviewTest, WhatIsNoLongerCurrentCountsForNothing) {
  records.Add<v1::Person>("tom")->set_state(v1::Person::GONE);
  auto* process = records.Add<v1::Process>("incident management");
  process->set_name("incident management");
  process->set_state(v1::Process::RETIRED);
  auto* offering = records.Add<v1::ServiceOffering>("hosting");
  offering->set_name("hosting");
  offering->set_state(v1::ServiceOffering::WITHDRAWN);
  auto* partner = records.Add<v1::Partner>("Nordstrom Power");
  partner->set_name("Nordstrom Power");
  partner->set_state(v1::Partner::LEFT);
  v1::ScopeOverview overview = Overview();
  EXPECT_THAT(overview.outdated(),
              ElementsAre(IdOf("tom"), "incident management", "hosting", "Nordstrom Power"));
  EXPECT_EQ(overview.empty_size(), 4);
}

TEST_F(ScopeOverviewTest, AScopeThatDoesNotExistIsNotFound) {
  v1::DescribeScope query;
  query.set_id(IdOf("no scope"));
  EXPECT_EQ(std::get<Rejection>(DescribeScope(query, records)).code, "not-found");
}

}  // namespace
}  // namespace assay::directory
