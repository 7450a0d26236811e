#pragma once

#include <string>

#include "assay/standards/outline.h"
#include "tests/services/directory/fixture.h"

namespace assay::directory {

// A directory that standards, checklists and mappings are brought into, on 2024-06-18.
class StandardsTest : public DirectoryTest {
 protected:
  static void AddClause(const std::string& number, const std::string& title,
                        const std::string& question, v1::ImportStandard* command) {
    v1::OwnClause* clause = command->add_clauses();
    clause->set_number(number);
    clause->set_title(title);
    if (!question.empty()) {
      clause->add_questions()->set_text(question);
    }
  }
  // Clauses 1, 1.1 and 1.2, in force since 2024-01-01.
  static v1::ImportStandard Importing(const std::string& key, const std::string& edition) {
    v1::ImportStandard command;
    command.set_id(IdOf(key + ":" + edition));
    command.set_key(key);
    command.set_edition(edition);
    command.set_title("Code of conduct for suppliers");
    command.set_effective_on("2024-01-01");
    AddClause("1", "Conduct", "", &command);
    AddClause("1.1", "Code", "Is there a code?", &command);
    AddClause("1.2", "Training", "Are people trained in it?", &command);
    return command;
  }
  static v1::RetireStandard Retiring(const std::string& id) {
    v1::RetireStandard command;
    command.set_id(id);
    command.set_occurred_on("2024-06-01");
    command.set_reason("The customer has left.");
    return command;
  }
  static v1::MapClauses Mapping(const std::string& name, const standards::Reference& one,
                                const standards::Reference& other) {
    v1::MapClauses command;
    command.set_id(IdOf(name));
    command.set_standard(one.standard);
    command.set_edition(one.edition);
    command.set_clause(one.clause);
    command.set_other_standard(other.standard);
    command.set_other_edition(other.edition);
    command.set_other_clause(other.clause);
    command.set_reason("The same records show both.");
    return command;
  }
  static v1::ComposeChecklist Composing(const std::string& version) {
    v1::ComposeChecklist command;
    command.set_id(IdOf("composed " + version));
    command.set_key("COMBINED");
    command.set_version(version);
    command.set_title("Combined audit");
    return command;
  }
  static void AddStandard(const std::string& key, const std::string& edition,
                          v1::ComposeChecklist* command) {
    v1::StandardEdition* standard = command->add_standards();
    standard->set_key(key);
    standard->set_edition(edition);
  }
};

}  // namespace assay::directory
