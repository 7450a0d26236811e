#pragma once

#include <functional>
#include <string>

#include "services/assayctl/api_client.h"
#include "services/assayctl/session.h"

namespace CLI {
class App;
}

namespace assay::schema {
class Catalog;
}

namespace assay::ctl {

// What a subcommand does when it was chosen; the exit code.
using Action = std::function<int()>;

// Adds a subcommand for each service and below it one for each command and query of proto/, with an
// option for each scalar field and
// --json for the whole body. The chosen one's action is put into `chosen`.
void AddDerivedCommands(const schema::Catalog& catalog, CLI::App* app, Session* session,
                        Action* chosen);

// Prints the answer (indented JSON, or text as it is); 0 when it is good, 1 with the problem on
// standard error otherwise.
int Show(const Result<ApiAnswer>& answer);
// "/api/v1/organisations/<id>/"; empty, with a message on standard error, when no organisation is
// said.
std::string OrganisationPath(const Session& session);

}  // namespace assay::ctl
