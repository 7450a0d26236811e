#include "services/directory/module.h"

#include "services/directory/domain/office.h"
#include "services/directory/domain/organisation.h"
#include "services/directory/domain/person.h"
#include "services/directory/domain/process.h"
#include "services/directory/readmodel/scope_overview.h"

namespace assay::directory {

aggregate::Module MakeModule() {
  aggregate::Module module("directory");
  module.Decides(DecideRegisterOrganisation);
  module.Decides(DecideSelectStandard);
  module.Decides(DecideDropStandard);

  module.Decides(DecideRegisterPerson);
  module.Decides(DecideCorrectPerson);
  module.Decides(DecideAssignOffice);
  module.Decides(DecideEndOffice);
  module.Decides(DecideEndEngagement);

  module.Decides(DecideDefineProcess);
  module.Decides(DecideAppointProcessOwner);
  module.Decides(DecideAddProcessManager);
  module.Decides(DecideRemoveProcessManager);
  module.Decides(DecideAddProcessPractitioner);
  module.Decides(DecideRemoveProcessPractitioner);

  module.Answers(DescribeScope);
  return module;
}

}  // namespace assay::directory
