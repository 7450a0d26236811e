#pragma once

#include "services/audits/domain/vocabulary.h"

// Who audits (R5, R15); whether a person may is judged in team_judgement.h. Pure.
namespace assay::audits {

using TeamMembers = google::protobuf::RepeatedPtrField<v1::TeamMember>;

// Puts a person on the team in a role, or gives it another one, as far as JudgeMember lets it.
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
