#include "library_reader.h"

#include <toml++/toml.h>

#include <algorithm>
#include <initializer_list>
#include <optional>

#include "assay/standards/clause_check.h"
#include "assay/standards/library.h"
#include "fault.h"

namespace assay::standards {
namespace {

Result<toml::table> ParseToml(std::string_view text) {
  if (text.size() > Library::kTextBytesMax) {
    return Bad("file", "has more than " + std::to_string(Library::kTextBytesMax) + " bytes");
  }
  try {
    return toml::parse(text);
  } catch (const toml::parse_error& error) {
    return Bad("line " + std::to_string(error.source().begin.line),
               std::string(error.description()));
  }
}

// A key that nobody reads is a typing error: it would silently change nothing.
Status OnlyKeys(const toml::table& table, const std::string& where,
                std::initializer_list<std::string_view> known) {
  for (auto&& [key, node] : table) {
    if (std::find(known.begin(), known.end(), key.str()) == known.end()) {
      return Bad(where, "unknown key " + std::string(key.str()));
    }
  }
  return OkStatus();
}

Result<std::string> TextOf(const toml::node* node, const std::string& where,
                           const std::string& what) {
  std::optional<std::string> text =
      node == nullptr ? std::nullopt : node->value_exact<std::string>();
  if (!text || text->empty()) {
    return Bad(where, "needs a text " + what);
  }
  return *std::move(text);
}

Result<std::string> TextAt(const toml::table& table, const std::string& where,
                           const std::string& key) {
  return TextOf(table.get(key), where, key);
}

// Empty when the key is not there.
Result<std::string> TextAtIfAny(const toml::table& table, const std::string& where,
                                const std::string& key) {
  return table.contains(key) ? TextAt(table, where, key) : std::string();
}

Result<const toml::array*> ArrayOf(const toml::node* node, const std::string& where,
                                   const std::string& what) {
  const toml::array* array = node == nullptr ? nullptr : node->as_array();
  if (array == nullptr) {
    return Bad(where, "needs a list " + what);
  }
  return array;
}

Result<std::vector<std::string>> TextsOf(const toml::node* node, const std::string& where,
                                         const std::string& what) {
  ASSAY_ASSIGN_OR_RETURN(const toml::array* array, ArrayOf(node, where, what));
  std::vector<std::string> texts;
  for (const toml::node& element : *array) {
    ASSAY_ASSIGN_OR_RETURN(std::string text, TextOf(&element, where, "in " + what));
    texts.push_back(std::move(text));
  }
  return texts;
}

// [question, evidence] or [question, evidence, amendment], for each.
Result<std::vector<Question>> ReadQuestions(const toml::node* node, const std::string& where,
                                            const std::string& topic) {
  ASSAY_ASSIGN_OR_RETURN(const toml::array* array, ArrayOf(node, where, "of questions"));
  std::vector<Question> questions;
  for (const toml::node& element : *array) {
    ASSAY_ASSIGN_OR_RETURN(std::vector<std::string> texts, TextsOf(&element, where, "question"));
    if (texts.size() != 2 && texts.size() != 3) {
      return Bad(where, "a question is [question, evidence] or [question, evidence, amendment]");
    }
    questions.push_back({texts[0], texts[1], texts.size() == 3 ? texts[2] : "", topic});
  }
  return questions;
}

// [number, title] or [number, title, questions].
Result<Clause> ReadClause(const toml::node& node, const std::string& where) {
  ASSAY_ASSIGN_OR_RETURN(const toml::array* array, ArrayOf(&node, where, "[number, title, ...]"));
  Clause clause;
  ASSAY_ASSIGN_OR_RETURN(clause.number, TextOf(array->get(0), where, "clause number"));
  const std::string at = std::string(where).append(" ").append(clause.number);
  ASSAY_ASSIGN_OR_RETURN(clause.title, TextOf(array->get(1), at, "title"));
  if (array->size() > 3) {
    return Bad(at, "a clause is [number, title] or [number, title, questions]");
  }
  clause.parent = ParentOf(clause.number);
  if (array->size() == 3) {
    ASSAY_ASSIGN_OR_RETURN(clause.questions, ReadQuestions(array->get(2), at, ""));
  }
  return clause;
}

Status ReadClauses(const toml::table& table, const std::string& where, Outline* outline) {
  ASSAY_ASSIGN_OR_RETURN(const toml::array* array, ArrayOf(table.get("clauses"), where, "clauses"));
  for (const toml::node& node : *array) {
    ASSAY_ASSIGN_OR_RETURN(Clause clause, ReadClause(node, where));
    outline->clauses.push_back(std::move(clause));
  }
  if (auto fault = CheckClauses(outline->clauses)) {
    return Bad(where, fault->message);
  }
  return OkStatus();
}

// A theme named for a heading is that of all clauses below it.
Status ReadThemes(const toml::table& table, const std::string& where, Outline* outline) {
  const toml::table* themes = table["themes"].as_table();
  if (themes == nullptr) {
    return table.contains("themes") ? Bad(where, "themes is no table") : OkStatus();
  }
  for (auto&& [heading, node] : *themes) {
    ASSAY_ASSIGN_OR_RETURN(std::string theme, TextOf(&node, where, "theme"));
    bool used = false;
    for (Clause& clause : outline->clauses) {
      if (clause.number != heading.str() && outline->IsWithin(clause, heading.str())) {
        clause.theme = theme;
        used = true;
      }
    }
    if (!used) {
      return Bad(where, "the theme " + theme + " is of no clause");
    }
  }
  return OkStatus();
}

Status ReadAmendments(const toml::table& table, const std::string& where, Outline* outline) {
  if (!table.contains("amendment")) {
    return OkStatus();
  }
  ASSAY_ASSIGN_OR_RETURN(const toml::array* array,
                         ArrayOf(table.get("amendment"), where, "amendment"));
  for (const toml::node& node : *array) {
    const toml::table* entry = node.as_table();
    if (entry == nullptr) {
      return Bad(where, "an amendment is a table");
    }
    ASSAY_RETURN_IF_ERROR(OnlyKeys(*entry, where, {"name", "published_on", "about", "clauses"}));
    Amendment amendment;
    ASSAY_ASSIGN_OR_RETURN(amendment.name, TextAt(*entry, where, "name"));
    ASSAY_ASSIGN_OR_RETURN(amendment.published_on, TextAt(*entry, where, "published_on"));
    ASSAY_ASSIGN_OR_RETURN(amendment.about, TextAt(*entry, where, "about"));
    ASSAY_ASSIGN_OR_RETURN(amendment.clauses, TextsOf(entry->get("clauses"), where, "clauses"));
    for (const std::string& clause : amendment.clauses) {
      if (outline->Find(clause) == nullptr) {
        return Bad(where, amendment.name + " changes clause " + clause + ", which is not there");
      }
    }
    outline->amendments.push_back(std::move(amendment));
  }
  return OkStatus();
}

Status ReadSuccession(const toml::table& table, const std::string& where, Outline* outline) {
  ASSAY_ASSIGN_OR_RETURN(outline->successor_edition, TextAtIfAny(table, where, "successor"));
  ASSAY_ASSIGN_OR_RETURN(outline->transition_until, TextAtIfAny(table, where, "transition_until"));
  outline->transition_confirmed = table["transition_confirmed"].value_or(false);
  if (outline->successor_edition.empty() != outline->transition_until.empty()) {
    return Bad(where, "a successor and the end of the transition to it are given together");
  }
  return OkStatus();
}

// "27001:2022 9.2".
Result<Reference> ReadReference(const std::string& text, const std::string& where) {
  size_t colon = text.find(':');
  size_t space = text.find(' ');
  if (colon == std::string::npos || space == std::string::npos || colon > space) {
    return Bad(where, text + " is no clause, such as \"27001:2022 9.2\"");
  }
  return Reference{text.substr(0, colon), text.substr(colon + 1, space - colon - 1),
                   text.substr(space + 1)};
}

Result<Topic> ReadTopic(const toml::node& node) {
  const toml::table* table = node.as_table();
  if (table == nullptr) {
    return Bad("topics", "a topic is a table");
  }
  Topic topic;
  ASSAY_ASSIGN_OR_RETURN(topic.id, TextAt(*table, "topic", "id"));
  const std::string where = "topic " + topic.id;
  ASSAY_RETURN_IF_ERROR(OnlyKeys(*table, where, {"id", "title", "relation", "clauses", "ask"}));
  ASSAY_ASSIGN_OR_RETURN(topic.title, TextAt(*table, where, "title"));
  ASSAY_ASSIGN_OR_RETURN(std::string relation, TextAtIfAny(*table, where, "relation"));
  if (!relation.empty() && relation != "related") {
    return Bad(where, "relation is related, or is left out");
  }
  topic.relation = relation.empty() ? Relation::kSame : Relation::kRelated;
  ASSAY_ASSIGN_OR_RETURN(std::vector<std::string> clauses,
                         TextsOf(table->get("clauses"), where, "clauses"));
  for (const std::string& text : clauses) {
    ASSAY_ASSIGN_OR_RETURN(Reference reference, ReadReference(text, where));
    topic.clauses.push_back(std::move(reference));
  }
  if (topic.relation == Relation::kSame) {
    ASSAY_ASSIGN_OR_RETURN(topic.questions, ReadQuestions(table->get("ask"), where, topic.id));
  } else if (table->contains("ask")) {
    return Bad(where, "related clauses are asked about each for itself");
  }
  return topic;
}

}  // namespace

Result<Outline> ReadOutline(std::string_view toml) {
  ASSAY_ASSIGN_OR_RETURN(toml::table table, ParseToml(toml));
  Outline outline;
  ASSAY_ASSIGN_OR_RETURN(outline.key, TextAt(table, "outline", "key"));
  ASSAY_ASSIGN_OR_RETURN(outline.edition, TextAt(table, outline.key, "edition"));
  const std::string where = std::string(outline.key).append(":").append(outline.edition);
  ASSAY_RETURN_IF_ERROR(
      OnlyKeys(table, where,
               {"key", "edition", "name", "title", "published", "successor", "transition_until",
                "transition_confirmed", "amendment", "themes", "clauses"}));
  ASSAY_ASSIGN_OR_RETURN(outline.name, TextAt(table, where, "name"));
  ASSAY_ASSIGN_OR_RETURN(outline.title, TextAt(table, where, "title"));
  ASSAY_ASSIGN_OR_RETURN(outline.published, TextAt(table, where, "published"));
  ASSAY_RETURN_IF_ERROR(ReadSuccession(table, where, &outline));
  if (table.contains("clauses")) {
    ASSAY_RETURN_IF_ERROR(ReadClauses(table, where, &outline));
  }
  ASSAY_RETURN_IF_ERROR(ReadThemes(table, where, &outline));
  ASSAY_RETURN_IF_ERROR(ReadAmendments(table, where, &outline));
  return outline;
}

Result<std::vector<Topic>> ReadTopics(std::string_view toml) {
  ASSAY_ASSIGN_OR_RETURN(toml::table table, ParseToml(toml));
  ASSAY_RETURN_IF_ERROR(OnlyKeys(table, "topics", {"topic"}));
  ASSAY_ASSIGN_OR_RETURN(const toml::array* array, ArrayOf(table.get("topic"), "topics", "topic"));
  std::vector<Topic> topics;
  for (const toml::node& node : *array) {
    ASSAY_ASSIGN_OR_RETURN(Topic topic, ReadTopic(node));
    topics.push_back(std::move(topic));
  }
  return topics;
}

}  // namespace assay::standards
