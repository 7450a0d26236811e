#pragma once

#include "services/audits/domain/vocabulary.h"

// A body's questionnaire and its answers (R2): typed, reusable for the next body, complete when
// returned. Pure.
namespace assay::audits {

// The body's questions, each under its own key; a later questionnaire takes the place of the
// former.
Outcome DecideReceiveQuestionnaire(const v1::Enquiry&, const v1::ReceiveQuestionnaire&,
                                   const Context&);
// Answers one question in its type: a number, "yes" or "no", a date, or text.
Outcome DecideAnswerQuestion(const v1::Enquiry&, const v1::AnswerQuestion&, const Context&);
// Takes over the answers that another enquiry holds to the same topic, site and shift; answers that
// are there stay. A question of no named topic is answered again only where its text is the same.
// Where an answer was first given is kept.
Outcome DecideReuseAnswers(const v1::Enquiry&, const v1::ReuseAnswers&, const Context&);
// Every question that is not optional is answered.
Outcome DecideReturnQuestionnaire(const v1::Enquiry&, const v1::ReturnQuestionnaire&,
                                  const Context&);

}  // namespace assay::audits
