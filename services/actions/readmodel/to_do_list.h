#pragma once

#include <vector>

#include "assay/actions/v1/queries.pb.h"
#include "assay/aggregate/module.h"

// The to-do list as an assessor examines it: open items are no obstacle to certification, but they
// have realistic priorities and dates, and are worked on in that order (IMS-Smart, Phase B).
namespace assay::actions {

// The open ones of `to_dos` by priority, due date and id (none of either last), and which of them
// an assessor would ask about: being done while something of higher priority is not begun; overdue
// on `on`; without a date.
v1::ToDoListExamined ExamineToDos(std::vector<v1::ToDo> to_dos, calendar::Date on);

aggregate::Answer<v1::ToDoListExamined> AnswerExamineToDoList(
    const v1::ExamineToDoList& query, const aggregate::QueryContext& context);

}  // namespace assay::actions
