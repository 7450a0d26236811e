#include "assay/standards/checklist.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>
#include <string_view>

namespace assay::standards {
namespace {

// An auditable clause in scope.
struct Leaf {
  const Outline* outline = nullptr;
  const Clause* clause = nullptr;
  Reference reference;
  std::string topic;             // empty: in none
  std::vector<std::string> way;  // its number and those above it
};

// The way from a clause to the top, itself first; headings known. Built once for each outline: an
// outline may have a thousand clauses.
class Ways {
 public:
  explicit Ways(const Outline& outline) {
    for (const Clause& clause : outline.clauses) {
      clauses_.try_emplace(clause.number, &clause);
      headings_.insert(clause.parent);
    }
  }

  bool IsHeading(const Clause& clause) const { return headings_.contains(clause.number); }
  std::vector<std::string> Of(const Clause& clause) const {
    std::vector<std::string> way;
    const Clause* at = &clause;
    while (at != nullptr && way.size() <= clauses_.size()) {
      way.push_back(at->number);
      auto parent = clauses_.find(at->parent);
      at = parent == clauses_.end() ? nullptr : parent->second;
    }
    return way;
  }

 private:
  std::map<std::string_view, const Clause*> clauses_;
  std::set<std::string_view> headings_;
};

bool Holds(const std::vector<std::string>& texts, const std::string& text) {
  return std::find(texts.begin(), texts.end(), text) != texts.end();
}

bool IsIn(const Outline& outline, const std::vector<std::string>& way, const Scope& scope) {
  bool chosen =
      scope.clauses.empty() || std::any_of(scope.clauses.begin(), scope.clauses.end(),
                                           [&](const auto& top) { return Holds(way, top); });
  bool excluded =
      std::any_of(scope.excluded.begin(), scope.excluded.end(), [&](const Reference& reference) {
        return reference.standard == outline.key && reference.edition == outline.edition &&
               Holds(way, reference.clause);
      });
  return chosen && !excluded;
}

std::string TopicOf(const Clause& clause) {
  auto at = std::find_if(clause.questions.begin(), clause.questions.end(),
                         [](const Question& question) { return !question.topic.empty(); });
  return at == clause.questions.end() ? "" : at->topic;
}

std::vector<Leaf> LeavesOf(const std::vector<const Outline*>& outlines, const Scope& scope) {
  std::vector<Leaf> leaves;
  for (const Outline* outline : outlines) {
    Ways ways(*outline);
    for (const Clause& clause : outline->clauses) {
      std::vector<std::string> way = ways.Of(clause);
      if (!ways.IsHeading(clause) && IsIn(*outline, way, scope)) {
        leaves.push_back({outline, &clause, outline->At(clause), TopicOf(clause), std::move(way)});
      }
    }
  }
  return leaves;
}

// Leaves that are answered together: union-find over their places.
class Groups {
 public:
  explicit Groups(const std::vector<Leaf>& leaves) : first_(leaves.size()) {
    std::iota(first_.begin(), first_.end(), size_t{0});
    std::map<std::string, size_t> by_topic;
    for (size_t i = 0; i < leaves.size(); ++i) {
      if (!leaves[i].topic.empty()) {
        Join(by_topic.try_emplace(leaves[i].topic, i).first->second, i);
      }
    }
  }

  // The earliest leaf of the group.
  size_t FirstOf(size_t leaf) const {
    while (first_[leaf] != leaf) {
      leaf = first_[leaf];
    }
    return leaf;
  }
  void Join(size_t a, size_t b) {
    size_t first_a = FirstOf(a);
    size_t first_b = FirstOf(b);
    size_t first = std::min(first_a, first_b);
    first_[first_a] = first_[first_b] = first_[a] = first_[b] = first;
  }

 private:
  std::vector<size_t> first_;
};

// The places of the leaves that each reference stands for: a clause, or a heading above it.
using Places = std::map<Reference, std::vector<size_t>>;

Places PlacesOf(const std::vector<Leaf>& leaves) {
  Places places;
  for (size_t i = 0; i < leaves.size(); ++i) {
    for (const std::string& number : leaves[i].way) {
      places[{leaves[i].reference.standard, leaves[i].reference.edition, number}].push_back(i);
    }
  }
  return places;
}

void JoinOwn(const std::vector<Leaf>& leaves, const std::vector<ClausePair>& own, Groups* groups) {
  const Places places = PlacesOf(leaves);
  for (const auto& [one, other] : own) {
    auto a = places.find(one);
    auto b = places.find(other);
    if (a == places.end() || b == places.end()) {
      continue;
    }
    for (const std::vector<size_t>* side : {&a->second, &b->second}) {
      for (size_t place : *side) {
        groups->Join(a->second.front(), place);
      }
    }
  }
}

Question General(const Clause& clause) {
  return {.text = "How is \"" + clause.title + "\" put into practice, and does it work?",
          .evidence = "What people do and show, and the records it leaves."};
}

class Writer {
 public:
  Writer(const std::vector<Leaf>& leaves, const Scope& scope, const Groups& groups)
      : leaves_(leaves), scope_(scope), groups_(groups), members_(leaves.size()) {
    for (size_t i = 0; i < leaves.size(); ++i) {
      members_[groups.FirstOf(i)].push_back(i);
    }
  }

  std::vector<ChecklistItem> Write() {
    for (size_t i = 0; i < leaves_.size(); ++i) {
      if (groups_.FirstOf(i) == i) {
        AskTogether(i);
      }
      AskAlone(i);
    }
    return std::move(items_);
  }

 private:
  // The questions that serve a whole group: those of the first leaf's topic, or all of the first.
  void AskTogether(size_t first) {
    const Leaf& leaf = leaves_[first];
    bool asked = false;
    for (const Question& question : leaf.clause->questions) {
      if (question.topic == leaf.topic) {
        asked = Add(question, members_[first]) || asked;
      }
    }
    if (!asked) {
      Add(General(*leaf.clause), members_[first]);
    }
  }

  // What a clause in a topic asks besides.
  void AskAlone(size_t place) {
    const Leaf& leaf = leaves_[place];
    for (const Question& question : leaf.clause->questions) {
      if (!leaf.topic.empty() && question.topic.empty()) {
        Add(question, {place});
      }
    }
  }

  bool Add(const Question& question, const std::vector<size_t>& places) {
    ChecklistItem item{question.text, question.evidence, question.amendment, {}};
    for (size_t place : places) {
      const Leaf& leaf = leaves_[place];
      bool amended =
          question.amendment.empty() || leaf.outline->FindAmendment(question.amendment) != nullptr;
      if (amended) {
        item.clauses.push_back(leaf.reference);
      }
    }
    bool wanted = question.amendment.empty() || scope_.amendments;
    if (!wanted || item.clauses.empty()) {
      return false;
    }
    items_.push_back(std::move(item));
    return true;
  }

  const std::vector<Leaf>& leaves_;
  const Scope& scope_;
  const Groups& groups_;
  std::vector<std::vector<size_t>> members_;  // by the first leaf of a group
  std::vector<ChecklistItem> items_;
};

}  // namespace

std::vector<ChecklistItem> Checklist(const Outline& outline, const Scope& scope) {
  return CombinedChecklist({&outline}, scope);
}

std::vector<ChecklistItem> CombinedChecklist(const std::vector<const Outline*>& outlines,
                                             const Scope& scope,
                                             const std::vector<ClausePair>& own) {
  std::vector<Leaf> leaves = LeavesOf(outlines, scope);
  Groups groups(leaves);
  JoinOwn(leaves, own, &groups);
  return Writer(leaves, scope, groups).Write();
}

}  // namespace assay::standards
