#include "services/audits/domain/body_days.h"

#include <algorithm>

namespace assay::audits {
namespace {

// The body that the quotation selected: certificates went from it first.
const std::string& SelectedBody(const v1::Journey& journey) {
  return journey.transfers().empty() ? journey.body_id() : journey.transfers(0).from_body_id();
}

bool LeftAfter(const v1::Journey& journey, const std::string& body_id, Date day) {
  return std::any_of(journey.transfers().begin(), journey.transfers().end(),
                     [&](const v1::CertificateTransfer& transfer) {
                       return transfer.from_body_id() == body_id &&
                              transfer.transferred_on() > day.ToString();
                     });
}

// How many certificates it has accepted and not passed on by `day`.
int AcceptedBy(const v1::Journey& journey, const std::string& body_id, Date day) {
  int accepted = 0;
  for (const v1::CertificateTransfer& transfer : journey.transfers()) {
    if (transfer.transferred_on() <= day.ToString()) {
      accepted += transfer.body_id() == body_id ? 1 : 0;
      accepted -= transfer.from_body_id() == body_id ? 1 : 0;
    }
  }
  return accepted;
}

void AddDay(const std::string& day, const std::string& deed, std::vector<BodyDay>* days) {
  if (std::optional<Date> date = DateIn(day)) {
    days->push_back({*date, deed + " on " + day});
  }
}

// Those that the body held in the journey, by their last day.
void AddAudits(const v1::Journey& journey, const std::string& body_id, const Context& context,
               std::vector<BodyDay>* days) {
  for (const v1::Audit* audit : context.All<v1::Audit>()) {
    std::optional<Date> last = DateIn(audit->last_day());
    if (audit->journey_id() == journey.id() && audit->body_id() == body_id &&
        IsBodyAudit(audit->type()) && IsReported(*audit) && last) {
      days->push_back({*last, NameOf(*audit)});
    }
  }
}

}  // namespace

bool IsWith(const v1::Journey& journey, const std::string& body_id, Date day) {
  if (body_id == SelectedBody(journey)) {
    return journey.body_id() == body_id || LeftAfter(journey, body_id, day);
  }
  return AcceptedBy(journey, body_id, day) > 0;
}

std::vector<BodyDay> DaysOf(const v1::Journey& journey, const std::string& body_id, Date known,
                            const Context& context) {
  std::vector<BodyDay> days;
  if (body_id == SelectedBody(journey)) {
    AddDay(journey.selected_on(), "its selection", &days);
  }
  AddAudits(journey, body_id, context, &days);
  if (std::optional<Date> decided = DateIn(journey.decided_on());
      decided && IsWith(journey, body_id, *decided)) {
    AddDay(journey.decided_on(), "its decision", &days);
  }
  for (const v1::CertificateTransfer& transfer : journey.transfers()) {
    if (transfer.body_id() == body_id) {
      AddDay(transfer.transferred_on(), "its acceptance of a certificate", &days);
    }
  }
  if (IsWith(journey, body_id, known)) {
    AddDay(known.ToString(), "the journey is with it", &days);
  }
  std::stable_sort(days.begin(), days.end(),
                   [](const BodyDay& a, const BodyDay& b) { return a.day < b.day; });
  return days;
}

}  // namespace assay::audits
