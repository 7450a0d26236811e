#include "assay/aggregate/acting_person.h"

#include <gtest/gtest.h>

namespace assay::aggregate {
namespace {

Context GivenBy(const std::string& person, std::initializer_list<assay::Role> roles = {}) {
  Context context;
  context.actor.set_person(person);
  for (assay::Role role : roles) {
    context.actor.add_roles(role);
  }
  return context;
}

TEST(ActingPerson, NobodyActsForAnother) {
  auto refusal = RefuseForAnother("anke", "approves", "approvedBy", GivenBy("jonas"));
  ASSERT_TRUE(refusal);
  EXPECT_EQ(refusal->code, "another-person");
  EXPECT_EQ(refusal->field, "approvedBy");
  EXPECT_EQ(refusal->message, "Sign in as the person who approves; nobody approves for another.");
  EXPECT_FALSE(RefuseForAnother("anke", "approves", "approvedBy", GivenBy("anke")));
}

TEST(ActingPerson, WhereNoPersonActsOrIsNamedThereIsNobodyElse) {
  EXPECT_FALSE(RefuseForAnother("anke", "approves", "approvedBy", GivenBy("")));
  EXPECT_FALSE(RefuseForAnother("", "approves", "approvedBy", GivenBy("jonas")));
}

TEST(ActingPerson, WhatTheBodyDidElsewhereIsRecordedByOthersAndDoneHereByItself) {
  auto refuse = [](std::initializer_list<assay::Role> roles) {
    return RefuseForAnotherOfBody("ines", "decides", "deciderId", GivenBy("jonas", roles));
  };
  EXPECT_FALSE(refuse({}));
  EXPECT_FALSE(refuse({assay::COMPLIANCE_MANAGER}));
  EXPECT_TRUE(refuse({assay::BODY_DECIDER}));
  EXPECT_TRUE(refuse({assay::BODY_AUDITOR}));
  EXPECT_TRUE(refuse({assay::COMPLIANCE_MANAGER, assay::BODY_DECIDER}));
}

}  // namespace
}  // namespace assay::aggregate
