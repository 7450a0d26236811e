#include "services/assayctl/standards.h"

#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <iostream>
#include <map>
#include <memory>

#include "assay/base/clock.h"
#include "assay/base/file.h"
#include "assay/base/id.h"
#include "services/assayctl/exit_status.h"
#include "services/assayctl/outline_file.h"

namespace assay::ctl {
namespace {

namespace json = boost::json;

struct ImportArguments {
  std::string file;
  std::string id;
  std::string key;                            // idempotency
  std::map<std::string, std::string> fields;  // of the command, by JSON name
  bool checklist = false;
};

int BadInput(const std::string& file, const Status& status) {
  std::cerr << "assayctl: " << file << ": " << status.message() << "\n";
  return kBadInput;
}

std::string NewId() {
  return Id::TimeOrdered(SystemClock().NowMicros() / 1000).ToString();
}

int Import(const ImportArguments& arguments, const Session& session) {
  Result<std::string> text = ReadFile(arguments.file);
  if (!text.ok()) {
    return BadInput(arguments.file, text.status());
  }
  Result<json::object> body = ImportBody(*text, arguments.checklist);
  if (!body.ok()) {
    return BadInput(arguments.file, body.status());
  }
  for (const auto& [name, value] : arguments.fields) {
    if (!value.empty()) {
      (*body)[name] = value;
    }
  }
  std::string path = OrganisationPath(session);
  if (path.empty()) {
    return kBadInput;
  }
  path += arguments.checklist ? "checklist-templates/" : "own-standards/";
  path += arguments.id.empty() ? NewId() : arguments.id;
  path += arguments.checklist ? ":import-checklist" : ":import-standard";
  ApiClient client(session.url, session.token);
  return Show(
      client.Post(path, json::serialize(*body), arguments.key.empty() ? NewId() : arguments.key));
}

void AddImport(CLI::App* standards, Session* session, Action* chosen) {
  auto arguments = std::make_shared<ImportArguments>();
  CLI::App* import = standards->add_subcommand(
      "import", "Bring in a standard or checklist of the organisation's own, from CSV or JSON");
  import->footer(
      "CSV of a standard: number,title,parent,question,evidence. CSV of a checklist: "
      "question,evidence,standard,edition,clause.\nJSON: the body of import-standard or "
      "import-checklist; options are laid over it. docs/standards.md has examples.");
  import->add_option("file", arguments->file, "CSV or JSON")->required();
  import->add_flag("--checklist", arguments->checklist, "The file is a checklist");
  import->add_option("--id", arguments->id, "Id of the new record; default: a new one");
  import->add_option("--idempotency-key", arguments->key,
                     "Repeat with the same key to get the first outcome again");
  for (const auto& [option, member, help] :
       std::initializer_list<std::tuple<const char*, const char*, const char*>>{
           {"--key", "key", "Short name it is known by, such as SUPPLIER-CODE"},
           {"--edition", "edition", "Of a standard, such as 2026"},
           {"--checklist-version", "version", "Of a checklist, such as 1"},
           {"--title", "title", "For people"},
           {"--issuer", "issuer", "Of a standard: who issued it"},
           {"--source", "source", "Where it comes from"},
           {"--effective-on", "effectiveOn", "Of a standard: a date YYYY-MM-DD"},
           {"--transition-until", "transitionUntil",
            "Of a standard: until when the edition before may be used"}}) {
    import->add_option(option, arguments->fields[member], help);
  }
  import->callback([=] { *chosen = [=] { return Import(*arguments, *session);
};
}  // namespace
);
}  // namespace assay::ctl

}  // namespace

void AddStandards(CLI::App* app, Session* session, Action* chosen) {
  CLI::App* standards =
      app->add_subcommand("standards", "Outlines of standards: built in, and the own ones");
  standards->require_subcommand(1);
  standards->add_subcommand("list", "The standards that are built in")->callback([=] {
    *chosen = [=] {
      return Show(ApiClient(session->url, session->token).Get("/api/v1/standards"));
    };
  });
  auto key = std::make_shared<std::string>();
  auto edition = std::make_shared<std::string>();
  CLI::App* show =
      standards->add_subcommand("show", "Clauses and questions of a built-in standard");
  show->add_option("key", *key, "Such as 27001")->required();
  show->add_option("edition", *edition, "Such as 2022")->required();
  show->callback([=] {
    *chosen = [=] {
      ApiClient client(session->url, session->token);
      return Show(client.Get("/api/v1/standards/" + *key + "/" + *edition));
    };
  });
  AddImport(standards, session, chosen);
}

}  // namespace assay::ctl
