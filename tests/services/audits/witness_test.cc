#include "services/audits/domain/witness.h"

#include "tests/services/audits/fjordlicht.h"

namespace assay::audits {
namespace {

// A surveillance with Leif as lead, planned for 2025-05-20.
class WitnessTest : public Fjordlicht {
 protected:
  WitnessTest() {
    UntilCertified();
    domain.SetToday("2025-03-03");
    domain.Accepted(Plan("s", v1::SURVEILLANCE, "2025-05-20", "2025-05-22"));
    domain.Accepted(Assign("s", "leif", v1::LEAD_AUDITOR));
    KnowPerson("wim", directory::v1::BODY_STAFF);
  }

  v1::AnnounceWitness Announce(const std::string& audit = "s", const std::string& who = "wim") {
    auto announce = For<v1::AnnounceWitness>(audit);
    announce.set_accreditation_body("Norsk akkreditering");
    announce.add_witness_ids(IdOf(who));
    announce.set_occurred_on("2025-03-03");
    return announce;
  }
  v1::AnswerWitness Answer(bool consents) {
    auto answer = For<v1::AnswerWitness>("s");
    answer.set_consents(consents);
    answer.set_reason(consents ? "" : "A customer's secrets are seen");
    answer.set_occurred_on("2025-03-03");
    return answer;
  }
  v1::RecordWitness Record(const std::string& who = "wim") {
    auto record = For<v1::RecordWitness>("s");
    record.add_present_ids(IdOf(who));
    record.set_observation("Watched the interviews");
    record.set_occurred_on("2025-05-20");
    return record;
  }
};

TEST_F(WitnessTest, AWitnessOfABodysAuditIsAnnouncedAndIsNotOfItsTeam) {
  EXPECT_EQ(domain.Refused(Announce("desktop")).code(), "wrong-state");
  domain.Accepted(Plan("own", v1::INTERNAL, "2025-04-01", "2025-04-01"));
  EXPECT_EQ(domain.Refused(Announce("own")).code(), "not-a-body-audit");
  assay::Problem problem = domain.Refused(Announce("s", "leif"));
  EXPECT_EQ(problem.code(), "witness-on-team");
  EXPECT_EQ(problem.field(), "witnessIds");
  domain.Accepted(Announce());
  EXPECT_EQ(Audit("s").witness_state(), v1::WITNESS_ANNOUNCED);
  EXPECT_EQ(Audit("s").witness_answer_by(), "2025-03-17");
}

TEST_F(WitnessTest, AnObjectionHasItsReasonAndIsAFactWithItsBreach) {
  EXPECT_EQ(domain.Refused(Answer(true)).code(), "witness-not-announced");
  domain.Accepted(Announce());
  v1::AnswerWitness silent = Answer(false);
  silent.clear_reason();
  EXPECT_EQ(domain.Refused(silent).code(), "reason-missing");
  v1::AnswerWitness early = Answer(true);
  early.set_occurred_on("2025-03-02");
  EXPECT_EQ(domain.Refused(early).code(), "out-of-order");
  EXPECT_TRUE(domain.Warned(domain.Accepted(Answer(false)), "WA-1"));
  EXPECT_EQ(Audit("s").witness_state(), v1::WITNESS_OBJECTED);
  domain.SetToday("2025-05-20");
  domain.Accepted(Open("s", "2025-05-20"));
  EXPECT_EQ(domain.Refused(Record()).code(), "witness-refused");
  domain.Accepted(Answer(true));
  domain.Accepted(Record());
}

TEST_F(WitnessTest, WhoWatchedIsRecordedAtTheAudit) {
  domain.Accepted(Announce());
  domain.Accepted(Answer(true));
  EXPECT_EQ(Audit("s").witness_state(), v1::WITNESS_CONSENTED);
  domain.SetToday("2025-05-20");
  EXPECT_EQ(domain.Refused(Record()).code(), "wrong-state");
  domain.Accepted(Open("s", "2025-05-20"));
  EXPECT_EQ(domain.Refused(Record("nils")).code(), "witness-not-announced");
  v1::RecordWitness early = Record();
  early.set_occurred_on("2025-05-19");
  EXPECT_EQ(domain.Refused(early).code(), "out-of-order");
  domain.Accepted(Record());
  EXPECT_EQ(Audit("s").witness_state(), v1::WITNESS_PRESENT);
  EXPECT_EQ(Audit("s").witnessed_on(), "2025-05-20");
  EXPECT_EQ(domain.Refused(Answer(true)).code(), "witness-was-there");
  EXPECT_EQ(domain.Refused(Announce()).code(), "witness-was-there");
}

TEST_F(WitnessTest, WithoutAnAnnouncementNobodyWasWatching) {
  domain.SetToday("2025-05-20");
  domain.Accepted(Open("s", "2025-05-20"));
  EXPECT_EQ(domain.Refused(Record()).code(), "witness-not-announced");
  domain.Accepted(Announce());  // on the first day at the latest
}

TEST_F(WitnessTest, WhoWatchedBeforeTheClientConsentedIsAFactWithItsBreach) {
  domain.Accepted(Announce());
  domain.SetToday("2025-05-20");
  domain.Accepted(Open("s", "2025-05-20"));
  aggregate::Receipt receipt = domain.Accepted(Record());
  ASSERT_TRUE(domain.Warned(receipt, "WA-1"));
  EXPECT_TRUE(receipt.warnings.at(0).blocking());
  EXPECT_EQ(Audit("s").witness_state(), v1::WITNESS_PRESENT);
}

TEST_F(WitnessTest, AConsentThatCameAfterwardsIsNone) {
  domain.Accepted(Announce());
  domain.SetToday("2025-05-20");
  domain.Accepted(Open("s", "2025-05-20"));
  domain.SetToday("2025-05-21");
  v1::AnswerWitness late = Answer(true);
  late.set_occurred_on("2025-05-21");
  domain.Accepted(late);
  EXPECT_TRUE(domain.Warned(domain.Accepted(Record()), "WA-1"));
}

}  // namespace
}  // namespace assay::audits
