#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "assay/actions/v1/queries.pb.h"
#include "assay/audits/v1/audit.pb.h"
#include "assay/audits/v1/audit_report.pb.h"
#include "assay/audits/v1/audit_work.pb.h"
#include "assay/audits/v1/certificate.pb.h"
#include "assay/audits/v1/certification.pb.h"
#include "assay/audits/v1/certification_body.pb.h"
#include "assay/audits/v1/enquiry.pb.h"
#include "assay/audits/v1/exercise.pb.h"
#include "assay/audits/v1/finding.pb.h"
#include "assay/audits/v1/finding_response.pb.h"
#include "assay/audits/v1/journey.pb.h"
#include "assay/audits/v1/quotation.pb.h"
#include "assay/directory/v1/queries.pb.h"
#include "assay/training/v1/queries.pb.h"
#include "services/audits/module.h"
#include "tests/support/domain_harness.h"

namespace assay::audits {

// An id with a name: the same name gives the same id.
std::string IdOf(const std::string& name);

// The names of the certificates that Fjordlicht is granted.
constexpr char kServiceCertificate[] = "certificate ISO/IEC 20000-1";
constexpr char kSecurityCertificate[] = "certificate ISO/IEC 27001";
constexpr char kContinuityCertificate[] = "certificate ISO 22301";

// Fjordlicht IT on its way to certificates, with the dates of the main scenario: three sites, two
// bodies, and people on all sides. Each `Until...` step does what comes before it; tests begin
// where they want to look.
class Fjordlicht : public ::testing::Test {
 protected:
  explicit Fjordlicht(rules::Rulebook rules = rules::Rulebook::Default());

  // 2023-09-04 to 10-04: enquiries sent, quotations there, Nordmark selected.
  void UntilEnquiring();
  void UntilQuoted();
  void UntilSelected();
  // 10-11, 10-20, 10-30: application completed and accepted, agreement signed.
  void UntilApplied();
  void UntilAccepted();
  void UntilAgreed();
  // 2024-02-20/21: stage 1 with its verdict; before it, internal audits of all sites and a signed
  // management review.
  void UntilStage1Opened();
  void UntilStage1Concluded(v1::Verdict verdict = v1::GO);
  // 04-15 to 04-19: stage 2 with Leif as lead, open or reported.
  void UntilStage2Opened();
  void UntilStage2Reported();
  // 06-18: Ines decides; certificates until 2027-06-17.
  void UntilCertified();

  // A command about the journey, an audit or a certificate, filled in as in the scenario; tests
  // change what they are about.
  v1::PlanAudit Plan(const std::string& name, v1::AuditType type, const std::string& from,
                     const std::string& to) const;
  v1::AssignTeamMember Assign(const std::string& audit, const std::string& person,
                              v1::TeamRole role) const;
  v1::OpenAudit Open(const std::string& audit, const std::string& on) const;
  v1::RaiseFinding Raise(const std::string& audit, const std::string& finding, v1::Grade grade,
                         const std::string& site, const std::string& on) const;
  v1::IssueReport Report(const std::string& audit, const std::string& first,
                         const std::string& last) const;
  // What the team of a stage 2 or recertification supplies for the decision.
  v1::SupplyDecisionPackage Supply(const std::string& audit, const std::string& on) const;
  v1::GrantCertification Grant(const std::string& on) const;
  v1::RecordQuotation Quote(const std::string& name, const std::string& enquiry) const;
  // The application's review confirms all that it must.
  v1::AcceptApplication Accept() const;
  // The pre-transfer review covers all that it must.
  void ReviewAll(v1::TransferCertificate* transfer) const;
  v1::SelectBody Select(const std::string& quotation) const;

  // Does them: an audit planned with its lead and opened on its first day; and reported on its
  // last.
  void Opened(const std::string& name, v1::AuditType type, const std::string& from,
              const std::string& to);
  void Reported(const std::string& name, v1::AuditType type, const std::string& from,
                const std::string& to);
  // A finding's way with the body.
  void Responded(const std::string& finding, const std::string& on);
  void PlanAccepted(const std::string& finding, const std::string& on);
  void Verified(const std::string& finding, const std::string& on);

  // A recertification of some standards (none: all) with its clause results, reported, and with
  // what its team supplies.
  void Recertified(const std::string& name, const std::string& from, const std::string& to,
                   const std::vector<std::string>& of = {});
  v1::RenewCertification Renew(const std::string& on) const;
  // One certificate goes to Albion on the day, with all that a transfer needs.
  v1::TransferCertificate Transfer(const std::string& certificate, const std::string& on) const;

  // Given by an account in this role, of no person. A role of the body makes it the body's act.
  aggregate::Verdict GiveInRole(assay::Role role, const google::protobuf::Message& command);
  assay::Problem RefusedInRole(assay::Role role, const google::protobuf::Message& command);

  void KnowPerson(const std::string& name, directory::v1::Tie tie);
  void KnowCompetence(const std::string& name, training::v1::QualificationLevel level,
                      const std::string& qualified_on);
  void KnowEngagement(const std::string& name, directory::v1::EngagementKind kind,
                      const std::string& from, const std::string& until);
  void KnowReview(const std::vector<std::string>& standards);

  v1::Journey Journey() { return domain.Get<v1::Journey>(IdOf("journey")); }
  v1::Audit Audit(const std::string& name) { return domain.Get<v1::Audit>(IdOf(name)); }
  v1::Finding Finding(const std::string& name) { return domain.Get<v1::Finding>(IdOf(name)); }
  v1::Certificate Certificate(const std::string& name) {
    return domain.Get<v1::Certificate>(IdOf(name));
  }
  bool Done(v1::Journey::State state);

  testing::DomainHarness domain;
  const std::vector<std::string> standards = {"ISO/IEC 20000-1", "ISO/IEC 27001", "ISO 22301"};
  const std::vector<std::string> sites = {"hamburg", "leipzig", "tallinn"};

 private:
  void KnowPlaces();
  void KnowPeople();
  void RegisterBody(const std::string& name, const std::vector<std::string>& accredited);
  void InternalAuditOfAllSites();
};

// A record's id is set; every command of this service has one.
template <typename Command>
Command For(const std::string& name) {
  Command command;
  command.set_id(IdOf(name));
  return command;
}

}  // namespace assay::audits
