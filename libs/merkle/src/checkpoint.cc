#include "assay/merkle/checkpoint.h"

#include "text.h"

namespace assay::merkle {

std::string Checkpoint::ToString() const {
  return origin + "\n" + std::to_string(size) + "\n" + HashLine(root);
}

Result<Checkpoint> ParseCheckpoint(std::string_view text) {
  Checkpoint checkpoint;
  ASSAY_ASSIGN_OR_RETURN(std::string_view origin, TakeLine(&text));
  checkpoint.origin = origin;
  ASSAY_ASSIGN_OR_RETURN(std::string_view size, TakeLine(&text));
  ASSAY_ASSIGN_OR_RETURN(checkpoint.size, ParseDecimal(size));
  ASSAY_ASSIGN_OR_RETURN(std::string_view root, TakeLine(&text));
  ASSAY_ASSIGN_OR_RETURN(checkpoint.root, ParseHashLine(root));
  while (!text.empty()) {
    ASSAY_ASSIGN_OR_RETURN(std::string_view extension, TakeLine(&text));
    if (extension.empty()) {
      return InvalidArgument("a checkpoint has an empty extension line");
    }
  }
  if (checkpoint.origin.empty()) {
    return InvalidArgument("a checkpoint has no origin");
  }
  return checkpoint;
}

Result<Checkpoint> OpenCheckpoint(const Note& note, const std::vector<VerifierKey>& log_keys) {
  ASSAY_ASSIGN_OR_RETURN(std::vector<VerifierKey> signers, VerifyNote(note, log_keys));
  return ParseCheckpoint(note.text);
}

}  // namespace assay::merkle
