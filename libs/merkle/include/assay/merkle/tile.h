#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "assay/base/status.h"
#include "assay/merkle/proof.h"

// The tree in pieces that never change once full (tlog-tiles v0.1.0).
namespace assay::merkle {

inline constexpr uint32_t kTileWidth = 256;
inline constexpr uint32_t kTileHeight = 8;  // 2^8 = 256
inline constexpr uint32_t kTileLevelMax = 63;
inline constexpr size_t kTileBytes = kTileWidth * kSha256Bytes;
inline constexpr size_t kBundleEntryBytesMax = 65'535;

// The hashes [index * 256, index * 256 + width) of level `level`: level 0 holds leaf hashes, each
// hash of a level the root of a full tile of the level below. Or, with `entries`, the leaf records
// themselves.
struct Tile {
  bool entries = false;
  uint32_t level = 0;  // 0..63
  uint64_t index = 0;
  uint32_t width = kTileWidth;  // 1..256; less than 256: partial

  auto operator<=>(const Tile&) const = default;
};

// "tile/0/x001/067", "tile/1/000.p/17", "tile/entries/000.p/3".
std::string TilePath(const Tile& tile);
// InvalidArgument for anything TilePath would not have written.
Result<Tile> ParseTilePath(std::string_view path);

// How many hashes tile `index` of `level` has in a tree of `size`: 0 when there is no such tile.
uint32_t TileWidthAt(uint32_t level, uint64_t index, uint64_t size);

// The root over a tile's hashes; up to 255 node hashes. REQUIRES: whole hashes.
Hash TileRoot(std::string_view tile);

// At least the first `width` hashes of a tile.
using TileReader =
    std::function<Result<std::string>(uint32_t level, uint64_t index, uint32_t width)>;
// Reads nodes out of tiles; up to 127 hashes of work a node.
NodeReader NodesIn(TileReader read);

// An entry bundle: each record preceded by its length in 2 bytes, most significant first.
// REQUIRES: record.size() <= kBundleEntryBytesMax.
void AppendToBundle(std::string* bundle, std::string_view record);
Result<std::vector<std::string>> ParseBundle(std::string_view bundle);

}  // namespace assay::merkle
