#include "services/assayctl/backup_commands.h"

#include <CLI/CLI.hpp>
#include <iostream>

#include "assay/runtime/config.h"
#include "services/assayctl/backup.h"
#include "services/assayctl/restore.h"
#include "services/assayctl/scrub.h"

namespace assay::ctl {
namespace {

// Where the installation is.
struct Place {
  std::string config;
  std::string data;

  void AddTo(CLI::App* sub) {
    sub->add_option("--config", config, "The installation's TOML file");
    sub->add_option("--data", data, "Its data folder; goes before the file's node.data");
  }
  Result<runtime::Config> Load() const {
    ASSAY_ASSIGN_OR_RETURN(runtime::Config loaded, runtime::LoadConfig(config));
    if (!data.empty()) {
      loaded.data = data;
    }
    return loaded;
  }
};

int Finish(const Status& status) {
  if (!status.ok()) {
    std::cerr << "assayctl: " << status.message() << "\n";
  }
  return status.ok() ? 0 : 1;
}

void AddBackupCommand(CLI::App* app, Session* session, Action* chosen) {
  auto place = std::make_shared<Place>();
  auto options = std::make_shared<BackupOptions>();
  CLI::App* sub = app->add_subcommand(
      "backup", "Back up a running installation; a second time only what is new");
  sub->add_option("--to", options->to, "Folder of the backup")->required();
  sub->add_option("--keys", options->keys, "Folder for the keys, apart from the backup");
  place->AddTo(sub);
  sub->callback([=] {
    *chosen = [=] {
      ApiClient client(session->url, session->token);
      auto config = place->Load();
      return Finish(config.ok() ? BackUp(*config, *options, &client, std::cout) : config.status());
    };
  });
}

void AddRestoreCommand(CLI::App* app, Action* chosen) {
  auto place = std::make_shared<Place>();
  auto options = std::make_shared<RestoreOptions>();
  CLI::App* sub = app->add_subcommand(
      "restore", "Restore and verify a backup into data folders that are not there");
  sub->add_option("--from", options->from, "Folder of the backup")->required();
  sub->add_option("--keys", options->keys, "Folder that the keys were saved in");
  sub->add_option("--checkpoint", options->checkpoints,
                  "A signed checkpoint, from a witness for example, that must not be lost");
  sub->add_option("--new-epoch", options->new_epoch,
                  "Why signed entries are lost: the logs that lack them go on under another name, "
                  "with an entry that says so");
  place->AddTo(sub);
  sub->callback([=] {
    *chosen = [=] {
      auto config = place->Load();
      return Finish(config.ok() ? Restore(*config, *options, std::cout) : config.status());
    };
  });
}

}  // namespace

void AddBackup(CLI::App* app, Session* session, Action* chosen) {
  AddBackupCommand(app, session, chosen);
  AddRestoreCommand(app, chosen);
  auto service = std::make_shared<std::string>();
  CLI::App* scrub =
      app->add_subcommand("scrub", "Have all logs and uploaded files read and checked");
  scrub->add_option("--service", *service, "Only this one, or \"uploads\"");
  scrub->callback([=] {
    *chosen = [=] {
      ApiClient client(session->url, session->token);
      return Scrub(&client, *service, std::cout, std::cerr);
    };
  });
}

}  // namespace assay::ctl
