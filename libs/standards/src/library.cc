#include "assay/standards/library.h"

#include <algorithm>
#include <set>

#include "assay/base/check.h"
#include "built_in.h"
#include "fault.h"
#include "library_reader.h"

namespace assay::standards {
namespace {

std::string NameOf(const Reference& reference) {
  return reference.standard + ":" + reference.edition + " " + reference.clause;
}

Outline* FindIn(std::vector<Outline>* outlines, const std::string& key,
                const std::string& edition) {
  auto at = std::find_if(outlines->begin(), outlines->end(), [&](const Outline& outline) {
    return outline.key == key && outline.edition == edition;
  });
  return at == outlines->end() ? nullptr : &*at;
}

Status CheckEditions(std::vector<Outline>* outlines) {
  for (size_t i = 0; i < outlines->size(); ++i) {
    const Outline& outline = (*outlines)[i];
    const std::string where = outline.key + ":" + outline.edition;
    if (i > 0 && outline.key == (*outlines)[i - 1].key &&
        outline.edition == (*outlines)[i - 1].edition) {
      return Bad(where, "is given twice");
    }
    const std::string& successor = outline.successor_edition;
    if (!successor.empty() &&
        (successor <= outline.edition || FindIn(outlines, outline.key, successor) == nullptr)) {
      return Bad(where, "its successor " + successor + " is no later edition that is known");
    }
  }
  return OkStatus();
}

// Puts the auditable clauses in the place of headings.
Status ResolveClauses(std::vector<Outline>* outlines, Topic* topic) {
  std::vector<Reference> resolved;
  std::set<std::string> standards;
  for (const Reference& reference : topic->clauses) {
    Outline* outline = FindIn(outlines, reference.standard, reference.edition);
    auto clauses =
        outline == nullptr ? std::vector<const Clause*>() : outline->Auditable(reference.clause);
    if (clauses.empty()) {
      return Bad("topic " + topic->id, "there is no clause " + NameOf(reference));
    }
    for (const Clause* clause : clauses) {
      resolved.push_back(outline->At(*clause));
    }
    standards.insert(reference.standard);
  }
  if (standards.size() < 2 && topic->relation == Relation::kSame) {
    return Bad("topic " + topic->id, "clauses of one standard only");
  }
  topic->clauses = std::move(resolved);
  return OkStatus();
}

// The questions of a topic go before the clause's own.
Status GiveQuestions(const Topic& topic, std::vector<Outline>* outlines,
                     std::set<Reference>* taken) {
  if (topic.relation == Relation::kRelated) {
    return OkStatus();
  }
  for (const Reference& reference : topic.clauses) {
    if (!taken->insert(reference).second) {
      return Bad("topic " + topic.id, NameOf(reference) + " is in another topic already");
    }
    Outline* outline = FindIn(outlines, reference.standard, reference.edition);
    for (Clause& clause : outline->clauses) {
      if (clause.number == reference.clause) {
        clause.questions.insert(clause.questions.begin(), topic.questions.begin(),
                                topic.questions.end());
      }
    }
  }
  return OkStatus();
}

Status CheckQuestions(const std::vector<Outline>& outlines) {
  for (const Outline& outline : outlines) {
    for (const Clause& clause : outline.clauses) {
      bool asked = std::any_of(clause.questions.begin(), clause.questions.end(),
                               [](const Question& question) { return question.amendment.empty(); });
      if (!asked && !outline.IsHeading(clause.number)) {
        return Bad(NameOf(outline.At(clause)), "nothing is asked about it");
      }
      if (!clause.questions.empty() && outline.IsHeading(clause.number)) {
        return Bad(NameOf(outline.At(clause)), "is a heading: ask about the clauses below it");
      }
    }
  }
  return OkStatus();
}

}  // namespace

const Library& Library::BuiltIn() {
  static const Library* const kLibrary = [] {
    Result<Library> parsed = Parse(BuiltInOutlineTexts(), BuiltInTopicsText());
    return new Library(std::move(parsed).value());
  }();
  return *kLibrary;
}

Result<Library> Library::Parse(const std::vector<std::string_view>& outlines,
                               std::string_view topics) {
  Library library;
  for (std::string_view text : outlines) {
    ASSAY_ASSIGN_OR_RETURN(Outline outline, ReadOutline(text));
    library.outlines_.push_back(std::move(outline));
  }
  std::sort(library.outlines_.begin(), library.outlines_.end(),
            [](const Outline& a, const Outline& b) {
              int order = CompareNumbers(a.key, b.key);
              return order != 0 ? order < 0 : a.edition < b.edition;
            });
  ASSAY_RETURN_IF_ERROR(CheckEditions(&library.outlines_));
  ASSAY_ASSIGN_OR_RETURN(std::vector<Topic> read, ReadTopics(topics));
  std::set<std::string> ids;
  std::set<Reference> taken;
  for (Topic& topic : read) {
    if (!ids.insert(topic.id).second) {
      return Bad("topic " + topic.id, "is given twice");
    }
    ASSAY_RETURN_IF_ERROR(ResolveClauses(&library.outlines_, &topic));
    ASSAY_RETURN_IF_ERROR(GiveQuestions(topic, &library.outlines_, &taken));
  }
  ASSAY_RETURN_IF_ERROR(CheckQuestions(library.outlines_));
  library.mapping_ = Mapping(std::move(read));
  return library;
}

const Outline* Library::Find(std::string_view key, std::string_view edition) const {
  auto at = std::find_if(outlines_.begin(), outlines_.end(), [&](const Outline& outline) {
    return outline.key == key && outline.edition == edition;
  });
  return at == outlines_.end() ? nullptr : &*at;
}

bool Library::Knows(std::string_view key) const {
  return std::any_of(outlines_.begin(), outlines_.end(),
                     [&](const Outline& outline) { return outline.key == key; });
}

}  // namespace assay::standards
