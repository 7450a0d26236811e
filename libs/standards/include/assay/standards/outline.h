#pragma once

#include <compare>
#include <string>
#include <string_view>
#include <vector>

namespace assay::standards {

// A clause of one edition of a standard: ("27001", "2022", "9.2.1").
struct Reference {
  std::string standard;
  std::string edition;
  std::string clause;

  auto operator<=>(const Reference&) const = default;
};

// What an auditor asks about a clause, in our own words.
struct Question {
  std::string text;
  std::string evidence;   // what to look for
  std::string amendment;  // asked only when this amendment applies; empty: always
  std::string topic;      // id of the topic it comes from; empty: the clause's own
};

// A numbered clause with its short title. A heading when other clauses stand below it.
struct Clause {
  std::string number;
  std::string title;
  std::string parent;  // empty: at the top
  std::string theme;   // of a control: "organizational", "people", "physical", "technological"
  std::vector<Question> questions;
};

// A change to an edition that is published by itself.
struct Amendment {
  std::string name;          // "Amd 1:2024"
  std::string published_on;  // ISO 8601 date
  std::string about;
  std::vector<std::string> clauses;  // that it changes
};

// One edition of a standard. A value; any thread.
struct Outline {
  std::string key;                // "27001"
  std::string edition;            // "2022"
  std::string name;               // "ISO/IEC 27001:2022"
  std::string title;              // what it is about
  std::string published;          // "2022-10", as far as known
  std::string successor_edition;  // empty: this is the latest known
  std::string transition_until;   // certificates to this edition run out by then: a date or a month
  bool transition_confirmed = false;
  std::vector<Amendment> amendments;
  std::vector<Clause> clauses;  // in order; empty: the edition is known, its clauses are not

  // Null when there is no such clause.
  const Clause* Find(std::string_view number) const;
  // Whether other clauses stand below this one.
  bool IsHeading(std::string_view number) const;
  // Whether the clause is `top` or stands below it.
  bool IsWithin(const Clause& clause, std::string_view top) const;
  // The clause itself when it is auditable, else the auditable ones below it; none when there is no
  // such clause.
  std::vector<const Clause*> Auditable(std::string_view number) const;
  // Null when the edition has no such amendment.
  const Amendment* FindAmendment(std::string_view called) const;
  Reference At(const Clause& clause) const { return {key, edition, clause.number}; }
};

// What stands before the last dot of a number: "A.5" for "A.5.1", nothing for "10".
std::string ParentOf(std::string_view number);

// The token by which OSCAL documents name a clause: "cl-10.2" for "10.2". A token may not begin
// with a digit and holds letters, digits, dots, hyphens and underscores; anything else becomes a
// hyphen.
std::string TargetIdOf(std::string_view number);

// Orders numbers as people do: 4.2 before 4.10, digits before letters. 0 only for equal texts.
int CompareNumbers(std::string_view a, std::string_view b);

}  // namespace assay::standards
