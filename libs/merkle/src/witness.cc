#include "assay/merkle/witness.h"

#include "text.h"

namespace assay::merkle {

std::string AddCheckpoint::ToString() const {
  std::string body = "old " + std::to_string(old_size) + "\n";
  for (const Hash& hash : proof) {
    body += HashLine(hash);
  }
  return body + "\n" + note.ToString();
}

Result<AddCheckpoint> ParseAddCheckpoint(std::string_view body) {
  constexpr std::string_view kOld = "old ";
  constexpr size_t kHashesMax = 63;
  AddCheckpoint request;
  ASSAY_ASSIGN_OR_RETURN(std::string_view first, TakeLine(&body));
  if (!first.starts_with(kOld)) {
    return InvalidArgument("the body starts with \"old <size>\"");
  }
  ASSAY_ASSIGN_OR_RETURN(request.old_size, ParseDecimal(first.substr(kOld.size())));
  while (true) {
    ASSAY_ASSIGN_OR_RETURN(std::string_view line, TakeLine(&body));
    if (line.empty()) {
      break;
    }
    ASSAY_ASSIGN_OR_RETURN(Hash hash, ParseHashLine(line));
    request.proof.push_back(hash);
    if (request.proof.size() > kHashesMax) {
      return InvalidArgument("a consistency proof has at most 63 hashes");
    }
  }
  ASSAY_ASSIGN_OR_RETURN(request.note, ParseNote(body));
  return request;
}

}  // namespace assay::merkle
