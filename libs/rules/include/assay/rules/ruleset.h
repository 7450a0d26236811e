#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "assay/base/status.h"

namespace assay::rules {

// What a breach of a rule does.
enum class Severity : uint8_t { kInfo, kWarn, kBlock };

// What is being judged: something intended, something done here and now, or something that happened
// outside and is only recorded. A fact is never refused.
enum class Basis : uint8_t { kPlan, kAct, kFact };

// How well a rule is founded, as rules.md marks it.
enum class Source : uint8_t {
  kSourced,    // a named source was read
  kKnowledge,  // common knowledge of the field; a certification body confirms it before relying on
               // it
  kPolicy,     // the texts are silent: a default that an installation may change
};

std::string_view ToString(Severity severity);
std::string_view ToString(Basis basis);
std::string_view ToString(Source source);

// What a rule leaves to be set, by name.
struct Parameters {
  std::map<std::string, int64_t, std::less<>> integers;
  std::map<std::string, std::string, std::less<>> texts;
  std::map<std::string, std::vector<std::string>, std::less<>> lists;
};

// One rule of the field, as data.
struct Rule {
  std::string id;      // "SU-1"
  std::string clause;  // "ISO/IEC 17021-1:2015 9.6.2.2"
  std::string title;   // one sentence in own words
  Severity severity = Severity::kBlock;
  Source source = Source::kPolicy;
  bool applies_to_plan = false;
  bool applies_to_act = false;
  bool applies_to_fact = false;
  Parameters parameters;
  std::vector<std::string> changed_by;  // overlays, in order: "nordmark-3"

  bool AppliesTo(Basis basis) const;
};

// A rule's parameters for people, by name: ("months", "12"), ("items", "scope, sites").
std::vector<std::pair<std::string, std::string>> ParameterTexts(const Rule& rule);

// Audit days of an initial audit (stage 1 and 2) by effective number of personnel.
struct AuditTimeTable {
  struct Row {
    int64_t persons_max = 0;     // the band ends here, included; bands rise
    int64_t hundredth_days = 0;  // 850 is 8.5 days
  };
  std::string standard;  // key, see standard.h: "27001"
  std::string category;  // "high", "medium", "low", "limited"; empty where the standard has none
  std::string basis;     // the document the figures come from
  std::vector<Row> rows;
  std::string brought_by = {};  // overlay; empty: the ruleset's own
};

// A topic a management review must treat, or a kind of result it must have.
struct ReviewItem {
  std::string code;   // "continuity-evaluation"
  std::string title;  // for people
  std::map<std::string, std::string, std::less<>>
      clauses;  // standard key -> clause: "22301" -> "9.3.2 h"
};

struct Overlay;

// A version of the rules of the field: rules, tables and checklists as data. Immutable once made;
// any thread may read it.
class Ruleset {
 public:
  static constexpr size_t kTextBytesMax = 1'000'000;

  // The ruleset built into this program (data/assay-2026.1.toml). Parsed at the first call, the
  // same value ever after.
  static const Ruleset& Default();

  // Reads a ruleset from TOML in the form of data/README.md. InvalidArgument, naming line or rule,
  // for malformed TOML, an unknown key, a rule without id, clause, title, severity, basis or
  // source, an id given twice, a band of a table that does not rise, or when a rule or parameter
  // that this library judges by is missing or out of its bounds.
  static Result<Ruleset> Parse(std::string_view toml);

  // This ruleset with the changes of an overlay (overlay.h). InvalidArgument, naming file and rule,
  // when it changes a rule or parameter that is not there, or the result breaks what Parse insists
  // on.
  Result<Ruleset> With(const Overlay& overlay) const;

  // "assay-2026.1", or "assay-2026.1+nordmark-3" with an overlay: what breaches, rejections and
  // entries carry.
  const std::string& name() const { return name_; }
  const std::vector<Rule>& rules() const { return rules_; }
  const std::vector<AuditTimeTable>& audit_times() const { return audit_times_; }
  const std::vector<ReviewItem>& review_inputs() const { return review_inputs_; }
  const std::vector<ReviewItem>& review_outputs() const { return review_outputs_; }

  // Null when there is no such rule. The pointer is good as long as the ruleset.
  const Rule* Find(std::string_view rule) const;

  // A parameter of a rule. REQUIRES: it is one that Parse insists on (src/requirements.cc), or Find
  // shows it.
  int64_t Int(std::string_view rule, std::string_view parameter) const;
  const std::string& Text(std::string_view rule, std::string_view parameter) const;
  const std::vector<std::string>& List(std::string_view rule, std::string_view parameter) const;

  // Null when this ruleset has no table for the standard and category: the body must supply one.
  const AuditTimeTable* FindAuditTime(std::string_view standard, std::string_view category) const;

 private:
  friend class RulesetReader;
  Ruleset() = default;

  std::string name_;
  std::vector<Rule> rules_;  // in the order of their ids
  std::vector<AuditTimeTable> audit_times_;
  std::vector<ReviewItem> review_inputs_;
  std::vector<ReviewItem> review_outputs_;
};

}  // namespace assay::rules
