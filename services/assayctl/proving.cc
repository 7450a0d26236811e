#include "services/assayctl/proving.h"

#include <CLI/CLI.hpp>
#include <filesystem>
#include <iostream>

#include "services/assayctl/evidence_export.h"
#include "services/assayctl/verify_folder.h"
#include "services/verify/verify_target.h"

namespace assay::ctl {

void AddProving(const schema::Catalog& catalog, CLI::App* app, Session* session, Action* chosen) {
  auto exported = std::make_shared<ExportOptions>();
  CLI::App* evidence = app->add_subcommand("evidence", "History for people outside");
  evidence->require_subcommand(1);
  CLI::App* out = evidence->add_subcommand(
      "export", "Put the whole history of records, with its proofs, into one file");
  out->add_option("records", exported->records, "For example findings/ID actions/ID");
  out->add_option("--programme", exported->journey,
                  "A journey's id: everything that belongs to its programme");
  out->add_option("--out", exported->file, "The file to write, for example finding.zip")
      ->required();
  out->callback([=, &catalog] {
    *chosen = [=, &catalog] {
      if (exported->records.empty() && exported->journey.empty()) {
        std::cerr << "assayctl: say which records, or --programme\n";
        return 2;
      }
      return ExportEvidence(*session, catalog, *exported, std::cout);
    };
  });

  auto options = std::make_shared<verify::Options>();
  auto config = std::make_shared<std::string>();
  CLI::App* check = app->add_subcommand(
      "verify",
      "Verify an evidence file, a running installation or a data folder; exit code 0: "
      "verified, 1: not verified, 2: could not be checked");
  check
      ->add_option("target", options->target,
                   "An evidence file, an address such as https://assay.example, or a data folder "
                   "whose services are stopped, or a copy of one: it is only read")
      ->required();
  verify::AddOptions(check, options.get());
  check->add_option("--config", *config,
                    "For a data folder: the installation's TOML file, which says where its "
                    "checkpoints are");
  check->callback([=] {
    *chosen = [=] {
      return std::filesystem::is_directory(options->target)
                 ? VerifyFolder({options->target, *config, options->policy}, std::cout, std::cerr)
                 : verify::VerifyTarget(*options, std::cout, std::cerr);
    };
  });
}

}  // namespace assay::ctl
