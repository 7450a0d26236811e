#include "services/audits/readmodel/register.h"

#include <algorithm>

#include "assay/directory/v1/queries.pb.h"
#include "assay/rules/certificate.h"
#include "assay/rules/standard.h"
#include "services/audits/domain/certification_body.h"
#include "services/audits/domain/site_scopes.h"

namespace assay::audits {
namespace {

using aggregate::QueryContext;

constexpr char kCertificationType[] = "Management System";
constexpr char kLapseNote[] = "lapse-note";

// "2024-06-18" -> "20240618".
std::string Digits(std::string date) {
  std::erase(date, '-');
  return date;
}

std::string StatusOf(const v1::Certificate& certificate) {
  switch (certificate.state()) {
    case v1::Certificate::ACTIVE:
      return "Active";
    case v1::Certificate::SUSPENDED:
      return "Suspended";
    case v1::Certificate::WITHDRAWN:
      return certificate.at_clients_request() ? "Cancelled" : "Withdrawn";
    case v1::Certificate::EXPIRED:
      return "Expired";
    default:
      return "Draft";
  }
}

// The day of the document that is valid now.
std::string IssuedOn(const v1::Certificate& certificate) {
  return std::max(
      {certificate.effective_on(), certificate.revised_on(), certificate.transferred_on()});
}

std::string HolderOf(const QueryContext& context) {
  auto organisations = context.All<directory::v1::Organisation>();
  return organisations.empty() ? "" : organisations.front().name();
}

v1::CertificationBody BodyOf(const v1::Certificate& certificate, const QueryContext& context) {
  auto body = context.Find<v1::CertificationBody>(certificate.body_id());
  return body == nullptr ? v1::CertificationBody() : *body;
}

std::string OriginalOf(const v1::Certificate& certificate) {
  bool first = certificate.original_effective_on().empty() && certificate.revision() == 1;
  return first ? certificate.effective_on() : certificate.original_effective_on();
}

v1::RegisterRow RowOf(const v1::Certificate& certificate, const QueryContext& context) {
  v1::CertificationBody body = BodyOf(certificate, context);
  v1::RegisterRow row;
  row.set_certification_identity_number(certificate.id());
  row.set_certificate_number(certificate.number());
  row.set_certification_status(StatusOf(certificate));
  bool accredited = IsAccredited(body, certificate.standard(), context.on());
  row.set_accreditation_status(accredited ? "accredited" : "unaccredited");
  row.set_certification_type(kCertificationType);
  row.set_issue_date(Digits(IssuedOn(certificate)));
  row.set_expiry_date(Digits(certificate.expires_on()));
  row.set_certified_entity_name(HolderOf(context));
  row.set_standard(certificate.standard() + ":" + certificate.edition());
  row.set_scope(certificate.scope());
  row.set_original_issue_date(Digits(OriginalOf(certificate)));
  for (const std::string& id : certificate.site_ids()) {
    if (auto site = context.Find<directory::v1::Site>(id)) {
      row.add_site_addresses(site->address());
    }
  }
  row.set_certification_body(body.name());
  return row;
}

// The central function first, then as the certificate lists them.
void AddSites(const v1::Certificate& certificate, const QueryContext& context,
              v1::CertificateDocument* document) {
  for (const std::string& id : certificate.site_ids()) {
    v1::PrintedSite* printed = document->add_sites();
    printed->set_site_id(id);
    printed->set_scope(ScopeAt(id, certificate.site_scopes(), certificate.scope()));
    if (auto site = context.Find<directory::v1::Site>(id)) {
      printed->set_name(site->name());
      printed->set_address(site->address());
      printed->set_central_function(site->central_function());
    }
  }
  auto* sites = document->mutable_sites();
  std::stable_partition(sites->begin(), sites->end(),
                        [](const v1::PrintedSite& site) { return site.central_function(); });
}

void AddLapse(const v1::Certificate& certificate, v1::CertificateDocument* document) {
  if (certificate.gap_from().empty()) {
    return;
  }
  v1::LapseNote* lapse = document->mutable_lapse();
  lapse->set_original_effective_on(OriginalOf(certificate));
  lapse->set_cycle_from(certificate.cycle_from());
  lapse->set_cycle_until(certificate.expires_on());
  lapse->set_last_expires_on(certificate.last_expires_on());
  lapse->set_recertification_audit_on(certificate.recertified_on());
}

// CE-4: the original date stands beside a lapse only with all of its note.
void AddMissingNote(const v1::Certificate& certificate, const QueryContext& context,
                    v1::CertificateDocument* document) {
  const v1::LapseNote& lapse = document->lapse();
  rules::Judgement note = rules::JudgeLapseNote(
      context.RulesFor(certificate.body_id()), rules::Basis::kFact,
      {.shows_original_date = !lapse.original_effective_on().empty(),
       .shows_current_cycle = !lapse.cycle_from().empty() && !lapse.cycle_until().empty(),
       .shows_last_expiry = !lapse.last_expires_on().empty(),
       .shows_recertification_audit = !lapse.recertification_audit_on().empty()});
  if (!note.clean()) {
    document->add_missing(kLapseNote);
  }
}

// CE-2, by what the document would show.
void AddMissing(const v1::Certificate& certificate, v1::CertificateDocument* document) {
  rules::CertificateContent content{.holder = document->holder(),
                                    .effective = DateIn(certificate.effective_on()),
                                    .expiry = DateIn(certificate.expires_on()),
                                    .number = certificate.number(),
                                    .standard = rules::StandardKey(certificate.standard()),
                                    .edition = certificate.edition(),
                                    .scope = certificate.scope(),
                                    .body = document->body(),
                                    .body_address = document->body_address(),
                                    .body_mark = document->body_mark(),
                                    .applicability_version = certificate.applicability_version(),
                                    .revision = certificate.revision()};
  for (const v1::PrintedSite& site : document->sites()) {
    content.sites.push_back({.location = site.address(), .scope = site.scope()});
  }
  for (const std::string& code : rules::MissingCertificateContent(content)) {
    document->add_missing(code);
  }
}

}  // namespace

aggregate::Answer<v1::Register> AnswerAskRegister(const v1::AskRegister& /*query*/,
                                                  const QueryContext& context) {
  v1::Register answer;
  for (const v1::Certificate& certificate : context.All<v1::Certificate>()) {
    *answer.add_rows() = RowOf(certificate, context);
  }
  std::sort(answer.mutable_rows()->begin(), answer.mutable_rows()->end(),
            [](const v1::RegisterRow& a, const v1::RegisterRow& b) {
              return a.certificate_number() < b.certificate_number();
            });
  return answer;
}

aggregate::Answer<v1::CertificateDocument> AnswerShowCertificate(const v1::ShowCertificate& query,
                                                                 const QueryContext& context) {
  auto certificate = context.Find<v1::Certificate>(query.id());
  if (certificate == nullptr) {
    return aggregate::Refuse("not-found", "There is no certificate with this id.", "id");
  }
  v1::CertificationBody body = BodyOf(*certificate, context);
  v1::CertificateDocument document;
  document.set_holder(HolderOf(context));
  AddSites(*certificate, context, &document);
  document.set_number(certificate->number());
  document.set_revision(certificate->revision());
  document.set_standard(certificate->standard());
  document.set_edition(certificate->edition());
  document.set_scope(certificate->scope());
  document.set_effective_on(certificate->effective_on());
  document.set_expires_on(certificate->expires_on());
  document.set_body(body.name());
  document.set_body_address(body.address());
  document.set_body_mark(body.mark());
  document.set_applicability_version(certificate->applicability_version());
  AddLapse(*certificate, &document);
  document.set_transition_by(certificate->transition_by());
  document.set_state(StatusOf(*certificate));
  AddMissing(*certificate, &document);
  AddMissingNote(*certificate, context, &document);
  return document;
}

}  // namespace assay::audits
