#include "services/actions/domain/to_do.h"

#include "assay/schema/fold.h"

namespace assay::actions {

Outcome DecideRedateToDo(const v1::ToDo& to_do, const v1::RedateToDo& command,
                         const Context& /*context*/) {
  bool lets_wait = command.has_before_certification() && !command.before_certification();
  if (to_do.before_certification() && lets_wait && !command.by_forum()) {
    return aggregate::Refuse("forum-decides",
                             "This item is due before certification: only the forum lets it wait "
                             "until afterwards.",
                             "byForum");
  }
  v1::ToDoRedated redated;
  schema::CopyFields(command, &redated);
  redated.set_title(to_do.title());  // whoever keeps dates may not know an item that had none
  redated.set_owner_id(to_do.owner_id());
  return Outcome().Then(command.id(), redated);
}

}  // namespace assay::actions
