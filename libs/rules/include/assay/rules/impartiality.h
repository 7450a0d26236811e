#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "assay/calendar/date.h"
#include "assay/rules/judgement.h"

// Conflicts of interest between a client's advisers and its certification body (rules.md 2.1).
namespace assay::rules {

enum class EngagementKind : uint8_t {
  kConsultancy,      // includes acting in a managerial capacity
  kGenericTraining,  // not about the client's system: is not consultancy
};

// One person's work for the client.
struct Engagement {
  std::optional<calendar::Date> started = {};  // none: before all
  std::optional<calendar::Date> ended = {};    // none: still open
  EngagementKind kind = EngagementKind::kConsultancy;
};

// The first day on which the person may act for the body at this client (IMP-5): the day after the
// cooling-off. None while the engagement is open. Generic training bars nothing: Date::Earliest().
std::optional<calendar::Date> FirstPermittedDate(const Ruleset& ruleset,
                                                 const Engagement& engagement);

// IMP-5: a person with these engagements at the client audits or decides for the body on `day` (of
// several days, the first). An engagement that starts after `day` does not count.
Judgement JudgeBodyPerson(const Ruleset& ruleset, Basis basis,
                          std::span<const Engagement> engagements, calendar::Date day);

// What ties a body to a client. A tie that does not exist is empty.
struct BodyTies {
  bool body_consults = false;  // the body, or its legal entity, offers consultancy (IMP-1)
  // The body did internal audits for the client (IMP-2, IMP-3).
  std::optional<Engagement> internal_audits = {};
  // A body related to it consulted the client (IMP-4).
  std::optional<Engagement> related_consultancy = {};
  bool promotes_consultancy = false;  // says certification is easier with some consultancy (IMP-6)
  bool client_is_certification_body = false;  // together with 9001: IMP-7
  bool quality_management = false;            // ISO 9001 is to be certified
};

// IMP-1 to IMP-4, IMP-6, IMP-7: the body certifies the client, as of `day`.
Judgement JudgeBody(const Ruleset& ruleset, Basis basis, const BodyTies& ties, calendar::Date day);

}  // namespace assay::rules
