#pragma once

#include "services/audits/domain/vocabulary.h"

// Who audits: independence, competence, cooling-off (IA-1 to IA-3, IMP-5; R5, R15). Pure.
namespace assay::audits {

using TeamMembers = google::protobuf::RepeatedPtrField<v1::TeamMember>;

// Puts a person on the team in a role, or gives it another one. On internal audits nobody audits a
// process that he or she owns, manages or practises, and auditors are qualified on the audit's
// date. On the body's audits cooling-off and objections count.
Outcome DecideAssignTeamMember(const v1::Audit&, const v1::AssignTeamMember&, const Context&);
// Takes a person off the team; an open audit keeps a lead, and its trainees somebody who
// accompanies them.
Outcome DecideReleaseTeamMember(const v1::Audit&, const v1::ReleaseTeamMember&, const Context&);

// Null when the person is not on the team.
const v1::TeamMember* FindMember(const v1::Audit& audit, const std::string& person_id);
// Whether an audit can be held with this team: one lead (or, on an internal audit with trainees, a
// coach who leads them), and nobody in training alone.
Objection ObjectToTeam(const v1::Audit& audit, const TeamMembers& team);

}  // namespace assay::audits
