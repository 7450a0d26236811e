#include "services/directory/domain/own_standard.h"

#include "assay/calendar/date.h"
#include "assay/schema/fold.h"
#include "assay/standards/clause_check.h"
#include "assay/standards/library.h"
#include "services/directory/domain/outlines.h"

namespace assay::directory {
namespace {

std::optional<Rejection> RefuseBuiltIn(const v1::ImportStandard& command) {
  const standards::Outline* built_in =
      standards::Library::BuiltIn().Find(command.key(), command.edition());
  if (built_in == nullptr || built_in->clauses.empty()) {
    return std::nullopt;
  }
  return aggregate::Refuse("built-in-standard",
                           built_in->name +
                               " is built in and is not replaced; give an own "
                               "standard a key of its own.",
                           "key");
}

std::optional<Rejection> RefuseClauses(const v1::ImportStandard& command) {
  auto fault = standards::CheckClauses(ToClauses(command.clauses()));
  if (!fault) {
    return std::nullopt;
  }
  return aggregate::Refuse(fault->code, fault->message,
                           "clauses[" + std::to_string(fault->index) + "]" +
                               (fault->field.empty() ? "" : "." + fault->field));
}

// The edition in use under the command's key; null when there is none.
const v1::OwnStandard* FindCurrent(const std::string& key, const Context& context) {
  for (const v1::OwnStandard* standard : context.All<v1::OwnStandard>()) {
    if (standard->key() == key && standard->state() == v1::OwnStandard::CURRENT) {
      return standard;
    }
  }
  return nullptr;
}

std::optional<Rejection> RefuseEdition(const v1::ImportStandard& command, const Context& context) {
  for (const v1::OwnStandard* standard : context.All<v1::OwnStandard>()) {
    if (standard->key() == command.key() && standard->edition() == command.edition()) {
      return aggregate::Refuse("edition-exists",
                               command.key() + ":" + command.edition() +
                                   " was imported already and is never overwritten; a changed "
                                   "text is another edition.",
                               "edition");
    }
  }
  return std::nullopt;
}

std::optional<Rejection> RefuseDates(const v1::ImportStandard& command,
                                     const v1::OwnStandard* current) {
  const std::string& until = command.transition_until();
  if (!until.empty() && until < command.effective_on()) {
    return aggregate::Refuse("transition-before-effective",
                             "The transition ends on " + until +
                                 ", before this edition takes "
                                 "effect on " +
                                 command.effective_on() + "; correct one of the dates.",
                             "transitionUntil");
  }
  if (current == nullptr) {
    return until.empty()
               ? std::nullopt
               : std::optional(aggregate::Refuse(
                     "nothing-superseded",
                     "No edition of " + command.key() +
                         " is in use that a transition could lead away from; leave it out.",
                     "transitionUntil"));
  }
  if (command.effective_on() < current->effective_on()) {
    return aggregate::Refuse("older-edition",
                             "The edition in use took effect on " + current->effective_on() +
                                 "; one that takes effect earlier cannot supersede it.",
                             "effectiveOn");
  }
  return std::nullopt;
}

v1::StandardSuperseded Superseded(const v1::ImportStandard& command) {
  v1::StandardSuperseded superseded;
  superseded.set_by_id(command.id());
  superseded.set_usable_until(
      command.transition_until().empty()
          ? AddDays(calendar::Date::Parse(command.effective_on()).value(), -1).ToString()
          : command.transition_until());
  return superseded;
}

}  // namespace

Outcome DecideImportStandard(const v1::OwnStandard& /*standard*/, const v1::ImportStandard& command,
                             const Context& context) {
  if (auto refusal = RefuseKey(command.key(), "key")) {
    return *refusal;
  }
  if (auto refusal = RefuseKey(command.edition(), "edition")) {
    return *refusal;
  }
  if (auto refusal = RefuseFull(context.All<v1::OwnStandard>().size(), "own standards")) {
    return *refusal;
  }
  if (auto refusal = RefuseBuiltIn(command)) {
    return *refusal;
  }
  if (auto refusal = RefuseEdition(command, context)) {
    return *refusal;
  }
  const v1::OwnStandard* current = FindCurrent(command.key(), context);
  if (auto refusal = RefuseDates(command, current)) {
    return *refusal;
  }
  if (auto refusal = RefuseClauses(command)) {
    return *refusal;
  }
  v1::StandardImported imported;
  schema::CopyFields(command, &imported);
  Outcome outcome;
  if (current != nullptr) {
    imported.set_supersedes_id(current->id());
    outcome.Then(current->id(), Superseded(command));
  }
  outcome.Begin(command.id(), imported);
  return outcome;
}

}  // namespace assay::directory
