#include "assay/merkle/policy.h"

#include <algorithm>
#include <sstream>

#include "text.h"

namespace assay::merkle {
namespace {

constexpr std::string_view kNone = "none";

}  // namespace

Result<Policy> Policy::Parse(std::string_view text) {
  Policy policy;
  std::istringstream lines{std::string(text)};
  int number = 0;
  for (std::string line; std::getline(lines, line);) {
    ++number;
    std::istringstream split(line);
    std::vector<std::string> words;
    for (std::string word; split >> word;) {
      words.push_back(word);
    }
    if (words.empty() || words.front().starts_with('#')) {
      continue;
    }
    if (Status status = policy.AddLine(words); !status.ok()) {
      return status.In("line " + std::to_string(number));
    }
  }
  if (policy.logs_.empty()) {
    return InvalidArgument("the policy names no log");
  }
  return policy;
}

Status Policy::AddLine(const std::vector<std::string>& words) {
  const std::string& kind = words.front();
  if (kind == "log" && (words.size() == 2 || words.size() == 3)) {
    ASSAY_ASSIGN_OR_RETURN(VerifierKey key, VerifierKey::Parse(words[1]));
    if (key.type() != KeyType::kEd25519) {
      return InvalidArgument("the key is not one that a log signs with");
    }
    logs_.push_back({std::move(key), words.size() == 3 ? words[2] : ""});
    return OkStatus();
  }
  if (kind == "witness" && (words.size() == 3 || words.size() == 4)) {
    ASSAY_ASSIGN_OR_RETURN(VerifierKey key, VerifierKey::Parse(words[2]));
    if (key.type() != KeyType::kCosignatureV1) {
      return InvalidArgument("the key is not one that a witness signs with");
    }
    bool taken = words[1] == kNone || groups_.count(words[1]) != 0;
    if (taken || !witnesses_.emplace(words[1], std::move(key)).second) {
      return InvalidArgument("the name " + words[1] + " is taken");
    }
    return OkStatus();
  }
  if (kind == "group" && words.size() >= 4) {
    return AddGroup(words);
  }
  if (kind == "quorum" && words.size() == 2) {
    if (words[1] != kNone && witnesses_.count(words[1]) == 0 && groups_.count(words[1]) == 0) {
      return InvalidArgument("there is no witness or group " + words[1] + " above");
    }
    quorum_ = words[1];
    return OkStatus();
  }
  return InvalidArgument("not a line of a tlog-policy: " + kind);
}

Status Policy::AddGroup(const std::vector<std::string>& words) {
  Group group;
  group.members.assign(words.begin() + 3, words.end());
  for (const std::string& member : group.members) {
    if (witnesses_.count(member) == 0 && groups_.count(member) == 0) {
      return InvalidArgument("there is no witness or group " + member + " above");
    }
  }
  if (words[2] == "all" || words[2] == "any") {
    group.needed = words[2] == "all" ? group.members.size() : 1;
  } else {
    ASSAY_ASSIGN_OR_RETURN(group.needed, ParseDecimal(words[2]));
  }
  if (group.needed == 0 || group.needed > group.members.size()) {
    return InvalidArgument("the group needs between 1 and all of its members");
  }
  bool taken = words[1] == kNone || witnesses_.count(words[1]) != 0;
  if (taken || !groups_.emplace(words[1], std::move(group)).second) {
    return InvalidArgument("the name " + words[1] + " is taken");
  }
  return OkStatus();
}

bool Policy::Satisfied(const std::string& name, const Note& note) const {
  if (auto witness = witnesses_.find(name); witness != witnesses_.end()) {
    return VerifyNote(note, {witness->second}).ok();
  }
  const Group& group = groups_.at(name);
  auto satisfied =
      std::count_if(group.members.begin(), group.members.end(),
                    [this, &note](const std::string& member) { return Satisfied(member, note); });
  return static_cast<size_t>(satisfied) >= group.needed;
}

Result<Checkpoint> Policy::Open(const Note& note) const {
  ASSAY_ASSIGN_OR_RETURN(Checkpoint checkpoint, ParseCheckpoint(note.text));
  std::vector<VerifierKey> keys;
  for (const Log& log : logs_) {
    if (log.key.name() == checkpoint.origin) {
      keys.push_back(log.key);
    }
  }
  if (keys.empty()) {
    return InvalidArgument("the checkpoint is of " + checkpoint.origin +
                           ", which the policy does not name");
  }
  ASSAY_ASSIGN_OR_RETURN(checkpoint, OpenCheckpoint(note, keys));
  if (quorum_ != kNone && !Satisfied(quorum_, note)) {
    return InvalidArgument("not enough witnesses cosigned the checkpoint");
  }
  return checkpoint;
}

}  // namespace assay::merkle
