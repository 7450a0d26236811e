#include "services/actions/readmodel/to_do_list.h"

#include <algorithm>
#include <tuple>

#include "services/actions/domain/lateness.h"

namespace assay::actions {
namespace {

// HIGH is 1; no priority comes after LOW.
int Rank(const v1::ToDo& to_do) {
  return to_do.priority() == v1::PRIORITY_UNSPECIFIED ? v1::LOW + 1 : to_do.priority();
}

bool ComesBefore(const v1::ToDo& a, const v1::ToDo& b) {
  auto key = [](const v1::ToDo& to_do) {
    return std::tuple(Rank(to_do), to_do.due_on().empty(), to_do.due_on(), to_do.id());
  };
  return key(a) < key(b);
}

}  // namespace

v1::ToDoListExamined ExamineToDos(std::vector<v1::ToDo> to_dos, calendar::Date on) {
  std::erase_if(to_dos, [](const v1::ToDo& to_do) { return !IsOpen(to_do); });
  std::sort(to_dos.begin(), to_dos.end(), ComesBefore);
  auto waiting = std::find_if(to_dos.begin(), to_dos.end(), [](const v1::ToDo& to_do) {
    return to_do.state() == v1::ToDo::TO_DO;
  });
  v1::ToDoListExamined examined;
  for (v1::ToDo& to_do : to_dos) {
    PresentToDo(&to_do, on);
    // `waiting` is the first in order, so what ranks behind it was begun too early.
    if (to_do.state() == v1::ToDo::DOING && waiting != to_dos.end() &&
        Rank(*waiting) < Rank(to_do)) {
      examined.add_out_of_order(to_do.id());
    }
    if (to_do.overdue()) {
      examined.add_overdue(to_do.id());
    }
    if (to_do.without_date()) {
      examined.add_without_date(to_do.id());
    }
  }
  for (v1::ToDo& to_do : to_dos) {
    *examined.add_open() = std::move(to_do);
  }
  return examined;
}

aggregate::Answer<v1::ToDoListExamined> AnswerExamineToDoList(
    const v1::ExamineToDoList& /*query*/, const aggregate::QueryContext& context) {
  return ExamineToDos(context.All<v1::ToDo>(), context.on());
}

}  // namespace assay::actions
