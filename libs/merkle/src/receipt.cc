#include "assay/merkle/receipt.h"

#include "assay/base/bytes.h"
#include "assay/merkle/checkpoint.h"
#include "assay/merkle/proof.h"
#include "text.h"

namespace assay::merkle {
namespace {

constexpr std::string_view kHeader = "c2sp.org/tlog-proof@v1";
constexpr std::string_view kExtra = "extra ";
constexpr std::string_view kIndex = "index ";
constexpr size_t kHashesMax = 64;

}  // namespace

std::string Receipt::ToString() const {
  std::string text = std::string(kHeader) + "\n";
  if (!extra.empty()) {
    text.append(kExtra).append(ToBase64(extra)).append("\n");
  }
  text.append(kIndex).append(std::to_string(index)).append("\n");
  for (const Hash& hash : proof) {
    text += HashLine(hash);
  }
  return text + "\n" + checkpoint.ToString();
}

Result<Receipt> ParseReceipt(std::string_view bytes) {
  Receipt receipt;
  ASSAY_ASSIGN_OR_RETURN(std::string_view line, TakeLine(&bytes));
  if (line != kHeader) {
    return InvalidArgument("not a tlog-proof: the first line is not " + std::string(kHeader));
  }
  ASSAY_ASSIGN_OR_RETURN(line, TakeLine(&bytes));
  if (line.starts_with(kExtra)) {
    ASSAY_ASSIGN_OR_RETURN(receipt.extra, FromBase64(line.substr(kExtra.size())));
    ASSAY_ASSIGN_OR_RETURN(line, TakeLine(&bytes));
  }
  if (!line.starts_with(kIndex)) {
    return InvalidArgument("a tlog-proof without its index line");
  }
  ASSAY_ASSIGN_OR_RETURN(receipt.index, ParseDecimal(line.substr(kIndex.size())));
  while (true) {
    ASSAY_ASSIGN_OR_RETURN(line, TakeLine(&bytes));
    if (line.empty()) {
      break;
    }
    ASSAY_ASSIGN_OR_RETURN(Hash hash, ParseHashLine(line));
    receipt.proof.push_back(hash);
    if (receipt.proof.size() > kHashesMax) {
      return InvalidArgument("an inclusion proof has at most 64 hashes");
    }
  }
  ASSAY_ASSIGN_OR_RETURN(receipt.checkpoint, ParseNote(bytes));
  return receipt;
}

Status VerifyReceipt(const Receipt& receipt, std::string_view record, const Policy& policy) {
  ASSAY_ASSIGN_OR_RETURN(Checkpoint checkpoint, policy.Open(receipt.checkpoint));
  return VerifyInclusion(receipt.index, checkpoint.size, LeafHash(record), receipt.proof,
                         checkpoint.root);
}

}  // namespace assay::merkle
