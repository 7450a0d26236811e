// What every decision with a decider keeps, whichever it is: nobody decides who still cools off
// from consulting the client (IMP-5), and what was sought before has its answer (DE-3).
#include <functional>
#include <memory>

#include "assay/audits/v1/scope_extension.pb.h"
#include "assay/audits/v1/surveillance.pb.h"
#include "assay/audits/v1/transition.pb.h"
#include "tests/services/audits/fjordlicht.h"

namespace assay::audits {
namespace {

class DeciderGatesTest : public Fjordlicht {
 protected:
  template <typename Command>
  Command Decided(const std::string& id, const std::string& on,
                  const std::string& decider = "ines") const {
    auto command = For<Command>(id);
    command.set_decider_id(IdOf(decider));
    command.set_occurred_on(on);
    return command;
  }
  // Somebody of the body who consulted the client until 2023.
  void AdviserKnown() {
    KnowPerson("adviser", directory::v1::BODY_STAFF);
    KnowEngagement("adviser", directory::v1::IMPLEMENTATION, "2023-01-01", "2023-12-31");
  }
  template <typename Command>
  void ExpectCoolingOff(Command command) {
    command.set_decider_id(IdOf("adviser"));
    assay::Problem problem = domain.Refused(command);
    EXPECT_EQ(problem.rule(), "IMP-5") << command.GetTypeName();
    EXPECT_EQ(problem.field(), "deciderId") << command.GetTypeName();
  }
  // Refused while it is not answered what was asked; the answer goes along with the decision.
  template <typename Command>
  void ExpectAnswered(Command command) {
    v1::Clarification* asked = command.add_clarifications();
    asked->set_sought("Which shifts were seen?");
    assay::Problem problem = domain.Refused(command);
    EXPECT_EQ(problem.rule(), "DE-3") << command.GetTypeName();
    EXPECT_EQ(problem.field(), "clarifications") << command.GetTypeName();
    asked->set_received("All three");
    domain.Accepted(command);
  }
  void ExpectRecorded() {
    ASSERT_EQ(Certificate(kSecurityCertificate).clarifications_size(), 1);
    EXPECT_EQ(Certificate(kSecurityCertificate).clarifications(0).received(), "All three");
  }

