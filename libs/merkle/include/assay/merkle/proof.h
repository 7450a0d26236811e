#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "assay/base/status.h"
#include "assay/merkle/tree.h"

// Proofs that a leaf is in a tree, and that a tree extends an earlier one (RFC 6962 sections 2.1.1
// and 2.1.2, RFC 9162 sections 2.1.3 and 2.1.4).
namespace assay::merkle {

// The root of the complete subtree over leaves [index * 2^level, (index + 1) * 2^level).
using NodeReader = std::function<Result<Hash>(uint32_t level, uint64_t index)>;

// The root of the first `size` leaves. Reads one node for each one bit of `size`.
Result<Hash> RootAt(uint64_t size, const NodeReader& read);
// The frontier of the first `size` leaves; the same reads.
Result<Frontier> FrontierAt(uint64_t size, const NodeReader& read);

// The leaf's sibling first. Reads O(log size) nodes. InvalidArgument unless index < size.
Result<std::vector<Hash>> InclusionProof(uint64_t index, uint64_t size, const NodeReader& read);
// Reads O(log size) nodes. Empty when the sizes are equal or `old_size` is 0. InvalidArgument
// unless old_size <= new_size.
Result<std::vector<Hash>> ConsistencyProof(uint64_t old_size, uint64_t new_size,
                                           const NodeReader& read);

// Ok, or InvalidArgument with the check that failed. At most 64 hashes of work.
Status VerifyInclusion(uint64_t index, uint64_t size, const Hash& leaf_hash,
                       const std::vector<Hash>& proof, const Hash& root);
// The same; at most 128 hashes of work. The empty tree is consistent with any tree and is proved by
// an empty proof.
Status VerifyConsistency(uint64_t old_size, uint64_t new_size, const std::vector<Hash>& proof,
                         const Hash& old_root, const Hash& new_root);

}  // namespace assay::merkle
