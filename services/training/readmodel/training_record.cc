#include "services/training/readmodel/training_record.h"

#include <algorithm>
#include <tuple>

#include "services/training/domain/people.h"

namespace assay::training {
namespace {

v1::TrainingLine LineOf(const std::string& person, const v1::Session& session) {
  v1::TrainingLine line;
  line.set_session_id(session.id());
  line.set_kind(session.kind());
  line.set_title(session.title());
  line.set_held_on(session.held_on());
  line.set_invited(Includes(session.invited_ids(), person));
  line.set_attended(Includes(session.attended_ids(), person));
  line.set_acknowledged(Includes(session.acknowledged_ids(), person));
  for (const v1::Effect& effect : session.effects()) {
    if (effect.person_id() == person) {
      *line.mutable_effect() = effect;
    }
  }
  return line;
}

}  // namespace

v1::TrainingRecord RecordOf(const std::string& person, const std::vector<v1::Session>& sessions,
                            const v1::Competence* competence) {
  std::vector<v1::TrainingLine> lines;
  for (const v1::Session& session : sessions) {
    v1::TrainingLine line = LineOf(person, session);
    bool concerned = line.invited() || line.attended() || line.acknowledged();
    if (session.state() == v1::Session::HELD && concerned) {
      lines.push_back(std::move(line));
    }
  }
  std::sort(lines.begin(), lines.end(), [](const v1::TrainingLine& a, const v1::TrainingLine& b) {
    return std::tie(a.held_on(), a.session_id()) < std::tie(b.held_on(), b.session_id());
  });
  v1::TrainingRecord record;
  for (v1::TrainingLine& line : lines) {
    *record.add_lines() = std::move(line);
  }
  if (competence != nullptr) {
    *record.mutable_competence() = *competence;
  }
  return record;
}

aggregate::Answer<v1::TrainingRecord> AnswerShowTrainingRecord(
    const v1::ShowTrainingRecord& query, const aggregate::QueryContext& context) {
  std::unique_ptr<v1::Competence> competence = context.Find<v1::Competence>(query.id());
  return RecordOf(query.id(), context.All<v1::Session>(), competence.get());
}

}  // namespace assay::training
