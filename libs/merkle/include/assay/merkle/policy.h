#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "assay/base/status.h"
#include "assay/merkle/checkpoint.h"
#include "assay/merkle/note.h"

namespace assay::merkle {

// Whom a verifier trusts (C2SP tlog-policy): the logs with their keys, witnesses, and how many
// of them must have cosigned.
//
//   log <vkey> [url]
//   witness <name> <vkey> [url]
//   group <name> all|any|<k> <member>...
//   quorum <name>|none
//
// A log that changed its key has one line for each key, under the same key name.
class Policy {
 public:
  struct Log {
    VerifierKey key;
    std::string url;  // empty: not said
  };

  // Empty lines and lines starting with "#" are skipped. InvalidArgument names the line.
  static Result<Policy> Parse(std::string_view text);

  // The checkpoint of `note`: signed by a log that is listed and whose key name is the checkpoint's
  // origin, and cosigned by the quorum. InvalidArgument with what is missing.
  Result<Checkpoint> Open(const Note& note) const;

  const std::vector<Log>& logs() const { return logs_; }

 private:
  struct Group {
    size_t needed = 0;
    std::vector<std::string> members;  // defined above the group
  };

  Status AddLine(const std::vector<std::string>& words);
  Status AddGroup(const std::vector<std::string>& words);
  bool Satisfied(const std::string& name, const Note& note) const;

  std::vector<Log> logs_;
  std::map<std::string, VerifierKey> witnesses_;
  std::map<std::string, Group> groups_;
  std::string quorum_ = "none";
};

}  // namespace assay::merkle
