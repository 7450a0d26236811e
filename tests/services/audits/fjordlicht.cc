#include "tests/services/audits/fjordlicht.h"

namespace assay::audits {

std::string IdOf(const std::string& name) {
  return Id::Derived("fjordlicht/" + name).ToString();
}

Fjordlicht::Fjordlicht(rules::Rulebook rules)
    : domain(MakeModule(), "2023-09-04", std::move(rules)) {
  KnowPlaces();
  KnowPeople();
  RegisterBody("nordmark", {"ISO/IEC 20000-1", "ISO/IEC 27001", "ISO 22301"});
  RegisterBody("albion", {"ISO/IEC 20000-1", "ISO/IEC 27001"});
}

void Fjordlicht::KnowPlaces() {
  for (const std::string& name : sites) {
    auto site = For<directory::v1::Site>(name);
    site.set_name(name);
    site.set_central_function(name == "hamburg");
    site.set_state(directory::v1::Site::OPEN);
    domain.Know(site);
  }
  auto process = For<directory::v1::Process>("incident management");
  process.set_owner_id(IdOf("olga"));
  process.add_manager_ids(IdOf("tom"));
  process.add_practitioner_ids(IdOf("kai"));
  domain.Know(process);
}

void Fjordlicht::KnowPeople() {
  for (const char* name : {"olga", "tom", "kai", "mira", "jonas"}) {
    KnowPerson(name, directory::v1::STAFF);
  }
  KnowPerson("petra", directory::v1::CONSULTANT_STAFF);
  KnowEngagement("petra", directory::v1::IMPLEMENTATION, "2023-06-05", "2024-07-31");
  for (const char* name : {"leif", "ines", "nils", "trainee"}) {
    KnowPerson(name, directory::v1::BODY_STAFF);
  }
}

void Fjordlicht::KnowPerson(const std::string& name, directory::v1::Tie tie) {
  auto person = For<directory::v1::Person>(name);
  person.set_tie(tie);
  person.set_state(directory::v1::Person::PRESENT);
  domain.Know(person);
}

void Fjordlicht::KnowCompetence(const std::string& name, training::v1::QualificationLevel level,
                                const std::string& qualified_on) {
  auto competence = For<training::v1::Competence>(name);
  competence.set_level(level);
  competence.set_qualified_on(qualified_on);
  domain.Know(competence);
}

void Fjordlicht::KnowEngagement(const std::string& name, directory::v1::EngagementKind kind,
                                const std::string& from, const std::string& until) {
  directory::v1::Engagement engagement;
  engagement.set_id(IdOf("engagement of " + name));
  engagement.set_person_id(IdOf(name));
  engagement.set_kind(kind);
  engagement.set_started_on(from);
  engagement.set_ended_on(until);
  domain.Know(engagement);
}

void Fjordlicht::KnowReview(const std::vector<std::string>& reviewed) {
  auto review = For<actions::v1::ManagementReview>("review");
  review.set_journey_id(IdOf("journey"));
  review.set_state(actions::v1::ManagementReview::SIGNED);
  for (const std::string& standard : reviewed) {
    review.add_standards(standard);
  }
  domain.Know(review);
}

void Fjordlicht::RegisterBody(const std::string& name, const std::vector<std::string>& accredited) {
  auto body = For<v1::RegisterCertificationBody>(name);
  body.set_name(name);
  body.set_zone("Europe/Oslo");
  body.set_surveillances_per_year(1);
  domain.Accepted(body);
  for (const std::string& standard : accredited) {
    auto record = For<v1::RecordAccreditation>(name);
    record.mutable_accreditation()->set_standard(standard);
    record.mutable_accreditation()->set_accreditation_body("Norsk akkreditering");
    domain.Accepted(record);
  }
}

bool Fjordlicht::Done(v1::Journey::State state) {
  return domain.Exists<v1::Journey>(IdOf("journey")) && Journey().state() >= state;
}

void Fjordlicht::UntilEnquiring() {
  if (domain.Exists<v1::Journey>(IdOf("journey"))) {
    return;
  }
  auto start = For<v1::StartJourney>("journey");
  start.set_name("Certification 2024");
  start.set_scope_statement("IT services for shipping companies");
  start.set_personnel(148);
  for (const std::string& standard : standards) {
    start.add_standards(standard);
  }
  for (const std::string& site : sites) {
    start.add_site_ids(IdOf(site));
  }
  domain.Accepted(start);
  for (const char* body : {"nordmark", "albion"}) {
    auto enquiry = For<v1::SendEnquiry>(std::string("enquiry ") + body);
    enquiry.set_journey_id(IdOf("journey"));
    enquiry.set_body_id(IdOf(body));
    enquiry.set_occurred_on("2023-09-04");
    domain.Accepted(enquiry);
  }
}

v1::RecordQuotation Fjordlicht::Quote(const std::string& name, const std::string& enquiry) const {
  auto quote = For<v1::RecordQuotation>(name);
  quote.set_enquiry_id(IdOf(enquiry));
  for (const std::string& standard : standards) {
    v1::AuditDays* days = quote.add_audit_days();
    days->set_standard(standard);
    days->set_stage(v1::STAGE_2);
    days->set_days("13");
  }
  quote.set_justification("By table");
  quote.mutable_price()->set_amount("48000.00");
  quote.mutable_price()->set_currency("EUR");
  quote.set_valid_until("2023-12-31");
  quote.set_occurred_on("2023-09-25");
  return quote;
}

void Fjordlicht::UntilQuoted() {
  UntilEnquiring();
  if (domain.Exists<v1::Quotation>(IdOf("quotation nordmark"))) {
    return;
  }
  domain.SetToday("2023-09-25");
  domain.Accepted(Quote("quotation nordmark", "enquiry nordmark"));
  domain.Accepted(Quote("quotation albion", "enquiry albion"));
}

v1::SelectBody Fjordlicht::Select(const std::string& quotation) const {
  auto select = For<v1::SelectBody>("journey");
  select.set_quotation_id(IdOf(quotation));
  select.set_reason("Knows shipping, and all three standards are accredited");
  select.set_occurred_on("2023-10-04");
  return select;
}

void Fjordlicht::ReviewAll(v1::TransferCertificate* transfer) const {
  for (const std::string& item : rules::Ruleset::Default().List("TR-4", "items")) {
    transfer->add_reviewed(item);
  }
}

v1::AcceptApplication Fjordlicht::Accept() const {
  auto accept = For<v1::AcceptApplication>("journey");
  accept.set_justification("Information sufficient; competent for all three standards");
  accept.set_occurred_on("2023-10-20");
  for (const std::string& item : rules::Ruleset::Default().List("AP-2", "items")) {
    accept.add_reviewed(item);
  }
  return accept;
}

void Fjordlicht::UntilSelected() {
  UntilQuoted();
  if (Done(v1::Journey::SELECTED)) {
    return;
  }
  domain.SetToday("2023-10-04");
  domain.Accepted(Select("quotation nordmark"));
}

void Fjordlicht::UntilApplied() {
  UntilSelected();
  if (Done(v1::Journey::APPLIED)) {
    return;
  }
  domain.SetToday("2023-10-11");
  auto apply = For<v1::CompleteApplication>("journey");
  apply.set_desired_scope("IT services for shipping companies");
  apply.set_general_features("148 people at three sites, one system");
  apply.set_outsourced_processes("None");
  apply.set_consultancy_used(true);
  apply.set_consultancy("Clearpath");
  apply.set_occurred_on("2023-10-11");
  domain.Accepted(apply);
}

void Fjordlicht::UntilAccepted() {
  UntilApplied();
  if (Done(v1::Journey::ACCEPTED)) {
    return;
  }
  domain.SetToday("2023-10-20");
  domain.Accepted(Accept());
}

void Fjordlicht::UntilAgreed() {
  UntilAccepted();
  if (Done(v1::Journey::AGREED)) {
    return;
  }
  domain.SetToday("2023-10-30");
  auto sign = For<v1::SignAgreement>("journey");
  sign.set_agreement_reference("NM-2023-117");
  sign.set_occurred_on("2023-10-30");
  domain.Accepted(sign);
}

v1::PlanAudit Fjordlicht::Plan(const std::string& name, v1::AuditType type, const std::string& from,
                               const std::string& to) const {
  auto plan = For<v1::PlanAudit>(name);
  plan.set_journey_id(IdOf("journey"));
  plan.set_type(type);
  for (const std::string& standard : standards) {
    plan.add_standards(standard);
  }
  for (const std::string& site : sites) {
    plan.add_site_ids(IdOf(site));
  }
  plan.set_planned_from(from);
  plan.set_planned_to(to);
  return plan;
}

v1::AssignTeamMember Fjordlicht::Assign(const std::string& audit, const std::string& person,
                                        v1::TeamRole role) const {
  auto assign = For<v1::AssignTeamMember>(audit);
  assign.mutable_member()->set_person_id(IdOf(person));
  assign.mutable_member()->set_role(role);
  return assign;
}

v1::OpenAudit Fjordlicht::Open(const std::string& audit, const std::string& on) const {
  auto open = For<v1::OpenAudit>(audit);
  open.set_occurred_on(on);
  return open;
}

v1::RaiseFinding Fjordlicht::Raise(const std::string& audit, const std::string& finding,
                                   v1::Grade grade, const std::string& site,
                                   const std::string& on) const {
  auto raise = For<v1::RaiseFinding>(audit);
  raise.set_finding_id(IdOf(finding));
  raise.set_grade(grade);
  raise.set_standard("ISO/IEC 27001");
  raise.set_clause("8.2");
  raise.set_site_id(IdOf(site));
  raise.set_statement("Risks of the data centre were not assessed");
  raise.set_evidence("No record after 2022-11");
  raise.set_owner_id(IdOf("olga"));
  raise.set_occurred_on(on);
  return raise;
}

v1::IssueReport Fjordlicht::Report(const std::string& audit, const std::string& first,
                                   const std::string& last) const {
  auto report = For<v1::IssueReport>(audit);
  report.set_summary("What was seen");
  report.set_conclusion("What follows");
  report.set_recommendation(v1::RECOMMENDED_WITH_CONDITIONS);
  report.set_first_day(first);
  report.set_last_day(last);
  report.set_occurred_on(last);
  for (const char* rule : {"ST-1", "SU-4"}) {
    for (const std::string& item : rules::Ruleset::Default().List(rule, "items")) {
      report.add_examined(item);
    }
  }
  return report;
}

void Fjordlicht::Opened(const std::string& name, v1::AuditType type, const std::string& from,
                        const std::string& to) {
  domain.Accepted(Plan(name, type, from, to));
  domain.Accepted(Assign(name, "leif", v1::LEAD_AUDITOR));
  domain.SetToday(from);
  domain.Accepted(Open(name, from));
}

void Fjordlicht::Reported(const std::string& name, v1::AuditType type, const std::string& from,
                          const std::string& to) {
  Opened(name, type, from, to);
  domain.SetToday(to);
  domain.Accepted(Report(name, from, to));
  if (type == v1::CERTIFICATION_STAGE_2 || type == v1::RECERTIFICATION) {
    domain.Accepted(Supply(name, to));
  }
}

void Fjordlicht::Recertified(const std::string& name, const std::string& from,
                             const std::string& to, const std::vector<std::string>& of) {
  v1::PlanAudit plan = Plan(name, v1::RECERTIFICATION, from, to);
  if (!of.empty()) {
    *plan.mutable_standards() = {of.begin(), of.end()};
  }
  domain.Accepted(plan);
  domain.Accepted(Assign(name, "leif", v1::LEAD_AUDITOR));
  domain.SetToday(to);
  domain.Accepted(Open(name, from));
  for (const std::string& standard : plan.standards()) {
    for (int clause = 4; clause <= 10; ++clause) {
      auto record = For<v1::RecordClauseResult>(name);
      record.set_standard(standard);
      record.set_clause(std::to_string(clause));
      record.set_answer(v1::CONFORMS);
      record.set_evidence("Seen");
      domain.Accepted(record);
    }
  }
  domain.Accepted(Report(name, from, to));
  domain.Accepted(Supply(name, to));
}

v1::RenewCertification Fjordlicht::Renew(const std::string& on) const {
  auto renew = For<v1::RenewCertification>("journey");
  renew.set_decider_id(IdOf("ines"));
  renew.set_occurred_on(on);
  renew.set_reasons("The system works");
  return renew;
}

v1::TransferCertificate Fjordlicht::Transfer(const std::string& certificate,
                                             const std::string& on) const {
  auto transfer = For<v1::TransferCertificate>(certificate);
  transfer.set_body_id(IdOf("albion"));
  transfer.set_number("AL-" + certificate.substr(certificate.rfind(' ') + 1));
  transfer.set_review("Complete");
  ReviewAll(&transfer);
  transfer.set_occurred_on(on);
  return transfer;
}

aggregate::Verdict Fjordlicht::GiveInRole(assay::Role role,
                                          const google::protobuf::Message& command) {
  aggregate::Request request = domain.RequestOf(command);
  request.actor.add_roles(role);
  auto verdict = domain.processor().Process(request);
  EXPECT_TRUE(verdict.ok() && domain.processor().Commit().ok());
  return *verdict;
}

assay::Problem Fjordlicht::RefusedInRole(assay::Role role,
                                         const google::protobuf::Message& command) {
  aggregate::Verdict verdict = GiveInRole(role, command);
  EXPECT_TRUE(verdict.problem) << command.GetTypeName() << " was accepted";
  return verdict.problem.value_or(assay::Problem());
}

v1::SupplyDecisionPackage Fjordlicht::Supply(const std::string& audit,
                                             const std::string& on) const {
  auto supply = For<v1::SupplyDecisionPackage>(audit);
  v1::DecisionPackage* package = supply.mutable_decision_package();
  package->set_comments("Corrections suffice");
  package->set_application_confirmed(true);
  package->set_objectives_met(true);
  package->set_conditions("Plans for minors are accepted");
  supply.set_occurred_on(on);
  return supply;
}

// By trainees under a coach, as on the first internal audits.
void Fjordlicht::InternalAuditOfAllSites() {
  domain.Accepted(Plan("desktop", v1::DESKTOP, "2023-11-02", "2023-11-02"));
  domain.Accepted(Assign("desktop", "mira", v1::TRAINEE));
  domain.Accepted(Assign("desktop", "petra", v1::COACH));
  domain.SetToday("2023-11-02");
  domain.Accepted(Open("desktop", "2023-11-02"));
  domain.Accepted(Report("desktop", "2023-11-02", "2023-11-02"));
}

void Fjordlicht::UntilStage1Opened() {
  UntilAgreed();
  if (domain.Exists<v1::Audit>(IdOf("stage 1"))) {
    return;
  }
  InternalAuditOfAllSites();
  KnowReview(standards);
  Opened("stage 1", v1::INITIAL_STAGE_1, "2024-02-20", "2024-02-21");
}

void Fjordlicht::UntilStage1Concluded(v1::Verdict verdict) {
  UntilStage1Opened();
  if (!Journey().stage1_id().empty()) {
    return;
  }
  domain.SetToday("2024-02-21");
  domain.Accepted(Report("stage 1", "2024-02-20", "2024-02-21"));
  auto give = For<v1::GiveVerdict>("stage 1");
  give.set_verdict(verdict);
  give.set_conditions("Concerns answered before stage 2");
  give.set_occurred_on("2024-02-21");
  domain.Accepted(give);
}

void Fjordlicht::UntilStage2Opened() {
  UntilStage1Concluded();
  if (!domain.Exists<v1::Audit>(IdOf("stage 2"))) {
    Opened("stage 2", v1::CERTIFICATION_STAGE_2, "2024-04-15", "2024-04-19");
  }
}

void Fjordlicht::UntilStage2Reported() {
  UntilStage2Opened();
  if (Journey().stage2_id().empty()) {
    domain.SetToday("2024-04-19");
    domain.Accepted(Report("stage 2", "2024-04-15", "2024-04-19"));
    domain.Accepted(Supply("stage 2", "2024-04-19"));
  }
}

v1::GrantCertification Fjordlicht::Grant(const std::string& on) const {
  auto grant = For<v1::GrantCertification>("journey");
  grant.set_decider_id(IdOf("ines"));
  grant.set_occurred_on(on);
  grant.set_reasons("Reports read; findings resolved");
  for (const std::string& standard : standards) {
    v1::CertificateRequest* request = grant.add_certificates();
    request->set_certificate_id(IdOf("certificate " + standard));
    request->set_number("NM-" + standard.substr(standard.rfind(' ') + 1));
    request->set_standard(standard);
    request->set_edition("2022");
    request->set_scope("IT services for shipping companies");
    for (const std::string& site : sites) {
      request->add_site_ids(IdOf(site));
    }
    request->set_applicability_version(standard == "ISO/IEC 27001" ? "3.1" : "");
  }
  return grant;
}

void Fjordlicht::UntilCertified() {
  UntilStage2Reported();
  if (!Done(v1::Journey::CERTIFIED)) {
    domain.SetToday("2024-06-18");
    domain.Accepted(Grant("2024-06-18"));
  }
}

void Fjordlicht::Responded(const std::string& finding, const std::string& on) {
  auto respond = For<v1::SubmitResponse>(finding);
  respond.set_cause("Nobody was named to do it");
  respond.set_correction("Assessed now");
  respond.set_corrective_action("In the yearly plan, with an owner");
  respond.set_occurred_on(on);
  domain.Accepted(respond);
}

void Fjordlicht::PlanAccepted(const std::string& finding, const std::string& on) {
  Responded(finding, on);
  auto accept = For<v1::AcceptResponse>(finding);
  accept.set_judged_by(IdOf("leif"));
  accept.set_occurred_on(on);
  domain.Accepted(accept);
}

void Fjordlicht::Verified(const std::string& finding, const std::string& on) {
  auto verify = For<v1::VerifyFinding>(finding);
  verify.set_verified_by(IdOf("leif"));
  verify.set_method(v1::BY_DOCUMENTS);
  verify.set_evidence("Risk assessment of 2024-05");
  verify.set_occurred_on(on);
  domain.Accepted(verify);
}

}  // namespace assay::audits
