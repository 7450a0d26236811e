#include "assay/actions/v1/commands.pb.h"
#include "assay/actions/v1/events.pb.h"
#include "assay/actions/v1/queries.pb.h"
#include "assay/audits/v1/appeal.pb.h"
#include "assay/audits/v1/application.pb.h"
#include "assay/audits/v1/audit.pb.h"
#include "assay/audits/v1/audit_checklist.pb.h"
#include "assay/audits/v1/audit_plan.pb.h"
#include "assay/audits/v1/audit_programme.pb.h"
#include "assay/audits/v1/audit_report.pb.h"
#include "assay/audits/v1/audit_work.pb.h"
#include "assay/audits/v1/body_tie.pb.h"
#include "assay/audits/v1/certificate.pb.h"
#include "assay/audits/v1/certification.pb.h"
#include "assay/audits/v1/certification_body.pb.h"
#include "assay/audits/v1/client_change.pb.h"
#include "assay/audits/v1/complaint.pb.h"
#include "assay/audits/v1/decision.pb.h"
#include "assay/audits/v1/enquiry.pb.h"
#include "assay/audits/v1/evidence_request.pb.h"
#include "assay/audits/v1/exercise.pb.h"
#include "assay/audits/v1/finding.pb.h"
#include "assay/audits/v1/finding_response.pb.h"
#include "assay/audits/v1/journey.pb.h"
#include "assay/audits/v1/mark_misuse.pb.h"
#include "assay/audits/v1/queries.pb.h"
#include "assay/audits/v1/quotation.pb.h"
#include "assay/audits/v1/register.pb.h"
#include "assay/audits/v1/scope_extension.pb.h"
#include "assay/audits/v1/surveillance.pb.h"
#include "assay/audits/v1/transition.pb.h"
#include "assay/audits/v1/witness.pb.h"
#include "assay/calculators/v1/calculators.pb.h"
#include "assay/directory/v1/commands.pb.h"
#include "assay/directory/v1/events.pb.h"
#include "assay/directory/v1/queries.pb.h"
#include "assay/log/v1/entry.pb.h"
#include "assay/scheduling/v1/commands.pb.h"
#include "assay/scheduling/v1/events.pb.h"
#include "assay/scheduling/v1/queries.pb.h"
#include "assay/schema/catalog.h"
#include "assay/training/v1/commands.pb.h"
#include "assay/training/v1/events.pb.h"
#include "assay/training/v1/queries.pb.h"

namespace assay::schema {

std::vector<const google::protobuf::FileDescriptor*> PublishedFiles() {
  return {
      log::v1::Entry::descriptor()->file(),
      directory::v1::Organisation::descriptor()->file(),
      directory::v1::OrganisationEvent::descriptor()->file(),
      directory::v1::RegisterOrganisation::descriptor()->file(),
      audits::v1::CertificationBody::descriptor()->file(),
      audits::v1::Enquiry::descriptor()->file(),
      audits::v1::Quotation::descriptor()->file(),
      audits::v1::CompleteApplication::descriptor()->file(),
      audits::v1::Journey::descriptor()->file(),
      audits::v1::GrantCertification::descriptor()->file(),
      audits::v1::Audit::descriptor()->file(),
      audits::v1::RecordClauseResult::descriptor()->file(),
      audits::v1::Finding::descriptor()->file(),
      audits::v1::SubmitResponse::descriptor()->file(),
      audits::v1::Certificate::descriptor()->file(),
      audits::v1::Exercise::descriptor()->file(),
      audits::v1::AskReadiness::descriptor()->file(),
      audits::v1::BodyTie::descriptor()->file(),
      audits::v1::DecisionPackage::descriptor()->file(),
      audits::v1::SurveillanceEscalation::descriptor()->file(),
      audits::v1::Appeal::descriptor()->file(),
      audits::v1::ClientChange::descriptor()->file(),
      audits::v1::Complaint::descriptor()->file(),
      audits::v1::MarkMisuse::descriptor()->file(),
      audits::v1::AskRegister::descriptor()->file(),
      audits::v1::ScopeExtension::descriptor()->file(),
      audits::v1::TransitionCertificate::descriptor()->file(),
      audits::v1::AnnounceWitness::descriptor()->file(),
      audits::v1::AuditPlan::descriptor()->file(),
      audits::v1::AuditChecklist::descriptor()->file(),
      audits::v1::AuditReport::descriptor()->file(),
      audits::v1::AuditProgramme::descriptor()->file(),
      audits::v1::EvidenceRequest::descriptor()->file(),
      actions::v1::Action::descriptor()->file(),
      actions::v1::ActionEvent::descriptor()->file(),
      actions::v1::OpenAction::descriptor()->file(),
      training::v1::Session::descriptor()->file(),
      training::v1::SessionEvent::descriptor()->file(),
      training::v1::ScheduleSession::descriptor()->file(),
      scheduling::v1::Appointment::descriptor()->file(),
      scheduling::v1::AppointmentEvent::descriptor()->file(),
      scheduling::v1::EnterAppointment::descriptor()->file(),
      calculators::v1::SiteSample::descriptor()->file(),
  };
}

}  // namespace assay::schema
