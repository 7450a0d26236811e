#include "services/audits/domain/programme_readiness.h"

#include <algorithm>
#include <set>

#include "assay/rules/review.h"
#include "assay/rules/standard.h"
#include "services/audits/domain/site_coverage.h"

namespace assay::audits {
namespace {

using rules::ReadinessFacts;

std::vector<std::string> KeysOf(const Texts& standards) {
  std::vector<std::string> keys;
  for (const std::string& standard : standards) {
    keys.push_back(rules::StandardKey(standard));
  }
  return keys;
}

std::vector<v1::Audit> InternalAudits(const v1::Journey& journey, std::vector<v1::Audit> audits) {
  std::erase_if(audits, [&journey](const v1::Audit& audit) {
    return audit.journey_id() != journey.id() || IsBodyAudit(audit.type()) || !IsReported(audit);
  });
  return audits;
}

std::vector<training::v1::Session> HeldSessions(const v1::Journey& journey,
                                                std::vector<training::v1::Session> sessions) {
  std::erase_if(sessions, [&journey](const training::v1::Session& session) {
    bool elsewhere = !session.journey_id().empty() && session.journey_id() != journey.id();
    return elsewhere || session.state() != training::v1::Session::HELD;
  });
  return sessions;
}

void AddAuditors(const ProgrammeRecords& records, Date on, ReadinessFacts* facts) {
  for (const training::v1::Competence& competence : records.competences) {
    facts->auditors_trained +=
        competence.level() != training::v1::QUALIFICATION_LEVEL_UNSPECIFIED ? 1 : 0;
  }
  std::set<std::string> appointed;
  std::string today = on.ToString();
  for (const directory::v1::OfficeHolder& holder : records.office_holders) {
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
                 const ProgrammeRecords& records, Date on, ReadinessFacts* facts) {
  bool yearly = journey.state() == v1::Journey::CERTIFIED;
  std::string year = std::to_string(on.year());
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
      auto site = std::find_if(records.sites.begin(), records.sites.end(),
                               [&id](const auto& known) { return known.id() == id; });
      facts->sites_not_audited.push_back(site == records.sites.end() ? id : site->name());
    }
  }
}

void AddToDos(const std::vector<actions::v1::ToDo>& to_dos, ReadinessFacts* facts) {
  for (const actions::v1::ToDo& item : to_dos) {
    if (item.state() != actions::v1::ToDo::TO_DO && item.state() != actions::v1::ToDo::DOING) {
      continue;
    }
    facts->todos_before_certification += item.before_certification() && !item.by_forum() ? 1 : 0;
    facts->todos_without_priority += item.priority() == actions::v1::PRIORITY_UNSPECIFIED ? 1 : 0;
    facts->todos_without_due_date += item.due_on().empty() ? 1 : 0;
  }
}

// The latest signed review, and which inputs it lacks.
void AddReview(const v1::Journey& journey, const ProgrammeRecords& records,
               const rules::Ruleset& ruleset, ReadinessFacts* facts) {
  const actions::v1::ManagementReview* latest = nullptr;
  for (const actions::v1::ManagementReview& review : records.reviews) {
    bool counts = review.state() == actions::v1::ManagementReview::SIGNED &&
                  review.journey_id() == journey.id();
    if (counts && (latest == nullptr || latest->signed_on() < review.signed_on())) {
      latest = &review;
    }
  }
  facts->review_minuted = latest != nullptr;
  std::vector<rules::ReviewInput> inputs;
  if (latest != nullptr) {
    for (const actions::v1::ReviewInput& input : latest->inputs()) {
      inputs.push_back({.code = input.code(),
                        .has_content = !input.content().empty(),
                        .nothing_to_report = input.nothing_to_report()});
    }
  }
  facts->review_missing_inputs =
      rules::MissingInputs(ruleset, {.standards = facts->standards, .inputs = inputs});
}

template <typename Record>
std::vector<Record> Copies(const Context& context) {
  std::vector<Record> copies;
  for (const Record* record : context.All<Record>()) {
    copies.push_back(*record);
  }
  return copies;
}

}  // namespace

ProgrammeRecords RecordsIn(const Context& context) {
  return {.audits = Copies<v1::Audit>(context),
          .exercises = Copies<v1::Exercise>(context),
          .sites = Copies<directory::v1::Site>(context),
          .office_holders = Copies<directory::v1::OfficeHolder>(context),
          .competences = Copies<training::v1::Competence>(context),
          .sessions = Copies<training::v1::Session>(context),
          .to_dos = Copies<actions::v1::ToDo>(context),
          .reviews = Copies<actions::v1::ManagementReview>(context)};
}

ReadinessFacts ReadinessFactsOf(const v1::Journey& journey, const ProgrammeRecords& records,
                                Date on, const rules::Ruleset& ruleset) {
  ReadinessFacts facts{.standards = KeysOf(journey.standards())};
  std::vector<v1::Audit> audits = InternalAudits(journey, records.audits);
  std::vector<training::v1::Session> sessions = HeldSessions(journey, records.sessions);
  AddAuditors(records, on, &facts);
  AddAudits(audits, sessions, &facts);
  AddSessions(sessions, &facts);
  AddToDos(records.to_dos, &facts);
  for (const v1::Exercise& exercise : records.exercises) {
    bool reported = exercise.state() == v1::Exercise::REPORTED;
    facts.exercise_reports += reported && exercise.journey_id() == journey.id() ? 1 : 0;
  }
  AddReview(journey, records, ruleset, &facts);
  AddCoverage(journey, audits, records, on, &facts);
  facts.pre_audit_ended = !journey.pre_audit_ids().empty();
  facts.pre_audit_skipped_reason = journey.precertification_skip_reason();
  return facts;
}

}  // namespace assay::audits