  v1::SuspendCertificate Suspend() const {
    auto suspend = Decided<v1::SuspendCertificate>(kSecurityCertificate, "2024-06-18");
    suspend.set_reason_code("persistent-failure");
    suspend.set_reason("It fails");
    return suspend;
  }
  v1::RestoreCertificate Restore() const {
    auto restore = Decided<v1::RestoreCertificate>(kSecurityCertificate, "2024-06-18");
    restore.set_reason("Met again");
    restore.set_cause_resolved(true);
    return restore;
  }
  v1::ReduceCertificate Reduce() const {
    auto reduce = Decided<v1::ReduceCertificate>(kSecurityCertificate, "2024-06-18");
    reduce.set_scope("IT services");
    reduce.add_site_ids(IdOf("hamburg"));
    reduce.set_reason("Less is left");
    return reduce;
  }
  v1::WithdrawCertificate Withdraw() const {
    auto withdraw = Decided<v1::WithdrawCertificate>(kSecurityCertificate, "2024-06-18");
    withdraw.set_reason("It goes on failing");
    return withdraw;
  }
};

TEST_F(DeciderGatesTest, WhoStillCoolsOffRefusesNoCertification) {
  UntilStage2Reported();
  AdviserKnown();
  auto refuse = Decided<v1::RefuseCertification>("journey", "2024-04-19");
  refuse.set_reasons("Not ready");
  ExpectCoolingOff(refuse);
  domain.Accepted(refuse);
}

TEST_F(DeciderGatesTest, WhoStillCoolsOffDecidesOnNoCertificate) {
  UntilCertified();
  AdviserKnown();
  ExpectCoolingOff(Suspend());
  ExpectCoolingOff(Reduce());
  ExpectCoolingOff(Withdraw());
  v1::TransferCertificate transfer = Transfer(kSecurityCertificate, "2024-06-18");
  ExpectCoolingOff(transfer);
  auto refuse = Decided<v1::RefuseRenewal>("journey", "2024-06-18");
  refuse.set_reasons("No");
  ExpectCoolingOff(refuse);
  domain.Accepted(Suspend());
  ExpectCoolingOff(Restore());
  domain.Accepted(Restore());
}

TEST_F(DeciderGatesTest, AfterTheCoolingOffTheSamePersonDecides) {
  UntilCertified();
  AdviserKnown();
  domain.SetToday("2026-01-01");
  v1::WithdrawCertificate withdraw = Withdraw();
  withdraw.set_decider_id(IdOf("adviser"));
  withdraw.set_occurred_on("2025-12-31");
  EXPECT_EQ(domain.Refused(withdraw).rule(), "IMP-5");
  withdraw.set_occurred_on("2026-01-01");
  domain.Accepted(withdraw);
}

TEST_F(DeciderGatesTest, SuspendingRestoringReducingAndWithdrawingWaitForWhatWasSought) {
  UntilCertified();
  ExpectAnswered(Suspend());
  ExpectRecorded();
  ExpectAnswered(Restore());
  ExpectAnswered(Reduce());
  ExpectRecorded();
  ExpectAnswered(Withdraw());
}

TEST_F(DeciderGatesTest, AReductionWithoutQuestionsLeavesNoneOfTheLastDecision) {
  UntilCertified();
  ExpectAnswered(Suspend());
  domain.Accepted(Restore());
  EXPECT_EQ(Certificate(kSecurityCertificate).clarifications_size(), 0);
}

TEST_F(DeciderGatesTest, ATransferWaitsForWhatWasSought) {
  UntilCertified();
  ExpectAnswered(Transfer(kSecurityCertificate, "2024-06-18"));
  ExpectRecorded();
}

TEST_F(DeciderGatesTest, AnExtensionWaitsForWhatWasSought) {
  UntilCertified();
  domain.Accepted(Reduce());
  auto ask = For<v1::RequestScopeExtension>("extension");
  ask.set_certificate_id(IdOf(kSecurityCertificate));
  ask.set_scope("IT services for ports");
  ask.add_site_ids(IdOf("hamburg"));
  ask.set_reason("Grown");
  ask.set_occurred_on("2024-06-18");
  domain.Accepted(ask);
  auto accept = For<v1::AcceptScopeExtension>("extension");
  accept.set_audit_activity(v1::DOCUMENTS_ONLY);
  accept.set_justification("No site joins");
  accept.set_occurred_on("2024-06-18");
  domain.Accepted(accept);
  auto extend = Decided<v1::ExtendCertificate>(kSecurityCertificate, "2024-06-18");
  extend.set_extension_id(IdOf("extension"));
  extend.set_reasons("Documents suffice");
  ExpectAnswered(extend);
  ExpectRecorded();
}

TEST_F(DeciderGatesTest, ARefusedExtensionWaitsForWhatWasSought) {
  UntilCertified();
  auto ask = For<v1::RequestScopeExtension>("extension");
  ask.set_certificate_id(IdOf(kSecurityCertificate));
  ask.set_scope("IT services for ports");
  for (const std::string& site : sites) {
    ask.add_site_ids(IdOf(site));
  }
  ask.set_reason("Grown");
  ask.set_occurred_on("2024-06-18");
  domain.Accepted(ask);
  auto accept = For<v1::AcceptScopeExtension>("extension");
  accept.set_audit_activity(v1::DOCUMENTS_ONLY);
  accept.set_justification("No site joins");
  accept.set_occurred_on("2024-06-18");
  domain.Accepted(accept);
  auto refuse = Decided<v1::RefuseScopeExtension>("extension", "2024-06-18");
  refuse.set_reasons("Not convincing");
  ExpectAnswered(refuse);
}

TEST_F(DeciderGatesTest, ATransitionWaitsForWhatWasSought) {
  UntilStage2Reported();
  domain.SetToday("2024-06-18");
  v1::GrantCertification grant = Grant("2024-06-18");
  grant.mutable_certificates(1)->set_edition("2013");
  domain.Accepted(grant);
  v1::PlanAudit plan = Plan("special", v1::SPECIAL, "2024-10-07", "2024-10-07");
  plan.set_criteria("ISO/IEC 27001:2022");
  domain.Accepted(plan);
  domain.Accepted(Assign("special", "leif", v1::LEAD_AUDITOR));
  domain.SetToday("2024-10-07");
  domain.Accepted(Open("special", "2024-10-07"));
  domain.Accepted(Report("special", "2024-10-07", "2024-10-07"));
  auto transition = Decided<v1::TransitionCertificate>(kSecurityCertificate, "2024-10-07");
  transition.set_edition("2022");
  transition.set_audit_id(IdOf("special"));
  transition.set_reasons("Audited against it");
  ExpectAnswered(transition);
  ExpectRecorded();
}

TEST_F(DeciderGatesTest, KeepingCertificationWaitsForWhatWasSought) {
  UntilCertified();
  Reported("s", v1::SURVEILLANCE, "2025-05-20", "2025-05-22");
  auto decide = Decided<v1::DecideMaintenance>("s", "2025-05-22");
  decide.set_kept(true);
  decide.set_reasons("The plan suffices");
  ExpectAnswered(decide);
}

}  // namespace
}  // namespace assay::audits
