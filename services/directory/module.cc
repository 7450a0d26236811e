#include "services/directory/module.h"

#include "services/directory/domain/checklist_template.h"
#include "services/directory/domain/clause_mapping.h"
#include "services/directory/domain/office.h"
#include "services/directory/domain/organisation.h"
#include "services/directory/domain/own_standard.h"
#include "services/directory/domain/person.h"
#include "services/directory/domain/process.h"
#include "services/directory/readmodel/clause_queries.h"
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

  module.Decides(DecideImportStandard);
  module.Decides(DecideImportChecklist);
  module.Decides(DecideComposeChecklist);
  module.Decides(DecideMapClauses);

  module.Answers(DescribeScope);
  module.Answers(PreviewChecklist);
  module.Answers(ListEquivalentClauses);
  return module;
}

}  // namespace assay::directory
