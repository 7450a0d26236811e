#pragma once

#include <string_view>
#include <vector>

#include "assay/base/status.h"
#include "assay/standards/mapping.h"
#include "assay/standards/outline.h"

namespace assay::standards {

// Outlines and the mapping between them. Immutable; any thread.
class Library {
 public:
  static constexpr size_t kTextBytesMax = 1'000'000;  // of one file of data

  // What is built into this program (data/*.toml). Parsed at the first call, the same value ever
  // after.
  static const Library& BuiltIn();

  // Reads outlines and topics from TOML in the form of data/README.md. InvalidArgument, naming
  // standard and clause or topic, for malformed TOML, an unknown key, a fault that CheckClauses
  // finds, an auditable clause without a question, an edition given twice, a successor that is not
  // among the outlines, a topic with a clause that is not there or is in another topic already, or
  // of one standard only.
  static Result<Library> Parse(const std::vector<std::string_view>& outlines,
                               std::string_view topics);

  // By key, then edition.
  const std::vector<Outline>& outlines() const { return outlines_; }
  const Mapping& mapping() const { return mapping_; }
  // Null when it is not there.
  const Outline* Find(std::string_view key, std::string_view edition) const;
  bool Knows(std::string_view key) const;

 private:
  std::vector<Outline> outlines_;
  Mapping mapping_;
};

}  // namespace assay::standards
