#include "services/audits/readmodel/readiness.h"

#include <algorithm>
#include <set>

#include "assay/actions/v1/queries.pb.h"
#include "assay/directory/v1/queries.pb.h"
#include "assay/rules/review.h"
#include "assay/rules/standard.h"
#include "assay/training/v1/queries.pb.h"
#include "services/audits/domain/site_coverage.h"

namespace assay::audits {
namespace {

using aggregate::QueryContext;
using rules::ReadinessFacts;

std::vector<std::string> KeysOf(const Texts& standards) {
  std::vector<std::string> keys;
  for (const std::string& standard : standards) {
    keys.push_back(rules::StandardKey(standard));
  }
  return keys;
}

std::vector<v1::Audit> InternalAudits(const v1::Journey& journey, const QueryContext& context) {
  std::vector<v1::Audit> audits = context.All<v1::Audit>();
  std::erase_if(audits, [&journey](const v1::Audit& audit) {
    return audit.journey_id() != journey.id() || IsBodyAudit(audit.type()) || !IsReported(audit);
  });
  return audits;
}

std::vector<training::v1::Session> HeldSessions(const v1::Journey& journey,
                                                const QueryContext& context) {
  std::vector<training::v1::Session> sessions = context.All<training::v1::Session>();
  std::erase_if(sessions, [&journey](const training::v1::Session& session) {
    bool elsewhere = !session.journey_id().empty() && session.journey_id() != journey.id();
    return elsewhere || session.state() != training::v1::Session::HELD;
  });
  return sessions;
}

void AddAuditors(const QueryContext& context, ReadinessFacts* facts) {
  for (const auto& competence : context.All<training::v1::Competence>()) {
    facts->auditors_trained +=
        competence.level() != training::v1::QUALIFICATION_LEVEL_UNSPECIFIED ? 1 : 0;
  }
  std::set<std::string> appointed;
  std::string today = context.on().ToString();
  for (const auto& holder : context.All<directory::v1::OfficeHolder>()) {
    bool holds = holder.held_from() <= today &&
                 (holder.held_until().empty() || holder.held_until() >= today);
    if (holder.office() == directory::v1::INTERNAL_AUDITOR && holds) {
      appointed.insert(holder.person_id());
    }
  }
  facts->auditors_appointed = static_cast<int64_t>(appointed.size());
}

// A discussion covers the audits it names; one that names none, those reported by its day.
bool IsDiscussed(const v1::Audit& audit, const std::vector<training::v1::Session>& sessions) {
  return std::any_of(sessions.begin(), sessions.end(), [&audit](const auto& session) {
    bool names = Holds(session.audit_ids(), audit.id());
    bool later = session.audit_ids().empty() && session.held_on() >= audit.reported_on();
    return session.kind() == training::v1::RESULTS_DISCUSSION && (names || later);
  });
}

void AddSessions(const std::vector<training::v1::Session>& sessions, ReadinessFacts* facts) {
  std::set<std::string> administrators;
  for (const training::v1::Session& session : sessions) {
    switch (session.kind()) {
      case training::v1::FORUM_TRAINING:
        facts->forum_trained = true;
        break;
      case training::v1::ADMINISTRATOR_WORKSHOP:
        administrators.insert(session.attended_ids().begin(), session.attended_ids().end());
        break;
      case training::v1::BRIEFING:
        facts->briefed_standards.push_back(rules::StandardKey(session.standard()));
        break;
      default:
        break;
    }
  }
  facts->administrators_trained = static_cast<int64_t>(administrators.size());
}

void AddAudits(const std::vector<v1::Audit>& audits,
               const std::vector<training::v1::Session>& sessions, ReadinessFacts* facts) {
  bool all_discussed = true;
  int64_t to_discuss = 0;
  for (const v1::Audit& audit : audits) {
    facts->desktop_audits += audit.type() == v1::DESKTOP ? 1 : 0;
    facts->implementation_audits += audit.type() == v1::IMPLEMENTATION ? 1 : 0;
    if (audit.type() != v1::INTERNAL) {
      ++to_discuss;
      all_discussed = all_discussed && IsDiscussed(audit, sessions);
    }
  }
  facts->results_discussed = to_discuss > 0 && all_discussed;
}

// Clauses and sites that internal audits left out; of one year only once certification asks for a
// yearly programme.
void AddCoverage(const v1::Journey& journey, const std::vector<v1::Audit>& audits,
                 const QueryContext& context, ReadinessFacts* facts) {
  bool yearly = journey.state() == v1::Journey::CERTIFIED;
  std::string year = std::to_string(context.on().year());
  std::vector<const v1::Audit*> counted;
  std::set<std::string> visited;
  for (const v1::Audit& audit : audits) {
    if (!yearly || audit.last_day().starts_with(year)) {
      counted.push_back(&audit);
      visited.insert(audit.site_ids().begin(), audit.site_ids().end());
    }
  }
  for (const std::string& standard : journey.standards()) {
    std::vector<std::string> missing = ClausesWithoutResult(counted, standard);
    facts->clauses_not_audited.insert(facts->clauses_not_audited.end(), missing.begin(),
                                      missing.end());
  }
  for (const std::string& id : journey.site_ids()) {
    if (!visited.contains(id)) {
      auto site = context.Find<directory::v1::Site>(id);
      facts->sites_not_audited.push_back(site == nullptr ? id : site->name());
    }
  }
}

void AddToDos(const QueryContext& context, ReadinessFacts* facts) {
  for (const auto& item : context.All<actions::v1::ToDo>()) {
    if (item.state() != actions::v1::ToDo::TO_DO && item.state() != actions::v1::ToDo::DOING) {
      continue;
    }
    facts->todos_before_certification += item.before_certification() && !item.by_forum() ? 1 : 0;
    facts->todos_without_priority += item.priority() == actions::v1::PRIORITY_UNSPECIFIED ? 1 : 0;
    facts->todos_without_due_date += item.due_on().empty() ? 1 : 0;
  }
}

// The latest signed review, and which inputs it lacks.
void AddReview(const v1::Journey& journey, const QueryContext& context, ReadinessFacts* facts) {
  std::optional<actions::v1::ManagementReview> latest;
  for (const auto& review : context.All<actions::v1::ManagementReview>()) {
    bool counts = review.state() == actions::v1::ManagementReview::SIGNED &&
                  review.journey_id() == journey.id();
    if (counts && (!latest || latest->signed_on() < review.signed_on())) {
      latest = review;
    }
  }
  facts->review_minuted = latest.has_value();
  std::vector<rules::ReviewInput> inputs;
  if (latest) {
    for (const actions::v1::ReviewInput& input : latest->inputs()) {
      inputs.push_back({.code = input.code(),
                        .has_content = !input.content().empty(),
                        .nothing_to_report = input.nothing_to_report()});
    }
  }
  facts->review_missing_inputs =
      rules::MissingInputs(context.rules(), {.standards = facts->standards, .inputs = inputs});
}

}  // namespace

ReadinessFacts ReadinessFactsOf(const v1::Journey& journey, const QueryContext& context) {
  ReadinessFacts facts{.standards = KeysOf(journey.standards())};
  std::vector<v1::Audit> audits = InternalAudits(journey, context);
  std::vector<training::v1::Session> sessions = HeldSessions(journey, context);
  AddAuditors(context, &facts);
  AddAudits(audits, sessions, &facts);
  AddSessions(sessions, &facts);
  AddToDos(context, &facts);
  for (const v1::Exercise& exercise : context.All<v1::Exercise>()) {
    bool reported = exercise.state() == v1::Exercise::REPORTED;
    facts.exercise_reports += reported && exercise.journey_id() == journey.id() ? 1 : 0;
  }
  AddReview(journey, context, &facts);
  AddCoverage(journey, audits, context, &facts);
  facts.pre_audit_ended = !journey.pre_audit_ids().empty();
  facts.pre_audit_skipped_reason = journey.precertification_skip_reason();
  return facts;
}

aggregate::Answer<v1::Readiness> AnswerAskReadiness(const v1::AskReadiness& query,
                                                    const QueryContext& context) {
  auto journey = context.Find<v1::Journey>(query.id());
  if (journey == nullptr) {
    return Refuse("not-found", "There is no journey with this id.", "id");
  }
  rules::Readiness computed =
      rules::ComputeReadiness(context.rules(), ReadinessFactsOf(*journey, context));
  v1::Readiness readiness;
  readiness.set_ready(computed.ready);
  readiness.set_milestone_m3(computed.milestone_m3);
  for (const rules::ReadinessItem& known : computed.items) {
    if (!known.required && !known.met) {
      readiness.add_warnings(known.detail);
    }
    if (known.required) {
      v1::ReadinessItem* item = readiness.add_items();
      item->set_code(known.code);
      item->set_met(known.met);
      item->set_detail(known.detail);
    }
  }
  for (assay::Token& token : context.as_known()) {
    *readiness.add_as_known() = std::move(token);
  }
  return readiness;
}

}  // namespace assay::audits
