#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "assay/rules/overlay.h"

namespace assay::rules {

// All rules that an installation holds: the built-in ruleset, and the overlays of certification
// bodies and organisations on it. Every service of an installation is given the same one.
// Immutable; any thread may read it.
class Rulebook {
 public:
  // Effective rulesets are made when the book is, one for each pair of overlays.
  static constexpr size_t kEffectiveMax = 1'000;

  struct File {
    std::string name;  // for messages
    std::string text;
  };

  // The built-in ruleset alone.
  static const Rulebook& Default();

  // With the overlays in these files. InvalidArgument, naming file and line or rule, for a faulty
  // one (ParseOverlay, Ruleset::With), for one that extends another ruleset than the built-in one,
  // for two of one name, or two for the same organisation or body, and beyond kEffectiveMax.
  static Result<Rulebook> Of(const std::vector<File>& files);

  // What holds for an organisation in a matter of a certification body (empty: of none): the
  // built-in rules, then the body's overlay, then the organisation's. In this order, because the
  // narrower one decides: a body's overlay says how it certifies everybody, an organisation's what
  // goes for this one, also what it has agreed with its bodies. Ids that no overlay speaks for have
  // the built-in rules. The reference is good as long as the book.
  const Ruleset& For(std::string_view organisation, std::string_view body) const;

  // In the order of the files.
  const std::vector<Overlay>& overlays() const { return overlays_; }
  // The built-in ruleset and all overlays by name, for logs: "assay-2026.1, nordmark-3".
  std::string Describe() const;

 private:
  Rulebook() = default;

  Status Add(Overlay overlay);
  Status Combine();

  std::vector<Overlay> overlays_;
  // By id, the place in overlays_ of the one that speaks for it.
  std::map<std::string, size_t, std::less<>> by_organisation_;
  std::map<std::string, size_t, std::less<>> by_body_;
  // By the overlays of organisation and body; kNone where there is none. Both kNone is not here.
  static constexpr size_t kNone = SIZE_MAX;
  std::map<std::pair<size_t, size_t>, Ruleset> effective_;
};

}  // namespace assay::rules
