#include "assay/rules/rulebook.h"

#include <algorithm>

namespace assay::rules {
namespace {

using ById = std::map<std::string, size_t, std::less<>>;

size_t PlaceOf(std::string_view id, const ById& overlays, size_t none) {
  auto at = overlays.find(id);
  return at == overlays.end() ? none : at->second;
}

}  // namespace

const Rulebook& Rulebook::Default() {
  static const Rulebook book;
  return book;
}

Result<Rulebook> Rulebook::Of(const std::vector<File>& files) {
  Rulebook book;
  for (const File& file : files) {
    ASSAY_ASSIGN_OR_RETURN(Overlay overlay, ParseOverlay(file.name, file.text));
    ASSAY_RETURN_IF_ERROR(book.Add(std::move(overlay)));
  }
  ASSAY_RETURN_IF_ERROR(book.Combine());
  return book;
}

Status Rulebook::Add(Overlay overlay) {
  const std::string& base = Ruleset::Default().name();
  if (overlay.extends != base) {
    return InvalidArgument(overlay.file + ": it extends " + overlay.extends +
                           ", and this program has " + base +
                           ": look through what changed, then say so in the file");
  }
  for (const Overlay& other : overlays_) {
    if (other.name == overlay.name) {
      return InvalidArgument(overlay.file + ": " + other.file + " is named " + other.name +
                             ", too");
    }
  }
  bool of_body = !overlay.bodies.empty();
  ById& by_id = of_body ? by_body_ : by_organisation_;
  for (const std::string& id : of_body ? overlay.bodies : overlay.organisations) {
    auto [at, added] = by_id.emplace(id, overlays_.size());
    if (!added) {
      const Overlay& other = at->second == overlays_.size() ? overlay : overlays_[at->second];
      return InvalidArgument(overlay.file + ": " + other.file + " speaks for " + id +
                             ", too: one of them has to go");
    }
  }
  overlays_.push_back(std::move(overlay));
  return OkStatus();
}

// Body by body, the organisations' on each.
Status Rulebook::Combine() {
  const Ruleset& base = Ruleset::Default();
  std::vector<size_t> organisations;
  std::vector<size_t> bodies;
  for (size_t i = 0; i < overlays_.size(); ++i) {
    (overlays_[i].bodies.empty() ? organisations : bodies).push_back(i);
  }
  if ((bodies.size() + 1) * (organisations.size() + 1) > kEffectiveMax) {
    return InvalidArgument("too many overlays: those of bodies and organisations make more than " +
                           std::to_string(kEffectiveMax) + " rulesets");
  }
  for (size_t body : bodies) {
    ASSAY_ASSIGN_OR_RETURN(Ruleset ruleset, base.With(overlays_[body]));
    effective_.emplace(std::pair(kNone, body), std::move(ruleset));
  }
  bodies.push_back(kNone);
  for (size_t organisation : organisations) {
    for (size_t body : bodies) {
      const Ruleset& below = body == kNone ? base : effective_.at({kNone, body});
      ASSAY_ASSIGN_OR_RETURN(Ruleset ruleset, below.With(overlays_[organisation]));
      effective_.emplace(std::pair(organisation, body), std::move(ruleset));
    }
  }
  return OkStatus();
}

const Ruleset& Rulebook::For(std::string_view organisation, std::string_view body) const {
  std::pair overlays(PlaceOf(organisation, by_organisation_, kNone),
                     PlaceOf(body, by_body_, kNone));
  return overlays == std::pair(kNone, kNone) ? Ruleset::Default() : effective_.at(overlays);
}

std::string Rulebook::Describe() const {
  std::string text = Ruleset::Default().name();
  for (const Overlay& overlay : overlays_) {
    text += ", " + overlay.name;
  }
  return text;
}

}  // namespace assay::rules
